"""Lời văn: what the bodies wrote, gathered with its sources, and the report's words composed of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.consolidation import composing, queries
from tonghop.apps.consolidation.composing import MOST_ITEMS, Piece
from tonghop.apps.consolidation.permissions import access_figures
from tonghop.web.office import cycle_words as words
from tonghop.web.office.cycles import page_of, pages
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.figures import common
from tonghop.web.office.routes import Route

SOURCES_SHOWN = 6


@require_safe
def sections(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show the sections of the report: what was gathered, what is composed."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    made = queries.newest(cycle)
    lines = queries.section_lines(cycle, made, composing.sections(cycle))
    names = queries.names_by_id(*(line.composed.changed_by for line in lines if line.composed))
    context = common(cycle, visit, "sections") | {
        "made": made,
        "lines": [
            (
                line,
                names.get(line.composed.changed_by, "") if line.composed else "",
                words.moment(line.composed.changed_at) if line.composed else "",
            )
            for line in lines
        ],
    }
    return render(request, "office/composing/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, visit: Visit, cycle_id: UUID, code: str) -> HttpResponse:
    """Compose one section: choose, order, edit."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    titles = composing.sections(cycle)
    if code not in titles:
        raise NoSuchThing()
    refused, status, typed, newest = "", 200, None, None
    if request.method == "POST":
        typed = sent_pieces(request.POST)
        try:
            composing.compose(
                cycle=cycle,
                section=code,
                pieces=typed,
                base_version=_whole(request.POST.get("ban", "0")),
                is_used=request.POST.get("viec") != "bo",
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
            return HttpResponseRedirect(reverse("section", args=[cycle.pk, code]))
        except composing.SectionMoved as refusal:
            refused, status, newest = sentence(refusal), 422, refusal.newest
        except composing.TooMuchText as refusal:
            refused, status = sentence(refusal), 422
    made = queries.newest(cycle)
    items = queries.section_items(made, code)
    kept = queries.composed_section(cycle, code)
    bodies = queries.body_names(cycle)
    texts = {item["id"]: item["text"] for item in items}
    last = max(1, -(-len(items) // queries.STATEMENTS_A_PAGE))
    page = min(page_of(request.GET), last)
    shown = items[(page - 1) * queries.STATEMENTS_A_PAGE : page * queries.STATEMENTS_A_PAGE]
    pieces = _pieces(typed, kept.items if kept else (), texts)
    used = {id for piece in pieces for id in piece["from"]}
    context = common(cycle, visit, "sections") | {
        "code": code,
        "title": titles[code],
        "version": kept.version if kept else 0,
        "is_used": kept is None or kept.is_used,
        "kept": kept,
        "pieces": pieces,
        "newest": [row["text"] for row in newest.items] if newest else None,
        "items": [(item, item["id"] in used, _said_by(item, bodies)) for item in shown],
        "count": len(items),
        "pages": pages(request, page, last),
        "refused": refused,
        "blank": range(len(pieces) + 1, len(pieces) + 3),
    }
    return render(request, "office/composing/section.html", context, status=status)


def sent_pieces(given: QueryDict) -> list[Piece]:
    """Return the paragraphs of a form in the order that it says: edited ones, then newly chosen ones."""
    numbered = []
    for place in range(1, MOST_ITEMS + 3):
        text = given.get(f"doan-{place}")
        if text is None:
            continue
        told = tuple(filter(None, given.get(f"tu-{place}", "").split(",")))
        numbered.append((_order(given.get(f"thu-tu-{place}", ""), place), place, Piece(text, told)))
    chosen = [Piece(given.get(f"nguyen-van-{id}", ""), (id,)) for id in given.getlist("chon")[:MOST_ITEMS]]
    return [piece for _, _, piece in sorted(numbered, key=lambda row: row[:2])] + chosen


def _order(text: str, place: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else place


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _pieces(
    typed: Sequence[Piece] | None, kept: Sequence[Mapping[str, Any]], texts: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the paragraphs of the form: as typed where a save was refused, else as they are kept."""
    rows = (
        [(piece.text, piece.made_from, False) for piece in typed]
        if typed is not None
        else [(row["text"], tuple(row["from"]), row["own"]) for row in kept]
    )
    return [
        {
            "text": text,
            "from": told,
            "ids": ",".join(told),
            "own": own,
            "sources": [texts[id] for id in told if id in texts],
            "place": place,
            "lines": min(12, 2 + len(text) // 90),
        }
        for place, (text, told, own) in enumerate(rows, 1)
    ]


def _said_by(item: Mapping[str, Any], bodies: Mapping[str, str]) -> dict[str, Any]:
    codes = list(dict.fromkeys(source["body"] for source in item["sources"]))
    return {
        "names": [bodies.get(code, code) for code in codes[:SOURCES_SHOWN]],
        "more": max(0, len(codes) - SOURCES_SHOWN),
        "others": [
            (bodies.get(source["body"], source["body"]), source["text"])
            for source in item["sources"]
            if source.get("text")
        ][:SOURCES_SHOWN],
    }


ROUTES = (
    Route("ky/<uuid:cycle_id>/loi-van/", sections, "sections", Right.SEE_FIGURES),
    Route("ky/<uuid:cycle_id>/loi-van/<str:code>/", section, "section", Right.SEE_FIGURES),
)
