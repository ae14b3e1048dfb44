"""The pages of given work: assigning, a body's own list, progress, passing down; 404 for whoever may not."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from given_work import LAST_DAY, PHONG, TO, assigned, sentences, small_tree, stand
from people import AT, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.directives.actions.passing_down import pass_down, report_progress
from tonghop.apps.directives.actions.statuses import say_status
from tonghop.apps.directives.models import Assignment, ConfirmedParty, ObligationSentence, Progress, SubTask
from tonghop.web.office.urls import ROUTES


@pytest.fixture
def alice(memory: Doors) -> Person:
    alice = administrator()
    small_tree(alice)
    return alice


@pytest.fixture
def binh(alice: Person) -> Person:
    return official(alice, "binh", (Role.COORDINATOR, "vp"))


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "sở-a"))


@pytest.fixture
def dung(alice: Person) -> Person:
    return official(alice, "dung", (Role.APPROVER, PHONG))


@pytest.fixture
def work(binh: Person) -> Assignment:
    return assigned(binh)


@pytest.fixture
def part(chi: Person, work: Assignment) -> SubTask:
    with acting_as(chi):
        (made,) = pass_down(work=work, bodies=[PHONG], words="In 200 áp phích", by=chi, at=AT, on=TODAY)
    return made


def entered(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


# ---- assigning


@pytest.fixture
def meant(binh: Person) -> tuple[ObligationSentence, ObligationSentence]:
    """The task and the sentence that touches rights, confirmed for sở-a."""
    with acting_as(binh):
        task, sensitive = sentences()
        ConfirmedParty.objects.create(
            obligation=task.obligation,
            body_id="sở-a",
            as_written="Sở A",
            role="lead",
            is_chosen_by_person=False,
        )
    return task, sensitive


def test_who_is_meant_is_ticked_and_what_touches_rights_is_only_shown(
    binh: Person, meant: tuple[ObligationSentence, ObligationSentence]
) -> None:
    task, sensitive = meant

    page = words(entered(binh).get(reverse("directive-assign", kwargs={"directive": task.directive_id})))

    assert f'name="giao-{task.pk}" value="sở-a" id="giao-{task.pk}-1" checked' in page
    assert f'name="han-{task.pk}" value="31/12/2026"' in page
    assert sensitive.text in page
    assert "Định hướng, chấn chỉnh tư tưởng, dư luận" in page
    assert str(sensitive.pk) not in page


def test_many_are_assigned_with_one_post_and_shown(
    alice: Person, binh: Person, meant: tuple[ObligationSentence, ObligationSentence]
) -> None:
    task, sensitive = meant
    client = entered(binh)
    address = reverse("directive-assign", kwargs={"directive": task.directive_id})

    answer = client.post(
        address,
        {
            f"giao-{task.pk}": "sở-a",
            f"khac-{task.pk}": "sở-b\r\n",
            f"han-{task.pk}": "30/12/2026",
            f"giao-{sensitive.pk}": "sở-a",  # nobody is asked about it: it is not an order
        },
    )

    assert answer.status_code == 302
    with acting_as(binh):
        made = {(one.body, one.sentence_id, one.due_on) for one in Assignment.objects.all()}
    assert made == {(body, task.pk, LAST_DAY - timedelta(days=1)) for body in ("sở-a", "sở-b")}
    page = words(client.get(address))
    assert "Đã giao 2 đơn vị" in page
    assert "Sở B" in page
    assert "hết ngày 30/12/2026" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"han": "31/13/2026"}, "Hạn chưa đọc được"),
        ({"khac": "Sở Không Có"}, "Danh bạ không có đơn vị “Sở Không Có”"),
        ({"giao": "vp"}, "Danh bạ không có đơn vị “vp”"),
        ({"giao": ""}, "Chưa chọn đơn vị nào"),
    ],
    ids=["no day", "nobody of that name", "not meant", "nothing"],
)
def test_what_was_typed_stays_when_assigning_is_refused(
    binh: Person, meant: tuple[ObligationSentence, ObligationSentence], typed: dict[str, str], told: str
) -> None:
    task, _ = meant
    sent = {"giao": "sở-a", "han": "1/12/2026", **typed}
    given = {f"{name}-{task.pk}": value for name, value in sent.items() if value}

    answer = entered(binh).post(reverse("directive-assign", kwargs={"directive": task.directive_id}), given)

    assert answer.status_code == 422
    assert told in words(answer)
    assert f'value="{sent["han"]}"' in words(answer)
    assert sent.get("khac", "") in words(answer)
    with acting_as(binh):
        assert not Assignment.objects.exists()


def test_a_deadline_that_has_passed_is_told_and_not_proposed(binh: Person) -> None:
    with acting_as(binh):
        task, _ = sentences()
        task.obligation.due_on = TODAY - timedelta(days=1)
        task.obligation.save()

    page = words(entered(binh).get(reverse("directive-assign", kwargs={"directive": task.directive_id})))

    assert "Văn bản ghi hạn 22/11/2026, nay đã qua" in page
    assert f'name="han-{task.pk}" value=""' in page


def test_directive_without_confirmed_obligations_says_what_to_do(binh: Person) -> None:
    with acting_as(binh):
        task, _ = sentences()
        task.obligation.confirmed_at, task.obligation.confirmed_by = None, ""
        task.obligation.save()

    page = words(entered(binh).get(reverse("directive-assign", kwargs={"directive": task.directive_id})))

    assert "Chưa có nhiệm vụ nào được xác nhận" in page
    assert reverse("directive-review", kwargs={"directive": task.directive_id}) in page


def test_assignment_is_withdrawn_with_a_reason(binh: Person, work: Assignment, part: SubTask) -> None:
    client = entered(binh)
    address = reverse("assignment-withdraw", kwargs={"assignment": work.pk})

    assert "Đơn vị này đã giao 1 phần xuống dưới" in words(client.get(address))
    assert client.post(address, {"why": " "}).status_code == 422
    assert client.post(address, {"why": "Giao nhầm"}).status_code == 302
    with acting_as(binh):
        assert not Assignment.objects.exists()
        assert not SubTask.objects.exists()


def test_office_sees_how_far_each_body_is(
    alice: Person, binh: Person, chi: Person, meant: tuple[ObligationSentence, ObligationSentence]
) -> None:
    task, _ = meant
    way = {"directive": task.directive_id}
    with acting_as(alice):
        for number in range(110):
            stand(f"xã-{number}", f"Ủy ban nhân dân xã {number:03d}")
    names = ["sở-a", *(f"xã-{number}" for number in range(110))]
    client = entered(binh)
    client.post(reverse("directive-assign", kwargs=way), {f"khac-{task.pk}": "\n".join(names)})
    with acting_as(chi):
        report_progress(work=Assignment.objects.get(), state="done", note="Đã dán", by=chi, at=AT, on=TODAY)
    address = reverse("directive-assigned", kwargs=way)

    page, other = words(client.get(address)), words(client.get(f"{address}?trang=2"))
    done = words(client.get(f"{address}?tinh_trang=done&cau={task.pk}"))

    assert "Chưa làm: 110" in page
    assert "Đã xong: 1" in page
    assert (page.count('scope="row"'), other.count('scope="row"')) == (100, 11)
    assert done.count('scope="row"') == 1
    assert "Đã dán" in done
    assert words(client.get(f"{address}?tinh_trang=x&cau=y&trang=z")).count('scope="row"') == 100
    short = words(client.get(reverse("directive-assign", kwargs=way)))
    assert "Xem cả 111 đơn vị" in short
    assert short.count("/rut/") == 10
    auditor = entered(official(alice, "em", (Role.AUDITOR, "vp")))
    assert "/rut/" not in words(auditor.get(address))
    assert address in words(auditor.get(reverse("directive", kwargs=way)))


def test_questions_do_not_grow_with_what_is_assigned(
    alice: Person, binh: Person, meant: tuple[ObligationSentence, ObligationSentence]
) -> None:
    task, _ = meant
    client = entered(binh)
    address = reverse("directive-assign", kwargs={"directive": task.directive_id})
    numbers = []
    with acting_as(alice):
        for number in range(30):
            stand(f"xã-{number}", f"Xã {number}")
    for bodies in (["sở-b"], [f"xã-{number}" for number in range(30)]):
        client.post(address, {f"khac-{task.pk}": "\n".join(bodies)})
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
    assert numbers[0] <= 30


# ---- a body's own pages


def test_a_body_sees_its_work_and_says_how_far_it_is(chi: Person, dung: Person, work: Assignment) -> None:
    client = entered(chi)
    listed, page = reverse("given-work"), reverse("assignment", kwargs={"assignment": work.pk})

    assert "Sở A dán áp phích" in words(client.get(listed))
    assert "hết ngày 31/12/2026" in words(client.get(page))
    assert "Văn phòng tỉnh Mẫu" in words(client.get(page))
    assert client.post(page, {}).status_code == 422
    refused = client.post(page, {"state": "done", "state_on": "22/11/2026"})
    assert refused.status_code == 422
    assert "Việc đã xong thì ghi kết quả" in words(refused)
    assert 'value="22/11/2026"' in words(refused)
    assert client.post(page, {"state": "done", "note": "Đã dán 200 tờ"}).status_code == 302

    assert "Đã dán 200 tờ" in words(client.get(page))
    assert "Không còn việc nào chưa xong" in words(client.get(listed))
    assert "Sở A dán áp phích" in words(client.get(f"{listed}?tat_ca=1"))
    assert "Sở A dán áp phích" not in words(entered(dung).get(f"{listed}?tat_ca=1"))


def test_work_is_passed_down_seen_below_and_taken_back(chi: Person, dung: Person, work: Assignment) -> None:
    client, below = entered(chi), entered(dung)
    page = reverse("assignment", kwargs={"assignment": work.pk})
    address = reverse("assignment-pass-down", kwargs={"assignment": work.pk})
    assert "Phòng Kế hoạch" in words(client.get(address))

    for sent, told in (
        ({"bodies": PHONG, "words": "Định hướng dư luận"}, "liên quan đến quyền của người dân"),
        ({"words": "In áp phích"}, "Hãy chọn ít nhất một đơn vị cấp dưới"),
        ({"called": "Sở B", "words": "In áp phích"}, "Danh bạ không có “Sở B”"),
        ({"bodies": PHONG, "words": "In áp phích", "due_on": "1/1/2027"}, "không được sau hạn"),
    ):
        refused = client.post(address, sent)
        assert refused.status_code == 422
        assert told in words(refused)
        assert sent["words"] in words(refused)
    sent = {"bodies": PHONG, "called": "Tổ Tuyên truyền", "words": "In áp phích", "due_on": "30/12/2026"}
    assert client.post(address, sent).status_code == 302

    with acting_as(chi):
        made = {part.body: part for part in SubTask.objects.all()}
    assert set(made) == {PHONG, TO}
    assert "In áp phích" in words(below.get(reverse("given-work")))
    own = reverse("sub-task", kwargs={"sub_task": made[PHONG].pk})
    assert below.post(own, {"state": "doing", "note": "Đang in"}).status_code == 302
    assert "Đang in" in words(client.get(page))
    assert (
        client.post(own, {"state": "done", "note": "x"}).status_code == 404
    )  # the giver does not speak for it
    again = reverse("sub-task-pass-down", kwargs={"sub_task": made[PHONG].pk})
    assert below.post(again, {"bodies": TO}).status_code == 302

    back = reverse("sub-task-back", kwargs={"sub_task": made[PHONG].pk})
    assert client.post(back, {"why": ""}).status_code == 422
    assert client.post(back, {"why": "Giao nhầm"}).status_code == 302
    assert below.get(own).status_code == 404
    with acting_as(chi):
        assert set(SubTask.objects.values_list("body", flat=True)) == {TO}
        assert not Progress.objects.exists()


def test_all_below_is_one_box(alice: Person, chi: Person, work: Assignment) -> None:
    with acting_as(alice):
        stand("phòng-b", "Phòng Tổ chức", ("state", "sở-a"))

    address = reverse("assignment-pass-down", kwargs={"assignment": work.pk})
    assert entered(chi).post(address, {"bodies": "*"}).status_code == 302

    with acting_as(chi):
        assert set(SubTask.objects.values_list("body", flat=True)) == {PHONG, "phòng-b"}


def test_who_has_nobody_below_is_told(alice: Person, binh: Person) -> None:
    work = assigned(binh, "sở-b")
    em = official(alice, "em", (Role.REPORTER, "sở-b"))

    page = words(entered(em).get(reverse("assignment-pass-down", kwargs={"assignment": work.pk})))

    assert "Danh bạ chưa có đơn vị nào dưới đơn vị này" in page


def test_a_changed_status_shows_assignments_and_parts(binh: Person, part: SubTask) -> None:
    directive = part.sentence.directive
    with acting_as(binh):
        said = say_status(
            directive=directive, status="expired", from_on=TODAY, source="x", by=binh, at=AT, on=TODAY
        )

    way = {"directive": directive.pk, "status": said.pk}
    page = words(entered(binh).get(reverse("directive-affected", kwargs=way)))

    assert "Đang giao: Sở A" in page
    assert "Đã giao xuống: Phòng Kế hoạch" in page


# ---- every page × who may


WITH_IDS = [
    route for route in ROUTES if "<uuid:assignment>" in route.address or "<uuid:sub_task>" in route.address
]
OFFICE, GIVER, BODY = "vp", "sở-a", PHONG
MAY = {
    "assignment": {
        (OFFICE, Role.COORDINATOR), (OFFICE, Role.AUDITOR), (GIVER, Role.REPORTER), (GIVER, Role.APPROVER),
    },
    "assignment-pass-down": {(GIVER, Role.REPORTER), (GIVER, Role.APPROVER)},
    "assignment-withdraw": {(OFFICE, Role.COORDINATOR)},
    "sub-task": {
        (OFFICE, Role.COORDINATOR), (OFFICE, Role.AUDITOR), (GIVER, Role.REPORTER), (GIVER, Role.APPROVER),
        (BODY, Role.REPORTER), (BODY, Role.APPROVER),
    },
    "sub-task-pass-down": {(BODY, Role.REPORTER), (BODY, Role.APPROVER)},
    "sub-task-back": {(GIVER, Role.REPORTER), (GIVER, Role.APPROVER)},
}  # fmt: skip
"""Page → for which body somebody comes in as what; 404 for everybody else."""


def _address(name: str, work: UUID, part: UUID) -> str:
    return reverse(name, kwargs={"sub_task": part} if name.startswith("sub-task") else {"assignment": work})


def test_table_names_every_page() -> None:
    assert {route.name for route in WITH_IDS} == set(MAY)


@pytest.mark.parametrize("body", [OFFICE, GIVER, BODY, "sở-b", "a"])
@pytest.mark.parametrize("role", list(Role))
def test_given_work_of_others_is_not_there(
    alice: Person, work: Assignment, part: SubTask, body: str, role: Role
) -> None:
    client = entered(official(alice, "em", (role, body)))

    for name, may in MAY.items():
        is_let_in = (body, role) in may
        address = _address(name, work.pk, part.pk)
        assert client.get(address).status_code == (200 if is_let_in else 404), name
        sent = client.post(address, {"state": "nothing", "why": ""}).status_code
        speaks = is_let_in and (name not in ("assignment", "sub-task") or _is_own(name, body))
        assert sent == (422 if speaks else 404), name
        assert client.get(_address(name, uuid4(), uuid4())).status_code == 404, name


def _is_own(name: str, body: str) -> bool:
    return body == (GIVER if name == "assignment" else BODY)
