"""Planning cycles, opening them on their day, and what happens to the rows of a due list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import SYSTEM, Happened, record, record_all
from tonghop.apps.foundations.rows import enter
from tonghop.apps.organisations.models import Version
from tonghop.apps.reporting.models import (
    Asked,
    Campaign,
    CampaignBody,
    CampaignVersion,
    Cycle,
    DueRow,
    Happening,
    RowEvent,
)
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.calendar import cycles
from tonghop.domain.calendar.due_instants import ZONE, DueInstant
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.domain.errors import Refusal
from tonghop.domain.language import match_key, sort_key, without_marks
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.upcoming import planned_cycle, planned_cycles
from tonghop.formats.workbooks import ready_data

ROWS_AT_ONCE = 1000
LONGEST_EXTENSION = timedelta(days=366)


class CampaignSaysNothing(Refusal):
    code = "campaign-says-nothing"
    message_vi = "Chiến dịch chưa có nội dung; hãy nhập chế độ báo cáo và đơn vị trước khi mở kỳ."
    message_en = "The campaign says nothing yet; enter regimes and bodies before a cycle opens."


class CampaignClosed(Refusal):
    code = "campaign-closed"
    message_vi = "Chiến dịch đã kết thúc; không mở kỳ mới."
    message_en = "The campaign has ended; no cycle opens any more."


class CycleAlreadyOpen(Refusal):
    code = "cycle-already-open"
    message_vi = "Kỳ {cycle} đã mở."
    message_en = "The cycle {cycle} is open already."


class WhyMissing(Refusal):
    code = "why-missing"
    message_vi = "Ghi lý do: ai đồng ý, theo văn bản hay cuộc gọi nào."
    message_en = "Give the reason: who agreed, by which document or call."


class NothingToChange(Refusal):
    code = "nothing-to-change"
    message_vi = "Không có dòng nào đổi được như vậy; danh sách có thể vừa thay đổi, hãy tải lại trang."
    message_en = "No row can be changed so; the list may just have changed: load the page again."


class ExtensionTooLong(Refusal):
    code = "extension-too-long"
    message_vi = "Hạn mới {due_on} cách hạn chung hơn một năm; kiểm tra lại năm."
    message_en = "The new day {due_on} is more than a year after the common one; check the year."


class ExtensionShortens(Refusal):
    code = "extension-shortens"
    message_vi = "Hạn mới {due_on} sớm hơn hạn chung {common}; gia hạn chỉ cho thêm thời gian."
    message_en = "The new day {due_on} is before the common one, {common}; an extension only gives time."


class ArrivalInFuture(Refusal):
    code = "arrival-in-future"
    message_vi = "Giờ nhận báo cáo ở tương lai; kiểm tra lại ngày giờ."
    message_en = "The report would have come in the future; check day and time."


# ---- planning and opening


@transaction.atomic
def plan_cycles(*, campaign: Campaign, working_days: WorkingDays, by: str, at: datetime, on: date) -> int:
    """Plan what comes next in each regime, and bring what has not opened up to the newest version.

    Does nothing twice; returns how many cycles were planned anew.
    """
    version = newest_version(campaign)
    if version is None or campaign.closed_at is not None:
        return 0
    told = said(version)
    known = {
        cycle.code: cycle
        for cycle in Cycle.objects.select_for_update().filter(campaign=campaign, asked=Asked.REPORT)
    }
    made = 0
    for regime in told.regimes:
        _bring_up_to_date(regime, known.values(), working_days)
        since = _planned_until(regime, known.values()) or version.made_at.astimezone(ZONE).date()
        for planned in planned_cycles(regime, since=since, on=on, working_days=working_days):
            code = str(planned.cycle)
            if code in known or (regime.frequency == "once" and _turns(regime, known.values())):
                continue
            known[code] = Cycle.objects.create(
                office=campaign.office,
                campaign=campaign,
                code=code,
                opens_on=planned.opens_on,
                due_on=planned.due.due_on,
                late_from=planned.due.late_from,
            )
            made += 1
    if made:
        facts = {"planned": made, "version": version.number}
        record(kind="cycle.planned", by=by, subject=f"campaign:{campaign.pk}", at=at, facts=facts)
    return made


def _turns(regime: domain.Regime, known: Iterable[Cycle]) -> list[Cycle]:
    return [cycle for cycle in known if cycles.Cycle.parse(cycle.code).code == regime.code]


def _planned_until(regime: domain.Regime, known: Iterable[Cycle]) -> date | None:
    return max((cycle.due_on for cycle in _turns(regime, known)), default=None)


def _bring_up_to_date(regime: domain.Regime, known: Iterable[Cycle], working_days: WorkingDays) -> None:
    """A change of the campaign acts from the next cycle on: on every one that has not opened."""
    for cycle in _turns(regime, known):
        if cycle.opened_at is None:
            planned = planned_cycle(regime, cycles.Cycle.parse(cycle.code).year, working_days)
            days = planned.opens_on, planned.due.due_on, planned.due.late_from
            if days != (cycle.opens_on, cycle.due_on, cycle.late_from):
                cycle.opens_on, cycle.due_on, cycle.late_from = days
                cycle.save(update_fields=["opens_on", "due_on", "late_from"])


@transaction.atomic
def open_cycle_early(*, cycle: Cycle, by: Person, at: datetime, on: date) -> int:
    """Open a planned cycle before its day, on somebody's word; return how many rows were entered.

    Raises: NotPermitted, CycleAlreadyOpen, CampaignClosed, CampaignSaysNothing.
    """
    require_right(by, Right.KEEP_DUE_LIST, on=on, body=cycle.office)
    return open_cycle(cycle=cycle, by=str(by.pk), at=at, on=on)


@transaction.atomic
def open_cycle(*, cycle: Cycle, by: str = SYSTEM, at: datetime, on: date) -> int:
    """Open a cycle with its campaign's newest version: a row for every body, all of them or none.

    Raises: CycleAlreadyOpen, CampaignClosed, CampaignSaysNothing; CycleNotInCampaign.
    """
    kept = Cycle.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=cycle.pk)
    if kept.opened_at is not None:
        raise CycleAlreadyOpen(cycle=kept.code)
    if kept.campaign.closed_at is not None:
        raise CampaignClosed()
    version = newest_version(kept.campaign)
    if version is None:
        raise CampaignSaysNothing()
    told = said(version)
    turn = cycles.Cycle.parse(kept.code)
    units = _units(kept.campaign, on)
    leveled = [replace(body, level=body.level or _level(units.get(body.code))) for body in told.bodies]
    dues = told.regime(turn).due_instants(turn.year, ready_data.working_days(), leveled)
    return enter_rows(
        cycle=kept, version=version, bodies=told.bodies, units=units, dues=dues, by=by, at=at, on=on
    )


def enter_rows(
    *,
    cycle: Cycle,
    version: CampaignVersion,
    bodies: Sequence[domain.Body],
    units: "Mapping[str, Unit] | None" = None,
    dues: Mapping[str, DueInstant] = MappingProxyType({}),
    by: str,
    at: datetime,
    on: date,
) -> int:
    """Mark a cycle as open and enter one row for each body, with the excuses that the campaign knows.

    `dues` are the days of bodies whose level has its own; all others owe by the cycle's.
    """
    cycle.opened_at, cycle.opened_by, cycle.version = at, by, version
    cycle.save(update_fields=["opened_at", "opened_by", "version"])
    excuses = {row.body: row for row in said(version).excuses if row.cycle == cycle.code}
    found = _units(cycle.campaign, on) if units is None else units
    rows = _rows(cycle, bodies, found, dues, frozenset(excuses))
    DueRow.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    RowEvent.objects.bulk_create(
        [
            RowEvent(
                office=cycle.office,
                row=row,
                kind=Happening.EXCUSE,
                why=_excuse_words(excuses[row.code]),
                happened_at=at,
                by=by,
            )
            for row in rows
            if row.is_excused
        ],
        batch_size=ROWS_AT_ONCE,
    )
    facts = {"cycle": cycle.code, "asked": cycle.asked, "version": version.number, "rows": len(rows)}
    record(kind="cycle.opened", by=by, subject=f"cycle:{cycle.pk}", at=at, facts=facts)
    return len(rows)


def _excuse_words(excuse: domain.Excuse) -> str:
    return f"{excuse.reason} (theo {excuse.by}{f', {excuse.on}' if excuse.on else ''})"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the register as it is on a day; without a name where it does not exist on that day."""

    id: str
    name: str = ""
    line: str = ""
    level: str = ""


