"""Reminding: who, which words, once a day; by itself where it was switched on; and the files of mails."""

import email
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import policy
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import due_lists
import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors, django_on
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting import tasks
from tonghop.apps.reporting.models import Cycle, DueRow, Reminder, Way
from tonghop.apps.reporting.reminders import (
    NobodyToRemind,
    cycles_reminding_by_themselves,
    missing_rows,
    owing_bodies,
    preview,
    record_told,
    remind,
    remind_by_itself,
    set_rule,
)
from tonghop.config.mail_servers import parse_mail_server
from tonghop.domain.reporting.reminder_days import ReminderDayWrong, parse_days


def reporter(alice: Person, login: str, *bodies: str, address: str = "") -> Person:
    person = official(alice, login, *((Role.REPORTER, body) for body in bodies))
    person.email = address or f"{login}@mau.example"
    person.save()
    return person


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def cycle(alice: Person) -> Cycle:
    reporter(alice, "chi", "a", "b")
    reporter(alice, "dung", "b")
    return due_lists.opened(due_lists.campaign())


@pytest.fixture
def bao(alice: Person, cycle: Cycle) -> Iterator[Person]:
    person = official(alice, "bao", (Role.COORDINATOR, OFFICE))
    with acting_as(person):
        yield person


def test_preview_says_who_and_which_words_once_a_person(cycle: Cycle, bao: Person) -> None:
    shown = preview(cycle=cycle, rows=missing_rows(cycle), at=AT, on=TODAY)

    assert {each.whom: sorted(each.codes) for each in shown.told} == {
        "chi@mau.example": ["a", "b"],
        "dung@mau.example": ["b"],
    }
    assert shown.without_address == ("Mặt trận xã Dĩ Mẫu",)
    words = next(each.words for each in shown.told if each.whom.startswith("dung"))
    assert words.startswith("Kính gửi Đảng ủy phường Đồng Mẫu:")
    assert "báo cáo 6 tháng đầu năm 2026, hạn ngày 01/06/2026 (tính là muộn từ 00:00 ngày 02/06/2026" in words
    assert "đã quá hạn" in words
    assert not Reminder.objects.exists()


def test_nobody_is_reminded_twice_on_a_day_and_again_on_the_next(cycle: Cycle, bao: Person) -> None:
    assert remind(cycle=cycle, codes=["b"], by=bao, at=AT, on=TODAY) == 2
    with pytest.raises(NobodyToRemind):
        remind(cycle=cycle, codes=None, by=bao, at=AT, on=TODAY)
    assert remind(cycle=cycle, codes=None, by=bao, at=AT, on=TODAY + timedelta(1)) == 2

    again = Reminder.objects.filter(on=TODAY)[0]
    again.pk = None
    with pytest.raises(IntegrityError, match="nobody_is_reminded_twice_a_day"), transaction.atomic():
        again.save(force_insert=True)


def test_who_reported_is_excused_or_annulled_hears_nothing(cycle: Cycle, bao: Person) -> None:
    DueRow.objects.filter(code="a").update(has_arrived=True)
    DueRow.objects.filter(code="b").update(is_excused=True)
    DueRow.objects.filter(code="c").update(annulled_at=AT)

    with pytest.raises(NobodyToRemind):
        remind(cycle=cycle, codes=None, by=bao, at=AT, on=TODAY)


@pytest.mark.parametrize("mandate", [(Role.AUDITOR, OFFICE), (Role.COORDINATOR, "b"), (Role.REPORTER, "a")])
def test_only_the_offices_coordinator_reminds(cycle: Cycle, alice: Person, mandate: tuple[Role, str]) -> None:
    charlie = official(alice, "charlie", mandate)

    with acting_as(charlie):
        for act in (
            lambda: remind(cycle=cycle, codes=None, by=charlie, at=AT, on=TODAY),
            lambda: record_told(cycle=cycle, way=Way.PHONE, codes=["a"], by=charlie, at=AT, on=TODAY),
            lambda: set_rule(
                campaign=cycle.campaign, days="-7", is_automatic=True, by=charlie, at=AT, on=TODAY
            ),
        ):
            with pytest.raises(NotPermitted):
                act()


