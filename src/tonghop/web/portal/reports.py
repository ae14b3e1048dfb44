"""Public reports: a page of each, whether a paper's code is one of them, and the figures as CSV and JSON."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tonghop.apps.publications import queries
from tonghop.apps.publications.models import PublicFigure, PublicReport
from tonghop.web.portal import sentences, share_pictures, structured_data
from tonghop.web.portal.drawing import bars, below_home, compares
from tonghop.web.portal.drawn_pages import kept_until_changed
from tonghop.web.portal.models import CampaignPage

COLUMNS = (
    ("code", "Mã chỉ tiêu"),
    ("name", "Tên chỉ tiêu"),
    ("unit", "Đơn vị tính"),
    ("kind", "Cách cộng: flow (phát sinh), stock (thời điểm), distinct (đếm không trùng), rate (tỷ lệ)"),
    ("value", "Giá trị đã phát hành; trống: chưa có"),
    ("inexact", "Số không chính xác tuyệt đối (true/false)"),
    ("low", "Cận dưới, nếu chỉ biết trong khoảng"),
    ("high", "Cận trên, nếu chỉ biết trong khoảng"),
    ("estimated", "Phần ước thực hiện"),
    ("previous", "Cùng kỳ năm trước"),
    ("target", "Mục tiêu"),
    ("reported_by", "Số đơn vị có báo cáo số liệu"),
    ("nil", "Số đơn vị báo không phát sinh"),
    ("missing", "Số đơn vị chưa báo cáo"),
    ("excused", "Số đơn vị được miễn"),
)
"""The columns of the open data, and what each says."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@kept_until_changed
def report(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show a public report: its figures, how many bodies are in it, its date and its code."""
    found = _found(id)
    page = CampaignPage.objects.live().filter(campaign=found.campaign).first()
    figures = queries.figures_of(found)
    title = f"{found.title}, kỳ {sentences.cycle_name(found.cycle)}"
    path = f"/bao-cao/{found.pk}"
    between = [(page.title, page.path_here)] if page else []
    said = [structured_data.dataset(found, figures, title, path)]
    facts = {
        **below_home(request, title, path, between=between, said=said),
        "share_picture": share_pictures.report_card(found),
        "report": found,
        "figures": figures,
        "finding": sentences.finding(found, figures),
        "bars": bars(found),
        "compares": compares(figures),
        "campaign_page": page,
        "restated_by": queries.restated_by(found),
    }
    return render(request, "portal/report.html", facts)


def verify(request: HttpRequest) -> HttpResponse:
    """Say whether a code is that of a public report; what is not public is not there."""
    typed = request.GET.get("ma", "")
    found = queries.report_of_code(typed) if typed else None
    facts = {
        **below_home(request, "Xác minh báo cáo", "/xac-minh/"),
        "typed": typed[:40],
        "report": found,
        "restated_by": queries.restated_by(found) if found else None,
        "no_index": bool(typed),
    }
    return render(request, "portal/verify.html", facts)


@kept_until_changed
def data(request: HttpRequest) -> HttpResponse:
    """List the open data: every campaign's newest report, the columns, the licence."""
    facts = {
        **below_home(request, "Dữ liệu mở", "/du-lieu/"),
        "reports": queries.campaigns(),
        "columns": COLUMNS,
        "licence": structured_data.LICENCE,
    }
    return render(request, "portal/data.html", facts)


@kept_until_changed
def as_csv(request: HttpRequest, id: UUID) -> HttpResponse:
    """Give the figures of a public report as CSV that a spreadsheet opens with its letters whole."""
    found = _found(id)
    told = io.StringIO()
    lines = csv.writer(told, lineterminator="\r\n")
    lines.writerow([name for name, _ in COLUMNS])
    lines.writerows(list(map(_cell, row.values())) for row in _rows(queries.figures_of(found)))
    answer = HttpResponse("\ufeff" + told.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(found)}.csv"'
    return answer


@kept_until_changed
def as_json(request: HttpRequest, id: UUID) -> HttpResponse:
    """Give the figures of a public report as JSON, with what they are and under which licence."""
    found = _found(id)
    told = {
        "schema": structured_data.address("/du-lieu/luoc-do.json"),
        "license": structured_data.LICENCE,
        "source": structured_data.address(f"/bao-cao/{found.pk}"),
        "title": found.title,
        "coordinator": found.coordinator,
        "cycle": found.cycle,
        "released_at": found.released_at.isoformat(),
        "code": found.code,
        "record_sha256": found.record_sha256,
        "structure": found.structure,
        "coverage": {
            name: getattr(found, name)
            for name in ("due", "on_time", "late", "unknown_time", "missing", "excused")
        },
        "figures": list(_rows(queries.figures_of(found))),
    }
    return _json(told)


@kept_until_changed
def schema(request: HttpRequest) -> HttpResponse:
    """Give the shape of the JSON as a JSON Schema."""
    text, count = {"type": ["string", "null"]}, {"type": "integer", "minimum": 0}
    kinds: dict[str, Any] = {"inexact": {"type": "boolean"}}
    kinds |= dict.fromkeys(("reported_by", "nil", "missing", "excused"), count)
    coverage = ("due", "on_time", "late", "unknown_time", "missing", "excused")
    figure = {
        "type": "object",
        "required": [name for name, _ in COLUMNS],
        "properties": {name: kinds.get(name, text) | {"description": words} for name, words in COLUMNS},
    }
    names = (
        "schema", "license", "source", "title", "coordinator", "cycle", "released_at", "code",
        "record_sha256", "structure",
    )  # fmt: skip
    return _json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "required": [*names, "coverage", "figures"],
            "properties": {
                **{name: {"type": "string"} for name in names},
                "coverage": {
                    "type": "object",
                    "required": list(coverage),
                    "properties": dict.fromkeys(coverage, count),
                },
                "figures": {"type": "array", "items": figure},
            },
        }
    )


