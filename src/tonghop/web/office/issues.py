"""Phát hành: a report is prepared, released by somebody else, kept as issued; what comes back is entered."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.consolidation import handing_up, issuing, queries
from tonghop.apps.consolidation.computing import record_told
from tonghop.apps.consolidation.models import IssuedFile, IssuedReport, SignedOriginal
from tonghop.apps.consolidation.permissions import access_figures, access_issue
from tonghop.apps.reporting.kept_files import LARGEST_PAPER_BYTES
from tonghop.domain.consolidation.restatement import Told, joined_and_left, restated
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.web.office import cycle_words as words
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.downloads import attachment
from tonghop.web.office.figures import common, signed
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import vi

FILES = {
    "report.docx": gettext_lazy("Báo cáo trình ký (Word)"),
    "report.pdf": gettext_lazy("Báo cáo trình ký (PDF/A)"),
    "checking.docx": gettext_lazy("Phiếu thẩm tra"),
    "annex.xlsx": gettext_lazy("Phụ lục số liệu"),
    "consolidated.json": gettext_lazy("Dữ liệu của báo cáo"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def every(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show the issues of a cycle, and prepare one."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    refused, status = "", 200
    given = request.POST
    if request.method == "POST":
        try:
            issue = issuing.prepare(
                cycle=cycle,
                dated_on=words.read_day(given.get("ngay", "")),
                gap_why=given.get("vi_sao_thieu", ""),
                restates_why=given.get("vi_sao_dieu_chinh", ""),
                with_square=given.get("ma_qr") == "co",
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
            return HttpResponseRedirect(reverse("issue", args=[issue.pk]))
        except Refusal as refusal:
            if isinstance(refusal, NoSuchThing | NotPermitted):
                raise
            refused, status = sentence(refusal), 422
    made = queries.newest(cycle)
    found = queries.issues(cycle)
    coverage = made.head["coverage"] if made else {}
    released = [row for row in found if row.released_at]
    context = common(cycle, visit, "issues") | {
        "made": made,
        "changed": queries.changed_since(made) if made else None,
        "made_at": words.moment(made.made_at) if made and made.made_at else "",
        "listed": [(row, _state(row), words.moment(row.released_at or row.prepared_at)) for row in found],
        "may_bear_square": made is not None and issuing.may_bear_square(made),
        "waits": any(not row.released_at and not row.given_up_at for row in found),
        "gap": coverage.get("missing", 0),
        "due": coverage.get("due", 0),
        "received": coverage.get("due", 0) - coverage.get("missing", 0) - coverage.get("excused", 0),
        "last": released[0] if released else None,
        "refused": refused,
        "typed": given,
    }
    return render(request, "office/issues/list.html", context, status=status)


def _state(issue: IssuedReport) -> tuple[str, words.Word]:
    if issue.given_up_at:
        return "excused", gettext_lazy("Đã bỏ")
    if issue.released_at:
        return "approved", gettext_lazy("Đã phát hành")
    return "todo", gettext_lazy("Chờ duyệt phát hành")


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visit: Visit, issue_id: UUID) -> HttpResponse:
    """Show an issue: its files, its course, and what somebody may do with it."""
    issue = access_issue(issue_id, by=visit.person, on=visit.on)
    refused, status = "", 200
    if request.method == "POST":
        try:
            back = _act(request, visit, issue)
            return HttpResponseRedirect(back or reverse("issue", args=[issue.pk]))
        except Refusal as refusal:
            if isinstance(refusal, NoSuchThing | NotPermitted):
                raise
            refused, status = sentence(refusal), 422
    rights = {
        name: has_right(visit.person, right, on=visit.on, body=issue.office)
        for name, right in (
            ("may_release", Right.RELEASE_REPORTS),
            ("may_publish", Right.RELEASE_FOR_PUBLICATION),
        )
    }
    people = queries.names_by_id(
        issue.prepared_by, issue.released_by, issue.given_up_by, issue.released_for_publication_by
    )
    files = {row.name: row for row in IssuedFile.objects.filter(issue=issue)}
    later = IssuedReport.objects.filter(restates=issue, given_up_at__isnull=True).first()
    context = (
        common(issue.cycle, visit, "issues")
        | rights
        | {
            "issue": issue,
            "state": _state(issue),
            "files": [
                (files[name], label, words_of_size(files[name].size))
                for name, label in FILES.items()
                if name in files
            ],
            "prepared": (vi(people.get(issue.prepared_by, "")), words.moment(issue.prepared_at)),
            "released": (vi(people.get(issue.released_by, "")), words.moment(issue.released_at))
            if issue.released_at
            else None,
            "given_up": (vi(people.get(issue.given_up_by, "")), words.moment(issue.given_up_at))
            if issue.given_up_at
            else None,
            "published": (
                vi(people.get(issue.released_for_publication_by, "")),
                words.moment(issue.released_for_publication_at),
            )
            if issue.released_for_publication_at
            else None,
            "is_author": str(visit.person.pk) in issue.authors,
            "waits": not issue.released_at and not issue.given_up_at,
            "missing": issue.missing[:30],
            "missing_count": len(issue.missing),
            "more_missing": max(0, len(issue.missing) - 30),
            "dated": words.day(issue.dated_on) if issue.dated_on else "",
            "originals": [
                (row, words.day(row.dated_on))
                for row in SignedOriginal.objects.filter(issue=issue).order_by("-number")
            ],
            "later": later,
            "above": handing_up.rows_above(issue, by=visit.person, on=visit.on) if issue.released_at else (),
            "refused": refused,
            "typed": request.POST,
        }
    )
    return render(request, "office/issues/page.html", context, status=status)


def _act(request: HttpRequest, visit: Visit, issue: IssuedReport) -> str:
    given, deed = request.POST, request.POST.get("viec", "")
    if deed == "phat-hanh":
        issuing.release(issue_id=issue.pk, by=visit.person, at=visit.at, on=visit.on)
    elif deed == "bo":
        issuing.give_up(
            issue_id=issue.pk, why=given.get("vi_sao", ""), by=visit.person, at=visit.at, on=visit.on
        )
    elif deed == "ban-ky":
        file = request.FILES.get("tep")
        day = words.read_day(given.get("ngay", ""))
        if day is None:
            raise issuing.OriginalIncomplete()
        issuing.enter_original(
            issue_id=issue.pk,
            symbol=given.get("so_ky_hieu", ""),
            dated_on=day,
            signer=given.get("chuc_vu", ""),
            file_name=file.name or "" if file else "",
            content=file.read(LARGEST_PAPER_BYTES + 1) if file else b"",
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    elif deed in ("cong-khai", "thoi-cong-khai"):
        issuing.decide_publication(
            issue_id=issue.pk, wanted=deed == "cong-khai", by=visit.person, at=visit.at, on=visit.on
        )
    elif deed == "chuyen":
        row_id = _uuid(given.get("dong", ""))
        handing_up.hand_up(issue_id=issue.pk, row_id=row_id, by=visit.person, at=visit.at, on=visit.on)
        return reverse("due-row", args=[row_id])
    return ""


def words_of_size(size: int) -> str:
    """Write how large a file is.

    >>> words_of_size(1536), words_of_size(3 * 2**20)
    ('2 KB', '3,0 MB')
    """
    if size < 2**20:
        return f"{-(-size // 1024)} KB"
    return f"{size / 2**20:.1f} MB".replace(".", ",")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NoSuchThing() from None


@require_safe
def file(request: HttpRequest, visit: Visit, issue_id: UUID, name: str) -> HttpResponse:
    """Hand out a file of an issue, as it was issued."""
    issue = access_issue(issue_id, by=visit.person, on=visit.on)
    found = IssuedFile.objects.select_related("file").filter(issue=issue, name=name).first()
    if found is None:
        raise NoSuchThing()
    return attachment(
        bytes(found.file.content), f"{issue.cycle.code}-{issue.number}-{name}", found.media_type
    )


@require_safe
def original(request: HttpRequest, visit: Visit, issue_id: UUID, number: int) -> HttpResponse:
    """Hand out the signed original."""
    issue = access_issue(issue_id, by=visit.person, on=visit.on)
    found = SignedOriginal.objects.select_related("file").filter(issue=issue, number=number).first()
    if found is None or found.file is None:
        raise NoSuchThing()
    return attachment(bytes(found.file.content), found.file_name, found.media_type)


@require_safe
def compared(request: HttpRequest, visit: Visit, issue_id: UUID) -> HttpResponse:
    """Show a restatement beside the issue that it restates."""
    issue = access_issue(issue_id, by=visit.person, on=visit.on)
    if issue.restates is None:
        raise NoSuchThing()
    old, new = record_told(issue.restates.record_sha256), record_told(issue.record_sha256)
    came, gone = joined_and_left(old, new)
    names = old.get("names", {}) | new.get("names", {})
    context = common(issue.cycle, visit, "issues") | {
        "issue": issue,
        "rows": [
            {
                "row": row,
                "old": _told(row.old),
                "new": _told(row.new),
                "difference": signed(row.difference or Decimal(0)),
                "bodies": [names.get(code, code) for code in row.bodies[:8]],
                "more": max(0, len(row.bodies) - 8),
            }
            for row in restated(old, new)
        ],
        "came": came[:50],
        "gone": gone[:50],
    }
    return render(request, "office/issues/compared.html", context)


def _told(told: Told) -> str:
    if told.value is not None:
        return vietnamese_number(told.value)
    if told.between:
        return " – ".join(map(vietnamese_number, told.between))
    return str(gettext_lazy("không phát sinh")) if told.is_nil else "…"


ROUTES = (
    Route("ky/<uuid:cycle_id>/phat-hanh/", every, "issues", Right.SEE_FIGURES),
    Route("phat-hanh/<uuid:issue_id>/", page, "issue", Right.SEE_FIGURES),
    Route("phat-hanh/<uuid:issue_id>/tep/<str:name>/", file, "issue-file", Right.SEE_FIGURES),
    Route("phat-hanh/<uuid:issue_id>/ban-ky/<int:number>/", original, "issue-original", Right.SEE_FIGURES),
    Route("phat-hanh/<uuid:issue_id>/so-sanh/", compared, "issue-compared", Right.SEE_FIGURES),
)
