"""Lấy từ sổ của đơn vị: counts of the ledger and difficulties that were raised, ticked into the report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.submissions.own_records import OwnRecords, own_records, take_over
from tonghop.domain.errors import Refusal
from tonghop.web.office import cycle_words
from tonghop.web.office.door import Visit, sentence, status_of
from tonghop.web.office.report_pages import version_sent
from tonghop.web.office.routes import Route


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Show what the body's own records say, and write what is ticked into the report."""
    if request.method != "POST":
        return _answer(request, own_records(row_id, by=visit.person, on=visit.on))
    try:
        take_over(
            row_id=row_id,
            codes=set(request.POST.getlist("chi_tieu")),
            difficulties=_ids(request.POST.getlist("kho_khan")),
            section=request.POST.get("muc", ""),
            base_version=version_sent(request.POST),
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    except Refusal as refusal:
        if status_of(refusal) == 404:
            raise
        found = own_records(row_id, by=visit.person, on=visit.on)
        return _answer(request, found, refused=sentence(refusal), status=422)
    messages.success(request, gettext("Đã đưa vào báo cáo. Báo cáo CHƯA gửi."))
    return HttpResponseRedirect(reverse("report", args=[row_id]))


def _answer(request: HttpRequest, found: OwnRecords, *, refused: str = "", status: int = 200) -> HttpResponse:
    row = found.form.row
    context: dict[str, Any] = {
        "row": row,
        "name": cycle_words.cycle_name(row.cycle.code),
        "found": found,
        "refused": refused,
        "ticked": set(request.POST.getlist("chi_tieu")) if refused else None,
        "ticked_too": set(request.POST.getlist("kho_khan")) if refused else None,
        "section": request.POST.get("muc") or found.section,
        "raised": [(one, cycle_words.moment(one.raised_at)) for one in found.difficulties],
    }
    return render(request, "office/report/own_records.html", context, status=status)


def _ids(texts: list[str]) -> set[UUID]:
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


ROUTES = (Route("bao-cao/<uuid:row_id>/tu-so/", page, "report-own-records", Right.WRITE_REPORTS),)
