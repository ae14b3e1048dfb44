"""Approving and returning what bodies sent: by the level above, never by the author, a revision at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.kept_files import SignedFile, keep
from tonghop.apps.reporting.models import Change, Decision, DueRow, Revision, Submission
from tonghop.apps.reporting.permissions import access_rows
from tonghop.apps.reporting.submissions.access import form_of
from tonghop.apps.reporting.submissions.papers import Paper, demand_facts
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.decisions import REASONS, Difference, Verdict, differences, parts_to_mend


class AuthorApproves(Refusal):
    code = "author-approves"
    message_vi = "Người đã nhập hoặc gửi báo cáo này không được duyệt chính báo cáo đó; để người khác duyệt."
    message_en = "Whoever wrote or sent this report does not approve it; somebody else does."


class RevisionOutdated(Refusal):
    code = "revision-outdated"
    message_vi = "Đơn vị vừa gửi bản mới hơn ({receipt}); xem bản mới rồi quyết định."
    message_en = "The body has just sent a newer revision ({receipt}); look at it and decide then."


class DecidedAlready(Refusal):
    code = "decided-already"
    message_vi = "Bản này đã có quyết định; rút quyết định cũ trước khi quyết định lại."
    message_en = "This revision has been decided on; take that decision back before deciding anew."


class NothingDecided(Refusal):
    code = "nothing-decided"
    message_vi = "Bản này chưa có quyết định nào để rút."
    message_en = "Nothing has been decided on this revision."


class LevelBelowOpen(Refusal):
    code = "level-below-open"
    message_vi = "Cấp trung gian chưa duyệt báo cáo này; chờ cấp đó duyệt, hoặc ghi rõ vì sao duyệt trước."
    message_en = "The level in between has not approved; wait for it, or state with which gap you approve."


class WhyReturned(Refusal):
    code = "why-returned"
    message_vi = "Ghi lý do và chọn phần phải sửa; đơn vị cần biết sửa gì."
    message_en = "Give the reason and name the parts to be mended; the body must know what to mend."


class ArrivalTakenBack(Refusal):
    code = "arrival-taken-back"
    message_vi = "Ghi nhận báo cáo đến đã được rút; đơn vị phải gửi lại trước khi quyết định."
    message_en = "That this report arrived has been taken back; its body sends it again before a decision."


@dataclass(frozen=True, slots=True)
class SignedApproval:
    """An approval that somebody without an account signed on paper, and its file where there is one."""

    paper: Paper
    file: SignedFile | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of several revisions: those decided on, and of the others why not."""

    decided: tuple[UUID, ...]
    refused: tuple[tuple[Revision, Refusal], ...]


@transaction.atomic
def approve(
    *,
    revision_id: UUID,
    gap: str = "",
    signed: SignedApproval | None = None,
    by: Person,
    at: datetime,
    on: date,
) -> Decision:
    """Approve a revision for the body in between or for the office; or enter that it was signed on paper.

    `gap` says what is open all the same: the level in between, figures that are still missing.
    Raises: NoSuchThing, RevisionOutdated, ArrivalTakenBack, DecidedAlready, AuthorApproves, LevelBelowOpen,
            PaperFactsMissing.
    """
    revision, draft = _newest(revision_id, by=by, on=on)
    right = Right.RETURN_REPORTS if signed else Right.APPROVE_REPORTS
    decider = _decider(draft.row, right, by=by, on=on)
    if signed:
        demand_facts(signed.paper, on)
    if not draft.row.has_arrived:
        raise ArrivalTakenBack()
    if _standing(revision, decider) is not None or draft.decided:
        raise DecidedAlready()
    if signed is None and _is_author(revision, by):
        raise AuthorApproves()
    is_office = decider == draft.office
    if is_office and draft.row.above_id and not gap.strip():
        first = _standing(revision, draft.row.above_id)
        if first is None or first.verdict != Verdict.APPROVED:
            raise LevelBelowOpen()
    decision = Decision(
        revision=revision, office=draft.office, decider_id=decider, verdict=Verdict.APPROVED, gap=gap.strip()
    )
    if signed:
        decision.symbol, decision.dated_on = signed.paper.symbol.strip(), signed.paper.dated_on
        decision.signer = signed.paper.signer.strip()
    if signed and signed.file:
        decision.file_id, decision.file_name = keep(signed.file.content), signed.file.name
    return _entered(decision, draft, by=by, at=at)


