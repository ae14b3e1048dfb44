"""One total by levels: what bodies above told beside what those right below them told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from tonghop.apps.consolidation.models import Computation, ComputedTotal
from tonghop.apps.reporting.models import Cycle, DueRow, Revision
from tonghop.apps.reporting.versions import said_by_version
from tonghop.domain.consolidation.draft_returns import kept_figures
from tonghop.domain.consolidation.levels import Level, levels
from tonghop.domain.reporting.campaign import Body
from tonghop.domain.reporting.indicators import FLOW, STOCK
from tonghop.domain.reporting.values import decimal_of

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level with its body's name and row. `contains` says that those below are counted in the body's own
    figure, `waits` that the own figure is not counted until somebody says whether it contains them.
    """

    level: Level
    name: str
    row: UUID
    contains: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Levels:
    """A page of levels; `differing` of `found` differ."""

    lines: tuple[LevelLine, ...]
    found: int
    differing: int
    page: int
    pages: int


def levels_of(
    made: Computation, cycle: Cycle, code: str, *, only_differing: bool = False, page: int = 1
) -> Levels | None:
    """Return a page of the levels of a total, by the order of the due list; None where no body stands above
    another, or the indicator does not add over bodies.
    """
    total = ComputedTotal.objects.filter(computation=made, code=code).first()
    if total is None or total.summary["kind"] not in (FLOW, STOCK):
        return None
    rows = {
        row.code: row for row in DueRow.objects.filter(cycle=cycle).only("code", "name").order_by("number")
    }
    parents = _parents(made, cycle, rows)
    if not parents:
        return None
    told = {one["body"]: one for one in total.addends}
    held = _held_back(made, code, {parent: rows[parent] for parent in parents.values() if parent not in told})
    figures = {
        body: amount
        for body in rows
        if (amount := _amount(told[body]) if body in told else held.get(body)) is not None
    }
    every = levels(figures, parents)
    shown = [one for one in every if one.difference] if only_differing else list(every)
    pages = max(1, -(-len(shown) // A_PAGE))
    page = max(1, min(page, pages))
    containing = {one.get("contained_in", "") for one in total.addends}
    return Levels(
        tuple(
            LevelLine(one, rows[one.body].name, rows[one.body].pk, one.body in containing, one.body in held)
            for one in shown[(page - 1) * A_PAGE : page * A_PAGE]
        ),
        len(every),
        sum(bool(one.difference) for one in every),
        page,
        pages,
    )


def has_levels(made: Computation, cycle: Cycle) -> bool:
    """Say whether some body of a computation stands above another."""
    return any(row.parent for row in _bodies(made, cycle))


def _bodies(made: Computation, cycle: Cycle) -> Sequence[Body]:
    version = Computation.objects.values_list("inputs__version", flat=True).get(pk=made.pk)
    return said_by_version(version, cycle.campaign_id).bodies


def _parents(made: Computation, cycle: Cycle, rows: Mapping[str, DueRow]) -> dict[str, str]:
    bodies = _bodies(made, cycle)
    return {row.code: row.parent for row in bodies if row.parent in rows and row.code in rows}


def _held_back(made: Computation, code: str, rows: Mapping[str, DueRow]) -> dict[str, Decimal]:
    """Return what bodies told that are not among the addends: their figures wait for a decision."""
    if not rows:
        return {}
    kept = Computation.objects.values_list("inputs__rows", flat=True).get(pk=made.pk)
    sent = {kept[str(row.pk)]["revision"]: body for body, row in rows.items() if str(row.pk) in kept}
    found = Revision.objects.filter(pk__in=[key for key in sent if key]).only("entries")
    told = {sent[str(revision.pk)]: kept_figures(revision.entries).get(code) for revision in found}
    return {body: figure.value.amount or Decimal(0) for body, figure in told.items() if figure is not None}


def _amount(told: Mapping[str, object]) -> Decimal | None:
    """Return an addend's amount, nil as zero; None for one that has bounds alone."""
    return Decimal(0) if told["state"] == "nil" else decimal_of(told.get("value"))