def package(request: HttpRequest) -> HttpResponse:
    """Describe the open data as a Data Package, which programs of statisticians load by its address."""
    fields = [
        {"name": name, "type": _FIELDS.get(name, "string"), "description": words} for name, words in COLUMNS
    ]
    resources = [
        {
            "name": f"bao-cao-{found.pk}",
            "title": f"{found.title}, kỳ {sentences.cycle_name(found.cycle)}",
            "path": structured_data.address(f"/du-lieu/{found.pk}.csv"),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "profile": "tabular-data-resource",
            "schema": {"fields": fields, "missingValues": [""]},
        }
        for found in queries.campaigns()
    ]
    return _json(
        {
            "profile": "tabular-data-package",
            "name": "du-lieu",
            "title": "Dữ liệu mở",
            "homepage": structured_data.address("/du-lieu/"),
            "licenses": [{"name": "CC-BY-4.0", "path": structured_data.LICENCE}],
            "resources": resources,
        }
    )


_FIELDS = {
    **dict.fromkeys(("value", "low", "high", "estimated", "previous", "target"), "number"),
    **dict.fromkeys(("reported_by", "nil", "missing", "excused"), "integer"),
    "inexact": "boolean",
}
"""Columns that are not text → their type in a table schema."""


def _found(id: UUID) -> PublicReport:
    found = queries.report(id)
    if found is None:
        raise Http404
    return found


def _rows(figures: Sequence[PublicFigure]) -> Iterator[dict[str, Any]]:
    for figure in figures:
        yield {name: getattr(figure, name) for name, _ in COLUMNS}


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula; figures are kept as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    is_number = text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) and not is_number else text


def _file_name(found: PublicReport) -> str:
    return f"bao-cao-{found.cycle}-{found.code}"


def _json(told: object) -> HttpResponse:
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8")
