"""The record of a consolidation: `consolidated.json`, the shape in which the next level and the next year
read it.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import FigureSource, Total
from tonghop.domain.consolidation.narratives import NarrativeItem
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.values import plain_decimal

SCHEMA = "tonghop/consolidated/1"


class NotARecord(Refusal):
    code = "not-a-consolidated-record"
    message_vi = "“{file}” không phải là consolidated.json của Tonghop."
    message_en = "{file!r} is not a consolidated.json of Tonghop."


def record_of(consolidation: Consolidation, *, made_at: datetime) -> dict[str, Any]:
    """Return the record with the contract's keys, ready for JSON: decimal strings, ISO instants."""
    campaign = consolidation.campaign
    return {
        "schema": SCHEMA,
        "campaign": campaign.key,
        "title": campaign.title,
        "cycle": str(consolidation.cycle),
        "structure": consolidation.structure,
        "coordinator": campaign.coordinator,
        "made_at": made_at.isoformat(),
        "directive": campaign.directive,
        "coverage": _coverage(consolidation),
        "totals": [_total(row) for row in consolidation.totals],
        "narratives": [
            {"section": row.section, "items": [_item(item) for item in row.items]}
            for row in consolidation.narratives
        ],
        "findings": [
            {"kind": row.kind, "body": row.body, "file": row.file, "at": row.at, "message": row.message}
            for row in consolidation.findings
        ],
        "questions": [
            {
                "id": row.id,
                "file": row.file,
                "at": row.at,
                "message": row.message,
                "choices": list(row.choices),
            }
            for row in consolidation.questions
        ],
        "refused": [
            {"file": row.file, "code": row.code, "message": row.message} for row in consolidation.refused
        ],
    }


def previous_totals(record: Mapping[str, Any], campaign: Campaign, cycle: Cycle) -> dict[str, Decimal] | None:
    """Return the totals of the same cycle a year before, or None where the record is of another campaign or
    cycle.
    """
    if not _is_year_before(record, campaign, cycle):
        return None
    rows = ((row.get("indicator"), _decimal(row.get("value"))) for row in record["totals"])
    return {code: amount for code, amount in rows if amount is not None}


def previous_by_body(
    record: Mapping[str, Any], campaign: Campaign, cycle: Cycle
) -> dict[tuple[str, str], Decimal]:
    """Return a year before's figures by body and indicator; empty for a record of another cycle."""
    if not _is_year_before(record, campaign, cycle):
        return {}
    return {
        (source["body"], row["indicator"]): amount
        for row in record["totals"]
        for source in row["sources"]
        if (amount := _decimal(source.get("value"))) is not None
    }


def _is_year_before(record: Mapping[str, Any], campaign: Campaign, cycle: Cycle) -> bool:
    if record.get("schema") != SCHEMA or not isinstance(record.get("totals"), list):
        raise NotARecord(file=str(record.get("campaign", "?")))
    return record.get("campaign") == campaign.key and record.get("cycle") == str(cycle.year_before)


def _coverage(consolidation: Consolidation) -> dict[str, Any]:
    counts = consolidation.coverage
    named = (Standing.MISSING, Standing.LATE, Standing.EXCUSED)
    return {
        "due": len(consolidation.due),
        **{standing.value: counts[standing] for standing in Standing},
        "bodies": {standing.value: list(consolidation.bodies_that_are(standing)) for standing in named},
    }


def _total(row: Total) -> dict[str, Any]:
    return {
        "indicator": row.indicator.code,
        "value": _text(row.value),
        "inexact": row.inexact,
        "between": [plain_decimal(amount) for amount in row.between] if row.between else None,
        "estimated": _text(row.estimated),
        "previous": _text(row.previous),
        "target": _text(row.indicator.target),
        "reported_by": row.reported_by,
        "nil": row.nil,
        "missing": row.missing,
        "excused": row.excused,
        "sources": [_source(source) for source in row.sources],
    }


def _source(source: FigureSource) -> dict[str, Any]:
    note = {"note": source.note} if source.note else {}
    return {
        "body": source.body,
        "value": _text(source.value.amount),
        "state": source.value.state.value,
        "file": source.file,
        "sha256": source.sha256,
        "at": source.at,
        "by": source.by,
    } | note


def _item(item: NarrativeItem) -> dict[str, Any]:
    sources = [{"body": s.body, "file": s.file, "sha256": s.sha256, "at": s.at} for s in item.sources]
    return {"text": item.text, "alike": item.alike, "sources": sources}


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else plain_decimal(amount)


def _decimal(text: object) -> Decimal | None:
    try:
        amount = Decimal(text) if isinstance(text, str) else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() else None
