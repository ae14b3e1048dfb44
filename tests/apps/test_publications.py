"""What is public: released reports whose publication was decided, not one row more. Tried at the database."""

import json
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from consolidating import Desk, desk
from django.db import DatabaseError, connection, transaction
from people import AT, OFFICE, TODAY

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_as_visitor
from tonghop.apps.accounts.models import Mandate
from tonghop.apps.accounts.roles import Role
from tonghop.apps.columns import register
from tonghop.apps.consolidation import issuing
from tonghop.apps.consolidation.models import IssuedReport, KeptDocument
from tonghop.apps.publications import queries
from tonghop.apps.publications.models import Edition, PublicFigure, PublicRegime, PublicReport

EDITION = "publications_edition"
"""A mark that is drawn by chance: it says that something public changed, and not what."""

PUBLIC = ("publications_report", "publications_figure", "publications_regime")


@pytest.fixture
def office(memory: Doors) -> Desk:
    return desk()


def prepared(office: Desk, **words: str) -> IssuedReport:
    office.computed()
    with acting_as(office.mai):
        return issuing.prepare(
            cycle=office.cycle,
            dated_on=TODAY,
            by=office.mai,
            at=AT,
            on=TODAY,
            **({"gap_why": "Đã hết hạn"} | words),
        )


def released(office: Desk, **words: str) -> IssuedReport:
    issue = prepared(office, **words)
    with acting_as(office.lan):
        return issuing.release(issue_id=issue.pk, by=office.lan, at=AT, on=TODAY)


def decided(office: Desk, issue: IssuedReport, *, wanted: bool = True) -> IssuedReport:
    with acting_as(office.lan):
        at = AT + timedelta(hours=1)
        return issuing.decide_publication(issue_id=issue.pk, wanted=wanted, by=office.lan, at=at, on=TODAY)


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'select count(*) from "{table}"')
        return int(cursor.fetchone()[0])


def tables_of_the_office() -> list[str]:
    """Return every table that holds what is the office's: all of the catalogue but what is a library's
    (columns.toml) or the portal's. A later one counts by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_catalog.pg_class where relnamespace = 'public'::regnamespace"
            " and relkind in ('r', 'p', 'm', 'f') order by 1"
        )
        names = [name for (name,) in cursor.fetchall()]
    return [one for one in names if one not in register().foreign and not one.startswith("portal_")]


def test_a_visitor_sees_a_report_from_the_decision_on_and_no_longer_than_it_holds(office: Desk) -> None:
    issue = prepared(office)
    with acting_as_visitor():
        assert [rows(view) for view in PUBLIC] == [0, 0, 0]
    with acting_as(office.lan):
        issuing.release(issue_id=issue.pk, by=office.lan, at=AT, on=TODAY)
    with acting_as_visitor():
        assert [rows(view) for view in PUBLIC] == [0, 0, 0], "released is not public"

    decided(office, issue)
    with acting_as_visitor():
        assert [rows(view) for view in PUBLIC] == [1, 2, 1]

    decided(office, issue, wanted=False)
    with acting_as_visitor():
        assert [rows(view) for view in PUBLIC] == [0, 0, 0]


def test_a_visitor_sees_no_row_of_the_office_and_enters_none(office: Desk) -> None:
    decided(office, released(office))
    with acting_as(office.mai):
        assert rows("reporting_campaign") == rows("consolidation_issuedreport") == 1

    with acting_as_visitor():
        seen = {name: count for name in tables_of_the_office() if (count := rows(name))}

        assert seen == {EDITION: 1}
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Edition.objects.update(mark=uuid4())
        assert len(tables_of_the_office()) > 60
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            KeptDocument.objects.create(sha256="a" * 64, content=b"", size=0)


def test_a_visitor_who_is_an_official_is_a_visitor_still(office: Desk) -> None:
    released(office)

    with acting_as(office.lan), acting_as_visitor():
        assert rows("consolidation_issuedreport") == rows("reporting_duerow") == 0
    with acting_as(office.lan):
        assert rows("consolidation_issuedreport") == 1


def test_every_table_of_the_office_is_closed_to_visitors(memory: Doors) -> None:
    """A table that comes later needs row-level security and the policy too: its migration adds them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables t where rowsecurity and exists (select 1 from pg_policies p"
            " where p.tablename = t.tablename and policyname = 'not_for_visitors'"
            " and permissive = 'RESTRICTIVE' and cmd = 'ALL' and qual ~ 'tonghop_is_visitor')"
        )
        closed = {name for (name,) in cursor.fetchall()}

    assert set(tables_of_the_office()) - closed == {EDITION}


def test_views_that_anybody_reads_are_these(memory: Doors) -> None:
    """A view is the owner's and sees past every policy: another one is public from its first day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'"
            " and has_table_privilege(oid, 'select')"
        )
        found = {name for (name,) in cursor.fetchall()}

    assert found == set(PUBLIC)


def test_a_visitor_learns_no_login_and_takes_no_mandate(office: Desk) -> None:
    with acting_as_visitor():
        assert [rows(name) for name in ("accounts_person", "accounts_mandate", "directives_directive")] == [
            0
        ] * 3
        with connection.cursor() as cursor:
            cursor.execute("update accounts_person set is_superuser = true")
            assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Mandate.objects.create(person=office.mai, body=OFFICE, role=Role.ADMINISTRATOR, valid_from=TODAY)


def test_people_of_the_office_see_no_more_of_it_than_a_visitor(office: Desk) -> None:
    released(office)

    for person in (office.mai, office.lan, office.kien, office.nam):
        with acting_as(person):
            assert [rows(view) for view in PUBLIC] == [0, 0, 0]


def test_nobody_writes_what_is_public(office: Desk) -> None:
    """The views are the owner's: written through, they would pass every policy by."""
    with connection.cursor() as cursor:
        for view in PUBLIC:
            cursor.execute(
                "select has_table_privilege(%s, 'select'), has_table_privilege(%s, 'insert, update, delete')",
                [view, view],
            )
            assert cursor.fetchone() == (True, False), view
            for change in (f"update {view} set report_id = null", f"delete from {view}"):
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(change.replace("report_id", "id") if view == PUBLIC[0] else change)


