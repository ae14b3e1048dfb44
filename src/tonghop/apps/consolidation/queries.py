"""Reading figures: the newest computation, what changed since, totals with their addends a page at a time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from tonghop.apps.consolidation.models import (
    Adjustment,
    Answer,
    Composed,
    Computation,
    ComputedSection,
    ComputedTotal,
    FollowUp,
    FollowUpMessage,
    IssuedReport,
    State,
)
from tonghop.apps.reporting.cycle_actions import bare_name
from tonghop.apps.reporting.cycle_queries import names_of
from tonghop.apps.reporting.cycle_totals import CycleTotals, totals_of_record
from tonghop.apps.reporting.models import Cycle, DueRow, Revision
from tonghop.apps.reporting.versions import said_by_version
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.consolidation.consolidation import AS_REPORTED
from tonghop.domain.consolidation.previous import Previous, least_cumulative
from tonghop.domain.reporting.campaign import Campaign as Content
from tonghop.domain.reporting.values import decimal_of

ADDENDS_A_PAGE = 50
POINTS_A_PAGE = 50
STATEMENTS_A_PAGE = 60
_HEAVY = ("inputs", "points", "record")

_CHANGED = """
with kept as (
    select (told.key)::uuid as row_id, told.value ->> 'revision' as revision,
        (told.value ->> 'arrived')::boolean as arrived,
        (told.value ->> 'arrived_at')::timestamptz as arrived_at,
        (told.value ->> 'excused')::boolean as excused
    from consolidation_computation made, jsonb_each(made.inputs -> 'rows') told where made.id = %s
), today as (
    select owed.id as row_id, sent.id::text as revision, owed.has_arrived as arrived,
        owed.arrived_at, owed.is_excused as excused
    from reporting_duerow owed
    left join reporting_submission report on report.row_id = owed.id
    left join reporting_revision sent on sent.submission_id = report.row_id and sent.number = report.revisions
        and owed.has_arrived and report.decided <> 'returned'
    where owed.cycle_id = %s and owed.annulled_at is null
)
select count(*), count(*) filter (where kept.row_id is null or today.row_id is null
    or (kept.revision, kept.arrived, kept.arrived_at, kept.excused)
        is distinct from (today.revision, today.arrived, today.arrived_at, today.excused)),
    (select count(*) from consolidation_adjustment where cycle_id = %s and (at > %s or ended_at > %s))
        + (select count(*) from consolidation_answer where cycle_id = %s and at > %s)
from kept full join today using (row_id)
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """How many of the bodies' rows differ from what was reckoned, of how many, and what the office decided
    since (adjustments, answers).
    """

    bodies: int
    of: int
    decisions: int

    @property
    def is_stale(self) -> bool:
        return bool(self.bodies or self.decisions)


def newest(cycle: Cycle) -> Computation | None:
    """Return the newest computation that was made, without what is heavy in it."""
    return _computations(cycle, State.MADE)


def totals_as_computed(cycle: Cycle) -> CycleTotals | None:
    """Return the totals that the newest computation as reported tells, None where none was made.

    Its rows alone are read: the record of a country's cycle is large.
    """
    made = _computations(cycle, State.MADE, structure=AS_REPORTED)
    if made is None or made.made_at is None:
        return None
    (rows,) = Computation.objects.filter(pk=made.pk).values_list("inputs__rows", flat=True)
    return totals_of_record(
        {
            "made_at": made.made_at.isoformat(),
            "coverage": made.head["coverage"],
            "names": {row["code"]: row["name"] for row in rows.values()},
            "totals": list(made.totals.order_by("number").values_list("summary", flat=True)),
        }
    )


def joint_of(cycles: Collection[UUID]) -> tuple[tuple[str, str], ...]:
    """Return indicator and cycle of the totals from which the office takes a joint activity off."""
    standing = Adjustment.objects.filter(cycle__in=cycles, ended_at__isnull=True).order_by("at", "pk")
    told = standing.values_list("indicator", "cycle_id")
    return tuple(dict.fromkeys((indicator, str(cycle)) for indicator, cycle in told))


def under_way(cycle: Cycle) -> Computation | None:
    """Return the last computation, where it waits or has failed and none was made since."""
    last = Computation.objects.filter(cycle=cycle).defer(*_HEAVY).order_by("-asked_at").first()
    return last if last is not None and last.state != State.MADE else None


def _computations(cycle: Cycle, state: State, **more: str) -> Computation | None:
    found = Computation.objects.filter(cycle=cycle, state=state, **more).defer(*_HEAVY)
    return found.order_by("-asked_at").first()


