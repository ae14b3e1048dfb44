"""The report form of a body: its parts as a list, the figures, the sections, the check, and sending.

Every page saves whatever was typed; only sending judges. Without scripts each page is an ordinary form; with
them the same boxes are saved one by one (static/tonghop/report-*.js).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.submissions.conflicts import Kept, choose, save_what_does_not_clash
from tonghop.apps.reporting.submissions.reading import (
    FigureShown,
    KeptAside,
    OpenAt,
    ReportPage,
    SectionShown,
    report_page,
)
from tonghop.apps.reporting.submissions.saving import VersionMoved
from tonghop.apps.reporting.submissions.sending import ReportOpen, send
from tonghop.apps.reporting.submissions.statuses import ReportStatus
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.drafts import LONGEST_SECTION, NOTHING_TYPED, SECTION_MARK, Fields, filled
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.web.office import cycle_words, report_words
from tonghop.web.office.door import Visit, sentence, status_of
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import vi

OURS = frozenset({"csrfmiddlewaretoken", "version", "then"})
"""What a form sends beside the fields of the report."""

THIRD, KEPT, NOW = "third", "kept", "now"


# ---- pages


@require_safe
def tasks(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Show the parts of the report, how far each is, and what was sent."""
    page = report_page(row_id, by=visit.person, on=visit.on)
    asked = len(page.figures)
    context = _frame(page, visit) | {
        "figures_look": report_words.progress(page.settled_figures, asked),
        "asked": asked,
        "settled": page.settled_figures,
        "sections": [(row, report_words.progress(int(bool(row.text)), 1)) for row in page.sections],
        "elsewhere": [(row, cycle_words.cycle_name(row.cycle)) for row in page.elsewhere],
        "receipts": [(row, cycle_words.moment(row.sent_at)) for row in page.receipts],
    }
    return render(request, "office/report/tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Show and save the figures."""
    if request.method == "POST":
        return _save(request, visit, row_id, "report-figures", _figures_answer)
    return _figures_answer(request, visit, report_page(row_id, by=visit.person, on=visit.on))


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, visit: Visit, row_id: UUID, code: str) -> HttpResponse:
    """Show and save the text of one section."""

    def answer(
        request: HttpRequest, visit: Visit, page: ReportPage, refused: Mapping[str, Any] = NOTHING_TYPED
    ) -> HttpResponse:
        return _section_answer(request, visit, page, code, refused)

    if request.method == "POST":
        return _save(request, visit, row_id, "report-section", answer, code=code)
    return answer(request, visit, report_page(row_id, by=visit.person, on=visit.on))


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Show what is open and what is worth a look; send the report."""
    if request.method != "POST":
        return _check_answer(request, visit, report_page(row_id, by=visit.person, on=visit.on))
    try:
        sent = send(
            row_id=row_id, version=version_sent(request.POST), by=visit.person, at=visit.at, on=visit.on
        )
    except (ReportOpen, VersionMoved) as refusal:
        page = report_page(row_id, by=visit.person, on=visit.on)
        status = 422 if isinstance(refusal, ReportOpen) else 409
        return _check_answer(request, visit, page, refused=sentence(refusal), status=status)
    return HttpResponseRedirect(reverse("report-receipt", args=[row_id, sent.revision.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def two_texts(request: HttpRequest, visit: Visit, row_id: UUID, set_aside_id: UUID) -> HttpResponse:
    """Show a text that was set aside beside what is in the report now, and let somebody choose."""
    page = report_page(row_id, by=visit.person, on=visit.on)
    aside = next((kept for kept in page.set_aside if kept.id == set_aside_id), None)
    if aside is None:
        raise NoSuchThing()
    if request.method != "POST":
        return _two_texts_answer(request, visit, page, aside)
    chosen = _chosen(request.POST, aside)
    try:
        kept = choose(
            row_id=row_id,
            set_aside_id=set_aside_id,
            fields=chosen,
            base_version=version_sent(request.POST),
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    except Refusal as refusal:
        if status_of(refusal) == 404:
            raise
        return _two_texts_answer(
            request, visit, page, aside, typed=request.POST, refused=sentence(refusal), status=422
        )
    if kept.clashes:
        return _clash_answer(request, visit, row_id, kept)
    messages.success(request, gettext("Đã ghi lựa chọn. Báo cáo CHƯA gửi."))
    return HttpResponseRedirect(reverse("report", args=[row_id]))


# ---- saving


def _save(
    request: HttpRequest, visit: Visit, row_id: UUID, here: str, answer: Any, **named: str
) -> HttpResponse:
    typed = _typed(request.POST)
    try:
        kept = save_what_does_not_clash(
            row_id=row_id,
            fields=typed,
            base_version=version_sent(request.POST),
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    except Refusal as refusal:
        if status_of(refusal) == 404:
            raise
        page = report_page(row_id, by=visit.person, on=visit.on, typed=typed)
        given: HttpResponse = answer(request, visit, page, _refused(page, typed, refusal, request.POST))
        given.status_code = 422
        return given
    if kept.clashes:
        return _clash_answer(request, visit, row_id, kept)
    told = gettext("Đã lưu nháp lúc {time}. Báo cáo CHƯA gửi.")
    messages.success(request, told.format(time=cycle_words.moment(visit.at)))
    then = request.POST.get("then", "")
    if then in ("report", "report-check"):
        return HttpResponseRedirect(reverse(then, args=[row_id]))
    return HttpResponseRedirect(reverse(here, kwargs={"row_id": row_id} | named))


def _refused(page: ReportPage, typed: Fields, refusal: Refusal, sent: QueryDict) -> dict[str, Any]:
    """Return what a refused form shows: the sentence, the field it is about, and what has no box any more."""
    known = set(page.form.fields)
    strays = {field: text for field, text in filled(typed).items() if field not in known}
    return {
        "refused": sentence(refusal),
        "refused_field": str(refusal.facts.get("field", "")),
        "strays": sorted(strays.items()),
        "version": version_sent(sent),
    }


def _typed(sent: QueryDict) -> dict[str, str]:
    return {name: text for name in sent if name not in OURS and isinstance(text := sent[name], str)}


def version_sent(sent: QueryDict) -> int:
    """Return the version that a form was drawn from; one that says none has seen nothing."""
    told = sent.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _chosen(sent: QueryDict, aside: KeptAside) -> dict[str, str]:
    """Return what is to be written of two texts: the one set aside, or a third; the other one stays."""
    chosen = {}
    for kept in aside.fields:
        choice = sent.get(f"choice:{kept.field}", NOW)
        if choice == KEPT:
            chosen[kept.field] = kept.kept
        elif choice == THIRD:
            chosen[kept.field] = sent.get(f"third:{kept.field}", "")
    return chosen


# ---- answers


def _frame(page: ReportPage, visit: Visit) -> dict[str, Any]:
    row = page.row
    return {
        "page": page,
        "row": row,
        "name": cycle_words.cycle_name(row.cycle.code),
        "until": cycle_words.until(row.late_from),
        "left": cycle_words.time_left(row.late_from, visit.at) if not row.has_arrived else "",
        "look": report_words.status(page.status),
        "statuses": [(one.value, report_words.status(one)) for one in ReportStatus],
        "version": page.version,
        "saving": f"{reverse('report', args=[row.pk])}luu/",
        "saved_at": cycle_words.moment(page.draft.changed_at) if page.draft and page.version else "",
    }


def _figures_answer(
    request: HttpRequest, visit: Visit, page: ReportPage, refused: Mapping[str, Any] = NOTHING_TYPED
) -> HttpResponse:
    context = _frame(page, visit) | {
        "rows": [_row(figure) for figure in page.figures],
        "last": cycle_words.cycle_name(page.last_cycle) if page.last_cycle else "",
        "same": cycle_words.cycle_name(page.same_cycle) if page.same_cycle else "",
        "columns": 4
        + page.asks_estimates
        + page.asks_cumulative
        + bool(page.last_cycle)
        + bool(page.same_cycle),
        "unclear": [_linked(page, one) for one in page.open if one.kind == "unclear"],
    }
    return render(request, "office/report/figures.html", context | _with_link(refused))


def _row(figure: FigureShown) -> dict[str, Any]:
    return {
        "figure": figure,
        "of": figure.indicator,
        "target": vietnamese_number(target) if (target := figure.indicator.target) is not None else "",
        "last": report_words.before(figure.last),
        "same": report_words.before(figure.same),
        "far": report_words.far(figure.far) if figure.far is not None else "",
    }


def _section_answer(
    request: HttpRequest, visit: Visit, page: ReportPage, code: str, refused: Mapping[str, Any]
) -> HttpResponse:
    shown = next((row for row in page.sections if row.section.code == code), None)
    if shown is None:
        raise NoSuchThing()
    codes = [row.section.code for row in page.sections]
    at = codes.index(code)
    context = _frame(page, visit) | {
        "shown": shown,
        "above": _above(page, shown),
        "next": page.sections[at + 1] if at + 1 < len(codes) else None,
        "longest": LONGEST_SECTION,
    }
    return render(request, "office/report/section.html", context | _with_link(refused))


def _above(page: ReportPage, shown: SectionShown) -> str:
    """Return the title of the heading above a section."""
    known = {row.code: row.title for row in page.form.campaign.sections}
    return known.get(shown.section.parent, "")


def _with_link(refused: Mapping[str, Any]) -> dict[str, Any]:
    field = refused.get("refused_field", "")
    return dict(refused) | ({"refused_href": f"#{report_words.id_of(field)}"} if field else {})


def _check_answer(
    request: HttpRequest, visit: Visit, page: ReportPage, *, refused: str = "", status: int = 200
) -> HttpResponse:
    context = _frame(page, visit) | {
        "refused": refused,
        "open": [_linked(page, one) for one in page.open],
        "warnings": [_linked(page, one) for one in page.warnings],
        "rows": [_row(figure) for figure in page.figures],
    }
    return render(request, "office/report/check.html", context, status=status)


def _linked(page: ReportPage, one: OpenAt) -> dict[str, str]:
    return {"href": field_address(page.row.pk, one.field), "text": report_words.open_words(one)}


def field_address(row_id: UUID, field: str) -> str:
    """Return the address of the page on which a field stands, at the field; "" for none."""
    if not field:
        return ""
    if field.startswith(SECTION_MARK):
        page = reverse("report-section", args=[row_id, field.removeprefix(SECTION_MARK)])
    else:
        page = reverse("report-figures", args=[row_id])
    return f"{page}#{report_words.id_of(field)}"


def _clash_answer(request: HttpRequest, visit: Visit, row_id: UUID, kept: Kept) -> HttpResponse:
    """Show both texts at once; drawn, not redirected to: what was set aside is saved with this answer."""
    page = report_page(row_id, by=visit.person, on=visit.on)
    aside = next(one for one in page.set_aside if kept.aside is not None and one.id == kept.aside.pk)
    return _two_texts_answer(request, visit, page, aside, saved=len(kept.saved.changes), status=409)


def _two_texts_answer(
    request: HttpRequest,
    visit: Visit,
    page: ReportPage,
    aside: KeptAside,
    *,
    typed: Mapping[str, Any] = NOTHING_TYPED,
    refused: str = "",
    saved: int | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _frame(page, visit) | {
        "aside": aside,
        "kept_at": cycle_words.moment(aside.at),
        "own": aside.by == visit.person.full_name,
        "other": vi(aside.other),
        "texts": [
            {
                "field": kept.field,
                "id": f"chon-{number}",
                "name": report_words.field_name(page, kept.field),
                "now": report_words.text_of(kept.field, kept.now),
                "kept": report_words.text_of(kept.field, kept.kept),
                "third": typed.get(f"third:{kept.field}", kept.kept),
                "choice": typed.get(f"choice:{kept.field}", ""),
                "is_choice": kept.field.endswith("/state"),
            }
            for number, kept in enumerate(aside.fields, 1)
        ],
        "refused": refused,
        "saved": saved,
    }
    return render(request, "office/report/two_texts.html", context, status=status)


ROUTES = (
    Route("bao-cao/<uuid:row_id>/", tasks, "report", Right.WRITE_REPORTS),
    Route("bao-cao/<uuid:row_id>/so-lieu/", figures, "report-figures", Right.WRITE_REPORTS),
    Route("bao-cao/<uuid:row_id>/muc/<str:code>/", section, "report-section", Right.WRITE_REPORTS),
    Route("bao-cao/<uuid:row_id>/kiem-tra/", check, "report-check", Right.WRITE_REPORTS),
    Route(
        "bao-cao/<uuid:row_id>/hai-ban/<uuid:set_aside_id>/",
        two_texts,
        "report-two-texts",
        Right.WRITE_REPORTS,
    ),
)
