"""A report saved and sent by a program: what is promised (each request once, nothing overwritten unseen,
nothing sent without a receipt), and every way in which a request may be wrong.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import due_lists
import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from people import administrator, official

from databases import Doors, django_on
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.audit.models import Event
from tonghop.apps.reporting.models import Change, DueRow, KeptReply, Revision, RowEvent, Submission
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.indicators import Indicator
from tonghop.web.office.report_wire import LONGEST_BODY_BYTES, MOST_FIELDS

INDICATORS = (
    Indicator("buoi", "Số buổi tuyên truyền", "buổi", estimate=True),
    Indicator("luot", "Lượt người nghe", "lượt", required=False),
)
FULL = {"buoi": "1.240", "luot/state": "nil", "#kho-khan": "Không."}
SAVE, SEND = "report-save", "report-send-data"


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody who writes for body a from a browser, and the row that their body owes."""

    person: Person
    client: Client
    row: UUID

    def ask(self, name: str, fields: object, version: int = 0, **given: Any) -> HttpResponse:
        """Save or send as the page does; `key` and whole `body` may be given."""
        headers = {
            "If-Match": f'"{version}"',
            "Idempotency-Key": str(given.get("key", uuid4())),
            "Accept-Language": "vi",
            **given.get("headers", {}),
        }
        body = given.get("body", json.dumps({"fields": fields}))
        method = self.client.put if name == SAVE else self.client.post
        kind = given.get("content_type", "application/json")
        answer: HttpResponse = method(
            reverse(name, args=[given.get("row", self.row)]),
            body,
            content_type=kind,
            headers={header: text for header, text in headers.items() if text is not None},
        )
        return answer


def desk(person: Person, row: UUID) -> Desk:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return Desk(person, client, row)


def prepared() -> Desk:
    alice = administrator()
    chi = official(alice, "chi", (Role.REPORTER, "a"))
    told = due_lists.said(indicators=INDICATORS, sections=(Section("kho-khan", "Khó khăn"),))
    cycle = due_lists.opened(due_lists.campaign(told))
    with acting_by_itself():
        row = DueRow.objects.get(cycle=cycle, code="a")
    return desk(chi, row.pk)


@pytest.fixture
def chi(memory: Doors) -> Desk:
    return prepared()


@pytest.fixture
def committed(scratch: Doors) -> Iterator[Desk]:
    """The same in a database where what is committed is committed, for several threads."""
    with django_on(scratch.work):
        yield prepared()


def told(answer: HttpResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.content)
    return found


def kept(by: Person) -> dict[str, int]:
    tables = (Submission, Change, Revision, KeptReply)
    with acting_as(by):
        return {table.__name__: table.objects.count() for table in tables}


# ---- what is answered when all is well


def test_a_save_says_how_each_figure_reads(chi: Desk) -> None:
    answer = chi.ask(SAVE, {"buoi": "1 240", "luot": "1,234", "buoi/estimated": "20", "#kho-khan": "Không."})

    assert answer.status_code == 200
    said = told(answer)
    assert (said["version"], said["status"], said["progress"]) == (1, "begun", "begun")
    assert said["fields"].keys() == {"buoi", "luot", "buoi/estimated"}
    assert said["fields"]["buoi"] == {
        "state": "figure",
        "shown": "1.240",
        "in_words": "một nghìn hai trăm bốn mươi",
        "message": "",
        "choices": [],
        "far": None,
    }
    assert said["fields"]["buoi/estimated"]["shown"] == "20"
    unclear = said["fields"]["luot"]
    assert (unclear["state"], unclear["shown"]) == ("unclear", "")
    assert "1,234" in unclear["message"]
    assert unclear["choices"]


@pytest.mark.parametrize(
    ("fields", "state"),
    [({"buoi/state": "nil"}, "nil"), ({"buoi/state": "missing"}, "missing"), ({"buoi": "0"}, "figure")],
)
def test_the_choices_that_are_no_number_are_told_apart(chi: Desk, fields: dict[str, str], state: str) -> None:
    assert told(chi.ask(SAVE, fields))["fields"]["buoi"]["state"] == state


