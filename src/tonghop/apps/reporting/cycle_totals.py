"""The totals of a cycle as its bodies' newest revisions stand, for pages that look and issue nothing.

`totals_of` adds them up by the domain's rules, with what was read when a report was sent; nothing is kept.
`totals_of_record` says the same of a record of a consolidation (contracts: consolidated.json), so that a page
takes whichever there is. What is issued is not made here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import Count, QuerySet

from tonghop.apps.reporting.campaigns.figures import asked_of
from tonghop.apps.reporting.models import Asked, Campaign, Cycle, DueRow, Submission
from tonghop.apps.reporting.submissions.counted import counted_revisions
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation import submissions as said
from tonghop.domain.consolidation.double_counting import counted_once
from tonghop.domain.consolidation.figures import Total, total
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.reporting import due_list
from tonghop.domain.reporting.decisions import Verdict
from tonghop.domain.reporting.values import State, Value, decimal_of

MOST_ADDED = 600
"""Of more reports the totals are not added up while somebody waits."""
MOST_CYCLES = 8
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One indicator over all bodies; `value` None where there is no sum, `between` what is known instead."""

    code: str
    name: str
    unit: str
    kind: str
    value: Decimal | None
    between: tuple[Decimal, Decimal] | None
    target: Decimal | None
    is_inexact: bool
    reported_by: int
    nil: int
    missing: int
    excused: int


@dataclass(frozen=True, slots=True)
class CycleTotals:
    """The totals of one cycle. `bodies` are those that owe, by code: on them the totals are made. `approved`
    and `returned` count reports among `reports`; None where nobody has counted. `made_at` is when a record
    was made, None for what was added up now.
    """

    lines: tuple[TotalLine, ...]
    bodies: frozenset[str]
    reports: int
    approved: int | None = None
    returned: int | None = None
    made_at: datetime | None = None

    def line(self, code: str) -> TotalLine | None:
        return next((line for line in self.lines if line.code == code), None)


def totals_of(cycle: Cycle) -> CycleTotals | None:
    """Add up a cycle's newest revisions; None where they are too many to be added up while somebody waits.

    Shape: by the revisions that count in a consolidation; one that was returned is in `reports` and in
    `returned`, and in no total. Whoever asks was let in to the cycle.
    """
    rows = DueRow.objects.filter(cycle=cycle, annulled_at__isnull=True).order_by("number")
    told = list(rows.values_list("code", "state", "arrived_at"))
    standings = dict(_standings(cycle))
    if sum(standings.values()) > MOST_ADDED:
        return None
    asked = asked_of(cycle.campaign, cycle)
    counted = counted_revisions(cycle).values_list("submission__row__code", "entries")
    submissions = {code: _submission(code, entries) for code, entries in counted}
    counting = counted_once(asked.content, asked.indicators, submissions, NOTHING)
    due = DueInstant(cycle.due_on, cycle.late_from)
    owed = [
        due_list.DueRow(code, asked.turn, due, due_list.Standing(state), arrived_at)
        for code, state, arrived_at in told
    ]
    return CycleTotals(
        tuple(_line(total(row, owed, counting.submissions)) for row in asked.indicators),
        frozenset(code for code, _, _ in told),
        sum(standings.values()),
        standings.get(Verdict.APPROVED, 0),
        standings.get(Verdict.RETURNED, 0),
    )


def totals_of_record(record: Mapping[str, Any]) -> CycleTotals:
    """Return the totals that a record of a consolidation tells."""
    coverage, bodies = record["coverage"], record.get("names", NOTHING)
    return CycleTotals(
        tuple(_told(row) for row in record["totals"]),
        frozenset(bodies),
        coverage["due"] - coverage["missing"] - coverage["excused"],
        made_at=datetime.fromisoformat(record["made_at"]),
    )


