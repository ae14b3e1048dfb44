"""Who is meant by a name on a day: one unit where that is certain, else the candidates and why.

A name is looked for among those in force that day; then among former names, which lead to whatever holds
the unit now; then, where nothing was found, one typing error away. Several that fit equally are a question,
as are units of the right name and another kind, other tones, and days before any source speaks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tonghop.domain.organisations.attestation import attestation_warnings
from tonghop.domain.organisations.names import (
    Written,
    folded_words,
    parts_of,
    scopes,
    shortened,
    tones_agree,
    without_head,
    written,
)
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.sentences import official_date
from tonghop.domain.organisations.succession import Carrier
from tonghop.domain.organisations.units import LEVELS, PLACE, Version
from tonghop.domain.spelling import slips

EXACT, FORMER, SLIP, TONES, OTHER_KIND, PART, FUTURE, ENDED = 1.0, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.3
"""Scores, by what had to be overlooked; only the first three may decide."""

_DECIDES = SLIP
_MOST = 100
_SHORTEST_SLIP = 4
_LONGEST_PROVINCE = 6
_DAY, _NEAR = timedelta(days=1), timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be meant, as it was on the day; `score` from 0 to 1, `why` in Vietnamese."""

    version: Version
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a name: `decided` is the one unit meant, or None with the candidates, perhaps none."""

    decided: str | None
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[str, ...] = ()


def find(register: Register, name: str, *, on: date, within: str = "") -> Found:
    """Return who is meant by a name on a day, perhaps inside another unit.

    Units: `decided` is a unit's id; a text such as "P. Tân Hòa, TP Hòa Bình" names its own surroundings.
    `within` may be a name, several from the inner to the outer, or a code.
    """
    for short, around in scopes(name):
        whole = ", ".join(filter(None, (around, within)))
        scope = _scope(register, whole, on) if whole else None
        if scope is not None and not scope:
            continue
        candidates = _matches(register, short, on, scope)
        if candidates:
            return _answer(register, candidates, on, is_scoped=scope is not None)
    if within and _scope(register, within, on) == frozenset():
        return Found(None, (), (f"Không rõ “{within}” là đơn vị nào.",))
    return Found(None, (), (f"Danh bạ không có đơn vị nào tên “{name}”.",))


def find_in(register: Register, name: str, *, on: date, around: str) -> Found:
    """Return who is meant by a name on a day in one place, which is named by its id and may have become
    another.
    """
    candidates = _matches(register, name, on, frozenset((around,)))
    return _answer(register, candidates, on, is_scoped=True) if candidates else Found(None)


def surroundings(register: Register, text: str, on: date) -> frozenset[str]:
    """Return the provinces and districts of any time that a text names, by ids; of several names the inner
    ones.
    """
    return _scope(register, text, on)


def provinces_at_end(register: Register, name: str) -> frozenset[str]:
    """Return the provinces of any time by whose name a body's name ends: "Sở Y tế tỉnh Hòa Bình"."""
    words = folded_words(name)
    for length in range(min(_LONGEST_PROVINCE, len(words) - 1), 0, -1):
        asked = written(" ".join(words[-length:]))
        found = frozenset(
            version.unit
            for version, form in _forms(register, asked)
            if version.level == "province" and version.line == PLACE and tones_agree(asked.words, form.words)
        )
        if found:
            return found
    return frozenset()


def is_within(register: Register, version: Version, on: date, around: str) -> bool:
    """Say whether a unit lies in a place on a day, or was made from something that did."""
    return _is_within(register, version, on, frozenset((around,)))


def _matches(register: Register, name: str, on: date, scope: frozenset[str] | None) -> list[Candidate]:
    """Return the candidates of the first way of looking that finds any."""
    asked = written(name)
    as_body = Written("", folded_words(name))
    forms = list(_forms(register, asked))
    if asked != as_body:
        forms += [form for form in _forms(register, as_body) if form[0].line != PLACE]
    found = list(_candidates(register, asked, forms, on, scope))
    if found:
        return _best_of_each(found)
    slipped = [
        (version, form)
        for key in _one_slip_away(register, asked)
        for version, form in register.names[key]
        if _is_slip(asked, form)
    ]
    return _best_of_each(
        Candidate(one.version, SLIP if one.score == EXACT else PART, f"sai một ký tự; {one.why}")
        for one in _candidates(register, asked, slipped, on, scope, are_slips=True)
    )


