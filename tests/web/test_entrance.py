"""The entrance as people use it: passwords, second factors, links, sessions; what strangers may not learn."""

import json
import logging
import re
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from people import AT, TODAY, administrator, official

from databases import Doors, django_on
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.actions import enter_with_link, grant_mandate
from tonghop.apps.accounts.entrance import TooManyAttempts, begin_attempt
from tonghop.apps.accounts.limits import FLOOD_AT_LOGIN, STRICT, WINDOW
from tonghop.apps.accounts.models import Person, SignInAttempt
from tonghop.apps.accounts.roles import WITH_SECOND_FACTOR, Role
from tonghop.apps.audit.models import Event
from tonghop.web.office.data_answers import DATA
from tonghop.web.office.urls import ROUTES
from tonghop.web.sessions import PROLONGED_EVERY_SECONDS
from web.entering import CHEAP, PASSWORD, browser, code_of, give_password, set_up_app, sign_in

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture
def alice(scratch: Doors) -> Iterator[Person]:
    """The administrator, in a database where what is committed is committed: allauth hears of that."""
    with django_on(scratch.work), override_settings(PASSWORD_HASHERS=CHEAP):
        person = administrator()
        give_password(person)
        yield person


def entered(alice: Person, login: str, *mandates: tuple[Role, str]) -> Person:
    person = official(alice, login, *mandates)
    give_password(person)
    return person


def events(alice: Person, kind: str) -> list[Event]:
    with acting_as(alice):
        return list(Event.objects.filter(kind=kind))


def test_reporter_signs_in_with_a_password_and_is_told_in_the_audit(alice: Person) -> None:
    binh = entered(alice, "binh", (Role.REPORTER, "a"))
    client = browser()

    answer = sign_in(client, "BINH")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/van-phong/")
    assert client.get(reverse("my-work")).status_code == 200
    (event,) = events(alice, "person.signed-in")
    assert event.actor == str(binh.pk)
    assert '"factors":["password"]' in event.content.replace(" ", "")


WRONG_WORDS = [
    ("binh", "sai hoàn toàn"),
    ("nobody-at-all", PASSWORD),
    ("resting", PASSWORD),  # a right password, of an account that rests
    ("invited", PASSWORD),  # no password yet
    ("binh", "x" * 5000),
]


@pytest.mark.parametrize(("login", "password"), WRONG_WORDS)
def test_every_wrong_word_gets_one_answer(alice: Person, login: str, password: str) -> None:
    entered(alice, "binh", (Role.REPORTER, "a"))
    resting = entered(alice, "resting", (Role.REPORTER, "a"))
    Person.objects.filter(pk=resting.pk).update(is_active=False)
    official(alice, "invited")
    client = browser()

    answer = sign_in(client, login, password)

    assert answer.status_code == 200
    if len(password) < 257:
        assert WRONG in answer.content.decode()
        (event,) = events(alice, "sign-in.failed")
        assert login not in event.content or login == "binh"
    assert "_auth_user_id" not in client.session


def test_name_that_nobody_has_stands_nowhere(alice: Person) -> None:
    sign_in(browser(), "mật-khẩu-gõ-nhầm-ô", "x")

    (event,) = events(alice, "sign-in.failed")
    assert event.subject == "person:unknown"
    assert "nhầm" not in event.content
    assert "nhầm" not in str(list(SignInAttempt.objects.values()))


def test_vietnamese_password_is_one_however_it_is_composed(alice: Person) -> None:
    import unicodedata

    entered(alice, "binh", (Role.REPORTER, "a"))

    assert sign_in(browser(), "binh", unicodedata.normalize("NFD", PASSWORD)).status_code == 302


# The limiter.


def test_two_hundred_people_of_one_address_sign_in_within_a_minute(alice: Person) -> None:
    for number in range(200):
        entered(alice, f"can-bo-{number}", (Role.REPORTER, "a"))
    begun = time.monotonic()

    answers = []
    for number in range(200):
        if number % 10 == 0:  # every tenth mistypes first
            sign_in(browser("10.0.0.1"), f"can-bo-{number}", "gõ nhầm")
        answers.append(sign_in(browser("10.0.0.1"), f"can-bo-{number}").status_code)

    assert answers == [302] * 200
    assert time.monotonic() - begun < 60


