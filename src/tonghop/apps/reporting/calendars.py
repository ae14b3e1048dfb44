"""A person's calendar at a secret address: making, ending, and what stands in it."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import RIGHTS, Right
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.models import Asked, CalendarAddress, Cycle, DueRow, RowEvent
from tonghop.apps.reporting.permissions import access_cycles
from tonghop.apps.reporting.reminders import what
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.reporting.due_list import Standing
from tonghop.formats.calendar_feed import Entry, calendar_feed

LOOK_BACK = timedelta(days=400)
MOST_ENTRIES = 2000
LONGEST_TOKEN = 100


@transaction.atomic
def renew_address(*, by: Person, at: datetime) -> str:
    """Give somebody a new secret address; the one before ends. Returns the secret, which is kept nowhere."""
    end_address(by=by, at=at)
    token = secrets.token_urlsafe(32)
    made = CalendarAddress.objects.create(person=str(by.pk), token_sha256=hashed(token), made_at=at)
    record(kind="calendar.made", by=str(by.pk), subject=f"calendar:{made.pk}", at=at, facts={})
    return token


@transaction.atomic
def end_address(*, by: Person, at: datetime) -> bool:
    """End somebody's own secret address; say whether there was one."""
    kept = CalendarAddress.objects.select_for_update().filter(person=str(by.pk), ended_at=None).first()
    if kept is None:
        return False
    kept.ended_at = at
    kept.save(update_fields=["ended_at"])
    record(kind="calendar.ended", by=str(by.pk), subject=f"calendar:{kept.pk}", at=at, facts={})
    return True


def address_of(person: Person) -> CalendarAddress | None:
    """Return somebody's live address; its secret cannot be shown again."""
    return CalendarAddress.objects.filter(person=str(person.pk), ended_at=None).first()


def hashed(token: str) -> str:
    """Return what is kept of a secret. It has 256 bits of chance, so that no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed(*, token: str, at: datetime, on: date) -> bytes:
    """Return the calendar at a secret address: what its owner may see, and nothing else.

    Raises: NoSuchThing, for an address that is unknown or ended and for people who may come in no more.
    """
    with acting_by_itself():
        kept = CalendarAddress.objects.filter(
            token_sha256=hashed(token[:LONGEST_TOKEN]), ended_at=None
        ).first()
        person = Person.objects.filter(pk=kept.person, is_active=True).first() if kept else None
    if person is None or not person.mandates.in_force(on=on).exists():
        raise NoSuchThing()
    with acting_as(person):
        entries = [*_owed(person, at, on), *_collected(person, at, on)]
    return calendar_feed("Hạn báo cáo", entries[:MOST_ENTRIES])


def _owed(person: Person, at: datetime, on: date) -> list[Entry]:
    """Return what the person's bodies owe. A row has one entry for its life; an extension moves it."""
    bodies = person.mandates.in_force(on=on).filter(role__in=RIGHTS[Right.SEE_OWN_DUE_ROWS])
    rows = DueRow.objects.filter(
        unit__in=bodies.values("body"), annulled_at=None, late_from__gte=at - LOOK_BACK
    )
    found = list(rows.select_related("cycle", "cycle__campaign").order_by("late_from", "pk")[:MOST_ENTRIES])
    events = RowEvent.objects.filter(row__in=found).values_list("row").annotate(at=Max("happened_at"))
    changed = dict(events)
    return [_owed_entry(row, changed.get(row.pk, _changed(row.cycle))) for row in found]


def _owed_entry(row: DueRow, changed_at: datetime) -> Entry:
    is_done = row.state != Standing.MISSING
    title = f"{'Đã xong: ' if is_done else 'Hạn gửi '}{what(row.cycle)}: {row.name}"
    words = f"{row.cycle.campaign.title}\n{_late_words(row.late_from)}"
    return Entry(f"{row.pk}@tonghop.invalid", row.late_from, title, words, changed_at, is_done)


def _collected(person: Person, at: datetime, on: date) -> list[Entry]:
    """Return the cycles that the person's offices collect, planned ones too."""
    cycles = access_cycles(by=person, on=on).filter(late_from__gte=at - LOOK_BACK)
    found = cycles.select_related("campaign").order_by("late_from", "pk")[:MOST_ENTRIES]
    return [
        Entry(
            f"{cycle.pk}@tonghop.invalid",
            cycle.late_from,
            f"Hạn nhận {'kế hoạch' if cycle.asked == Asked.PLAN else what(cycle)}",
            f"{cycle.campaign.title}\n{_late_words(cycle.late_from)}",
            _changed(cycle),
            at >= cycle.late_from,
        )
        for cycle in found
    ]


def _changed(cycle: Cycle) -> datetime:
    return cycle.opened_at or cycle.campaign.made_at


def _late_words(late_from: datetime) -> str:
    local = late_from.astimezone(ZONE)
    return f"Tính là muộn từ {local:%H:%M} ngày {local:%d/%m/%Y}."
