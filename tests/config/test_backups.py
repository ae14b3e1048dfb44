"""A backup comes back as it was, or not at all: into an empty database, whole, counted, its chain walked."""

import hashlib
import json
import stat
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from databases import Doors, django_on, prepare_django
from tonghop.config.backups.backup import BackupExists, NothingToBackUp, backup
from tonghop.config.backups.manifest import DUMP, MANIFEST, BackupDamaged, count_rows
from tonghop.config.backups.restore import (
    BackupOfNewerServer,
    DatabaseNotEmpty,
    RestoredChainBroken,
    restore,
)
from tonghop.config.postgres.runner import ProgramFailed

prepare_django()
AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def office(scratch: Doors) -> Doors:
    """A database in which three things were done, and where a reorganisation is withheld."""
    from datetime import date

    from tonghop.apps.accounts.actions import appoint_first_administrator, enter_person

    with django_on(scratch.work):
        alice = appoint_first_administrator(
            login="alice", full_name="Nguyễn Thị Mẫu", body="vp", at=AT, on=date(2020, 1, 1)
        )
        enter_person(login="binh", full_name="Nguyễn Văn Mẫu", by=alice, at=AT, on=date(2026, 1, 1))
    with psycopg.connect(scratch.owner.url) as connection:
        connection.execute("insert into organisations_withheld values ('2025-07-01-04792', 'thử', now())")
    return scratch


@pytest.fixture
def saved(office: Doors, tmp_path: Path) -> Path:
    file = tmp_path / "bản sao.tonghop"
    backup(office.owner, file, at=AT)
    return file


def test_everything_comes_back(office: Doors, saved: Path, empty_database: Doors) -> None:
    manifest = restore(empty_database.owner, saved)

    assert manifest.audit_sequence == 3
    assert manifest.tables["accounts_person"] == 2
    assert manifest.tables["organisations_withheld"] == 1
    with psycopg.connect(office.owner.url) as before, psycopg.connect(empty_database.owner.url) as after:
        assert count_rows(before) == count_rows(after) == dict(manifest.tables)
        for table in manifest.tables:
            query = f'select * from public."{table}" order by 1'.encode()
            assert before.execute(query).fetchall() == after.execute(query).fetchall(), table


def test_restored_database_works_and_is_as_closed_as_before(saved: Path, empty_database: Doors) -> None:
    from tonghop.apps.audit.actions import record
    from tonghop.apps.audit.chain import verify
    from tonghop.apps.audit.models import Event
    from tonghop.apps.audit.queries import chain
    from tonghop.config.startup import require_humble_role, require_migrations

    restore(empty_database.owner, saved)

    with django_on(empty_database.work):
        require_humble_role()
        require_migrations()
        assert Event.objects.count() == 0  # row-level security came back
        assert record(kind="a.b", by="system", subject="c:1", at=AT, facts={}).sequence == 4
    with django_on(empty_database.owner):
        assert verify(chain())[1] is None
    with (
        psycopg.connect(empty_database.administrator.url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("delete from audit_event")


def test_backup_is_its_owners_and_never_overwrites(office: Doors, saved: Path) -> None:
    with pytest.raises(BackupExists):
        backup(office.owner, saved, at=AT)
    if sys.platform != "win32":
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [each.name for each in saved.parent.iterdir()] == [saved.name], "nothing unfinished is left"


def test_same_instant_for_rows_and_counts(office: Doors, tmp_path: Path, empty_database: Doors) -> None:
    """A writer that goes on during the backup cannot make dump and manifest disagree."""
    import threading

    stop = threading.Event()

    def write() -> None:
        with psycopg.connect(office.work.url, autocommit=True) as connection:
            content = '{"kind":"a.b","actor":"x","subject":"c:1"}'
            while not stop.is_set():
                connection.execute("select tonghop_record_event(%s)", (content,))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        saved = backup(office.owner, tmp_path / "b", at=AT)
    finally:
        stop.set()
        writer.join()

    assert restore(empty_database.owner, tmp_path / "b") == saved
    assert saved.audit_sequence == saved.tables["audit_event"]


def test_filled_database_is_left_alone(office: Doors, saved: Path) -> None:
    with psycopg.connect(office.owner.url) as connection:
        before = count_rows(connection)

    with pytest.raises(DatabaseNotEmpty):
        restore(office.owner, saved)

    with psycopg.connect(office.owner.url) as connection:
        assert count_rows(connection) == before


def test_empty_database_is_nothing_to_back_up(empty_database: Doors, tmp_path: Path) -> None:
    with pytest.raises(NothingToBackUp):
        backup(empty_database.owner, tmp_path / "b", at=AT)

    assert list(tmp_path.iterdir()) == []


def _parts(file: Path) -> tuple[dict[str, object], bytes]:
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read(MANIFEST)), archive.read(DUMP)


def _pack(file: Path, manifest: object, dump: bytes, **more: bytes) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(MANIFEST, manifest if isinstance(manifest, str) else json.dumps(manifest))
        archive.writestr(DUMP, dump)
        for name, content in more.items():
            archive.writestr(name, content)


def _flip(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


def _is_empty(doors: Doors) -> bool:
    with psycopg.connect(doors.owner.url) as connection:
        return count_rows(connection) == {}


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.99])
def test_any_changed_byte_of_the_parts_is_noticed(saved: Path, empty_database: Doors, share: float) -> None:
    content = saved.read_bytes()
    saved.write_bytes(_flip(content, int(len(content) * share)))

    with pytest.raises(BackupDamaged):
        restore(empty_database.owner, saved)

    assert _is_empty(empty_database)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_cut_off_backup_is_refused(saved: Path, empty_database: Doors, share: float) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(BackupDamaged):
        restore(empty_database.owner, saved)

    assert _is_empty(empty_database)


