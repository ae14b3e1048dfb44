"""Anchors: where the chain ended on a day, written down outside of the database (printed, mailed, deposited).

Who can rewrite the whole database can also rewrite the whole chain; not the anchors that others hold.
"""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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


def name_of_day(at: datetime) -> str:
    """Return the name of a day's file."""
    return f"tonghop-audit-{at.date().isoformat()}.json"


def write_day(folder: Path, *, at: datetime, anchor: Callable[[], Anchor]) -> Path | None:
    """Write the anchor of a day into a folder, whole or not at all; None where the day has one already.

    `anchor` is asked only where it is needed. Two writers at once are kept apart by whoever calls.
    """
    file = folder / name_of_day(at)
    if file.exists():
        return None
    text = anchor_text(anchor())
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.unfinished")
    with unfinished.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(file)
    return file


def newest_anchor(folder: Path) -> Anchor | None:
    """Return the anchor of the latest day in a folder; files that are none are passed over."""
    for file in sorted(folder.glob("tonghop-audit-*.json"), reverse=True):
        try:
            return read_anchor(file.read_text(encoding="utf-8", errors="replace"), file=file.name)
        except (AnchorUnreadable, OSError):
            continue
    return None
