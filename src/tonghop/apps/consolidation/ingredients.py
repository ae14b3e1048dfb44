"""From what a computation is made, so that it can be made again: every revision by its id, and beside it all
that may change later (rows, excuses, answers, adjustments, earlier records), written down as it stood.

`gathered` asks the database how it stands now; `consolidated` needs nothing but what was gathered, the
revisions and the version of the campaign, which never change, and the register where totals are by place.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.consolidation.models import (
    Adjustment,
    Answer,
    Computation,
    IssuedReport,
    KeptDocument,
    State,
)
from tonghop.apps.organisations.queries import register
from tonghop.apps.reporting.campaigns.figures import Taken, asked_of
from tonghop.apps.reporting.cycle_queries import names_of
from tonghop.apps.reporting.models import (
    Asked,
    CampaignBody,
    Cycle,
    DueRow,
    Happening,
    Revision,
    RowEvent,
)
from tonghop.apps.reporting.submissions.counted import counted_revisions
from tonghop.apps.reporting.submissions.sending import revision_digest
from tonghop.apps.reporting.versions import said_by_version
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.adjustments import Adjustment as Joint
from tonghop.domain.consolidation.consolidation import AS_REPORTED, Consolidation, consolidate
from tonghop.domain.consolidation.draft_returns import ON_THE_FORM, return_of_draft
from tonghop.domain.consolidation.previous import Previous
from tonghop.domain.consolidation.questions import Answer as Answered
from tonghop.domain.consolidation.record import previous_of
from tonghop.domain.consolidation.returns import FigureRow, Kind, Return
from tonghop.domain.consolidation.structures import SUCCESSION, Structure, structured
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.values import plain_decimal
from tonghop.formats.registers.grounds import ground_on

SCHEMA = "tonghop/inputs/1"
OUTSIDE = "báo cáo đến ngoài phần mềm"
"""What stands for a file's name where a report came and nobody has entered it here."""


class RegisterChanged(Refusal):
    code = "register-changed"
    message_vi = "Danh bạ đơn vị đã thay đổi từ khi lập nên không lập lại được số liệu theo địa bàn."
    message_en = "The register has changed since, so the totals by place cannot be made again."


class InputChanged(Refusal):
    code = "input-changed"
    message_vi = "Bản gửi {receipt} không còn như khi được tính (mã băm khác)."
    message_en = "The revision {receipt} is not what it was when it was counted (its hash differs)."


Inputs = Mapping[str, Any]  # Any: JSON


# ---- how it stands now


def structure_of(label: str) -> Structure | None:
    """Return the structure that a record's word names, None for as reported.

    Raises: ValueError.

    >>> structure_of("succession to 2026-11-23").day.isoformat()
    '2026-11-23'
    """
    if label == AS_REPORTED:
        return None
    if label.startswith(f"{SUCCESSION} to "):
        return Structure("succession", date.fromisoformat(label.removeprefix(f"{SUCCESSION} to ")))
    return Structure("as-of", date.fromisoformat(label))


def gathered(cycle: Cycle, structure: str, made_at: datetime) -> dict[str, Any]:
    """Write down all that a computation is made from, as it stands now."""
    if cycle.version_id is None:
        raise ValueError("a cycle that is not open has nothing to reckon up")
    rows = list(DueRow.objects.filter(cycle=cycle, annulled_at__isnull=True).order_by("number"))
    revisions = dict(counted_revisions(cycle).values_list("submission_id", "id"))
    stated = structure_of(structure)
    inputs: dict[str, Any] = {
        "schema": SCHEMA,
        "version": cycle.version_id,
        "cycle": cycle.code,
        "made_at": made_at.isoformat(),
        "due": [cycle.due_on.isoformat(), cycle.late_from.isoformat()],
        "rows": {str(row.pk): _row(row, revisions.get(row.pk)) for row in rows},
        "taken": list(_taken(cycle)),
        "excuses": _excuses(rows),
        "previous": list(_previous(cycle)),
        "answers": _answers(cycle),
        "adjustments": [_adjustment(row, names) for row, names in _standing(cycle)],
        "structure": structure,
    }
    if stated:
        asked = ground_on(register(), _campaign(inputs), Turn.parse(cycle.code), stated).asked
        inputs["register"] = asked.sha256
    return inputs


def row_state(row: DueRow) -> str:
    """Return what a computation hangs on of a row beside its revision."""
    arrived = row.arrived_at.isoformat() if row.arrived_at else ""
    return f"{int(row.has_arrived)}|{arrived}|{int(row.is_excused)}|{row.late_from.isoformat()}"


def _row(row: DueRow, revision: object) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "revision": str(revision) if revision else None,
        "arrived": row.has_arrived,
        "arrived_at": row.arrived_at.isoformat() if row.arrived_at else None,
        "excused": row.is_excused,
        "due": [row.due_on.isoformat(), row.late_from.isoformat()],
    }