def test_a_cheap_function_in_a_condition_is_shown_no_hidden_row(office: Desk) -> None:
    """A view without a barrier would run it on rows that its own condition has not yet turned away."""
    released(office)

    with connection.cursor() as cursor:
        cursor.execute(
            "create function pg_temp.told(text) returns boolean language plpgsql cost 0.0000001 as"
            " $$ begin raise exception 'leaked %', $1; end $$"
        )
        cursor.execute("select count(*) from publications_report where pg_temp.told(code)")

        assert cursor.fetchone()[0] == 0


def test_figures_are_those_of_the_frozen_record(office: Desk) -> None:
    issue = decided(office, released(office))
    with acting_as(office.kien):
        record = json.loads(bytes(KeptDocument.objects.get(pk=issue.record_sha256).content))

    report = PublicReport.objects.get()

    keys = ("name", "unit", "kind", "value", "inexact", "estimated", "previous", "target")
    counts = ("reported_by", "nil", "missing", "excused")
    told = [
        {"indicator": row.code} | {key: getattr(row, key) for key in (*keys, *counts)}
        for row in queries.figures_of(report)
    ]
    assert told == [{key: row[key] for key in ("indicator", *keys, *counts)} for row in record["totals"]]
    coverage = {key: value for key, value in record["coverage"].items() if key != "bodies"}
    assert {key: getattr(report, key) for key in coverage} == coverage
    assert report.due == report.received + report.missing + report.excused
    assert (report.title, report.coordinator) == (record["title"], record["coordinator"])
    assert report.record_sha256 == issue.record_sha256
    assert report.structure == record["structure"]


def test_what_stays_inside_has_no_column(memory: Doors) -> None:
    names = {
        field.column for model in (PublicReport, PublicFigure, PublicRegime) for field in model._meta.fields
    }

    inside = "office authors prepared_by released_by inputs addends places sources findings questions bodies"
    assert not names & set(inside.split())


def test_models_have_the_columns_of_the_views(worker_database: Doors) -> None:
    with psycopg.connect(worker_database.work.url) as connected:
        for model in (PublicReport, PublicFigure, PublicRegime):
            found = connected.execute(
                "select column_name from information_schema.columns where table_name = %s",
                (model._meta.db_table,),
            ).fetchall()
            assert {name for (name,) in found} == {field.column for field in model._meta.fields}


CODES = [
    lambda code: code,
    lambda code: code.lower(),
    lambda code: code.replace("-", ""),
    lambda code: f" {code.replace('-', ' – ')} ",
]


@pytest.mark.parametrize("written", CODES)
def test_a_code_is_found_however_it_is_written(office: Desk, written) -> None:  # type: ignore[no-untyped-def]
    issue = decided(office, released(office))

    found = queries.report_of_code(written(issue.code))

    assert found is not None
    assert found.pk == issue.pk


@pytest.mark.parametrize("typed", ["", "x", "AAAA-BBBB-CCCC", "1" * 100_000, "' or 1=1 --", "\0"])
def test_another_code_is_nothing(office: Desk, typed: str) -> None:
    decided(office, released(office))

    assert queries.report_of_code(typed) is None


def test_the_code_of_what_is_not_public_is_nothing(office: Desk) -> None:
    issue = released(office)

    assert queries.report_of_code(issue.code) is None
    assert queries.report(issue.pk) is None
    assert queries.campaign(office.cycle.campaign_id) is None
    assert queries.campaigns() == []
    assert queries.changed_at() is None


def test_a_campaign_tells_its_newest_report_and_the_one_it_corrects(office: Desk) -> None:
    first = decided(office, released(office))
    second = released(office, restates_why="Nhập sót một đơn vị")

    told = queries.campaign(office.cycle.campaign_id)
    assert told is not None
    assert [row.number for row in told.reports] == [1], "the correction is not public yet"
    assert queries.restated_by(told.newest) is None

    decided(office, second)
    told = queries.campaign(office.cycle.campaign_id)

    assert told is not None
    assert [row.number for row in told.reports] == [2, 1]
    assert (told.newest.restates, told.newest.restates_why) == (first.pk, "Nhập sót một đơn vị")
    corrected = queries.restated_by(told.reports[1])
    assert corrected is not None
    assert corrected.pk == second.pk
    assert [row.code for row in told.figures] == ["buoi", "ho"]
    assert all(row.report_id == second.pk for row in told.figures)
    assert [row.pk for row in queries.campaigns()] == [second.pk]


def test_a_correction_of_what_is_no_longer_public_does_not_name_it(office: Desk) -> None:
    first = decided(office, released(office))
    second = decided(office, released(office, restates_why="Nhập sót một đơn vị"))

    decided(office, first, wanted=False)

    report = queries.report(second.pk)
    assert report is not None
    assert (report.restates, report.restates_why) == (None, "")
