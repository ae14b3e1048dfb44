"""Reading cycles and due lists: who stands how, counted by the database, a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, When

from tonghop.apps.accounts.models import Mandate, Person
from tonghop.apps.accounts.roles import RIGHTS, Right
from tonghop.apps.reporting.cycle_actions import bare_name
from tonghop.apps.reporting.models import ANNULLED, Asked, Campaign, Cycle, DueRow, RowEvent
from tonghop.apps.reporting.permissions import access_rows
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.completeness import Counts
from tonghop.domain.reporting.due_list import Standing

MOST_PERIODS, USUAL_PERIODS = 12, 8
ROWS_A_PAGE = 30
BY_NAME, BY_LACKING = "name", "lacking"


class Shown(StrEnum):
    """How a row is shown: its standing, where what is missing may not be due yet, or annulled."""

    ON_TIME = "on_time"
    LATE = "late"
    UNKNOWN_TIME = "unknown_time"
    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"
    EXCUSED = "excused"
    ANNULLED = ANNULLED


def shown(state: str, late_from: datetime, at: datetime) -> Shown:
    """Return how a row is shown at a moment; missing only from its first late moment on."""
    if state == Standing.MISSING and at < late_from:
        return Shown.NOT_YET_DUE
    return Shown(state)


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a due list is shown: the line and level of bodies, how they stand, and words of their names."""

    line: str = ""
    level: str = ""
    standing: str = ""
    words: str = ""
    sort: str = BY_NAME

    @property
    def is_open(self) -> bool:
        return not (self.line or self.level or self.standing or self.words.strip())


def of_bodies(rows: QuerySet[DueRow], wanted: Filter) -> QuerySet[DueRow]:
    """Return the rows of the bodies that a filter means, however they stand."""
    if wanted.line:
        rows = rows.filter(line=wanted.line)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    for word in bare_name(wanted.words).split():
        rows = rows.filter(bare_name__contains=word)
    return rows


def standing_as(standing: str, at: datetime) -> Q:
    """Return the condition under which a row is shown so; nothing stands in a way that is not known."""
    if standing not in set(Shown):
        return Q(pk__in=())
    if standing == Shown.MISSING:
        return Q(state=Standing.MISSING.value, late_from__lte=at)
    if standing == Shown.NOT_YET_DUE:
        return Q(state=Standing.MISSING.value, late_from__gt=at)
    return Q(state=standing)


def filtered(rows: QuerySet[DueRow], wanted: Filter, at: datetime) -> QuerySet[DueRow]:
    """Return the rows that a filter means."""
    rows = of_bodies(rows, wanted)
    return rows.filter(standing_as(wanted.standing, at)) if wanted.standing else rows


def counts(rows: QuerySet[DueRow], at: datetime) -> Counts:
    """Count rows by how they stand. `due` is counted by itself, so that the parts prove it."""
    waits = Count("pk", filter=standing_as(Shown.NOT_YET_DUE, at))
    found = rows.order_by().values_list("state").annotate(rows=Count("pk"), waits=waits)
    return _counts([(state, count, waiting) for state, count, waiting in found])


def counts_by_cycle(rows: QuerySet[DueRow], at: datetime) -> Mapping[UUID, Counts]:
    """Count rows by how they stand in each cycle; a cycle without rows is left out."""
    waits = Count("pk", filter=standing_as(Shown.NOT_YET_DUE, at))
    found = rows.order_by().values_list("cycle_id", "state").annotate(rows=Count("pk"), waits=waits)
    return _counts_by_cycle([(cycle, state, count, waiting) for cycle, state, count, waiting in found])


def _counts_by_cycle(found: Iterable[tuple[UUID, str, int, int]]) -> dict[UUID, Counts]:
    of_cycle: dict[UUID, list[tuple[str, int, int]]] = {}
    for cycle, state, count, waiting in found:
        of_cycle.setdefault(cycle, []).append((state, count, waiting))
    return {cycle: _counts(states) for cycle, states in of_cycle.items()}


