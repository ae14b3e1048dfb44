"""What a page says to machines: JSON-LD, escaped so that no word of a page can end its element."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from tonghop.apps.publications.models import PublicReport
from tonghop.web.portal.models import ArticlePage, DocumentPage

HEADLINE = 110
"""Letters of a headline at most, as search engines ask."""

_ESCAPES = {
    ord(">"): "\\u003E",
    ord("<"): "\\u003C",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
Said = Mapping[str, Any]


def script(said: Sequence[Said]) -> SafeString:
    """Return the element of a page's structured data; a browser runs nothing of it."""
    told = {"@context": "https://schema.org", "@graph": list(said)}
    text = json.dumps(told, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def breadcrumbs(ways: Sequence[tuple[str, str]]) -> Said:
    """Tell where a page stands: (name, path) from the first page on."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address(path)}
            for place, (name, path) in enumerate(ways, 1)
        ],
    }


def article(page: ArticlePage) -> Said:
    """Tell an article: when, by which agency, on which documents, what was corrected."""
    agency = {"@type": "GovernmentOrganization", "name": page.agency, "url": address("/")}
    modified = page.updated_at or page.posted_at
    told: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": page.title if len(page.title) <= HEADLINE else f"{page.title[: HEADLINE - 1].rstrip()}…",
        "description": page.lead,
        "datePublished": timezone.localtime(page.posted_at).isoformat(),
        "dateModified": timezone.localtime(modified).isoformat(),
        "inLanguage": "vi",
        "author": agency,
        "publisher": agency,
        "mainEntityOfPage": address(page.path_here),
        "isBasedOn": [paper(block.value) for block in page.papers],
        "spatialCoverage": [
            {"@type": "AdministrativeArea", "name": block.value["written"],
             "alternateName": block.value["now"]}
            for block in page.places
        ],
        "correction": [
            {"@type": "CorrectionComment", "text": block.value["right"],
             "datePublished": block.value["corrected_on"].isoformat()}
            for block in page.corrections
        ],
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}


def paper(value: Mapping[str, Any]) -> Said:
    """Tell a document by its number and day."""
    told = {
        "@type": "Legislation",
        "legislationIdentifier": value["symbol"],
        "name": value.get("abstract") or value["symbol"],
        "legislationDate": value["dated_on"].isoformat() if value.get("dated_on") else "",
        "legislationPassedBy": value.get("issuer") or "",
    }
    return {key: value for key, value in told.items() if value}


def document(page: DocumentPage) -> Said:
    """Tell a page of a document."""
    value = {
        "symbol": page.symbol,
        "abstract": page.abstract,
        "dated_on": page.dated_on,
        "issuer": page.issuer,
    }
    return {**paper(value), "url": address(page.path_here), "inLanguage": "vi"}


def dataset(report: PublicReport, name: str, path: str) -> Said:
    """Tell the figures of a public report as data that can be taken."""
    files = (("text/csv", "csv"), ("application/json", "json"))
    return {
        "@type": "Dataset",
        "name": name,
        "description": f"{name}: {report.received}/{report.due} đơn vị đã báo cáo.",
        "url": address(path),
        "dateModified": timezone.localtime(report.published_at).isoformat(),
        "license": LICENCE,
        "creator": {"@type": "GovernmentOrganization", "name": report.coordinator},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind,
             "contentUrl": address(f"/du-lieu/{report.pk}.{end}")}
            for kind, end in files
        ],
    }  # fmt: skip


LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def address(path: str) -> str:
    """Return the whole address of a path."""
    return f"{settings.OFFICE_ADDRESS}{path}"
