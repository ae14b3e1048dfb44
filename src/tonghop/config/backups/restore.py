"""Restoring a backup, into an empty database only, and proving that what came back is what was saved."""

import tempfile
import zipfile
from pathlib import Path

import psycopg

from tonghop.apps.audit.chain import Fault, Link, verify
from tonghop.config.addresses import Address
from tonghop.config.backups.manifest import (
    DUMP,
    MANIFEST,
    BackupDamaged,
    Manifest,
    audit_head,
    count_rows,
    parse_manifest,
    sha256,
)
from tonghop.config.backups.programs import run_program, server_major
from tonghop.domain.errors import Refusal


class DatabaseNotEmpty(Refusal):
    code = "database-not-empty"
    message_vi = (
        "Cơ sở dữ liệu đã có dữ liệu ({tables} bảng); chỉ phục hồi vào cơ sở dữ liệu trống, "
        "ví dụ với TONGHOP_DATA khác."
    )
    message_en = (
        "The database is not empty ({tables} tables); a backup is restored into an empty one only, "
        "for example with another TONGHOP_DATA."
    )


class BackupOfNewerServer(Refusal):
    code = "backup-of-newer-server"
    message_vi = "Bản sao lưu thuộc PostgreSQL {theirs}, máy chủ này là {ours}."
    message_en = "The backup is of PostgreSQL {theirs}, this server is {ours}."


class RestoredChainBroken(Refusal):
    """The backup is what was saved; what was saved was broken. It is kept, since it may be all there is."""

    code = "restored-chain-broken"
    message_vi = "Đã phục hồi, nhưng nhật ký đã đứt từ trước tại bản ghi {sequence}: {reason_vi}."
    message_en = "Restored, but the audit chain was broken before, at event {sequence}: {reason_en}."


def restore(owner: Address, file: Path) -> Manifest:
    """Bring a backup back and check counts and the end of the audit chain against its manifest.

    What does not agree is taken away again, so that the database is empty as before.
    Raises: BackupDamaged, DatabaseNotEmpty, BackupOfNewerServer, RestoredChainBroken, ProgramFailed,
            NoPostgres.
    """
    with tempfile.TemporaryDirectory(prefix="tonghop-restore-") as folder:
        manifest = unpack(file, Path(folder))
        with psycopg.connect(owner.url) as connection:
            _require_empty(connection)
            major = server_major(connection)
        if manifest.postgres_major > major:
            raise BackupOfNewerServer(theirs=manifest.postgres_major, ours=major)
        _bring_back(owner, Path(folder) / DUMP, major)
    why = _disagreement(owner, manifest)
    if why is not None:
        _take_away(owner)
        raise BackupDamaged(
            file=file, why_vi=f"{why} không khớp bản kê", why_en=f"{why} differs from its manifest"
        )
    fault = _first_broken_link(owner)
    if fault is not None:
        raise RestoredChainBroken(
            sequence=fault.sequence, reason_vi=fault.reason_vi, reason_en=fault.reason_en
        )
    return manifest


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpack a backup's dump into a folder, its manifest read and its hash compared.

    Raises: BackupDamaged; FileNotFoundError.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if sorted(archive.namelist()) != sorted((DUMP, MANIFEST)):
                raise BackupDamaged(file=file, why_vi="thừa hoặc thiếu phần", why_en="other parts than ours")
            manifest = parse_manifest(archive.read(MANIFEST).decode("utf-8"), file=file)
            archive.extract(DUMP, folder)
    except (zipfile.BadZipFile, UnicodeDecodeError, EOFError, NotImplementedError, RuntimeError) as fault:
        raise BackupDamaged(file=file, why_vi="không nguyên vẹn", why_en="it is not whole") from fault
    with (folder / DUMP).open("rb") as stream:
        if sha256(stream) != manifest.files[DUMP]:
            raise BackupDamaged(file=file, why_vi="dấu băm khác", why_en="its hash differs")
    return manifest


def _require_empty(connection: psycopg.Connection) -> None:
    tables = len(count_rows(connection))
    if tables:
        raise DatabaseNotEmpty(tables=tables)


def _bring_back(owner: Address, dump: Path, major: int) -> None:
    """One transaction: a restore that fails leaves nothing behind."""
    words = ["--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={owner.name}", str(dump)]
    run_program("pg_restore", words, owner, major=major)


def _disagreement(owner: Address, manifest: Manifest) -> str | None:
    """Return what differs between the database and the manifest: a table's name, the audit, or nothing."""
    with psycopg.connect(owner.url) as connection:
        tables = count_rows(connection)
        if differing := sorted(
            name
            for name in tables.keys() | manifest.tables.keys()
            if tables.get(name) != manifest.tables.get(name)
        ):
            return differing[0]
        if audit_head(connection) != (manifest.audit_sequence, manifest.audit_hash):
            return "audit_event"
    return None


def _first_broken_link(owner: Address) -> Fault | None:
    with psycopg.connect(owner.url) as connection, connection.cursor("chain") as cursor:
        cursor.execute(
            "select sequence, previous_hash, recorded_at, content, hash from public.audit_event order by 1"
        )
        return verify(Link(*row) for row in cursor)[1]


def _take_away(owner: Address) -> None:
    """The database was empty before, so everything of the owner's in it is what the backup brought."""
    with psycopg.connect(owner.url) as connection:
        connection.execute("drop owned by current_user cascade")
