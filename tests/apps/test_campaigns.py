"""Campaigns as an office keeps them: every way out of each action, and what the database holds by itself."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from campaigns import OTHER, OTHER_OFFICE, Offices, act_as, kept, offices
from django.db import DatabaseError, IntegrityError, connection, transaction
from people import AT, OFFICE, TODAY

from databases import Doors
from journeys.small_campaign import SMALL
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.audit.models import Event
from tonghop.apps.directives.models import Directive, Obligation, ObligationSentence
from tonghop.apps.organisations.models import Reorganisation, Succession, Version
from tonghop.apps.reporting.campaigns import bodies, figures
from tonghop.apps.reporting.campaigns.access import access_campaign, access_kept_campaign, kept_offices
from tonghop.apps.reporting.campaigns.keeping import (
    CampaignClosed,
    CampaignExists,
    ChangedMeanwhile,
    NoSuchRow,
    ReasonMissing,
    close,
    drop_row,
    make,
    make_empty,
    put_row,
    put_targets,
    revise,
)
from tonghop.apps.reporting.campaigns.sources import (
    NothingConfirmed,
    import_version,
    make_from_directive,
    make_from_file,
)
from tonghop.apps.reporting.models import Campaign, CampaignBody, Cycle, SharedIndicator
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.formats.workbooks.campaign_file import content_of
from tonghop.formats.workbooks.campaign_toml import CampaignUnreadable
from tonghop.formats.workbooks.sheets import WorkbookDamaged

DAY: dict[str, Any] = {"at": AT, "on": TODAY}


@pytest.fixture
def people(memory: Doors) -> Offices:
    found = offices()
    act_as(found.mai)
    return found


def says(campaign: Campaign) -> domain.Campaign:
    version = newest_version(campaign)
    assert version is not None
    return said(version)


def kinds(people: Offices) -> list[str]:
    with acting_as(people.alice):
        found = list(Event.objects.order_by("sequence").values_list("kind", flat=True))
    return [kind for kind in found if kind.startswith("campaign")]


# ---- made


def test_campaign_is_made_with_its_first_version_and_an_event(people: Offices) -> None:
    campaign = kept(people.mai)

    assert (campaign.office, campaign.key, campaign.title) == (OFFICE, "12-cv-btgtu", SMALL.title)
    assert [row.number for row in campaign.versions.all()] == [1]
    assert says(campaign) == SMALL
    assert kinds(people) == ["campaign.made"]


def test_only_the_offices_coordinator_makes_one(people: Offices) -> None:
    for who in (people.alice, people.nam, people.rang):
        with pytest.raises(NotPermitted):
            make(content=SMALL, office=OFFICE, by=who, **DAY)


def test_second_campaign_of_a_directive_is_refused_in_one_office_only(people: Offices) -> None:
    kept(people.mai)

    with pytest.raises(CampaignExists):
        kept(people.mai)
    assert kept(people.nam, office=OTHER_OFFICE).key == "12-cv-btgtu"


def test_empty_campaign_has_a_title_and_a_coordinator(people: Offices) -> None:
    campaign = make_empty(office=OFFICE, title="Phòng cháy", coordinator="Sở A", by=people.mai, **DAY)

    assert says(campaign) == domain.Campaign("Phòng cháy", "Sở A")
    with pytest.raises(FieldWrong):
        make_empty(office=OFFICE, title=" ", coordinator="Sở A", by=people.mai, **DAY)


@pytest.mark.parametrize("suffix", [".xlsx", ".toml"])
def test_export_comes_back_as_the_same_version(people: Offices, suffix: str) -> None:
    given = {"office": OFFICE, "name": f"chien-dich{suffix}", "content": content_of(SMALL, suffix)}
    campaign = make_from_file(**given, by=people.mai, **DAY)  # type: ignore[arg-type]
    export = content_of(says(campaign), suffix)

    again = import_version(campaign=campaign, name=f"x{suffix}", content=export, base=1, by=people.mai, **DAY)

    assert again.number == 1
    assert make_from_file(**given, by=people.mai, **DAY) == campaign  # type: ignore[arg-type]
    assert campaign.versions.count() == 1
    assert says(campaign) == SMALL


def test_file_of_a_campaign_that_is_there_and_says_something_else_is_a_question(people: Offices) -> None:
    kept(people.mai)
    other = content_of(replace(SMALL, title="Khác"), ".toml")

    with pytest.raises(CampaignExists):
        make_from_file(office=OFFICE, name="x.toml", content=other, by=people.mai, **DAY)


SECRET_FILE = b'[campaign]\ntitle = "a"\ncoordinator = "b"\nbodies = "/etc/passwd"\n'
UNREADABLE: list[tuple[str, bytes, type[Exception]]] = [
    ("x.toml", b"title =", CampaignUnreadable),
    ("x.toml", b"\xff\xfe", CampaignUnreadable),
    ("x.csv", b"a,b", CampaignUnreadable),
    ("x.xlsx", b"PK\x03\x04 broken", WorkbookDamaged),
    ("x.toml", b'[campaign]\ntitle = "a"\n', FieldWrong),
    ("x.toml", SECRET_FILE, FieldWrong),  # a file that is sent looks at no file of the server
]


@pytest.mark.parametrize(("name", "content", "refusal"), UNREADABLE)
def test_wrong_file_is_refused_and_nothing_is_kept(
    people: Offices, name: str, content: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        make_from_file(office=OFFICE, name=name, content=content, by=people.mai, **DAY)
    assert Campaign.objects.count() == 0


# ---- changed


def test_change_makes_a_version_and_the_same_words_make_none(people: Offices) -> None:
    campaign = kept(people.mai)
    new = replace(SMALL, title="Phòng cháy", directive="")

    version = revise(campaign=campaign, content=new, base=1, note=" vì sao ", by=people.mai, **DAY)

    campaign.refresh_from_db()
    assert (version.number, version.note, version.made_by) == (2, "vì sao", str(people.mai.pk))
    assert (campaign.title, campaign.key) == ("Phòng cháy", "phong-chay")
    assert revise(campaign=campaign, content=new, base=1, by=people.mai, **DAY) == version
    assert kinds(people) == ["campaign.made", "campaign.changed"]


def test_change_of_what_somebody_changed_meanwhile_is_refused(people: Offices) -> None:
    campaign = kept(people.mai)
    revise(campaign=campaign, content=replace(SMALL, place="A"), base=1, by=people.mai, **DAY)

    with pytest.raises(ChangedMeanwhile):
        revise(campaign=campaign, content=replace(SMALL, place="B"), base=1, by=people.mai, **DAY)
    with pytest.raises(ChangedMeanwhile):
        put_row(campaign=campaign, table="campaign", number=None, row={}, base=1, by=people.mai, **DAY)
    assert says(campaign).place == "A"


def test_rows_are_changed_added_and_taken_out_one_by_one(people: Offices) -> None:
    campaign = kept(people.mai)
    given: dict[str, Any] = {"campaign": campaign, "by": people.mai, **DAY}

    put_row(table="body", number=5, row={"name": "Báo Mẫu", "aliases": []}, base=1, **given)
    put_row(table="body", number=None, row={"code": "moi", "name": "Mới", "line": ""}, base=2, **given)
    put_row(table="campaign", number=None, row={"place": ""}, base=3, **given)
    put_targets(targets={"sessions": Decimal("100.50"), "models": None}, base=4, **given)
    drop_row(table="section", number=4, base=5, **given)

    now = says(campaign)
    assert [body.name for body in now.bodies[4:]] == ["Báo Mẫu", "Mới"]
    assert now.place == ""
    assert now.indicators[0].target == Decimal("100.5")
    assert [section.code for section in now.sections] == ["results", "table", "oral"]
    assert now.regimes == SMALL.regimes


@pytest.mark.parametrize("number", [0, 6, -1])
def test_row_that_is_not_there_is_refused(people: Offices, number: int) -> None:
    campaign = kept(people.mai)
    given: dict[str, Any] = {"campaign": campaign, "base": 1, "by": people.mai, **DAY}

    with pytest.raises(NoSuchRow):
        put_row(table="body", number=number, row={"name": "x"}, **given)
    with pytest.raises(NoSuchRow):
        drop_row(table="body", number=number, **given)
    with pytest.raises(NoSuchRow):
        put_targets(targets={"nothing": None}, **given)


def test_row_that_others_name_stays(people: Offices) -> None:
    campaign = kept(people.mai)

    with pytest.raises(FieldWrong):
        drop_row(campaign=campaign, table="body", number=5, base=1, by=people.mai, **DAY)  # excused
    assert campaign.versions.count() == 1


def test_closed_campaign_changes_no_more_and_says_why(people: Offices) -> None:
    campaign = kept(people.mai)
    with pytest.raises(ReasonMissing):
        close(campaign=campaign, why="  ", by=people.mai, **DAY)

    close(campaign=campaign, why="Đã xong", by=people.mai, **DAY)

    campaign.refresh_from_db()
    assert (campaign.closed_at, campaign.closed_why) == (AT, "Đã xong")
    assert kinds(people)[-1] == "campaign.closed"
    for deed in (
        lambda: close(campaign=campaign, why="x", by=people.mai, **DAY),
        lambda: revise(campaign=campaign, content=OTHER, base=1, by=people.mai, **DAY),
        lambda: bodies.confirm_bodies(campaign=campaign, units={"bao": "a"}, by=people.mai, **DAY),
        lambda: figures.end_link(campaign=campaign, link_id=1, by=people.mai, **DAY),
    ):
        with pytest.raises(CampaignClosed):
            deed()


def test_no_cycle_opens_of_a_closed_campaign_however_the_row_is_written(people: Offices) -> None:
    campaign = kept(people.mai)
    opened = cycle(campaign, "2025-H1", opened_at=AT)
    planned = cycle(campaign, "2026-H1")
    close(campaign=campaign, why="Đã xong", by=people.mai, **DAY)

    opened.save()  # what is open goes on
    planned.opened_at, planned.opened_by, planned.version = AT, "system", newest_version(campaign)
    with pytest.raises(DatabaseError), transaction.atomic():
        planned.save()


def test_other_offices_may_change_nothing(people: Offices) -> None:
    campaign = kept(people.mai)

    for who in (people.nam, people.rang, people.alice):
        for deed in (
            lambda who=who: revise(campaign=campaign, content=OTHER, base=1, by=who, **DAY),
            lambda who=who: drop_row(campaign=campaign, table="body", number=1, base=1, by=who, **DAY),
            lambda who=who: close(campaign=campaign, why="x", by=who, **DAY),
            lambda who=who: bodies.confirm_bodies(campaign=campaign, units={"bao": "a"}, by=who, **DAY),
            lambda who=who: figures.end_link(campaign=campaign, link_id=1, by=who, **DAY),
            lambda who=who: import_version(
                campaign=campaign, name="x.toml", content=b"", base=1, by=who, **DAY
            ),
        ):
            with pytest.raises((NotPermitted, NoSuchThing)), acting_as(who):
                deed()
        with pytest.raises(NoSuchThing):
            access_kept_campaign(campaign.pk, by=who, on=TODAY)
        assert access_campaign(campaign.pk, by=who, on=TODAY) == campaign


def test_who_has_no_mandate_sees_none(people: Offices) -> None:
    campaign = kept(people.mai)

    with pytest.raises(NoSuchThing):
        access_campaign(campaign.pk, by=people.mai, on=date(2019, 1, 1))
    with pytest.raises(NoSuchThing):
        access_campaign(uuid4(), by=people.mai, on=TODAY)
    assert kept_offices(by=people.mai, on=TODAY) == (OFFICE,)
    assert kept_offices(by=people.rang, on=TODAY) == ()


# ---- proposed from a directive

TEXT = """ỦY BAN NHÂN DÂN TỈNH MẪU
Số: 45/KH-UBND

