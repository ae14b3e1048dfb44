"""A reorganisation told in one sentence, in Vietnamese and in English, as seen from one of its units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tonghop.domain.organisations.events import WHOLE, Event
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import PLACE, Version

_MOST_NAMED = 12
_DAY_IS_DOUBTFUL = (" (ngày có hiệu lực chưa được xác nhận)", " (the day of effect is not confirmed)")
_DECREES = ("QH", "UBTVQH")


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words, with what it was made from and what came of it, as seen from one unit."""

    event: Event
    sources: tuple[Version, ...]
    results: tuple[Version, ...]
    vietnamese: str
    english: str
    names: tuple[str, ...] = ()
    """Names of units and of the decree, which stay Vietnamese in the English sentence."""


def tell(register: Register, event: Event, unit: str) -> Told:
    """Return an event as it concerned one unit: of a large rearrangement only what touches that unit."""
    sources, results, parts = _concerned(register, event, unit)
    vietnamese, english = _deed(register, event, sources, results, parts)
    doubt_vi, doubt_en = ("", "") if event.is_day_certain else _DAY_IS_DOUBTFUL
    return Told(
        event,
        sources,
        results,
        f"{_opening_vi(event)}, {vietnamese}{doubt_vi}.",
        f"{_opening_en(event)}, {english}{doubt_en}.",
        _names(register, event, sources, results),
    )


def history(register: Register, unit: str) -> tuple[Told, ...]:
    """Return what happened to a unit, by day."""
    return tuple(tell(register, event, unit) for event in register.events_of(unit))


def official_date(day: date) -> str:
    """Write a day as documents do: two digits for the day and for the months January and February.

    >>> official_date(date(2025, 7, 1)), official_date(date(2026, 2, 14))
    ('01/7/2025', '14/02/2026')
    """
    return (
        f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"
    )


def decree_name(symbol: str) -> str:
    """Put the kind before a bare symbol.

    >>> decree_name("1676/NQ-UBTVQH15"), decree_name("Quyết định 04-QĐ/TU")
    ('Nghị quyết 1676/NQ-UBTVQH15', 'Quyết định 04-QĐ/TU')
    """
    return (
        f"Nghị quyết {symbol}" if symbol[:1].isdigit() and any(end in symbol for end in _DECREES) else symbol
    )


def _concerned(
    register: Register, event: Event, unit: str
) -> tuple[tuple[Version, ...], tuple[Version, ...], frozenset[str]]:
    """Return the versions that ended and began as far as they concern a unit, and the ids of which only a
    part went.

    A unit that began, or that ended in one other, is told with all that went into it; a divided one with
    its heirs.
    """
    opened = {version.unit: version for version in event.opens}
    links = [one for one in event.successions if unit in (one.old, one.new)]
    became = {one.new for one in links}
    if len(became) == 1:  # what it became is told with all that it was made from
        links = [one for one in event.successions if one.new in became]
    olds: tuple[str, ...] = (unit,) if unit in event.closes else ()
    news: tuple[str, ...] = (unit,) if unit in opened else ()
    if links:
        olds = tuple(dict.fromkeys(link.old for link in links))
        news = tuple(dict.fromkeys(link.new for link in links))
    parts = frozenset(link.old for link in links if link.share != WHOLE)
    before = [register.version(old, event.on - timedelta(days=1)) for old in olds]
    return tuple(filter(None, before)), tuple(opened[new] for new in news), parts


def _deed(
    register: Register,
    event: Event,
    sources: Sequence[Version],
    results: Sequence[Version],
    parts: frozenset[str],
) -> tuple[str, str]:
    if not sources:
        names = _and_vi([_whole(register, new, event.on) for new in results])
        return f"thành lập {names}", f"{_and_en([new.spoken for new in results])} is established"
    if not results:
        names = _and_vi([old.spoken for old in sources])
        return f"{names} kết thúc hoạt động", f"{_and_en([old.spoken for old in sources])} is dissolved"
    if len(results) > 1:
        source = sources[0].spoken
        return (
            f"{source} được chia cho {_and_vi([new.spoken for new in results])}",
            f"{source} is divided among {_and_en([new.spoken for new in results])}",
        )
    if len(sources) == 1 and not parts:
        return _change(register, event, sources[0], results[0])
    return _merger(register, event, sources, results[0], parts)


