"""`tonghop consolidate --structure` on the register of a database: what its office corrected counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cli.office import Office
from cli.places_desk import lay_desk, sessions, words
from databases import Doors

TAN_HOA, MERGER = "vn-04792-2025", "2025-07-01-04792"


@dataclass(frozen=True)
class Desk:
    """A desk with the figures, whose program works on a server with the country in it."""

    office: Office
    doors: Doors

    def run(self, *told: str) -> tuple[int, str, str]:
        done = self.office.run(
            *told,
            TONGHOP_DATABASE_URL=self.doors.work.url,
            TONGHOP_DATABASE_OWNER_URL=self.doors.owner.url,
        )
        return done.returncode, done.stdout, done.stderr

    def totals(self, structure: str, *more: str) -> tuple[Any, Mapping[str, Any]]:
        """Consolidate; return the record, and the sessions by the name of the place."""
        code, out, err = self.run(*words(self.office.desk, structure), *more)
        assert code == 1, out + err  # one body stands nowhere
        record, total = sessions(self.office.desk)
        assert record["register"]["from"] == ("packaged" if "packaged" in more else "database")
        return record, {place["name"]: place["value"] for place in total["places"]}

    def correct(self, unit: str, was: str, now: str) -> None:
        """Take a corrected line of the register in, as the office does."""
        self.run("units", "export", "--within", "Phú Thọ", "-o", "all.csv")
        head, *lines = (self.office.desk / "all.csv").read_text(encoding="utf-8").splitlines()
        own = [line for line in lines if line.startswith(f"{unit},")]
        changed = [line.replace(was, now) for line in own]
        assert changed != own
        (self.office.desk / "now.csv").write_text("\n".join((head, *changed)), encoding="utf-8")
        code, out, err = self.run("units", "import", "now.csv", "--write")
        assert code == 0, out + err


@pytest.fixture
def desk(tmp_path: Path, country_scratch: Doors) -> Desk:
    return Desk(Office(tmp_path / "data", lay_desk(tmp_path)), country_scratch)


def test_untouched_database_gives_the_program_s_totals_and_the_same_bytes_twice(desk: Desk) -> None:
    kept, by_name = desk.totals("succession")
    written = (desk.office.desk / "out" / "consolidated.json").read_bytes()
    desk.totals("succession")

    assert (desk.office.desk / "out" / "consolidated.json").read_bytes() == written
    packaged, program_s = desk.totals("succession", "--register", "packaged")
    assert by_name == program_s
    assert kept["totals"] == packaged["totals"]
    assert (by_name["Phường Tân Hòa"], by_name["Tỉnh Phú Thọ"]) == ("7", "15")


def test_corrected_name_and_moved_parent_count_in_the_totals(desk: Desk) -> None:
    before, _ = desk.totals("succession")

    desk.correct(TAN_HOA, "Phường Tân Hòa", "Phường Tân Hoà Mới")
    desk.correct(TAN_HOA, "place=vn-25-2025", "place=vn-01")
    after, by_name = desk.totals("succession")
    _, program_s = desk.totals("succession", "--register", "packaged")

    assert (by_name["Phường Tân Hoà Mới"], by_name["Thành phố Hà Nội"]) == ("7", "7")
    assert "Phường Tân Hòa" not in by_name
    assert "Thành phố Hà Nội" not in program_s
    assert before["register"]["sha256"] != after["register"]["sha256"]


def test_event_that_the_office_undid_joins_nobody(desk: Desk) -> None:
    code, out, err = desk.run("units", "undo", MERGER, "--why", "chưa có hiệu lực")
    assert code == 0, out + err

    _, by_name = desk.totals("succession")
    _, program_s = desk.totals("succession", "--register", "packaged")

    told = {name: by_name.get(name) for name in ("Xã Yên Mông", "Xã Hòa Bình", "Phường Tân Hòa")}
    assert told == {"Xã Yên Mông": "2", "Xã Hòa Bình": "4", "Phường Tân Hòa": "1"}
    assert program_s["Phường Tân Hòa"] == "7"


def test_bodies_that_the_database_lacks_come_from_the_template(desk: Desk) -> None:
    """Of the district's committee the database knows nothing: it holds places alone."""
    with psycopg.connect(desk.doors.owner.url) as connection:
        assert connection.execute(
            "select count(*) from organisations_version where line <> 'place'"
        ).fetchone() == (0,)

    _, by_name = desk.totals("2025-06-30")

    assert by_name["Huyện Đà Bắc"] == "8"


def test_database_that_was_named_and_is_not_there_is_told_before_anything_is_read(desk: Desk) -> None:
    nowhere = "postgresql://tonghop_app:x@127.0.0.1:1/tonghop"
    done = desk.office.run(*words(desk.office.desk, "succession"), TONGHOP_DATABASE_URL=nowhere)

    assert (done.returncode, "--register packaged" in done.stderr) == (3, True)
    assert not (desk.office.desk / "out").exists()
