"""Narratives by section, sentence by sentence and verbatim; sentences that say the same stand together.

Two sentences say the same when nearly all their runs of words agree and they have the same numbers and the
same words of denial. No sentence is changed or made here.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tonghop.domain.consolidation.likeness import Shingles, likeness, shingles, telling_words
from tonghop.domain.consolidation.returns import Passage
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.language import match_key, nfc, sentences
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.campaign import Campaign

OTHER = "other"
ALIKE = 0.8
_RUN = 2
_DENIALS = ("không", "chưa", "chẳng", "ít", "thiếu", "đủ", "tăng", "giảm")
_LABEL = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]|[a-zđ][.)]|[-–+•*])[ \t]{1,9}|[-–+•*](?=\w)")
_SPAN = re.compile(r"(?P<place>.{0,300}) \[(?P<start>\d{1,9}), (?P<end>\d{1,9})\]")


@dataclass(frozen=True, slots=True)
class NarrativeSource:
    """Where a sentence stands; `text` as this body wrote it, where it differs from the item's."""

    body: str
    file: str
    sha256: str
    at: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class NarrativeItem:
    """A sentence as its first body wrote it, and every place that says it; `alike` is how many bodies do."""

    text: str
    sources: tuple[NarrativeSource, ...]

    @property
    def alike(self) -> int:
        return len({source.body for source in self.sources})

    def id(self, section: str) -> str:
        """Return what an office answers the item by; the same text has the same id in every run."""
        return "n-" + hashlib.sha256(f"{section}|{match_key(self.text)}".encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Narrative:
    section: str
    items: tuple[NarrativeItem, ...]


def narratives(campaign: Campaign, submissions: Mapping[str, Submission]) -> tuple[Narrative, ...]:
    """Gather what the bodies wrote, one Narrative a section, items in the campaign's order of bodies.

    A section that only holds others is there where somebody wrote right below its heading ("I. Kết quả").
    What bodies wrote under headings that are no section of the campaign stands in a last one, `OTHER`.
    """
    received = [submissions[body.code] for body in campaign.bodies if body.code in submissions]
    asked = {section.code for section in campaign.told()}
    told = {passage.section for submission in received for passage in submission.passages}
    codes = [section.code for section in campaign.sections if section.code in asked | told]
    codes += [OTHER] if OTHER in told and OTHER not in codes else []
    return tuple(Narrative(code, _items(code, received)) for code in codes)


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    source: NarrativeSource


def _items(section: str, received: Sequence[Submission]) -> tuple[NarrativeItem, ...]:
    groups: dict[str, list[_Statement]] = {}
    for submission in received:
        for passage in submission.passages:
            if passage.section == section:
                for statement in _statements(submission.body, passage):
                    groups.setdefault(match_key(statement.text), []).append(statement)
    return tuple(_item(statements) for statements in _brought_together(groups))


def _statements(body: str, passage: Passage) -> Iterator[_Statement]:
    text = nfc(passage.text)
    for span in sentences(text, Span(0, len(text))):
        own = span
        if label := _LABEL.match(span.cut(text)):
            own = Span(span.start + label.end(), span.end)
        if any(c.isalnum() for c in own.cut(text)):
            at = _at(passage.at, own, len(text))
            yield _Statement(own.cut(text), NarrativeSource(body, passage.file, passage.sha256, at))


def _at(place: str, span: Span, length: int) -> str:
    """Name the place of a sentence: the passage's, with its offsets where it is not the whole of it."""
    if span == (0, length):
        return place
    if known := _SPAN.fullmatch(place):
        start = int(known["start"])
        return f"{known['place']} [{start + span.start}, {start + span.end}]"
    return f"{place} [{span.start}, {span.end}]"


def _item(statements: Sequence[_Statement]) -> NarrativeItem:
    text = statements[0].text
    sources = tuple(
        row.source
        if row.text == text
        else NarrativeSource(row.source.body, row.source.file, row.source.sha256, row.source.at, row.text)
        for row in statements
    )
    return NarrativeItem(text, sources)


def _brought_together(groups: Mapping[str, list[_Statement]]) -> list[list[_Statement]]:
    """Join groups of equal sentences whose first ones are alike, each to the first group that it is like.

    Only sentences that share one of their rarest runs of words are compared (prefix filtering), so that the
    work grows with the sentences and not with their pairs.
    """
    runs = {key: shingles(key, _RUN) for key in groups}
    count = Counter(run for own in runs.values() for run in own)
    leaders: dict[tuple[str, ...], list[str]] = {}
    joined: dict[str, list[_Statement]] = {}
    for key, statements in groups.items():
        rare = _rarest(runs[key], count)
        near = dict.fromkeys(leader for run in rare for leader in leaders.get(run, ()))
        like = next((leader for leader in near if _say_the_same(leader, key, runs)), None)
        if like is not None:
            joined[like].extend(statements)
            continue
        joined[key] = list(statements)
        for run in rare:
            leaders.setdefault(run, []).append(key)
    return list(joined.values())


def _rarest(own: Shingles, count: Mapping[tuple[str, ...], int]) -> list[tuple[str, ...]]:
    """Two sets with a likeness of at least ALIKE share one of these many rarest members."""
    ordered = sorted(own, key=lambda run: (count[run], run))
    return ordered[: len(ordered) - int(ALIKE * len(ordered)) + 1]


def _say_the_same(one: str, other: str, runs: Mapping[str, Shingles]) -> bool:
    return likeness(runs[one], runs[other]) >= ALIKE and telling_words(one, _DENIALS) == telling_words(
        other, _DENIALS
    )
