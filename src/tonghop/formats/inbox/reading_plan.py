"""What reading a file depends on, as one value that passes between processes: campaign, cycle, and what
people confirmed about layouts.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import tonghop
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.questions import Answers
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.campaign_record import campaign_from, tables_of

LAYOUT = "layout:"


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """`confirmed` has, by what a doubt about a layout is remembered by, the answer that somebody gave."""

    campaign: Campaign
    cycle: Cycle
    confirmed: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return what changes when the same bytes may be read differently."""
        return hashlib.sha256(f"{self.to_json()}|{tool_version()}".encode()).hexdigest()

    def to_json(self) -> str:
        """Return the plan as one line of JSON."""
        told = {
            "campaign": tables_of(self.campaign),
            "cycle": str(self.cycle),
            "confirmed": dict(sorted(self.confirmed.items())),
        }
        return json.dumps(told, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "ReadingPlan":
        told = json.loads(text)
        return cls(campaign_from(told["campaign"]), Cycle.parse(told["cycle"]), told["confirmed"])


def confirmed_layouts(answers: Answers) -> dict[str, str]:
    """Return what people confirmed about layouts, in this cycle or an earlier one."""
    return {
        key.removeprefix(LAYOUT): answer.value.strip()
        for answer in answers.values()
        for key in answer.remembered
        if key.startswith(LAYOUT) and answer.value.strip()
    }


@cache
def tool_version() -> str:
    """Return the version and a digest of the program's own sources: another reader reads anew."""
    home = Path(tonghop.__file__).parent
    digest = hashlib.sha256(tonghop.__version__.encode())
    for module in sorted(home.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()
