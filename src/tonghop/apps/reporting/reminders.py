"""Reminding (đôn đốc): who is told of what, in which words, by which way; and by the program itself."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import SYSTEM, record
from tonghop.apps.reporting.cycle_queries import people_of_units
from tonghop.apps.reporting.models import Campaign, Cycle, DueRow, Reminder, ReminderRule, Way
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.calendar.cycles import Cycle as CycleCode
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.campaign import Body
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.reminder_days import due_days_reminded, parse_days

USUAL_DAYS = (-7, -2, 1)
AT_ONCE = 500
SENDING = "reporting.send_mails"
"""The job of tasks.py that sends."""


class NobodyToRemind(Refusal):
    code = "nobody-to-remind"
    message_vi = "Không còn ai cần nhắc: các đơn vị đã gửi, chưa có địa chỉ thư, hoặc hôm nay đã nhắc rồi."
    message_en = "Nobody is left to remind: reports came, no address is known, or it was done today."


@dataclass(frozen=True, slots=True)
class Told:
    """One letter that would go out: to whom, about which bodies, in which words."""

    way: Way
    whom: str
    name: str
    person: str
    codes: tuple[str, ...]
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What sending would do now. `without_address` are bodies that nobody here can write to."""

    told: tuple[Told, ...]
    without_address: tuple[str, ...]
    done_today: int


# ---- who, and which words


def missing_rows(cycle: Cycle) -> QuerySet[DueRow]:
    """Return the rows of a cycle of which nothing came, in the order of names."""
    return DueRow.objects.filter(cycle=cycle, state=Standing.MISSING.value).order_by("sort_key", "code")


def preview(*, cycle: Cycle, rows: QuerySet[DueRow], at: datetime, on: date) -> Preview:
    """Return the e-mails that would go out for these rows: one a person, whatever number of bodies."""
    owing = list(rows)
    people = people_of_units([row.unit_id for row in owing if row.unit_id], on)
    done = set(Reminder.objects.filter(cycle=cycle, way=Way.EMAIL, on=on).values_list("whom", flat=True))
    by_unit: dict[str, list[Person]] = {}
    for unit, person in people:
        if person.email:
            by_unit.setdefault(unit, []).append(person)
    own: dict[str, tuple[Person, list[DueRow]]] = {}
    for row in owing:
        for person in by_unit.get(row.unit_id or "", ()):
            own.setdefault(person.email.casefold(), (person, []))[1].append(row)
    told = tuple(
        _told(cycle, person, rows, at) for address, (person, rows) in own.items() if address not in done
    )
    without = tuple(row.name for row in owing if row.unit_id not in by_unit)
    return Preview(told, without, len(own.keys() & done))


def _told(cycle: Cycle, person: Person, rows: Sequence[DueRow], at: datetime) -> Told:
    return Told(
        Way.EMAIL,
        person.email.casefold(),
        person.full_name,
        str(person.pk),
        tuple(row.code for row in rows),
        f"Nhắc gửi {what(cycle)}: {cycle.campaign.title}"[:200],
        words(cycle, rows, at),
    )


def what(cycle: Cycle) -> str:
    """Return how the thing owed is called: "báo cáo 6 tháng đầu năm 2026", or a plan."""
    if cycle.asked == "plan":
        return "kế hoạch"
    return f"báo cáo {CycleCode.parse(cycle.code).vietnamese}"


def words(cycle: Cycle, rows: Sequence[DueRow], at: datetime) -> str:
    """Return what a reminder says about some rows of one cycle."""
    lines = [
        f"Kính gửi {rows[0].name}:" if len(rows) == 1 else "Kính gửi các đơn vị có tên dưới đây:",
        "",
    ]
    for row in rows:
        late_from = row.late_from.astimezone(ZONE)
        state = "đã quá hạn" if at >= row.late_from else "sắp đến hạn"
        lines.append(
            f"- {row.name}: {what(cycle)}, hạn ngày {row.due_on:%d/%m/%Y}"
            f" (tính là muộn từ {late_from:%H:%M} ngày {late_from:%d/%m/%Y}), {state}, chưa nhận được."
        )
    lines += [
        "",
        f"Nội dung: {cycle.campaign.title}.",
        "Chỉ tiêu nào không phát sinh, đề nghị ghi rõ “không phát sinh”. Nếu đã gửi, xin cho biết thời gian"
        " và hình thức gửi để đối chiếu. Trân trọng.",
    ]
    return "\n".join(lines)


# ---- sending


@transaction.atomic
def remind(*, cycle: Cycle, codes: Sequence[str] | None, by: Person, at: datetime, on: date) -> int:
    """Enter and send the e-mails of a preview; `codes` None means every body of which nothing came.

    Raises: NotPermitted, NobodyToRemind.
    """
    require_right(by, Right.REMIND, on=on, body=cycle.office)
    rows = missing_rows(cycle)
    if codes is not None:
        rows = rows.filter(code__in=codes)
    made = _enter(cycle, preview(cycle=cycle, rows=rows, at=at, on=on).told, by=str(by.pk), at=at, on=on)
    if not made:
        raise NobodyToRemind()
    return made


@transaction.atomic
def record_told(*, cycle: Cycle, way: Way, codes: Sequence[str], by: Person, at: datetime, on: date) -> int:
    """Enter that bodies were told by letter, message or telephone, outside of the program.

    Raises: NotPermitted, NobodyToRemind.
    """
    require_right(by, Right.REMIND, on=on, body=cycle.office)
    rows = missing_rows(cycle).filter(code__in=codes)
    told = [
        Told(way, row.code, row.name, "", (row.code,), f"Nhắc gửi {what(cycle)}", words(cycle, [row], at))
        for row in rows
    ]
    made = _enter(cycle, told, by=str(by.pk), at=at, on=on)
    if not made:
        raise NobodyToRemind()
    return made