def test_call_is_entered_and_seen(cycle: Cycle, bao: Person) -> None:
    assert record_told(cycle=cycle, way=Way.PHONE, codes=["a", "zz"], by=bao, at=AT, on=TODAY) == 1

    (told,) = Reminder.objects.all()
    assert (told.whom, told.sent_at, told.codes) == ("a", AT, ["a"])


def test_person_reads_their_own_reminders_and_no_other(cycle: Cycle, bao: Person) -> None:
    remind(cycle=cycle, codes=None, by=bao, at=AT, on=TODAY)

    with acting_as(Person.objects.get(login="dung")):
        assert [reminder.whom for reminder in Reminder.objects.all()] == ["dung@mau.example"]
    with acting_as(Person.objects.get(login="alice")):
        assert not Reminder.objects.exists()


DAYS = [
    # on, who is reminded of a report due on 1/6/2026 (7 and 2 days before, 1 day after)
    (date(2026, 5, 24), 0),
    (date(2026, 5, 25), 2),
    (date(2026, 5, 26), 0),
    (date(2026, 5, 30), 2),
    (date(2026, 6, 1), 0),
    (date(2026, 6, 2), 2),
]


@pytest.mark.parametrize(("on", "count"), DAYS)
def test_program_reminds_on_the_days_of_the_rule(cycle: Cycle, bao: Person, on: date, count: int) -> None:
    set_rule(campaign=cycle.campaign, days="1; -2; -7", is_automatic=True, by=bao, at=AT, on=TODAY)
    at = datetime.combine(on, datetime.min.time(), due_lists.LATE_FROM.tzinfo)

    ((found, days),) = cycles_reminding_by_themselves()

    assert (found, days) == (cycle, [-7, -2, 1])
    assert [remind_by_itself(cycle=cycle, days=days, at=at, on=on) for _ in range(2)] == [count, 0]


def test_program_reminds_only_where_it_is_switched_on(cycle: Cycle, bao: Person) -> None:
    assert cycles_reminding_by_themselves() == []
    set_rule(campaign=cycle.campaign, days="-7", is_automatic=False, by=bao, at=AT, on=TODAY)
    assert cycles_reminding_by_themselves() == []


def test_extended_row_is_reminded_by_its_own_day(cycle: Cycle, bao: Person) -> None:
    DueRow.objects.filter(code="b").update(due_on=date(2026, 6, 10))

    assert remind_by_itself(cycle=cycle, days=[-7], at=AT, on=date(2026, 6, 3)) == 2
    assert set(Reminder.objects.values_list("codes", flat=True).distinct()[0]) == {"b"}


@pytest.mark.parametrize("text", ["x", "61", "-61", "1.5", "--1", "²", "1e1", "-"])
def test_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ReminderDayWrong):
        parse_days(text)


# ---- sending


@pytest.fixture
def waiting(scratch: Doors, settings_of_mail: Path) -> Iterator[Path]:
    """Two reminders that wait, in a database of the test's own, as the worker finds them."""
    with django_on(scratch.work):
        alice = administrator()
        reporter(alice, "chi", "a")
        reporter(alice, "dung", "b", address="dung@nowhere.example")
        bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
        cycle = due_lists.opened(due_lists.campaign())
        with acting_as(bao):
            remind(cycle=cycle, codes=None, by=bao, at=AT, on=TODAY)
        yield settings_of_mail


@pytest.fixture
def settings_of_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from django.conf import settings

    monkeypatch.setattr(settings, "MAIL_FOLDER", str(tmp_path / "thư"), raising=False)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "tonghop.config.mail_folder.FolderOfMails")
    return tmp_path / "thư"


