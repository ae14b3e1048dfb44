"""Báo cáo để ký: the body's own report as Word and PDF, and the signed paper when it is back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.models import Asked, DueRow, Revision, SignedPaper
from tonghop.apps.reporting.submissions import own_files, papers
from tonghop.apps.reporting.submissions.access import access_report, may_write
from tonghop.domain.errors import Refusal
from tonghop.web.office import cycle_words as words
from tonghop.web.office.directives import InMemory
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.downloads import attachment
from tonghop.web.office.paper_forms import REFUSED_FILES, PaperForm
from tonghop.web.office.report_files import form_address
from tonghop.web.office.routes import Route

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
_LONGEST_NUMBER = 6


class PaperOfRevision(PaperForm):
    """The signed paper of the revision that its writer saw."""

    number = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class ByFile:
    """What a row's page says of files: what may be taken away, and the signed paper."""

    may_write: bool
    sent: Revision | None
    awaits: bool
    papers: Sequence[SignedPaper]


def by_file(row: DueRow, visit: Visit) -> ByFile | None:
    """Return what a row's page says of files, None where it says nothing."""
    if row.cycle.asked != Asked.REPORT or row.cycle.opened_at is None or row.annulled_at is not None:
        return None
    writes, sent = may_write(row, by=visit.person, on=visit.on), papers.newest_revision(row)
    if not writes and sent is None:
        return None
    return ByFile(writes, sent, papers.awaits_paper(row), papers.papers_of(row))


@require_safe
def report_docx(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Give the body's own report as Word."""
    return _report(request, visit, row_id, "docx", DOCX)


@require_safe
def report_pdf(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Give the body's own report as PDF."""
    return _report(request, visit, row_id, "pdf", PDF)


def _report(request: HttpRequest, visit: Visit, row_id: UUID, ending: str, media_type: str) -> HttpResponse:
    given = own_files.own_report(
        row_id=row_id, ending=ending, number=_revision(request.GET), by=visit.person, on=visit.on
    )
    return attachment(given.content, given.name, media_type)


def _revision(query: QueryDict) -> int | None:
    """Return the revision that an address asks for, None for the draft.

    Raises: NoSuchThing, for what is no number.
    """
    text = query.get("ban")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise NoSuchThing()
    return int(text)


@csrf_exempt  # the token is in the body, which is read below only after the handler is set
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Enter the signed paper of what was sent; show those entered before."""
    request.upload_handlers = [InMemory(request)]
    return _paper(request, visit, row_id)


@csrf_protect
def _paper(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    report = access_report(row_id, by=visit.person, on=visit.on)
    sent = papers.newest_revision(report.row)
    posted = request.method == "POST"
    form = PaperOfRevision(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"number": sent.number if sent else 0},
    )
    if posted and form.is_valid():
        said = form.cleaned_data
        try:
            papers.enter_paper(
                row_id=row_id,
                number=said["number"],
                paper=papers.Paper(said["symbol"], said["dated_on"], said["signer"]),
                file_name=said["file"].name,
                content=said["file"].read(),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except NoSuchThing:
            raise
        except papers.RevisionMoved as refusal:
            form.add_error(None, sentence(refusal))
            seen = request.POST.copy()
            seen["number"] = str(refusal.facts["number"])
            form.data = seen
        except Refusal as refusal:
            form.add_error("file" if isinstance(refusal, REFUSED_FILES) else None, sentence(refusal))
        else:
            messages.success(request, _("Đã lưu bản ký."))
            return redirect("due-row", row_id=row_id)
    context = {
        "row": report.row,
        "name": words.cycle_name(report.row.cycle.code),
        "form": form,
        "form_address": form_address(row_id),
        "sent": sent,
        "sent_at": words.moment(sent.sent_at) if sent else "",
        "wanted": papers.wants_paper(report.row),
        "papers": papers.papers_of(report.row),
    }
    status = 422 if form.errors else 200
    return render(request, "office/report_files/paper.html", context, status=status)


@require_safe
def paper_file(request: HttpRequest, visit: Visit, row_id: UUID, paper_id: UUID) -> HttpResponse:
    """Give a signed paper, always to be saved and never shown by the browser."""
    kept, content = papers.paper_file(paper_id, by=visit.person, on=visit.on)
    if kept.revision.submission_id != row_id:
        raise NoSuchThing()
    return attachment(content, kept.file_name, kept.media_type)


ROUTES = (
    Route("bao-cao/<uuid:row_id>/bao-cao.docx", report_docx, "own-report-docx"),
    Route("bao-cao/<uuid:row_id>/bao-cao.pdf", report_pdf, "own-report-pdf"),
    Route("bao-cao/<uuid:row_id>/ban-ky/", paper, "signed-paper", Right.WRITE_REPORTS),
    Route("bao-cao/<uuid:row_id>/ban-ky/<uuid:paper_id>/", paper_file, "signed-paper-file"),
)