def _enter(cycle: Cycle, told: Sequence[Told], *, by: str, at: datetime, on: date) -> int:
    """Enter reminders; those whom another did remind today meanwhile are left out by the database."""
    rows = [
        Reminder(
            office=cycle.office,
            cycle=cycle,
            way=each.way,
            whom=each.whom,
            person=each.person,
            codes=list(each.codes),
            subject=each.subject,
            words=each.words,
            on=on,
            made_at=at,
            by=by,
            sent_at=None if each.way == Way.EMAIL else at,
        )
        for each in told
    ]
    Reminder.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    made = list(Reminder.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "way", "codes"))
    if made:
        facts = {
            "cycle": cycle.code,
            "ways": sorted({way for _, way, _ in made}),
            "bodies": sorted({code for _, _, codes in made for code in codes}),
        }
        transaction.on_commit(_ask_for_sending)
        record(kind="reminder.made", by=by, subject=f"cycle:{cycle.pk}", at=at, facts=facts)
    return len(made)


def _ask_for_sending() -> None:
    """Put in the job that sends; where it waits already, once is enough."""
    with suppress(AlreadyEnqueued):
        app.configure_task(SENDING, queueing_lock=SENDING).defer()


def unsent() -> list[UUID]:
    """Return the e-mails that wait to be handed to the mail server, oldest first."""
    return list(
        Reminder.objects.filter(way=Way.EMAIL, sent_at=None, failed_why="")
        .order_by("made_at", "pk")
        .values_list("pk", flat=True)
    )


# ---- days, and by itself


def rule_of(campaign: Campaign) -> ReminderRule | None:
    """Return the rule of a campaign, None where nobody has changed what is usual."""
    return ReminderRule.objects.filter(campaign=campaign).first()


@transaction.atomic
def set_rule(
    *, campaign: Campaign, days: str, is_automatic: bool, by: Person, at: datetime, on: date
) -> ReminderRule:
    """Say on which days a campaign reminds, and whether by itself.

    Raises: NotPermitted, ReminderDayWrong.
    """
    require_right(by, Right.REMIND, on=on, body=campaign.office)
    wanted = list(parse_days(days))
    changes = {
        "office": campaign.office,
        "days": wanted,
        "is_automatic": is_automatic,
        "changed_by": str(by.pk),
        "changed_at": at,
    }
    rule, _ = ReminderRule.objects.update_or_create(campaign=campaign, defaults=changes)
    facts = {"days": wanted, "is_automatic": is_automatic}
    record(kind="reminder-rule.set", by=str(by.pk), subject=f"campaign:{campaign.pk}", at=at, facts=facts)
    return rule


def due_to_be_reminded(cycle: Cycle, days: Iterable[int], on: date) -> QuerySet[DueRow]:
    """Return the rows of a cycle of which nothing came, on one of whose reminder days we are."""
    return missing_rows(cycle).filter(due_on__in=due_days_reminded(days, on))


@transaction.atomic
def remind_by_itself(*, cycle: Cycle, days: Sequence[int], at: datetime, on: date) -> int:
    """Remind those whose reminder day it is; nobody a second time on one day."""
    rows = due_to_be_reminded(cycle, days, on)
    return _enter(cycle, preview(cycle=cycle, rows=rows, at=at, on=on).told, by=SYSTEM, at=at, on=on)


def cycles_reminding_by_themselves() -> list[tuple[Cycle, list[int]]]:
    """Return open cycles that remind by themselves and lack something, with the days of their rule."""
    missing = DueRow.objects.filter(cycle=OuterRef("pk"), state=Standing.MISSING.value)
    found = Cycle.objects.filter(
        Exists(missing), campaign__reminder_rule__is_automatic=True, campaign__closed_at=None
    ).select_related("campaign__reminder_rule")
    return [(cycle, cycle.campaign.reminder_rule.days) for cycle in found.order_by("late_from", "pk")]


# ---- letters, messages, telephones


@dataclass(frozen=True, slots=True)
class Owing:
    """A body of which nothing came, as the campaign describes it, under the name of the due list."""

    row: DueRow
    body: Body


def owing_bodies(cycle: Cycle, codes: Sequence[str] | None = None) -> list[Owing]:
    """Return the bodies of which nothing came; contact and telephone are those of the newest version."""
    version = newest_version(cycle.campaign)
    bodies = {body.code: body for body in said(version).bodies} if version else {}
    rows = missing_rows(cycle)
    if codes is not None:
        rows = rows.filter(code__in=codes)
    return [
        Owing(
            row,
            Body(
                row.code,
                row.name,
                line=row.line,
                contact=bodies[row.code].contact if row.code in bodies else "",
                phone=bodies[row.code].phone if row.code in bodies else "",
            ),
        )
        for row in rows
    ]


def reminders_of(row: DueRow) -> list[Reminder]:
    """Return the reminders that one row's body was told by, newest first."""
    return list(Reminder.objects.filter(cycle=row.cycle_id, codes__contains=[row.code]).order_by("-made_at"))


def latest_of(cycle: Cycle, most: int) -> list[Reminder]:
    """Return the latest reminders of a cycle, newest first."""
    return list(Reminder.objects.filter(cycle=cycle).order_by("-made_at", "whom")[:most])
