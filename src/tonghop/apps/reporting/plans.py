"""Plans owed first: an obligation to make a plan opens a cycle of its own, and each body files its plan."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.actions import ObligationUnconfirmed, SentenceTouchesRights
from tonghop.apps.directives.models import Obligation
from tonghop.apps.reporting.cycle_actions import (
    CampaignClosed,
    CampaignSaysNothing,
    CycleAlreadyOpen,
    enter_happening,
    enter_rows,
)
from tonghop.apps.reporting.kept_files import keep, plain_name
from tonghop.apps.reporting.models import Asked, Campaign, Cycle, DueRow, Happening, PlanFiling
from tonghop.apps.reporting.permissions import access_row
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.errors import Refusal

LARGEST_FILE_BYTES = 20 * 2**20
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


class DirectiveOfAnother(Refusal):
    code = "directive-of-another"
    message_vi = "Nhiệm vụ này không thuộc văn bản của chiến dịch."
    message_en = "This obligation is not of the campaign's directive."


class DueDayPast(Refusal):
    code = "due-day-past"
    message_vi = "Hạn nộp kế hoạch {due_on} đã qua; chọn ngày từ hôm nay trở đi."
    message_en = "The due day {due_on} has passed; choose today or later."


class NoPlanAsked(Refusal):
    code = "no-plan-asked"
    message_vi = "Dòng này không chờ kế hoạch."
    message_en = "This row does not wait for a plan."


class FileTooLarge(Refusal):
    code = "file-too-large"
    message_vi = "Tệp lớn hơn {limit} MB; hãy giảm dung lượng ảnh rồi nộp lại."
    message_en = "The file is larger than {limit} MB; make its pictures smaller and file it again."


class FileOfUnknownKind(Refusal):
    code = "file-of-unknown-kind"
    message_vi = "Chỉ nhận tệp Word (.docx) hoặc PDF; hãy xuất ra một trong hai loại đó."
    message_en = "Only Word (.docx) and PDF files are taken; save it as one of these."


class SignerMissing(Refusal):
    code = "signer-missing"
    message_vi = "Kế hoạch đã ký thì ghi chức vụ người ký."
    message_en = "A signed plan says who signed: give the office of the signer."


class PlanFacts(Refusal):
    code = "plan-facts-missing"
    message_vi = "Ghi số, ký hiệu và ngày của kế hoạch; ngày không ở tương lai."
    message_en = "Give the plan's symbol and day; the day is not in the future."


@transaction.atomic
def ask_for_plans(
    *, campaign: Campaign, obligation: Obligation, due_on: date, by: Person, at: datetime, on: date
) -> Cycle:
    """Ask each body of a campaign for its plan, on the authority of a confirmed obligation.

    Raises: NotPermitted, ObligationUnconfirmed, SentenceTouchesRights, DirectiveOfAnother, DueDayPast,
            CampaignClosed, CampaignSaysNothing, CycleAlreadyOpen.
    """
    require_right(by, Right.KEEP_DUE_LIST, on=on, body=campaign.office)
    if campaign.closed_at is not None:
        raise CampaignClosed()
    if obligation.confirmed_at is None:
        raise ObligationUnconfirmed()
    if campaign.directive_id != obligation.directive_id:
        raise DirectiveOfAnother()
    if not obligation.sentences.filter(rights_sensitive=False).exists():
        raise SentenceTouchesRights()
    if due_on < on:
        raise DueDayPast(due_on=f"{due_on:%d/%m/%Y}")
    version = newest_version(campaign)
    if version is None:
        raise CampaignSaysNothing()
    code = f"KH-{obligation.reading_id[:12]}"
    if Cycle.objects.filter(campaign=campaign, code=code, asked=Asked.PLAN).exists():
        raise CycleAlreadyOpen(cycle=code)
    cycle = Cycle.objects.create(
        office=campaign.office,
        campaign=campaign,
        code=code,
        asked=Asked.PLAN,
        obligation=obligation,
        opens_on=on,
        due_on=due_on,
        late_from=datetime.combine(due_on + timedelta(days=1), time(), ZONE),
    )
    enter_rows(cycle=cycle, version=version, bodies=said(version).bodies, by=str(by.pk), at=at, on=on)
    return cycle


# ---- filing


@dataclass(frozen=True, slots=True)
class Plan:
    """What a body says about the plan that it files; `signer` is an office such as "Chủ tịch", no name."""

    symbol: str
    dated_on: date
    is_signed: bool
    signer: str = ""


@transaction.atomic
def file_plan(
    *, row_id: UUID, plan: Plan, file_name: str, content: bytes, by: Person, at: datetime, on: date
) -> PlanFiling:
    """File a body's plan; it is the newest from now on, those before stay. The first filing is the arrival.

    Raises: NoSuchThing, NoPlanAsked, FileTooLarge, FileOfUnknownKind, SignerMissing, PlanFacts.
    """
    row = access_row(row_id, by=by, on=on)
    if row.unit_id is None or not has_right(by, Right.FILE_PLANS, on=on, body=row.unit_id):
        raise NoSuchThing()
    if row.cycle.asked != Asked.PLAN or row.annulled_at is not None:
        raise NoPlanAsked()
    if not plan.symbol.strip() or plan.dated_on > on:
        raise PlanFacts()
    if plan.is_signed and not plan.signer.strip():
        raise SignerMissing()
    media_type = _media_type(content)
    # The row is locked by the program itself: a body may file, and may not change what it owes.
    with acting_by_itself():
        kept = DueRow.objects.select_for_update().get(pk=row.pk)
        number = PlanFiling.objects.filter(row=row).count() + 1
    digest = keep(content)
    filing = PlanFiling(
        office=row.office,
        row=row,
        number=number,
        file_id=digest,
        file_name=plain_name(file_name, otherwise="ke-hoach"),
        media_type=media_type,
        size=len(content),
        symbol=plan.symbol.strip(),
        dated_on=plan.dated_on,
        is_signed=plan.is_signed,
        signer=plan.signer.strip() if plan.is_signed else "",
        filed_by=str(by.pk),
        filed_at=at,
    )
    filing.save(force_insert=True)
    facts = {"number": number, "sha256": digest, "symbol": filing.symbol, "is_signed": plan.is_signed}
    record(kind="plan.filed", by=str(by.pk), subject=f"due-row:{row.pk}", at=at, facts=facts)
    if not kept.has_arrived:
        with acting_by_itself():
            enter_happening(
                kind=Happening.ARRIVAL,
                cycle=row.cycle,
                rows=[row.pk],
                why="",
                changes={"has_arrived": True, "arrived_at": at},
                told={"arrived_at": at},
                by=str(by.pk),
                at=at,
            )
    return filing


def _media_type(content: bytes) -> str:
    """Tell the kind of a file by what it is, whatever it is called."""
    if len(content) > LARGEST_FILE_BYTES:
        raise FileTooLarge(limit=LARGEST_FILE_BYTES // 2**20)
    if content.startswith(b"%PDF-"):
        return PDF
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if "word/document.xml" in package.namelist():
                return DOCX
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        pass
    raise FileOfUnknownKind()


# ---- reading


def filings_of(row: DueRow) -> list[PlanFiling]:
    """Return the plans filed for a row, newest first."""
    return list(PlanFiling.objects.filter(row=row).order_by("-number"))


def newest_filings(rows: Sequence[UUID]) -> dict[UUID, PlanFiling]:
    """Return the newest plan of each row that has one."""
    found = PlanFiling.objects.filter(row__in=rows).order_by("row", "-number").distinct("row")
    return {filing.row_id: filing for filing in found}


def filed_file(filing_id: UUID, *, by: Person, on: date) -> tuple[PlanFiling, bytes]:
    """Return a filed plan with its bytes.

    Raises: NoSuchThing.
    """
    filing = PlanFiling.objects.select_related("file").filter(pk=filing_id).first()
    if filing is None:
        raise NoSuchThing()
    access_row(filing.row_id, by=by, on=on)
    return filing, bytes(filing.file.content)


def obligations_for(campaign: Campaign) -> list[Obligation]:
    """Return the confirmed obligations of a campaign's directive, those that ask for a plan first."""
    found = Obligation.objects.filter(
        directive=campaign.directive_id, confirmed_at__isnull=False, sentences__rights_sensitive=False
    ).prefetch_related("sentences")
    return sorted(set(found.distinct()), key=lambda row: (not _asks_for_a_plan(row), row.span_start))


def _asks_for_a_plan(obligation: Obligation) -> bool:
    """Say whether the words look like it; only the order of the choices hangs on this."""
    words = obligation_words(obligation).casefold()
    return "kế hoạch" in words and any(verb in words for verb in ("xây dựng", "ban hành", "lập"))


def obligation_words(obligation: Obligation) -> str:
    """Return an obligation's sentences that may be acted on."""
    told = sorted(obligation.sentences.all(), key=lambda row: row.span_start)
    return " ".join(sentence.text for sentence in told if not sentence.rights_sensitive)
