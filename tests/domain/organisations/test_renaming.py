"""A unit's other name or aliases, as lines of a list: from a day on, or where it was written wrongly."""

from datetime import date

import pytest

from tonghop.domain.organisations.amendments import amended, renaming
from tonghop.domain.organisations.register import Register, UnitIsUnknown, register_of
from tonghop.domain.organisations.units import Version

BEGIN, MIDDLE, END, TODAY = date(2000, 1, 1), date(2010, 1, 1), date(2020, 1, 1), date(2026, 11, 23)
OLD = Version("a", "Sở Cũ", "sở", "province", "state", valid_from=BEGIN, valid_to=END)
NOW = Version("a", "Sở Nay", "sở", "province", "state", valid_from=END)

RENAMED = [
    # (from, today) → [(name, from, to)]
    (None, TODAY, [("Sở Cũ", BEGIN, END), ("Sở Mới", END, None)]),
    (END, TODAY, [("Sở Cũ", BEGIN, END), ("Sở Mới", END, None)]),  # the day on which it begins anyway
    (TODAY, TODAY, [("Sở Cũ", BEGIN, END), ("Sở Nay", END, TODAY), ("Sở Mới", TODAY, None)]),
    (MIDDLE, TODAY, [("Sở Cũ", BEGIN, MIDDLE), ("Sở Mới", MIDDLE, END), ("Sở Nay", END, None)]),
    (None, MIDDLE, [("Sở Mới", BEGIN, END), ("Sở Nay", END, None)]),
]


@pytest.mark.parametrize(("valid_from", "on", "result"), RENAMED)
def test_unit_is_renamed_from_a_day_or_mended(
    valid_from: date | None, on: date, result: list[tuple[str, date | None, date | None]]
) -> None:
    register = register_of([OLD, NOW])

    lines = renaming("a", [OLD, NOW], name=" Sở  Mới ", aliases=("SM",), valid_from=valid_from, on=on)
    changed = amended(register, lines)

    assert changed.faults == ()
    told = changed.register.versions["a"]
    assert [(one.name, one.valid_from, one.valid_to) for one in told] == result
    assert [one.aliases for one in told if one.name == "Sở Mới"] == [("SM",)]


@pytest.mark.parametrize("day", [date(1999, 12, 31)])
def test_day_on_which_the_unit_was_not_is_refused(day: date) -> None:
    with pytest.raises(UnitIsUnknown):
        renaming("a", [OLD, NOW], name="Sở Mới", aliases=(), valid_from=day, on=TODAY)


def test_what_an_event_closed_is_a_fault() -> None:
    closed = Version(
        "a", "Sở Cũ", "sở", "province", "state", valid_from=BEGIN, valid_to=END, closed_by="decree"
    )
    register = Register({"a": (closed,)})

    lines = renaming("a", [closed], name="Sở Mới", aliases=(), valid_from=MIDDLE, on=MIDDLE)

    assert amended(register, lines).faults