def test_guessing_is_slowed_and_the_owner_comes_in_from_elsewhere(alice: Person) -> None:
    entered(alice, "binh", (Role.REPORTER, "a"))
    entered(alice, "cuong", (Role.REPORTER, "a"))

    for _ in range(STRICT):
        assert WRONG in sign_in(browser("10.0.0.66"), "binh", "đoán mò").content.decode()
    slowed = sign_in(browser("10.0.0.66"), "Binh ").content.decode()  # right, but here has to wait

    assert "Hãy đợi 15 phút" in slowed
    assert sign_in(browser("10.0.0.67"), "binh").status_code == 302
    assert sign_in(browser("10.0.0.66"), "cuong").status_code == 302
    SignInAttempt.objects.update(at=SignInAttempt.objects.first().at - WINDOW - timedelta(seconds=1))
    assert sign_in(browser("10.0.0.66"), "binh").status_code == 302


def test_unknown_name_is_slowed_like_a_known_one(alice: Person) -> None:
    for _ in range(STRICT):
        sign_in(browser(), "nobody", "đoán mò")

    assert "Hãy đợi 15 phút" in sign_in(browser(), "nobody", "đoán mò").content.decode()


def test_guessing_from_everywhere_does_not_lock_the_owner_out(alice: Person) -> None:
    entered(alice, "binh", (Role.REPORTER, "a"))
    for number in range(FLOOD_AT_LOGIN):
        sign_in(browser(f"10.1.0.{number}"), "binh", "đoán mò")

    assert WRONG in sign_in(browser("10.2.0.1"), "binh", "đoán").content.decode()
    assert WRONG in sign_in(browser("10.2.0.1"), "binh", "đoán").content.decode()
    assert "Hãy đợi" in sign_in(browser("10.2.0.1"), "binh", "đoán").content.decode()  # now after two
    assert sign_in(browser("10.3.0.1"), "binh").status_code == 302


def test_many_guesses_at_once_do_not_slip_through_together(alice: Person) -> None:
    def guess(_: int) -> bool:
        try:
            begin_attempt(login="binh", address="10.0.0.1", at=timezone.now())
        except TooManyAttempts:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as guessers:
        passed = list(guessers.map(guess, range(30)))

    assert sum(passed) == STRICT