KẾ HOẠCH
Tuyên truyền phòng cháy

1. Sở Y tế báo cáo kết quả về Văn phòng Ủy ban nhân dân tỉnh trước ngày 30/5 hằng năm.
2. Sở Nội vụ báo cáo kết quả về Văn phòng Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm.
3. Sở Tư pháp báo cáo dư luận trái chiều về Văn phòng Ủy ban nhân dân tỉnh trước ngày 20 hằng tháng."""


def directive(*confirmed: str, marked: str = "") -> Directive:
    """Keep the text, with an obligation of each line that begins with a number, confirmed where named."""
    found = Directive.objects.create(
        symbol="45/KH-UBND", text=TEXT, source_name="ke-hoach.txt", source_sha256="b" * 64,
        media_type="text/plain", received_at=AT,
    )  # fmt: skip
    for number, line in ((line[0], line) for line in TEXT.split("\n") if line[:1].isdigit()):
        start = TEXT.index(line)
        done = number in confirmed
        obligation = Obligation.objects.create(
            directive=found, reading_id=f"read-{number}", span_start=start, span_end=start + len(line),
            confirmed_at=AT if done else None, confirmed_by="mai" if done else "",
        )  # fmt: skip
        if number == marked:
            ObligationSentence.objects.create(
                directive=found, obligation=obligation, span_start=start, span_end=start + len(line),
                text=line, rights_sensitive=True, why="người rà soát đánh dấu",
            )  # fmt: skip
    return found


def proposed(people: Offices, found: Directive) -> domain.Campaign:
    campaign = make_from_directive(directive_id=found.pk, office=OFFICE, by=people.mai, **DAY)
    assert campaign.directive == found
    return says(campaign)


def test_only_confirmed_obligations_become_regimes(people: Offices) -> None:
    plan = proposed(people, directive("1"))

    assert [str(row.due) for row in plan.regimes] == ["05-30"]
    assert [body.name for body in plan.bodies] == ["Sở Y tế"]
    assert all(row.why for row in plan.regimes)
    assert "Sở Nội vụ" not in str(plan)


def test_both_are_proposed_where_both_are_confirmed(people: Offices) -> None:
    plan = proposed(people, directive("1", "2"))

    assert {body.name for body in plan.bodies} == {"Sở Y tế", "Sở Nội vụ"}


def test_what_touches_rights_becomes_nothing_even_where_confirmed(people: Offices) -> None:
    plan = proposed(people, directive("1", "3"))

    assert [str(row.due) for row in plan.regimes] == ["05-30"]
    assert not any("dư luận" in row.name for row in plan.indicators)
    assert not any("dư luận" in row.title for row in plan.sections)


def test_what_a_person_marked_becomes_nothing(people: Offices) -> None:
    plan = proposed(people, directive("1", "2", marked="1"))

    assert [str(row.due) for row in plan.regimes] == ["12-15"]


def test_directive_of_which_nothing_is_confirmed_proposes_nothing(people: Offices) -> None:
    with pytest.raises(NothingConfirmed):
        proposed(people, directive())
    with pytest.raises(NoSuchThing):
        make_from_directive(directive_id=uuid4(), office=OFFICE, by=people.mai, **DAY)


# ---- bodies


def unit(
    people: Offices, name: str, id: str, *, since: date | None = None, until: date | None = None
) -> None:
    with acting_as(people.alice):
        Version.objects.create(
            unit_id=id, name=name, kind="sở", level="province", line="state", valid_from=since, valid_to=until
        )


def test_body_is_proposed_by_name_and_confirmed_by_a_person(people: Offices) -> None:
    campaign = kept(people.mai)
    unit(people, "Báo Hòa Bình", "sở-a")

    found = {row.body.code: row.found for row in bodies.proposals(SMALL, SMALL.bodies, on=TODAY)}
    assert found["bao"].decided == "sở-a"
    assert found["kim-boi"].decided is None
    assert CampaignBody.objects.count() == 0  # nothing is taken without a person

    bodies.confirm_bodies(campaign=campaign, units={"bao": "sở-a"}, by=people.mai, **DAY)

    resolved = {row.body.code: row for row in bodies.resolved_bodies(campaign, SMALL, on=TODAY)}
    assert (resolved["bao"].unit, resolved["bao"].unit_name) == ("sở-a", "Báo Hòa Bình")
    assert resolved["kim-boi"].unit == ""
    assert CampaignBody.objects.get().confirmed_by == str(people.mai.pk)
    events = len(kinds(people))
    bodies.confirm_bodies(campaign=campaign, units={"bao": "sở-a"}, by=people.mai, **DAY)
    assert len(kinds(people)) == events


WRONG_UNITS = [
    ({"nothing": "sở-a"}, bodies.NoSuchBody),
    ({"bao": "sở-b"}, bodies.UnitNotThere),  # its only version has ended
    ({"bao": "no unit"}, bodies.UnitNotThere),
    ({"bao": "sở-a", "kim-boi": "sở-a"}, bodies.UnitIsAnother),
]


@pytest.mark.parametrize(("units", "refusal"), WRONG_UNITS)
def test_wrong_unit_is_refused_and_none_is_kept(
    people: Offices, units: dict[str, str], refusal: type[Exception]
) -> None:
    campaign = kept(people.mai)
    unit(people, "Sở A", "sở-a")
    unit(people, "Sở B", "sở-b", until=date(2025, 7, 1))

    with pytest.raises(refusal):
        bodies.confirm_bodies(campaign=campaign, units=units, by=people.mai, **DAY)
    assert CampaignBody.objects.count() == 0


def test_unit_that_has_ceased_is_told_with_what_became_of_it(people: Offices) -> None:
    campaign = kept(people.mai)
    unit(people, "Sở A", "sở-a", until=date(2027, 1, 1))
    unit(people, "Sở B", "sở-b", since=date(2027, 1, 1))
    with acting_as(people.alice):
        merger = Reorganisation.objects.create(
            id="m", number=1, kind="merge", effective_on=date(2027, 1, 1), decree="Nghị quyết 1"
        )
        Version.objects.filter(unit="sở-a").update(closed_by=merger)
        Version.objects.filter(unit="sở-b").update(opened_by=merger)
        Succession.objects.create(event=merger, old_id="sở-a", new_id="sở-b", share=1)
    bodies.confirm_bodies(campaign=campaign, units={"bao": "sở-a"}, by=people.mai, **DAY)

    before, after = (
        {row.body.code: row.ceased for row in bodies.resolved_bodies(campaign, SMALL, on=day)}["bao"]
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    )

    assert before is None
    assert after is not None
    assert "Sở B" in after.vietnamese
    assert "Sở B" in after.english


# ---- figures


def cycle(campaign: Campaign, code: str, opened_at: datetime | None = None) -> Cycle:
    return Cycle.objects.create(
        office=campaign.office, campaign=campaign, code=code, opens_on=TODAY, due_on=TODAY, late_from=AT,
        opened_at=opened_at, opened_by="system" if opened_at else "",
        version=newest_version(campaign) if opened_at else None,
    )  # fmt: skip


def two_campaigns(people: Offices) -> tuple[Campaign, Campaign]:
    """Two campaigns of one office; both address the body "bao" as the unit a, the first also "kim-boi"."""
    here, there = kept(people.mai), kept(people.mai, OTHER)
    for code in ("a", "b"):
        unit(people, f"Đơn vị {code}", code)
    bodies.confirm_bodies(campaign=here, units={"bao": "a", "kim-boi": "b"}, by=people.mai, **DAY)
    bodies.confirm_bodies(campaign=there, units={"bao": "a"}, by=people.mai, **DAY)
    return here, there


def link(people: Offices, here: Campaign, there: Campaign, code: str = "sessions") -> SharedIndicator:
    return figures.link_figure(
        campaign=here, code=code, source_id=there.pk, source_code=code, by=people.mai, **DAY
    )


def test_figure_that_two_campaigns_ask_is_found_linked_and_asked_once(people: Offices) -> None:
    here, there = two_campaigns(people)
    assert "sessions" in {row.same.indicator.code for row in figures.asked_twice(here)}

    linked = link(people, here, there)

    assert link(people, here, there) == linked
    assert {row.same.indicator.code: row.link for row in figures.asked_twice(here)}["sessions"] == linked
    asked = figures.asked_of(here, cycle(here, "2027-H1"))
    assert [(str(row.source_cycle), row.bodies) for row in asked.taken] == [("2027-H1", frozenset({"bao"}))]
    assert "sessions" not in {row.code for row in asked.of("bao")}
    assert "sessions" in {row.code for row in asked.of("kim-boi")}  # nobody asks it there
    form = asked.form_for("bao")
    assert "sessions" not in {row.code for row in form.indicators}
    assert form.checks == ()
    assert asked.form_for("kim-boi") == SMALL
    whole = figures.asked_of(there, cycle(there, "2027-H1"))
    assert (whole.taken, whole.form_for("bao")) == ((), OTHER)


def test_figure_is_asked_here_where_the_other_campaign_does_not_ask_it_then(people: Offices) -> None:
    here, there = two_campaigns(people)
    link(people, here, there)
    planned = cycle(here, "2027-H1")

    later = replace(OTHER, regimes=(replace(OTHER.regimes[0], window=None),))  # H1 is then January to June
    revise(campaign=there, content=later, base=1, by=people.mai, **DAY)
    assert figures.asked_of(here, planned).taken == ()

    revise(campaign=there, content=OTHER, base=2, by=people.mai, **DAY)
    assert len(figures.asked_of(here, planned).taken) == 1

    close(campaign=there, why="Đã xong", by=people.mai, **DAY)
    assert figures.asked_of(here, planned).taken == ()


def test_link_acts_on_cycles_that_open_while_it_stands(people: Offices) -> None:
    here, there = two_campaigns(people)
    before = cycle(here, "2026-H1", opened_at=AT - timedelta(seconds=1))
    linked = link(people, here, there)
    within = cycle(here, "2027-H1", opened_at=AT)
    end = AT + timedelta(days=1)

    figures.end_link(campaign=here, link_id=linked.pk, by=people.mai, at=end, on=TODAY)

    after = cycle(here, "2028-H1", opened_at=end)
    assert [len(figures.asked_of(here, row).taken) for row in (before, within, after)] == [0, 1, 0]
    with pytest.raises(NoSuchThing):
        figures.end_link(campaign=here, link_id=linked.pk, by=people.mai, at=end, on=TODAY)
    assert kinds(people)[-2:] == ["campaign.figure-linked", "campaign.figure-unlinked"]


def test_what_is_not_the_same_is_not_linked(people: Offices) -> None:
    here, there = two_campaigns(people)

    for code, source, source_code in (
        ("sessions", there.pk, "models"),
        ("crowd", there.pk, "crowd"),
        ("sessions", here.pk, "sessions"),
        ("sessions", uuid4(), "sessions"),
    ):
        with pytest.raises(figures.NotTheSame):
            figures.link_figure(
                campaign=here, code=code, source_id=source, source_code=source_code, by=people.mai, **DAY
            )


def test_no_figure_is_taken_at_second_hand(people: Offices) -> None:
    here, there = two_campaigns(people)
    third = kept(people.mai, replace(SMALL, directive="7-CV/BTGTU"))
    link(people, here, there)

    with pytest.raises(figures.TakenAtSecondHand):
        link(people, third, here)
    with pytest.raises(figures.TakenAtSecondHand):
        link(people, there, third)
    with pytest.raises(figures.TakenAtSecondHand):
        link(people, here, third)
    with pytest.raises(IntegrityError), transaction.atomic():
        SharedIndicator.objects.create(
            campaign=there, code="sessions", source=third, source_code="sessions", linked_by="x", linked_at=AT
        )
    assert link(people, third, there).source == there


def test_campaign_of_another_office_is_near_only_where_it_asks_the_same_unit(people: Offices) -> None:
    here = kept(people.mai)
    unit(people, "Đơn vị a", "a")
    bodies.confirm_bodies(campaign=here, units={"bao": "a"}, by=people.mai, **DAY)
    far = kept(people.nam, OTHER, OTHER_OFFICE)
    assert figures.asked_twice(here) == ()

    with acting_as(people.nam):
        bodies.confirm_bodies(campaign=far, units={"bao": "a"}, by=people.nam, **DAY)

    assert {row.other for row in figures.asked_twice(here)} == {far}


# ---- what the database holds by itself


def test_other_offices_link_nothing_however_the_row_is_written(people: Offices) -> None:
    here, there = two_campaigns(people)
    linked = link(people, here, there)
    row = {"campaign": here, "code": "models", "source": there, "source_code": "models"}

    with acting_as(people.nam):
        assert SharedIndicator.objects.filter(pk=linked.pk).exists()
        assert SharedIndicator.objects.filter(pk=linked.pk).update(ended_at=AT, ended_by="x") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            SharedIndicator.objects.create(**row, linked_by="x", linked_at=AT)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("delete from reporting_sharedindicator")
    with acting_as(people.mai):
        SharedIndicator.objects.create(**row, linked_by="x", linked_at=AT)


def test_constraints_of_links_and_of_closing_hold(people: Offices) -> None:
    here, there = two_campaigns(people)
    row: dict[str, Any] = {"code": "models", "source_code": "models", "linked_by": "x", "linked_at": AT}
    SharedIndicator.objects.create(campaign=here, source=there, **row)

    for wrong in (
        {"campaign": here, "source": there},
        {"campaign": there, "source": there, "code": "x", "source_code": "x"},
        {"campaign": here, "source": there, "code": "y", "ended_by": "x"},
        {"campaign": here, "source": there, "code": "y", "ended_at": AT},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedIndicator.objects.create(**{**row, **wrong})
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=here.pk).update(closed_at=AT)