def _units(campaign: Campaign, on: date) -> Mapping[str, Unit]:
    """Return the unit of each body of a campaign, by the body's code."""
    found = dict(CampaignBody.objects.filter(campaign=campaign).values_list("code", "unit_id"))
    on_the_day = Version.objects.in_force(on=on)
    versions = {
        row[0]: Unit(*row)
        for row in on_the_day.filter(unit__in=found.values()).values_list("unit_id", "name", "line", "level")
    }
    return {code: versions.get(unit, Unit(unit)) for code, unit in found.items()}


def _level(unit: Unit | None) -> str:
    return unit.level if unit else ""


def _rows(
    cycle: Cycle,
    bodies: Sequence[domain.Body],
    units: Mapping[str, Unit],
    dues: Mapping[str, DueInstant],
    excused: frozenset[str],
) -> list[DueRow]:
    rows = []
    for number, body in enumerate(bodies, 1):
        unit, due = units.get(body.code), dues.get(body.code)
        above = units.get(body.parent) if body.parent != body.code else None
        name = (unit.name if unit else "") or body.name
        rows.append(
            DueRow(
                office=cycle.office,
                cycle=cycle,
                number=number,
                code=body.code,
                name=name,
                unit_id=unit.id if unit else None,
                above_id=above.id if above and above.id != cycle.office else None,
                line=body.line or (unit.line if unit else ""),
                level=body.level or _level(unit),
                sort_key=sort_key(name),
                bare_name=bare_name(name),
                due_on=due.due_on if due else cycle.due_on,
                late_from=due.late_from if due else cycle.late_from,
                is_excused=body.code in excused,
            )
        )
    return rows


