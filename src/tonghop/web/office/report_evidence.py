"""Files beside a body's report: putting them there, taking them away, and getting them back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.submissions.evidence import (
    LARGEST_FILE,
    LARGEST_REPORT,
    LONGEST_CAPTION,
    add_evidence,
    beside_report,
    remove_evidence,
    sent_file,
)
from tonghop.apps.reporting.submissions.reading import report_page
from tonghop.domain.errors import Refusal
from tonghop.web.office import cycle_words, report_words
from tonghop.web.office.door import Visit, sentence, status_of
from tonghop.web.office.downloads import attachment
from tonghop.web.office.routes import Route

MOST_AT_ONCE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Show the files beside a report, and put more there."""
    refused: list[str] = []
    caption = request.POST.get("caption", "")
    if request.method == "POST":
        added, refused = _add(request, visit, row_id, caption)
        if added:
            told = gettext("Đã thêm {count} tệp. Báo cáo CHƯA gửi.")
            messages.success(request, told.format(count=added))
        if not refused:
            return HttpResponseRedirect(reverse("report-evidence", args=[row_id]))
    page = report_page(row_id, by=visit.person, on=visit.on)
    context = {
        "page": page,
        "row": page.row,
        "name": cycle_words.cycle_name(page.row.cycle.code),
        "until": cycle_words.until(page.row.late_from),
        "look": report_words.status(page.status),
        "files": [(file, cycle_words.moment(file.added_at)) for file in page.evidence],
        "caption": caption,
        "refusals": refused,
        "one": LARGEST_FILE // 2**20,
        "all": LARGEST_REPORT // 2**20,
        "longest": LONGEST_CAPTION,
    }
    return render(request, "office/report/evidence.html", context, status=422 if refused else 200)


def _add(request: HttpRequest, visit: Visit, row_id: UUID, caption: str) -> tuple[int, list[str]]:
    """Put each file there for itself: one that is refused does not hold up the others."""
    files = request.FILES.getlist("file")[:MOST_AT_ONCE]
    if not files:
        report_page(row_id, by=visit.person, on=visit.on)
        return 0, [gettext("Chưa chọn tệp nào.")]
    added, refused = 0, []
    for file in files:
        try:
            add_evidence(
                row_id=row_id,
                file_name=file.name or "",
                content=file.read(LARGEST_FILE + 1),
                caption=caption,
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
            added += 1
        except Refusal as refusal:
            if status_of(refusal) == 404:
                raise
            refused.append(sentence(refusal))
    return added, refused


@require_safe
def file(request: HttpRequest, visit: Visit, row_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Give a file beside a draft, always to be saved and never to be shown by the browser."""
    kept, content = beside_report(row_id, evidence_id, by=visit.person, on=visit.on)
    return attachment(content, kept.file_name, kept.media_type)


@require_safe
def sent(request: HttpRequest, visit: Visit, row_id: UUID, revision_id: UUID, sha256: str) -> HttpResponse:
    """Give a file that was sent with a revision."""
    kept, content = sent_file(row_id, revision_id, sha256, by=visit.person, on=visit.on)
    return attachment(content, kept.file_name, kept.media_type)


@require_POST
def remove(request: HttpRequest, visit: Visit, row_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take a file away from a report."""
    remove_evidence(row_id=row_id, evidence_id=evidence_id, by=visit.person, at=visit.at, on=visit.on)
    messages.success(request, gettext("Đã bỏ tệp. Bản đã gửi trước đây vẫn giữ tệp đó."))
    return HttpResponseRedirect(reverse("report-evidence", args=[row_id]))


ROUTES = (
    Route("bao-cao/<uuid:row_id>/tep/", evidence, "report-evidence", Right.WRITE_REPORTS),
    Route("bao-cao/<uuid:row_id>/tep/<uuid:evidence_id>/", file, "report-file", Right.WRITE_REPORTS),
    Route("bao-cao/<uuid:row_id>/tep/<uuid:evidence_id>/bo/", remove, "report-file-out", Right.WRITE_REPORTS),
    Route(
        "bao-cao/<uuid:row_id>/bien-nhan/<uuid:revision_id>/tep/<str:sha256>/",
        sent,
        "report-sent-file",
    ),
)
