"""The documents are true: every command and option is described and no other, links lead somewhere."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from tonghop.cli.main import program
from tonghop.domain.directives.reading import read
from tonghop.domain.documents import Document, Paragraph
from tonghop.domain.provenance import Source, Span
from tonghop.domain.reporting.campaign_record import TABLES, campaign_from
from tonghop.formats.intake.notices import MESSAGES
from tonghop.formats.reading_json import reading_to_json

PROJECT = Path(__file__).resolve().parents[1]
REFERENCE = PROJECT / "docs" / "reference" / "commands.md"
GLOSSARY = PROJECT / "GLOSSARY.md"

PAGES = sorted(
    page
    for page in (*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("src/**/*.md"))
    if ".venv" not in page.parts
)
COMMANDS = (
    "read",
    "campaign",
    "forms",
    "fill",
    "consolidate",
    "extract",
    "units",
    "demo",
    "serve",
    "demo-office",
    "worker",
    "person",
    "database",
    "audit",
    "issue",
    "rollup",
    "portal",
    "backup",
    "restore",
)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")

DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 12/KH-UBND
Tỉnh Mẫu, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Thử mọi ô của bản đọc
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.
I. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính phối hợp với Sở Nội vụ in tờ rơi trong thời hạn 10 ngày làm việc kể từ ngày nhận.
2. Sở Y tế báo cáo Ủy ban nhân dân tỉnh (qua Sở Tài chính) kết quả trước ngày 30/5 hằng năm.
3. Sở Văn hóa theo dõi, chấn chỉnh dư luận trái chiều về kế hoạch; dán áp phích trước ngày 15/6/2026.
Nơi nhận:
- Như trên;
- Lưu: VT.
PHỤ LỤC I
ĐỀ CƯƠNG BÁO CÁO
(Kèm theo Kế hoạch số 12/KH-UBND)
I. Kết quả
"""


@cache
def commands() -> dict[str, Any]:
    """Return the program's commands by name (typer brings its own click, whose types it does not show)."""
    group = typer.main.get_command(program())
    return dict(group.commands)


def parameters(command: Any) -> list[Any]:
    """Return what a command takes; of a group of commands, what any of them takes."""
    below = getattr(command, "commands", {}).values()
    return [*command.params, *(parameter for each in below for parameter in parameters(each))]


@cache
def sections() -> dict[str, str]:
    """Return the text of the reference below each "## tonghop COMMAND"."""
    parts = re.split(r"^## tonghop ([\w-]+)\n", REFERENCE.read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_described_and_no_other() -> None:
    assert set(sections()) == set(commands())


def test_reference_tells_commands_in_the_order_of_the_work() -> None:
    assert tuple(sections()) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described_and_no_other(name: str) -> None:
    options = {
        option
        for parameter in parameters(commands()[name])
        if parameter.param_type_name == "option" and not parameter.hidden
        for option in parameter.opts
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
            r"^(?:\.venv/bin/)?tonghop ([\w-]+)", page.read_text(encoding="utf-8"), flags=re.M
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

    places = (page.parent, page.parents[1], PROJECT / "src" / "tonghop", PROJECT)

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


def test_example_of_a_campaign_file_is_one() -> None:
    page = (PROJECT / "docs" / "reference" / "campaign-file.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", page, flags=re.M | re.S)

    campaign = campaign_from(tomllib.loads(example))

    assert campaign.directive == "1086-CV/BTGTU"
    assert [regime.code for regime in campaign.regimes] == ["H1"]


def test_every_key_of_a_campaign_file_is_described_in_its_table() -> None:
    page = (PROJECT / "docs" / "reference" / "campaign-file.md").read_text(encoding="utf-8")
    described: dict[str, set[str]] = {}
    for table, keys in re.findall(r"^\| (`\w+`)? ?\| ([^|]+) \|", page, flags=re.M):
        name = table.strip("`") or list(described)[-1]
        described.setdefault(name, set()).update(re.findall(r"`(\w+)`", keys))
    described["campaign"].remove("bodies")  # a file's name, resolved before the tables are read
    described["indicator"] |= {"numerator", "denominator"}  # described with the kind that needs them

    assert described == {name: {field.key for field in row} for name, row in TABLES.items()}


def test_every_key_of_a_reading_is_described() -> None:
    page = (PROJECT / "docs" / "reference" / "reading-json.md").read_text(encoding="utf-8")
    lines = [Paragraph(Span(*line.span())) for line in re.finditer(r"[^\n]+", DIRECTIVE)]
    reading = read(Document(Source("mau.txt", "0" * 64, "text/plain", "utf-8"), DIRECTIVE, tuple(lines)))

    keys = set(_keys(reading_to_json(reading)))

    assert keys - set(re.findall(r"`(\w+)`", page)) == set()
    assert {"symbol", "mentions", "parties", "yearly", "reporters", "children"} <= keys


def test_every_warning_of_a_reading_is_described() -> None:
    page = (PROJECT / "docs" / "reference" / "reading-json.md").read_text(encoding="utf-8")
    table = page[page.index("| code | means |") :]

    assert set(re.findall(r'"([a-z-]+)"', table)) == set(MESSAGES)


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


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(inner)
