"""Ledgers of outputs: every way out of each action, whose they are, what a report is told of them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import due_lists
import pytest
from campaigns import act_as
from django.db import DatabaseError, IntegrityError, transaction
from django.test.utils import CaptureQueriesContext
from ledgers import BANNER, DAY, MADE_ON, NEWS, SAID, Ward, entered, ward
from people import AT, TODAY

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.audit.models import Event
from tonghop.apps.reporting.campaigns.keeping import CampaignClosed, close
from tonghop.apps.reporting.models import DueRow, Output, OutputCount
from tonghop.apps.reporting.outputs import keeping
from tonghop.apps.reporting.outputs.access import access_output, kept_bodies
from tonghop.apps.reporting.outputs.counting import (
    MinutesOfUntimed,
    NotCounted,
    counting_of,
    ledger_counts,
    set_counts,
)
from tonghop.apps.reporting.outputs.keeping import change, enter_pasted, take_back
from tonghop.apps.reporting.outputs.reading import (
    Wanted,
    changes_of,
    ledger,
    listed,
    month_of,
    twin_of,
    twins_of_pasted,
)
from tonghop.domain.calendar.periods import Period
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.outputs import Measure, Same, Where

LATER = AT + timedelta(minutes=5)
COUNTS = {
    "news": (frozenset({"article"}), Measure.COUNT),
    "banners": (frozenset({"banner", "board"}), Measure.COUNT),
    "minutes": (frozenset({"broadcast"}), Measure.MINUTES),
}


@pytest.fixture
def people(memory: Doors) -> Ward:
    found = ward()
    act_as(found.chi)
    return found


def test_entry_is_kept_and_told_in_the_audit(people: Ward) -> None:
    row = entered(people.chi, replace(NEWS, title="  Ra quân\nlàm đường ", made_with=" Hội Phụ nữ xã "))

    row.refresh_from_db()
    assert (row.unit_id, row.title, row.made_with, row.count) == (
        "a",
        "Ra quân làm đường",
        "Hội Phụ nữ xã",
        1,
    )
    act_as(people.alice)
    event = Event.objects.get(kind="output.entered")
    assert (event.actor, event.subject) == (str(people.chi.pk), f"output:{row.pk}")


def test_entry_is_for_ones_own_body_and_without_faults(people: Ward) -> None:
    with pytest.raises(NotPermitted):
        entered(people.em, NEWS, "a")
    with pytest.raises(NotPermitted):
        entered(people.mai, NEWS, "a")
    with pytest.raises(keeping.OutputWrong) as refused:
        entered(people.chi, replace(NEWS, kind="", link="xóm 3"))

    assert [fault.field for fault in refused.value.faults] == ["kind", "link"]
    assert "loại" in refused.value.vietnamese
    assert not Output.objects.exists()


def test_entry_is_mended_and_its_past_stays(people: Ward) -> None:
    row = entered(people.chi)

    mended = replace(NEWS, title="Ra quân làm đường liên xóm", count=2)
    with acting_as(people.duyet):
        change(output_id=row.pk, entry=mended, base=AT, by=people.duyet, at=LATER, on=TODAY)
        same = change(output_id=row.pk, entry=mended, base=LATER, by=people.duyet, at=LATER, on=TODAY)

    assert (same.title, same.changed_by) == ("Ra quân làm đường liên xóm", str(people.duyet.pk))
    assert [past.title for past in changes_of(row)] == ["Ra quân làm đường liên xóm", "Ra quân làm đường"]
    with acting_as(people.chi), pytest.raises(keeping.OutputChanged):
        change(output_id=row.pk, entry=NEWS, base=AT, by=people.chi, **DAY)
    with acting_as(people.chi), pytest.raises(keeping.OutputWrong):
        change(output_id=row.pk, entry=replace(NEWS, title=" "), base=LATER, by=people.chi, **DAY)
    with acting_as(people.em), pytest.raises(NoSuchThing):
        change(output_id=row.pk, entry=NEWS, base=LATER, by=people.em, **DAY)


def test_entry_is_taken_back_for_a_reason_and_stays(people: Ward) -> None:
    row = entered(people.chi)

    for why in ("  ", "a" * 501):
        with pytest.raises(keeping.WhyTakenBack):
            take_back(output_id=row.pk, why=why, by=people.chi, **DAY)
    gone = take_back(output_id=row.pk, why="ghi hai lần", by=people.chi, **DAY)

    assert (gone.taken_back_why, gone.taken_back_by) == ("ghi hai lần", str(people.chi.pk))
    wanted = Wanted("a")
    assert ledger(wanted=wanted, page=1, by=people.chi, on=TODAY).lines == ()
    all_of_it = ledger(wanted=replace(wanted, with_taken_back=True), page=1, by=people.chi, on=TODAY)
    assert [line.row.pk for line in all_of_it.lines] == [row.pk]
    for act in (
        lambda: take_back(output_id=row.pk, why="lần nữa", by=people.chi, **DAY),
        lambda: change(output_id=row.pk, entry=NEWS, base=AT, by=people.chi, **DAY),
    ):
        with pytest.raises(keeping.OutputTakenBack):
            act()
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Output.objects.filter(pk=row.pk).update(title="khác")


def test_pasted_lines_come_all_or_none(people: Ward) -> None:
    lines = "30/5/2026\ttin\tMột\thttps://bao.example/1\n30/5/2026\tbản tin\tHai\t\t15\n"

    assert enter_pasted(body="a", text=lines, by=people.chi, **DAY) == 2
    assert {row.title: row.minutes for row in Output.objects.all()} == {"Một": None, "Hai": 15}
    wrong: list[tuple[str, type[Refusal]]] = [
        (lines + "31/2/2026\ttin\tBa\n", keeping.PastedWrong),
        (" \n\t", keeping.NothingPasted),
        ("30/5/2026\ttin\tMột\n" * 1001, keeping.PastedTooMuch),
    ]
    for text, refusal in wrong:
        with pytest.raises(refusal):
            enter_pasted(body="a", text=text, by=people.chi, **DAY)
    with pytest.raises(NotPermitted):
        enter_pasted(body="b", text=lines, by=people.chi, **DAY)
    assert Output.objects.count() == 2


def test_list_is_narrowed_summed_and_shows_twins(people: Ward) -> None:
    first, again = (
        entered(people.chi),
        entered(people.duyet, replace(NEWS, link="bao.example/tin-1/", kind="other")),
    )
    banner = entered(people.chi, replace(BANNER, made_on=date(2026, 6, 1)))
    entered(people.em, NEWS, "b")

    found = ledger(wanted=Wanted(), page=9, by=people.chi, on=TODAY)
    may = ledger(wanted=Wanted("a", "article", month_of("2026-05")), page=1, by=people.chi, on=TODAY)

    assert found.lines[0].row.pk == banner.pk
    assert (found.found, found.page, found.pages) == (3, 1, 1)
    assert [(each.kind, each.entries, each.count) for each in found.sums] == [
        ("article", 1, 1), ("banner", 1, 12), ("other", 1, 1)
    ]  # fmt: skip
    twins = {line.row.pk: line.twin for line in found.lines}
    assert twins[banner.pk] is None
    pair = {first.pk, again.pk}
    assert {twins[one].output.key for one in pair} == {str(one) for one in pair}  # type: ignore[union-attr]
    assert [line.row.pk for line in may.lines] == [first.pk]
    assert may.lines[0].twin is not None  # looked for in the whole ledger, not in what is shown
    assert may.lines[0].twin.why is Same.LINK
    assert [row.pk for row, _ in listed(wanted=Wanted("a"), by=people.chi, on=TODAY)][-1] == banner.pk
    take_back(output_id=again.pk, why="trùng", by=people.chi, **DAY)
    assert twin_of(first) is None


def test_twins_of_what_is_pasted(people: Ward) -> None:
    row = entered(people.chi)
    pasted = (
        replace(
            NEWS, key="1", title="Khác", made_on=MADE_ON - timedelta(3)
        ),  # the ledger's, on an earlier day
        replace(BANNER, key="2"),
        replace(BANNER, key="3", place=""),
        replace(BANNER, key="4", place="Xóm 4", title="Một mình"),
    )

    found = twins_of_pasted(pasted, body="a")

    assert {key: twin.output.key for key, twin in found.items()} == {"1": str(row.pk), "2": "3", "3": "2"}
    assert twins_of_pasted(pasted[:1], body="b") == {}


@pytest.mark.parametrize(
    ("text", "month"),
    [("2026-12", Period(date(2026, 12, 1), date(2027, 1, 1))), ("2026-13", None), ("26-1", None), ("", None)],
)
def test_month_of_an_address(text: str, month: Period | None) -> None:
    assert month_of(text) == month


def test_database_itself_keeps_a_ledger_its_bodys(people: Ward) -> None:
    row = entered(people.chi)

    for other in (people.em, people.mai, people.nam, people.alice):
        act_as(other)
        assert not Output.objects.exists()
        assert not row.events.exists()  # type: ignore[attr-defined]
        assert Output.objects.filter(pk=row.pk).update(title="khác") == 0
    act_as(people.em)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Output.objects.create(
            unit_id="a", kind="article", title="x", made_on=MADE_ON, entered_by="x", entered_at=AT,
            changed_by="x", changed_at=AT,
        )  # fmt: skip
    act_as(people.chi)
    with pytest.raises(DatabaseError, match="stays its body"), transaction.atomic():
        Output.objects.filter(pk=row.pk).update(entered_by="x")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        row.delete()
    assert kept_bodies(by=people.chi, on=TODAY) == (("a", "Ủy ban nhân dân xã Ân Mẫu"),)
    with pytest.raises(NoSuchThing):
        access_output(uuid4(), by=people.chi, on=TODAY)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"kind": "rumour"}, "an_output_is_of_a_known_kind"),
        ({"title": ""}, "an_output_has_a_title"),
        ({"count": 0}, "an_output_counts_at_least_once"),
        ({"minutes": 3}, "only_broadcasts_have_minutes"),
        ({"kind": "broadcast", "minutes": 0}, "only_broadcasts_have_minutes"),
        ({"link_sha256": ""}, "a_link_has_its_hash"),
        ({"taken_back_at": AT}, "an_output_taken_back_says_by_whom_and_why"),
    ],
)
def test_constraint(people: Ward, changes: dict[str, object], name: str) -> None:
    row = entered(people.chi)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Output.objects.filter(pk=row.pk).update(**changes)


# ---- what a report is told


@pytest.fixture
def row(people: Ward) -> DueRow:
    """The row of body a in a cycle that counts 30/10/2025 up to, not including, 30/5/2026."""
    kept = due_lists.campaign(SAID)
    with acting_as(people.mai):
        assert set_counts(campaign=kept, counts=COUNTS, by=people.mai, **DAY) == 3
    cycle = due_lists.opened(kept)
    with acting_by_itself():
        return DueRow.objects.select_related("cycle__campaign").get(cycle=cycle, code="a")


def test_report_is_told_what_the_ledger_counts(people: Ward, row: DueRow) -> None:
    entered(people.chi)
    entered(people.chi, BANNER)
    entered(people.chi, replace(BANNER, kind="board", title="Pa nô", count=1, made_with="Đoàn xã"))
    entered(people.chi, replace(BANNER, made_on=date(2026, 5, 30)))  # of the next cycle
    entered(people.chi, replace(NEWS, made_on=date(2025, 10, 29), link="https://bao.example/cu"))
    for minutes in (15, None):
        entered(people.chi, replace(NEWS, kind="broadcast", title=f"{minutes}", link="", minutes=minutes))
    entered(people.em, NEWS, "b")

    counts = ledger_counts(row, by=people.chi, on=TODAY)

    assert {code: count.amount for code, count in counts.items()} == {"news": 1, "banners": 13, "minutes": 15}
    assert [one.title for one in counts["banners"].joint] == ["Pa nô"]
    assert [one.title for one in counts["minutes"].unmeasured] == ["None"]
    assert counts["news"].doubles == ()


def test_report_is_told_of_doubles_here_and_in_earlier_cycles(people: Ward, row: DueRow) -> None:
    old = entered(people.chi, replace(NEWS, made_on=date(2025, 9, 1)))
    new = entered(people.chi)
    entered(people.chi, replace(BANNER, title="Hai lần"))
    entered(people.chi, replace(BANNER, title="hai  LẦN", place=""))

    counts = ledger_counts(row, by=people.chi, on=TODAY)

    (double,) = counts["news"].doubles
    assert (double.output.key, double.other.key) == (str(new.pk), str(old.pk))
    assert double.where is Where.EARLIER_CYCLE
    assert [double.where for double in counts["banners"].doubles] == [Where.HERE]
    take_back(output_id=old.pk, why="nhầm", by=people.chi, **DAY)
    assert ledger_counts(row, by=people.chi, on=TODAY)["news"].doubles == ()


def test_who_keeps_no_ledger_of_the_body_is_told_nothing_and_no_zero(people: Ward, row: DueRow) -> None:
    for other in (people.em, people.mai, people.nam):
        act_as(other)
        assert ledger_counts(row, by=other, on=TODAY) == {}


def test_row_without_unit_window_or_counts_is_told_nothing(people: Ward, row: DueRow) -> None:
    nobody = DueRow(cycle=row.cycle, unit_id=None)
    assert ledger_counts(nobody, by=people.chi, on=TODAY) == {}
    row.cycle.code = "KH-1"
    assert ledger_counts(row, by=people.chi, on=TODAY) == {}
    row.cycle.code, row.cycle.asked = "2026-H1", "plan"
    assert ledger_counts(row, by=people.chi, on=TODAY) == {}
    other = due_lists.opened(due_lists.campaign(due_lists.said(title="Khác", directive="9/KH")))
    with acting_by_itself():
        uncounted = DueRow.objects.select_related("cycle__campaign").get(cycle=other, code="a")
    assert ledger_counts(uncounted, by=people.chi, on=TODAY) == {}


def test_counting_costs_the_same_however_long_the_ledger(people: Ward, row: DueRow) -> None:
    from django.db import connection

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            ledger_counts(row, by=people.chi, on=TODAY)
        return len(queries)

    entered(people.chi)
    asked()  # reads what the version says, once
    few = asked()
    for number in range(30):
        entered(people.chi, replace(NEWS, link=f"https://bao.example/{number}"))

    assert asked() == few == 3


def test_what_counts_is_said_by_the_campaigns_office_alone(people: Ward, row: DueRow) -> None:
    kept = row.cycle.campaign
    wrong = {
        "boards": (frozenset({"board"}), Measure.COUNT),  # a stock is what there is, not what was made
        "none": (frozenset({"board"}), Measure.COUNT),
        "news": (frozenset({"rumour"}), Measure.COUNT),
    }
    act_as(people.mai)
    for code, said in wrong.items():
        with pytest.raises(NotCounted):
            set_counts(campaign=kept, counts={code: said}, by=people.mai, **DAY)
    with pytest.raises(MinutesOfUntimed):
        set_counts(
            campaign=kept, counts={"news": (frozenset({"article"}), Measure.MINUTES)}, by=people.mai, **DAY
        )
    assert set_counts(campaign=kept, counts=COUNTS, by=people.mai, **DAY) == 0
    gone = {"news": (frozenset[str](), Measure.COUNT)}
    assert set_counts(campaign=kept, counts=gone, by=people.mai, **DAY) == 1
    assert set(counting_of(kept).feeds) == {"banners", "minutes"}
    both = {"news": (frozenset({"banner"}), Measure.COUNT)}
    set_counts(campaign=kept, counts=both, by=people.mai, **DAY)
    assert counting_of(kept).twice == (("banner", Measure.COUNT, ("banners", "news")),)
    act_as(people.alice)
    assert Event.objects.filter(kind="campaign.outputs-counted").count() == 3
    for other in (people.nam, people.chi):
        act_as(other)
        with pytest.raises((NotPermitted, NoSuchThing)):
            set_counts(campaign=kept, counts=COUNTS, by=other, **DAY)
        assert OutputCount.objects.update(kinds=[]) == 0
    act_as(people.mai)
    close(campaign=kept, why="Đã xong", by=people.mai, **DAY)
    kept.refresh_from_db()
    with pytest.raises(CampaignClosed):
        set_counts(campaign=kept, counts=COUNTS, by=people.mai, **DAY)
