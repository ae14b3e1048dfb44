"""The documents are true: every command and option is described and no other, links lead somewhere."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from tonghop.cli.main import program

PROJECT = Path(__file__).resolve().parents[1]
REFERENCE = PROJECT / "docs" / "reference" / "commands.md"
GLOSSARY = PROJECT / "GLOSSARY.md"

PAGES = sorted(
    page
    for page in (*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("src/**/*.md"))
    if ".venv" not in page.parts
)
COMMANDS = ("read", "campaign", "forms", "consolidate", "demo")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@cache
def commands() -> dict[str, Any]:
    """Return the program's commands by name (typer brings its own click, whose types it does not show)."""
    group = typer.main.get_command(program())
    return dict(group.commands)


@cache
def sections() -> dict[str, str]:
    """Return the text of the reference below each "## tonghop COMMAND"."""
    parts = re.split(r"^## tonghop (\w+)\n", REFERENCE.read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_described_and_no_other() -> None:
    assert set(sections()) == set(commands())


def test_reference_tells_commands_in_the_order_of_the_work() -> None:
    assert tuple(sections()) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described_and_no_other(name: str) -> None:
    options = {
        option
        for parameter in commands()[name].params
        if parameter.param_type_name == "option" and not parameter.hidden
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    } - {"--help"}

    assert set(OPTION.findall(sections()[name])) == options


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_the_command_in_both_languages(name: str) -> None:
    for readme in ("README.md", "README.vi.md"):
        assert f"`tonghop {name}" in (PROJECT / readme).read_text(encoding="utf-8")


def test_commands_in_the_documents_exist() -> None:
    named = {
        (page.name, word)
        for page in PAGES
        for word in re.findall(
            r"^(?:\.venv/bin/)?tonghop (\w+)", page.read_text(encoding="utf-8"), flags=re.M
        )
    }

    assert {(page, word) for page, word in named if word not in commands()} == set()


def test_make_targets_in_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), flags=re.M))

    named = {
        (page.name, word)
        for page in PAGES
        for word in re.findall(r"(?:^|`)make ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), flags=re.M)
    }

    assert named, "no document names a target"
    assert {(page, word) for page, word in named if word not in targets} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = [unquote(link.split("#")[0]) for link in LINK.findall(page.read_text(encoding="utf-8"))]
    inside = [target for target in targets if target and not re.match(r"[a-z]+:", target)]

    assert [target for target in inside if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_files_named_in_a_room_page_exist(page: Path) -> None:
    if not page.is_relative_to(PROJECT / "src"):
        return
    named = re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:\.py|/))`", page.read_text(encoding="utf-8"))

    places = (page.parent, page.parents[1], PROJECT / "src" / "tonghop")

    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_every_page_of_documentation_can_be_found_from_its_index() -> None:
    docs = PROJECT / "docs"
    listed = {
        (index.parent / link).resolve()
        for index in (docs / "README.md", docs / "adr" / "README.md")
        for link in LINK.findall(index.read_text(encoding="utf-8"))
    }

    assert {page for page in docs.rglob("*.md") if page.resolve() not in listed} == {docs / "README.md"}


def test_adr_has_its_three_parts_on_one_screen() -> None:
    for record in (PROJECT / "docs" / "adr").glob("0*.md"):
        text = record.read_text(encoding="utf-8")
        assert re.findall(r"^## (.*)$", text, flags=re.M) == ["Context", "Decision", "Consequences"], (
            record.name
        )
        assert len(text.splitlines()) <= 60, record.name


def test_glossary_gives_every_term_in_both_languages_with_its_source() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| English")
    ]

    assert len(rows) >= 45
    assert [row for row in rows if len(row) != 4 or not all(row)] == []
    assert len({row[0] for row in rows}) == len(rows)


def test_changelog_is_grouped_by_who_feels_it() -> None:
    groups = re.findall(r"^### (.*)$", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M)

    assert set(groups) <= {"Officials", "Citizens", "Administrators", "Developers"}
