"""Writing a backup: dump, counts and the end of the audit chain, all of one and the same instant."""

import os
import secrets
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import psycopg

from tonghop import __version__
from tonghop.config.addresses import Address
from tonghop.config.backups.manifest import DUMP, MANIFEST, Manifest, audit_head, count_rows, sha256
from tonghop.config.backups.programs import run_program, server_major
from tonghop.domain.errors import Refusal


class BackupExists(Refusal):
    code = "backup-exists"
    message_vi = "Tệp {file} đã có; hãy chọn tên khác."
    message_en = "The file {file} exists; choose another name."


class NothingToBackUp(Refusal):
    code = "nothing-to-back-up"
    message_vi = "Cơ sở dữ liệu còn trống, chưa có gì để sao lưu."
    message_en = "The database is empty: there is nothing to back up."


def backup(owner: Address, file: Path, *, at: datetime) -> Manifest:
    """Write the whole database into a new file, readable by its owner only; it is there whole or not at all.

    Raises: BackupExists, NothingToBackUp, ProgramFailed, NoPostgres.
    """
    if file.exists():
        raise BackupExists(file=file)
    with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".tonghop-backup-") as folder:
        dump = Path(folder) / DUMP
        manifest = _dump(owner, dump, at)
        whole = Path(folder) / secrets.token_hex(4)
        _pack(whole, dump, manifest)
        whole.replace(file)
    return manifest


def _dump(owner: Address, dump: Path, at: datetime) -> Manifest:
    """One snapshot for all: a row that is committed meanwhile is in neither the dump nor the counts."""
    with psycopg.connect(owner.url) as connection:
        connection.execute("set transaction isolation level repeatable read read only")
        row = connection.execute("select pg_export_snapshot()").fetchone()
        tables, major = count_rows(connection), server_major(connection)
        if row is None or "audit_event" not in tables:
            raise NothingToBackUp()
        words = ["--format=custom", f"--snapshot={row[0]}", "--no-owner", f"--file={dump}"]
        run_program("pg_dump", words, owner, major=major)
        sequence, link = audit_head(connection)
    with dump.open("rb") as stream:
        files = {DUMP: sha256(stream)}
    return Manifest(at.isoformat(), __version__, major, tables, files, sequence, link)


def _pack(target: Path, dump: Path, manifest: Manifest) -> None:
    """The dump is compressed already. What it holds is nobody else's business: mode 600."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(MANIFEST, manifest.to_json())
            archive.write(dump, DUMP)
        out.flush()
        os.fsync(out.fileno())
