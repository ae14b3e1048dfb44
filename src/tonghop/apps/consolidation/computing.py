"""Reckoning a cycle up: at once where bodies are few, as a job where they are many."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.db import transaction

from tonghop import __version__
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.consolidation.ingredients import Dish, consolidated, gathered, structure_of
from tonghop.apps.consolidation.models import (
    Computation,
    ComputedSection,
    ComputedTotal,
    KeptDocument,
    State,
)
from tonghop.apps.reporting.models import Cycle, DueRow
from tonghop.domain.consolidation.record import record_bytes, record_of
from tonghop.domain.errors import Refusal

AT_ONCE = 500
"""Up to so many bodies are reckoned up while the browser waits; more are a job of the worker's."""

COMPUTING = "consolidation.compute"
WAITS = timedelta(minutes=30)
"""After so long nobody believes any more that a job is still under way."""

WRITERS = ("python-docx", "typst", "xlsxwriter")
"""The programs on which the bytes of the files hang."""


class ComputationUnderWay(Refusal):
    code = "computation-under-way"
    message_vi = "Kỳ này đang được tính; chờ vài phút rồi tải lại trang."
    message_en = "This cycle is being computed; wait some minutes and load the page again."


class StructureUnknown(Refusal):
    code = "structure-unknown"
    message_vi = "Chọn cơ cấu: như báo cáo, theo một ngày, hoặc quy về đơn vị kế thừa đến một ngày."
    message_en = "Choose a structure: as reported, as of a day, or through succession up to a day."


def tool_version() -> str:
    """Return the versions on which the bytes of a report hang."""
    return ", ".join([f"tonghop {__version__}", *(f"{name} {version(name)}" for name in WRITERS)])


@transaction.atomic
def compute(*, cycle: Cycle, structure: str, by: Person, at: datetime, on: date) -> Computation:
    """Reckon a cycle up on a structure, or ask the worker to.

    Raises: NotPermitted, StructureUnknown, ComputationUnderWay.
    """
    require_right(by, Right.CONSOLIDATE, on=on, body=cycle.office)
    try:
        structure_of(structure)
    except ValueError:
        raise StructureUnknown() from None
    Cycle.objects.select_for_update().get(pk=cycle.pk)  # two who press at once are one after the other
    waiting = Computation.objects.filter(cycle=cycle, state=State.WAITING, asked_at__gt=at - WAITS)
    if waiting.exists():
        raise ComputationUnderWay()
    asked = Computation(
        office=cycle.office, cycle=cycle, structure=structure, asked_by=str(by.pk), asked_at=at
    )
    asked.save(force_insert=True)
    if DueRow.objects.filter(cycle=cycle).count() <= AT_ONCE:
        return make(asked, at=at)
    id = str(asked.pk)
    transaction.on_commit(lambda: _defer(id))
    return asked


def _defer(id: str) -> None:
    from tonghop.apps.consolidation.tasks import compute_asked

    compute_asked.defer(computation=id)


def make(asked: Computation, *, at: datetime) -> Computation:
    """Make a computation that was asked for; what a rule says no to is kept as its fault."""
    cycle = Cycle.objects.select_related("campaign").get(pk=asked.cycle_id)
    try:
        with transaction.atomic():
            inputs = gathered(cycle, asked.structure, at)
            dish = consolidated(inputs)
    except Refusal as refusal:
        asked.state, asked.fault_vi, asked.fault_en = State.FAILED, refusal.vietnamese, refusal.english
        asked.save(update_fields=["state", "fault_vi", "fault_en"])
        return asked
    told = record_of(dish.done, made_at=dish.made_at)
    kept = keep(record_bytes(told))
    asked.inputs, asked.record_id = inputs, kept
    asked.head, asked.points = _head(told, dish), _points(told)
    asked.state, asked.made_at, asked.tool_version = State.MADE, at, tool_version()
    ComputedTotal.objects.bulk_create(_totals(asked, told))
    ComputedSection.objects.bulk_create(_sections(asked, told))
    asked.save()
    record(
        kind="figures.computed",
        by=asked.asked_by,
        subject=f"cycle:{cycle.pk}",
        at=at,
        facts={"computation": str(asked.pk), "structure": asked.structure, "sha256": kept},
    )
    return asked


def make_asked(computation: UUID, *, at: datetime) -> None:
    """Make a computation that waits; one that is made already is left as it is."""
    asked = Computation.objects.select_for_update().filter(pk=computation, state=State.WAITING).first()
    if asked is not None:
        make(asked, at=at)


def keep(content: bytes) -> str:
    """Keep bytes by their hash, once; return the hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    document = KeptDocument(sha256=sha256, content=content, size=len(content))
    KeptDocument.objects.bulk_create([document], ignore_conflicts=True)
    return sha256


def _head(told: Mapping[str, Any], dish: Dish) -> dict[str, Any]:
    """What every page shows without reading the record: who is in it, and how much there is to look at."""
    kinds: dict[str, int] = {}
    for row in told["findings"]:
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
    coverage = told["coverage"]
    without = sorted({body.body for body in dish.done.due} - {row["body"] for row in told["bodies"]})
    return {
        "coverage": {key: value for key, value in coverage.items() if key != "bodies"},
        "missing": coverage["bodies"]["missing"],
        "excused": coverage["bodies"]["excused"],
        "late": coverage["bodies"]["late"],
        "without": without,
        "names": {code: told["names"][code] for code in without},
        "findings": kinds,
        "questions": len(told["questions"]),
        "told_structure": dish.done.told_structure,
    }


def _points(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"findings": told["findings"], "questions": told["questions"]}


def _totals(asked: Computation, told: Mapping[str, Any]) -> Iterator[ComputedTotal]:
    for number, row in enumerate(told["totals"], 1):
        apart = {key: row[key] for key in ("places", "remainders", "as_reported") if key in row}
        summary = {
            key: value
            for key, value in row.items()
            if key not in apart and key not in ("sources", "contained")
        }
        yield ComputedTotal(
            computation=asked,
            office=asked.office,
            number=number,
            code=row["indicator"],
            summary=summary | {"remainders": len(apart.get("remainders", ()))},
            addends=[*row["sources"], *row.get("contained", ())],
            places=apart or None,
        )


def _sections(asked: Computation, told: Mapping[str, Any]) -> Iterator[ComputedSection]:
    for number, row in enumerate(told["narratives"], 1):
        yield ComputedSection(
            computation=asked,
            office=asked.office,
            number=number,
            section=row["section"],
            title=row["title"],
            items=row["items"],
        )


def record_told(sha256: str) -> Mapping[str, Any]:
    """Return a kept record."""
    content: Mapping[str, Any] = json.loads(bytes(KeptDocument.objects.get(pk=sha256).content))
    return content


def bodies_of(inputs: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the rows that a computation was made from, in the order of the due list."""
    return tuple(inputs["rows"].values())
