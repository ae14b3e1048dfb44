"""From a page to the facts that it is drawn with. Figures are asked for each time, of what is public."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from tonghop.apps.publications import queries
from tonghop.apps.publications.models import PublicFigure
from tonghop.apps.publications.queries import PublicCampaign
from tonghop.web.portal import (
    answers,
    cited_documents,
    reading_aids,
    sentences,
    share_pictures,
    structured_data,
)
from tonghop.web.portal.models import (
    AboutPage,
    AnswersPage,
    ArticlePage,
    CampaignPage,
    CategoryPage,
    DocumentPage,
    HomePage,
    PortalPage,
)

Facts = dict[str, Any]
NEWEST = 10
ON_A_LIST = 30
"""Articles of a list; what is older is found by its address and the sitemap."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A campaign as an article shows it: the finding in a sentence, and the way to the whole."""

    page: CampaignPage
    told: PublicCampaign
    finding: str


def facts_of(page: PortalPage, request: HttpRequest) -> Facts:
    """Return everything that the template of a page shows."""
    ways = _ways(page)
    facts: Facts = {**frame(request, page.title, page.path_here), "page": page, "ways": ways[:-1]}
    facts["share_picture"] = picture = share_pictures.page_card(page, facts["site_name"])
    said = [structured_data.breadcrumbs(ways)] if len(ways) > 1 else []
    if isinstance(page, ArticlePage):
        facts |= {"category": ways[1][0], "progress": _progress(page), "description": page.lead or page.title,
                  "report_subject": f"Báo lỗi: {page.path_here}",
                  "papers": cited_documents.papers(page.papers)}  # fmt: skip
        said.append(structured_data.article(page, picture.path))
    elif isinstance(page, CampaignPage):
        facts |= {**campaign_facts(page.campaign), "feed": f"{page.path_here}/tin.atom",
                  "answers": answers.pages_about(page)}  # fmt: skip
        if told := facts["told"]:
            said.append(structured_data.dataset(told.newest, told.figures, page.title, page.path_here))
    elif isinstance(page, CategoryPage):
        facts |= {"articles": articles(below=page)[:ON_A_LIST], "feed": f"{page.path_here}tin.atom"}
    elif isinstance(page, HomePage):
        facts |= {"articles": articles()[:NEWEST], "campaigns": campaigns_found(), "feed": "/tin.atom"}
        facts |= {"documents": DocumentPage.objects.live().order_by("-dated_on")[:NEWEST],
                  "answers": AnswersPage.objects.live().order_by("title")}  # fmt: skip
        said.append(structured_data.website(page.title))
    elif isinstance(page, AnswersPage):
        facts |= {"entries": answers.entries(page), "campaign_page": answers.campaign_of(page)}
    elif isinstance(page, DocumentPage):
        facts |= {"bases": cited_documents.papers(page.bases), "stands": cited_documents.standing_on(page),
                  "ended_by": cited_documents.path_named_in(page.ended_by)}  # fmt: skip
        said.append(structured_data.document(page))
    elif isinstance(page, AboutPage):
        facts |= about_facts(page)
        said.append(structured_data.organisation(page))
    return facts | {"structured_data": structured_data.script(said)}


def frame(request: HttpRequest, title: str, path: str) -> Facts:
    """Return what the frame of every page shows."""
    home = HomePage.objects.live().first()
    name = home.title if home else settings.WAGTAIL_SITE_NAME
    return {
        "site_name": name,
        "share_picture": share_pictures.page_card(home, name) if home else None,
        "about": AboutPage.objects.live().defer("units").first(),
        "title": title,
        "description": title,
        "canonical": structured_data.address(path),
        "path": path,
        "aids": reading_aids.aids_of(request),
        "sizes": reading_aids.SIZES,
        "contrasts": reading_aids.CONTRASTS,
        "categories": CategoryPage.objects.live().order_by("path"),
        "contact": settings.PORTAL_CONTACT,
        "feed": "/tin.atom",
    }


