"""The built wheel, alone in an empty environment, in a foreign folder, on a console without Vietnamese.

No network: the wheel is built by the build backend that is installed, from a copy of the sources (a build
leaves folders behind), and installed without its dependencies. Those are made reachable by a path file that
names a folder of links to the distributions that the wheel *declares*, and theirs; so the source tree cannot
be imported, and a dependency that is used and not declared is missed here as it would be in an office.

Offices have Windows: modules and functions that only Unix has are hidden, and the output's encoding is
a Western code page, which cannot write "ế".
"""

import importlib.metadata as metadata
import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[2]
NOT_A_SCRIPT = {"__pycache__", "README.md"}

LIKE_WINDOWS = """
import os, signal, sys

class Hidden:
    names = {"fcntl", "grp", "pwd", "resource", "syslog", "termios", "tty", "pty", "readline"}
    def find_spec(self, name, path=None, target=None):
        if name in self.names:
            raise ModuleNotFoundError(f"{name} is not there on Windows", name=name)

sys.meta_path.insert(0, Hidden())
for name in ("fork", "forkpty", "getuid", "geteuid", "getpgid", "killpg", "mkfifo", "chown", "setsid"):
    vars(os).pop(name, None)
# subprocess itself kills by SIGKILL here and does without on Windows; our own code must not name it.
import subprocess
subprocess.Popen.kill = lambda process: process.send_signal(9)
for name in ("SIGKILL", "SIGALRM", "SIGHUP", "alarm", "setitimer"):
    vars(signal).pop(name, None)
"""

DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 12/KH-UBND
Tỉnh Mẫu, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Thử nghiệm gói cài đặt
1. Sở Tài chính tổng hợp số liệu, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/6/2026.
Nơi nhận:
- Như trên;
- Lưu: VT.
"""

pytestmark = pytest.mark.xdist_group("wheel")


@dataclass(frozen=True, slots=True)
class Office:
    """An environment that holds the wheel and what it declares, and the folder where its user sits."""

    python: Path
    program: Path
    folder: Path

    def run(self, *command: str | Path, **settings: str) -> subprocess.CompletedProcess[bytes]:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "LC_", "LANG", "VIRTUAL_ENV", "TONGHOP", "COVERAGE"))
        }
        return subprocess.run(
            [*map(os.fspath, command)],
            cwd=self.folder,
            env=environment | {"PYTHONIOENCODING": "cp1252", "NO_COLOR": "1"} | settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=300,
        )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sources = tmp_path_factory.mktemp("sources")
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(PROJECT / name, sources / name)
    shutil.copytree(
        PROJECT / "src" / "tonghop", sources / "src" / "tonghop", ignore=shutil.ignore_patterns("__pycache__")
    )

    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", sources / "dist", sources],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert built.returncode == 0, built.stdout + built.stderr
    (file,) = (sources / "dist").glob("*.whl")
    return file


@pytest.fixture(scope="session")
def office(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    environment = _empty_environment(folder / "env")
    _install(wheel, environment.env_exe)
    packages = _packages_folder(environment.env_exe)
    declared = _links_to_declared_dependencies(folder / "dependencies")
    (packages / "declared.pth").write_text(f"{declared}\n", encoding="utf-8")
    (packages / "sitecustomize.py").write_text(LIKE_WINDOWS, encoding="utf-8")
    desk = folder / "Phòng Tổng hợp số 1"
    desk.mkdir()
    return Office(Path(environment.env_exe), Path(environment.bin_path) / "tonghop", desk)


def test_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    package = PROJECT / "src"
    ours = {
        path.relative_to(package).as_posix()
        for path in (package / "tonghop").rglob("*")
        if path.is_file() and not NOT_A_SCRIPT.intersection(path.parts)
    }

    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert ours - held == set(), "files that the wheel forgets: see package-data in pyproject.toml"
    assert {name for name in held - ours if not name.endswith("README.md")} == set()


def test_wheel_carries_its_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_office_has_no_path_into_the_sources(office: Office) -> None:
    shown = office.run(
        office.python, "-c", "import sys, tonghop, json; print(json.dumps([tonghop.__file__, *sys.path]))"
    )

    where, *paths = json.loads(shown.stdout)
    assert Path(where).is_relative_to(office.python.parents[1])
    assert [path for path in paths if path and Path(path).is_relative_to(PROJECT / "src")] == []
    assert [path for path in paths if path and Path(path).resolve() == PROJECT] == []


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C"},
        {
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        },  # files and paths are ASCII by default too
    ],
    ids=["plain locale", "no UTF-8 anywhere"],
)
def test_demo_runs_from_another_folder(
    office: Office, settings: dict[str, str], request: pytest.FixtureRequest
) -> None:
    out = "ket-qua" if "PYTHONUTF8" in settings else "Kết quả thử"

    done = office.run(office.program, "demo", "-o", out, **settings)

    assert done.returncode in (0, 1), _said(done)
    written = list(_files_under(office.folder / out))
    assert any(path.name == "report.docx" for path in written), written
    assert [path for path in written if not _is_legal_on_windows(path.relative_to(office.folder))] == []


@pytest.mark.parametrize("name", ["cong-van.txt", "Công văn số 12.txt"])
def test_read_prints_json_in_utf8(office: Office, name: str) -> None:
    (office.folder / name).write_text(DIRECTIVE, encoding="utf-8")

    done = office.run(office.program, "read", name, "--json", LC_ALL="C")

    assert done.returncode in (0, 1), _said(done)
    reading = json.loads(done.stdout.decode("utf-8"))
    assert reading["heading"]["symbol"] == "12/KH-UBND"
    assert [obligation["actors"] for obligation in reading["obligations"]] == [["Sở Tài chính"]]


def test_read_of_a_missing_file_says_so_and_shows_no_traceback(office: Office) -> None:
    done = office.run(office.program, "read", "không có.txt", LC_ALL="C")

    assert done.returncode == 2, _said(done)
    assert b"Traceback" not in done.stdout + done.stderr


LINKED = ("psycopg", "psycopg-binary", "psycopg-pool")
"""Under the lesser GPL, installed beside us and replaceable (ADR 0009)."""


def test_nothing_that_is_needed_is_under_a_gpl() -> None:
    licences = {
        distribution.name: " ".join(
            [
                distribution.metadata.get("License-Expression") or distribution.metadata.get("License") or "",
                *(c for c in distribution.metadata.get_all("Classifier") or () if c.startswith("License")),
            ]
        )
        for distribution in _declared("tonghop", {})
    }

    assert len(licences) >= 10
    held = {name: text for name, text in licences.items() if "GPL" in text or not text}
    assert {name: text for name, text in held.items() if name not in LINKED} == {}
    # The lesser licence asks nothing of who only links; the GPL proper must never come in under this name.
    assert all(text.startswith("LGPL-3.0") for name, text in held.items() if name in LINKED)


LEGAL, ILLEGAL = True, False
WINDOWS_NAMES = [
    ("thư/nhắc Sở Y tế.docx", LEGAL),
    ("biểu 1: số liệu.xlsx", ILLEGAL),
    ("có gì?.docx", ILLEGAL),
    ("nul.txt", ILLEGAL),
    ("letters/COM1/a.txt", ILLEGAL),
    ("báo cáo./a.txt", ILLEGAL),
    ("báo cáo ", ILLEGAL),
    ("console.txt", LEGAL),
]


@pytest.mark.parametrize(("name", "legal"), WINDOWS_NAMES)
def test_windows_names_are_told_apart(name: str, legal: bool) -> None:
    assert _is_legal_on_windows(Path(name)) is legal


def _empty_environment(folder: Path):  # type: ignore[no-untyped-def]  # the standard library's own namespace object
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(folder)
    return builder.ensure_directories(folder)


def _install(wheel: Path, python: str) -> None:
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "-qq"]
    done = subprocess.run(
        [*pip, "install", "--no-index", "--no-deps", wheel], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def _packages_folder(python: str) -> Path:
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return Path(
        subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=True).stdout.strip()
    )


def _links_to_declared_dependencies(folder: Path) -> Path:
    folder.mkdir()
    for distribution in _declared("tonghop", {}):
        for name in {path.parts[0] for path in distribution.files or () if path.parts[0] != ".."} - {
            "__pycache__"
        }:
            target = Path(str(distribution.locate_file(name)))
            if os.name == "nt":
                (shutil.copytree if target.is_dir() else shutil.copy)(target, folder / name)
            elif not (folder / name).exists():
                (folder / name).symlink_to(target)
    return folder


def _declared(name: str, seen: dict[str, metadata.Distribution]) -> Iterator[metadata.Distribution]:
    """Yield the distributions that `name` requires here, and those that they require, each once."""
    for line in metadata.requires(name) or ():
        requirement = Requirement(line)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and requirement.name not in seen:
            seen[requirement.name] = metadata.distribution(requirement.name)
            yield seen[requirement.name]
            yield from _declared(requirement.name, seen)


def _files_under(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _is_legal_on_windows(path: Path) -> bool:
    """Say whether Windows can hold this relative path (Microsoft: Naming Files, Paths, and Namespaces)."""
    return len(str(path)) < 180 and all(map(_is_legal_name, path.parts))


def _is_legal_name(name: str) -> bool:
    devices = {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789"),
    }
    return (
        not set(name) & set('<>:"|?*\\')
        and min(name) >= " "
        and name[-1] not in ". "
        and name.split(".")[0].lower() not in devices
    )


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stdout + done.stderr).decode("utf-8", "replace")
