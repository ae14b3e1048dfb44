"""`tonghop units` on the register of a database: loaded, asked, amended."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cli.office import Office
from databases import Doors
from tonghop.formats.registers.register_csv import COLUMNS


@dataclass(frozen=True)
class Desk:
    """A desk whose program works on a server that somebody else runs."""

    office: Office
    doors: Doors

    def run(self, *words: str, **given: str) -> tuple[int, str, str]:
        addresses = {
            "TONGHOP_DATABASE_URL": self.doors.work.url,
            "TONGHOP_DATABASE_OWNER_URL": self.doors.owner.url,
        }
        done = self.office.run("units", *words, **(addresses | given))
        return done.returncode, done.stdout, done.stderr

    def answer(self, *words: str) -> Any:
        code, out, err = self.run(*words, "--json", "--register", "database")
        assert code in (0, 1), out + err
        return json.loads(out)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.doors.owner.url) as connection:
            return connection.execute(query.encode()).fetchall()


@pytest.fixture
def empty_desk(tmp_path: Path, scratch: Doors) -> Desk:
    return Desk(Office(tmp_path / "data", tmp_path), scratch)


@pytest.fixture
def desk(tmp_path: Path, country_scratch: Doors) -> Desk:
    return Desk(Office(tmp_path / "data", tmp_path), country_scratch)


def test_country_is_loaded_once_counted_and_told(empty_desk: Desk) -> None:
    begun = time.monotonic()
    code, out, err = empty_desk.run("load", "vietnam")

    assert time.monotonic() - begun < 60
    assert (code, err) == (0, "")
    assert "14007 đơn vị" in out
    assert "2025-06-30: 63 cấp tỉnh" in out
    assert "2025-07-01: 34 cấp tỉnh" in out
    assert "3321 cấp xã (687 phường, 2621 xã, 13 đặc khu)" in out
    code, out, _ = empty_desk.run("load", "vietnam")
    assert (code, "đã có đủ" in out) == (0, True)
    code, out, _ = empty_desk.run("load", "vietnam", "--bodies", "Phú Thọ")
    assert (code, "phiên bản" in out) == (0, True)
    kinds = empty_desk.rows("select kind, actor, subject from audit_event order by sequence")
    assert kinds == [("register.loaded", "system", "register")] * 2
    assert empty_desk.rows("select count(*) from organisations_unit where id = 'vn-25-2025:ubnd'") == [(1,)]
    found = empty_desk.answer("find", "Sở Y tế", "--within", "Phú Thọ", "--on", "2026-11-23")
    assert found["decided"].startswith("vn-25-2025:so-y-te")


def test_questions_are_answered_from_the_database(desk: Desk) -> None:
    with psycopg.connect(desk.doors.owner.url) as connection:
        connection.execute(
            "update organisations_version set aliases = '{Phường Chỉ Có Trong Máy Chủ}'"
            " where unit_id = 'vn-04792-2025'"
        )

    (event,) = desk.answer("history", "04792")
    assert event["sentence"] == (
        "Từ ngày 01/7/2025, theo Nghị quyết 1676/NQ-UBTVQH15, phường Tân Hòa nhập với xã Yên Mông và"
        " xã Hòa Bình thành phường Tân Hòa mới (tỉnh Phú Thọ)."
    )
    assert desk.answer("count", "--on", "2025-07-01")["commune"] == 3321
    alias = ("find", "Phường Chỉ Có Trong Máy Chủ", "--on", "2026-11-23")
    assert desk.answer(*alias)["decided"] == "04792"
    assert desk.run(*alias)[0] == 0, "a configured database answers by itself"
    assert desk.run(*alias, "--register", "packaged")[0] == 1


SAME = [
    ("find", "P. Tân Hoà, TP Hòa Bình", "--on", "2023-03-13"),
    ("find", "Sở Thông tin và Truyền thông", "--within", "Hòa Bình", "--on", "2023-03-13"),
    ("find", "UBND phường Tân Hòa", "--within", "Phú Thọ", "--on", "2026-11-23"),
    ("history", "vn-17:so-tttt"),
    ("count", "--on", "2021-01-01"),
]


def test_same_questions_same_answers(desk: Desk) -> None:
    for words in SAME:
        kept = desk.run(*words, "--json", "--register", "database")
        assert kept == desk.run(*words, "--json", "--register", "packaged"), words
        assert kept[0] in (0, 1), kept


def test_empty_or_missing_register_is_told(empty_desk: Desk, empty_database: Doors) -> None:
    words = ("find", "Hà Nội", "--on", "2026-11-23")

    code, out, err = empty_desk.run(*words)
    assert (code, "01  Thành phố Hà Nội" in out, "chưa có danh bạ" in err) == (0, True, True)
    code, _, err = empty_desk.run(*words, "--register", "database")
    assert (code, "units load vietnam" in err) == (3, True)
    bare = empty_database.work.url
    code, _, err = empty_desk.run(*words, "--register", "database", TONGHOP_DATABASE_URL=bare)
    assert (code, "database migrate" in err) == (3, True)
    nowhere = "postgresql://tonghop_app:x@127.0.0.1:1/tonghop"
    code, _, err = empty_desk.run(*words, TONGHOP_DATABASE_URL=nowhere)
    assert (code, "--register packaged" in err, "x@" in err) == (3, True, False)
    assert empty_desk.run("load", "vietnam", TONGHOP_DATABASE_OWNER_URL="")[0] == 3
    assert empty_desk.run("load", "laos")[0] == 2
    assert empty_desk.run("load", "vietnam", "--bodies", "Không Có")[0] == 2


def test_list_is_tried_then_taken_in_and_twice_is_once(desk: Desk) -> None:
    desk.run("export", "--within", "Phú Thọ", "-o", "out.csv")
    file = desk.office.desk / "out.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    places = [line for line in lines if ":" not in line]  # the bodies are the program's proposal
    (was,) = [line for line in places if line.startswith("vn-04792-2025,")]
    now = was.replace(",04792,,", ",04792,Tân Hoà mới,")
    assert now != was
    file.write_text("\n".join([places[0], now, *(x for x in places[1:] if x != was)]), encoding="utf-8")

    trial = desk.run("import", "out.csv")
    assert (trial[0], "sửa 1, bỏ 0" in trial[1], "chỉ thử" in trial[1]) == (0, True, True)
    assert desk.rows("select count(*) from audit_event where kind = 'register.amended'") == [(0,)]
    taken = desk.run("import", "out.csv", "--write")
    assert (taken[0], "sửa 1, bỏ 0" in taken[1], "chỉ thử" in taken[1]) == (0, True, False)
    again = desk.run("import", "out.csv", "--write")
    assert (again[0], "thêm 0, sửa 0, bỏ 0" in again[1]) == (0, True)

    assert desk.rows("select count(*) from audit_event where kind = 'register.amended'") == [(1,)]
    assert desk.rows("select aliases from organisations_version where unit_id = 'vn-04792-2025'") == [
        (["Tân Hoà mới"],)
    ]


def test_faults_are_named_by_line_and_nothing_is_taken_in(desk: Desk) -> None:
    good = "moi,Xã Mới,xã,commune,place,place=vn-25-2025" + "," * (len(COLUMNS) - 6)
    bad = "lac,Xã Lạc,xã,commune,place,place=nobody" + "," * (len(COLUMNS) - 6)
    (desk.office.desk / "a.csv").write_text("\n".join((",".join(COLUMNS), good, bad)), encoding="utf-8")

    code, _, err = desk.run("import", "a.csv", "--write")

    assert (code, "dòng 3:" in err) == (1, True)
    assert desk.rows("select count(*) from organisations_unit where id = 'moi'") == [(0,)]
    assert desk.run("import", "a.csv", "--write", "--within", "Phú Thọ")[0] == 2


MERGER = "2025-07-01-04792"


def test_event_is_undone_left_alone_by_loading_and_applied_again(desk: Desk) -> None:
    (event,) = desk.answer("history", "04792")
    assert event["id"] == MERGER

    code, out, err = desk.run("undo", MERGER, "--why", "chưa có hiệu lực")
    assert (code, err) == (0, "")
    assert f"Đã hoàn tác / undone: {MERGER}: thêm / added 0, sửa / changed 3, bỏ / removed 1" in out
    assert desk.answer("history", "04792") == []
    assert desk.answer("find", "Xã Yên Mông", "--on", "2026-11-23")["decided"] == "04813"

    code, out, _ = desk.run("load", "vietnam")
    (line,) = [line for line in out.splitlines() if "không áp dụng lại" in line]
    assert (code, "nothing new" in out, line.endswith(f": 1: {MERGER}")) == (0, True, True)
    assert desk.answer("history", "04792") == []

    code, out, _ = desk.run("apply", MERGER)
    assert (code, "added 1, sửa / changed 3, bỏ / removed 0" in out) == (0, True)
    assert desk.answer("history", "04792") == [event]
    code, out, _ = desk.run("load", "vietnam")
    assert (code, "nothing new" in out, "không áp dụng lại" in out) == (0, True, False)
    kinds = desk.rows(
        "select kind, actor, content::json->'facts'->>'why' from audit_event order by sequence desc limit 2"
    )
    assert kinds == [
        ("reorganisation.applied", "system", None),
        ("reorganisation.undone", "system", "chưa có hiệu lực"),
    ]


def test_bodies_of_a_place_whose_event_was_undone_are_held_back_with_it(desk: Desk) -> None:
    desk.run("undo", MERGER, "--why", "chưa có hiệu lực")

    code, out, err = desk.run("load", "vietnam", "--bodies", "Phú Thọ")

    assert (code, err) == (0, ""), out
    (line,) = [line for line in out.splitlines() if "không áp dụng lại" in line]
    assert f" {MERGER}, " in line
    assert desk.rows("select count(*) from organisations_unit where id like 'vn-04792-2025%'") == [(0,)]
    at_work = "select valid_to from organisations_version where unit_id = 'vn-04813:ubnd' order by id desc"
    assert desk.rows(at_work)[0] == (None,), "the committee goes on with its commune"
    other = desk.rows("select count(*) from organisations_unit where id = 'vn-25-2025:ubnd'")
    assert other == [(1,)]

    assert desk.run("apply", MERGER)[0] == 0
    code, out, _ = desk.run("load", "vietnam", "--bodies", "Phú Thọ")
    assert (code, "không áp dụng lại" in out) == (0, False)
    assert desk.rows(at_work)[0] != (None,)
    assert desk.rows("select count(*) from organisations_unit where id = 'vn-04792-2025:ubnd'") == [(1,)]


def test_event_of_a_body_is_undone_and_applied_again(desk: Desk) -> None:
    office, id = "vn-25-2025:so-y-te-2025", "2025-07-01-vn-25-2025:so-y-te-2025"
    desk.run("load", "vietnam", "--bodies", "Phú Thọ")
    kept = "select count(*) from organisations_version where unit_id = '" + office + "'"

    assert [event["id"] for event in desk.answer("history", office)] == [id]
    assert desk.run("undo", id, "--why", "tỉnh sắp xếp khác")[0] == 0
    assert desk.rows(kept) == [(0,)]
    assert desk.run("apply", id)[0] == 0
    assert desk.rows(kept) == [(1,)]
    assert [event["id"] for event in desk.answer("history", office)] == [id]


REFUSED = [
    (("undo", "2025-07-01-00000", "--why", "thử"), 3, "không có sự kiện"),
    (("undo", "2025-07-01-25", "--why", "thử"), 3, "chưa ghi được"),  # communes stand below the province
    (("undo", MERGER), 2, "--why"),
    (("undo", MERGER, "--why", "  "), 2, "lý do"),
    (("apply", "2025-07-01-00000"), 3, "không có sự kiện"),
    (("apply", "không"), 3, "không có sự kiện"),
    (("apply", "2025-07-01-vn-00:ubnd"), 3, "không có sự kiện"),
    (("apply", MERGER), 3, "đã được ghi"),
]


def test_what_cannot_be_undone_or_applied_is_refused_and_nothing_changes(desk: Desk) -> None:
    for words, code, message in REFUSED:
        found, _, err = desk.run(*words)
        assert (found, message in err.lower()) == (code, True), (words, err)

    assert desk.rows("select count(*) from audit_event where kind like 'reorganisation.%'") == [(0,)]
    assert desk.rows("select count(*) from organisations_withheld") == [(0,)]
    assert desk.run("undo", MERGER, "--why", "thử", TONGHOP_DATABASE_OWNER_URL="")[0] == 3