def below_home(
    request: HttpRequest, title: str, path: str, *, between: Sequence[tuple[str, str]] = (), said: Any = ()
) -> Facts:
    """Return the frame of a page that is none of Wagtail's: below the first page, and what is `between`."""
    facts = frame(request, title, path)
    ways = [(facts["site_name"], "/"), *between, (title, path)]
    told = structured_data.script([structured_data.breadcrumbs(ways), *said])
    return {**facts, "ways": ways[:-1], "structured_data": told}


def site_name() -> str:
    """Return what the portal is called: the title of its first page."""
    home = HomePage.objects.live().first()
    return home.title if home else settings.WAGTAIL_SITE_NAME


def about_facts(page: AboutPage) -> Facts:
    """Return what the page that presents the office shows in both languages."""
    pair = (("vi", page.PATH), ("en", page.PATH_IN_ENGLISH), ("x-default", page.PATH))
    return {
        "translations": [(language, structured_data.address(path)) for language, path in pair]
        if page.has_english
        else [],
        "canonical_en": structured_data.address(page.PATH_IN_ENGLISH),
        "sizes_en": reading_aids.IN_ENGLISH[0],
        "contrasts_en": reading_aids.IN_ENGLISH[1],
    }


def articles(below: CategoryPage | None = None) -> "QuerySet[ArticlePage]":
    """Return what is published and was not withdrawn (in a category), the newest first."""
    pages = ArticlePage.objects.live().filter(withdrawn_on=None)
    found: QuerySet[ArticlePage] = pages.child_of(below) if below else pages
    return found.order_by("-posted_at", "-pk")


def campaign_pages() -> Sequence[CampaignPage]:
    """Return the pages of campaigns of which something is public."""
    public = {report.campaign for report in queries.campaigns()}
    return [page for page in CampaignPage.objects.live().order_by("title") if page.campaign in public]


def campaign_facts(id: UUID) -> Facts:
    """Return what is public of a campaign with its finding, or that nothing is."""
    told = queries.campaign(id)
    if told is None:
        return {"told": None}
    finding = sentences.finding(told.newest, told.figures)
    return {"told": told, "finding": finding, "report": told.newest, "figures": told.figures,
            "bars": bars(told.newest), "compares": compares(told.figures),
            "directive_path": cited_documents.path_named_in(told.newest.directive)}  # fmt: skip


def campaigns_found() -> Sequence[Progress]:
    """Return the newest campaigns of which something is public, each with its finding."""
    found = []
    for page in campaign_pages()[:NEWEST]:
        if told := queries.campaign(page.campaign):
            found.append(Progress(page, told, sentences.finding(told.newest, told.figures)))
    return found


def compares(figures: Sequence[PublicFigure]) -> dict[str, bool]:
    """Say which comparisons a table needs: a column in which nothing stands is none."""
    return {name: any(getattr(row, name) is not None for row in figures) for name in ("previous", "target")}


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of the coverage: how many bodies, and where its bar stands of 100 wide."""

    name: str
    kind: str
    count: int
    start: str
    width: str


def bars(report: Any) -> Sequence[Bar]:
    """Return the coverage as parts of one bar; what is nobody's has none."""
    parts = (
        ("Đúng hạn", "on-time", report.on_time),
        ("Muộn", "late", report.late),
        ("Không rõ giờ đến", "unknown-time", report.unknown_time),
        ("Chưa báo cáo", "missing", report.missing),
        ("Được miễn", "excused", report.excused),
    )
    found, start = [], 0.0
    for name, kind, count in parts:
        width = 100 * count / report.due if report.due else 0.0
        found.append(Bar(name, kind, count, f"{start:.3f}", f"{width:.3f}"))
        start += width
    return found


def _progress(page: ArticlePage) -> Progress | None:
    campaign = page.campaign
    if campaign is None or not campaign.live:
        return None
    told = queries.campaign(campaign.campaign)
    return Progress(campaign, told, sentences.finding(told.newest, told.figures)) if told else None


def _ways(page: PortalPage) -> list[tuple[str, str]]:
    above = [one.specific for one in page.get_ancestors().filter(depth__gte=2)] if page.path else []
    return [(one.title, one.path_here) for one in (*above, page)]
