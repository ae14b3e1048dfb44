"""Deadlines as Vietnamese offices word them: dates, yearly and monthly days, months, quarters, working days, words."""

from dataclasses import dataclass

from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as written, with at most one of `iso`, `yearly`, `monthly`, `within_days`; words alone have none.

    `relation` is "before" (trước ngày), "by" (chậm nhất, xong trong), "in" (trong tháng, quý IV) or "from" (từ ngày).
    """

    text: str
    span: Span
    relation: str
    iso: str | None = None
    yearly: str | None = None
    monthly: str | None = None
    within_days: int | None = None
    days: str | None = None
    counted_from: str | None = None
