"""Places in an old text that are called otherwise today: each with a dated note, or a question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tonghop.domain.organisations.matching import find
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import Version

_CAPITALS = "A-Z" + "".join(sign for sign in map(chr, range(0xC0, 0x1F00)) if sign.isupper())
_WORD = rf"[{_CAPITALS}]\w{{0,12}}"
_NAME = rf"{_WORD}(?: {_WORD}){{0,4}}"
_PLACE = re.compile(
    rf"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn) {_NAME}(?:, (?:huyện|quận|thị xã|thành phố) {_NAME})?"
    rf"(?:, (?:tỉnh|thành phố) {_NAME})?"
    rf"|(?:[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh) {_NAME}(?:, tỉnh {_NAME})?"
)
_MOST = 50


@dataclass(frozen=True, slots=True)
class PlaceNote:
    """`written` in the text is called `now` since a day, by a decree."""

    written: str
    now: str
    since: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """A place of the text of which the register does not tell certainly what it is today."""

    written: str
    why: str


def place_notes(text: str, register: Register, *, then: date, now: date) -> Iterator[PlaceNote | PlaceAsked]:
    """Yield what to note of the places of a text: those that are called otherwise, or are not certain.

    A place that is called today as it was, in the province that it was in, needs no note.
    """
    names = dict.fromkeys(found[0] for found in _PLACE.finditer(text))
    for written in list(names)[:_MOST]:
        was = find(register, written, on=then)
        if was.decided is None:
            if was.candidates:
                yield PlaceAsked(written, was.candidates[0].why)
            continue
        if _surely_the_same(register, was.decided, now):
            continue
        yield _note(register, written, was.decided, now)


def _note(register: Register, written: str, unit: str, now: date) -> PlaceNote | PlaceAsked:
    today = find(register, written, on=now)
    version = register.version(today.decided, now) if today.decided else None
    if version is None:
        return PlaceAsked(written, "chưa rõ nay thuộc đơn vị nào")
    event = next((one for one in register.events_of(unit) if one.id == version.opened_by), None)
    return PlaceNote(
        written, _told(register, version, now), event.on if event else version.valid_from,
        event.decree if event else "",
    )  # fmt: skip


def _surely_the_same(register: Register, unit: str, now: date) -> bool:
    return register.version(unit, now) is not None


def _told(register: Register, version: Version, on: date) -> str:
    """Return a place with those above it: "phường Tân Hòa, tỉnh Phú Thọ"."""
    above = [register.version(one, on) for one in register.ancestors(version.unit, on)]
    names = [version, *(one for one in above if one is not None and one.level != "country")]
    return ", ".join(f"{one.name[:1].lower()}{one.name[1:]}" for one in names)