def _forms(register: Register, asked: Written) -> Iterator[tuple[Version, Written]]:
    yield from register.names.get(" ".join(asked.plain), ())


def _candidates(
    register: Register,
    asked: Written,
    forms: Sequence[tuple[Version, Written]],
    on: date,
    scope: frozenset[str] | None,
    *,
    are_slips: bool = False,
) -> Iterator[Candidate]:
    """Yield those in force, and, where none of them has the kind and tones, what former names have become."""
    now = [
        Candidate(version, _score(asked, version, form, are_slips=are_slips), _why(asked, version, form))
        for version, form in forms
        if version.holds(on) and _is_within(register, version, on, scope)
    ]
    yield from now
    if exact := [one.version for one in now if one.score == EXACT]:
        if scope is None and not asked.kind and not are_slips:
            same = [
                version for version, form in forms if _score(asked, version, form, are_slips=False) == EXACT
            ]
            yield from _greater_namesakes(register, exact, same, on)
        return
    carrier = Carrier(register, on)
    formers = [
        list(_carried(register, carrier, version, on, scope))
        for version, form in sorted(forms, key=lambda one: one[0].valid_to or date.max, reverse=True)
        if not version.holds(on) and _score(asked, version, form, are_slips=are_slips) == EXACT
    ]
    told = [one for found in formers for one in found]
    # Of two former namesakes, one whole and one divided or ended, neither is certainly meant.
    is_mixed = sum(map(bool, formers)) > 1 and {one.score for one in told} > {FORMER}
    yield from (replace(one, score=min(one.score, PART)) for one in told) if is_mixed else told


def _greater_namesakes(
    register: Register, exact: Sequence[Version], namesakes: Sequence[Version], on: date
) -> Iterator[Candidate]:
    """Yield former provinces and districts beside communes of their name: "Bình Thuận" alone may mean
    either.
    """
    lowest = min(LEVELS.index(version.level) for version in exact)
    for version in namesakes:
        is_over = version.valid_to is not None and version.valid_to <= on
        if version.line == PLACE and is_over and LEVELS.index(version.level) < lowest:
            until = official_date(version.valid_to) if version.valid_to else ""
            holder = register.version(version.unit, on)
            yield Candidate(holder or version, EXACT, f"tên cũ “{version.name}” (đến {until})")


def _carried(
    register: Register, carrier: Carrier, version: Version, on: date, scope: frozenset[str] | None
) -> Iterator[Candidate]:
    day = (version.valid_to - _DAY) if version.valid_to and version.valid_to <= on else version.valid_from
    assert day is not None
    way, was_scoped = carrier.carry(version.unit, day), _is_within(register, version, day, scope)
    is_former = day < on
    until = official_date(version.valid_to if is_former and version.valid_to else day)
    told = f"tên cũ “{version.name}” (đến {until})" if is_former else f"tên từ {until} “{version.name}”"
    is_ended = is_former and was_scoped
    for unit in way.holders:
        holder = register.version(unit, on)
        if holder is None or holder.line != version.line or _is_above(holder, version):
            continue  # whoever stands above an ended unit is not meant by its name
        is_ended = False
        if was_scoped or _is_within(register, holder, on, scope):
            score = (FORMER if way.is_one else PART) if is_former else FUTURE
            yield Candidate(holder, score, told if way.is_one else f"một phần của {told}")
    if is_ended:
        yield Candidate(version, ENDED, f"đã kết thúc từ {until}, không có đơn vị kế tiếp")


def _is_above(holder: Version, version: Version) -> bool:
    return holder.line == PLACE and LEVELS.index(holder.level) < LEVELS.index(version.level)


def _score(asked: Written, version: Version, form: Written, *, are_slips: bool) -> float:
    if asked.kind and version.line == PLACE and form.kind != asked.kind:
        return OTHER_KIND
    if are_slips or tones_agree(asked.words, form.words) or version.line != PLACE:
        return EXACT
    return TONES


