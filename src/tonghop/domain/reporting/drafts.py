"""What a body has typed of its report so far: fields of text, saved one by one, merged without losing a word.

A field is named by what it answers: "sessions" is the figure of an indicator as typed, "sessions/note" stands
beside it, "#difficulties" is the text of a section. An empty field is the same as an absent one. Nothing is
judged here: a draft may hold anything, and is read into values by the rules for files (`draft_returns`).
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tonghop.domain.errors import Refusal
from tonghop.domain.language import nfc
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.indicators import RATE

Fields = Mapping[str, str]
NOTHING_TYPED: Fields = MappingProxyType({})

FIGURE, STATE, ESTIMATED, CUMULATIVE, NOTE, WHY = "", "state", "estimated", "cumulative", "note", "why"
BESIDE = (STATE, ESTIMATED, CUMULATIVE, NOTE, WHY)
"""What may stand beside a figure: its state, the part that is estimated, the sum since the year's start, a
note, and why it is so far from the last one."""

NIL, NOT_KNOWN = "nil", "missing"
STATES = (NIL, NOT_KNOWN)
"""The choices that are no number: nothing happened (không phát sinh), and the body has no figure."""

SECTION_MARK = "#"
LONGEST = MappingProxyType({FIGURE: 200, STATE: 10, ESTIMATED: 200, CUMULATIVE: 200, NOTE: 2_000, WHY: 2_000})
LONGEST_SECTION = 50_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_BLANKS = re.compile(r"[^\S\n]{1,1000}")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\u0085")
_EMPTY_LINES = re.compile(r"\n{3,1000}")


class FieldUnknown(Refusal):
    code = "field-unknown"
    message_vi = "Biểu này không có ô “{field}”; biểu có thể vừa đổi, hãy tải lại trang."
    message_en = "This form has no field {field!r}; it may just have changed: load the page again."


class TextTooLong(Refusal):
    code = "text-too-long"
    message_vi = "Nội dung dài {length} ký tự, tối đa {limit}; hãy rút gọn hoặc gửi kèm tệp."
    message_en = "The text has {length} characters, at most {limit} are kept; shorten it or attach a file."


def figure_field(code: str, part: str = FIGURE) -> str:
    """Return the name of a figure's field, or of what stands beside it.

    >>> figure_field("sessions"), figure_field("sessions", NOTE)
    ('sessions', 'sessions/note')
    """
    return f"{code}/{part}" if part else code


def section_field(code: str) -> str:
    """Return the name of the field that holds a section's text."""
    return f"{SECTION_MARK}{code}"


def fields_asked(campaign: Campaign, indicators: Collection[str]) -> tuple[str, ...]:
    """Return the names of all fields that a form has, in its order."""
    return tuple(_asked(campaign, indicators))


def _asked(campaign: Campaign, indicators: Collection[str]) -> Iterator[str]:
    for row in campaign.indicators:
        if row.code in indicators and row.kind != RATE:
            yield figure_field(row.code)
            yield figure_field(row.code, STATE)
            if row.estimate:
                yield figure_field(row.code, ESTIMATED)
            if row.cumulative:
                yield figure_field(row.code, CUMULATIVE)
            yield figure_field(row.code, NOTE)
            yield figure_field(row.code, WHY)
    for section in campaign.told():
        yield section_field(section.code)


def limit_of(field: str) -> int:
    """Return how many characters a field holds at most."""
    return LONGEST_SECTION if field.startswith(SECTION_MARK) else LONGEST[field.partition("/")[2]]


def cleaned(fields: Fields, known: Collection[str]) -> dict[str, str]:
    """Return fields as they are kept: NFC, one kind of line end, no unseen characters; empty ones stay "".

    Raises: FieldUnknown, TextTooLong (with the field's name in `field`).
    """
    kept: dict[str, str] = {}
    for field, text in fields.items():
        if field not in known:
            raise FieldUnknown(field=field[:100])
        told = plain_text(text) if field.startswith(SECTION_MARK) else cleaned_line(text)
        if field.endswith(f"/{STATE}") and told not in ("", *STATES):
            raise FieldUnknown(field=f"{field} = {told[:20]}")
        if len(told) > limit_of(field):
            raise TextTooLong(field=field, length=len(told), limit=limit_of(field))
        kept[field] = told
    return kept


def plain_text(text: str) -> str:
    """Return a narrative as it is kept: plain lines, whatever the program was that it was copied from.

    >>> plain_text("Một\\u00a0 việc.\\r\\n\\r\\n\\r\\n\\r\\n- Hai\\u200b")
    'Một việc.\\n\\n- Hai'
    """
    lines = _UNSEEN.sub("", _LINE_ENDS.sub("\n", nfc(text))).replace("\v", "\n")
    lines = "\n".join(_BLANKS.sub(" ", line).strip() for line in lines.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def cleaned_line(text: str) -> str:
    """Keep what was typed into a cell; a line end inside it stays one, for it may part two numbers."""
    told = _UNSEEN.sub("", _LINE_ENDS.sub("\n", nfc(text)))
    return "".join(c for c in told if c == "\n" or not unicodedata.category(c).startswith("C")).strip()


def filled(fields: Fields) -> dict[str, str]:
    """Return the fields that hold something, in the order of their names."""
    return {field: fields[field] for field in sorted(fields) if fields[field]}


def changed(before: Fields, after: Fields) -> dict[str, tuple[str, str]]:
    """Return what a save changes: by field, what stood there and what stands there now.

    Shape: `after` has the fields that were written; those that it does not name stay as they are.
    """
    told = {field: (before.get(field, ""), text) for field, text in after.items()}
    return {field: pair for field, pair in sorted(told.items()) if pair[0] != pair[1]}


def applied(before: Fields, changes: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return the fields after a change."""
    return filled({**before, **{field: after for field, (_, after) in changes.items()}})


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people wrote: what stood there when this one began, their text, and the other's."""

    field: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two people's writing brought together: what may be written without losing a word, and what clashes."""

    fields: Mapping[str, str]
    clashes: tuple[Clash, ...]


def three_way(base: Fields, mine: Fields, theirs: Fields) -> Merge:
    """Bring together what two people wrote on the same ground.

    Shape: `base` and `theirs` are whole drafts, `mine` the fields that one sent; a field that one did not
    change is the other's. Nothing is overwritten that its writer had not seen: a field that both changed, to
    different texts, clashes.

    >>> three_way({"a": "1"}, {"a": "1", "b": "2"}, {"a": "7"}).fields
    {'b': '2'}
    >>> three_way({"a": "1"}, {"a": "2"}, {"a": "7"}).clashes
    (Clash(field='a', base='1', mine='2', theirs='7'),)
    """
    fields: dict[str, str] = {}
    clashes: list[Clash] = []
    for field in sorted(mine):
        stood, own, other = base.get(field, ""), mine[field], theirs.get(field, "")
        if own in (stood, other):
            continue
        if other == stood:
            fields[field] = own
        else:
            clashes.append(Clash(field, stood, own, other))
    return Merge(fields, tuple(clashes))


def digest(fields: Fields) -> str:
    """Return the SHA-256 of a draft: equal fields, equal digits."""
    return hashlib.sha256(canonical_json(filled(fields)).encode()).hexdigest()


def canonical_json(told: object) -> str:
    """Return the one JSON text of a value: keys sorted, no blanks."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
