"""A consolidated.json that a level below sent: its totals are read exactly, as that body's figures."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.record import SCHEMA
from tonghop.domain.consolidation.returns import Figure, Kind, Passage, RefusedFile, Return
from tonghop.domain.reporting.indicators import RATE
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.reporting.values import NIL, State, Value
from tonghop.formats.inbox.reading_plan import ReadingPlan
from tonghop.formats.inbox.refusals import Refused
from tonghop.formats.inbox.return_json import Result


def read_record(content: bytes, name: str, plan: ReadingPlan) -> tuple[Result, ...]:
    """Read the record of another consolidation.

    Raises: Refused.
    """
    try:
        record = json.loads(content)
    except (ValueError, RecursionError):
        raise Refused("damaged") from None
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise Refused("unknown-kind")
    if record.get("cycle") != str(plan.cycle):
        message = f"Số liệu của kỳ {record.get('cycle')}, đang tổng hợp kỳ {plan.cycle}."
        return (RefusedFile(name, "other-cycle", message),)
    return (
        Return(
            name,
            hashlib.sha256(content).hexdigest(),
            kind=Kind.RECORD,
            figures=tuple(_figures(record, plan)),
            passages=tuple(_passages(record)),
            hints=(Hint("cơ quan lập", f"{record.get('coordinator', '')} {record.get('place', '')}"),),
            title=Cycle.parse(str(record["cycle"])).vietnamese,
        ),
    )


def _figures(record: Mapping[str, Any], plan: ReadingPlan) -> Iterator[Figure]:
    kinds = {row.code: row.kind for row in plan.campaign.indicators}
    for number, row in enumerate(record.get("totals", ())):
        code = row.get("indicator")
        if code in kinds and kinds[code] != RATE and (value := _value(row)) is not None:
            yield Figure(code, value, f"totals {number + 1}", by="report")


def _value(row: Mapping[str, Any]) -> Value | None:
    told = row.get("value")
    if told is None:
        return NIL if row.get("nil") and not row.get("reported_by") else None
    try:
        amount = Decimal(str(told))
    except InvalidOperation:
        return None
    return Value(State.FIGURE, amount, bool(row.get("inexact"))) if amount.is_finite() else None


def _passages(record: Mapping[str, Any]) -> Iterator[Passage]:
    for narrative in record.get("narratives", ()):
        for number, item in enumerate(narrative.get("items", ())):
            at = f"narratives {narrative.get('section')} {number + 1}"
            yield Passage(str(narrative.get("section")), str(item.get("text", "")), at)
