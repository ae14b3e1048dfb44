"""Sections proposed from the annexed outline of a directive (đề cương), else the ready ones."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tonghop.domain.directives.annexes import Annex
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import ground_of
from tonghop.domain.language import flat, match_key, searchable
from tonghop.domain.reporting.campaign import Section, distinct_slugs
from tonghop.domain.reporting.ready import Ready

_FIGURES_SECTION = re.compile(r"^(?:các )?(?:số liệu|bảng số liệu|phụ lục số liệu)|theo biểu mẫu")
_READY_OUTLINE = "Đề cương: văn bản không kèm đề cương đọc được; đang dùng đề cương sẵn có, sửa nếu cần."


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
    kept = [clause for clause in tops if _words(clause.title) and not is_sensitive(reading, clause.title)]
    dropped = [clause.title for clause in tops if is_sensitive(reading, clause.title)]
    rows: list[tuple[int | None, str]] = []
    for clause in kept:
        above = len(rows)
        rows.append((None, clause.title))
        for child in clause.children:
            if is_sensitive(reading, child.title):
                dropped.append(child.title)
            elif _words(child.title):
                rows.append((above, child.title))
    if not rows:
        return ready.sections, (_READY_OUTLINE, *left_out(dropped))
    return _with_figures(_outlined(rows)), left_out(dropped)


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


def _annexes(reading: Reading, kind: str) -> Iterator[Annex]:
    return (annex for annex in reading.annexes if annex.kind == kind)


def is_sensitive(reading: Reading, title: str) -> bool:
    """Say whether a title asks what people think, or stands in a sentence of the directive that does (design
    rule 10).
    """
    marked = (mark.span.cut(reading.text) for duty in reading.obligations for mark in duty.rights_sensitive)
    key = match_key(title)
    return ground_of(title) is not None or any(key and key in match_key(sentence) for sentence in marked)


def left_out(titles: Iterable[str]) -> tuple[str, ...]:
    """Say of each title that it was left out, and why."""
    return tuple(
        f"Không đưa vào biểu và đề cương vì chạm đến quyền con người: “{flat(title)}”." for title in titles
    )