def _counts(states: Sequence[tuple[str, int, int]]) -> Counts:
    """Put together what was counted for each state: (state, rows, those of them that are not yet due)."""
    of_state = {state: count for state, count, _ in states}
    annulled = of_state.pop(ANNULLED, 0)
    return Counts(
        due=sum(count for state, count, _ in states if state != ANNULLED),
        not_yet_due=sum(waiting for _, _, waiting in states),
        annulled=annulled,
        **{standing.value: of_state.get(standing.value, 0) for standing in Standing},
    )


# ---- a campaign's bodies and periods


@dataclass(frozen=True, slots=True)
class Cell:
    """How one body stands in one cycle."""

    row: UUID
    shown: Shown


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body with its cells, None where it owed nothing in that cycle; `lacking` counts what is overdue."""

    code: str
    name: str
    lacking: int
    newest_row: UUID
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """One page of the table body × period, with the totals of all bodies that the filter means."""

    cycles: tuple[Cycle, ...]
    totals: tuple[Counts, ...]
    bodies: tuple[BodyLine, ...]
    found: int
    page: int
    pages: int
    lines: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


def completeness(
    *, campaign: Campaign, wanted: Filter, page: int = 1, periods: int = USUAL_PERIODS, at: datetime
) -> Completeness:
    """Return how the bodies of a campaign stand in its latest cycles that asked for a report.

    Shape:  at most MOST_PERIODS cycles, oldest first; ROWS_A_PAGE bodies a page; four questions of SQL,
            however many bodies there are.
    """
    cycles = _latest_cycles(campaign, max(1, min(periods, MOST_PERIODS)))
    if not cycles:
        return Completeness((), (), (), 0, 1, 1)
    ids = [cycle.pk for cycle in cycles]
    totals, lacking, found = _grouped(
        of_bodies(DueRow.objects.filter(cycle__in=ids), wanted), wanted, page, at
    )
    pages = max(1, -(-found // ROWS_A_PAGE))
    lines, levels = _choices(cycles[-1])
    return Completeness(
        cycles,
        tuple(totals.get(id, Counts()) for id in ids),
        tuple(_lines(cycles, lacking, at)),
        found,
        max(1, min(page, pages)),
        pages,
        lines,
        levels,
    )


def _latest_cycles(campaign: Campaign, periods: int) -> tuple[Cycle, ...]:
    found = Cycle.objects.filter(campaign=campaign, asked=Asked.REPORT, opened_at__isnull=False)
    return tuple(reversed(found.order_by("-late_from", "-code")[:periods]))


_GROUPED = """
with grouped as (
    select code, cycle_id, state, count(*) as rows, max(sort_key) as sorted_by,
        count(*) filter (where state = 'missing' and late_from > %s) as waiting,
        count(*) filter (where state = 'missing' and late_from <= %s) as lacking,
        count(*) filter (where %s in ('', case when state = 'missing' and late_from > %s
            then 'not_yet_due' else state end)) as meant
    from ({rows}) as owed
    group by grouping sets ((code), (cycle_id, state))
), bodies as (
    select code, lacking, sorted_by from grouped where code is not null and meant > 0
), found as (
    select count(*) as bodies from bodies
), page as (
    select code, lacking, row_number() over (order by {order}) as place from bodies order by place
    limit %s offset (select least(%s, greatest(0, (bodies - 1) / %s * %s)) from found)
)
select cycle_id, state, rows, waiting, null, null::bigint from grouped where code is null
union all select null, null, bodies, null, null, null from found
union all select null, null, null, lacking, code, place from page
"""
"""One way through the rows for totals, the number of bodies and a page: three take three times as long."""

_ORDERS = {BY_NAME: "sorted_by, code", BY_LACKING: "lacking desc, sorted_by, code"}


def _grouped(
    rows: QuerySet[DueRow], wanted: Filter, page: int, at: datetime
) -> tuple[Mapping[UUID, Counts], Mapping[str, int], int]:
    """Return the counts of each cycle, what each body of a page lacks, and how many bodies there are."""
    fields = rows.order_by().values("code", "cycle_id", "state", "late_from", "sort_key")
    sql, given = fields.query.sql_with_params()
    begin = (max(1, page) - 1) * ROWS_A_PAGE
    query = _GROUPED.format(rows=sql, order=_ORDERS[wanted.sort])
    with connection.cursor() as cursor:
        cursor.execute(
            query, [at, at, wanted.standing, at, *given, ROWS_A_PAGE, begin, ROWS_A_PAGE, ROWS_A_PAGE]
        )
        told = cursor.fetchall()
    totals = _counts_by_cycle(row[:4] for row in told if row[0] is not None)
    page_of = sorted((row for row in told if row[4] is not None), key=lambda row: row[5])
    lacking = {row[4]: row[3] for row in page_of}
    found: int = next(row[2] for row in told if row[0] is None and row[4] is None)
    return totals, lacking, found


def _lines(cycles: Sequence[Cycle], lacking: Mapping[str, int], at: datetime) -> Iterable[BodyLine]:
    place = {cycle.pk: number for number, cycle in enumerate(cycles)}
    rows = DueRow.objects.filter(cycle__in=list(place), code__in=list(lacking))
    cells: dict[str, list[Cell | None]] = {code: [None] * len(cycles) for code in lacking}
    newest: dict[str, tuple[int, str, UUID]] = {}
    for pk, code, name, cycle, state, late_from in rows.values_list(
        "pk", "code", "name", "cycle_id", "state", "late_from"
    ):
        number = place[cycle]
        cells[code][number] = Cell(pk, shown(state, late_from, at))
        newest[code] = max(newest.get(code, (-1, "", pk)), (number, name, pk))
    for code, count in lacking.items():
        _, name, pk = newest[code]
        yield BodyLine(code, name, count, pk, tuple(cells[code]))


def _choices(cycle: Cycle) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines and levels that occur in a cycle, for the filter: no choice that finds nothing."""
    pairs = DueRow.objects.filter(cycle=cycle).order_by().values_list("line", "level").distinct()
    lines, levels = set(), set()
    for line, level in pairs:
        lines.add(line)
        levels.add(level)
    return tuple(sorted(lines - {""})), tuple(sorted(levels - {""}))


