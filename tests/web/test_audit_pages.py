"""The audit's pages: pages of events by their place, filters as addresses, the chain, and the file."""

import re
from pathlib import Path
from typing import Any

import due_lists
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from people import AT, OFFICE, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.audit.actions import SYSTEM, record
from tonghop.apps.audit.anchors import Anchor, anchor_text
from tonghop.apps.audit.chain import Head
from tonghop.apps.reporting.models import DueRow
from tonghop.web.office.audit import HEAD, read_day


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def erin(alice: Person) -> Person:
    return official(alice, "erin", (Role.AUDITOR, OFFICE))


@pytest.fixture
def auditor(erin: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(erin)
    return client


@pytest.fixture(autouse=True)
def _anchors_of_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "AUDIT_ANCHOR_FOLDER", str(tmp_path))


def many(count: int, *, kind: str = "report.sent", by: str = SYSTEM, subject: str = "due-row:x") -> None:
    for number in range(count):
        record(kind=kind, by=by, subject=subject, at=AT, facts={"number": number})


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def shown(answer: Any) -> list[int]:
    return [int(number) for number in re.findall(r'<tr id="b(\d+)">', answer.content.decode())]


def link(answer: Any, rel: str) -> str:
    found = re.search(rf'href="([^"]*)" rel="{rel}"', answer.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def test_the_newest_come_first_and_pages_follow_without_gap(auditor: Client) -> None:
    many(120)
    page = reverse("audit")
    seen, answer = [], auditor.get(page)

    while True:
        seen += shown(answer)
        older = link(answer, "next")
        if not older:
            break
        answer = auditor.get(page + older)

    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == 1
    assert len(seen) == seen[0]
    newer = auditor.get(page + link(answer, "prev"))
    assert shown(newer)[-1] == shown(answer)[0] + 1


def test_an_event_is_told_in_words_with_names(auditor: Client, alice: Person, erin: Person) -> None:
    cycle = due_lists.opened(due_lists.campaign())
    with acting_by_itself():
        row = DueRow.objects.get(cycle=cycle, code="a")
    record(
        kind="report.sent", by=str(alice.pk), subject=f"due-row:{row.pk}", at=AT,
        facts={"receipt": "BN-2026-000001", "bodies": ["a"], "due_on": "2026-05-30", "is_signed": True},
    )  # fmt: skip

    answer = auditor.get(reverse("audit"))

    said = text_of(answer)
    assert "Gửi báo cáo Nguyễn Thị Mẫu Dòng phải báo cáo" in said
    assert f"{row.name}, 6 tháng đầu năm 2026" in said
    assert "Biên nhận BN-2026-000001" in said
    assert "Hạn 30/5/2026" in said
    assert "Đã ký có" in said
    assert reverse("due-row", args=[row.pk]) in answer.content.decode()


def test_a_kind_without_words_is_shown_as_it_is(auditor: Client) -> None:
    record(kind="moon.landed", by=SYSTEM, subject="moon:1", at=AT, facts={"crater": "Tycho", "đá": [1, 2]})

    said = text_of(auditor.get(reverse("audit")))

    assert "moon.landed Chương trình tự ghi moon" in said
    assert "crater Tycho" in said


def test_what_an_administrator_may_not_open_has_no_link(alice: Person) -> None:
    cycle = due_lists.opened(due_lists.campaign())
    client = Client(SERVER_NAME="localhost")
    client.force_login(alice)

    html = client.get(reverse("audit")).content.decode()

    assert "Mở kỳ báo cáo" in html
    assert reverse("cycle", args=[cycle.pk]) not in html


FILTERS = [
    ({"nhom": "bao-cao"}, {"report.sent"}),
    ({"nhom": "ky"}, {"due-row.excuse", "cycle.opened"}),
    ({"nhom": "nonsense", "ve": "cycle:1"}, {"cycle.opened"}),
    ({"ai": SYSTEM, "nhom": "ky"}, {"cycle.opened"}),
    ({"ai": "nonsense", "ve": "cycle:1"}, {"cycle.opened"}),
    ({"tu": "1/1/2020", "nhom": "ky"}, {"due-row.excuse", "cycle.opened"}),
    ({"tu": "1/1/2199"}, set()),
    ({"den": "31/12/2019"}, set()),
    ({"den": "31/12/9999", "nhom": "ky"}, {"due-row.excuse", "cycle.opened"}),
    ({"tu": "hôm qua"}, set()),
    ({"ten": "không có ai tên này"}, set()),
    ({"truoc": "999999999999999999999", "ve": "cycle:1"}, {"cycle.opened"}),
    ({"truoc": "0"}, set()),
]


@pytest.mark.parametrize(("query", "kinds"), FILTERS, ids=[str(query) for query, _ in FILTERS])
def test_filters_are_addresses(auditor: Client, erin: Person, query: dict[str, str], kinds: set[str]) -> None:
    record(kind="cycle.opened", by=SYSTEM, subject="cycle:1", at=AT, facts={})
    record(kind="due-row.excuse", by=str(erin.pk), subject="cycle:2", at=AT, facts={})
    record(kind="report.sent", by=str(erin.pk), subject="due-row:1", at=AT, facts={})

    page = auditor.get(reverse("audit"), query)
    file = b"".join(auditor.get(reverse("audit-csv"), query).streaming_content).decode()  # type: ignore[attr-defined]

    in_file = {line.split(",")[3] for line in file.splitlines()[1:]}
    if "truoc" not in query:  # the file begins at the newest, whatever page is shown
        assert in_file == kinds
        assert len(shown(page)) == len(file.splitlines()) - 1
    words = {"report.sent": "Gửi báo cáo", "due-row.excuse": "Miễn báo cáo", "cycle.opened": "Mở kỳ báo cáo"}
    said = text_of(page)
    table = said.partition("Việc mới nhất trước")[2]
    assert {kind for kind, word in words.items() if word in table} == kinds
    assert kinds or "Không có bản ghi nào" in said


def test_a_name_that_several_have_is_asked_about(auditor: Client, alice: Person) -> None:
    for login in ("bao", "binh"):
        official(alice, login)

    several = auditor.get(reverse("audit"), {"ten": "nguyen van mau"})
    one = auditor.get(reverse("audit"), {"ten": "alice"})

    assert "Có nhiều người như vậy" in text_of(several)
    assert shown(several) == []
    assert len(shown(one)) > 0
    assert "Chỉ việc của: Nguyễn Thị Mẫu" in text_of(one)


def test_a_wrong_day_says_how_to_write_it(auditor: Client) -> None:
    answer = auditor.get(reverse("audit"), {"tu": "31/2/2026"})

    assert "Ghi ngày như 1/7/2026." in text_of(answer)
    assert 'value="31/2/2026"' in answer.content.decode()


DAYS = [
    ("1/7/2026", "2026-07-01"),
    ("01/07/2026", "2026-07-01"),
    ("2026-07-01", "2026-07-01"),
    ("31/2/2026", "None"),
    ("7/2026", "None"),
    ("", "None"),
]


@pytest.mark.parametrize(("text", "read"), DAYS)
def test_days_are_read_as_typed(text: str, read: str) -> None:
    assert str(read_day(text)) == read


# ---- the chain


def test_the_chain_is_walked_when_somebody_asks(auditor: Client, erin: Person) -> None:
    assert "Chưa kiểm tra lần nào" in text_of(auditor.get(reverse("audit")))

    answer = auditor.post(reverse("audit-prove"))

    assert (answer.status_code, answer.headers["Location"]) == (302, f"{reverse('audit')}#chuoi")
    said = text_of(auditor.get(reverse("audit")))
    assert "Đã kiểm tra: nhật ký nguyên vẹn" in said
    assert erin.full_name in said


def test_a_long_chain_is_walked_by_the_worker(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from tonghop.apps.accounts import chain_proofs

    monkeypatch.setattr(chain_proofs, "WALKED_AT_ONCE", 1)

    assert auditor.post(reverse("audit-prove")).status_code == 302

    assert "Yêu cầu kiểm tra toàn bộ nhật ký" in text_of(auditor.get(reverse("audit")))


def test_the_last_anchor_is_held_against_the_chain(auditor: Client, tmp_path: Path) -> None:
    last = record(kind="report.sent", by=SYSTEM, subject="x:1", at=AT, facts={})
    file = Path(settings.AUDIT_ANCHOR_FOLDER) / "tonghop-audit-2026-11-23.json"

    told = {}
    for name, head in (("kept", last), ("rewritten", Head(last.sequence, "a" * 64))):
        file.write_text(anchor_text(Anchor(head, AT)), encoding="utf-8")
        told[name] = text_of(auditor.get(reverse("audit")))
    file.write_text("no anchor", encoding="utf-8")

    assert "nhật ký khớp với mốc" in told["kept"]
    assert "nhật ký không khớp với mốc" in told["rewritten"]
    assert "Chưa có mốc" in text_of(auditor.get(reverse("audit")))


# ---- the file, and what a page costs


def test_the_file_is_bounded_and_no_formula(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from tonghop.web.office import audit

    many(30, subject="=1+1")
    monkeypatch.setattr(audit, "MOST_DOWNLOADED", 25)
    monkeypatch.setattr(audit, "AT_A_TIME", 10)

    answer = auditor.get(reverse("audit-csv"), {"ve": "=1+1"})

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert lines[0] == ",".join(HEAD)
    assert len(lines) == 26
    places = [int(line.split(",")[0]) for line in lines[1:]]
    assert places == list(range(places[0], places[0] - 25, -1))
    assert all("'=1+1" in line for line in lines[1:])


@pytest.mark.parametrize("query", [{}, {"nhom": "bao-cao"}, {"tu": "1/1/2026", "ai": SYSTEM}], ids=str)
def test_more_events_ask_no_more_questions_and_make_no_longer_page(
    auditor: Client, query: dict[str, str]
) -> None:
    many(60)
    auditor.get(reverse("audit"), query)  # the first visit also writes down when the session was seen
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            answer = auditor.get(reverse("audit"), query)
        costs.append(len(queries))
        assert len(answer.content) <= 60_000
        many(200, by=SYSTEM)

    assert costs[0] == costs[1] <= 24


INDEXED = ["actor = 'system'", "subject = 'due-row:x'", "area = 'report'"]


@pytest.mark.parametrize("condition", INDEXED)
def test_a_page_is_read_off_an_index_as_the_application(
    auditor: Client, erin: Person, condition: str
) -> None:
    many(50)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('tonghop.person', %s, true)", [str(erin.pk)])
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
        wanted = f"{condition} and sequence < 99 order by sequence desc limit 9"
        cursor.execute(f"explain select * from audit_event where {wanted}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert re.search(r"Index Scan Backward using events_of_an?_\w+", plan), plan
    assert "Sort" not in plan
    assert re.search(r"Index Cond:.*sequence < 99", plan), plan
    assert "InitPlan" in plan  # the right is asked once, not for every event


def test_nobody_else_comes_in(alice: Person) -> None:
    for role in set(Role) - {Role.AUDITOR, Role.ADMINISTRATOR}:
        client = Client(SERVER_NAME="localhost")
        client.force_login(official(alice, f"la-{role.value}", (role, OFFICE)))
        for name in ("audit", "audit-csv"):
            assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse("audit-prove")).status_code == 404
