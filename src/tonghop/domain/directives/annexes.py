"""The annexes of a directive: which are outlines to report by (đề cương), which forms (biểu mẫu).

An annex begins at a paragraph that opens with its name ("PHỤ LỤC II", "Mẫu số 01", "ĐỀ CƯƠNG") and reaches to
the next. Its title stands behind the name or in the next lines, and tells its kind: an outline says in what
order to report, a form asks for figures. Source: Decree 30/2020/NĐ-CP, annex I (phụ lục); the words of
outlines and forms are custom.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tonghop.domain.documents import Block, Document, Paragraph, Table
from tonghop.domain.language import flat
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex of a directive.

    `kind` is "outline" (đề cương báo cáo), "form" (biểu mẫu số liệu) or "other"; `label` stands as written
    ("Phụ lục II"); `tables` are the numbers of the document's blocks that are tables of this annex.
    """

    kind: str
    label: str
    title: str
    span: Span
    tables: tuple[int, ...] = ()


_HEAD = re.compile(
    r"[*_# ]*(?P<label>"
    r"(?:phụ lục|phụ biểu|biểu mẫu|biểu số|biểu|mẫu số|mẫu)(?: (?:số )?(?:[ivx]{1,6}|\d{1,3}[a-zđ]?)(?!\w))?"
    r"|đề cương)"
)
_OUTLINE = re.compile(r"đề cương|(?:mẫu|khung|bố cục) báo cáo|báo cáo (?:kết quả|tình hình)")
_FORM = re.compile(r"biểu mẫu|số liệu|thống kê|biểu tổng hợp|biểu (?:số )?\d|bảng tổng hợp|mẫu biểu")
_LONGEST_HEAD = 300
_LONGEST_TITLE = 120


def find_annexes(document: Document, folded: str, within: Span | None) -> tuple[Annex, ...]:
    """Return the annexes inside `within`, the part behind the signature, in order."""
    if within is None:
        return ()
    blocks = [(number, block) for number, block in enumerate(document.blocks) if within.holds(block.span)]
    heads = [place for place, (_, block) in enumerate(blocks) if _is_head(document.text, folded, block)]
    heads = [place for place in heads if not _is_title_of(document.text, folded, blocks, place, heads)]
    return tuple(
        _annex(document, folded, blocks[place:after]) for place, after in pairwise([*heads, len(blocks)])
    )


def _is_head(text: str, folded: str, block: Block) -> bool:
    """Say whether a paragraph opens an annex: a name in capitals, or numbered, or a line like a title."""
    match = _HEAD.match(folded, *block.span)
    if match is None or not isinstance(block, Paragraph) or len(block.span.cut(text)) > _LONGEST_HEAD:
        return False
    label = text[slice(*match.span("label"))]
    if label.isupper() or any(c.isdigit() for c in label):
        return True
    words = block.span.cut(folded)
    return label[0].isupper() and len(words) < _LONGEST_TITLE and not words.rstrip().endswith((".", ";"))


def _is_title_of(
    text: str, folded: str, blocks: Sequence[tuple[int, Block]], place: int, heads: Sequence[int]
) -> bool:
    """Say whether a line that might open an annex is the title of the one above ("PHỤ LỤC II / Đề cương")."""
    if place - 1 not in heads:
        return False
    above, here = blocks[place - 1][1].span, blocks[place][1].span
    named, match = _HEAD.match(folded, *above), _HEAD.match(folded, *here)
    is_bare = named is not None and not folded[named.end() : above.end].strip(" .:*_-")
    return is_bare and match is not None and not any(c.isdigit() for c in match["label"])


def _annex(document: Document, folded: str, blocks: Sequence[tuple[int, Block]]) -> Annex:
    first, last = blocks[0][1].span, blocks[-1][1].span
    match = _HEAD.match(folded, *first)
    named = match.span("label") if match else (first.start, first.start)
    label = flat(document.text[slice(*named)])
    title = flat(document.text[named[1] : first.end]).strip(" .:*_-") or _next_title(document, blocks[1:])
    tables = tuple(number for number, block in blocks if isinstance(block, Table))
    kind = _kind(f"{label} {title}".lower(), bool(tables))
    return Annex(kind, label, title, Span(first.start, last.end), tables)


def _next_title(document: Document, blocks: Sequence[tuple[int, Block]]) -> str:
    for _, block in blocks[:2]:
        if isinstance(block, Paragraph) and block.span.end - block.span.start < _LONGEST_HEAD:
            return flat(block.span.cut(document.text)).strip("*_ ")
    return ""


def _kind(words: str, has_table: bool) -> str:
    asks_for_figures = _FORM.search(words) is not None
    if _OUTLINE.search(words) and not (has_table and asks_for_figures):
        return "outline"
    return "form" if asks_for_figures else "other"
