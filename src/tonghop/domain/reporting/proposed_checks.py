"""Checks proposed for a campaign's indicators: a part is no more than its whole, attendances no fewer than
sessions, a rate's numerator no more than its denominator.
"""

from collections.abc import Iterator, Sequence

from tonghop.domain.language import searchable
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.indicators import RATE, Indicator

_MEETINGS = ("buổi", "cuộc", "hội nghị", "lớp")
_ATTENDED = ("lượt người", "lượt")


def proposed_checks(indicators: Sequence[Indicator]) -> tuple[Check, ...]:
    """Return the checks that the indicators' own meaning gives, in the order of the indicators."""
    checks = [*_parts(indicators), *_attendances(indicators), *_rates(indicators)]
    return tuple({check.rule: check for check in checks}.values())


def _parts(indicators: Sequence[Indicator]) -> Iterator[Check]:
    by_code = {row.code: row for row in indicators}
    for row in indicators:
        whole = by_code.get(row.parent)
        if whole is not None and whole.unit == row.unit and whole.kind == row.kind:
            yield Check(f"{whole.code} >= {row.code}", f"“{row.name}” nhiều hơn “{whole.name}”?")


def _attendances(indicators: Sequence[Indicator]) -> Iterator[Check]:
    """People come to sessions: the first attendances below each sessions, under the same heading."""
    for place, row in enumerate(indicators):
        if searchable(row.unit) not in _MEETINGS or row.parent:
            continue
        near = indicators[place + 1 : place + 4]
        attended = next(
            (r for r in near if _is_attendance(r) and r.group == row.group and not r.parent), None
        )
        if attended:
            yield Check(f"{attended.code} >= {row.code}", f"“{attended.name}” ít hơn “{row.name}”?")


def _is_attendance(row: Indicator) -> bool:
    name = searchable(row.name)
    return searchable(row.unit) in _ATTENDED and ("người" in row.unit or "người" in name)


def _rates(indicators: Sequence[Indicator]) -> Iterator[Check]:
    for row in indicators:
        if row.kind == RATE and row.unit.strip() == "%":
            yield Check(f"{row.numerator} <= {row.denominator}", f"“{row.name}” vượt quá 100 %?")