def test_a_figure_far_from_the_last_one_says_so(chi: Desk) -> None:
    chi.ask(SEND, FULL)
    with acting_by_itself():
        row = DueRow.objects.select_related("cycle__campaign").get(pk=chi.row)
        later = due_lists.opened(row.cycle.campaign, "2027-H1", due_on=row.due_on.replace(year=2027),
                                 late_from=row.late_from.replace(year=2027))  # fmt: skip
        next_row = DueRow.objects.get(cycle=later, code="a")

    near = told(chi.ask(SAVE, {"buoi": "1.300"}, row=next_row.pk))["fields"]["buoi"]
    far = told(chi.ask(SAVE, {"buoi": "130.000"}, 1, row=next_row.pk))["fields"]["buoi"]

    assert near["far"] is None
    assert far["far"]["usual"] == "1.240"
    assert far["far"]["times"] > 90


def test_sending_answers_with_a_receipt_that_stands_in_the_database(chi: Desk) -> None:
    answer = chi.ask(SEND, FULL)

    assert answer.status_code == 200
    said = told(answer)
    with acting_as(chi.person):
        sent = Revision.objects.get()
    assert (said["receipt"], said["sha256"], said["number"]) == (sent.receipt, sent.sha256, 1)
    assert said["sent_at"] == sent.sent_at.isoformat()
    assert said["address"] == f"/van-phong/bao-cao/{chi.row}/bien-nhan/{sent.pk}/"
    assert sent.content == FULL


# ---- each request once (G3), also where the reply is lost


@pytest.mark.parametrize("name", [SAVE, SEND])
def test_whoever_lost_the_reply_gets_the_very_same(chi: Desk, name: str) -> None:
    key = uuid4()
    first = chi.ask(name, FULL, key=key)

    again = chi.ask(name, FULL, key=key)
    after = kept(chi.person)
    thrice = chi.ask(name, FULL, key=key)

    assert "Idempotent-Replayed" not in first.headers
    for answer in (again, thrice):
        assert answer.headers["Idempotent-Replayed"] == "true"
        assert (answer.status_code, told(answer)) == (200, told(first))
    assert kept(chi.person) == after
    assert (after["Change"], after["KeptReply"]) == (1, 1)


@pytest.mark.parametrize(
    "other", [{"fields": {"buoi": "9"}}, {"version": 1}, {"name": SEND}], ids=["text", "version", "deed"]
)
def test_another_content_under_the_key_is_refused(chi: Desk, other: dict[str, Any]) -> None:
    given: dict[str, Any] = {"name": SAVE, "fields": FULL, "version": 0, "key": uuid4()}
    chi.ask(**given)

    answer = chi.ask(**(given | other))

    assert (answer.status_code, told(answer)["code"]) == (422, "key-used-otherwise")
    assert kept(chi.person)["Change"] == 1


def test_somebody_else_s_key_is_refused(chi: Desk) -> None:
    key = uuid4()
    chi.ask(SAVE, FULL, key=key)
    with acting_by_itself():
        alice = Person.objects.get(login="alice")
    dung = desk(official(alice, "dung", (Role.REPORTER, "a")), chi.row)

    answer = dung.ask(SAVE, {"buoi": "7"}, 1, key=key)

    assert (answer.status_code, told(answer)["code"]) == (422, "key-used-otherwise")
    assert kept(chi.person)["Change"] == 1


def test_a_refusal_does_not_use_the_key_up(chi: Desk) -> None:
    key = uuid4()
    assert chi.ask(SAVE, {"khac": "1"}, key=key).status_code == 422

    assert chi.ask(SAVE, FULL, key=key).status_code == 200


# ---- nothing is written over what its writer had not seen (G4)


@pytest.mark.parametrize("name", [SAVE, SEND])
def test_a_stale_version_is_told_what_it_has_not_seen(chi: Desk, name: str) -> None:
    chi.ask(SAVE, {"buoi": "12"})
    chi.ask(SAVE, {"#kho-khan": "Thiếu người."}, 1)

    answer = chi.ask(name, FULL, 0)

    said = told(answer)
    assert (answer.status_code, said["code"], said["version"]) == (409, "version-moved", 2)
    assert said["by"] == chi.person.full_name
    assert said["at"]
    assert said["fields"] == {"buoi": "12", "#kho-khan": "Thiếu người."}
    with acting_as(chi.person):
        assert Submission.objects.get().version == 2


