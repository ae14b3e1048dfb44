"""Issuing a report: prepared by one person, released by another, kept as it was issued."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.consolidation.computing import keep, tool_version
from tonghop.apps.consolidation.ingredients import consolidated
from tonghop.apps.consolidation.models import (
    Adjustment,
    Composed,
    Computation,
    IssuedFile,
    IssuedReport,
    SignedOriginal,
    State,
)
from tonghop.apps.consolidation.permissions import access_issue
from tonghop.apps.reporting.kept_files import signed_file
from tonghop.apps.reporting.models import CampaignVersion, Cycle
from tonghop.apps.reporting.versions import said_by_version
from tonghop.domain.consolidation.compositions import ComposedItem, Composition
from tonghop.domain.consolidation.verification import verification_code
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.due_list import Standing
from tonghop.formats.official.report_files import MEDIA_TYPES, RECORD, Dating, report_files


class NothingComputed(Refusal):
    code = "nothing-computed"
    message_vi = "Chưa có số liệu đã tính của kỳ này; hãy tính số liệu trước."
    message_en = "Nothing is computed for this cycle yet; compute the figures first."


class GapUnsaid(Refusal):
    code = "gap-unsaid"
    message_vi = "Mới có {received}/{due} đơn vị; ghi lý do phát hành khi còn thiếu."
    message_en = "Only {received} of {due} bodies are in it; say why it is issued with the gap."


class PreparedAlready(Refusal):
    code = "prepared-already"
    message_vi = "Đã có một báo cáo chờ phát hành của kỳ này; phát hành hoặc bỏ bản đó trước."
    message_en = "A report of this cycle waits to be released; release it or give it up first."


class SquareOnPartyDocument(Refusal):
    code = "square-on-party-document"
    message_vi = "Văn bản của Đảng không in mã QR; bỏ chọn rồi lập lại."
    message_en = "A document of the Party bears no QR code; leave it out and prepare again."


class RestatementUnsaid(Refusal):
    code = "restatement-unsaid"
    message_vi = "Kỳ này đã phát hành bản số {number}; bản mới là điều chỉnh, ghi lý do điều chỉnh."
    message_en = "Issue {number} of this cycle is released; a new one restates it: say why."


class AuthorNeverReleases(Refusal):
    code = "author-never-releases"
    message_vi = (
        "Bạn đã tham gia lập báo cáo này (lập, soạn lời văn hoặc điều chỉnh số); người khác phải duyệt."
    )
    message_en = (
        "You had a hand in this report (prepared, composed or adjusted it); somebody else releases it."
    )


class IssueDecided(Refusal):
    code = "issue-decided"
    message_vi = "Báo cáo này đã được phát hành hoặc đã bỏ; không đổi được nữa."
    message_en = "This report is released or given up; it does not change any more."


class NotReleased(Refusal):
    code = "not-released"
    message_vi = "Báo cáo này chưa phát hành."
    message_en = "This report is not released."


class WhyMissing(Refusal):
    code = "why-missing"
    message_vi = "Ghi lý do."
    message_en = "Say why."


class OriginalIncomplete(Refusal):
    code = "original-incomplete"
    message_vi = "Ghi số, ký hiệu, ngày (không ở tương lai) và chức vụ người ký của bản đã ký."
    message_en = "Give symbol, day (not in the future) and the signer's office of the signed original."


@transaction.atomic
def prepare(
    *,
    cycle: Cycle,
    dated_on: date | None = None,
    gap_why: str = "",
    restates_why: str = "",
    with_square: bool = False,
    by: Person,
    at: datetime,
    on: date,
) -> IssuedReport:
    """Make all files of a report from the newest computation and the composed words, to be released.

    Where the cycle has a released issue, the new one restates the last. `with_square` prints the verification
    code as a QR code, too.
    Raises: NotPermitted, NothingComputed, PreparedAlready, GapUnsaid, RestatementUnsaid,
            SquareOnPartyDocument, and what keeps the computation from being made again.
    """
    require_right(by, Right.CONSOLIDATE, on=on, body=cycle.office)
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    made = Computation.objects.filter(cycle=cycle, state=State.MADE).order_by("-asked_at").first()
    if made is None:
        raise NothingComputed()
    earlier = list(IssuedReport.objects.filter(cycle=cycle).order_by("number"))
    if any(row.released_at is None and row.given_up_at is None for row in earlier):
        raise PreparedAlready()
    released = [row for row in earlier if row.released_at is not None]
    if released and not restates_why.strip():
        raise RestatementUnsaid(number=released[-1].number)
    coverage = made.head["coverage"]
    received = coverage["due"] - coverage[Standing.MISSING.value] - coverage[Standing.EXCUSED.value]
    if coverage[Standing.MISSING.value] and not gap_why.strip():
        raise GapUnsaid(received=received, due=coverage["due"])
    if with_square and not may_bear_square(made):
        raise SquareOnPartyDocument()
    inputs = {
        "dated_on": dated_on.isoformat() if dated_on else None,
        "composed": _composed(cycle),
        "with_code": True,
        "with_square": with_square,
    }
    files = files_of(made.inputs, inputs)
    kept = {name: (keep(content), len(content)) for name, content in files.items()}
    sha256 = kept[RECORD][0]
    names = made.head["names"]
    issue = IssuedReport(
        office=cycle.office,
        cycle=cycle,
        number=len(earlier) + 1,
        computation=made,
        inputs=inputs,
        record_sha256=sha256,
        code=verification_code(sha256),
        dated_on=dated_on,
        structure=made.structure,
        rules_version=CampaignVersion.objects.get(pk=made.inputs["version"]).number,
        tool_version=tool_version(),
        due=coverage["due"],
        received=received,
        missing=[names.get(code, code) for code in made.head["missing"]],
        gap_why=gap_why.strip() if coverage[Standing.MISSING.value] else "",
        restates=released[-1] if released else None,
        restates_why=restates_why.strip() if released else "",
        authors=_authors(cycle, made, by),
        prepared_by=str(by.pk),
        prepared_at=at,
    )
    issue.save(force_insert=True)
    IssuedFile.objects.bulk_create(
        IssuedFile(issue=issue, name=name, media_type=MEDIA_TYPES[name], size=size, file_id=digest)
        for name, (digest, size) in kept.items()
    )
    facts = {"files": {name: digest for name, (digest, _) in kept.items()}, "number": issue.number}
    _record("report.prepared", issue, by=by, at=at, facts=facts)
    return issue


@transaction.atomic
def release(*, issue_id: UUID, by: Person, at: datetime, on: date) -> IssuedReport:
    """Release a prepared report: from now on it is issued and frozen.

    Raises: NoSuchThing, NotPermitted, IssueDecided, AuthorNeverReleases.
    """
    issue = _held(issue_id, by=by, on=on)
    require_right(by, Right.RELEASE_REPORTS, on=on, body=issue.office)
    if issue.released_at is not None or issue.given_up_at is not None:
        raise IssueDecided()
    if str(by.pk) in issue.authors:
        raise AuthorNeverReleases()
    issue.released_by, issue.released_at = str(by.pk), at
    issue.save(update_fields=["released_by", "released_at"])
    _record("report.released", issue, by=by, at=at, facts={"record": issue.record_sha256, "code": issue.code})
    return issue


@transaction.atomic
def give_up(*, issue_id: UUID, why: str, by: Person, at: datetime, on: date) -> IssuedReport:
    """Give a prepared report up: sent back by the approver, or withdrawn by the coordinator; it stays listed.

    Raises: NoSuchThing, IssueDecided, WhyMissing.
    """
    issue = _held(issue_id, by=by, on=on)
    if not (_may(Right.RELEASE_REPORTS, issue, by, on) or _may(Right.CONSOLIDATE, issue, by, on)):
        raise NoSuchThing()
    if issue.released_at is not None or issue.given_up_at is not None:
        raise IssueDecided()
    if not why.strip():
        raise WhyMissing()
    issue.given_up_by, issue.given_up_at, issue.given_up_why = str(by.pk), at, why.strip()
    issue.save(update_fields=["given_up_by", "given_up_at", "given_up_why"])
    _record("report.given-up", issue, by=by, at=at, facts={"why": issue.given_up_why})
    return issue


@transaction.atomic
def enter_original(
    *,
    issue_id: UUID,
    symbol: str,
    dated_on: date,
    signer: str,
    file_name: str = "",
    content: bytes = b"",
    by: Person,
    at: datetime,
    on: date,
) -> SignedOriginal:
    """Enter number, day and signer as they came back from the clerk, with the signed original.

    Raises: NoSuchThing, NotPermitted, NotReleased, OriginalIncomplete, PaperTooLarge,
            PaperOfUnknownKind, UploadRefused.
    """
    issue = _held(issue_id, by=by, on=on)
    require_right(by, Right.CONSOLIDATE, on=on, body=issue.office)
    if issue.released_at is None:
        raise NotReleased()
    if not symbol.strip() or not signer.strip() or dated_on > on:
        raise OriginalIncomplete()
    file = signed_file(content, file_name) if content else None
    paper = SignedOriginal(
        issue=issue,
        number=SignedOriginal.objects.filter(issue=issue).count() + 1,
        symbol=symbol.strip(),
        dated_on=dated_on,
        signer=signer.strip(),
        file_id=keep(file.content) if file else None,
        file_name=file.name if file else "",
        media_type=file.media_type if file else "",
        entered_by=str(by.pk),
        entered_at=at,
    )
    paper.save(force_insert=True)
    facts = {"symbol": paper.symbol, "dated_on": dated_on.isoformat(), "sha256": paper.file_id or ""}
    _record("report.original-entered", issue, by=by, at=at, facts=facts)
    return paper


@transaction.atomic
def decide_publication(*, issue_id: UUID, wanted: bool, by: Person, at: datetime, on: date) -> IssuedReport:
    """Decide that an issued report may be published, or not any more. Nothing is published by this.

    Raises: NoSuchThing, NotPermitted, NotReleased.
    """
    issue = _held(issue_id, by=by, on=on)
    require_right(by, Right.RELEASE_FOR_PUBLICATION, on=on, body=issue.office)
    if issue.released_at is None:
        raise NotReleased()
    issue.released_for_publication_by = str(by.pk) if wanted else ""
    issue.released_for_publication_at = at if wanted else None
    issue.save(update_fields=["released_for_publication_by", "released_for_publication_at"])
    _record("report.publication-decided", issue, by=by, at=at, facts={"wanted": wanted})
    return issue


# ---- what it is made of


def files_of(computed: Mapping[str, Any], issued: Mapping[str, Any]) -> dict[str, bytes]:
    """Make the files of a report of a computation's inputs and the issue's own; equal inputs, equal bytes.

    Raises: RegisterChanged, InputChanged.
    """
    dish = consolidated(computed)
    composed = tuple(
        Composition(
            row["section"],
            tuple(ComposedItem(one["text"], tuple(one["from"]), one["own"]) for one in row["items"]),
        )
        for row in issued["composed"]
    )
    day = date.fromisoformat(issued["dated_on"]) if issued["dated_on"] else None
    done = replace(dish.done, composed=composed)
    return report_files(
        done,
        Dating(day, dish.made_at),
        dish.answers,
        with_code=issued["with_code"],
        with_square=issued.get("with_square", False),  # what was issued before there were squares has none
    )


def may_bear_square(made: Computation) -> bool:
    """Say whether a report of a computation may bear a QR code: a document of the Party never does."""
    version = Computation.objects.values_list("inputs__version", flat=True).get(pk=made.pk)
    return said_by_version(version, made.cycle.campaign_id).form != "party"


def _composed(cycle: Cycle) -> list[dict[str, Any]]:
    found = Composed.objects.filter(cycle=cycle, is_used=True).order_by("section")
    return [{"section": row.section, "items": row.items} for row in found]


def _authors(cycle: Cycle, made: Computation, by: Person) -> list[str]:
    """Return who had a hand in a report: who prepares it, composed its words (each version), or adjusted."""
    history = apps.get_model("consolidation", "ComposedEvent").objects.filter(
        pgh_obj__cycle=cycle, pgh_obj__is_used=True
    )
    composed = history.values_list("changed_by", flat=True)
    adjusted = Adjustment.objects.filter(
        pk__in=[row["id"] for row in made.inputs["adjustments"]]
    ).values_list("by", flat=True)
    return sorted({str(by.pk), *composed, *adjusted})


def _held(issue_id: UUID, *, by: Person, on: date) -> IssuedReport:
    access_issue(issue_id, by=by, on=on)
    issue = IssuedReport.objects.select_for_update().filter(pk=issue_id).first()
    if issue is None:
        raise NoSuchThing()
    return issue


def _may(right: Right, issue: IssuedReport, by: Person, on: date) -> bool:
    return has_right(by, right, on=on, body=issue.office)


def _record(kind: str, issue: IssuedReport, *, by: Person, at: datetime, facts: Mapping[str, object]) -> None:
    record(kind=kind, by=str(by.pk), subject=f"issue:{issue.pk}", at=at, facts=facts)