def test_forged_parts_are_refused_and_nothing_stays(saved: Path, empty_database: Doors) -> None:
    manifest, dump = _parts(saved)
    tables = manifest["tables"]
    assert isinstance(tables, dict)
    forgeries: list[tuple[object, bytes, dict[str, bytes]]] = [
        (
            {**manifest, "tables": {**tables, "accounts_person": 3}},
            dump,
            {},
        ),  # one person more than there was
        ({**manifest, "tables": {**tables, "ghost": 0}}, dump, {}),
        ({**manifest, "audit_hash": "f" * 64}, dump, {}),
        ({**manifest, "audit_sequence": 2}, dump, {}),
        (manifest, _flip(dump, len(dump) // 2), {}),  # packed again, so that the archive itself is whole
        (manifest, dump, {"more.txt": b"x"}),
        ({**manifest, "schema": "tonghop-backup-9"}, dump, {}),
        ({**manifest, "files": {}}, dump, {}),
        ({**manifest, "tables": None}, dump, {}),
        ("no json", dump, {}),
        ("[]", dump, {}),
    ]

    for forged, content, more in forgeries:
        _pack(saved, forged, content, **more)
        with pytest.raises(BackupDamaged):
            restore(empty_database.owner, saved)
        assert _is_empty(empty_database), forged
    _pack(saved, manifest, dump)
    restore(empty_database.owner, saved)


def test_backup_of_a_newer_server_is_refused(saved: Path, empty_database: Doors) -> None:
    manifest, dump = _parts(saved)
    _pack(saved, {**manifest, "postgres_major": 99}, dump)

    with pytest.raises(BackupOfNewerServer):
        restore(empty_database.owner, saved)


def test_dump_that_postgres_refuses_leaves_nothing(saved: Path, empty_database: Doors) -> None:
    """Its hash agrees, so it is what was saved; PostgreSQL's own words say what is wrong with it here."""
    manifest, _ = _parts(saved)
    nonsense = b"PGDMP and then nothing of use"
    files = {DUMP: hashlib.sha256(nonsense).hexdigest()}
    _pack(saved, {**manifest, "files": files}, nonsense)

    with pytest.raises(ProgramFailed, match="pg_restore"):
        restore(empty_database.owner, saved)

    assert _is_empty(empty_database)


def test_chain_that_was_broken_before_is_told(office: Doors, tmp_path: Path, empty_database: Doors) -> None:
    with psycopg.connect(office.administrator.url) as connection:
        connection.execute("alter table audit_event disable trigger events_are_kept")
        connection.execute(
            "update audit_event set content = replace(content, 'alice', 'alicf') where sequence = 1"
        )
        connection.execute("alter table audit_event enable always trigger events_are_kept")
    backup(office.owner, tmp_path / "b", at=AT)

    with pytest.raises(RestoredChainBroken, match="1"):
        restore(empty_database.owner, tmp_path / "b")
