"""The leader's page: one finding, totals with gaps, who is missing where; and nothing of other offices."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import consolidating
import due_lists
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from people import AT, OFFICE, TODAY, administrator, official
from test_reports import INDICATORS

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.consolidation.queries import totals_as_computed
from tonghop.apps.organisations.actions import amend
from tonghop.apps.reporting import cycle_totals
from tonghop.apps.reporting.cycle_totals import CycleTotals, TotalLine, comparable, totals_of, trend
from tonghop.apps.reporting.models import Campaign, Cycle, DueRow, Revision
from tonghop.apps.reporting.overview import gaps, provinces
from tonghop.apps.reporting.submissions.deciding import return_report
from tonghop.apps.reporting.submissions.sending import send
from tonghop.domain.organisations.amendments import Line
from tonghop.domain.organisations.units import PLACE, Code, Parent, Version
from tonghop.domain.reporting.campaign import Body, Regime


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def office(alice: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(official(alice, "bao", (Role.APPROVER, OFFICE)))
    return client


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "a"), (Role.REPORTER, "b"))


def campaign(**changes: object) -> Campaign:
    return due_lists.campaign(due_lists.said(indicators=INDICATORS, **changes))


def report(cycle: Cycle, code: str, by: Person, **fields: str) -> None:
    with acting_by_itself():
        row = DueRow.objects.get(cycle=cycle, code=code)
    with acting_as(by):
        send(row_id=row.pk, version=0, fields={"luot/state": "nil", **fields}, by=by, at=AT, on=TODAY)


def totals(cycle: Cycle) -> CycleTotals:
    with acting_by_itself():
        found = totals_of(cycle)
    assert found is not None
    return found


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def address(cycle: Cycle, query: str = "") -> str:
    return reverse("campaign-overview", args=[cycle.campaign_id]) + query


# ---- totals


def test_totals_are_added_by_the_domain_and_every_body_is_counted(chi: Person) -> None:
    cycle = due_lists.opened(campaign())
    report(cycle, "a", chi, buoi="1.240")
    report(cycle, "b", chi, buoi="60")

    told = totals(cycle)

    buoi, luot = told.lines
    assert (buoi.value, buoi.reported_by, buoi.nil, buoi.missing) == (Decimal(1300), 2, 0, 1)
    assert (luot.value, luot.reported_by, luot.nil, luot.missing) == (None, 0, 2, 1)
    assert (told.reports, told.approved, told.returned, len(told.bodies)) == (2, 0, 0, 3)


def test_only_the_newest_revision_counts_and_only_what_arrived(chi: Person, alice: Person) -> None:
    from tonghop.apps.reporting.cycle_actions import take_back_arrival

    cycle = due_lists.opened(campaign())
    report(cycle, "a", chi, buoi="10")
    report(cycle, "b", chi, buoi="5")
    with acting_by_itself():
        row = DueRow.objects.get(cycle=cycle, code="a")
    with acting_as(chi):
        send(row_id=row.pk, version=1, fields={"buoi": "12"}, by=chi, at=AT, on=TODAY)
    assert totals(cycle).lines[0].value == 17

    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
    with acting_as(bao):
        take_back_arrival(cycle=cycle, rows=[row.pk], why="Nhầm", by=bao, at=AT, on=TODAY)

    told = totals(cycle).lines[0]
    assert (told.value, told.reported_by, told.missing) == (Decimal(5), 1, 2)


def test_too_many_reports_are_not_added_while_somebody_waits(
    chi: Person, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = due_lists.opened(campaign())
    report(cycle, "a", chi, buoi="10")
    monkeypatch.setattr(cycle_totals, "MOST_ADDED", 0)

    with acting_by_itself():
        assert totals_of(cycle) is None
    assert "quá nhiều báo cáo để cộng ngay" in text_of(office.get(address(cycle)))


def test_many_reports_are_shown_as_they_were_last_computed(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = consolidating.desk(alice=alice)
    desk.computed()
    added = totals(desk.cycle)
    monkeypatch.setattr(cycle_totals, "MOST_ADDED", 0)

    with acting_by_itself():
        computed = totals_as_computed(desk.cycle)

    assert computed is not None
    assert computed.lines == added.lines
    assert (computed.bodies, computed.reports) == (added.bodies, added.reports)
    client = Client(SERVER_NAME="localhost")
    client.force_login(desk.lan)
    assert "Theo lần tính" in text_of(client.get(address(desk.cycle)))


def test_what_was_returned_counts_in_no_total(chi: Person, alice: Person) -> None:
    cycle = due_lists.opened(campaign())
    report(cycle, "a", chi, buoi="10")
    report(cycle, "b", chi, buoi="5")
    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
    with acting_as(bao):
        revision = Revision.objects.get(submission__row__code="a")
        return_report(revision_id=revision.pk, why="Nhầm", parts=["buoi"], by=bao, at=AT, on=TODAY)

    told = totals(cycle)

    assert (told.lines[0].value, told.lines[0].reported_by, told.lines[0].missing) == (Decimal(5), 1, 2)
    assert (told.reports, told.returned) == (2, 1)


def test_a_record_tells_the_same_totals() -> None:
    record = {
        "made_at": "2026-06-01T08:00:00+07:00",
        "coverage": {"due": 3, "missing": 1, "excused": 0},
        "names": {"a": "A", "b": "B", "c": "C"},
        "totals": [
            {"indicator": "buoi", "name": "Số buổi", "unit": "buổi", "kind": "flow", "value": "1300",
             "inexact": True, "between": None, "target": None, "reported_by": 2, "nil": 0, "missing": 1,
             "excused": 0},
            {"indicator": "ho", "value": None, "between": ["5", "9"], "target": "7", "reported_by": 2,
             "nil": 0, "missing": 1, "excused": 0},
        ],
    }  # fmt: skip

    told = cycle_totals.totals_of_record(record)

    assert told.reports == 2
    assert told.approved is None
    buoi, ho = told.lines
    assert (buoi.value, buoi.is_inexact, buoi.between) == (Decimal(1300), True, None)
    assert (ho.value, ho.between, ho.target) == (None, (Decimal(5), Decimal(9)), Decimal(7))


def _totals(value: int | None, unit: str = "buổi", bodies: str = "ab") -> CycleTotals:
    amount = None if value is None else Decimal(value)
    line = TotalLine("buoi", "Số buổi", unit, "flow", amount, None, None, False, 1, 0, 0, 0)
    return CycleTotals((line,), frozenset(bodies), 1)


TRENDS = [
    # cycles → values, joined
    ([_totals(1), _totals(2)], [1, 2], [False, True]),
    ([_totals(1), _totals(None), _totals(3)], [1, None, 3], [False, False, False]),  # a gap, no zero
    ([_totals(1), None, _totals(3)], [1, None, 3], [False, False, False]),
    ([_totals(1, unit="lượt"), _totals(2)], [None, 2], [False, False]),  # another unit is another thing
    ([_totals(1, bodies="a"), _totals(2)], [1, 2], [False, False]),  # another structure: not joined
    ([_totals(1, bodies="a"), _totals(2), _totals(3)], [1, 2, 3], [False, False, True]),
    ([CycleTotals((), frozenset("ab"), 1), _totals(2)], [None, 2], [False, False]),  # was not asked
]


@pytest.mark.parametrize(("cycles", "values", "joined"), TRENDS)
def test_trends_join_only_what_may_be_compared(
    cycles: list[CycleTotals | None], values: list[int | None], joined: list[bool]
) -> None:
    points = trend("buoi", cycles)

    assert [point.value for point in points] == values
    assert [point.is_joined for point in points] == joined


def test_a_year_does_not_stand_beside_its_half(chi: Person) -> None:
    half = due_lists.HALF_YEAR
    year = Regime("Y", "annual", half.due, half.late_from)
    kept = campaign(regimes=(half, year))
    for code, day in (("2024-H1", 2024), ("2025-H1", 2025), ("2025-Y", 2025), ("2026-H1", 2026)):
        moment = due_lists.LATE_FROM.replace(year=day, month=11 if code.endswith("Y") else 6)
        last = due_lists.opened(kept, code, due_on=date(day, 5, 30), late_from=moment)

    with acting_by_itself():
        assert [cycle.code for cycle in comparable(last)] == ["2024-H1", "2025-H1", "2026-H1"]


# ---- the page


def test_the_page_says_one_finding_and_the_totals(office: Client, chi: Person) -> None:
    cycle = due_lists.opened(campaign())
    report(cycle, "a", chi, buoi="1.240")

    answer = office.get(address(cycle))
    said = text_of(answer)

    assert "1/3 đơn vị đã gửi báo cáo (33,3%), 0 đúng hạn; 2 đơn vị còn thiếu." in said
    assert "Số buổi tuyên truyền buổi 1.240 – 1/3 –" in said
    assert "Lượt người nghe lượt không phát sinh – 1/3 –" in said
    assert "Đảng – 1 0 0 1 0" in said
    assert "Đảng ủy phường Đồng Mẫu" in said
    assert answer.content.count(b'role="img"') >= 1
    assert "1/3 đơn vị đã gửi báo cáo" in text_of(office.get(reverse("overview")))


def test_another_structure_is_said(office: Client, chi: Person) -> None:
    kept = campaign()
    before = due_lists.opened(
        kept, "2025-H1", due_on=date(2025, 6, 2), late_from=due_lists.LATE_FROM.replace(year=2025)
    )
    bodies = (*due_lists.BODIES[:2], Body("d", "Đảng ủy xã Dự Mẫu"))
    due_lists.say(kept, due_lists.said(indicators=INDICATORS, bodies=bodies))
    after = due_lists.opened(kept)
    for cycle in (before, after):
        report(cycle, "a", chi, buoi="7")

    said = text_of(office.get(address(after)))

    assert "6 tháng đầu năm 2026: thêm 1, bớt 1 đơn vị so với kỳ trước, nên không nối đường." in said


def test_a_cycle_not_yet_due_gives_way_to_the_last_one_with_reports(office: Client, chi: Person) -> None:
    kept = campaign()
    before = due_lists.opened(kept)
    late_from = due_lists.LATE_FROM.replace(year=2999)
    ahead = due_lists.opened(kept, "2027-H1", due_on=date(2027, 6, 1), late_from=late_from)

    assert "6 tháng đầu năm 2026, hạn gửi" in text_of(office.get(address(before)))
    assert "6 tháng đầu năm 2027, hạn gửi" in text_of(office.get(address(before, f"?ky={ahead.pk}")))


@pytest.mark.parametrize("query", ["?ky=x", "?ky=6f1c9c3e-0000-4000-8000-000000000000"])
def test_a_cycle_that_is_none_is_not_shown(office: Client, query: str) -> None:
    cycle = due_lists.opened(campaign())

    answer = office.get(address(cycle, query))

    assert answer.status_code == 404 or "Chưa có kỳ nào mở" in text_of(answer)


def test_a_campaign_without_cycles_says_what_comes_next(office: Client) -> None:
    kept = campaign()

    assert "Chưa có kỳ nào mở" in text_of(office.get(reverse("campaign-overview", args=[kept.pk])))
    assert "Chưa có kỳ nào mở" in text_of(office.get(reverse("overview")))


# ---- places


def _places(alice: Person) -> None:
    """Lay bodies a and b on two communes of two provinces."""

    def place(unit: str, name: str, level: str, code: str, above: str) -> Version:
        return Version(
            unit, name, "xã", level, "place", (Parent(PLACE, above),) if above else (),
            valid_from=date(2020, 1, 1), codes=(Code("gso", code),),
        )  # fmt: skip

    def body(unit: str, name: str, at: str) -> Version:
        return Version(unit, name, "đảng ủy", "commune", "party", (), at, date(2020, 1, 1))

    versions = (
        place("p1", "Tỉnh Phú Thọ", "province", "25", ""),
        place("p2", "Thành phố Hà Nội", "province", "01", ""),
        place("x1", "Xã Ân Mẫu", "commune", "00001", "p1"),
        place("x2", "Phường Đồng Mẫu", "commune", "00002", "p2"),
        body("a", "Xã Ân Mẫu", "x1"),
        body("b", "Phường Đồng Mẫu", "x2"),
    )
    with acting_as(alice):
        lines = [Line(number, version) for number, version in enumerate(versions, 1)]
        amend(lines=lines, source_sha256="0" * 64, by=alice, at=AT, on=TODAY)


def test_provinces_are_tiles_and_communes_a_waffle(office: Client, alice: Person, chi: Person) -> None:
    _places(alice)
    cycle = due_lists.opened(campaign())
    report(cycle, "a", chi, buoi="1")

    with acting_by_itself():
        found = provinces(cycle, AT)
        counted = gaps(cycle, AT)

    assert [(one.code, one.received, one.due, one.shown.value) for one in found] == [
        ("01", 0, 1, "missing"),
        ("25", 1, 1, "late"),
    ]
    assert sum(gap.due for gap in counted) == 3
    said = text_of(office.get(address(cycle)))
    assert "1 trong 2 tỉnh, thành phố còn đơn vị thiếu báo cáo." in said
    assert "không phải bản đồ" in said
    assert "Đặc khu Hoàng Sa tính trong ô Đà Nẵng" in said
    of_one = text_of(office.get(address(cycle, f"?ky={cycle.pk}&tinh=25")))
    assert "Các xã, phường : Tỉnh Phú Thọ" in of_one.replace("phường:", "phường :")
    assert "Xã Ân Mẫu" in of_one


# ---- what it costs, and whose it is


def test_more_bodies_ask_no_more_questions_and_make_no_longer_page(office: Client) -> None:
    costs = []
    for count in (40, 3321):
        bodies = tuple(Body(f"xa-{n}", f"Ủy ban nhân dân xã Mẫu số {n}") for n in range(count))
        told = due_lists.said(indicators=INDICATORS, bodies=bodies, directive=f"{count}/KH")
        cycle = due_lists.opened(due_lists.campaign(told))
        office.get(address(cycle))
        with CaptureQueriesContext(connection) as queries:
            answer = office.get(address(cycle))
        costs.append(len(queries))
        assert len(answer.content) <= 60_000

    assert costs[0] == costs[1] <= 34


STRANGERS = [
    (Role.COORDINATOR, "vp"),
    (Role.APPROVER, "vp"),
    (Role.AUDITOR, "vp"),
    (Role.REPORTER, OFFICE),
    (Role.ADMINISTRATOR, OFFICE),
    (Role.EDITOR, OFFICE),
]


@pytest.mark.parametrize("mandate", STRANGERS, ids=lambda mandate: "-".join(mandate))
def test_it_is_not_there_for_others(alice: Person, mandate: tuple[Role, str]) -> None:
    cycle = due_lists.opened(campaign())
    client = Client(SERVER_NAME="localhost")
    client.force_login(official(alice, "charlie", mandate))

    assert client.get(address(cycle)).status_code == 404
    assert cycle.campaign.title not in client.get(reverse("overview")).content.decode()
