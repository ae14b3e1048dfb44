"""What the public asks: the reports of a campaign, one report with its figures, the report of a code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet

from tonghop.apps.publications.models import PublicFigure, PublicRegime, PublicReport
from tonghop.domain.consolidation.verification import is_verification_code

MOST_SHOWN = 200
"""So many reports at most are listed of a campaign; a monthly one reaches it after sixteen years."""


@dataclass(frozen=True, slots=True)
class PublicCampaign:
    """A campaign as far as its public reports tell of it, the newest first."""

    id: UUID
    reports: tuple[PublicReport, ...]
    figures: tuple[PublicFigure, ...]
    regimes: tuple[PublicRegime, ...]

    @property
    def newest(self) -> PublicReport:
        return self.reports[0]


def campaigns() -> Sequence[PublicReport]:
    """Return the newest public report of each campaign, the latest published first."""
    newest: dict[UUID, PublicReport] = {}
    for report in _in_order(PublicReport.objects.all()):
        newest.setdefault(report.campaign, report)
    return sorted(newest.values(), key=lambda report: report.published_at, reverse=True)


def campaign(id: UUID) -> PublicCampaign | None:
    """Return a campaign with its public reports, and the newest one's figures; None where none is public."""
    reports = tuple(_in_order(PublicReport.objects.filter(campaign=id))[:MOST_SHOWN])
    if not reports:
        return None
    return PublicCampaign(
        id,
        reports,
        figures_of(reports[0]),
        tuple(PublicRegime.objects.filter(report=reports[0]).order_by("number")),
    )


def report(id: UUID) -> PublicReport | None:
    """Return a public report."""
    return PublicReport.objects.filter(pk=id).first()


def figures_of(report: PublicReport) -> tuple[PublicFigure, ...]:
    """Return the figures of a public report in their order."""
    return tuple(PublicFigure.objects.filter(report=report).order_by("number"))


def restated_by(report: PublicReport) -> PublicReport | None:
    """Return the public report that corrects this one, None where there is none."""
    return PublicReport.objects.filter(restates=report.pk).first()


def report_of_code(typed: str) -> PublicReport | None:
    """Return the public report of a verification code, however it is spaced and whatever its case.

    What is not public is answered as what is not there.
    """
    letters = re.sub(r"[\s.\-–]", "", typed[:100]).upper()
    code = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    if not is_verification_code(code):
        return None
    return PublicReport.objects.filter(code=code).order_by("-number").first()


def changed_at() -> datetime | None:
    """Return when a report was published last, None where none is public."""
    at: datetime | None = PublicReport.objects.aggregate(at=Max("published_at"))["at"]
    return at


def edition() -> UUID:
    """Return the mark of everything public as it stands now: another one after each change.

    Whoever asks before they draw may keep what they drew under it: a change that comes in between makes the
    drawing newer than its mark, never older.
    """
    with connection.cursor() as cursor:
        cursor.execute("select mark from publications_edition")
        mark: UUID = cursor.fetchone()[0]
        return mark


def _in_order(reports: QuerySet[PublicReport]) -> QuerySet[PublicReport]:
    return reports.order_by("-due_on", "-cycle", "-number")
