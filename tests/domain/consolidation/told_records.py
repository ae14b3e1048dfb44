"""Records as a level below tells them, and the campaign of the level above."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from journeys.small_campaign import CYCLE, SMALL
from tonghop.domain.reporting.campaign import Body

FLAT = replace(SMALL, excuses=(), checks=())
ABOVE = replace(FLAT, bodies=(Body("west", "Tây"), Body("east", "Đông")))


def row(code: str = "sessions", **told: Any) -> dict[str, Any]:
    own = next((row for row in SMALL.indicators if row.code == code), None)
    named = {"name": own.name, "unit": own.unit, "kind": own.kind} if own else {}
    return {"indicator": code, **named, "value": "12", "reported_by": 1, "nil": 0, **told}


def told(*rows: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "schema": "tonghop/consolidated/1",
        "campaign": SMALL.key,
        "directive": SMALL.directive,
        "cycle": str(CYCLE),
        "coordinator": "Ban Tuyên giáo",
        "totals": list(rows),
    } | more