def test_a_version_that_never_was_is_refused(chi: Desk) -> None:
    answer = chi.ask(SAVE, FULL, 7)

    assert (answer.status_code, told(answer)["code"]) == (422, "version-unknown")


# ---- nothing is sent without a receipt (G6)


def test_what_is_open_is_named_and_not_sent(chi: Desk) -> None:
    answer = chi.ask(SEND, {"luot": "1,234", "luot/state": ""})

    said = told(answer)
    assert (answer.status_code, said["code"]) == (422, "report-open")
    assert said["open"].keys() == {"buoi", "luot"}
    assert kept(chi.person) == {"Submission": 0, "Change": 0, "Revision": 0, "KeptReply": 0}


def test_the_receipt_can_be_had_again_from_the_same_draft(chi: Desk) -> None:
    first = told(chi.ask(SEND, FULL))

    again = chi.ask(SEND, {}, 1)

    assert again.status_code == 200
    assert told(again)["receipt"] == first["receipt"]
    assert kept(chi.person)["Revision"] == 1


# ---- two at once, on a real database


def at_once(*tasks: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """Do all tasks at the same moment, each in a thread with a connection of its own."""
    together = Barrier(len(tasks))

    def done(task: Callable[[], HttpResponse]) -> HttpResponse:
        together.wait(timeout=20)
        try:
            return task()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(done, tasks))


@pytest.mark.parametrize("name", [SAVE, SEND])
def test_the_same_key_twice_at_once_acts_once(committed: Desk, name: str) -> None:
    for version in range(5):
        fields, key = FULL | {"buoi": str(version + 1)}, uuid4()
        twins = [desk(committed.person, committed.row) for _ in range(2)]

        answers = at_once(*(partial(twin.ask, name, fields, version, key=key) for twin in twins))

        assert [answer.status_code for answer in answers] == [200, 200]
        assert told(answers[0]) == told(answers[1])
        assert sorted("Idempotent-Replayed" in answer.headers for answer in answers) == [False, True]
    assert kept(committed.person)["Change"] == kept(committed.person)["KeptReply"] == 5


@pytest.mark.parametrize("name", [SAVE, SEND])
def test_two_writers_at_once_one_is_told(committed: Desk, name: str) -> None:
    for version in range(5):
        twins = [desk(committed.person, committed.row) for _ in range(2)]
        texts = [FULL | {"buoi": str(10 * version + number + 1)} for number in range(2)]

        answers = at_once(
            *(partial(twin.ask, name, text, version) for twin, text in zip(twins, texts, strict=True))
        )

        assert sorted(answer.status_code for answer in answers) == [200, 409]
        won = texts[[answer.status_code for answer in answers].index(200)]
        with acting_as(committed.person):
            assert Submission.objects.get().content == won
    changes = 5
    assert kept(committed.person) == {
        "Submission": 1,
        "Change": changes,
        "Revision": changes if name == SEND else 0,
        "KeptReply": changes,
    }


def test_one_who_sends_while_the_office_enters_the_arrival_waits_and_does_not_fail(committed: Desk) -> None:
    from people import AT, OFFICE, TODAY

    from tonghop.apps.reporting.cycle_actions import record_arrival, take_back_arrival

    with acting_by_itself():
        alice = Person.objects.get(login="alice")
        row = DueRow.objects.select_related("cycle").get(pk=committed.row)
    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
    told_by = {"cycle": row.cycle, "rows": [row.pk], "why": "x", "by": bao, "at": AT, "on": TODAY}

    def enter() -> HttpResponse:
        with acting_as(bao):
            record_arrival(arrived_at=None, **told_by)
        return HttpResponse()

    for version in range(4):
        one = desk(committed.person, committed.row)
        fields = FULL | {"buoi": str(version + 1)}
        sent, _ = at_once(partial(one.ask, SEND, fields, version), _unless_there(enter))
        assert sent.status_code == 200
        with acting_as(bao):
            take_back_arrival(**told_by)
    with acting_by_itself():
        assert RowEvent.objects.filter(row=row.pk, kind="arrival").count() >= 4


