"""The register in the database: what it holds true, what actions write and refuse, and who may."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import AT, TODAY, administrator, official

from databases import Doors
from domain.organisations.histories import START, registers
from domain.organisations.small_country import AUTUMN, MERGED, country, merger, place, split
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.actions import BodyUnknown
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.audit.models import Event as AuditEvent
from tonghop.apps.organisations import queries
from tonghop.apps.organisations.actions import CountsDiffer, Loaded, UnitIsUsed, amend, apply, load, undo
from tonghop.apps.organisations.models import Unit, Version, Withheld
from tonghop.apps.organisations.rows import Difference
from tonghop.domain.organisations.amendments import Line
from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.register import EMPTY, Register
from tonghop.domain.organisations.reorganisations import (
    EventIsKnown,
    EventIsUnknown,
    LaterEventStands,
    UnitIsNotInForce,
)
from tonghop.domain.organisations.reorganisations import apply as applied
from tonghop.domain.organisations.trees import tree
from tonghop.domain.organisations.units import PLACE, Parent
from tonghop.domain.organisations.units import Version as DomainVersion

UNKNOWN: Mapping[date, Mapping[str, Mapping[str, int]]] = {}


def loaded(register: Register, alice: Person) -> Loaded:
    return load(packaged=register, source="s", known=UNKNOWN, by=alice, at=AT, on=TODAY)


def plain(event: Event) -> tuple[object, ...]:
    """An event as compared: the days of what it opened follow from it, and closing has no order."""
    opens = {replace(v, valid_from=event.on, valid_to=None, opened_by="", closed_by="") for v in event.opens}
    return replace(event, opens=(), closes=()), opens, set(event.closes)


def assert_same(kept: Register, meant: Register) -> None:
    assert dict(kept.versions) == dict(meant.versions)
    assert list(kept.versions) == list(meant.versions), "the order in which units were entered"
    assert list(map(plain, kept.events)) == list(map(plain, meant.events))


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


def test_register_comes_back_as_it_was_with_bodies_codes_and_aliases(alice: Person) -> None:
    ward = DomainVersion(
        "chung:ubnd",
        "Ủy ban nhân dân phường Chung",
        "ủy ban nhân dân",
        "commune",
        "state",
        (Parent("state", "mau"), Parent("work", "an")),
        "chung",
        aliases=("UBND phường Chung", "Phường"),
        classes=("ủy ban nhân dân", "a"),
    )
    base = country()
    meant = Register({**base.versions, ward.unit: (ward,)}, base.events)

    with acting_as(alice):
        loaded(meant, alice)

    assert_same(queries.register(), meant)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_history_and_any_tree_of_it_come_back(alice: Person, data: st.DataObject) -> None:
    meant = data.draw(registers())
    day = START + timedelta(days=data.draw(st.integers(-20, 300)))

    with transaction.atomic():
        with acting_as(alice):
            loaded(meant, alice)
        assert_same(queries.register(), meant)
        assert queries.tree("top", day) == tree(meant, "top", day)
        found = queries.register_of_day(day)
        assert {v.unit: v for v in found.all_versions()} == {v.unit: v for v in meant.in_force(day)}
        transaction.set_rollback(True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_events_applied_one_by_one_and_undone_are_the_domains(alice: Person, data: st.DataObject) -> None:
    meant = data.draw(registers())
    base = Register(
        {
            u: (replace(v[0], valid_to=None, closed_by=""),)
            for u, v in meant.versions.items()
            if not v[0].opened_by
        }
    )

    with transaction.atomic():
        with acting_as(alice):
            loaded(base, alice)
            for event in meant.events:
                apply(event=event, by=alice, at=AT, on=TODAY)
            assert dict(queries.register().versions) == dict(meant.versions)
            for event in reversed(meant.events):
                undo(event_id=event.id, why="thử", by=alice, at=AT, on=TODAY)
        assert_same(queries.register(), base)
        transaction.set_rollback(True)


def test_shares_keep_all_their_digits(alice: Person) -> None:
    share = Decimal("0.1234567890123456789012345678901234567890123456789")

    with acting_as(alice):
        loaded(applied(country(), split(share)), alice)

    assert [one.share for one in queries.register().events[0].successions] == [share, 1 - share]


def test_loading_again_brings_what_is_new_and_keeps_what_the_office_corrected(alice: Person) -> None:
    corrected = replace(country().versions["an"][0], aliases=("Xã An cũ",))
    with acting_as(alice):
        loaded(country(), alice)
        amend(lines=[Line(2, corrected)], source_sha256="0" * 64, by=alice, at=AT, on=TODAY)

        came = loaded(applied(country(), split(None)), alice)
        again = loaded(applied(country(), split(None)), alice)

    assert [event.id for event in came.change.applied] == ["split"]
    assert (came.differing, came.held_back, again.change.is_nothing) == (("an",), (), True)
    assert queries.register().versions["an"] == (corrected,)
    assert queries.register().version("binh", MERGED) is None


def test_loading_again_leaves_alone_what_was_undone_until_it_is_applied_again(alice: Person) -> None:
    meant = applied(applied(country(), merger()), split(None))
    with acting_as(alice):
        loaded(meant, alice)
        undo(event_id="merger", why="nhầm ngày", by=alice, at=AT, on=TODAY)
        undone = queries.register()

        again = loaded(meant, alice)
        assert (again.change.is_nothing, again.held_back) == (True, ("merger",))
        assert_same(queries.register(), undone)
        assert list(Withheld.objects.values_list("event", "why", "undone_at")) == [
            ("merger", "nhầm ngày", AT)
        ]

        apply(event=meant.events[0], by=alice, at=AT, on=TODAY)
        assert loaded(meant, alice) == Loaded(Difference())
        assert dict(queries.register().versions) == dict(meant.versions)
        assert not Withheld.objects.exists()


def test_event_undone_twice_is_withheld_once_and_for_the_last_reason(alice: Person) -> None:
    with acting_as(alice):
        loaded(country(), alice)
        for why in ("một", "hai"):
            apply(event=merger(), by=alice, at=AT, on=TODAY)
            undo(event_id="merger", why=why, by=alice, at=AT, on=TODAY)

    assert list(Withheld.objects.values_list("event", "why")) == [("merger", "hai")]


def test_undo_that_is_refused_withholds_nothing(alice: Person) -> None:
    gone = Event("gone", "dissolve", AUTUMN, "", (), ("chung-2",))
    with acting_as(alice):
        loaded(applied(applied(country(), merger()), gone), alice)
        with pytest.raises(LaterEventStands):
            undo(event_id="merger", why="", by=alice, at=AT, on=TODAY)

    assert queries.withheld() == frozenset()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_last_events_undone_stay_undone_and_applied_again_give_all(
    alice: Person, data: st.DataObject
) -> None:
    meant = data.draw(registers())
    last = meant.events[data.draw(st.integers(0, len(meant.events))) :]

    with transaction.atomic():
        with acting_as(alice):
            loaded(meant, alice)
            for event in reversed(last):
                undo(event_id=event.id, why="thử", by=alice, at=AT, on=TODAY)
            undone = queries.register()
            again = loaded(meant, alice)
            assert (again.change.is_nothing, again.held_back) == (True, tuple(event.id for event in last))
            assert_same(queries.register(), undone)
            for event in last:
                apply(event=event, by=alice, at=AT, on=TODAY)
        assert dict(queries.register().versions) == dict(meant.versions)
        assert list(map(plain, queries.register().events)) == list(map(plain, meant.events))
        assert queries.withheld() == frozenset()
        transaction.set_rollback(True)


def test_missing_event_that_does_not_fit_is_refused_and_nothing_is_kept(alice: Person) -> None:
    with acting_as(alice):
        loaded(applied(country(), Event("end", "dissolve", MERGED, "", (), ("binh",))), alice)
        with pytest.raises(UnitIsNotInForce):
            loaded(applied(country(), split(None)), alice)

    assert [event.id for event in queries.register().events] == ["end"]


def test_counts_that_the_source_does_not_promise_are_refused(alice: Person) -> None:
    known = {MERGED: {"commune": {"xã": 3}}}
    with acting_as(alice):
        with pytest.raises(CountsDiffer, match="xã"):
            load(packaged=country(), source="s", known=known, by=alice, at=AT, on=TODAY)

        assert not queries.register().versions
        known = {MERGED: {"commune": {"xã": 2, "phường": 1}, "district": {}}}
        load(packaged=country(), source="s", known=known, by=alice, at=AT, on=TODAY)

    assert queries.register().versions


def test_every_change_leaves_an_event_and_a_history(alice: Person) -> None:
    with acting_as(alice):
        loaded(country(), alice)
        loaded(country(), alice)  # nothing new: no event
        apply(event=merger(), by=alice, at=AT, on=TODAY)
        undo(event_id="merger", why="nhầm ngày", by=alice, at=AT, on=TODAY)

        told = list(AuditEvent.objects.filter(actor=str(alice.pk)).values_list("kind", "subject"))
        with connection.cursor() as cursor:
            cursor.execute(
                "select pgh_label, closed_by_id from organisations_versionevent"
                " where unit_id = 'an' order by pgh_id"
            )
            history = cursor.fetchall()

    assert told == [
        ("register.loaded", "register"),
        ("reorganisation.applied", "reorganisation:merger"),
        ("reorganisation.undone", "reorganisation:merger"),
    ]
    assert history == [("insert", None), ("update", "merger"), ("update", None)]


def test_applying_twice_undoing_nothing_and_undoing_too_early_are_refused(alice: Person) -> None:
    gone = Event("gone", "dissolve", AUTUMN, "", (), ("chung-2",))
    with acting_as(alice):
        loaded(country(), alice)
        apply(event=merger(), by=alice, at=AT, on=TODAY)
        apply(event=gone, by=alice, at=AT, on=TODAY)

        with pytest.raises(EventIsKnown):
            apply(event=merger(), by=alice, at=AT, on=TODAY)
        with pytest.raises(UnitIsNotInForce):
            apply(event=replace(merger(), id="other"), by=alice, at=AT, on=TODAY)
        with pytest.raises(EventIsUnknown):
            undo(event_id="nobody", why="", by=alice, at=AT, on=TODAY)
        with pytest.raises(LaterEventStands):
            undo(event_id="merger", why="", by=alice, at=AT, on=TODAY)

    assert [event.id for event in queries.register().events] == ["merger", "gone"]


def test_parent_that_is_nobody_is_refused(alice: Person) -> None:
    event = Event("new", "establish", MERGED, "", (place("moi", "Xã Mới", "nobody"),))
    with acting_as(alice):
        loaded(country(), alice)
        with pytest.raises(UnitIsUsed, match="parent"):
            apply(event=event, by=alice, at=AT, on=TODAY)

    assert "moi" not in queries.register().versions


def test_mandate_is_for_a_unit_of_the_register_and_holds_it_there(alice: Person) -> None:
    event = Event("new", "establish", MERGED, "", (place("moi", "Xã Mới", "mau"),))
    with acting_as(alice):
        loaded(country(), alice)
        apply(event=event, by=alice, at=AT, on=TODAY)
        official(alice, "binh", (Role.REPORTER, "moi"))

        with pytest.raises(BodyUnknown, match="khong-co"):
            official(alice, "charlie", (Role.REPORTER, "khong-co"))
        with pytest.raises(UnitIsUsed, match="accounts_mandate"):
            undo(event_id="new", why="", by=alice, at=AT, on=TODAY)

    assert queries.register().version("moi", MERGED) is not None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_keep_the_register(alice: Person, role: Role) -> None:
    charlie = official(alice, "charlie", (role, "a"))

    with acting_as(charlie):
        for write in (
            lambda: loaded(country(), charlie),
            lambda: apply(event=merger(), by=charlie, at=AT, on=TODAY),
            lambda: undo(event_id="merger", why="", by=charlie, at=AT, on=TODAY),
            lambda: amend(lines=[], source_sha256="", by=charlie, at=AT, on=TODAY),
        ):
            with pytest.raises(NotPermitted):
                write()


def test_database_itself_refuses_whoever_is_no_administrator(alice: Person) -> None:
    charlie = official(alice, "charlie", (Role.COORDINATOR, "a"))
    with acting_as(alice):
        loaded(country(), alice)
        apply(event=merger(), by=alice, at=AT, on=TODAY)
        undo(event_id="merger", why="thử", by=alice, at=AT, on=TODAY)

    with acting_as(charlie):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Unit.objects.create(id="mine")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Withheld.objects.create(event="mine", undone_at=AT)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            load(
                packaged=applied(country(), split(None)), source="s", known=UNKNOWN, by=None, at=AT, on=TODAY
            )
        assert Version.objects.update(name="Xã Khác") == 0
        assert Version.objects.all().delete()[0] == 0
        assert queries.withheld() == {"merger"}, "what is withheld is read by everybody"
        assert Withheld.objects.update(why="khác") == 0
        assert Withheld.objects.all().delete()[0] == 0
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from organisations_versionevent")
            assert cursor.fetchone() == (0,), "its history is for administrators and auditors"
    assert Version.objects.count() == 6, "and everybody reads it"


BAD_ROWS = [
    ("a_unit_has_one_version_a_day", {"valid_from": date(2026, 1, 1)}),  # xã An has no end
    ("a_version_ends_after_it_begins", {"valid_from": MERGED, "valid_to": MERGED, "unit_id": "a"}),
    ("a_version_has_a_name", {"name": "", "unit_id": "a"}),
    ("a_version_has_a_known_level", {"level": "region", "unit_id": "a"}),
    ("a_version_has_a_known_line", {"line": "church", "unit_id": "a"}),
    ("only_a_body_stands_at_a_place", {"place_id": "mau", "unit_id": "a"}),
]


@pytest.mark.parametrize(("constraint", "values"), BAD_ROWS, ids=[name for name, _ in BAD_ROWS])
def test_database_refuses_impossible_versions(
    alice: Person, constraint: str, values: Mapping[str, object]
) -> None:
    row = {"unit_id": "an", "name": "Xã An", "kind": "xã", "level": "commune", "line": PLACE}
    with acting_as(alice):
        loaded(country(), alice)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Version.objects.create(**{**row, **values})
        Version.objects.create(**{**row, "unit_id": "a"})  # nothing else was wrong with it


def test_amending_is_all_or_nothing_and_twice_is_once(alice: Person) -> None:
    good = Line(2, replace(place("moi", "Xã Mới", "mau"), aliases=("Mới",)))
    bad = Line(3, place("lac", "Xã Lạc", "nobody"))
    with acting_as(alice):
        loaded(country(), alice)
        refused = amend(lines=[good, bad], source_sha256="", by=alice, at=AT, on=TODAY)
        assert [fault.line for fault in refused.faults] == [3]
        assert "moi" not in queries.register().versions

        assert len(amend(lines=[good], source_sha256="", by=alice, at=AT, on=TODAY).added) == 1
        assert amend(lines=[good], source_sha256="", by=alice, at=AT, on=TODAY).same == 1
        assert AuditEvent.objects.filter(kind="register.amended").count() == 1

    assert queries.register().versions["moi"] == (good.version,)


def test_amended_version_changes_its_parents_codes_and_end(alice: Person) -> None:
    was = country().versions["an"][0]
    ends = replace(was, valid_to=AUTUMN, parents=(Parent(PLACE, "ben"),), codes=(), name="Xã An Mới")
    follows = replace(was, valid_from=AUTUMN, name="Xã An Sau")
    with acting_as(alice):
        loaded(country(), alice)
        amend(lines=[Line(2, ends), Line(3, follows)], source_sha256="", by=alice, at=AT, on=TODAY)
        assert queries.register().versions["an"] == (ends, follows)

        amend(lines=[Line(2, was)], source_sha256="", by=alice, at=AT, on=TODAY)

    assert queries.register().versions["an"] == (was,)


def test_bodies_of_mandates_given_before_the_register_come_into_it(scratch: Doors) -> None:
    with psycopg.connect(scratch.owner.url) as owner:
        owner.execute("alter table accounts_mandate drop constraint a_mandate_is_for_a_unit")
        owner.execute(
            "insert into accounts_person (id, login, full_name, password, email, is_active, is_superuser,"
            " created_at) values (gen_random_uuid(), 'x', 'Nguyễn Văn Mẫu', '', '', true, false, now())"
        )
        owner.execute(
            "insert into accounts_mandate (id, person_id, body, role, valid_from)"
            " select gen_random_uuid(), id, 'co-truoc', 'reporter', '2020-01-01' from accounts_person"
        )
        from importlib import import_module

        move = import_module("tonghop.apps.organisations.migrations.0003_bodies_of_mandates_are_units")
        for _ in "twice":
            owner.execute(move.FORWARDS)

        assert owner.execute("select count(*) from organisations_unit where id = 'co-truoc'").fetchone() == (
            1,
        )


def test_empty_register_is_the_domains(memory: Doors) -> None:
    assert queries.register() == EMPTY
    assert queries.tree("top", MERGED) is None