def _excuses(rows: Sequence[DueRow]) -> list[list[str]]:
    """Return why bodies are excused: (code, reason, by, on), for those that an event excused."""
    excused = {row.pk: row.code for row in rows if row.is_excused}
    events = RowEvent.objects.filter(row__in=excused, kind=Happening.EXCUSE).order_by("happened_at", "pk")
    last = {event.row_id: event for event in events}
    names = names_of(event.by for event in last.values())
    return [
        [excused[row], event.why, names.get(event.by, "") or event.by, event.happened_at.date().isoformat()]
        for row, event in last.items()
    ]


def _taken(cycle: Cycle) -> Iterator[dict[str, Any]]:
    """Yield the figures that bodies give in another campaign, with the revisions that hold them.

    They are looked up by the program itself: the other office's rows are not this one's to see.
    """
    for taken in asked_of(cycle.campaign, cycle).taken:
        with acting_by_itself():
            found = dict(_taken_revisions(cycle, taken))
            version = _version_of(taken)
        if found and version:
            yield {
                "indicator": taken.indicator.code,
                "campaign": taken.source.key,
                "code": taken.source_code,
                "cycle": str(taken.source_cycle),
                "version": version,
                "revisions": found,
            }


def _version_of(taken: Taken) -> int | None:
    source = _source(taken)
    return source.version_id if source else None


def _source(taken: Taken) -> Cycle | None:
    return Cycle.objects.filter(
        campaign=taken.source, code=str(taken.source_cycle), asked=Asked.REPORT, version__isnull=False
    ).first()


def _taken_revisions(cycle: Cycle, taken: Taken) -> Iterator[tuple[str, str]]:
    source = _source(taken)
    if source is None:
        return
    units = dict(
        CampaignBody.objects.filter(campaign=cycle.campaign, code__in=taken.bodies).values_list(
            "unit_id", "code"
        )
    )
    revisions = counted_revisions(source).filter(submission__unit__in=units)
    for unit, id in revisions.values_list("submission__unit_id", "id"):
        yield units[unit], str(id)


def _previous(cycle: Cycle) -> Iterator[str]:
    """Yield the hashes of the records of other cycles: released last, else reckoned last."""
    others = Cycle.objects.filter(campaign=cycle.campaign, asked=Asked.REPORT).exclude(pk=cycle.pk)
    for other in others.order_by("late_from", "code"):
        released = IssuedReport.objects.filter(cycle=other, released_at__isnull=False)
        issued = released.order_by("-number").first()
        if issued is not None:
            yield issued.record_sha256
            continue
        made = Computation.objects.filter(cycle=other, state=State.MADE).order_by("-asked_at").first()
        if made is not None and made.record_id:
            yield made.record_id


def _answers(cycle: Cycle) -> list[dict[str, str]]:
    newest = {row.question: row for row in Answer.objects.filter(cycle=cycle).order_by("pk")}
    names = names_of(row.by for row in newest.values())
    return [
        {
            "question": row.question,
            "value": row.value,
            "by": names.get(row.by, "") or row.by,
            "reason": row.why,
            "message": row.message,
        }
        for row in newest.values()
    ]


def _standing(cycle: Cycle) -> Iterator[tuple[Adjustment, Mapping[str, str]]]:
    found = list(Adjustment.objects.filter(cycle=cycle, ended_at__isnull=True).order_by("at", "pk"))
    names = names_of(row.by for row in found)
    for row in found:
        yield row, names


def _adjustment(row: Adjustment, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "indicator": row.indicator,
        "bodies": row.bodies,
        "amount": plain_decimal(row.amount),
        "why": row.why,
        "by": names.get(row.by, "") or row.by,
        "at": row.at.isoformat(),
    }


# ---- made of what was gathered


@dataclass(frozen=True, slots=True)
class Dish:
    """What comes of ingredients: the consolidation, the answers in it, the instant of its making."""

    done: Consolidation
    answers: Mapping[str, Answered]
    made_at: datetime


def consolidated(inputs: Inputs) -> Dish:
    """Make the consolidation of what was gathered; the same inputs give the same record, byte for byte.

    Raises: RegisterChanged, InputChanged.
    """
    campaign, cycle = _campaign(inputs), Turn.parse(inputs["cycle"])
    answers = {row["question"]: Answered(**row) for row in inputs["answers"]}
    common = _due(inputs["due"])
    dues = {row["code"]: due for row in inputs["rows"].values() if (due := _due(row["due"])) != common}
    done = consolidate(
        campaign,
        cycle,
        list(_returns(inputs, campaign, cycle)),
        common,
        answers=answers,
        previous=list(_previous_records(inputs, campaign)),
        dues=dues,
        adjustments=[_joint(row) for row in inputs["adjustments"]],
    )
    if stated := structure_of(inputs["structure"]):
        ground = ground_on(register(), campaign, cycle, stated)
        if ground.asked.sha256 != inputs["register"]:
            raise RegisterChanged()
        done = structured(done, ground.register, stated, asked=ground.asked)
    return Dish(done, answers, datetime.fromisoformat(inputs["made_at"]))


