"""What the form shows beside the boxes: earlier figures, what is asked elsewhere, where it came from."""

from datetime import date, datetime

import due_lists
import pytest
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.campaigns.figures import link_figure
from tonghop.apps.reporting.models import Campaign, CampaignBody, Cycle, DueRow, Origin
from tonghop.apps.reporting.submissions.reading import ReportPage, report_page, revision_page
from tonghop.apps.reporting.submissions.saving import save
from tonghop.apps.reporting.submissions.sending import send
from tonghop.apps.reporting.submissions.statuses import ReportStatus
from tonghop.domain.calendar.due_instants import LateMoment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.reporting.campaign import Regime
from tonghop.domain.reporting.indicators import Indicator

BUOI = Indicator("buoi", "Số buổi", "buổi")
LUOT = Indicator("luot", "Lượt người", "lượt", estimate=True, cumulative=True, required=False)
HALVES = (
    due_lists.HALF_YEAR,
    Regime("H2", "semiannual", DayOfYear(11, 30), LateMoment.parse("12-01T00:00")),
)


@pytest.fixture
def chi(memory: Doors) -> Person:
    return official(administrator(), "chi", (Role.REPORTER, "a"))


@pytest.fixture
def campaign(chi: Person) -> Campaign:
    return due_lists.campaign(due_lists.said(indicators=(BUOI, LUOT), regimes=HALVES))


def opened(campaign: Campaign, code: str, late: str) -> DueRow:
    late_from = datetime.fromisoformat(f"{late}T00:00+07:00")
    cycle = due_lists.opened(campaign, code, due_on=date.fromisoformat(late), late_from=late_from)
    return row_of(cycle)


def row_of(cycle: Cycle, body: str = "a") -> DueRow:
    with acting_by_itself():
        return DueRow.objects.select_related("cycle").get(cycle=cycle, code=body)


def sent(row: DueRow, by: Person, version: int = 0, **fields: str) -> None:
    with acting_as(by):
        send(row_id=row.pk, version=version, fields=fields, by=by, at=AT, on=TODAY)


def shown(row: DueRow, by: Person, typed: dict[str, str] | None = None) -> ReportPage:
    with acting_as(by):
        return report_page(row.pk, by=by, on=TODAY, typed=typed or {})


def test_the_last_period_and_that_of_a_year_ago_stand_beside(campaign: Campaign, chi: Person) -> None:
    year_ago = opened(campaign, "2025-H1", "2025-06-02")
    last = opened(campaign, "2025-H2", "2025-12-01")
    now = opened(campaign, "2026-H1", "2026-06-02")
    later = opened(campaign, "2026-H2", "2026-12-01")
    sent(year_ago, chi, buoi="12", luot="không phát sinh")
    sent(last, chi, buoi="40")
    sent(last, chi, 1, buoi="50")  # the newest revision counts
    sent(later, chi, buoi="999")  # a later period is none of before

    page = shown(now, chi)

    assert (page.last_cycle, page.same_cycle) == ("2025-H2", "2025-H1")
    buoi, luot = page.figures
    assert buoi.last is not None
    assert buoi.same is not None
    assert luot.same is not None
    assert (buoi.last.value.amount, buoi.same.value.amount) == (50, 12)
    assert (luot.last, luot.same.value.state.value) == (None, "nil")


def test_where_last_period_is_that_of_a_year_ago_it_is_shown_once(campaign: Campaign, chi: Person) -> None:
    sent(opened(campaign, "2025-H1", "2025-06-02"), chi, buoi="12")

    page = shown(opened(campaign, "2026-H1", "2026-06-02"), chi)

    assert (page.last_cycle, page.same_cycle) == ("2025-H1", "")


def test_a_figure_far_from_before_asks_why_until_somebody_says(campaign: Campaign, chi: Person) -> None:
    sent(opened(campaign, "2025-H1", "2025-06-02"), chi, buoi="12")
    now = opened(campaign, "2026-H1", "2026-06-02")

    assert not shown(now, chi, {"buoi": "30"}).figures[0].asks_why
    assert shown(now, chi, {"buoi": "1200"}).figures[0].asks_why
    assert not shown(now, chi, {"buoi": "1200", "buoi/why": "Đại hội"}).figures[0].asks_why
    kinds = [one.kind for one in shown(now, chi, {"buoi": "1200"}).warnings]
    assert kinds == ["far"]


