"""The house rules that a machine can hold: what no file may contain, what nothing may be called."""

import ast
import re
import subprocess
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
SOURCES = PROJECT / "src" / "tonghop"

# Joined here, so that this file does not contain what it forbids.
REGISTRY_HOSTS = tuple(
    map("".join, (("pypi", ".org"), ("python", "hosted"), ("npm", "js.org"), ("deb.", "debian")))
)
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:" r"work|root|home|Users)/\w")
INDEX_OPTION = re.compile(r"--(?:extra-)?" r"index-url|index" r"_url *=")

FORBIDDEN_ROOMS = {
    "utils",
    "util",
    "common",
    "helpers",
    "helper",
    "core",
    "misc",
    "manager",
    "service",
    "services",
    "base",
}
FORBIDDEN_ENDINGS = ("Manager", "Handler", "Processor", "Service", "Helper", "Util", "Utils")

WINDOW, STRIDE = 120, 40
"""A copied sentence of WINDOW + STRIDE letters is always found; official formulas and titles are shorter."""

# A title is a fact: it names the plan that the sample directive is about.
TITLES = (
    "xây dựng “xã, thị trấn điển hình về phong trào toàn dân bảo vệ an ninh tổ quốc” đến năm 2030; xây dựng "
    "thí điểm phường tân hòa, thành phố hòa bình “điển hình, kiểu mẫu về an ninh, trật tự và văn minh "
    "đô thị” giai đoạn 2022",
)


@cache
def tracked() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True
    )
    names = listed.stdout.decode("utf-8").split("\0")
    return tuple(PROJECT / name for name in names if name and (PROJECT / name).is_file())


@cache
def texts() -> dict[str, str]:
    """Return every tracked text file's content by its name; files with a zero byte are not text."""
    contents = {path.relative_to(PROJECT).as_posix(): path.read_bytes() for path in tracked()}
    return {
        name: content.decode("utf-8")
        for name, content in contents.items()
        if b"\0" not in content and _utf8(content)
    }


def test_no_file_names_a_package_registry() -> None:
    found = [(name, host) for name, text in texts().items() for host in REGISTRY_HOSTS if host in text]

    assert found == []


def test_no_file_chooses_a_package_index() -> None:
    assert [name for name, text in texts().items() if INDEX_OPTION.search(text)] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [(name, match.group()) for name, text in texts().items() for match in MACHINE_PATH.finditer(text)]

    assert found == []


def test_requirements_are_pinned_with_hashes() -> None:
    for file in (PROJECT / "requirements").glob("*.txt"):
        entries = re.split(
            r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", file.read_text(encoding="utf-8"), flags=re.M)
        )
        assert entries, file
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == [], file


def test_pinned_requirements_agree_with_each_other() -> None:
    run, dev = (_pins(PROJECT / "requirements" / name) for name in ("run.txt", "dev.txt"))

    assert {name: dev.get(name) for name in run} == run


def test_every_declared_dependency_is_pinned() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pins = _pins(PROJECT / "requirements" / "dev.txt")

    unmet = [
        requirement
        for requirement in map(Requirement, declared)
        if pins.get(canonicalize_name(requirement.name), "0") not in requirement.specifier
        or canonicalize_name(requirement.name) not in pins
    ]

    assert unmet == [], "make requirements"


def test_ci_does_what_a_developer_does_and_nothing_else() -> None:
    script = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith("#")]

    assert commands[0] == "set -euo pipefail"
    assert commands[1].startswith("cd ")
    assert commands[2:] == ["exec make check"]


def test_nothing_is_called_utils() -> None:
    names = {path for path in tracked() if FORBIDDEN_ROOMS & {part.lower() for part in _parts(path)}}

    assert names == set()


def test_no_class_is_named_after_a_pattern() -> None:
    assert [name for name in _classes() if name.endswith(FORBIDDEN_ENDINGS)] == []


@pytest.mark.parametrize(
    "module", sorted(SOURCES.rglob("*.py")), ids=lambda path: path.relative_to(SOURCES).as_posix()
)
def test_module_opens_with_a_docstring(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in SOURCES.rglob("*.py")}

    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize(
    "room", ["apps", "cli", "config", "domain", "domain/directives", "domain/organisations", "formats"]
)
def test_room_has_a_page_of_one_screen(room: str) -> None:
    page = (SOURCES / room / "README.md").read_text(encoding="utf-8")

    assert len(page.splitlines()) <= 45
    assert "What does not belong" in page


def test_real_documents_are_not_copied_into_the_project(reading: Path) -> None:
    known = set().union(
        *(_windows(file) for folder in ("texts", "more") for file in (reading / folder).glob("*.txt"))
    )
    title = _folded(" ".join(TITLES))

    copied = {
        (name, passage)
        for name, text in texts().items()
        for passage in _passages_in(_folded(text), known)
        if passage not in title
    }

    assert copied == set()


def test_copied_passage_is_found_wherever_it_begins(tmp_path: Path) -> None:
    document = tmp_path / "document.txt"
    sentence = " ".join(f"từ{number}" for number in range(200))
    document.write_text(f"# source: nowhere\n{sentence}\n", encoding="utf-8")
    copy = f"x = '''\n{sentence[333 : 333 + WINDOW + STRIDE]}\n'''"

    assert list(_passages_in(_folded(copy), _windows(document)))
    assert not list(_passages_in(_folded(copy[: WINDOW - 10]), _windows(document)))


def _utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _pins(file: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", file.read_text(encoding="utf-8"), flags=re.M))


def _parts(path: Path) -> list[str]:
    relative = path.relative_to(PROJECT)
    return [*relative.parts[:-1], relative.stem]


def _classes() -> Iterator[str]:
    for module in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _windows(document: Path) -> set[str]:
    lines = document.read_text(encoding="utf-8", errors="replace").splitlines()
    text = _folded("\n".join(line for line in lines if not line.startswith("#")))
    return {text[start : start + WINDOW] for start in range(0, max(0, len(text) - WINDOW), STRIDE)}


def _passages_in(text: str, known: set[str]) -> Iterator[str]:
    return (text[at : at + WINDOW] for at in range(len(text) - WINDOW + 1) if text[at : at + WINDOW] in known)