def _unless_there(enter: Callable[[], HttpResponse]) -> Callable[[], HttpResponse]:
    from tonghop.apps.reporting.cycle_actions import NothingToChange

    def tried() -> HttpResponse:
        try:
            return enter()
        except NothingToChange:
            return HttpResponse()

    return tried


# ---- whoever may not


def test_who_is_not_signed_in_is_told_so_and_led_nowhere(chi: Desk) -> None:
    chi.client.logout()

    for name in (SAVE, SEND):
        answer = chi.ask(name, FULL)
        assert (answer.status_code, told(answer)["code"]) == (401, "signed-out")


def test_others_find_nothing(chi: Desk) -> None:
    with acting_by_itself():
        alice = Person.objects.get(login="alice")
    strangers = [
        official(alice, f"la-{role.value}", (role, body))
        for role, body in ((Role.REPORTER, "b"), (Role.COORDINATOR, "vp-tinh-mau"), (Role.AUDITOR, "vp"))
    ]
    for stranger in strangers:
        for name in (SAVE, SEND):
            answer = desk(stranger, chi.row).ask(name, FULL)
            assert (answer.status_code, told(answer)["code"]) == (404, "no-such-thing")
            nothing = desk(stranger, chi.row).ask(name, FULL, row=uuid4())
            assert nothing.content == answer.content


def test_a_row_that_waits_for_nothing_refuses(chi: Desk) -> None:
    with acting_by_itself():
        row = DueRow.objects.get(pk=chi.row)
        DueRow.objects.filter(pk=chi.row).update(annulled_at=row.late_from)

    answer = chi.ask(SAVE, FULL)

    assert (answer.status_code, told(answer)["code"]) == (409, "no-report-asked")


def test_without_the_token_nothing_is_done_and_a_fresh_one_is_given(chi: Desk) -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.force_login(chi.person)
    one = Desk(chi.person, strict, chi.row)

    refused = one.ask(SAVE, FULL)
    token = told(strict.get(reverse("csrf-token")))["token"]
    taken = one.ask(SAVE, FULL, headers={"X-CSRFToken": token})

    assert (refused.status_code, told(refused)["code"]) == (403, "token-refused")
    assert taken.status_code == 200


def test_a_page_with_an_old_token_stays_a_page(chi: Desk) -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.force_login(chi.person)

    answer = strict.post(reverse("account_logout"))

    assert answer.status_code == 403
    assert answer.headers["Content-Type"].startswith("text/html")


# ---- requests that are not as agreed

HEADERS: list[tuple[Mapping[str, str | None], int]] = [
    ({"If-Match": None}, 428),
    ({"Idempotency-Key": None}, 428),
    ({"If-Match": ""}, 428),
    ({"If-Match": "0"}, 400),
    ({"If-Match": "*"}, 400),
    ({"If-Match": 'W/"0"'}, 400),
    ({"If-Match": '"-1"'}, 400),
    ({"If-Match": f'"{"9" * 5000}"'}, 400),
    ({"If-Match": '"٣"'}, 400),
    ({"Idempotency-Key": "x"}, 400),
    ({"Idempotency-Key": "{" + str(uuid4()) + "}"}, 400),
    ({"Idempotency-Key": f"{uuid4()}, {uuid4()}"}, 400),
]


@pytest.mark.parametrize(("headers", "status"), HEADERS)
@pytest.mark.parametrize("name", [SAVE, SEND])
def test_headers_are_needed_and_read_strictly(
    chi: Desk, name: str, headers: Mapping[str, str | None], status: int
) -> None:
    answer = chi.ask(name, FULL, headers=headers)

    assert answer.status_code == status
    assert told(answer).keys() >= {"code", "message"}
    assert kept(chi.person)["Submission"] == 0