@transaction.atomic
def return_report(
    *,
    revision_id: UUID,
    why: str,
    parts: Sequence[str],
    reason: str = "",
    by: Person,
    at: datetime,
    on: date,
) -> Decision:
    """Return a revision to its body: for a reason, and to named parts (fields of the form).

    Raises: NoSuchThing, RevisionOutdated, ArrivalTakenBack, DecidedAlready, WhyReturned.
    """
    revision, draft = _newest(revision_id, by=by, on=on)
    decider = _decider(draft.row, Right.RETURN_REPORTS, by=by, on=on)
    if not draft.row.has_arrived:
        raise ArrivalTakenBack()
    if draft.decided:
        raise DecidedAlready()
    named = parts_to_mend(parts, form_of(draft.row).fields)
    if not why.strip() or not named:
        raise WhyReturned()
    decision = Decision(
        revision=revision,
        office=draft.office,
        decider_id=decider,
        verdict=Verdict.RETURNED,
        reason=reason if reason in REASONS else "",
        why=why.strip(),
        parts=list(named),
    )
    return _entered(decision, draft, by=by, at=at)


@transaction.atomic
def end_decision(*, revision_id: UUID, why: str, by: Person, at: datetime, on: date) -> Decision:
    """Take a decision back: the revision waits again.

    Raises: NoSuchThing, RevisionOutdated, NothingDecided, WhyReturned.
    """
    revision, draft = _newest(revision_id, by=by, on=on)
    decider = _decider(draft.row, Right.RETURN_REPORTS, by=by, on=on)
    if _standing(revision, decider) is None:
        raise NothingDecided()
    if not why.strip():
        raise WhyReturned()
    decision = Decision(
        revision=revision,
        office=draft.office,
        decider_id=decider,
        verdict=Verdict.ENDED,
        why=why.strip(),
    )
    return _entered(decision, draft, by=by, at=at)


def approve_many(*, revisions: Sequence[UUID], gap: str = "", by: Person, at: datetime, on: date) -> Outcome:
    """Approve several revisions, each by itself: one that cannot be approved holds up no other."""

    def one(revision_id: UUID) -> Decision:
        return approve(revision_id=revision_id, gap=gap, by=by, at=at, on=on)

    return _each(revisions, one)


def return_many(
    *,
    revisions: Sequence[UUID],
    why: str,
    parts: Sequence[str],
    reason: str = "",
    by: Person,
    at: datetime,
    on: date,
) -> Outcome:
    """Return several revisions for the same reason and to the same parts, each by itself."""

    def one(revision_id: UUID) -> Decision:
        return return_report(
            revision_id=revision_id, why=why, parts=parts, reason=reason, by=by, at=at, on=on
        )

    return _each(revisions, one)


def _each(revisions: Sequence[UUID], decide: Callable[[UUID], Decision]) -> Outcome:
    decided: list[UUID] = []
    refused: list[tuple[Revision, Refusal]] = []
    for revision_id in dict.fromkeys(revisions):
        try:
            decided.append(decide(revision_id).revision_id)
        except NoSuchThing:
            continue
        except Refusal as refusal:
            refused.append((Revision.objects.get(pk=revision_id), refusal))
    return Outcome(tuple(decided), tuple(refused))


# ---- reading


def decisions_of(draft: Submission) -> list[Decision]:
    """Return what was decided on a report, newest first."""
    found = Decision.objects.filter(revision__submission=draft).select_related("revision", "decider")
    return list(found.order_by("-at", "-id"))


def since_approved(draft: Submission) -> tuple[Revision, tuple[Difference, ...]] | None:
    """Return the last revision that the office approved and in what the newest one differs from it; None
    where none was approved, or the newest is.
    """
    return _since(draft, Verdict.APPROVED, [draft.office])