def changed_since(made: Computation) -> Changed:
    """Say what changed since a computation was made, in one question of SQL."""
    at, cycle = made.made_at, made.cycle_id
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [made.pk, cycle, cycle, at, at, cycle, at])
        of, bodies, decisions = cursor.fetchone()
    return Changed(bodies, of, decisions)


@dataclass(frozen=True, slots=True)
class YearSum:
    """The sum since the year's start: as the bodies gave it, or of the year's cycles that are named."""

    value: Decimal
    cycles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """All totals of a computation, in the record's shape, with the sums since the year's start."""

    made: Computation
    totals: tuple[Mapping[str, Any], ...]
    since: Mapping[str, YearSum]
    groups: Mapping[str, str]
    parts: frozenset[str]


def figures(made: Computation, cycle: Cycle) -> Figures:
    """Return the totals of a computation without their addends."""
    rows = tuple(
        ComputedTotal.objects.filter(computation=made).order_by("number").values_list("summary", flat=True)
    )
    content = said_by_version(cycle.version_id, cycle.campaign_id) if cycle.version_id else None
    indicators = content.indicators if content else ()
    return Figures(
        made,
        rows,
        _since_new_year(rows, cycle, content) if content else {},
        {row.code: row.group for row in indicators},
        frozenset(row.code for row in indicators if row.parent),
    )


def _since_new_year(rows: Sequence[Mapping[str, Any]], cycle: Cycle, content: Content) -> dict[str, YearSum]:
    """Add the totals of the year's other cycles to this one's: periods that follow each other, each once."""
    turn = Turn.parse(cycle.code)
    before = _year_totals(cycle, turn)
    found: dict[str, YearSum] = {}
    for row in rows:
        value, told = decimal_of(row.get("value")), decimal_of(row.get("cumulative"))
        if told is not None:
            found[row["indicator"]] = YearSum(told)
        elif value is not None and row.get("kind") == "flow":
            summed, cycles = least_cumulative(before, content, turn, ("", row["indicator"]), value)
            if len(cycles) > 1:
                found[row["indicator"]] = YearSum(summed, tuple(map(str, cycles)))
    return found


def _year_totals(cycle: Cycle, turn: Turn) -> list[Previous]:
    """Return the totals of the year's other cycles, each by its newest computation."""
    others = Computation.objects.filter(
        cycle__campaign=cycle.campaign_id, cycle__code__startswith=f"{turn.year}-", state=State.MADE
    ).exclude(cycle=cycle)
    made = dict(others.order_by("asked_at").values_list("cycle__code", "pk"))
    found = []
    for code, pk in made.items():
        told = ComputedTotal.objects.filter(computation=pk).values_list("code", "summary__value")
        amounts = {("", own): amount for own, text in told if (amount := decimal_of(text)) is not None}
        found.append(Previous(Turn.parse(code), figures=amounts))
    return found


# ---- one total


@dataclass(frozen=True, slots=True)
class Addend:
    """One body's part in a total: as the record has it, with its row, receipt and the place it came from."""

    told: Mapping[str, Any]
    name: str
    row: UUID | None
    receipt: str
    number: int
    place: str
    is_changed: bool = False
    follow_up: UUID | None = None
    revision: UUID | None = None


@dataclass(frozen=True, slots=True)
class OneTotal:
    """A total opened to a page of its addends; `without` names the bodies that have none."""

    summary: Mapping[str, Any]
    addends: tuple[Addend, ...]
    found: int
    page: int
    pages: int
    adjustments: tuple[tuple[Adjustment, tuple[str, ...], str], ...]
    places: Mapping[str, Any] | None
    without: int
    words: str = ""
    before: str = ""
    after: str = ""


