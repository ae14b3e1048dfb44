"""Anchors: where the chain ended on a day, written down outside of the database (printed, mailed, deposited).

Who can rewrite the whole database can also rewrite the whole chain; not the anchors that others hold.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime

from tonghop.apps.audit.chain import Head
from tonghop.domain.errors import Refusal

SCHEMA = "tonghop-audit-anchor-1"
HASH = re.compile(r"[0-9a-f]{64}")


class AnchorUnreadable(Refusal):
    code = "anchor-unreadable"
    message_vi = "{file} không phải là mốc nhật ký của Tonghop."
    message_en = "{file} is no audit anchor of Tonghop."


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain at an instant."""

    head: Head
    at: datetime


def anchor_text(anchor: Anchor) -> str:
    """Return the file of an anchor: JSON of five keys."""
    content = {
        "schema": SCHEMA,
        "date": anchor.at.date().isoformat(),
        "at": anchor.at.isoformat(),
        "sequence": anchor.head.sequence,
        "hash": anchor.head.hash,
    }
    return json.dumps(content, indent=1) + "\n"


def read_anchor(text: str, *, file: str) -> Anchor:
    """Read an anchor's file.

    Raises: AnchorUnreadable.
    """
    try:
        content = json.loads(text)
        head = Head(int(content["sequence"]), str(content["hash"]))
        anchor = Anchor(head, datetime.fromisoformat(content["at"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise AnchorUnreadable(file=file) from fault
    if content.get("schema") != SCHEMA or not HASH.fullmatch(head.hash) or head.sequence < 0:
        raise AnchorUnreadable(file=file)
    return anchor
