"""A calendar at a secret address: no session, only what its owner may see, and an end that is an end."""

import re
from datetime import timedelta
from typing import Any

import due_lists
import icalendar
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.calendars import hashed, renew_address
from tonghop.apps.reporting.cycle_actions import extend, record_arrival
from tonghop.apps.reporting.models import CalendarAddress, Cycle, DueRow


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def cycle(alice: Person) -> Cycle:
    return due_lists.opened(due_lists.campaign())


def events(token: str) -> dict[str, Any]:
    answer = Client(SERVER_NAME="localhost").get(reverse("calendar-feed", args=[token]))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    found = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(event["summary"]): event for event in found}


def token_of(person: Person) -> str:
    with acting_as(person):
        return renew_address(by=person, at=AT)


def test_address_is_shown_once_renewed_and_ended(cycle: Cycle, alice: Person) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(official(alice, "chi", (Role.REPORTER, "a")))
    page = reverse("my-calendar")

    def shown(answer: Any) -> str:
        found = re.search(r'value="(http://localhost/[^"]+\.ics)"', answer.content.decode())
        return found[1] if found else ""

    first = shown(client.post(page))
    assert first
    assert not shown(client.get(page))
    second = shown(client.post(page))
    stranger = Client(SERVER_NAME="localhost")
    assert stranger.get(first).status_code == 404
    assert stranger.get(second).status_code == 200
    client.post(page, {"viec": "ket-thuc"})
    assert stranger.get(second).status_code == 404
    secret = second.rsplit("/", 1)[1].removesuffix(".ics")
    with acting_by_itself():
        kept = CalendarAddress.objects.values_list("token_sha256", flat=True)
        assert hashed(secret) in kept
        assert secret not in kept


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "..%2f..", "đ"])
def test_unknown_address_is_not_there(memory: Doors, token: str) -> None:
    assert Client(SERVER_NAME="localhost").get(f"/van-phong/lich/{token}.ics").status_code == 404


def test_body_sees_its_own_days_and_the_office_its_cycles(cycle: Cycle, alice: Person) -> None:
    chi = official(alice, "chi", (Role.REPORTER, "a"))
    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
    dung = official(alice, "dung", (Role.EDITOR, OFFICE))

    own, office = events(token_of(chi)), events(token_of(bao))

    assert list(own) == ["Hạn gửi báo cáo 6 tháng đầu năm 2026: Ủy ban nhân dân xã Ân Mẫu"]
    assert next(iter(own.values())).decoded("dtend") == due_lists.LATE_FROM
    assert list(office) == ["Hạn nhận báo cáo 6 tháng đầu năm 2026"]
    assert events(token_of(dung)) == {}


def test_entry_keeps_its_id_when_it_moves_and_when_it_is_done(cycle: Cycle, alice: Person) -> None:
    chi, bao = (
        official(alice, "chi", (Role.REPORTER, "a")),
        official(alice, "bao", (Role.COORDINATOR, OFFICE)),
    )
    token = token_of(chi)
    (before,) = events(token).values()
    with acting_as(bao):
        rows = [DueRow.objects.get(code="a").pk]
        later = {"by": bao, "at": AT + timedelta(1), "on": TODAY}
        extend(cycle=cycle, rows=rows, due_on=cycle.due_on + timedelta(5), late_at=None, why="Bão", **later)
    (moved,) = events(token).values()
    with acting_as(bao):
        record_arrival(cycle=cycle, rows=rows, arrived_at=None, **later)
    ((title, done),) = events(token).items()

    assert before["uid"] == moved["uid"] == done["uid"]
    assert moved.decoded("dtend") - before.decoded("dtend") == timedelta(5)
    assert moved.decoded("dtstamp") > before.decoded("dtstamp")
    assert title.startswith("Đã xong: ")


def test_whoever_lost_the_mandates_loses_the_calendar(cycle: Cycle, alice: Person) -> None:
    chi = official(alice, "chi", (Role.REPORTER, "a"))
    token = token_of(chi)
    chi.mandates.update(valid_to=TODAY - timedelta(1))

    assert Client(SERVER_NAME="localhost").get(reverse("calendar-feed", args=[token])).status_code == 404


def test_nobody_reads_or_makes_anothers_address(memory: Doors, alice: Person) -> None:
    chi, dung = official(alice, "chi", (Role.REPORTER, "a")), official(alice, "dung", (Role.REPORTER, "b"))
    token_of(chi)

    with acting_as(dung):
        assert not CalendarAddress.objects.exists()
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            CalendarAddress.objects.create(person=str(chi.pk), token_sha256="b" * 64, made_at=AT)
    with acting_as(chi), pytest.raises(IntegrityError, match="one_calendar"), transaction.atomic():
        CalendarAddress.objects.create(person=str(chi.pk), token_sha256="b" * 64, made_at=AT)