def one_total(
    made: Computation, cycle: Cycle, code: str, *, words: str = "", page: int = 1
) -> OneTotal | None:
    """Return a page of a total's addends, those of bodies whose names have these words; None without one."""
    total = ComputedTotal.objects.filter(computation=made, code=code).first()
    if total is None:
        return None
    told = list(total.addends)
    owed = DueRow.objects.filter(cycle=cycle)
    if wanted := bare_name(words).split():
        named = owed
        for word in wanted:
            named = named.filter(bare_name__contains=word)
        meant = set(named.values_list("code", flat=True))
        told = [one for one in told if one["body"] in meant]
    pages = max(1, -(-len(told) // ADDENDS_A_PAGE))
    page = max(1, min(page, pages))
    shown = told[(page - 1) * ADDENDS_A_PAGE : page * ADDENDS_A_PAGE]
    joint = list(Adjustment.objects.filter(cycle=cycle, indicator=code).order_by("at", "pk"))
    codes_shown = {one["body"] for one in shown} | {body for row in joint for body in row.bodies}
    rows = {row.code: row for row in owed.filter(code__in=codes_shown).only("code", "name")}
    codes = list(
        ComputedTotal.objects.filter(computation=made).order_by("number").values_list("code", flat=True)
    )
    place = codes.index(code)
    return OneTotal(
        total.summary,
        tuple(_addends(shown, rows, code)),
        len(told),
        page,
        pages,
        tuple(_adjustments(joint, rows)),
        total.places,
        owed.filter(annulled_at__isnull=True).count() - len(total.addends),
        words,
        codes[place - 1] if place else "",
        codes[place + 1] if place + 1 < len(codes) else "",
    )


def _addends(shown: Sequence[Mapping[str, Any]], rows: Mapping[str, DueRow], code: str) -> Sequence[Addend]:
    ids = [rows[one["body"]].pk for one in shown if one["body"] in rows]
    sent = {row.sha256: row for row in Revision.objects.filter(submission__in=ids).only(
        "sha256", "receipt", "number", "sources", "submission_id"
    )}  # fmt: skip
    last: dict[UUID, int] = {}
    for known in sent.values():
        last[known.submission_id] = max(last.get(known.submission_id, 0), known.number)
    asked = dict(
        FollowUp.objects.filter(row__in=ids, indicator=code, closed_at__isnull=True).values_list(
            "row_id", "pk"
        )
    )
    found = []
    for one in shown:
        row, revision = rows.get(one["body"]), sent.get(one["sha256"])
        source = (revision.sources or {}).get(one["at"].partition(" : ")[0], {}) if revision else {}
        where = " ".join(filter(None, (source.get("file"), source.get("at"))))
        found.append(
            Addend(
                one,
                row.name if row else one["body"],
                row.pk if row else None,
                revision.receipt if revision else "",
                revision.number if revision else 0,
                where,
                revision is not None and revision.number < last[revision.submission_id],
                asked.get(row.pk) if row else None,
                revision.pk if revision else None,
            )
        )
    return found


def _adjustments(
    joint: Sequence[Adjustment], rows: Mapping[str, DueRow]
) -> Sequence[tuple[Adjustment, tuple[str, ...], str]]:
    names = names_of(row.by for row in joint)
    return [
        (row, tuple(rows[body].name if body in rows else body for body in row.bodies), names.get(row.by, ""))
        for row in joint
    ]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with its total and the sum of the places right below it, None where there are none."""

    unit: str
    code: str
    name: str
    value: Decimal
    below: Decimal | None
    children: int


@dataclass(frozen=True, slots=True)
class Places:
    """One place's children with their totals, or the tops; `above` leads back."""

    unit: str
    name: str
    above: str
    lines: tuple[PlaceLine, ...]
    remainders: tuple[Mapping[str, Any], ...] = ()
    as_reported: tuple[tuple[str, Decimal], ...] = ()
    own: Decimal | None = None


def places(total: ComputedTotal, unit: str, names: Mapping[str, str]) -> Places | None:
    """Return the places right below one (of the tops where `unit` is ""), None where it is not there."""
    told = total.places or {}
    rows = {row["unit"]: row for row in told.get("places", ())}
    if unit and unit not in rows:
        return None
    children: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows.values():
        children.setdefault(row["parent"] if row["parent"] in rows else "", []).append(row)
    left = told.get("remainders", ())
    return Places(
        unit,
        rows[unit]["name"] if unit else "",
        rows[unit]["parent"] if unit and rows[unit]["parent"] in rows else "",
        tuple(_place_line(row, children.get(row["unit"], ())) for row in children.get(unit, ())),
        tuple(row for row in left if not unit or row.get("holder") == unit or unit in row.get("among", ())),
        ()
        if unit
        else tuple(
            (names.get(row["body"], row["body"]), Decimal(row["value"]))
            for row in told.get("as_reported", ())
        ),
        Decimal(rows[unit]["value"]) if unit else None,
    )


def _place_line(row: Mapping[str, Any], below: Sequence[Mapping[str, Any]]) -> PlaceLine:
    summed = sum((Decimal(one["value"]) for one in below), Decimal(0)) if below else None
    return PlaceLine(row["unit"], row["code"], row["name"], Decimal(row["value"]), summed, len(below))


# ---- what to look at


@dataclass(frozen=True, slots=True)
class Point:
    """One finding, with the row of its body and the indicator that it is about, where that is known."""

    kind: str
    name: str
    message: str
    file: str
    indicator: str
    row: UUID | None
    follow_up: UUID | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """One page of findings of a kind, how many there are of each, and the open questions."""

    points: tuple[Point, ...]
    kinds: Mapping[str, int]
    found: int
    page: int
    pages: int
    questions: tuple[Mapping[str, Any], ...]
    answered: Mapping[str, Answer] = field(default_factory=dict)


def points(made: Computation, cycle: Cycle, *, kind: str = "", page: int = 1) -> Points:
    """Return one page of what a person should look at."""
    told = Computation.objects.values_list("points", flat=True).get(pk=made.pk)
    every = [row for row in told["findings"] if not kind or row["kind"] == kind]
    pages = max(1, -(-len(every) // POINTS_A_PAGE))
    page = max(1, min(page, pages))
    shown = every[(page - 1) * POINTS_A_PAGE : page * POINTS_A_PAGE]
    codes = {row["body"] for row in shown if row["body"]}
    rows = {row.code: row for row in DueRow.objects.filter(cycle=cycle, code__in=codes).only("code", "name")}
    open_ones = FollowUp.objects.filter(row__in=list(rows.values()), closed_at__isnull=True)
    asked = {(row, code): pk for row, code, pk in open_ones.values_list("row_id", "indicator", "pk")}
    known = set(ComputedTotal.objects.filter(computation=made).values_list("code", flat=True))
    found = []
    for one in shown:
        row, code = rows.get(one["body"]), one["at"].partition("/")[0]
        code = code if code in known else ""
        found.append(
            Point(
                one["kind"],
                row.name if row else one["body"],
                one["message"],
                one["file"],
                code,
                row.pk if row else None,
                asked.get((row.pk, code)) if row else None,
            )
        )
    answers = {row.question: row for row in Answer.objects.filter(cycle=cycle).order_by("pk")}
    return Points(
        tuple(found), made.head["findings"], len(every), page, pages, tuple(told["questions"]), answers
    )


# ---- words


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the list: how many statements of how many bodies, and whether it is composed."""

    code: str
    title: str
    statements: int
    bodies: int
    composed: Composed | None


def section_lines(cycle: Cycle, made: Computation | None, titles: Mapping[str, str]) -> list[SectionLine]:
    """Return the sections of a cycle's report with what was gathered and composed."""
    found = ComputedSection.objects.filter(computation=made) if made else ComputedSection.objects.none()
    gathered = {row.section: row.items for row in found}
    composed = {row.section: row for row in Composed.objects.filter(cycle=cycle)}
    return [
        SectionLine(
            code,
            title,
            len(gathered.get(code, ())),
            len({source["body"] for item in gathered.get(code, ()) for source in item["sources"]}),
            composed.get(code),
        )
        for code, title in titles.items()
        if code in gathered or code in composed
    ]


def section_items(made: Computation | None, section: str) -> Sequence[Mapping[str, Any]]:
    """Return the gathered statements of a section, those that most bodies say first."""
    found = ComputedSection.objects.filter(computation=made, section=section).first() if made else None
    items: Sequence[Mapping[str, Any]] = sorted(found.items, key=lambda item: -item["alike"]) if found else ()
    return items


def composed_section(cycle: Cycle, section: str) -> Composed | None:
    """Return a section as it is composed, None where nobody has."""
    return Composed.objects.filter(cycle=cycle, section=section).first()


def body_names(cycle: Cycle) -> Mapping[str, str]:
    """Return the names of a cycle's bodies by their codes."""
    return dict(DueRow.objects.filter(cycle=cycle).values_list("code", "name"))


# ---- follow-ups and issues


def follow_ups(cycle: Cycle) -> list[FollowUp]:
    """Return the follow-ups of a cycle: open ones first, those that wait for the office on top."""
    found = FollowUp.objects.filter(row__cycle=cycle).select_related("row").order_by("-last_at")
    return sorted(found, key=lambda one: (one.closed_at is not None, one.last_side == "office"))


def messages(follow_up: FollowUp) -> list[tuple[FollowUpMessage, str]]:
    """Return the messages of a follow-up with their writers' names, oldest first."""
    found = list(follow_up.messages.order_by("pk"))
    names = names_of(row.by for row in found)
    return [(row, names.get(row.by, "")) for row in found]


def issues(cycle: Cycle) -> list[IssuedReport]:
    """Return the issues of a cycle, newest first."""
    return list(IssuedReport.objects.filter(cycle=cycle).defer("inputs").order_by("-number"))


def names_by_id(*ids: str) -> Mapping[str, str]:
    """Return the names of people by their ids."""
    return names_of(ids)


def waits_since(asked: Computation, at: datetime) -> int:
    """Return for how many minutes a computation has been waiting."""
    return int((at - asked.asked_at).total_seconds() // 60)
