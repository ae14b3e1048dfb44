"""The record of a consolidation: `consolidated.json`, the shape in which the next level and the next year
read it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import FigureSource, Total
from tonghop.domain.consolidation.lower_levels import coverage_record, source_record
from tonghop.domain.consolidation.narratives import NarrativeItem
from tonghop.domain.consolidation.previous import Previous
from tonghop.domain.consolidation.questions import Question
from tonghop.domain.consolidation.structures import AskedRegister, StructuredTotal
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.values import State, decimal_of, plain_decimal

SCHEMA = "tonghop/consolidated/1"


class NotARecord(Refusal):
    code = "not-a-consolidated-record"
    message_vi = "“{file}” không phải là consolidated.json của Tonghop."
    message_en = "{file!r} is not a consolidated.json of Tonghop."


def record_of(consolidation: Consolidation, *, made_at: datetime) -> dict[str, Any]:
    """Return the record with the contract's keys, ready for JSON: decimal strings, ISO instants."""
    campaign = consolidation.campaign
    by_place = {row.indicator: row for row in consolidation.structured}
    titles = {section.code: section.title for section in campaign.sections}
    return {
        "schema": SCHEMA,
        "campaign": campaign.key,
        "title": campaign.title,
        "cycle": str(consolidation.cycle),
        "structure": consolidation.structure,
        **(_register(consolidation.register) if consolidation.register else {}),
        "coordinator": campaign.coordinator,
        "place": campaign.place,
        "made_at": made_at.isoformat(),
        "directive": campaign.directive,
        "coverage": _coverage(consolidation),
        "names": {body.code: body.name for body in campaign.bodies},
        "totals": [_total(row, by_place.get(row.indicator.code)) for row in consolidation.totals],
        "narratives": [
            {
                "section": row.section,
                "title": titles.get(row.section, ""),
                "items": [_item(row.section, item) for item in row.items],
            }
            for row in consolidation.narratives
        ],
        **(_composed(consolidation) if consolidation.composed else {}),
        "drafts": [
            {"indicator": row.indicator, "section": row.section, "text": row.text, "drafted": True}
            for row in consolidation.drafts
        ],
        "findings": [
            {"kind": row.kind, "body": row.body, "file": row.file, "at": row.at, "message": row.message}
            for row in consolidation.findings
        ],
        "questions": [_question(row) for row in consolidation.questions],
        "refused": [
            {"file": row.file, "code": row.code, "message": row.message} for row in consolidation.refused
        ],
        "files": [
            {"file": row.file, "sha256": row.sha256, "body": row.body, "kind": row.kind, "state": row.state}
            for row in consolidation.files
        ],
        "bodies": [_body(row) for row in consolidation.submissions],
    }


def record_bytes(record: Mapping[str, Any]) -> bytes:
    """Return a record as the bytes of its file, the same wherever it lies."""
    return f"{json.dumps(record, ensure_ascii=False, indent=1)}\n".encode()


def previous_of(record: Mapping[str, Any], campaign: Campaign) -> Previous | None:
    """Return an earlier record as this cycle looks back on it, or None where it is of another campaign.

    Raises: NotARecord.
    """
    _demand_record(record)
    if record.get("campaign") != campaign.key:
        return None
    rows = [row for row in record["totals"] if isinstance(row, Mapping)]
    totals = {row.get("indicator", ""): decimal_of(row.get("value")) for row in rows}
    return Previous(
        Cycle.parse(str(record.get("cycle"))),
        {code: amount for code, amount in totals.items() if amount is not None},
        _by_body(record),
        {row["body"]: "\n".join(row["narratives"].values()) for row in record.get("bodies", ())},
        {
            (row["body"], code): amount
            for row in record.get("bodies", ())
            for code, text in row.get("cumulative", {}).items()
            if (amount := decimal_of(text)) is not None
        },
    )


def previous_totals(record: Mapping[str, Any], campaign: Campaign, cycle: Cycle) -> dict[str, Decimal] | None:
    """Return the totals of the same cycle a year before, or None where the record is of another campaign or
    cycle.
    """
    found = previous_of(record, campaign)
    return dict(found.totals) if found and found.cycle == cycle.year_before else None


def previous_by_body(
    record: Mapping[str, Any], campaign: Campaign, cycle: Cycle
) -> dict[tuple[str, str], Decimal]:
    """Return a year before's figures by body and indicator; empty for a record of another cycle."""
    found = previous_of(record, campaign)
    return dict(found.figures) if found and found.cycle == cycle.year_before else {}


def _by_body(record: Mapping[str, Any]) -> dict[tuple[str, str], Decimal]:
    return {
        (source["body"], row["indicator"]): amount
        for row in record["totals"]
        for source in (*row["sources"], *row.get("contained", ()))
        if (amount := decimal_of(source.get("value"))) is not None
    }