def bare_name(name: str) -> str:
    """Return a name as lists are searched: in lower case, without marks and punctuation."""
    return without_marks(match_key(name)).lower()


# ---- what happens to rows


_POSSIBLE: Mapping[Happening, Q] = MappingProxyType(
    {
        Happening.EXTENSION: Q(annulled_at=None),
        Happening.EXCUSE: Q(annulled_at=None, is_excused=False),
        Happening.EXCUSE_ENDED: Q(annulled_at=None, is_excused=True),
        Happening.ANNULMENT: Q(annulled_at=None),
        Happening.ANNULMENT_ENDED: Q(annulled_at__isnull=False),
        Happening.ARRIVAL: Q(annulled_at=None, has_arrived=False),
        Happening.ARRIVAL_TAKEN_BACK: Q(annulled_at=None, has_arrived=True),
    }
)
"""What may happen to which rows; nothing happens to an annulled row but that it is restored."""


@transaction.atomic
def extend(
    *,
    cycle: Cycle,
    rows: Sequence[UUID],
    due_on: date,
    late_at: time | None,
    why: str,
    by: Person,
    at: datetime,
    on: date,
) -> int:
    """Give bodies more time: a new day, late from midnight after it or from `late_at` on that day (Vietnam).

    Back to the cycle's own day ends an extension. Returns how many rows changed.
    Raises: NotPermitted, WhyMissing, ExtensionShortens, ExtensionTooLong, NothingToChange.
    """
    if due_on < cycle.due_on:
        raise ExtensionShortens(due_on=f"{due_on:%d/%m/%Y}", common=f"{cycle.due_on:%d/%m/%Y}")
    if due_on > cycle.due_on + LONGEST_EXTENSION:
        raise ExtensionTooLong(due_on=f"{due_on:%d/%m/%Y}")
    late_from = _late_from(cycle, due_on, late_at)
    if late_from < cycle.late_from:
        raise ExtensionShortens(
            due_on=f"{late_from.astimezone(ZONE):%H:%M %d/%m/%Y}",
            common=f"{cycle.late_from.astimezone(ZONE):%H:%M %d/%m/%Y}",
        )
    changes = {"due_on": due_on, "late_from": late_from, "is_extended": late_from > cycle.late_from}
    told = {"due_on": due_on, "late_from": late_from}
    return _happen(Happening.EXTENSION, cycle, rows, why, changes, told, by=by, at=at, on=on)


def _late_from(cycle: Cycle, due_on: date, late_at: time | None) -> datetime:
    if due_on == cycle.due_on and late_at is None:
        return cycle.late_from
    if late_at is None:
        return datetime.combine(due_on + timedelta(days=1), time(), ZONE)
    return datetime.combine(due_on, late_at, ZONE)


@transaction.atomic
def excuse(*, cycle: Cycle, rows: Sequence[UUID], why: str, by: Person, at: datetime, on: date) -> int:
    """Lift the duty of bodies in this cycle. Raises: NotPermitted, WhyMissing, NothingToChange."""
    return _happen(Happening.EXCUSE, cycle, rows, why, {"is_excused": True}, {}, by=by, at=at, on=on)


@transaction.atomic
def end_excuse(*, cycle: Cycle, rows: Sequence[UUID], why: str, by: Person, at: datetime, on: date) -> int:
    """Lay the duty on bodies again. Raises: NotPermitted, WhyMissing, NothingToChange."""
    return _happen(Happening.EXCUSE_ENDED, cycle, rows, why, {"is_excused": False}, {}, by=by, at=at, on=on)


@transaction.atomic
def annul(*, cycle: Cycle, rows: Sequence[UUID], why: str, by: Person, at: datetime, on: date) -> int:
    """Count rows no longer, as those of a body that is no more.

    Raises: NotPermitted, WhyMissing, NothingToChange.
    """
    return _happen(Happening.ANNULMENT, cycle, rows, why, {"annulled_at": at}, {}, by=by, at=at, on=on)


