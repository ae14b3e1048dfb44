"""The annexes of a directive: which of them are outlines to report by (đề cương) and which are data forms (biểu mẫu)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tonghop.domain.documents import Block, Document, Paragraph, Table
from tonghop.domain.language import flat
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: `kind` is "outline" (đề cương báo cáo), "form" (biểu mẫu số liệu) or "other"; `label` as it stands ("Phụ lục II").

    `tables` are the numbers of the document's blocks that are tables of this annex.
    """

    kind: str
    label: str
    title: str
    span: Span
    tables: tuple[int, ...] = ()


_HEAD = re.compile(
    r"[*_# ]*(?P<label>(?:phụ lục|phụ biểu|biểu mẫu|biểu số|biểu|mẫu số|mẫu)(?: (?:số )?(?:[ivx]{1,6}|\d{1,3}[a-zđ]?)(?!\w))?|đề cương)(?P<rest>[^\n]{0,200})"
)
_OUTLINE = re.compile(r"đề cương|(?:mẫu|khung|bố cục) báo cáo|báo cáo (?:kết quả|tình hình)")
_FORM = re.compile(r"biểu mẫu|số liệu|thống kê|biểu tổng hợp|biểu (?:số )?\d|bảng tổng hợp|mẫu biểu")


def find_annexes(document: Document, folded: str, within: Span | None) -> tuple[Annex, ...]:
    """Return the annexes inside `within` (the part behind the signature), in order; none where there is no such part."""
    if within is None:
        return ()
    blocks = [(n, b) for n, b in enumerate(document.blocks) if within.holds(b.span)]
    heads = [
        place
        for place, (_, block) in enumerate(blocks)
        if isinstance(block, Paragraph) and _is_head(document.text, folded, block)
    ]
    found = []
    for order, place in enumerate(heads):
        after = heads[order + 1] if order + 1 < len(heads) else len(blocks)
        found.append(_annex(document, folded, blocks[place:after]))
    return tuple(found)


def _is_head(text: str, folded: str, block: Paragraph) -> bool:
    start, end = block.span
    match = _HEAD.match(folded, start, end)
    if match is None or end - start > 300:
        return False
    label = text[match.start("label") : match.end("label")]
    return (
        label.isupper()
        or any(c.isdigit() for c in label)
        or (label[0].isupper() and end - start < 120 and not folded[start:end].rstrip().endswith((".", ";")))
    )


def _annex(document: Document, folded: str, blocks: Sequence[tuple[int, Block]]) -> Annex:
    spans = [block.span for _, block in blocks]
    first = spans[0]
    match = _HEAD.match(folded, *first)
    label = flat(document.text[match.start("label") : match.end("label")]) if match else ""
    rest = flat(document.text[match.end("label") : first.end]).strip(" .:*_-") if match else ""
    title = rest or _next_title(document, blocks[1:])
    tables = tuple(number for number, block in blocks if isinstance(block, Table))
    return Annex(
        _kind(f"{label} {title}".lower(), bool(tables)),
        label,
        title,
        Span(first.start, spans[-1].end),
        tables,
    )


def _next_title(document: Document, blocks: Sequence[tuple[int, Block]]) -> str:
    for _, block in blocks[:2]:
        if isinstance(block, Paragraph) and block.span.end - block.span.start < 300:
            return flat(block.span.cut(document.text)).strip("*_ ")
    return ""


def _kind(words: str, has_table: bool) -> str:
    if _OUTLINE.search(words) and not (has_table and _FORM.search(words)):
        return "outline"
    if _FORM.search(words):
        return "form"
    return "other"
