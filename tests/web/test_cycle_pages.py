"""The pages of cycles: what they show, what they refuse with everything typed kept, and what they cost."""

import re
from datetime import date, timedelta
from typing import Any

import due_lists
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.cycle_actions import record_arrival
from tonghop.apps.reporting.models import Cycle, DueRow
from tonghop.domain.reporting import campaign as domain
from tonghop.web.office.cycle_words import cycle_name, time_left, until


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def cycle(alice: Person) -> Cycle:
    return due_lists.opened(due_lists.campaign())


def signed_in(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


@pytest.fixture
def office(alice: Person) -> Client:
    """Bảo's browser; he coordinates."""
    return signed_in(official(alice, "bao", (Role.COORDINATOR, OFFICE)))


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def rows() -> dict[str, DueRow]:
    with acting_by_itself():
        return {row.code: row for row in DueRow.objects.select_related("cycle")}


def test_cycles_are_listed_with_both_measures(cycle: Cycle, office: Client) -> None:
    due_lists.planned(cycle.campaign, "2027-H1", due_on=date(2027, 5, 31))

    said = text_of(office.get(reverse("cycles")))

    assert "6 tháng đầu năm 2026" in said
    assert "3 0 (0,0%) 0 (0,0%) 3" in said
    assert "Tự mở ngày 1/5/2027" in said


def test_planned_cycle_is_opened_by_hand(alice: Person, office: Client) -> None:
    planned = due_lists.planned(due_lists.campaign())
    page = reverse("cycle", args=[planned.pk])
    assert "Kỳ này chưa mở" in text_of(office.get(page))

    answer = office.post(reverse("cycle-open", args=[planned.pk]))

    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert "3 phải gửi = 0 đúng hạn + 0 muộn + 0 không rõ thời điểm + 3 thiếu" in text_of(office.get(page))
    assert office.post(reverse("cycle-open", args=[planned.pk])).status_code == 409


FILTERS = [
    ({}, ["Ân Mẫu", "Đồng Mẫu", "Dĩ Mẫu"]),
    ({"khoi": "party"}, ["Đồng Mẫu"]),
    ({"ten": "di mau"}, ["Dĩ Mẫu"]),
    ({"tinh_trang": "late"}, []),
    ({"tinh_trang": "missing", "xep": "thieu", "page": "99"}, ["Ân Mẫu", "Đồng Mẫu", "Dĩ Mẫu"]),
    ({"page": "x", "so_ky": "999999999999"}, ["Ân Mẫu", "Đồng Mẫu", "Dĩ Mẫu"]),
]


@pytest.mark.parametrize(("query", "names"), FILTERS)
@pytest.mark.parametrize("name", ["cycle", "completeness"])
def test_lists_are_addresses(
    cycle: Cycle, office: Client, name: str, query: dict[str, str], names: list[str]
) -> None:
    page = reverse(name, args=[cycle.pk if name == "cycle" else cycle.campaign_id])

    said = text_of(office.get(page, query))

    assert [known for known in ("Ân Mẫu", "Đồng Mẫu", "Dĩ Mẫu") if known in said] == names
    assert names or "Không có" in said


def test_completeness_shows_a_word_in_each_cell_and_leads_on(cycle: Cycle, office: Client) -> None:
    before = due_lists.opened(cycle.campaign, "2025-H1", due_on=date(2025, 5, 30))
    bao = Person.objects.get(login="bao")
    with acting_by_itself():
        for code, arrived_at in (("a", due_lists.LATE_FROM - timedelta(400)), ("b", None)):
            row = DueRow.objects.get(cycle=before, code=code)
            record_arrival(cycle=before, rows=[row.pk], arrived_at=arrived_at, by=bao, at=AT, on=TODAY)

    html = office.get(reverse("completeness", args=[cycle.campaign_id])).content.decode()

    assert html.index("6 tháng đầu năm 2025") < html.index("6 tháng đầu năm 2026")
    told = (("a", "ontime", "đúng hạn"), ("b", "unclear", "không rõ giờ"), ("c", "missing", "thiếu"))
    for code, look, word in told:
        with acting_by_itself():
            row = DueRow.objects.get(cycle=before, code=code)
        link = reverse("due-row", args=[row.pk])
        assert f'<td class="th-is-{look}"><a class="th-cell" href="{link}">{word}</a></td>' in html
    with acting_by_itself():
        newest = DueRow.objects.get(cycle=cycle, code="a")
    assert f"{reverse('due-row', args=[newest.pk])}#goi" in html


def test_missing_is_called_not_yet_due_before_its_moment(alice: Person, office: Client) -> None:
    cycle = due_lists.opened(due_lists.campaign(), due_on=TODAY, late_from=AT + timedelta(days=30))

    said = text_of(office.get(reverse("cycle", args=[cycle.pk])))

    assert "0 thiếu + 3 chưa đến hạn" in said
    assert said.count("Chưa đến hạn") == 1 + 3  # in the filter, and in each row


def test_row_tells_whom_to_call_and_what_happened(cycle: Cycle, alice: Person, office: Client) -> None:
    chi = official(alice, "chi", (Role.REPORTER, "a"))

    said = text_of(office.get(reverse("due-row", args=[rows()["a"].pk])))

    assert "Văn phòng 0218 385 0000" in said
    assert chi.full_name in said


CHANGES = [
    ("arrival", {"arrived_on": "29/5/2026", "arrived_at": "16:30", "why": ""}, "on_time"),
    ("arrival", {"arrived_on": "02/06/2026", "arrived_at": "00:00"}, "late"),
    ("arrival", {}, "unknown_time"),
    ("excuse", {"why": "Bão"}, "excused"),
    ("annulment", {"why": "Sáp nhập"}, "annulled"),
    ("extension", {"due_on": "15/6/2026", "late_at": "", "why": "Bão"}, "missing"),
]


@pytest.mark.parametrize(("kind", "typed", "state"), CHANGES)
def test_change_of_one_row(
    cycle: Cycle, office: Client, kind: str, typed: dict[str, str], state: str
) -> None:
    row = rows()["a"]
    page = f"{reverse('cycle-change', args=[cycle.pk])}?viec={kind}&n={row.number}"
    assert row.name in text_of(office.get(page))

    answer = office.post(page, typed)

    assert answer.status_code == 302, text_of(answer)
    assert answer.headers["Location"] == reverse("due-row", args=[row.pk])
    assert rows()["a"].state == state
    assert rows()["b"].state == "missing"
    assert typed.get("why", "") in text_of(office.get(answer.headers["Location"]))


def test_change_of_all_that_is_filtered(cycle: Cycle, office: Client) -> None:
    page = f"{reverse('cycle-change', args=[cycle.pk])}?viec=excuse&tat_ca=1&ten=uy"

    assert office.post(page, {"why": "Bão"}).status_code == 302

    assert {code: row.state for code, row in rows().items()} == {
        "a": "excused",
        "b": "excused",
        "c": "missing",
    }


REFUSED = [
    ("excuse", {"why": ""}, "Lý do"),
    ("extension", {"due_on": "1/5/2026", "why": "Vì bão lớn"}, "sớm hơn hạn chung"),
    ("extension", {"due_on": "31/2/2026", "why": "Vì bão lớn"}, "Hạn mới"),
    ("arrival", {"arrived_on": "29/5/2026", "why": "Vì bão lớn"}, "Ghi cả giờ nhận"),
    ("arrival", {"arrived_on": "29/5/2036", "arrived_at": "10:00", "why": "Vì bão lớn"}, "tương lai"),
    ("excuse-ended", {"why": "Vì bão lớn"}, "Không có dòng nào đổi được"),
]


@pytest.mark.parametrize(("kind", "typed", "said"), REFUSED)
def test_refused_change_keeps_what_was_typed(
    cycle: Cycle, office: Client, kind: str, typed: dict[str, str], said: str
) -> None:
    page = f"{reverse('cycle-change', args=[cycle.pk])}?viec={kind}&n={rows()['a'].number}"

    answer = office.post(page, typed)

    html = answer.content.decode()
    assert answer.status_code == 422
    summary = html[html.index("govuk-error-summary") : html.index("<h1")]
    assert said in summary
    for value in filter(None, typed.values()):
        assert value in html
    assert rows()["a"].state == "missing"


def test_change_without_rows_says_what_to_do(cycle: Cycle, office: Client) -> None:
    page = reverse("cycle-change", args=[cycle.pk])

    assert "Chưa chọn đơn vị nào" in text_of(office.get(page, {"viec": "nonsense", "n": "x"}))
    assert office.post(page, {"due_on": "1/7/2026", "why": "x"}).status_code == 422


def test_body_sees_what_it_owes_and_no_more(cycle: Cycle, alice: Person) -> None:
    chi = signed_in(official(alice, "chi", (Role.REPORTER, "a")))

    said = text_of(chi.get(reverse("own-due-rows")))

    assert "Ân Mẫu" in said
    assert "Đồng Mẫu" not in said
    page = text_of(chi.get(reverse("due-row", args=[rows()["a"].pk])))
    assert "Thay đổi" not in page


WITH_IDS = ["cycle", "cycle-change", "completeness", "cycle-open", "due-row"]
STRANGERS = [
    (Role.COORDINATOR, "b"),
    (Role.AUDITOR, "b"),
    (Role.REPORTER, "b"),
    (Role.APPROVER, "b"),
    (Role.EDITOR, OFFICE),
    (Role.PETITION_OFFICER, OFFICE),
    (Role.ADMINISTRATOR, OFFICE),
]


@pytest.mark.parametrize("name", WITH_IDS)
@pytest.mark.parametrize("mandate", STRANGERS, ids=lambda mandate: "-".join(mandate))
def test_what_is_others_is_not_there(
    cycle: Cycle, alice: Person, name: str, mandate: tuple[Role, str]
) -> None:
    ids = {"completeness": cycle.campaign_id, "due-row": rows()["a"].pk}
    page = reverse(name, args=[ids.get(name, cycle.pk)])
    client = signed_in(official(alice, "charlie", mandate))

    assert client.post(page, {"why": "x"}).status_code in (404, 405)
    assert client.get(page).status_code in (404, 405)
    assert all(row.state == "missing" for row in rows().values())


def test_auditor_looks_and_changes_nothing(cycle: Cycle, alice: Person) -> None:
    erin = signed_in(official(alice, "erin", (Role.AUDITOR, OFFICE)))

    assert "Tiếp tục" not in text_of(erin.get(reverse("cycle", args=[cycle.pk])))
    page = f"{reverse('cycle-change', args=[cycle.pk])}?viec=excuse&n=1"
    assert erin.post(page, {"why": "x"}).status_code == 404


# ---- what a page costs


def many(count: int) -> Cycle:
    bodies = tuple(domain.Body(f"xa-{n}", f"Ủy ban nhân dân xã Mẫu số {n}") for n in range(count))
    kept = due_lists.campaign(due_lists.said(bodies=bodies))
    for year in (2023, 2024, 2025, 2026):
        last = due_lists.opened(kept, f"{year}-H1", due_on=date(year, 5, 30))
    return last


@pytest.mark.parametrize("name", ["cycle", "completeness", "cycles"])
def test_more_bodies_ask_no_more_questions_and_make_no_longer_page(
    alice: Person, office: Client, name: str
) -> None:
    asked, long = [], []
    for count in (40, 3321):
        cycle = many(count) if count == 40 else many_more(count)
        args = {"cycle": [cycle.pk], "completeness": [cycle.campaign_id], "cycles": []}[name]
        office.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as queries:
            answer = office.get(reverse(name, args=args), {"xep": "thieu"})
        asked.append(len(queries))
        long.append(len(answer.content))

    assert asked[0] == asked[1] <= 24
    assert max(long) <= 60_000


def many_more(count: int) -> Cycle:
    """Another campaign of the same office, much larger."""
    bodies = tuple(domain.Body(f"xa-{n}", f"Ủy ban nhân dân xã Mẫu số {n}") for n in range(count))
    return due_lists.opened(due_lists.campaign(due_lists.said(bodies=bodies, directive="13/KH")))


WORDS = [
    ("2026-05-31T00:00+07:00", "hết ngày 30/5/2026"),
    ("2026-05-30T17:00+07:00", "trước 17:00 ngày 30/5/2026"),
    ("2028-03-01T00:00+07:00", "hết ngày 29/02/2028"),  # the leap day
    ("2026-05-30T17:00+00:00", "hết ngày 30/5/2026"),  # midnight in Vietnam
]


@pytest.mark.parametrize(("late_from", "said"), WORDS)
def test_moments_are_told_as_in_vietnam(late_from: str, said: str) -> None:
    assert until(due_lists.datetime.fromisoformat(late_from)) == said


LEFT = [
    # now, a report that is late from 31/5 00:00
    ("2026-05-28T00:00:00+07:00", "còn 2 ngày"),
    ("2026-05-29T23:59:59+07:00", "còn 1 ngày"),
    ("2026-05-30T00:00:00+07:00", "hôm nay là ngày cuối"),
    ("2026-05-30T23:59:59+07:00", "hôm nay là ngày cuối"),
    ("2026-05-31T00:00:00+07:00", "quá hạn 1 ngày"),
    ("2026-05-30T17:00:00+00:00", "quá hạn 1 ngày"),
]


@pytest.mark.parametrize(("now", "said"), LEFT)
def test_time_left_is_told_in_days(now: str, said: str) -> None:
    late_from = due_lists.datetime.fromisoformat("2026-05-31T00:00+07:00")

    assert time_left(late_from, due_lists.datetime.fromisoformat(now)) == said


def test_code_that_is_no_cycle_stays_as_it_is() -> None:
    assert cycle_name("khác") == "khác"
