"""What a page says to machines: JSON-LD, escaped so that no word of a page can end its element."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from tonghop.apps.publications.models import PublicFigure, PublicReport
from tonghop.web.portal import sentences
from tonghop.web.portal.models import AboutPage, ArticlePage, DocumentPage

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


def article(page: ArticlePage, picture: str) -> Said:
    """Tell an article: when, by which agency, on which documents, what was corrected; `picture` is a path."""
    agency = {"@type": "GovernmentOrganization", "name": page.agency, "url": address("/")}
    modified = page.updated_at or page.posted_at
    told: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": page.title if len(page.title) <= HEADLINE else f"{page.title[: HEADLINE - 1].rstrip()}…",
        "description": page.lead,
        "image": [address(picture)],
        "url": address(page.path_here),
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
    told = {
        **paper(value),
        "legislationType": page.kind,
        "url": address(page.path_here),
        "inLanguage": "vi",
        "legislationLegalForce": _FORCES.get(page.force, ""),
        "legislationDateOfApplicability": page.in_force_from.isoformat() if page.in_force_from else "",
        "encoding": [{"@type": "MediaObject", "contentUrl": address(page.file.url)}] if page.file else [],
    }
    return {key: value for key, value in told.items() if value}


_FORCES: Mapping[str, str] = {
    DocumentPage.Force.IN_FORCE: "https://schema.org/InForce",
    DocumentPage.Force.PARTLY: "https://schema.org/PartiallyInForce",
    DocumentPage.Force.ENDED: "https://schema.org/NotInForce",
}
"""State of a document → schema.org's word for it; what is not known is not said."""


def website(name: str) -> Said:
    """Tell the portal, and how it is searched."""
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{address('/tim-kiem/')}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return {
        "@type": "WebSite",
        "name": name,
        "url": address("/"),
        "inLanguage": "vi",
        "potentialAction": search,
    }


def organisation(page: AboutPage) -> Said:
    """Tell the office: its name, what it does, its units, how it and its press room are reached."""
    contacts = [
        _organised("ContactPoint", contactType="customer service", telephone=page.phone, email=page.email),
        _organised("ContactPoint", contactType="public relations", name=page.press_office,
                   telephone=page.press_phone, email=page.press_email),
    ]  # fmt: skip
    place = {"@type": "PostalAddress", "streetAddress": page.address, "addressCountry": "VN"}
    told = _organised(
        "GovernmentOrganization",
        name=page.title,
        alternateName=page.title_en,
        url=address(page.PATH),
        description=" ".join(page.functions.split()),
        telephone=page.phone,
        email=page.email,
    )
    told["contactPoint"] = [
        {**one, "availableLanguage": ["vi"]} for one in contacts if "telephone" in one or "email" in one
    ]
    told["address"] = place if page.address else None
    told["department"] = [
        _organised("GovernmentOrganization", name=unit.value["name"], alternateName=unit.value["name_en"],
                   telephone=unit.value["phone"], email=unit.value["email"])
        for unit in page.units
    ]  # fmt: skip
    return {key: value for key, value in told.items() if value}


def _organised(kind: str, **facts: str | None) -> dict[str, Any]:
    return {"@type": kind, **{key: value for key, value in facts.items() if value}}


def dataset(report: PublicReport, figures: Sequence[PublicFigure], name: str, path: str) -> Said:
    """Tell the figures of a public report as data that can be taken."""
    files = (("text/csv", "csv"), ("application/json", "json"))
    told = {
        "@type": "Dataset",
        "name": name,
        "description": f"{report.title}. {sentences.finding(report, tuple(figures))}"
        f" Số liệu của báo cáo đã phát hành, mã kiểm tra {report.code}.",
        "identifier": report.code,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "datePublished": timezone.localtime(report.published_at).isoformat(),
        "temporalCoverage": sentences.cycle_days(report.cycle),
        "spatialCoverage": {"@type": "Place", "name": report.place} if report.place else None,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": row.name, "unitText": row.unit} for row in figures
        ],
        "url": address(path),
        "dateModified": timezone.localtime(report.published_at).isoformat(),
        "license": LICENCE,
        "creator": {"@type": "GovernmentOrganization", "name": report.coordinator, "url": address("/")},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind,
             "contentUrl": address(f"/du-lieu/{report.pk}.{end}")}
            for kind, end in files
        ],
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}


LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def address(path: str) -> str:
    """Return the whole address of a path."""
    return f"{settings.OFFICE_ADDRESS}{path}"
