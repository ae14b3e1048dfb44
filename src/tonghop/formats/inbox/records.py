"""A record that a level below sent, alone or inside its report: read exactly, as that body's return."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tonghop.domain.consolidation.record import SCHEMA
from tonghop.domain.consolidation.record_reading import return_of_record
from tonghop.domain.consolidation.submission_record import SUBMISSION_SCHEMA, return_of_submission
from tonghop.formats.inbox.confirmations import confirmed
from tonghop.formats.inbox.reading_plan import ReadingPlan
from tonghop.formats.inbox.refusals import Refused
from tonghop.formats.inbox.return_json import Result

_READERS = {SCHEMA: return_of_record, SUBMISSION_SCHEMA: return_of_submission}
_ROWS = {SCHEMA: ("totals", "totals"), SUBMISSION_SCHEMA: ("figures", "figures")}


def read_record(content: bytes, name: str, plan: ReadingPlan) -> tuple[Result, ...]:
    """Read a consolidated.json or submission.json.

    Raises: Refused.
    """
    return (result_of(record_in(content), name, hashlib.sha256(content).hexdigest(), plan),)


def record_in(data: bytes) -> Mapping[str, Any]:
    """Return the record that some bytes are.

    Raises: Refused, where they are none, or one of a schema that is not known here.
    """
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused("damaged") from None
    if not isinstance(record, dict) or record.get("schema") not in _READERS:
        raise Refused("unknown-kind")
    return record


def result_of(record: Mapping[str, Any], name: str, sha256: str, plan: ReadingPlan) -> Result:
    """Return what a record says to this campaign; `name` and `sha256` are those of the file it lay in.

    Raises: Refused, where its parts have other shapes than the contract's.
    """
    read = _READERS[record["schema"]]
    try:
        return read(record, name, sha256, plan.campaign, plan.cycle, confirmed(plan))
    except (TypeError, ValueError, KeyError):
        raise Refused("damaged") from None


def rows_of(record: Mapping[str, Any]) -> tuple[Sequence[Mapping[str, Any]], str]:
    """Return the rows of a record that hold figures, and the word for them in places."""
    key, word = _ROWS[record["schema"]]
    return record[key], word