@transaction.atomic
def restore(*, cycle: Cycle, rows: Sequence[UUID], why: str, by: Person, at: datetime, on: date) -> int:
    """Count annulled rows again. Raises: NotPermitted, WhyMissing, NothingToChange."""
    changes = {"annulled_at": None}
    return _happen(Happening.ANNULMENT_ENDED, cycle, rows, why, changes, {}, by=by, at=at, on=on)


@transaction.atomic
def record_arrival(
    *,
    cycle: Cycle,
    rows: Sequence[UUID],
    arrived_at: datetime | None,
    why: str = "",
    by: Person,
    at: datetime,
    on: date,
) -> int:
    """Enter by hand that reports came; `arrived_at` None where nobody knows when.

    Raises: NotPermitted, ArrivalInFuture, NothingToChange.
    """
    if arrived_at is not None and arrived_at > at:
        raise ArrivalInFuture()
    changes = {"has_arrived": True, "arrived_at": arrived_at}
    told = {"arrived_at": arrived_at}
    return _happen(Happening.ARRIVAL, cycle, rows, why, changes, told, by=by, at=at, on=on)


@transaction.atomic
def take_back_arrival(
    *, cycle: Cycle, rows: Sequence[UUID], why: str, by: Person, at: datetime, on: date
) -> int:
    """Take back that reports came, where it was entered by mistake.

    Raises: NotPermitted, WhyMissing, NothingToChange.
    """
    changes = {"has_arrived": False, "arrived_at": None}
    return _happen(Happening.ARRIVAL_TAKEN_BACK, cycle, rows, why, changes, {}, by=by, at=at, on=on)


def _happen(
    kind: Happening,
    cycle: Cycle,
    rows: Sequence[UUID],
    why: str,
    changes: Mapping[str, object],
    told: Mapping[str, object],
    *,
    by: Person,
    at: datetime,
    on: date,
) -> int:
    """Change the rows of one cycle to which this can happen, with an event each; return how many."""
    require_right(by, Right.KEEP_DUE_LIST, on=on, body=cycle.office)
    why = why.strip()
    if not why and kind is not Happening.ARRIVAL:
        raise WhyMissing()
    return enter_happening(
        kind=kind, cycle=cycle, rows=rows, why=why, changes=changes, told=told, by=str(by.pk), at=at
    )


def enter_happening(
    *,
    kind: Happening,
    cycle: Cycle,
    rows: Sequence[UUID],
    why: str,
    changes: Mapping[str, object],
    told: Mapping[str, object],
    by: str,
    at: datetime,
) -> int:
    """Enter what happened to rows of a cycle, the right of which the caller has checked.

    Raises: NothingToChange.
    """
    found = list(
        DueRow.objects.select_for_update()
        .filter(_POSSIBLE[kind], cycle=cycle, pk__in=rows)
        .order_by("number")
        .values_list("pk", "code")
    )
    if not found:
        raise NothingToChange()
    DueRow.objects.filter(pk__in=[pk for pk, _ in found]).update(**changes)
    record_all([_tell_happening(kind, cycle, found, why, told, by, at)])
    return len(found)


def enter_arrival(row: DueRow, arrived_at: datetime | None, *, by: str, at: datetime) -> Happened | None:
    """Enter that the report of one row came; None where it had come, or the row is owed no longer.

    The right is the caller's to check, and what happened theirs to record.
    """
    waiting = DueRow.objects.filter(_POSSIBLE[Happening.ARRIVAL], pk=row.pk)
    if not waiting.update(has_arrived=True, arrived_at=arrived_at):
        return None
    told = {"arrived_at": arrived_at}
    return _tell_happening(Happening.ARRIVAL, row.cycle, [(row.pk, row.code)], "", told, by, at)


def _tell_happening(
    kind: Happening,
    cycle: Cycle,
    found: Sequence[tuple[UUID, str]],
    why: str,
    told: Mapping[str, object],
    by: str,
    at: datetime,
) -> Happened:
    """Enter what happened to rows of a cycle with each of them; return what the audit is told once."""
    events = [
        RowEvent(office=cycle.office, row_id=pk, kind=kind, why=why, happened_at=at, by=by, **dict(told))
        for pk, _ in found
    ]
    if len(events) == 1:
        enter(events[0])
    else:
        RowEvent.objects.bulk_create(events, batch_size=ROWS_AT_ONCE)
    facts = {
        "cycle": cycle.code,
        "bodies": [code for _, code in found],
        "why": why,
        **{key: value.isoformat() if isinstance(value, date) else value for key, value in told.items()},
    }
    return Happened(f"due-row.{kind.value}", by, f"cycle:{cycle.pk}", at, facts)