def comparable(cycle: Cycle) -> tuple[Cycle, ...]:
    """Return the cycles whose totals may stand in one row with this one's, oldest first, itself the last.

    A year contains its half-years, so only turns of regimes of the same frequency stand beside each other.
    """
    if cycle.asked != Asked.REPORT or cycle.opened_at is None:
        return (cycle,)
    frequency = _frequency(cycle.campaign, cycle)
    earlier = Cycle.objects.filter(
        campaign=cycle.campaign, asked=Asked.REPORT, opened_at__isnull=False, late_from__lt=cycle.late_from
    ).order_by("-late_from")
    same = [one for one in earlier[: 12 * MOST_CYCLES] if _frequency(cycle.campaign, one) == frequency]
    return (*reversed(same[: MOST_CYCLES - 1]), cycle)


def _frequency(campaign: Campaign, cycle: Cycle) -> str:
    content, turn = asked_of(campaign, cycle).content, Turn.parse(cycle.code)
    known = {regime.code: regime.frequency for regime in content.regimes}
    return known.get(turn.code, turn.code)


@dataclass(frozen=True, slots=True)
class Point:
    """An indicator in one cycle. `value` None is a gap. `is_joined`: it may be compared with the one before,
    since both have a value, in the same unit and over the same bodies.
    """

    value: Decimal | None
    is_joined: bool
    line: TotalLine | None


def trend(code: str, cycles: Sequence[CycleTotals | None]) -> tuple[Point, ...]:
    """Return an indicator over cycles, as far as the last of them asks for it in the same unit.

    Shape: one point for each cycle, in its order. A cycle that asked in another unit, or whose totals are not
    known, is a gap; never a zero.
    """
    newest = cycles[-1].line(code) if cycles and cycles[-1] else None
    points: list[Point] = []
    before: CycleTotals | None = None
    for totals in cycles:
        line = totals.line(code) if totals else None
        if line is None or newest is None or (line.unit, line.kind) != (newest.unit, newest.kind):
            line = None
        value = line.value if line else None
        has_before = bool(points) and points[-1].value is not None
        is_same = before is not None and totals is not None and before.bodies == totals.bodies
        points.append(Point(value, value is not None and has_before and is_same, line))
        before = totals
    return tuple(points)


# ---- steps


def _standings(cycle: Cycle) -> QuerySet[Submission, tuple[str, int]]:
    """Return of the reports that arrived how many were approved, returned, or wait ("")."""
    arrived = Submission.objects.filter(
        row__cycle=cycle, row__annulled_at__isnull=True, row__has_arrived=True, revisions__gt=0
    )
    return arrived.order_by().values_list("decided").annotate(Count("pk"))


def _submission(code: str, entries: Mapping[str, Any]) -> said.Submission:
    return said.Submission(code, "", "", None, {key: _entry(row) for key, row in entries.items()})


def _entry(row: Mapping[str, Any]) -> Entry:
    state = State(row["state"])
    value = Value(state, decimal_of(row.get("value")), bool(row.get("inexact")))
    return Entry(
        value,
        row.get("at", ""),
        estimated=decimal_of(row.get("estimated")),
        cumulative=decimal_of(row.get("cumulative")),
    )


def _line(row: Total) -> TotalLine:
    told = row.indicator
    return TotalLine(
        told.code, told.name, told.unit, told.kind, row.value, row.between,
        told.target, row.inexact,
        row.reported_by, row.nil, row.missing, row.excused,
    )  # fmt: skip


def _told(row: Mapping[str, Any]) -> TotalLine:
    bounds = [decimal_of(text) for text in row.get("between") or ()]
    between = (bounds[0], bounds[1]) if len(bounds) == 2 and None not in bounds else None
    return TotalLine(
        row["indicator"], row.get("name", ""), row.get("unit", ""), row.get("kind", ""),
        decimal_of(row["value"]), between, decimal_of(row.get("target")), row.get("inexact") is True,  # type: ignore[arg-type]
        row["reported_by"], row["nil"], row["missing"], row["excused"],
    )  # fmt: skip