def test_what_a_file_said_is_told_until_it_is_typed_over(campaign: Campaign, chi: Person) -> None:
    row = opened(campaign, "2026-H1", "2026-06-02")
    source = {"file": "bao cao.xlsx", "sha256": "0" * 64, "at": "Số liệu!D7"}
    with acting_as(chi):
        save(
            row_id=row.pk, fields={"buoi": "12"}, base_version=0, origin=Origin.FILE,
            sources={"buoi": source}, by=chi, at=AT, on=TODAY,
        )  # fmt: skip
    assert shown(row, chi).figures[0].source == source
    with acting_as(chi):
        save(row_id=row.pk, fields={"buoi": "13"}, base_version=1, by=chi, at=AT, on=TODAY)
    assert shown(row, chi).figures[0].source is None


OPEN = [
    ({}, [("no-figure", "buoi")]),
    ({"buoi": "1,234"}, [("unclear", "buoi")]),
    ({"buoi": "1", "buoi/state": "nil"}, [("unclear", "buoi")]),
    ({"buoi/state": "nil"}, []),
    ({"buoi/state": "missing"}, [("no-note", "buoi/note")]),
    ({"buoi/state": "missing", "buoi/note": "Xã mới lập"}, []),
    ({"buoi": "0", "luot/estimated": "5"}, [("unclear", "luot/estimated")]),
    ({"buoi": "0", "luot": "9", "luot/estimated": "1,234"}, [("unclear", "luot/estimated")]),
    ({"buoi": "0", "luot": "9", "luot/cumulative": "1,234"}, []),
]


@pytest.mark.parametrize(("fields", "found"), OPEN)
def test_what_is_open_is_told_with_its_field(
    campaign: Campaign, chi: Person, fields: dict[str, str], found: list[tuple[str, str]]
) -> None:
    page = shown(opened(campaign, "2026-H1", "2026-06-02"), chi, fields)

    assert [(one.kind, one.field) for one in page.open] == found
    assert page.reading.may_be_sent is not bool(found)


def test_a_sum_that_could_mean_two_things_is_shown_and_not_counted(campaign: Campaign, chi: Person) -> None:
    row = opened(campaign, "2026-H1", "2026-06-02")

    page = shown(row, chi, {"buoi": "0", "luot": "9", "luot/cumulative": "1,234"})

    assert [(one.kind, one.field) for one in page.warnings] == [("unclear", "luot/cumulative")]


def test_what_is_asked_elsewhere_leads_there(chi: Person) -> None:
    regime = Regime(
        "H1", "semiannual", DayOfYear(5, 30), LateMoment.parse("05-31T00:00"),
        window=Window(DayOfYear(1, 1), DayOfYear(7, 1)),
    )  # fmt: skip
    there = due_lists.campaign(due_lists.said(directive="1/KH", indicators=(BUOI,), regimes=(regime,)))
    here = due_lists.campaign(due_lists.said(directive="2/KH", indicators=(BUOI, LUOT), regimes=(regime,)))
    with acting_by_itself():
        CampaignBody.objects.update(confirmed_by="x")
        alice = Person.objects.get(login="alice")
    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
    with acting_as(bao):
        link_figure(
            campaign=here, code="buoi", source_id=there.pk, source_code="buoi", by=bao, at=AT, on=TODAY
        )
    source = row_of(due_lists.opened(there))

    page = shown(row_of(due_lists.opened(here)), chi)
    with acting_as(chi):
        (elsewhere,) = page.elsewhere

    assert [figure.indicator.code for figure in page.figures] == ["luot"]
    assert (elsewhere.indicator, elsewhere.cycle, elsewhere.row) == (BUOI, "2026-H1", source.pk)


def test_what_was_sent_is_shown_as_it_was_sent(campaign: Campaign, chi: Person) -> None:
    row = opened(campaign, "2026-H1", "2026-06-02")
    sent(row, chi, buoi="1.240")
    with acting_as(chi):
        save(row_id=row.pk, fields={"buoi": "7"}, base_version=1, by=chi, at=AT, on=TODAY)
        page = report_page(row.pk, by=chi, on=TODAY)
        told = revision_page(row.pk, page.receipts[0].pk, by=chi, on=TODAY)

    assert page.status is ReportStatus.COMPLETE_NOT_SENT
    assert page.has_unsent_changes
    assert (told.figures[0].figure.shown, told.sent_by) == ("1.240", chi.full_name)


def test_a_form_is_its_writers_alone(campaign: Campaign, chi: Person) -> None:
    row = opened(campaign, "2026-H1", "2026-06-02")
    with acting_by_itself():
        alice = Person.objects.get(login="alice")
    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))

    with pytest.raises(NoSuchThing):
        shown(row, bao)
