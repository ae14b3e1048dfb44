"""Narratives by section, in the outline's order and verbatim; bodies that wrote the very same text stand
together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.language import match_key
from tonghop.domain.reporting.campaign import Body, Section


@dataclass(frozen=True, slots=True)
class NarrativeSource:
    body: str
    file: str
    sha256: str
    at: str


@dataclass(frozen=True, slots=True)
class NarrativeItem:
    """A text as its first body wrote it, and every body that wrote it; `alike` is how many did."""

    text: str
    sources: tuple[NarrativeSource, ...]

    @property
    def alike(self) -> int:
        return len(self.sources)


@dataclass(frozen=True, slots=True)
class Narrative:
    section: str
    items: tuple[NarrativeItem, ...]


def narratives(
    sections: Sequence[Section], bodies: Sequence[Body], submissions: Mapping[str, Submission]
) -> tuple[Narrative, ...]:
    """Gather what the bodies wrote, one Narrative a section, items in the campaign's order of bodies."""
    received = [submissions[body.code] for body in bodies if body.code in submissions]
    return tuple(Narrative(section.code, _items(section.code, received)) for section in sections)


def _items(section: str, received: Sequence[Submission]) -> tuple[NarrativeItem, ...]:
    texts: dict[str, str] = {}
    sources: dict[str, list[NarrativeSource]] = {}
    for submission in received:
        for passage in submission.passages:
            if passage.section == section:
                key = match_key(passage.text)
                texts.setdefault(key, passage.text)
                source = NarrativeSource(submission.body, submission.file, submission.sha256, passage.at)
                sources.setdefault(key, []).append(source)
    return tuple(NarrativeItem(text, tuple(sources[key])) for key, text in texts.items())
