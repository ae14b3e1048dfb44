"""The pages of directives: what each refuses, what stays typed, who gets 404, how many questions of SQL."""

import os
import tempfile
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from directive_files import PLAN, many_tasks, taken_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from people import AT, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Right, Role
from tonghop.apps.audit.models import Event
from tonghop.apps.directives.actions.reviewing import confirm
from tonghop.apps.directives.actions.statuses import say_status
from tonghop.apps.directives.models import Directive, Intake, Obligation
from tonghop.web.office.directives import InMemory
from tonghop.web.office.urls import ROUTES


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def binh(alice: Person) -> Person:
    return official(alice, "binh", (Role.COORDINATOR, "vp"))


@pytest.fixture
def client(binh: Person) -> Client:
    return entered(binh)


def entered(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def send(client: Client, data: bytes, **fields: str) -> HttpResponse:
    given = {"office": "vp", "file": SimpleUploadedFile("ke-hoach-la.txt", data), **fields}
    return client.post(reverse("directive-take-in"), given)


def press(client: Client, task: Obligation, button: str, **fields: str) -> HttpResponse:
    named = {"directive": task.directive_id, "obligation": task.pk}
    return client.post(reverse("directive-obligation", kwargs=named), {"viec": button, **fields})


def test_secret_file_is_refused_in_words_and_leaves_nothing(
    client: Client, binh: Person, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []

    def no_file(*given: object, **named: object) -> None:
        made.append(given)
        raise AssertionError("a file was made")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, no_file)
    secret = f"TUYỆT MẬT\n{PLAN}{' ' * 3_000_000}".encode()  # larger than Django keeps in memory by itself

    answer = send(client, secret)

    assert answer.status_code == 422
    assert "TUYỆT MẬT" in answer.content.decode()
    assert "ke-hoach-la" not in answer.content.decode()
    assert not made
    assert not Directive.objects.exists()
    with acting_as(alice):
        assert not Event.objects.filter(content__contains="ke-hoach-la").exists()
        assert not Event.objects.filter(kind__startswith="directive.").exists()


def test_file_of_another_office_is_not_taken_in(client: Client) -> None:
    assert send(client, PLAN.encode(), office="a").status_code == 422
    assert send(client, b"").status_code == 422
    assert client.post(reverse("directive-take-in"), {"office": "vp"}).status_code == 422
    assert not Directive.objects.exists()


def test_file_without_the_token_is_refused(binh: Person) -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.force_login(binh)

    assert send(strict, PLAN.encode()).status_code == 403
    assert not Directive.objects.exists()


def test_too_large_a_file_is_cut_in_memory() -> None:
    handler = InMemory()
    handler.new_file("file", "a.txt", "text/plain", 0)
    block, start = b"x" * 1_000_000, 0
    for _ in range(40):
        handler.receive_data_chunk(block, start)
        start += len(block)

    assert 25 * 2**20 < len(handler.file_complete(start).read()) < 27 * 2**20


def test_original_comes_back_as_it_was_and_is_never_shown_as_a_page(client: Client, binh: Person) -> None:
    page = f"<html><body><script>alert(1)</script><p>{PLAN}</p></body></html>"
    directive = taken_in(binh, page, name='kế "hoạch"\n.html')

    answer = client.get(reverse("directive-file", kwargs={"directive": directive.pk}))

    assert answer.content == page.encode()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_words_of_the_file_are_shown_as_words(client: Client, binh: Person) -> None:
    text = PLAN.replace("Chủ trì lập", "<script>alert(1)</script> Chủ trì lập")
    directive = taken_in(binh, text)

    for name in ("directive", "directive-review"):
        shown = client.get(reverse(name, kwargs={"directive": directive.pk})).content.decode()
        assert "<script>alert" not in shown


def test_anchors_lead_both_ways(client: Client, binh: Person) -> None:
    directive = taken_in(binh)

    shown = client.get(reverse("directive-review", kwargs={"directive": directive.pk})).content.decode()

    for number in range(1, 5):
        for anchor in (f"viec-{number}", f"chu-{number}"):
            assert shown.count(f'id="{anchor}"') == 1
            assert f'href="#{anchor}"' in shown
    ids = [part.split('"')[0] for part in shown.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_what_was_typed_stays_when_it_is_refused(client: Client, binh: Person) -> None:
    task = taken_in(binh).obligations.order_by("span_start").first()
    assert task is not None

    answer = press(client, task, "sua", **{"loi-summary": "Lập bản đồ", "loi-due_on": "30/2/2026"})
    assert answer.status_code == 422
    assert "Lập bản đồ" in answer.content.decode()
    assert "30/2/2026" in answer.content.decode()
    answer = press(client, task, "xac-nhan", **{"loi-summary": "Nắm bắt dư luận xã hội"})
    assert answer.status_code == 422
    assert "Nắm bắt dư luận xã hội</textarea>" in answer.content.decode()
    for button in ("loai", "tach", "danh-dau", "hoan-tac", "không có"):
        assert press(client, task, button, cau="không phải").status_code == 422
    with acting_as(binh):
        task.refresh_from_db()
        assert task.confirmed_at is None
        assert task.summary == ""


def test_marked_sentence_has_no_way_to_become_a_task(client: Client, binh: Person) -> None:
    directive = taken_in(binh)
    address = reverse("directive-review", kwargs={"directive": directive.pk})
    pages = {n: client.get(address, {"doan": n}).content.decode() for n in range(1, 20)}
    forms = {n: page.split('id="them"')[1][:3000] for n, page in pages.items()}
    number = next(n for n, form in forms.items() if "Theo dõi, chấn chỉnh" in form)
    assert 'id="chon-2" disabled' in forms[number]
    assert 'id="chon-1" disabled' not in forms[number]

    for chosen in (["2"], ["1", "2"]):
        given = {"doan": str(number), "cau": chosen}
        answer = client.post(reverse("directive-add", kwargs={"directive": directive.pk}), given)
        assert answer.status_code == 422
    assert not directive.obligations.filter(is_added=True).exists()


def test_task_of_nothing_but_marked_sentences_is_shown_and_asks_for_no_decision(
    client: Client, binh: Person
) -> None:
    text = PLAN.replace("a) Phối hợp điều tra nguyên nhân các vụ cháy.", "a) Chấn chỉnh dư luận trái chiều.")
    directive = taken_in(binh, text)
    (shown,) = (one for one in directive.obligations.all() if one.is_only_shown)

    page = client.get(reverse("directive-review", kwargs={"directive": directive.pk}), {"muc": str(shown.pk)})

    told = page.content.decode()
    article = told[told.index("Chỉ hiển thị, không thể giao") :].partition("</article>")[0]
    assert "Chấn chỉnh dư luận trái chiều." in article
    assert "<button" not in article
    assert f"0/{directive.obligations.count() - 1} đã xem" in told
    answer = press(client, shown, "xac-nhan")
    shown.refresh_from_db()
    assert (answer.status_code == 422, shown.confirmed_at) == (True, None)


def test_number_of_questions_does_not_grow(client: Client, binh: Person) -> None:
    numbers = []
    for count in (1, 60):
        directive = taken_in(binh, many_tasks(count))
        with acting_as(binh):
            assert directive.obligations.count() == count
        own = []
        for name in ("directive-review", "directive"):
            address = reverse(name, kwargs={"directive": directive.pk})
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(address).status_code == 200
            own.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("directives"))
        numbers.append((*own, len(asked)))

    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 34, numbers


FILTERS = [
    ("", True),
    ("?tu=chay+rung", True),
    ("?tu=cháy+RỪNG+2026", True),
    ("?tu=tôm+hùm", False),
    ("?tu=%22'%26%7C!()", False),
    ("?nam=2026", True),
    ("?nam=2025", False),
    ("?nam=99999999999999999999", True),
    ("?nam=0x7ea&page=-1&hieu_luc=xxx", True),
    ("?page=9999", False),
    ("?co_quan=B%E1%BB%99+M%E1%BA%ABu", False),
    ("?hieu_luc=in-force", True),
    ("?hieu_luc=expired", False),
    ("?tu=%00", True),
]


def test_list_is_narrowed_by_its_address(client: Client, binh: Person) -> None:
    directive = taken_in(binh)
    link = reverse("directive", kwargs={"directive": directive.pk})

    by_issuer = (f"?{urlencode({'co_quan': directive.issuer})}", True)
    for query, is_there in (*FILTERS, by_issuer):
        answer = client.get(reverse("directives") + query)
        assert answer.status_code == 200, query
        assert (link in answer.content.decode()) is is_there, query


def test_failed_reading_tells_why_and_is_asked_for_again(client: Client, binh: Person) -> None:
    send(client, PLAN.encode())
    directive = Directive.objects.get()
    with acting_as(binh):
        Intake.objects.update(state="failed", fault_vi="Tệp hỏng.", fault_en="Damaged.")
    address = reverse("directive", kwargs={"directive": directive.pk})

    assert "Tệp hỏng." in client.get(address, headers={"accept-language": "vi"}).content.decode()
    assert client.get(reverse("directive-review", kwargs={"directive": directive.pk})).status_code == 302
    client.post(reverse("directive-again", kwargs={"directive": directive.pk}))

    assert "Refresh" in client.get(address).headers


WITH_IDS = [route for route in ROUTES if "<uuid:directive>" in route.address]
POSTED = {"directive-again", "directive-add", "directive-obligation", "directive-status-back"}


@pytest.fixture
def addresses(binh: Person) -> dict[str, str]:
    """An address of each page that names an object, all of the office of Bình."""
    directive = taken_in(binh)
    with acting_as(binh):
        task = directive.obligations.order_by("span_start").first()
        assert task is not None
        confirm(obligation=task, by=binh, at=AT, on=TODAY)
        said = say_status(
            directive=directive, status="expired", from_on=TODAY, source="x", by=binh, at=AT, on=TODAY
        )
        party = directive.parties.first()
        assert party is not None
    ids = {"directive": directive.pk, "obligation": task.pk, "party": party.pk, "status": said.pk}
    return {
        route.name: reverse(
            route.name, kwargs={name: value for name, value in ids.items() if f":{name}>" in route.address}
        )
        for route in WITH_IDS
    }


@pytest.mark.parametrize("role", list(Role))
def test_object_of_another_office_is_not_there(alice: Person, addresses: dict[str, str], role: Role) -> None:
    charlie = entered(official(alice, "charlie", (role, "a")))

    for route in WITH_IDS:
        may = route.needs == Right.SEE_DIRECTIVES
        asked = charlie.get(addresses[route.name]).status_code
        sent = charlie.post(addresses[route.name]).status_code
        if may:
            assert (asked, sent) == (200, 405), route.name
        else:  # a page that is only sent to tells nobody of its objects either
            assert {asked, sent} <= {404, 405}, route.name
            assert 404 in (asked, sent), route.name


def test_own_office_comes_in_and_nobody_reaches_what_is_not_there(
    client: Client, addresses: dict[str, str]
) -> None:
    for route in WITH_IDS:
        assert client.get(addresses[route.name]).status_code == (405 if route.name in POSTED else 200)
    for route in WITH_IDS:
        if route.name in POSTED:
            continue
        wrong = "/".join(
            str(uuid4()) if len(part) == 36 else part for part in addresses[route.name].split("/")
        )
        assert client.get(wrong).status_code == 404


def test_no_temporary_file_is_left(client: Client) -> None:
    before = set(os.listdir(tempfile.gettempdir()))

    send(client, f"MẬT\n{PLAN}".encode())

    left = {name for name in set(os.listdir(tempfile.gettempdir())) - before if "upload" in name}
    assert not left
