"""Sections and indicators proposed from the annexed outline and data forms of a directive, else from the
ready ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tonghop.domain.directives.annexes import Annex
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import ground_of
from tonghop.domain.documents import Document, Table
from tonghop.domain.language import flat, match_key, searchable
from tonghop.domain.reporting.campaign import Section, distinct_slugs
from tonghop.domain.reporting.indicators import DISTINCT, Indicator
from tonghop.domain.reporting.ready import Ready

_NAME_COLUMN = re.compile(r"chỉ tiêu|nội dung|tên |hoạt động")
_UNIT_COLUMN = re.compile(r"đơn vị tính|đvt|đơn vị")
_FIGURES_SECTION = re.compile(r"^(?:các )?(?:số liệu|bảng số liệu|phụ lục số liệu)|theo biểu mẫu")
_READY_OUTLINE = "Văn bản không kèm đề cương đọc được: đang dùng đề cương sẵn có, sửa nếu cần."
_ITEM_NUMBER = re.compile(r"(?:[IVXivx]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])[.)/] *")


def proposed_sections(reading: Reading, ready: Ready) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """Return the sections of the annexed outline, two levels deep, else the ready ones; and what a person is
    told.
    """
    tops = [
        clause
        for annex in _annexes(reading, "outline")
        for clause in reading.outline
        if annex.span.start <= clause.span.start < annex.span.end
    ]
    # A heading that asks what people think takes what lies below it along.
    kept = [clause for clause in tops if _words(clause.title) and not _is_sensitive(reading, clause.title)]
    left_out = [clause.title for clause in tops if _is_sensitive(reading, clause.title)]
    rows: list[tuple[int | None, str]] = []
    for clause in kept:
        above = len(rows)
        rows.append((None, clause.title))
        for child in clause.children:
            if _is_sensitive(reading, child.title):
                left_out.append(child.title)
            elif _words(child.title):
                rows.append((above, child.title))
    if not rows:
        return ready.sections, (_READY_OUTLINE, *_left_out(left_out))
    return _with_figures(_outlined(rows)), _left_out(left_out)


def _words(title: str) -> str:
    return flat(title).rstrip(" .;:…")


def _outlined(rows: Sequence[tuple[int | None, str]]) -> tuple[Section, ...]:
    """Make sections of titles, each with the place of the title above it: titles repeat, places do not."""
    titles = [_words(title) for _, title in rows]
    codes = distinct_slugs(titles)
    return tuple(
        Section(code, title, parent="" if above is None else codes[above])
        for (above, _), title, code in zip(rows, titles, codes, strict=True)
    )


def _with_figures(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Mark the section that the outline keeps for figures alone, if it names one."""
    parents = {section.parent for section in sections}
    for place, section in enumerate(sections):
        if section.code not in parents and _FIGURES_SECTION.search(searchable(section.title)):
            return (*sections[:place], replace(section, figures=True), *sections[place + 1 :])
    return sections


def proposed_indicators(
    reading: Reading, document: Document | None, ready: Ready
) -> tuple[tuple[Indicator, ...], tuple[str, ...]]:
    forms = list(_annexes(reading, "form"))
    rows = [row for annex in forms for row in _form_rows(reading, annex, document)] if document else []
    kept = [(name, unit) for name, unit in rows if not _is_sensitive(reading, name)]
    if not kept:
        seen = " (biểu mẫu kèm theo chưa đọc được thành bảng)" if forms else ""
        return ready.indicators, (
            f"Chỉ tiêu lấy từ danh mục sẵn có{seen}; bỏ bớt hoặc sửa cho đúng yêu cầu.",
        )
    unique = {match_key(name): (name, unit) for name, unit in reversed(kept)}
    names = list(reversed(unique.values()))
    codes = distinct_slugs(name for name, _ in names)
    built = tuple(
        _indicator(code, name, unit, ready) for code, (name, unit) in zip(codes, names, strict=True)
    )
    unsure = tuple(f"Chỉ tiêu “{row.name}”: xác nhận cách cộng ({row.kind})." for row in built if row.note)
    return built, (*unsure, *_left_out(name for name, _ in rows if _is_sensitive(reading, name)))


def _indicator(code: str, name: str, unit: str, ready: Ready) -> Indicator:
    known = ready.like(name)
    if known:
        return replace(known, name=name, unit=unit or known.unit)
    if searchable(unit) in ("%", "tỷ lệ", "tỷ lệ %"):
        note = "Tỷ lệ: cần chỉ rõ tử số và mẫu số; khi chưa có thì không cộng giữa các đơn vị."
        return Indicator(code, name, unit, kind=DISTINCT, decimals=2, note=note)
    note = "Cách cộng được đề xuất, văn bản không nêu."
    return Indicator(code, name, unit or "(chưa rõ)", note=note)


def _form_rows(reading: Reading, annex: Annex, document: Document) -> Iterator[tuple[str, str]]:
    """The rows of the tables between an annex's head and the next one's: blank last cells may lie outside its
    span.
    """
    ends = min(
        (a.span.start for a in reading.annexes if a.span.start > annex.span.start), default=len(document.text)
    )
    for block in document.blocks:
        if isinstance(block, Table) and annex.span.start <= block.span.start < ends:
            yield from _table_rows(block, document.text)


def _table_rows(table: Table, text: str) -> Iterator[tuple[str, str]]:
    """Yield name and unit of the rows below a header that names both; other tables yield nothing."""
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = flat(cell.span.cut(text))
    header = next((row for row in sorted(rows) if _column(rows[row], _UNIT_COLUMN) is not None), None)
    name_at = _column(rows[header], _NAME_COLUMN) if header is not None else None
    unit_at = _column(rows[header], _UNIT_COLUMN) if header is not None else None
    if header is None or name_at is None or unit_at is None:
        return
    for row in sorted(rows):
        name, unit = rows[row].get(name_at, ""), rows[row].get(unit_at, "")
        if row > header and name and unit and not unit.isdigit() and not unit.startswith("("):
            yield _ITEM_NUMBER.sub("", name, count=1) if _ITEM_NUMBER.match(name) else name, unit


def _column(cells: dict[int, str], pattern: re.Pattern[str]) -> int | None:
    return next((column for column in sorted(cells) if pattern.match(searchable(cells[column]))), None)


def _annexes(reading: Reading, kind: str) -> Iterator[Annex]:
    return (annex for annex in reading.annexes if annex.kind == kind)


def _is_sensitive(reading: Reading, title: str) -> bool:
    """Whether a title asks what people think, or stands in a sentence of the directive that does (design rule
    10).
    """
    marked = (mark.span.cut(reading.text) for duty in reading.obligations for mark in duty.rights_sensitive)
    key = match_key(title)
    return ground_of(title) is not None or any(key and key in match_key(sentence) for sentence in marked)


def _left_out(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        f"Không đưa vào biểu và đề cương vì chạm đến quyền con người: “{flat(title)}”." for title in titles
    )