# ---- one cycle's due list


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a due list, as it is shown."""

    id: UUID
    number: int
    code: str
    name: str
    due_on: date
    late_from: datetime
    arrived_at: datetime | None
    is_extended: bool
    shown: Shown


@dataclass(frozen=True, slots=True)
class DueList:
    """One page of a cycle's due list; `counts` are those of the bodies that the filter means."""

    counts: Counts
    rows: tuple[Listed, ...]
    found: int
    page: int
    pages: int
    lines: tuple[str, ...]
    levels: tuple[str, ...]


def due_list(*, cycle: Cycle, wanted: Filter, page: int = 1, at: datetime) -> DueList:
    """Return one page of a due list, those whose late moment was first on top where lacking is asked for."""
    own = DueRow.objects.filter(cycle=cycle)
    rows = filtered(own, wanted, at)
    found = rows.count()
    pages = max(1, -(-found // ROWS_A_PAGE))
    page = max(1, min(page, pages))
    begin = (page - 1) * ROWS_A_PAGE
    lines, levels = _choices(cycle)
    return DueList(
        counts(of_bodies(own, wanted), at),
        tuple(listed(_sorted(rows, wanted)[begin : begin + ROWS_A_PAGE], at)),
        found,
        page,
        pages,
        lines,
        levels,
    )


def _sorted(rows: QuerySet[DueRow], wanted: Filter) -> QuerySet[DueRow]:
    by_name = "sort_key", "code"
    if wanted.sort == BY_LACKING:
        waits = Case(When(state=Standing.MISSING.value, then=0), default=1)
        return rows.alias(waits=waits).order_by("waits", "late_from", *by_name)
    return rows.order_by(*by_name)


def listed(rows: QuerySet[DueRow], at: datetime) -> Iterable[Listed]:
    """Yield rows as they are shown."""
    told = rows.values_list(
        "pk", "number", "code", "name", "due_on", "late_from", "arrived_at", "is_extended", "state"
    )
    for pk, number, code, name, due_on, late_from, arrived_at, is_extended, state in told:
        how = shown(state, late_from, at)
        yield Listed(pk, number, code, name, due_on, late_from, arrived_at, is_extended, how)


def chosen_rows(cycle: Cycle, numbers: Sequence[int] | None, wanted: Filter, at: datetime) -> list[DueRow]:
    """Return the rows of a cycle with these numbers, or all that a filter means."""
    rows = DueRow.objects.filter(cycle=cycle)
    rows = filtered(rows, wanted, at) if numbers is None else rows.filter(number__in=numbers)
    return list(rows.order_by("sort_key", "code"))


# ---- one row, and what somebody owes


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call about a body: as the campaign says it, and the people who work here for the body."""

    office: str = ""
    phone: str = ""
    people: tuple[tuple[str, str], ...] = field(default=())


def contact(row: DueRow, on: date) -> Contact:
    """Return whom to call about a row; people as (name, e-mail)."""
    version = newest_version(row.cycle.campaign)
    bodies = said(version).bodies if version else ()
    body = next((body for body in bodies if body.code == row.code), domain.Body(row.code, row.name))
    people = people_of_units([row.unit_id] if row.unit_id else [], on)
    return Contact(body.contact, body.phone, tuple((person.full_name, person.email) for _, person in people))


def people_of_units(units: Sequence[str], on: date) -> list[tuple[str, Person]]:
    """Return who reports and approves for units on a day: (unit, person), each pair once."""
    mandates = (
        Mandate.objects.in_force(on=on)
        .filter(body__in=units, role__in=RIGHTS[Right.SEE_OWN_DUE_ROWS])
        .select_related("person")
        .order_by("body", "person__full_name", "person__pk")
    )
    return list({(row.body, row.person_id): (row.body, row.person) for row in mandates}.values())


def events_of(row: DueRow) -> list[RowEvent]:
    """Return what happened to a row, newest first."""
    return list(RowEvent.objects.filter(row=row).order_by("-happened_at", "-pk"))


def names_of(ids: Iterable[str]) -> Mapping[str, str]:
    """Return the names of people by id; the program itself and others have none."""
    wanted = [id for id in ids if len(id) == 36]
    return {str(pk): name for pk, name in Person.objects.filter(pk__in=wanted).values_list("pk", "full_name")}


@dataclass(frozen=True, slots=True)
class Owed:
    """One report or plan that a body owes, as its people see it."""

    row: Listed
    campaign: str
    cycle: str
    asked: str
    asked_by: str


def owed(
    *, by: Person, at: datetime, on: date, all_rows: bool = False, page: int = 1
) -> tuple[list[Owed], int]:
    """Return one page of what somebody's bodies owe, soonest first, and how many there are.

    Without `all_rows` only what still waits for them.
    """
    rows = access_rows(by=by, on=on).filter(
        unit__in=by.mandates.in_force(on=on).filter(role__in=RIGHTS[Right.SEE_OWN_DUE_ROWS]).values("body")
    )
    if not all_rows:
        rows = rows.filter(state=Standing.MISSING.value)
    found = rows.count()
    begin = (max(1, page) - 1) * ROWS_A_PAGE
    order = rows.order_by("late_from" if not all_rows else "-late_from", "sort_key", "pk")
    part = order[begin : begin + ROWS_A_PAGE]
    facts = part.annotate(
        campaign_title=F("cycle__campaign__title"),
        cycle_code=F("cycle__code"),
        cycle_asked=F("cycle__asked"),
    ).values_list("campaign_title", "cycle_code", "cycle_asked", "office")
    return [Owed(row, *told) for row, told in zip(listed(part, at), facts, strict=True)], found


def cycles_of_offices(cycles: QuerySet[Cycle], at: datetime) -> list[tuple[Cycle, Counts]]:
    """Return cycles with their counts: those open first, by their late moment, then those planned."""
    found = list(cycles.select_related("campaign").order_by(F("opened_at").asc(nulls_last=True), "late_from"))
    numbers = counts_by_cycle(DueRow.objects.filter(cycle__in=found), at)
    found.sort(key=lambda cycle: (cycle.opened_at is None, -cycle.late_from.timestamp()))
    return [(cycle, numbers.get(cycle.pk, Counts())) for cycle in found]
