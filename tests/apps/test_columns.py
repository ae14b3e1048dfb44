"""Rule 10 in the schema: every column says what it is for, and none is for what somebody thinks.

The judge reads the database itself and not the models, so that a column from hand-written SQL counts too.
"""

import psycopg
import pytest

from databases import Doors
from tonghop.apps.columns import KINDS, Column, complaints, forbidden_word, parse_register, register

COLUMNS = """
select table_name, column_name from information_schema.columns
where table_schema = 'public' order by table_name, ordinal_position
"""


def _columns(doors: Doors) -> list[Column]:
    with psycopg.connect(doors.owner.url) as connection:
        return [Column(*row) for row in connection.execute(COLUMNS).fetchall()]


def test_every_column_is_registered_with_its_purpose(worker_database: Doors) -> None:
    assert list(complaints(_columns(worker_database), register())) == []


def test_the_columns_of_the_models_are_among_them(worker_database: Doors) -> None:
    from django.apps import apps

    ours = {
        Column(model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields  # a page of the portal is a row in two tables
        if model._meta.app_config.name.startswith("tonghop.")
    }

    assert ours
    assert ours - set(_columns(worker_database)) == set()


def test_tables_of_others_are_really_of_others() -> None:
    from django.apps import apps

    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name.startswith("tonghop.")
    }

    assert register().foreign & ours == set()


MUTATIONS = [
    ("alter table directives_assignment add column sentiment text", "directives_assignment.sentiment"),
    ("alter table accounts_person add column thai_do smallint", "accounts_person.thai_do"),
    ("alter table accounts_person add column rank integer", "accounts_person.rank"),
    ("alter table accounts_mandate add column ranks integer", "accounts_mandate.ranks"),
    ('alter table accounts_person add column "quan_điểm" text', "accounts_person.quan_điểm"),
    ("alter table directives_directiveevent add column stance text", "directives_directiveevent.stance"),
    ("create table citizen_opinion (id bigint)", "citizen_opinion.id"),
    ("create view mood as select id as rank from accounts_person", "mood.rank"),
    ("alter table accounts_person add column shoe_size integer", "accounts_person.shoe_size"),  # unregistered
    ("alter table accounts_personevent add column note text", "accounts_personevent.note"),
    ("alter table audit_event rename column subject to target", "audit_event.subject"),  # gone
]


@pytest.mark.parametrize(("mutation", "column"), MUTATIONS, ids=[column for _, column in MUTATIONS])
def test_mutated_schema_is_refused(worker_database: Doors, mutation: str, column: str) -> None:
    with psycopg.connect(worker_database.owner.url) as connection:
        connection.execute(mutation.encode())
        mutated = [Column(*row) for row in connection.execute(COLUMNS).fetchall()]
        connection.rollback()

    assert any(column in complaint for complaint in complaints(mutated, register()))


BAD_PURPOSES = [
    "opinion: what the citizen thinks",
    "state: the stance of the citizen towards the plan",
    "state: thái độ của người dân với chủ trương",
    "authority: the rank of the official among colleagues",
    "name: how loyal the person is",
    "state: mức độ ủng hộ của người dân",
    "text",
    "text: note",
    "whatever: for something useful",
    "",
]


@pytest.mark.parametrize("purpose", BAD_PURPOSES)
def test_purpose_that_concerns_what_people_think_is_refused(purpose: str) -> None:
    known = parse_register(
        f'[_foreign]\ntables = []\n[_history]\n[_histories]\n[accounts_person]\nnote = "{purpose}"\n'
    )

    assert list(complaints([Column("accounts_person", "note")], known))


def test_a_good_purpose_is_let_through() -> None:
    known = parse_register(
        '[_foreign]\ntables = []\n[_history]\n[_histories]\n[a]\nid = "identity: which row this is"\n'
    )

    assert list(complaints([Column("a", "id")], known)) == []


WORDS = [
    ("thai_do", True),
    ("thaiDo", True),
    ("Ý kiến", True),
    ("citizen_sentiments", True),
    ("approvalRating", True),
    ("xep_hang_ca_nhan", True),
    ("DuLuan", True),
    ("frankly", False),  # "rank" is a word, not letters
    ("understanding", False),
    ("distance", False),  # nor "stance"
    ("thai_doan", False),
    ("due_on", False),
]


@pytest.mark.parametrize(("name", "is_forbidden"), WORDS)
def test_words_are_whole_words_without_marks(name: str, is_forbidden: bool) -> None:
    assert (forbidden_word(name) is not None) is is_forbidden


def test_every_kind_is_used() -> None:
    used = {
        purpose.partition(":")[0] for purpose in (*register().purposes.values(), *register().history.values())
    }

    assert used == KINDS
