"""How the database reads Vietnamese: spelled, sorted and searched as in `domain.language`, without ICU."""

import unicodedata

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import Doors
from tonghop.domain.language import sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
NAMES = st.text(alphabet=LETTERS + LETTERS.upper() + " -.,0123456789wjz", max_size=24)

SPELLINGS = [
    ("HOÀ BÌNH", "hòa bình"),  # old placement, capitals
    ("hòa bình", "hòa bình"),
    ("Hoàn Kiếm", "hoàn kiếm"),  # a closed syllable has one form
    ("uỷ", "ủy"),
    ("Quỳ Hợp", "quỳ hợp"),  # "qu" is a consonant
    ("Thuỵ Khuê", "thụy khuê"),
    ("Loè", "lòe"),
    ("ngoằn ngoèo", "ngoằn ngoèo"),
    ("ĐẮK NÔNG", "đắk nông"),
    (unicodedata.normalize("NFD", "Uỷ ban"), "ủy ban"),
    ("Ðà Nẵng", "đà nẵng"),  # the Icelandic letter that looks alike
    ("", ""),
]

IN_ORDER = [
    "An Khê",
    "Ăn Khê",
    "Ân Thi",
    "Ba Vì",
    "Cà Mau",
    "Chợ Mới",
    "Dĩ An",
    "Đà Lạt",
    "Hòa An",
    "HOÀ BÌNH",
    "Hóa Hợp",
    "Huế",
    "Lâm Bình",
    "Ma",
    "Mà",
    "Mả",
    "Mã",
    "Má",
    "Mạ",
    "Ô Môn",
    "Quận 1",
    "Quận 2",
    "Quận 10",
    "Tân Hòa",
    "Tân Hòa 2",
    "U Minh",
    "Ứng Hòa",
]

FOUND = [
    ("Thành phố Hoà Bình", "hòa bình", True),
    ("Thành phố Hòa Bình", "hoa binh", True),  # typed without marks
    (unicodedata.normalize("NFD", "Thành phố Hòa Bình"), "HOÀ BÌNH", True),
    ("Đắk Nông", "dak nong", True),
    ("Đắk Nông", "ĐẮK", True),
    ("Uỷ ban nhân dân", "ủy ban", True),
    ("Ủy ban nhân dân", '"uỷ ban"', True),
    ("Quận 10", "quận 10", True),
    ("Quận 10", "quận 1", False),
    ("Thành phố Hòa Bình", "hải phòng", False),
]


def _ask(doors: Doors, function: str, *arguments: str) -> object:
    marks = ", ".join(["%s"] * len(arguments))
    with psycopg.connect(doors.work.url) as connection:
        row = connection.execute(f"select {function}({marks})".encode(), arguments).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(("written", "spelled"), SPELLINGS)
def test_spelling_is_one(worker_database: Doors, written: str, spelled: str) -> None:
    assert _ask(worker_database, "tonghop_spelling", written) == spelled


def test_names_sort_as_in_a_dictionary(worker_database: Doors) -> None:
    reversed_names = IN_ORDER[::-1]

    with psycopg.connect(worker_database.work.url) as connection:
        rows = connection.execute(
            'select name from unnest(%s::text[]) as name order by tonghop_sort_key(name) collate "C"',
            (reversed_names,),
        ).fetchall()

    assert [name for (name,) in rows] == IN_ORDER
    assert sorted(reversed_names, key=sort_key) == IN_ORDER


def test_case_placement_and_punctuation_do_not_sort() -> None:
    assert len({sort_key(name) for name in ("Hòa Bình", "HOÀ  BÌNH", "hòa-bình.", " Hoà Bình")}) == 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=40), decomposed=st.booleans())
def test_database_and_domain_have_the_same_key(
    worker_database: Doors, names: list[str], decomposed: bool
) -> None:
    written = [unicodedata.normalize("NFD", name) if decomposed else name for name in names]

    with psycopg.connect(worker_database.work.url) as connection:
        rows = connection.execute(
            "select tonghop_sort_key(name) from unnest(%s::text[]) with ordinality as t(name, n) order by n",
            (written,),
        ).fetchall()

    assert [key for (key,) in rows] == [sort_key(name) for name in written]


@pytest.mark.parametrize(("text", "query", "is_found"), FOUND)
def test_search_does_not_mind_marks_and_placement(
    worker_database: Doors, text: str, query: str, is_found: bool
) -> None:
    with psycopg.connect(worker_database.work.url) as connection:
        row = connection.execute(
            "select tonghop_search_vector(%s) @@ tonghop_search_query(%s)", (text, query)
        ).fetchone()

    assert row == (is_found,)


def test_search_configuration_alone_drops_marks(worker_database: Doors) -> None:
    assert (
        _ask(worker_database, "to_tsvector", "vietnamese", "Đường Hoà Bình") == "'binh':3 'duong':1 'hoa':2"
    )


def test_key_and_search_can_be_indexed(scratch: Doors) -> None:
    with psycopg.connect(scratch.owner.url) as connection:
        connection.execute("create table place (name text)")
        connection.execute("insert into place select 'Xã ' || n from generate_series(1, 2000) n")
        connection.execute('create index on place (tonghop_sort_key(name) collate "C")')
        connection.execute("create index on place using gin (tonghop_search_vector(name))")
        connection.execute("analyze place")
        plan = connection.execute(
            "explain select * from place where tonghop_search_vector(name) @@ tonghop_search_query('1999')"
        ).fetchall()

    assert any("Bitmap Index Scan" in line for (line,) in plan), plan


def test_extensions_are_there(worker_database: Doors) -> None:
    with psycopg.connect(worker_database.work.url) as connection:
        names = {name for (name,) in connection.execute("select extname from pg_extension").fetchall()}

    assert {"unaccent", "pg_trgm", "btree_gist"} <= names