def _campaign(inputs: Inputs) -> domain.Campaign:
    """Return the campaign with the bodies of the due list, called as they were when the cycle opened."""
    content = said_by_version(inputs["version"])
    known = {body.code: body for body in content.bodies}
    rows = [row for row in inputs["rows"].values() if row["code"] in known]
    present = {row["code"] for row in rows}
    bodies = tuple(
        replace(
            known[row["code"]],
            name=row["name"],
            parent=known[row["code"]].parent if known[row["code"]].parent in present else "",
        )
        for row in rows
    )
    excused = {row["code"] for row in rows if row["excused"]}
    told = {
        code: domain.Excuse(code, inputs["cycle"], why, by, on) for code, why, by, on in inputs["excuses"]
    }
    written = {row.body: row for row in content.excuses if row.cycle == inputs["cycle"]}
    unsaid = domain.Excuse("x", inputs["cycle"], "Được miễn", "Cơ quan tổng hợp")
    excuses = tuple(
        told.get(row["code"]) or written.get(row["code"]) or replace(unsaid, body=row["code"])
        for row in rows
        if row["code"] in excused
    )
    return replace(content, bodies=bodies, excuses=excuses)


def _due(told: Sequence[str]) -> DueInstant:
    return DueInstant(date.fromisoformat(told[0]), datetime.fromisoformat(told[1]))


def _joint(row: Mapping[str, Any]) -> Joint:
    return Joint(
        row["indicator"], tuple(row["bodies"]), Decimal(row["amount"]), row["why"], row["by"], row["at"]
    )


def _returns(inputs: Inputs, campaign: domain.Campaign, cycle: Turn) -> Iterator[Return]:
    rows = inputs["rows"]
    known = {body.code for body in campaign.bodies}
    sent = _revisions([row["revision"] for row in rows.values() if row["revision"]])
    for id, row in rows.items():
        if not row["arrived"] or row["code"] not in known:
            continue
        at = datetime.fromisoformat(row["arrived_at"]) if row["arrived_at"] else None
        if row["revision"] is None:
            digest = hashlib.sha256(id.encode()).hexdigest()
            yield Return(OUTSIDE, digest, arrived_at=at, kind=Kind.SCAN, body=row["code"])
            continue
        revision = sent[row["revision"]]
        answer = return_of_draft(revision.content, campaign, cycle, row["code"])
        yield replace(
            answer, file=f"{ON_THE_FORM}, {revision.receipt}", sha256=revision.sha256, arrived_at=at
        )
        yield from _elsewhere(inputs, row["code"], at)


def _elsewhere(inputs: Inputs, body: str, at: datetime | None) -> Iterator[Return]:
    """Yield what a body that has reported here says of some figures in another campaign, as one return."""
    figures: list[FigureRow] = []
    receipts: dict[str, str] = {}
    for taken in inputs["taken"]:
        if id := taken["revisions"].get(body):
            with acting_by_itself():
                revision = _revisions([id])[id]
                content = said_by_version(taken["version"])
            told = return_of_draft(revision.content, content, Turn.parse(taken["cycle"]), body)
            receipts[revision.receipt] = revision.sha256
            figures += [
                replace(row, indicator=taken["indicator"], at=f"{taken['campaign']}: {row.at}")
                for row in told.figures
                if isinstance(row, FigureRow) and row.indicator == taken["code"]
            ]
    if figures:
        file, sha256 = f"{ON_THE_FORM}, {', '.join(receipts)}", next(iter(receipts.values()))
        yield Return(
            file, sha256, figures=tuple(figures), arrived_at=at, kind=Kind.RECORD, body=body, part="taken"
        )


def _revisions(ids: Sequence[str]) -> dict[str, Revision]:
    """Return revisions by id, each with the hash that its receipt shows.

    Raises: InputChanged.
    """
    found = {str(row.pk): row for row in Revision.objects.filter(pk__in=ids)}
    for id in ids:
        row = found.get(id)
        if row is None or revision_digest(row.content, row.evidence) != row.sha256:
            raise InputChanged(receipt=row.receipt if row else id)
    return found


def _previous_records(inputs: Inputs, campaign: domain.Campaign) -> Iterator[Previous]:
    kept = {row.sha256: row for row in KeptDocument.objects.filter(pk__in=inputs["previous"])}
    for sha256 in inputs["previous"]:
        content = bytes(kept[sha256].content)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise InputChanged(receipt=sha256[:12])
        if found := previous_of(json.loads(content), campaign):
            yield found