def since_returned(draft: Submission) -> tuple[Revision, tuple[Difference, ...]] | None:
    """Return the last revision that came back, from the office or the body in between, and in what the newest
    one differs from it; None where none came back, or the newest did.
    """
    deciders = [body for body in (draft.office, draft.row.above_id) if body]
    return _since(draft, Verdict.RETURNED, deciders)


def _since(
    draft: Submission, verdict: Verdict, deciders: Sequence[str]
) -> tuple[Revision, tuple[Difference, ...]] | None:
    sent = list(draft.sent.order_by("-number"))
    for revision in sent:
        standing = (_standing(revision, decider) for decider in deciders)
        if any(decision is not None and decision.verdict == verdict for decision in standing):
            newest = sent[0]
            return None if revision is newest else (revision, differences(revision.content, newest.content))
    return None


# ---- steps


def _newest(revision_id: UUID, *, by: Person, on: date) -> tuple[Revision, Submission]:
    revision = Revision.objects.select_related("submission").filter(pk=revision_id).first()
    if revision is None or not access_rows(by=by, on=on).filter(pk=revision.submission_id).exists():
        raise NoSuchThing()
    # Held by the program itself: an office decides on a report, and may not write it.
    with acting_by_itself():
        draft = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("row", "row__cycle", "row__cycle__campaign")
            .get(pk=revision.submission_id)
        )
    if revision.number != draft.revisions:
        newest = draft.sent.get(number=draft.revisions)
        raise RevisionOutdated(receipt=newest.receipt)
    return revision, draft


def _decider(row: DueRow, right: Right, *, by: Person, on: date) -> str:
    """Return for whom somebody decides: the office, else the body in between."""
    if has_right(by, right, on=on, body=row.office):
        return row.office
    if row.above_id and has_right(by, Right.APPROVE_REPORTS, on=on, body=row.above_id):
        return row.above_id
    raise NoSuchThing()


def _standing(revision: Revision, decider: str) -> Decision | None:
    """Return what a body last decided on a revision, None where it took that back."""
    last = revision.decisions.filter(decider=decider).order_by("-at", "-id").first()
    return None if last is None or last.verdict == Verdict.ENDED else last


def _is_author(revision: Revision, by: Person) -> bool:
    if revision.sent_by == str(by.pk):
        return True
    written = Change.objects.filter(submission=revision.submission_id, version__lte=revision.version)
    return written.filter(by=str(by.pk)).exists()


def _decided(revision: Revision, draft: Submission) -> str:
    """Return what stands on a report: the office's verdict, else that the body in between returned it."""
    office = _standing(revision, draft.office)
    if office is not None:
        return office.verdict
    between = _standing(revision, draft.row.above_id) if draft.row.above_id else None
    return Verdict.RETURNED if between is not None and between.verdict == Verdict.RETURNED else ""


def _after_the_others(revision: Revision, at: datetime) -> datetime:
    """Return an instant behind all decisions on a revision: their order tells what stands, and a clock may be
    set back.
    """
    last = revision.decisions.order_by("-at").values_list("at", flat=True).first()
    return at if last is None or last < at else last + timedelta(microseconds=1)


def _entered(decision: Decision, draft: Submission, *, by: Person, at: datetime) -> Decision:
    decision.by, decision.at = str(by.pk), _after_the_others(decision.revision, at)
    decision.save(force_insert=True)
    draft.decided = _decided(decision.revision, draft)
    with acting_by_itself():
        draft.save(update_fields=["decided"])
    facts = {
        "receipt": decision.revision.receipt,
        "sha256": decision.revision.sha256,
        "decider": decision.decider_id,
        "why": decision.why,
        "parts": decision.parts,
        "gap": decision.gap,
        "symbol": decision.symbol,
    }
    kind = f"report.{Verdict(decision.verdict).value}"
    record(kind=kind, by=decision.by, subject=f"due-row:{draft.row_id}", at=at, facts=facts)
    return decision
