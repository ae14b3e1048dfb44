"""What a backup says about itself, and the counting that proves it afterwards."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from tonghop.domain.errors import Refusal

SCHEMA = "tonghop-backup-1"
DUMP, MANIFEST = "database.dump", "manifest.json"
BLOCK = 1 << 20


class BackupDamaged(Refusal):
    code = "backup-damaged"
    message_vi = "Bản sao lưu {file} bị hỏng hoặc bị sửa: {why_vi}. Không có gì được phục hồi."
    message_en = "The backup {file} is damaged or was changed: {why_en}. Nothing was restored."


@dataclass(frozen=True, slots=True)
class Manifest:
    """The database at the instant of the backup.

    `tables` counts the rows of every table, `files` gives the SHA-256 of every other part of the backup,
    `audit_sequence` and `audit_hash` the end of the audit chain.
    """

    made_at: str
    tonghop: str
    postgres_major: int
    tables: Mapping[str, int]
    files: Mapping[str, str]
    audit_sequence: int
    audit_hash: str

    def to_json(self) -> str:
        return (
            json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, indent=1, sort_keys=True)
            + "\n"
        )


def parse_manifest(text: str, *, file: Path) -> Manifest:
    """Read a manifest.

    Raises: BackupDamaged.
    """
    try:
        content = json.loads(text)
        if content.pop("schema") != SCHEMA:
            raise ValueError("another schema")
        manifest = Manifest(**content)
        counts_are_numbers = all(isinstance(count, int) for count in manifest.tables.values())
        if not (counts_are_numbers and DUMP in manifest.files and isinstance(manifest.postgres_major, int)):
            raise ValueError("incomplete")
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise BackupDamaged(
            file=file, why_vi="không đọc được bản kê", why_en="its manifest cannot be read"
        ) from fault
    return manifest


def count_rows(connection: psycopg.Connection) -> dict[str, int]:
    """Count the rows of every table of ours, as this connection sees them now."""
    found = connection.execute(
        "select tablename from pg_tables where schemaname = 'public' order by tablename"
    ).fetchall()
    return {name: _count(connection, name) for (name,) in found}


def audit_head(connection: psycopg.Connection) -> tuple[int, str]:
    """Return where the audit chain ends, (0, "") for an empty one."""
    row = connection.execute(
        "select sequence, hash from public.audit_event order by sequence desc limit 1"
    ).fetchone()
    return (row[0], row[1]) if row else (0, "")


def sha256(stream: IO[bytes]) -> str:
    """Return the SHA-256 of what is left of a stream."""
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _count(connection: psycopg.Connection, table: str) -> int:
    query = sql.SQL("select count(*) from public.{}").format(sql.Identifier(table))
    row = connection.execute(query).fetchone()
    return row[0] if row else 0