def _change(register: Register, event: Event, old: Version, new: Version) -> tuple[str, str]:
    if old.name == new.name:
        place = _above(register, new, event.on) or _new_parent(register, old, new, event.on)
        if not place:
            return f"{old.spoken} được sắp xếp lại", f"{old.spoken} is reorganised"
        return f"{old.spoken} chuyển về trực thuộc {place}", f"{old.spoken} moves to {place}"
    return f"{old.spoken} đổi thành {new.spoken}", f"{old.spoken} becomes {new.spoken}"


def _merger(
    register: Register, event: Event, sources: Sequence[Version], new: Version, parts: frozenset[str]
) -> tuple[str, str]:
    ordered = sorted(sources, key=lambda old: (old.unit in parts, old.name.lower() != new.name.lower()))
    vietnamese = [("một phần " if old.unit in parts else "") + old.spoken for old in ordered]
    english = [("part of " if old.unit in parts else "") + old.spoken for old in ordered]
    is_namesake = any(old.name.lower() == new.name.lower() for old in ordered)
    result_vi = f"{new.spoken}{' mới' if is_namesake else ''}"
    result_en = f"{'a new ' if is_namesake else ''}{new.spoken}"
    if place := _above(register, new, event.on):
        result_vi, result_en = f"{result_vi} ({place})", f"{result_en} ({place})"
    if len(ordered) == 1:
        return f"{vietnamese[0]} thành {result_vi}", f"{english[0]} becomes {result_en}"
    return (
        f"{vietnamese[0]} nhập với {_and_vi(vietnamese[1:])} thành {result_vi}",
        f"{english[0]} merges with {_and_en(english[1:])} into {result_en}",
    )


def _names(
    register: Register, event: Event, sources: Sequence[Version], results: Sequence[Version]
) -> tuple[str, ...]:
    above = [_above(register, new, event.on) for new in results]
    moved_to = [_new_parent(register, old, new, event.on) for old in sources for new in results]
    spoken = [version.spoken for version in (*sources, *results)]
    decree = decree_name(event.decree) if event.decree else ""
    return tuple(dict.fromkeys(filter(None, (*spoken, *above, *moved_to, decree))))


def _opening_vi(event: Event) -> str:
    decree = f", theo {decree_name(event.decree)}" if event.decree else ""
    return f"Từ ngày {official_date(event.on)}{decree}"


def _opening_en(event: Event) -> str:
    decree = f", by {decree_name(event.decree)}" if event.decree else ""
    return f"From {event.on.isoformat()}{decree}"


def _above(register: Register, version: Version, on: date) -> str:
    parent = register.version(version.parent(PLACE), on) if version.parent(PLACE) else None
    return parent.spoken if parent is not None and parent.level != "country" else ""


def _new_parent(register: Register, old: Version, new: Version, on: date) -> str:
    """Return whom a body has come under, in whatever line."""
    added = [parent.unit for parent in new.parents if parent not in old.parents]
    parent = register.version(added[0], on) if added else None
    return parent.spoken if parent else ""


def _whole(register: Register, version: Version, on: date) -> str:
    above = _above(register, version, on)
    return f"{version.spoken}, {above}" if above else version.spoken


def _and_vi(names: Sequence[str]) -> str:
    return _listed(names, "và", "đơn vị khác")


def _and_en(names: Sequence[str]) -> str:
    return _listed(names, "and", "others")


def _listed(names: Sequence[str], and_word: str, others: str) -> str:
    if len(names) > _MOST_NAMED:
        names = (*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED} {others}")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {and_word} {names[-1]}"
