"""The ready dictionary of indicators and the ready outline, built from their parsed data files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tonghop.domain.language import match_key
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.campaign_record import campaign_from
from tonghop.domain.reporting.indicators import HOW_IT_ADDS, Indicator


@dataclass(frozen=True, slots=True)
class Ready:
    """What is offered where a directive brings no annexed outline or data form."""

    indicators: tuple[Indicator, ...]
    sections: tuple[Section, ...]

    def like(self, name: str) -> Indicator | None:
        """Return the ready indicator that bears this name or alias, spelling variants apart."""
        key = match_key(name)
        return next((row for row in self.indicators if key in map(match_key, (row.name, *row.aliases))), None)


def ready_from(dictionary: Mapping[str, Any], outline: Mapping[str, Any]) -> Ready:
    """Build the offer from the parsed `dictionary.toml` and `outline.toml`; sources stay there."""
    indicators = [{key: row[key] for key in row if key != "source"} for row in dictionary["indicator"]]
    head = {"title": "ready", "coordinator": "ready"}
    offer = campaign_from({"campaign": head, "indicator": indicators, "section": outline["section"]})
    explained = (replace(row, why=row.why or HOW_IT_ADDS[row.kind]) for row in offer.indicators)
    return Ready(tuple(explained), offer.sections)
