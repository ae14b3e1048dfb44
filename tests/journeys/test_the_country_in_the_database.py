"""The country is loaded, compared, changed by a decree and corrected, saved and brought back: in steps."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest

from databases import Doors, django_on, prepare_django
from formats.registers.merge_notes import sources_and_notes
from tonghop.config.backups.backup import backup
from tonghop.config.backups.restore import restore
from tonghop.domain.organisations.events import Event, Succession
from tonghop.domain.organisations.sentences import history
from tonghop.domain.organisations.units import PLACE, Parent, Version
from tonghop.formats.registers.vietnam import REORGANISED, notes, vietnam

prepare_django()
AT, TODAY, SPRING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC), date(2026, 11, 23), date(2027, 3, 1)
TABLES = ("unit", "reorganisation", "version", "parent", "code", "succession", "versionevent")


@pytest.fixture
def memory_of_the_country(country_scratch: Doors) -> Iterator[Doors]:
    with django_on(country_scratch.owner):
        yield country_scratch


def hashes(doors: Doors) -> dict[str, tuple[int, str]]:
    """How many rows each table of the register has, and the hash of all of them."""
    found = {}
    with psycopg.connect(doors.owner.url) as connection:
        for table in TABLES:
            rows = connection.execute(f"select * from organisations_{table} order by 1".encode()).fetchall()
            found[table] = len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def test_an_office_keeps_the_country_through_a_reorganisation_a_mistake_and_a_restore(
    memory_of_the_country: Doors, tmp_path: Path, empty_database: Doors
) -> None:
    from tonghop.apps.organisations import queries
    from tonghop.apps.organisations.actions import apply, undo

    doors = memory_of_the_country

    # Ten communes of Phú Thọ, Nghệ An and Cà Mau each are made of what the decrees' notes say.
    loaded = queries.register()
    drawn = random.Random(1676)
    for province in ("vn-25-2025", "vn-40", "vn-96-2025"):
        merged = [one for one in sources_and_notes(loaded) if one[1] == province and one[3]]
        for code, _, made_of, told in drawn.sample(merged, 10):
            assert made_of == told, (code, notes()[code])

    # The history of Tân Hòa is one sentence.
    assert [one.vietnamese for one in history(loaded, loaded.units_of_code("04792")[-1])] == [
        "Từ ngày 01/7/2025, theo Nghị quyết 1676/NQ-UBTVQH15, phường Tân Hòa nhập với xã Yên Mông và"
        " xã Hòa Bình thành phường Tân Hòa mới (tỉnh Phú Thọ)."
    ]

    # A decree joins Tân Hòa and its neighbour; it was entered by mistake and is taken back.
    before = hashes(doors)
    neighbour = next(
        one
        for one in loaded.children("vn-25-2025", TODAY)
        if one.unit != "vn-04792-2025" and one.kind == "phường"
    )
    joined = Version("vn-99999", "Phường Mẫu", "phường", "commune", PLACE, (Parent(PLACE, "vn-25-2025"),))
    olds = ("vn-04792-2025", neighbour.unit)
    links = tuple(Succession(old, "vn-99999") for old in olds)
    event = Event("2027-mau", "merge", SPRING, "1/NQ-UBTVQH16", (joined,), olds, links)
    apply(event=event, by=None, at=AT, on=TODAY)
    assert sum(queries.counted(SPRING)["commune"].values()) == 3_320
    undo(event_id="2027-mau", why="nhầm đơn vị", by=None, at=AT, on=TODAY)
    after = hashes(doors)
    assert {table: after[table] for table in TABLES[:-1]} == {table: before[table] for table in TABLES[:-1]}
    assert after["versionevent"][0] == before["versionevent"][0] + 6, "its history keeps both"

    # The backup comes back with every row of the register, its history and the audit.
    backup(doors.owner, tmp_path / "b.backup", at=AT)
    manifest = restore(empty_database.owner, tmp_path / "b.backup")
    assert hashes(empty_database) == after
    assert (manifest.tables["organisations_version"], manifest.audit_sequence) == (14_165, 3)
    with django_on(empty_database.work):
        restored = queries.register()
        assert dict(restored.versions) == dict(vietnam().versions)
        assert sum(queries.counted(REORGANISED)["province"].values()) == 34
