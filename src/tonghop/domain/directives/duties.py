"""Reporting duties: who reports to whom, through whom, how often, and by when."""

from dataclasses import dataclass

from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """One row per frequency. `due` is "MM-DD", "YYYY-MM-DD", "day 20" or None; `relation` as in a Deadline.

    `frequency` is one of once, monthly, quarterly, semiannual, nine-month, annual, on-request, unspecified.
    """

    reporters: tuple[str, ...]
    recipient: str | None
    via: str | None
    frequency: str
    due: str | None
    relation: str | None
    quote: str
    span: Span
