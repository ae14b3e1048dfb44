"""Cycles are planned and open on their day by themselves: once, whole, with what the campaign then says."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import due_lists
import pytest
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors, django_on
from machine_time import quiet_wall_seconds
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.permissions import NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.audit.models import Event
from tonghop.apps.organisations.models import Version
from tonghop.apps.reporting import cycle_actions
from tonghop.apps.reporting.cycle_actions import (
    CampaignClosed,
    CycleAlreadyOpen,
    open_cycle,
    open_cycle_early,
    plan_cycles,
)
from tonghop.apps.reporting.models import Cycle, DueRow, Happening, RowEvent
from tonghop.apps.reporting.tasks import open_what_is_due
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.reporting import campaign as domain
from tonghop.formats.workbooks.ready_data import working_days

DAYS = working_days()


@pytest.fixture
def by_itself(memory: Doors) -> Iterator[None]:
    """The program acts by itself, as its worker does."""
    with acting_by_itself():
        yield


def test_next_cycles_are_planned_once(by_itself: None) -> None:
    kept = due_lists.campaign()

    planned = [plan_cycles(campaign=kept, working_days=DAYS, by="system", at=AT, on=TODAY) for _ in range(2)]

    assert planned == [1, 0]
    (cycle,) = Cycle.objects.all()
    assert (cycle.code, cycle.due_on, cycle.opens_on) == ("2027-H1", date(2027, 5, 31), date(2027, 5, 1))
    assert cycle.office == OFFICE


def test_change_of_the_campaign_moves_what_has_not_opened_and_nothing_else(by_itself: None) -> None:
    kept = due_lists.campaign()
    before = due_lists.opened(kept)
    plan_cycles(campaign=kept, working_days=DAYS, by="system", at=AT, on=TODAY)
    moved = domain.Regime(
        "H1",
        "semiannual",
        due_lists.DayOfYear(6, 15),
        due_lists.LateMoment.parse("06-15T17:00"),
    )
    due_lists.say(kept, due_lists.said(regimes=(moved,)))

    plan_cycles(campaign=kept, working_days=DAYS, by="system", at=AT, on=TODAY)

    days = dict(Cycle.objects.values_list("code", "due_on"))
    assert days == {"2026-H1": before.due_on, "2027-H1": date(2027, 6, 15)}


def test_cycle_opens_with_the_names_and_units_of_the_day_and_known_excuses(by_itself: None) -> None:
    told = due_lists.said(
        excuses=(domain.Excuse("b", "2026-H1", "Mới thành lập", "Chánh Văn phòng", "2026-05-20"),)
    )
    kept = due_lists.campaign(told)

    cycle = due_lists.opened(kept)

    rows = list(DueRow.objects.order_by("number").values_list("code", "unit_id", "name", "line", "state"))
    assert rows == [
        ("a", "a", "Ủy ban nhân dân xã Ân Mẫu", "state", "missing"),
        ("b", "b", "Đảng ủy phường Đồng Mẫu", "party", "excused"),
        ("c", None, "Mặt trận xã Dĩ Mẫu", "front", "missing"),
    ]
    (event,) = RowEvent.objects.all()
    assert (event.row.code, event.kind) == ("b", Happening.EXCUSE)
    assert event.why == "Mới thành lập (theo Chánh Văn phòng, 2026-05-20)"
    assert cycle.version is not None
    assert (cycle.version.number, cycle.opened_by) == (1, "system")
    assert set(DueRow.objects.values_list("due_on", "late_from")) == {(cycle.due_on, cycle.late_from)}


def test_levels_with_days_of_their_own_owe_by_them(by_itself: None) -> None:
    earlier = domain.LevelDeadline(
        "front", due_lists.DayOfYear(5, 20), due_lists.LateMoment.parse("05-20T17:00")
    )
    regime = replace(due_lists.HALF_YEAR, deadlines=(earlier,))
    kept = due_lists.campaign(due_lists.said(regimes=(regime,)))

    cycle = due_lists.opened(kept)

    days = {row.code: (row.due_on, row.late_from.astimezone(ZONE)) for row in DueRow.objects.all()}
    assert days["a"] == days["b"] == (cycle.due_on, cycle.late_from)
    assert days["c"] == (date(2026, 5, 20), datetime(2026, 5, 20, 17, tzinfo=ZONE))


def test_name_is_that_of_the_register_on_the_day(country_scratch: Doors) -> None:
    day = date(2026, 5, 1)
    with django_on(country_scratch.owner):
        found = Version.objects.filter(level="commune", line="place", valid_from__lte=day, valid_to=None)
        version = found.exclude(name="").order_by("id").first()
        assert version is not None
        office = Version.objects.filter(level="province", line="place", valid_to=None).values_list(
            "unit_id", flat=True
        )[0]
        kept = due_lists.campaign(due_lists.said(bodies=(domain.Body("x", "Tên cũ"),)), office=office)
        due_lists.CampaignBody.objects.create(campaign=kept, code="x", unit_id=version.unit_id)

        due_lists.opened(kept)

        row = DueRow.objects.get()
        assert (row.name, row.level) == (version.name, "commune")


def test_cycle_opens_once_and_not_in_a_closed_campaign(by_itself: None) -> None:
    kept = due_lists.campaign()
    cycle = due_lists.opened(kept)
    with pytest.raises(CycleAlreadyOpen):
        open_cycle(cycle=cycle, at=AT, on=TODAY)

    late = due_lists.planned(kept, "2027-H1")
    kept.closed_at, kept.closed_by, kept.closed_why = AT, "x", "xong"
    kept.save()
    with pytest.raises(CampaignClosed):
        open_cycle(cycle=late, at=AT, on=TODAY)
    assert DueRow.objects.count() == 3


def test_only_the_offices_coordinator_opens_early(memory: Doors) -> None:
    alice = administrator()
    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
    charlie = official(alice, "charlie", (Role.COORDINATOR, "b"), (Role.REPORTER, OFFICE))
    cycle = due_lists.planned(due_lists.campaign())

    with acting_as(charlie), pytest.raises(NotPermitted):
        open_cycle_early(cycle=cycle, by=charlie, at=AT, on=TODAY)
    with acting_as(bao):
        assert open_cycle_early(cycle=cycle, by=bao, at=AT, on=TODAY) == 3

    cycle.refresh_from_db()
    assert cycle.opened_by == str(bao.pk)


@pytest.mark.parametrize("dies_at", ["enter events", "record"])
def test_opening_that_dies_midway_leaves_nothing(
    by_itself: None, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    cycle = due_lists.planned(due_lists.campaign())

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    target = {"enter events": (RowEvent.objects, "bulk_create"), "record": (cycle_actions, "record")}
    monkeypatch.setattr(*target[dies_at], die)
    with pytest.raises(KeyboardInterrupt):
        open_cycle(cycle=cycle, at=AT, on=TODAY)
    monkeypatch.undo()

    cycle.refresh_from_db()
    assert (cycle.opened_at, cycle.version, DueRow.objects.count()) == (None, None, 0)
    assert open_cycle(cycle=cycle, at=AT, on=TODAY) == 3


def test_worker_that_comes_late_opens_what_was_missed_as_the_role_that_owns_nothing(scratch: Doors) -> None:
    with django_on(scratch.work):
        with acting_by_itself():
            kept = due_lists.campaign(at=AT - timedelta(days=800))
        assert Cycle.objects.count() == 0

        opened = [open_what_is_due(at=AT, on=TODAY, working_days=DAYS) for _ in range(2)]

        assert opened == [2, 0]
        states = list(Cycle.objects.order_by("code").values_list("code", "opened_by", "opened_at"))
        assert states == [("2025-H1", "system", AT), ("2026-H1", "system", AT), ("2027-H1", "", None)]
        with acting_by_itself():
            assert DueRow.objects.filter(cycle__campaign=kept).count() == 6
        assert DueRow.objects.count() == 0, "without acting for anybody nothing is seen"


def test_cycle_opens_on_its_day_in_vietnam_and_not_a_second_before(
    scratch: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    from tonghop.apps.reporting import tasks

    midnight = due_lists.datetime.fromisoformat("2027-05-01T00:00+07:00")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    with django_on(scratch.work):
        with acting_by_itself():
            due_lists.campaign()
        for step, count in ((-1, 0), (0, 1)):
            monkeypatch.setattr(timezone, "now", lambda step=step: midnight + timedelta(seconds=step))
            tasks.open_cycles()
            assert Cycle.objects.exclude(opened_at=None).count() == count
    monkeypatch.undo()
    time.tzset()


def test_campaign_that_cannot_open_stops_no_other(scratch: Doors) -> None:
    with django_on(scratch.work):
        with acting_by_itself():
            broken = due_lists.campaign(due_lists.said(directive="1/KH"))
            due_lists.planned(broken, "2026-Q9")
            sound = due_lists.campaign()
            due_lists.planned(sound)

        assert open_what_is_due(at=AT, on=TODAY, working_days=DAYS) == 1


def test_three_thousand_rows_open_in_less_than_two_seconds(by_itself: None) -> None:
    bodies = tuple(domain.Body(f"xa-{n}", f"Ủy ban nhân dân xã Mẫu {n}") for n in range(3321))
    kept = due_lists.campaign(due_lists.said(bodies=bodies))
    waiting = [due_lists.planned(kept, f"{year}-H1") for year in (2024, 2025, 2026)]

    taken = quiet_wall_seconds(lambda: open_cycle(cycle=waiting.pop(), at=AT, on=TODAY), tries=3)

    assert DueRow.objects.count() == 3 * 3321
    assert taken < 2


def test_opening_is_recorded(memory: Doors) -> None:
    alice = administrator()
    erin = official(alice, "erin", (Role.AUDITOR, OFFICE))
    due_lists.opened(due_lists.campaign())

    with acting_as(erin):
        (event,) = Event.objects.filter(kind="cycle.opened")
    assert event.actor == "system"
    assert '"rows":3' in event.content