def test_forwarded_address_is_believed_of_a_named_proxy_only(alice: Person) -> None:
    def ask(address: str, forwarded: str) -> str:
        client = browser(address, HTTP_X_FORWARDED_FOR=forwarded)
        sign_in(client, "binh", "đoán mò")
        return str(SignInAttempt.objects.latest("pk").address)

    assert ask("10.0.0.5", "1.2.3.4") == "10.0.0.5"
    with override_settings(TRUSTED_PROXIES=frozenset({"10.0.0.5"})):
        assert ask("10.0.0.5", "9.9.9.9, 1.2.3.4") == "1.2.3.4"  # what stands before is the asker's own word
        assert ask("10.0.0.5", "2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::"
        assert ask("10.0.0.6", "1.2.3.4") == "10.0.0.6"


def test_wrong_names_take_as_long_as_wrong_passwords(scratch: Doors) -> None:
    """The same argon2 work is done for a name that nobody has. Rough: one core is shared with others."""
    with django_on(scratch.work):
        give_password(official(administrator(), "binh", (Role.REPORTER, "a")))
        took: dict[str, list[float]] = {"binh": [], "nobody": []}
        for number in range(7):
            for login, seconds in took.items():
                client = browser(f"10.0.1.{number}")
                begun = time.process_time()
                sign_in(client, login, "sai")
                seconds.append(time.process_time() - begun)

    known, unknown = (statistics.median(seconds) for seconds in took.values())
    assert 0.5 < known / unknown < 2


# The second factor.


@pytest.mark.parametrize("role", sorted(WITH_SECOND_FACTOR))
def test_password_alone_reaches_nothing(alice: Person, role: Role) -> None:
    entered(alice, "dung", (role, "a"))
    client = browser()
    sign_in(client, "dung")

    for route in ROUTES:
        for ask in (client.get, client.post):
            answer = ask(_address(route.name))
            if route.manner is DATA:
                assert (answer.status_code, answer.json()["code"]) == (403, "second-factor-needed")
                continue
            assert (answer.status_code, answer.headers["Location"]) == (302, reverse("mfa_index")), route.name
    assert client.get(reverse("mfa_index")).status_code == 200


def _address(name: str) -> str:
    """An address of a page, with anything in the place of what it names."""
    (route,) = (route for route in ROUTES if route.name == name)
    given = {"uuid": "00000000-0000-0000-0000-000000000000", "int": "1", "str": "a", "path": "a", "slug": "a"}
    return reverse("my-work") + re.sub(
        r"<(?:(\w+):)?\w+>", lambda part: given[part[1] or "str"], route.address
    )


def test_setting_up_an_app_opens_the_pages_and_the_next_time_asks_for_it(alice: Person) -> None:
    client = browser()
    sign_in(client, "alice")

    secret = set_up_app(client)

    assert client.get(reverse("people")).status_code == 200
    codes = re.findall(
        r"<code[^>]*>(\d{8})</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode()
    )
    assert len(codes) == 10
    assert "<code" not in client.get(reverse("mfa_view_recovery_codes")).content.decode(), "shown once"

    later = browser()
    asked = sign_in(later, "alice")
    assert asked.headers["Location"] == reverse("mfa_authenticate")
    assert later.get(reverse("people")).status_code == 302
    assert "Mã không đúng" in later.post(asked.headers["Location"], {"code": "000000"}).content.decode()
    first = later.post(asked.headers["Location"], {"code": codes[0]})
    assert first.status_code == 302
    assert later.get(reverse("people")).status_code == 200
    assert [event.kind for event in events(alice, "second-factor.set")] == ["second-factor.set"] * 2

    replayed = browser()
    sign_in(replayed, "alice")
    assert replayed.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200, "one use"
    good = browser()
    sign_in(good, "alice")
    assert good.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    again = browser()
    sign_in(again, "alice")
    assert again.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 200, "one use"


def test_session_from_before_shows_the_factor_too(alice: Person) -> None:
    earlier, other = browser(), browser()
    sign_in(earlier, "alice")
    sign_in(other, "alice")
    secret = set_up_app(other)

    asked = earlier.get(reverse("people") + "?q=a")
    assert (
        asked.headers["Location"]
        == f"{reverse('mfa_reauthenticate')}?next=%2Fvan-phong%2Fquan-tri%2Fnguoi-dung%2F%3Fq%3Da"
    )
    back = earlier.post(
        asked.headers["Location"], {"code": code_of(secret), "next": "/van-phong/quan-tri/nguoi-dung/"}
    )
    assert back.status_code in (200, 302)
    Authenticator.objects.filter(user=alice).delete()
    assert other.get(reverse("people")).headers["Location"] == reverse("mfa_index"), "taken away: set up anew"


def test_mandate_that_begins_asks_for_a_factor_at_once(alice: Person) -> None:
    binh = entered(alice, "binh", (Role.REPORTER, "a"))
    client = browser()
    sign_in(client, "binh")
    assert client.get(reverse("my-work")).status_code == 200

    grant_mandate(person=binh, body="a", role=Role.APPROVER, valid_from=TODAY, by=alice, at=AT, on=TODAY)

    assert client.get(reverse("my-work")).headers["Location"] == reverse("mfa_index")


def test_guessing_codes_is_slowed(alice: Person) -> None:
    client = browser()
    sign_in(client, "alice")
    secret = set_up_app(client)
    thief = browser("10.0.0.9")
    sign_in(thief, "alice")

    for number in range(5):
        thief.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})

    assert (
        "Hãy đợi 5 phút"
        in thief.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).content.decode()
    )
    assert len(events(alice, "sign-in.failed")) == 5


def test_factor_that_is_removed_is_told_and_asked_for_anew(alice: Person) -> None:
    client = browser()
    sign_in(client, "alice")
    set_up_app(client)

    client.post(reverse("mfa_deactivate_totp"))

    told = [json.loads(event.content)["facts"]["factor"] for event in events(alice, "second-factor.removed")]
    assert told == ["totp", "recovery_codes"]
    assert client.get(reverse("people")).headers["Location"] == reverse("mfa_index")


# Links, passwords, sessions.


def test_first_password_by_a_link_that_works_once(alice: Person) -> None:
    with acting_as(alice):
        handed = enter_with_link(
            login="em", full_name="Nguyễn Văn Mẫu Em", by=alice, at=timezone.now(), on=TODAY
        )
    address = reverse("account-link", kwargs={"secret": handed.secret})
    client = browser()
    assert "tên đăng nhập <strong>em</strong>" in client.get(address).content.decode()

    short = client.post(address, {"password": "ngắn", "again": "ngắn"})
    apart = client.post(address, {"password": PASSWORD, "again": PASSWORD + "!"})
    named = client.post(address, {"password": "Nguyễn Văn Mẫu Em", "again": "Nguyễn Văn Mẫu Em"})
    done = client.post(address, {"password": PASSWORD, "again": PASSWORD})

    assert [answer.status_code for answer in (short, apart, named, done)] == [422, 422, 422, 302]
    assert "12 ký tự" in short.content.decode()
    assert "không giống nhau" in apart.content.decode()
    assert client.get(address).status_code == 410
    assert client.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 410
    assert sign_in(browser(), "em").status_code == 302
    assert handed.secret not in str([event.content for event in events(alice, "link.issued")])


