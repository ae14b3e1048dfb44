"""As whom PostgreSQL's programs run: as ourselves, or as an unprivileged user where we are root.

PostgreSQL refuses to run as root (on Windows its own `pg_ctl` gives up an administrator's rights). So a
server that root starts runs as another user, who needs to reach its programs and its data.
"""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tonghop.config import environment
from tonghop.config.postgres.binaries import Binaries
from tonghop.domain.errors import Refusal

UNPRIVILEGED = ("tonghop", "postgres", "nobody")
PASSED_ON = (
    "PATH",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "TEMP",
    "TMP",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "COMSPEC",
    "PATHEXT",
)
"""What the server may see of our environment: no secret of ours, no PG… variable of somebody else."""


class NoUnprivilegedUser(Refusal):
    code = "no-unprivileged-user"
    message_vi = (
        "PostgreSQL không chạy dưới quyền root. Hãy tạo người dùng và ghi tên vào TONGHOP_POSTGRES_USER."
    )
    message_en = "PostgreSQL does not run as root. Create a user and name it in TONGHOP_POSTGRES_USER."


class FolderClosed(Refusal):
    code = "folder-closed"
    message_vi = (
        "PostgreSQL chạy dưới tên {user}, người dùng này không vào được {folder}. Hãy chọn TONGHOP_DATA khác."
    )
    message_en = "PostgreSQL runs as {user}, who cannot enter {folder}. Choose another TONGHOP_DATA."


class ProgramFailed(Refusal):
    code = "postgres-program-failed"
    message_vi = "PostgreSQL ({program}) không thực hiện được: {said}"
    message_en = "PostgreSQL ({program}) failed: {said}"


@dataclass(frozen=True, slots=True)
class Runner:
    """The user as whom PostgreSQL runs; None means ourselves."""

    user: str | None = None

    def run(self, command: Sequence[str], *, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        """Run a program of PostgreSQL to its end; what it says goes through a file, since a server that it
        starts would keep a pipe open for ever.

        Raises: ProgramFailed, with the last lines of what it said.
        """
        said = folder / "log" / "launcher.log"
        said.parent.mkdir(exist_ok=True)
        with said.open("wb") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=_environment() | dict(settings or {}),
                user=self.user,
                group=self.group,
                extra_groups=None if self.user is None else (),
            )
            code = process.wait()
        if code:
            lines = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise ProgramFailed(program=Path(command[0]).stem, said=" | ".join(lines[-4:]) or f"code {code}")

    @property
    def group(self) -> int | None:
        if self.user is None:
            return None
        if sys.platform == "win32":
            return None
        else:
            import pwd

            return pwd.getpwnam(self.user).pw_gid

    def own(self, path: Path) -> None:
        """Give a file or folder, with what is in it, to this user."""
        if self.user is None:
            return
        for each in (path, *path.rglob("*")):
            shutil.chown(each, self.user, self.group)


def choose_runner() -> Runner:
    """Return ourselves, or where we are root the user of TONGHOP_POSTGRES_USER or the first usual one.

    Raises: NoUnprivilegedUser, when none exists.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return Runner()
    else:
        import pwd

        known = {entry.pw_name for entry in pwd.getpwall() if entry.pw_uid != 0}
        named = environment.text("TONGHOP_POSTGRES_USER", "")
        chosen = next((name for name in ((named,) if named else UNPRIVILEGED) if name in known), None)
        if chosen is None:
            raise NoUnprivilegedUser()
        return Runner(chosen)


def reachable(binaries: Binaries, runner: Runner, folder: Path) -> Binaries:
    """Return programs that the runner can read: themselves, or a copy below `folder`."""
    if runner.user is None or not binaries.parts:
        return binaries
    if all(closed_folder(part) is None for part in binaries.parts):
        return binaries
    root = binaries.parts[0].parents[1]
    target = folder / f"binaries-{binaries.version}"
    if not target.is_dir():
        _copy(binaries.parts, root, target)
    return Binaries(target / binaries.folder.relative_to(root), binaries.major, binaries.minor)


def closed_folder(path: Path) -> Path | None:
    """Return the outermost folder on the way to `path`, itself included, that a stranger cannot enter."""
    way = (*reversed(path.resolve().parents), path.resolve())
    return next((each for each in way if each.exists() and not _opens_to_strangers(each)), None)


def require_reachable(path: Path, runner: Runner) -> None:
    """Make sure that the runner can enter the folder in which the data are to lie.

    Raises: FolderClosed.
    """
    closed = None if runner.user is None else closed_folder(path)
    if closed is not None:
        raise FolderClosed(user=runner.user, folder=closed)


def _opens_to_strangers(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def _copy(parts: Sequence[Path], root: Path, target: Path) -> None:
    """Copy with the places of the parts to each other kept (libraries are found relative to the programs)."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in parts:
        shutil.copytree(part, unfinished / part.relative_to(root), symlinks=True)
    for each in (unfinished, *unfinished.rglob("*")):
        if not each.is_symlink():
            each.chmod(each.stat().st_mode | (0o055 if each.is_dir() else 0o044) | _executable(each))
    unfinished.replace(target)


def _executable(path: Path) -> int:
    return 0o011 if path.is_file() and path.stat().st_mode & stat.S_IXUSR else 0


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"LC_ALL": "C"}