def _demand_record(record: Mapping[str, Any]) -> None:
    if record.get("schema") != SCHEMA or not isinstance(record.get("totals"), list):
        raise NotARecord(file=str(record.get("campaign", "?")))


def _register(asked: AskedRegister) -> dict[str, Any]:
    told = {"from": asked.kept_in, "sha256": asked.sha256, "bodies_sha256": asked.bodies_sha256}
    return {"register": told}


def _coverage(consolidation: Consolidation) -> dict[str, Any]:
    counts = consolidation.coverage
    named = (Standing.MISSING, Standing.LATE, Standing.EXCUSED)
    return {
        "due": len(consolidation.due),
        **{standing.value: counts[standing] for standing in Standing},
        "bodies": {standing.value: list(consolidation.bodies_that_are(standing)) for standing in named},
    }


def _total(row: Total, by_place: StructuredTotal | None) -> dict[str, Any]:
    return {
        "indicator": row.indicator.code,
        "name": row.indicator.name,
        "unit": row.indicator.unit,
        "kind": row.indicator.kind,
        "value": _text(row.value),
        "inexact": row.inexact,
        "between": [plain_decimal(amount) for amount in row.between] if row.between else None,
        "estimated": _text(row.estimated),
        "cumulative": _text(row.cumulative),
        "previous": _text(row.previous),
        "target": _text(row.indicator.target),
        "reported_by": row.reported_by,
        "nil": row.nil,
        "missing": row.missing,
        "excused": row.excused,
        "sources": [_source(source) for source in row.sources],
        **({"contained": [_source(source) for source in row.contained]} if row.contained else {}),
        **({"adjustments": [one.record for one in row.adjustments]} if row.adjustments else {}),
        **(_structured(by_place) if by_place else {}),
    }


def _composed(consolidation: Consolidation) -> dict[str, Any]:
    return {
        "composed": [
            {"section": row.section, "items": [item.record for item in row.items]}
            for row in consolidation.composed
        ]
    }


def _structured(row: StructuredTotal) -> dict[str, Any]:
    return {
        "places": [
            {
                "unit": place.unit,
                "code": place.code,
                "name": place.name,
                "parent": place.parent,
                "value": plain_decimal(place.value),
            }
            for place in row.places
        ],
        "remainders": [
            {
                "source": left.source,
                "name": left.source_name,
                "on": left.on.isoformat(),
                "value": plain_decimal(left.value),
                "holder": left.holder or None,
                "among": list(left.among),
            }
            for left in row.remainders
        ],
        "as_reported": [{"body": body, "value": plain_decimal(value)} for body, value in row.as_reported],
    }


def _source(source: FigureSource) -> dict[str, Any]:
    told: dict[str, Any] = {
        "note": source.note,
        "sentence": source.sentence,
        "contained_in": source.contained_in,
    }
    if source.value.inexact:
        told["inexact"] = True
    if source.between:
        told["between"] = [plain_decimal(amount) for amount in source.between]
    if source.below:
        told["sources"] = [source_record(row) for row in source.below]
    state = State.FIGURE if source.between else source.value.state
    return {
        "body": source.body,
        "value": _text(source.value.amount),
        "state": state.value,
        "file": source.file,
        "sha256": source.sha256,
        "at": source.at,
        "by": source.by,
    } | {key: value for key, value in told.items() if value}


def _item(section: str, item: NarrativeItem) -> dict[str, Any]:
    sources = [
        {"body": s.body, "file": s.file, "sha256": s.sha256, "at": s.at}
        | ({"text": s.text} if s.text else {})
        for s in item.sources
    ]
    return {"id": item.id(section), "text": item.text, "alike": item.alike, "sources": sources}


def _question(row: Question) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": row.id,
        "file": row.file,
        "at": row.at,
        "message": row.message,
        "choices": list(row.choices),
    }
    if row.places:
        told["places"] = [
            {"file": p.file, "at": p.at, "body": p.body, "subject": p.subject} for p in row.places
        ]
    return told | ({"figures": list(row.figures)} if row.figures else {})


def _body(submission: Submission) -> dict[str, Any]:
    """What the next cycle compares with: a body's figures and words as they counted this time."""
    texts: dict[str, list[str]] = {}
    for passage in submission.passages:
        texts.setdefault(passage.section, []).append(passage.text)
    return {
        "body": submission.body,
        "files": list(submission.files),
        "arrived_at": submission.arrived_at.isoformat() if submission.arrived_at else None,
        "figures": {code: plain_decimal(amount) for code, amount in submission.amounts.items()},
        "cumulative": {code: plain_decimal(amount) for code, amount in submission.cumulative.items()},
        "narratives": {section: "\n".join(parts) for section, parts in texts.items()},
    } | ({"coverage": coverage_record(submission.coverage)} if submission.coverage else {})


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else plain_decimal(amount)