def test_secret_of_a_link_is_in_no_log(alice: Person) -> None:
    with acting_as(alice):
        handed = enter_with_link(login="em", full_name="Mẫu", by=alice, at=timezone.now(), on=TODAY)
    handler = next(one for one in logging.getLogger().handlers if one.filters)
    said = StringIO()

    with patch.object(handler, "stream", said):
        address = reverse("account-link", kwargs={"secret": handed.secret})
        assert browser().post(address, {"password": "ngắn", "again": "ngắn"}).status_code == 422
        assert browser().get(address + "them/").status_code == 404

    assert "dat-mat-khau" in said.getvalue()
    assert handed.secret not in said.getvalue()


@pytest.mark.parametrize("secret", ["x", "x" * 43, "a" * 5000, "%00", "ü"])
def test_invented_link_opens_nothing(alice: Person, secret: str) -> None:
    assert browser().get(f"/tai-khoan/dat-mat-khau/{secret}/").status_code == 410


def test_change_of_password_asks_for_the_present_one_and_ends_other_sessions(alice: Person) -> None:
    entered(alice, "binh", (Role.REPORTER, "a"))
    here, elsewhere = browser(), browser()
    sign_in(here, "binh")
    sign_in(elsewhere, "binh")
    before = here.session.session_key

    asked = here.get(reverse("account_change_password"))
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert "Mật khẩu không đúng" in here.post(asked.headers["Location"], {"password": "sai"}).content.decode()
    here.post(asked.headers["Location"], {"password": PASSWORD})
    weak = here.post(
        reverse("account_change_password"), {"password": "password1234", "again": "password1234"}
    )
    done = here.post(
        reverse("account_change_password"), {"password": "câu khác cũng dài", "again": "câu khác cũng dài"}
    )

    assert weak.status_code == 422
    assert (done.status_code, done.headers["Location"]) == (302, reverse("account"))
    assert here.get(reverse("account")).status_code == 200
    assert here.session.session_key != before
    assert elsewhere.get(reverse("account")).status_code == 302
    assert sign_in(browser(), "binh").status_code == 200
    assert sign_in(browser(), "binh", "câu khác cũng dài").status_code == 302
    assert len(events(alice, "password.changed")) == 1


def test_sessions_are_seen_and_ended(alice: Person) -> None:
    entered(alice, "binh", (Role.REPORTER, "a"))
    entered(alice, "cuong", (Role.REPORTER, "a"))
    here = browser(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/128.0")
    there, third, other = browser("10.0.0.7"), browser("10.0.0.8"), browser()
    for client, login in ((here, "binh"), (there, "binh"), (third, "binh"), (other, "cuong")):
        sign_in(client, login)

    page = here.get(reverse("account-sessions"))
    assert "Firefox, Windows" in page.content.decode()
    assert "phiên này" in page.content.decode()
    there_id = UserSession.objects.get(ip="10.0.0.7").pk
    assert len(re.findall("/phien/[0-9]+/ket-thuc/", page.content.decode())) == 2
    assert other.post(reverse("account-session-end", kwargs={"session_id": there_id})).status_code == 404
    assert there.get(reverse("my-work")).status_code == 200
    here.post(reverse("account-session-end", kwargs={"session_id": there_id}))
    assert there.get(reverse("my-work")).status_code == 302
    here.post(reverse("account-sessions-end-others"))
    assert third.get(reverse("my-work")).status_code == 302
    assert here.get(reverse("my-work")).status_code == 200
    assert len(events(alice, "session.ended")) == 2


def test_session_is_another_after_signing_in_and_gone_after_signing_out(alice: Person) -> None:
    entered(alice, "binh", (Role.REPORTER, "a"))
    client = browser()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    planted = session.session_key

    sign_in(client, "binh")

    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()
    signed_in = client.session.session_key
    assert client.get(reverse("account_logout")).status_code == 200, "asking changes nothing"
    assert client.get(reverse("my-work")).status_code == 200
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=signed_in).exists()


