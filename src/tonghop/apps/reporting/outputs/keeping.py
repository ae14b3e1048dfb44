"""Writing a ledger: entering, mending, taking back, for one's own body; everything stays in its history."""

import hashlib
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.models import Output
from tonghop.apps.reporting.outputs.access import access_output
from tonghop.domain.errors import Refusal
from tonghop.domain.language import flat, nfc
from tonghop.domain.reporting import outputs as domain
from tonghop.domain.reporting.outputs import Fault, faults_of, link_key
from tonghop.domain.reporting.pasted_outputs import Pasted, read_pasted

LONGEST_REASON = 500


class OutputWrong(Refusal):
    """An entry cannot be kept as it is; `faults` say at which fields."""

    code = "output-wrong"
    message_vi = "Có ô cần sửa: {told}"
    message_en = "Something has to be mended: {told_in_english}"

    def __init__(self, *, faults: tuple[Fault, ...]) -> None:
        told, english = faults[0].vietnamese, faults[0].english
        super().__init__(told=told, told_in_english=english)
        self.faults = faults


class OutputChanged(Refusal):
    code = "output-changed"
    message_vi = "Mục này vừa được người khác sửa. Hãy xem lại trước khi ghi; những gì đã gõ vẫn còn đây."
    message_en = (
        "Somebody else changed this entry just now. Look at it before saving; what you typed is here."
    )


class OutputTakenBack(Refusal):
    code = "output-taken-back"
    message_vi = "Mục này đã được rút khỏi sổ."
    message_en = "This entry was taken back."


class WhyTakenBack(Refusal):
    code = "why-taken-back"
    message_vi = "Hãy ghi lý do rút, tối đa 500 chữ cái."
    message_en = "Write why it is taken back, in up to 500 letters."


class PastedWrong(Refusal):
    code = "pasted-wrong"
    message_vi = "Còn {count} dòng cần sửa; chưa dòng nào được ghi."
    message_en = "Some lines have to be mended ({count}); none was entered."


class NothingPasted(Refusal):
    code = "nothing-pasted"
    message_vi = "Chưa có dòng nào. Chép các dòng từ Excel rồi dán vào ô."
    message_en = "There is no line. Copy lines from your spreadsheet and paste them."


class PastedTooMuch(Refusal):
    code = "pasted-too-much"
    message_vi = "Mỗi lần nhận tối đa 1.000 dòng; hãy dán làm nhiều lần."
    message_en = "At most 1,000 lines are taken at once; paste them in parts."


@transaction.atomic
def enter(*, body: str, entry: domain.Output, by: Person, at: datetime, on: date) -> Output:
    """Enter something that a body made.

    Raises: NotPermitted, OutputWrong.
    """
    require_right(by, Right.KEEP_OUTPUTS, on=on, body=body)
    row = _row(body, _kept(entry, on), by=by, at=at)
    row.save(force_insert=True)
    _record("output.entered", row, by=by, at=at)
    return row


@transaction.atomic
def enter_pasted(*, body: str, text: str, by: Person, at: datetime, on: date) -> int:
    """Enter all lines that were pasted, or none; return how many.

    Raises: NotPermitted, NothingPasted, PastedTooMuch, PastedWrong.
    """
    require_right(by, Right.KEEP_OUTPUTS, on=on, body=body)
    pasted = demand_whole(read_pasted(text, on=on))
    if pasted.wrong:
        raise PastedWrong(count=len(pasted.wrong))
    rows = [_row(body, _kept(entry, on), by=by, at=at) for entry in pasted.outputs]
    Output.objects.bulk_create(rows)
    facts = {"count": len(rows), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    record(kind="output.pasted", by=str(by.pk), subject=f"ledger:{body}", at=at, facts=facts)
    return len(rows)


def demand_whole(pasted: Pasted) -> Pasted:
    """Return what was pasted, where it is something and all of it was read.

    Raises: NothingPasted, PastedTooMuch.
    """
    if pasted.is_cut:
        raise PastedTooMuch()
    if not pasted.lines:
        raise NothingPasted()
    return pasted


@transaction.atomic
def change(
    *, output_id: UUID, entry: domain.Output, base: datetime, by: Person, at: datetime, on: date
) -> Output:
    """Mend an entry; `base` is when it was changed last as the person saw it.

    Raises: NoSuchThing, OutputTakenBack, OutputChanged, OutputWrong.
    """
    row = _held(output_id, by=by, on=on)
    if row.changed_at != base:
        raise OutputChanged()
    changed = _row(row.unit_id, _kept(entry, on), by=by, at=at)
    names = ("kind", "title", "made_on", "link", "link_sha256", "place", "count", "minutes", "made_with")
    if all(getattr(row, name) == getattr(changed, name) for name in names):
        return row
    for name in names:
        setattr(row, name, getattr(changed, name))
    row.changed_by, row.changed_at = str(by.pk), at
    row.save(update_fields=[*names, "changed_by", "changed_at"])
    _record("output.changed", row, by=by, at=at)
    return row


@transaction.atomic
def take_back(*, output_id: UUID, why: str, by: Person, at: datetime, on: date) -> Output:
    """Take an entry out of the counts; it stays in the ledger with the reason.

    Raises: NoSuchThing, OutputTakenBack, WhyTakenBack.
    """
    row = _held(output_id, by=by, on=on)
    reason = flat(nfc(why.replace("\0", "")))
    if not reason or len(reason) > LONGEST_REASON:
        raise WhyTakenBack()
    row.taken_back_by, row.taken_back_at, row.taken_back_why = str(by.pk), at, reason
    row.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_why"])
    _record("output.taken-back", row, by=by, at=at)
    return row


def _held(output_id: UUID, *, by: Person, on: date) -> Output:
    """Return an entry as it is now, held for change."""
    access_output(output_id, by=by, on=on)
    row = Output.objects.select_for_update().filter(pk=output_id).first()
    if row is None:
        raise NoSuchThing()
    if row.taken_back_at is not None:
        raise OutputTakenBack()
    return row


def _kept(entry: domain.Output, on: date) -> domain.Output:
    """Return an entry as it is kept: on one line, in one spelling.

    Raises: OutputWrong.
    """
    kept = replace(
        entry,
        title=_plain(entry.title),
        link=_plain(entry.link),
        place=_plain(entry.place),
        made_with=_plain(entry.made_with),
    )
    if faults := faults_of(kept, on=on):
        raise OutputWrong(faults=faults)
    return kept


def _plain(text: str) -> str:
    return flat(nfc(text.replace("\0", "")))


def _row(body: str, entry: domain.Output, *, by: Person, at: datetime) -> Output:
    return Output(
        unit_id=body,
        kind=entry.kind,
        title=entry.title,
        made_on=entry.made_on,
        link=entry.link,
        link_sha256=link_sha256(entry.link),
        place=entry.place,
        count=entry.count,
        minutes=entry.minutes,
        made_with=entry.made_with,
        entered_by=str(by.pk),
        entered_at=at,
        changed_by=str(by.pk),
        changed_at=at,
    )


def link_sha256(link: str) -> str:
    """Return the hash under which a link is found again, "" where it is none."""
    key = link_key(link)
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def _record(kind: str, row: Output, *, by: Person, at: datetime) -> None:
    facts: dict[str, object] = {
        "body": row.unit_id,
        "kind": row.kind,
        "made_on": row.made_on.isoformat(),
        "count": row.count,
        "minutes": row.minutes,
    }
    if row.taken_back_why:
        facts["why"] = row.taken_back_why
    record(kind=kind, by=str(by.pk), subject=f"output:{row.pk}", at=at, facts=facts)