TOO_MANY = {f"f{number}": "" for number in range(MOST_FIELDS + 1)}
BODIES: list[tuple[str, str | bytes, int, str]] = [
    ("nothing", b" ", 400, "body-unreadable"),
    ("no object", b"[]", 400, "body-unreadable"),
    ("null", b"null", 400, "body-unreadable"),
    ("no fields", b"{}", 400, "body-unreadable"),
    ("more than fields", b'{"fields": {}, "more": 1}', 400, "body-unreadable"),
    ("fields in a list", b'{"fields": []}', 400, "body-unreadable"),
    ("a number", b'{"fields": {"buoi": 1}}', 400, "body-unreadable"),
    ("deep", b'{"fields":' * 50_000 + b"1" + b"}" * 50_000, 400, "body-unreadable"),
    ("deep lists", b"[" * 200_000, 400, "body-unreadable"),
    ("a huge number", b'{"fields": ' + b"9" * 100_000 + b"}", 400, "body-unreadable"),
    ("no number", b'{"fields": NaN}', 400, "body-unreadable"),
    ("the same twice", b'{"fields": {"buoi": "1", "buoi": "2"}}', 400, "body-unreadable"),
    ("no UTF-8", b'{"fields": {"buoi": "\xff"}}', 400, "body-unreadable"),
    ("half a character", b'{"fields": {"buoi": "\\ud800"}}', 400, "body-unreadable"),
    ("half a character in a name", b'{"fields": {"\\udc00": "1"}}', 400, "body-unreadable"),
    ("too many", json.dumps({"fields": TOO_MANY}), 400, "body-unreadable"),
    ("too long", b'{"fields": {"buoi": "' + b"1" * LONGEST_BODY_BYTES + b'"}}', 413, "body-too-large"),
    ("far too long", b"x" * (2 * LONGEST_BODY_BYTES), 413, "body-too-large"),
    ("an unknown field", b'{"fields": {"khac": "1"}}', 422, "field-unknown"),
    ("an unknown state", b'{"fields": {"buoi/state": "x"}}', 422, "field-unknown"),
    ("a cell too long", json.dumps({"fields": {"buoi": "1" * 201}}), 422, "text-too-long"),
    ("a text too long", json.dumps({"fields": {"#kho-khan": "ấ" * 50_001}}), 422, "text-too-long"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "code"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES]
)
@pytest.mark.parametrize("name", [SAVE, SEND])
def test_a_body_that_is_not_as_agreed_is_refused_with_a_word(
    chi: Desk, name: str, body: bytes, status: int, code: str
) -> None:
    answer = chi.ask(name, {}, body=body)

    assert (answer.status_code, told(answer)["code"]) == (status, code)
    assert told(answer)["message"]
    assert kept(chi.person)["Submission"] == 0
    if status == 422:
        assert told(answer)["field"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_json_is_read(chi: Desk, kind: str) -> None:
    answer = chi.ask(SAVE, FULL, content_type=kind)

    assert (answer.status_code, told(answer)["code"]) == (415, "not-json")


def test_what_is_unseen_in_a_text_is_left_out(chi: Desk) -> None:
    answer = chi.ask(SAVE, {"buoi": "1\x00240", "#kho-khan": "a\x00b\u200b"})

    assert answer.status_code == 200
    with acting_as(chi.person):
        assert Submission.objects.get().content == {"buoi": "1240", "#kho-khan": "ab"}


def test_each_door_takes_its_own_method(chi: Desk) -> None:
    for name, allowed in ((SAVE, "put"), (SEND, "post")):
        for method in ("get", "post", "put", "delete", "patch"):
            if method != allowed:
                answer = getattr(chi.client, method)(reverse(name, args=[chi.row]))
                assert answer.status_code == 405, (name, method)


def test_the_audit_tells_of_what_was_sent_once(chi: Desk) -> None:
    key = uuid4()
    for _ in range(3):
        chi.ask(SEND, FULL, key=key)

    with acting_by_itself():
        alice = Person.objects.get(login="alice")
    with acting_as(alice):
        assert Event.objects.filter(kind="report.sent").count() == 1
    assert connection.is_usable()