def _why(asked: Written, version: Version, form: Written) -> str:
    if asked.kind and version.line == PLACE and form.kind != asked.kind:
        return f"trùng tên, nhưng là {version.kind}"
    if not tones_agree(asked.words, form.words) and version.line == PLACE:
        return "khác dấu"
    if version.line == PLACE and not asked.kind:
        return "trùng tên"
    return "trùng tên và loại" if version.line == PLACE else "trùng tên"


def _one_slip_away(register: Register, asked: Written) -> frozenset[str]:
    key = " ".join(asked.plain)
    if len(key) < _SHORTEST_SLIP:
        return frozenset()
    return frozenset(meant for lost in shortened(key) for meant in register.slips.get(lost, ()))


def _is_slip(asked: Written, form: Written) -> bool:
    """Say whether one slip of the finger explains the difference; the kind's words lend a short name
    length.
    """
    kind = tuple((asked.kind or form.kind).split())
    return slips((*kind, *asked.words), (*kind, *form.words)) is not None


def _is_within(register: Register, version: Version, on: date, scope: frozenset[str] | None) -> bool:
    """Say whether a unit lies in one of the units of a scope, or was made from something that did."""
    if scope is None:
        return True
    start = version.place or version.unit
    if scope.intersection((start, *register.ancestors(start, on))):
        return True
    made_from = (
        (link.old, event.on - _DAY)
        for event in register.events_of(start)
        if event.on <= on
        for link in event.successions
        if link.new == start
    )
    return any(scope.intersection((old, *register.ancestors(old, day))) for old, day in made_from)


def _scope(register: Register, within: str, on: date) -> frozenset[str]:
    """Return the provinces and districts that a text names, of any time; of several names the inner ones
    count.

    An inner name is taken only where it lies in the outer ones.
    """
    scope: frozenset[str] | None = None
    for name in reversed(parts_of(within)):
        scope = frozenset(_surroundings(register, name, on, scope))
    return scope or frozenset()


def _surroundings(register: Register, name: str, on: date, outer: frozenset[str] | None) -> Iterator[str]:
    if name.isdigit():
        yield from register.units_bearing(name)
        return
    asked = written(" ".join(without_head(folded_words(name))))
    for version, form in _forms(register, asked):
        is_around = version.line == PLACE and (version.level in ("province", "district") or asked.kind)
        if (
            not is_around
            or (asked.kind and form.kind != asked.kind)
            or not tones_agree(asked.words, form.words)
        ):
            continue
        day = (
            on if version.holds(on) else (version.valid_to - _DAY if version.valid_to else version.valid_from)
        )
        if _is_within(register, version, day or on, outer):
            yield version.unit


def _best_of_each(candidates: Iterable[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for one in candidates:
        known = best.get(one.version.unit)
        if known is None or known.score < one.score:
            best[one.version.unit] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.version.shown_code))


def _answer(register: Register, candidates: Sequence[Candidate], on: date, *, is_scoped: bool) -> Found:
    best = candidates[0].score
    top = [one for one in candidates if one.score == best]
    warnings = list(attestation_warnings((one.version for one in top), on))
    decided: str | None = None
    if best < _DECIDES:
        warnings.append("Không có tên nào khớp hẳn; hãy chọn một đơn vị hoặc viết rõ hơn.")
    elif len(top) > 1:
        warnings.append(f"Có {len(top)} đơn vị cùng khớp; hãy nêu rõ thuộc tỉnh nào.")
    elif not is_scoped and warnings and top[0].version.line == PLACE:
        warnings.append("Chưa nêu đơn vị cấp trên, nên không chắc lúc đó chỉ có một đơn vị tên này.")
    else:
        decided = top[0].version.unit
        if best == FORMER:
            warnings.append(f"Tên đã đổi: nay là {top[0].version.spoken}.")
        warnings += _day_warnings(register, top[0].version, on)
    return Found(decided, tuple(candidates[:_MOST]), tuple(warnings))


def _day_warnings(register: Register, version: Version, on: date) -> Iterator[str]:
    """Yield a doubt where a change stands near whose day of effect is not confirmed."""
    for id in (version.opened_by, version.closed_by):
        event = register.event(id)
        if event is not None and not event.is_day_certain and abs(event.on - on) <= _NEAR:
            yield f"Có thay đổi khoảng ngày {official_date(event.on)} mà ngày có hiệu lực chưa được xác nhận."
