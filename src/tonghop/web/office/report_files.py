"""Báo cáo bằng tệp: the body's workbook down, files of its own up, what goes where, and scans typed off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any  # what Django's forms and templates take
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.models import Submission, Upload, UploadState
from tonghop.apps.reporting.submissions import own_files, uploads
from tonghop.apps.reporting.submissions.access import ReportForm, access_report
from tonghop.apps.reporting.submissions.saving import SameFieldsChanged
from tonghop.domain.consolidation.own_files import Line, Preview, stands
from tonghop.domain.consolidation.questions import OpenPoint
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.indicators import RATE
from tonghop.domain.reporting.spoken_places import place_in_words
from tonghop.web.office import cycle_words as words
from tonghop.web.office.directives import REFRESH_SECONDS, InMemory
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.downloads import attachment
from tonghop.web.office.routes import Route

ACCEPTED = ".xlsx,.xls,.ods,.csv,.docx,.pdf,.eml,.zip,.png,.jpg,.jpeg,.tif,.tiff,.txt,.html"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHOICE, TEXT, BASE, ANSWER = "c:", "t:", "base", "q:"
LEAVE = "leave"
_MOST_SHOWN = 20
_LONGEST_BASE = 9


class FileForm(forms.Form):
    """A file of the body's own."""

    file = forms.FileField(
        label=gettext_lazy("Tệp báo cáo"),
        help_text=gettext_lazy(
            "Biểu của Tonghop đã điền, bảng tính bất kỳ (.xlsx, .xls, .ods, .csv), Word (.docx), PDF, "
            "bản quét, hoặc thư (.eml) có kèm một trong các tệp đó; không quá 25 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "govuk-file-upload"}),
        error_messages={
            "required": gettext_lazy("Hãy chọn một tệp."),
            "empty": gettext_lazy("Tệp rỗng; hãy chọn tệp khác."),
        },
    )


# ---- down


@require_safe
def workbook(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Give the body's workbook, filled in as far as its report is."""
    given = own_files.own_workbook(row_id=row_id, by=visit.person, on=visit.on)
    return attachment(given.content, given.name, XLSX)


def form_address(row_id: UUID) -> str:
    """Return where the report itself is written."""
    return reverse("report", args=[row_id])


# ---- up


@csrf_exempt  # the token is in the body, which is read below only after the handler is set
@require_http_methods(["GET", "HEAD", "POST"])
def handing_in(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Take a file in without letting it touch the disk before it was looked at; show those handed in."""
    request.upload_handlers = [InMemory(request)]
    return _handing_in(request, visit, row_id)


@csrf_protect
def _handing_in(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    report = access_report(row_id, by=visit.person, on=visit.on)
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            done = uploads.hand_in(
                row_id=row_id,
                content=given.read(),
                name=given.name,
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
        else:
            if not done.is_new:
                told = _("Tệp này đã tải lên lúc %(when)s; không có gì thay đổi.")
                messages.info(request, told % {"when": words.moment(done.upload.uploaded_at)})
            return redirect("report-upload", row_id=row_id, upload_id=done.upload.pk)
    context = _head(report) | {
        "form": form,
        "uploads": [
            {"upload": one, "at": words.moment(one.uploaded_at), "state": UploadState(one.state).label}
            for one in uploads.uploads_of(report)
        ],
    }
    return render(request, "office/report_files/hand_in.html", context, status=422 if form.errors else 200)


def _head(report: ReportForm) -> dict[str, Any]:
    return {
        "row": report.row,
        "name": words.cycle_name(report.row.cycle.code),
        "until": words.until(report.row.late_from),
        "form_address": form_address(report.row.pk),
    }


@require_safe
def original(request: HttpRequest, visit: Visit, row_id: UUID, upload_id: UUID) -> HttpResponse:
    """Give a file back as it came."""
    _own(row_id, upload_id, visit)
    upload, content = uploads.file_of(upload_id=upload_id, by=visit.person, on=visit.on)
    return attachment(content, upload.file_name)


@require_POST
def again(request: HttpRequest, visit: Visit, row_id: UUID, upload_id: UUID) -> HttpResponse:
    """Ask for a file that was not read to be read again."""
    _own(row_id, upload_id, visit)
    uploads.read_again(upload_id=upload_id, by=visit.person, on=visit.on)
    return redirect("report-upload", row_id=row_id, upload_id=upload_id)


def _own(row_id: UUID, upload_id: UUID, visit: Visit) -> tuple[Upload, ReportForm]:
    """Return a file and its report; another row's file is not there.

    Raises: NoSuchThing, NoReportAsked.
    """
    upload, report = uploads.access_upload(upload_id, by=visit.person, on=visit.on)
    if upload.row_id != row_id:
        raise NoSuchThing()
    return upload, report


# ---- what goes where


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with what somebody chose and typed, and what is wrong with it."""

    line: Line
    place: str
    chosen: str
    typed: str = ""
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def compared(request: HttpRequest, visit: Visit, row_id: UUID, upload_id: UUID) -> HttpResponse:
    """Show what a file says beside what stands in the report, and take what is chosen."""
    upload, report = _own(row_id, upload_id, visit)
    if request.method == "POST":
        return _take(request, visit, report, upload)
    return _page(request, report, upload)


def _take(request: HttpRequest, visit: Visit, report: ReportForm, upload: Upload) -> HttpResponse:
    errors: Mapping[str, str] = {}
    try:
        saved = uploads.take(
            upload_id=upload.pk,
            base_version=_base(request.POST),
            choices=dict(_choices(request.POST)),
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    except SameFieldsChanged as refusal:
        return _page(request, report, upload, refused=sentence(refusal), status=409)
    except uploads.LinesUnclear as refusal:
        errors, told = refusal.lines, sentence(refusal)
        return _page(request, report, upload, refused=told, errors=errors, status=422)
    except NoSuchThing:
        raise
    except Refusal as refusal:
        return _page(request, report, upload, refused=sentence(refusal), status=422)
    told = _("Đã đưa %(count)s ô vào báo cáo. Báo cáo chưa gửi.") % {"count": len(saved.changes)}
    messages.success(request, told if saved.changes else _("Các ô đã chọn giống hệt báo cáo; không đổi gì."))
    return HttpResponseRedirect(form_address(report.row.pk))


def _base(posted: QueryDict) -> int:
    text = posted.get(BASE, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_BASE else 0


def _choices(posted: QueryDict) -> Iterator[tuple[str, uploads.Choice]]:
    """Yield what was chosen, by line. What somebody typed counts, whichever button stands beside it."""
    for name in posted:
        if not name.startswith(CHOICE):
            continue
        key, chosen = name.removeprefix(CHOICE), str(posted[name])
        typed = posted.get(f"{TEXT}{key}", "")
        kind, _bar, text = chosen.partition("|")
        if typed.strip():
            yield key, uploads.Choice(uploads.CORRECT, typed)
        elif kind in (uploads.TAKE, uploads.CHOOSE):
            yield key, uploads.Choice(kind, text)


def _page(
    request: HttpRequest,
    report: ReportForm,
    upload: Upload,
    *,
    refused: str = "",
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    draft = Submission.objects.filter(row=report.row).first()
    state = UploadState(upload.state)
    context = _head(report) | {
        "upload": upload,
        "state": state.value,
        "state_name": state.label,
        "at": words.moment(upload.uploaded_at),
        "taken_at": words.moment(upload.taken_at) if upload.taken_at else "",
        "refused": refused,
        "base": draft.version if draft else 0,
    }
    if upload.is_read:
        seen = uploads.preview_of(upload, report, draft.content if draft else {})
        lines = [_shown(line, request.POST, errors or {}) for line in seen.lines if not line.is_same]
        context |= _seen(seen, report) | {
            "lines": lines,
            "same": [line for line in seen.lines if line.is_same],
            "wrong": [one for one in lines if one.error],
            "parts": uploads.refused_parts(upload),
        }
    answer = render(request, "office/report_files/compare.html", context, status=status)
    if state in (UploadState.WAITING, UploadState.READING):
        answer.headers["Refresh"] = REFRESH_SECONDS
    return answer


def _shown(line: Line, posted: QueryDict, errors: Mapping[str, str]) -> ShownLine:
    usual = uploads.TAKE if line.is_certain and not line.replaces else LEAVE
    chosen = posted.get(f"{CHOICE}{line.key}", usual)
    typed = posted.get(f"{TEXT}{line.key}", "")
    place = place_in_words(line.source.get("at", ""))
    return ShownLine(line, place, chosen, typed, errors.get(line.key, ""))


def _seen(seen: Preview, report: ReportForm) -> dict[str, Any]:
    indicators = [(row.code, row.name) for row in report.campaign.asked(report.turn) if row.kind != RATE]
    return {
        "questions": [
            {
                "point": point,
                "place": place_in_words(point.place.at),
                "choices": () if _asks_for_indicator(point) else point.choices,
                "indicators": indicators if _asks_for_indicator(point) else (),
            }
            for point in seen.questions
        ],
        "needs_keying": seen.needs_keying,
        "silent": seen.silent[:_MOST_SHOWN],
        "silent_more": max(0, len(seen.silent) - _MOST_SHOWN),
        "findings": [
            {"message": row.message, "place": place_in_words(row.at)} for row in seen.findings[:_MOST_SHOWN]
        ],
        "not_taken": seen.refused,
        "others": seen.others[:_MOST_SHOWN],
        "left_out": seen.left_out[:_MOST_SHOWN],
    }


def _asks_for_indicator(point: OpenPoint) -> bool:
    """Say whether a question is which indicator a row of a table is."""
    return any("|label:" in key for key in point.remembered)


@require_POST
def answered(request: HttpRequest, visit: Visit, row_id: UUID, upload_id: UUID) -> HttpResponse:
    """Keep the answers to questions about a file and its layout."""
    upload, report = _own(row_id, upload_id, visit)
    given = {
        name.removeprefix(ANSWER): request.POST[name] for name in request.POST if name.startswith(ANSWER)
    }
    try:
        uploads.answer(upload_id=upload_id, words=given, by=visit.person, at=visit.at, on=visit.on)
    except uploads.NothingChosen:
        told = _("Chọn câu trả lời cho ít nhất một câu hỏi.")
        return _page(request, report, upload, refused=told, status=422)
    except uploads.NotReadYet as refusal:
        return _page(request, report, upload, refused=sentence(refusal), status=409)
    return redirect("report-upload", row_id=row_id, upload_id=upload_id)


# ---- scans


@require_http_methods(["GET", "HEAD", "POST"])
def keying(request: HttpRequest, visit: Visit, row_id: UUID, upload_id: UUID) -> HttpResponse:
    """Show the pages of a scan beside the boxes of the form, and save what is typed."""
    upload, report = _own(row_id, upload_id, visit)
    if not upload.is_read:
        return redirect("report-upload", row_id=row_id, upload_id=upload_id)
    refused, status = "", 200
    if request.method == "POST":
        try:
            saved = uploads.key_in(
                upload_id=upload_id,
                fields=_keyed(request.POST, report),
                base_version=_base(request.POST),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except SameFieldsChanged as refusal:
            refused, status = sentence(refusal), 409
        except NoSuchThing:
            raise
        except Refusal as refusal:
            refused, status = sentence(refusal), 422
        else:
            told = _("Đã lưu %(count)s ô vào báo cáo. Báo cáo chưa gửi.") % {"count": len(saved.changes)}
            messages.success(request, told)
            return redirect("report-keying", row_id=row_id, upload_id=upload_id)
    return _keying_page(request, visit, report, upload, refused, status)


def _keyed(posted: QueryDict, report: ReportForm) -> dict[str, str]:
    """Return the fields that the boxes say; an empty box that somebody emptied is written as such."""
    fields: dict[str, str] = {}
    for row in report.campaign.asked(report.turn):
        figure, state = drafts.figure_field(row.code), drafts.figure_field(row.code, drafts.STATE)
        if row.kind != RATE and f"{TEXT}{row.code}" in posted:
            fields[figure] = str(posted[f"{TEXT}{row.code}"])
            stood = posted.get(f"{CHOICE}{row.code}", "")
            fields[state] = drafts.NIL if stood == drafts.NIL else posted.get(f"s:{row.code}", "")
    return fields


def _keying_page(
    request: HttpRequest, visit: Visit, report: ReportForm, upload: Upload, refused: str, status: int
) -> HttpResponse:
    draft = Submission.objects.filter(row=report.row).first()
    stood = draft.content if draft else {}
    scans = uploads.scans_of(upload)
    scan, page = _number(request.GET.get("tep", "1")), _number(request.GET.get("trang", "1"))
    drawn = uploads.scan_page(upload_id=upload.pk, scan=scan, page=page, by=visit.person, on=visit.on)
    pages = drawn.pages if drawn else 0
    posted = request.POST if request.method == "POST" else None
    context = _head(report) | {
        "upload": upload,
        "refused": refused,
        "base": draft.version if draft else 0,
        "scans": list(enumerate(scans, 1)) if len(scans) > 1 else (),
        "scan": scan,
        "page": page if drawn else 0,
        "pages": pages,
        "before": page - 1 if drawn and page > 1 else 0,
        "after": page + 1 if drawn and page < pages else 0,
        "boxes": [
            _box(row.code, row.name, row.unit, stood, posted)
            for row in report.campaign.asked(report.turn)
            if row.kind != RATE
        ],
    }
    return render(request, "office/report_files/keying.html", context, status=status)


def _box(
    code: str, name: str, unit: str, stood: Mapping[str, str], posted: QueryDict | None
) -> dict[str, Any]:
    state = stood.get(drafts.figure_field(code, drafts.STATE), "")
    typed, is_nil = stood.get(code, ""), state == drafts.NIL
    if posted is not None:
        typed, is_nil = posted.get(f"{TEXT}{code}", typed), posted.get(f"{CHOICE}{code}") == drafts.NIL
    kept = state if state == drafts.NOT_KNOWN else ""
    return {
        "code": code,
        "name": name,
        "unit": unit,
        "typed": typed,
        "is_nil": is_nil,
        "kept": kept,
        "stands": stands(code, stood) if kept else "",
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


@require_safe
def scan_picture(
    request: HttpRequest, visit: Visit, row_id: UUID, upload_id: UUID, scan: int, page: int
) -> HttpResponse:
    """Give one page of a scan as a picture drawn anew."""
    _own(row_id, upload_id, visit)
    drawn = uploads.scan_page(upload_id=upload_id, scan=scan, page=page, by=visit.person, on=visit.on)
    if drawn is None:
        raise Http404
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return HttpResponse(drawn.content, content_type=drawn.media_type, headers=headers)


_UPLOAD = "bao-cao/<uuid:row_id>/tai-len/<uuid:upload_id>"
_COMPARED = "bao-cao/<uuid:row_id>/doi-chieu/<uuid:upload_id>"
ROUTES = (
    Route("bao-cao/<uuid:row_id>/bieu.xlsx", workbook, "report-workbook", Right.WRITE_REPORTS),
    Route("bao-cao/<uuid:row_id>/tai-len/", handing_in, "report-uploads", Right.WRITE_REPORTS),
    Route(f"{_COMPARED}/", compared, "report-upload", Right.WRITE_REPORTS),
    Route(f"{_COMPARED}/tra-loi/", answered, "report-upload-answers", Right.WRITE_REPORTS),
    Route(f"{_UPLOAD}/doc-lai/", again, "report-upload-again", Right.WRITE_REPORTS),
    Route(f"{_UPLOAD}/tep/", original, "report-upload-file", Right.WRITE_REPORTS),
    Route(f"{_UPLOAD}/ban-quet/", keying, "report-keying", Right.WRITE_REPORTS),
    Route(f"{_UPLOAD}/ban-quet/<int:scan>/<int:page>/", scan_picture, "report-scan", Right.WRITE_REPORTS),
)
