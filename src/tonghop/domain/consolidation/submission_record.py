"""What one body says in one cycle as a record: carried in the body's own report, read exactly above.

Every figure names the file and cell that it was read from, so that a trace goes through the signed report to
the form.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.lower_levels import LowerSource, listed, mapped, worded
from tonghop.domain.consolidation.narratives import OTHER
from tonghop.domain.consolidation.record_indicators import (
    Matched,
    RecordIndicators,
    section_code,
    unmatched_remark,
)
from tonghop.domain.consolidation.returns import Figure, FormIdentity, Kind, LayoutDoubt, Passage, Return
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.found_figures import NOTHING_CONFIRMED, Confirmed
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import NIL, State, Value, decimal_of, plain_decimal

SUBMISSION_SCHEMA = "tonghop/submission/1"


def submission_record(
    submission: Submission, campaign: Campaign, cycle: Cycle, body: Body, *, made_at: datetime
) -> dict[str, Any]:
    """Return a body's submission ready for JSON: every indicator asked, also those without a value."""
    titles = {section.code: section.title for section in campaign.sections}
    asked = [row for row in campaign.asked(cycle) if row.kind != RATE]
    return {
        "schema": SUBMISSION_SCHEMA,
        "campaign": campaign.key,
        "title": campaign.title,
        "directive": campaign.directive,
        "cycle": str(cycle),
        "body": {"code": body.code, "name": body.name},
        "made_at": made_at.isoformat(),
        "figures": [_figure(row, submission.entries.get(row.code), submission) for row in asked],
        "narratives": [
            {
                "section": row.section,
                "title": titles.get(row.section, ""),
                "text": row.text,
                "at": row.at,
                "file": row.file,
                "sha256": row.sha256,
            }
            for row in submission.passages
        ],
    }


def _figure(indicator: Indicator, entry: Entry | None, submission: Submission) -> dict[str, Any]:
    told: dict[str, Any] = {
        "indicator": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit,
        "kind": indicator.kind,
    }
    if entry is None or not entry.is_certain:
        return told | {"value": None, "state": "missing", "estimated": None, "note": "", "sources": []}
    amount, estimated = entry.value.amount, entry.estimated
    source = {
        "file": entry.file or submission.file,
        "sha256": entry.sha256 or submission.sha256,
        "at": entry.at,
        "by": entry.by,
    }
    return (
        told
        | {
            "value": None if amount is None else plain_decimal(amount),
            "state": entry.value.state.value,
            "estimated": None if estimated is None else plain_decimal(estimated),
            "cumulative": None if entry.cumulative is None else plain_decimal(entry.cumulative),
            "note": entry.note,
            "sources": [source],
        }
        | ({"inexact": True} if entry.value.inexact else {})
    )


def return_of_submission(
    record: Mapping[str, Any],
    file: str,
    sha256: str,
    campaign: Campaign,
    cycle: Cycle,
    confirmed: Confirmed = NOTHING_CONFIRMED,
) -> Return:
    """Read such a record as what its body sent; whether it belongs to this campaign and cycle is told by its
    identity.

    Raises: TypeError, ValueError, where the record's parts have other shapes than the contract's.
    """
    body = mapped(record.get("body"))
    code, name = worded(body.get("code")), worded(body.get("name"))
    known = RecordIndicators(campaign, confirmed)
    figures: list[Figure] = []
    doubts: list[LayoutDoubt] = []
    unmatched: list[Matched] = []
    for number, row in enumerate(map(mapped, listed(record.get("figures"))), 1):
        at = f"figures {number}"
        if row.get("state") == State.MISSING.value:
            continue
        found, read = known.match(row, at), _value(row)
        if found.indicator is None:
            doubts += [found.doubt] if found.doubt else []
            unmatched += [] if found.doubt else [found]
        elif read is None:
            unmatched.append(Matched(None, found.name, "giá trị không đọc được"))
        else:
            estimated, note = decimal_of(row.get("estimated")), worded(row.get("note"))
            below = tuple(_sources(row, read, code, name))
            figures.append(
                Figure(
                    found.indicator.code,
                    read,
                    at,
                    estimated=estimated,
                    note=note,
                    by="report",
                    below=below,
                    cumulative=decimal_of(row.get("cumulative")),
                )
            )
    identity = FormIdentity(
        worded(record.get("campaign")), worded(record.get("cycle")), code, campaign.form_version(cycle)
    )
    return Return(
        file,
        sha256,
        identity,
        tuple(figures),
        tuple(_passages(record, campaign)),
        kind=Kind.RECORD,
        doubts=tuple(doubts),
        remarks=tuple(unmatched_remark(unmatched)),
    )


def _value(row: Mapping[Any, Any]) -> Value | None:
    if row.get("state") == State.NIL.value:
        return NIL if row.get("value") is None else None
    amount = decimal_of(row.get("value"))
    if row.get("state") != State.FIGURE.value or amount is None or amount < 0:
        return None
    return Value(State.FIGURE, amount, row.get("inexact") is True)


def _sources(row: Mapping[Any, Any], value: Value, code: str, name: str) -> Iterator[LowerSource]:
    for source in map(mapped, listed(row.get("sources"))):
        yield LowerSource(
            code,
            name,
            value.amount,
            value.state.value,
            worded(source.get("file")),
            worded(source.get("sha256")),
            worded(source.get("at")),
            worded(source.get("by")) or "read",
            inexact=value.inexact,
        )


def _passages(record: Mapping[str, Any], campaign: Campaign) -> Iterator[Passage]:
    sections = campaign.told()
    for number, row in enumerate(map(mapped, listed(record.get("narratives"))), 1):
        own = section_code(worded(row.get("section")), worded(row.get("title")), sections, OTHER)
        yield Passage(own, worded(row.get("text")), f"narratives {number}")