NEXT = [
    ("/van-phong/tai-khoan/", "/van-phong/tai-khoan/"),
    ("https://evil.example/", "/van-phong/"),
    ("//evil.example/", "/van-phong/"),
    ("/\\evil.example/", "/van-phong/"),
    ("https:evil.example", "/van-phong/"),
    ("http://localhost/van-phong/", "/van-phong/"),  # our own, but not as a path
    ("javascript:alert(1)", "/van-phong/"),
    ("\x00/van-phong/", "/van-phong/"),
    (" //evil.example", "/van-phong/"),
]


@pytest.mark.parametrize(("asked", "led"), NEXT)
def test_only_own_paths_are_gone_on_to(alice: Person, asked: str, led: str) -> None:
    entered(alice, "binh", (Role.REPORTER, "a"))
    client = browser()

    assert sign_in(client, "binh", next=asked).headers["Location"] == led
    chosen = client.post(reverse("choose-language"), {"language": "en", "next": asked})
    assert chosen.headers["Location"] == led
    gone = client.post(reverse("account_logout"), {"next": asked}).headers["Location"]
    assert gone in ("/", led)


CLOSED = [
    "signup/",
    "email/",
    "password/reset/",
    "password/set/",
    "3rdparty/",
    "social/signup/",
    "login/",
    "khoa/signup/",
]


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_else_of_the_library_is_there(alice: Person, path: str) -> None:
    assert browser().get(f"/tai-khoan/{path}").status_code == 404
    assert browser().post(f"/tai-khoan/{path}").status_code == 404


# Forgotten passwords.


def test_forgotten_password_has_one_answer_and_writes_to_those_who_have_an_address(
    alice: Person, tmp_path: object
) -> None:
    from django.core import mail
    from procrastinate.contrib.django.models import ProcrastinateJob

    from tonghop.apps.accounts.tasks import send_link

    binh = entered(alice, "binh", (Role.REPORTER, "a"))
    Person.objects.filter(pk=binh.pk).update(email="mau@example.vn")

    answers = [
        browser().post(reverse("account_reset_password"), {"login": name}) for name in ("binh", "nobody")
    ]

    assert len({_without_token(answer.content.decode()) for answer in answers}) == 1
    jobs = [job.args for job in ProcrastinateJob.objects.order_by("id")]
    assert len(jobs) == 2
    assert jobs[0] == {"person_id": str(binh.pk)}
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        for given in jobs:
            send_link(**given)
    (letter,) = mail.outbox
    assert letter.to == ["mau@example.vn"]
    address = re.search(r"http://localhost:8000(/\S+)", letter.body)
    assert address is not None
    client = browser()
    assert (
        client.post(address[1], {"password": "câu mới thật dài", "again": "câu mới thật dài"}).status_code
        == 302
    )
    assert sign_in(client, "binh", "câu mới thật dài").status_code == 302


def _without_token(page: str) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page)


def test_asking_for_links_again_and_again_is_slowed(alice: Person) -> None:
    asked = [
        browser().post(reverse("account_reset_password"), {"login": "x"}).status_code
        for _ in range(STRICT + 1)
    ]

    assert asked == [200] * STRICT + [429]


def test_entrance_obeys_its_own_content_policy(alice: Person) -> None:
    client = browser()
    pages = [
        client.get(reverse(name)).content.decode() for name in ("account_login", "account_reset_password")
    ]
    sign_in(client, "alice")
    set_up_app(client)
    pages += [
        client.get(reverse(name)).content.decode()
        for name in ("mfa_index", "mfa_add_webauthn", "account_logout")
    ]

    for page in pages:
        assert not re.search(r"\son\w+=|style=|javascript:", page)
        for attributes, words in re.findall(r"<script([^>]*)>(.*?)</script>", page, flags=re.S):
            assert "application/json" in attributes or ("src=" in attributes and not words.strip())


def test_a_session_is_written_every_few_minutes_and_not_with_every_page(alice: Person) -> None:
    entered(alice, "binh", (Role.REPORTER, "a"))
    client = browser()
    sign_in(client, "binh")
    client.get(reverse("my-work"))
    held = Session.objects.get(session_key=client.session.session_key)

    client.get(reverse("my-work"))
    held.refresh_from_db()
    soon = held.expire_date
    client.get(reverse("my-work"))
    held.refresh_from_db()
    with patch("tonghop.web.sessions.time", lambda: time.time() + PROLONGED_EVERY_SECONDS):
        client.get(reverse("my-work"))
    after = Session.objects.get(session_key=client.session.session_key)

    assert held.expire_date == soon
    assert after.expire_date > soon
