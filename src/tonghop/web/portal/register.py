"""The register of the office's own mistakes, and what is often asked about each campaign.

Corrections stand where they were made (articles, entries, restated reports) and are only gathered here.
Nobody outside of the office is named: there is no field for who said or asked something.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Page

from tonghop.apps.publications.models import PublicReport
from tonghop.web.portal import answers
from tonghop.web.portal.answers import Answer
from tonghop.web.portal.drawing import frame
from tonghop.web.portal.indexed import Searchable
from tonghop.web.portal.models import AnswersPage, ArticlePage, CampaignPage
from tonghop.web.portal.sentences import cycle_name

PATH = "/dinh-chinh/"
ON_A_SHEET = 20
MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake of the office's own: when it was put right, where it stood, what it said and what is right.

    `right` is text, or an editor's paragraph; `href` leads to the page, `paper_href` to the document.
    """

    on: date
    title: str
    href: str
    was: str
    right: Any
    paper: str = ""
    paper_href: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions that are often asked, of one page of answers."""

    title: str
    href: str
    campaign: CampaignPage | None
    questions: Sequence[Answer]


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where a mistake stands: a place in a page, or a report that corrects another."""

    on: date
    page: int
    place: int
    report: str


def register(request: HttpRequest) -> HttpResponse:
    """Show the mistakes, the newest first, and the questions by campaign."""
    sheet = Paginator(_places(), ON_A_SHEET).get_page(request.GET.get("trang", "1")[:6])
    facts = frame(request, "Đính chính, hỏi đáp", PATH) | {
        "mistakes": _mistakes(list(sheet)),
        "sheet": sheet,
        "asked": list(_asked()) if sheet.number == 1 else [],
        "earlier": _address(sheet.previous_page_number()) if sheet.has_previous() else "",
        "later": _address(sheet.next_page_number()) if sheet.has_next() else "",
        "no_index": sheet.number > 1,
    }
    if sheet.number > 1:
        facts["here"] = _address(sheet.number)
    return render(request, "portal/register.html", facts)


def _places() -> list[_Place]:
    rows = Searchable.objects.filter(kind=Searchable.Kind.CORRECTION, page__live=True)
    restated = PublicReport.objects.exclude(restates=None).values_list("id", "released_at")
    return sorted(
        [
            *(_Place(on, page, place, "") for on, page, place in rows.values_list("day", "page_id", "place")),
            *(_Place(timezone.localtime(at).date(), 0, 0, str(id)) for id, at in restated),
        ],
        reverse=True,
    )


def _mistakes(places: Sequence[_Place]) -> Sequence[Mistake]:
    found = Page.objects.live().filter(pk__in={one.page for one in places}).specific()
    pages = {page.pk: page for page in found}
    reports = {str(one.pk): one for one in PublicReport.objects.filter(
        pk__in=[one.report for one in places if one.report])}  # fmt: skip
    told = (
        _of_report(reports[one.report]) if one.report else _of_page(pages.get(one.page), one.place)
        for one in places
    )
    return [one for one in told if one is not None]


def _of_page(page: Any, place: int) -> Mistake | None:
    if isinstance(page, ArticlePage) and not page.is_withdrawn and place <= len(page.corrections):
        value = page.corrections[place - 1].value
        href = f"{page.path_here}#dinh-chinh"
        return Mistake(value["corrected_on"], page.title, href, value.get("was") or "", value["right"])
    if isinstance(page, AnswersPage) and place <= len(page.entries):
        one = answers.entries(page)[place - 1]
        href = f"{page.path_here}#{one.anchor}"
        return Mistake(one.on, page.title, href, one.question, one.answer, one.paper, one.href)
    return None


def _of_report(report: PublicReport) -> Mistake:
    return Mistake(
        timezone.localtime(report.released_at).date(),
        f"Báo cáo điều chỉnh: {report.title}, kỳ {cycle_name(report.cycle)}",
        f"/bao-cao/{report.pk}",
        "",
        report.restates_why,
    )


def _asked() -> Iterator[Asked]:
    """Yield the pages of questions, those of campaigns first."""
    pages = AnswersPage.objects.live().select_related("campaign").order_by("campaign__title", "title")
    for page in pages[:MOST_PAGES]:
        questions = [one for one in answers.entries(page) if not one.is_mistake]
        if questions:
            yield Asked(page.title, page.path_here, answers.campaign_of(page), questions)


def _address(sheet: int) -> str:
    return f"{PATH}?trang={sheet}" if sheet > 1 else PATH