def test_mails_become_files_once(waiting: Path) -> None:
    assert [tasks.send_waiting() for _ in range(2)] == [2, 0]

    letters = [
        email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in waiting.glob("*.eml")
    ]
    assert sorted(letter["To"] for letter in letters) == ["chi@mau.example", "dung@nowhere.example"]
    assert letters[0]["Subject"].strip() == "Nhắc gửi báo cáo 6 tháng đầu năm 2026: Xây dựng xã điển hình"
    assert "Chỉ tiêu nào không phát sinh" in letters[0].get_content()
    assert all(b"\n" not in file.read_bytes().replace(b"\r\n", b"") for file in waiting.glob("*.eml"))
    assert not [file for file in waiting.iterdir() if file.suffix != ".eml"]


def test_refused_address_is_noted_and_the_rest_goes_out(
    waiting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(message: mail.EmailMessage) -> int:
        if "nowhere" in message.to[0]:
            raise SMTPRecipientsRefused({})
        return 1

    monkeypatch.setattr(mail.EmailMessage, "send", send)

    assert [tasks.send_waiting() for _ in range(2)] == [1, 0]

    with acting_by_itself():
        assert dict(Reminder.objects.values_list("whom", "failed_why")) == {
            "chi@mau.example": "",
            "dung@nowhere.example": "SMTPRecipientsRefused",
        }


def test_server_that_is_away_leaves_mails_waiting(waiting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(message: mail.EmailMessage) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr(mail.EmailMessage, "send", away)
    with pytest.raises(SMTPServerDisconnected):
        tasks.send_waiting()
    monkeypatch.undo()

    with acting_by_itself():
        assert Reminder.objects.filter(sent_at=None, failed_why="").count() == 2


def test_reminding_asks_the_worker_to_send(scratch: Doors) -> None:
    import psycopg

    with django_on(scratch.work):
        alice = administrator()
        reporter(alice, "chi", "a")
        bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
        cycle = due_lists.opened(due_lists.campaign())
        for day in (TODAY, TODAY + timedelta(1)):  # the second finds the job waiting already
            with acting_as(bao):
                remind(cycle=cycle, codes=None, by=bao, at=AT, on=day)

    with psycopg.connect(scratch.work.url) as connection:
        (count,) = connection.execute(
            "select count(*) from procrastinate_jobs where task_name = 'reporting.send_mails'"
        ).fetchone() or (0,)
    assert count == 1


def test_telephones_are_the_newest_versions_and_names_the_lists(cycle: Cycle, bao: Person) -> None:
    owing = {each.body.code: each.body for each in owing_bodies(cycle, ["a", "c"])}

    assert set(owing) == {"a", "c"}
    assert (owing["a"].phone, owing["a"].contact, owing["a"].name) == (
        "0218 385 0000",
        "Văn phòng",
        "Ủy ban nhân dân xã Ân Mẫu",
    )


SERVERS = [
    ("smtp://a:b@mail.example", 587, True, False),
    ("smtps://mail.example:1465", 1465, False, True),
    ("smtp+plain://localhost", 25, False, False),
]


@pytest.mark.parametrize(("url", "port", "starttls", "tls"), SERVERS)
def test_mail_server_is_one_address(url: str, port: int, starttls: bool, tls: bool) -> None:
    given = parse_mail_server(url).for_django

    assert (given["EMAIL_PORT"], given["EMAIL_USE_TLS"], given["EMAIL_USE_SSL"]) == (port, starttls, tls)


@pytest.mark.parametrize(
    "url", ["mail.example", "http://a", "smtp://", "smtp://a:x", "smtp://a/b", "smtp://a?b"]
)
def test_mail_server_that_is_none_is_refused(url: str) -> None:
    from tonghop.config.environment import SettingUnusable

    with pytest.raises(SettingUnusable):
        parse_mail_server(url)
