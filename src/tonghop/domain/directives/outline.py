"""The outline of a directive: its paragraphs as items, each under the item that it belongs to, and the tree of clauses.

A marked paragraph stands below the nearest open item of a higher rank ("a)" below "1."). A paragraph without a mark
belongs to the heading above it, or, behind a finished sentence, beside it. A line that ends in a colon opens a list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tonghop.domain.directives.enumerators import Enumerator, enumerator
from tonghop.domain.documents import Document, Paragraph
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """An item of the outline. `label` is its full address ("III.1.a"); `title` its first words; children lie below it."""

    label: str
    title: str
    span: Span
    children: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph in its place: `whole` with its mark, `body` without; `parent` is the number of the item above it."""

    number: int
    parent: int | None
    mark: Enumerator | None
    whole: Span
    body: Span
    bold: bool


_CLOSING = re.compile(
    r"[*_ ]*(?:trên đây là|trong quá trình|quá trình (?:triển khai|thực hiện|tổ chức)|nhận được (?:công văn|chỉ thị|kế hoạch|văn bản|công điện)"
    r"|(?:kế hoạch|chỉ thị|công văn|quyết định|văn bản|hướng dẫn) này|yêu cầu (?:các|giám đốc|thủ trưởng|chủ tịch|ủy ban|ubnd|sở)|đề nghị (?:các|quý|thủ trưởng|ủy ban)"
    r"|(?:ủy ban nhân dân|ubnd|ban|sở|bộ|chủ tịch|thủ tướng|tỉnh ủy|thành ủy|ban thường vụ)[^.;:]{0,60} (?:yêu cầu|đề nghị|giao) )"
)
"""Sentences that close a directive speak for the whole of it, not for the heading above them."""

_TITLE_LENGTH = 70
_UNMARKED = 90
_ASIDE = -2


def items_of(document: Document, folded: str, within: Span) -> tuple[Item, ...]:
    """Return the paragraphs inside `within` as items in reading order, each with its parent. Empty marks are left out."""
    items: list[Item] = []
    open_items: list[tuple[float, int]] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph) or not within.holds(block.span):
            continue
        item, rank = _placed(block, document.text, folded, items, open_items)
        if item is not None and (rank == _ASIDE or (item.mark is None and _finished(document.text, item.body))):
            items.append(item)  # nothing lies below a sentence that stands by itself
        elif item is not None:
            while open_items and open_items[-1][0] >= rank:
                open_items.pop()
            open_items.append((rank, item.number))
            items.append(item)
    return tuple(items)


def _placed(
    block: Paragraph, text: str, folded: str, items: list[Item], open_items: list[tuple[float, int]]
) -> tuple[Item | None, float]:
    whole = block.span
    head = slice(whole.start, min(whole.end, whole.start + 40))
    mark = enumerator(text[head], folded[head])
    body = _inner(text, whole.start + (mark.length if mark else 0), whole.end)
    if body is None:
        return None, 0
    rank: float = mark.rank if mark else _unmarked_rank(text, folded, body, items, open_items)
    parent = (
        None if rank == _ASIDE else next((number for r, number in reversed(open_items) if r < rank), None)
    )
    return Item(len(items), parent, mark, whole, body, block.bold), rank


def _unmarked_rank(
    text: str, folded: str, body: Span, items: list[Item], open_items: list[tuple[float, int]]
) -> float:
    """Return a rank just below the item that an unmarked paragraph belongs to."""
    if not open_items:
        return -1 if text[body.end - 1] == ":" else _UNMARKED
    if _CLOSING.match(folded, body.start, body.end):
        return -1 if text[body.end - 1] == ":" else _ASIDE
    last_rank, last = open_items[-1]
    if items[last].mark is None:
        return last_rank
    finished = _finished(text, items[last].body)
    # behind a finished sentence: beside it; below a title: under it
    return last_rank if finished else last_rank + 0.5


def _finished(text: str, body: Span) -> bool:
    """Say whether a paragraph ends like a sentence or a member of a list, and not like a title."""
    return text[body.start : body.end].rstrip("*_ ")[-1:] in (".", ";", ",", "…")


def is_title(item: Item, text: str) -> bool:
    """Say whether an item is a heading by its form: short, and not ended like a sentence."""
    last = text[item.body.start : item.body.end].rstrip("*_ ")[-1:]
    return last not in ".;,…" and item.body.end - item.body.start < 4 * _TITLE_LENGTH


def children_of(items: Sequence[Item]) -> dict[int | None, list[Item]]:
    """Return the items below each item's number; the items at the top stand under None."""
    below: dict[int | None, list[Item]] = {}
    for item in items:
        below.setdefault(item.parent, []).append(item)
    return below


def clauses(items: Sequence[Item], text: str) -> tuple[Clause, ...]:
    """Return the tree of marked items. The span of a clause reaches to the end of what lies below it."""
    below = children_of(items)
    ends = _ends(items)
    return _branches(None, "", below, ends, text)


def _branches(
    parent: int | None, address: str, below: dict[int | None, list[Item]], ends: list[int], text: str
) -> tuple[Clause, ...]:
    found: list[Clause] = []
    count: dict[str, int] = {}
    for item in below.get(parent, ()):
        if item.mark is None:
            found.extend(_branches(item.number, address, below, ends, text))
            continue
        label = _address(address, item.mark, count)
        title = _title(text, item.body)
        children = _branches(item.number, label, below, ends, text)
        found.append(Clause(label, title, Span(item.whole.start, ends[item.number]), children))
    return tuple(found)


def _address(above: str, mark: Enumerator, count: dict[str, int]) -> str:
    if mark.kind in ("dash", "plus"):  # dashes bear no number: count them
        count[mark.label] = count.get(mark.label, 0) + 1
        own = f"{mark.label}{count[mark.label]}"
    elif mark.kind == "dotted" and above:
        shared = above.rsplit(".", 1)[-1]
        own = mark.label.removeprefix(f"{shared}.") if mark.label.startswith(f"{shared}.") else mark.label
    else:
        own = mark.label
    return f"{above}.{own}" if above else own


def _title(text: str, body: Span) -> str:
    words = " ".join(text[body.start : min(body.end, body.start + 3 * _TITLE_LENGTH)].split()).strip("*_ ")
    if len(words) <= _TITLE_LENGTH * 2:
        return words
    return words[: _TITLE_LENGTH * 2].rsplit(" ", 1)[0] + " …"


def _ends(items: Sequence[Item]) -> list[int]:
    """Return for each item where the last item below it ends."""
    ends = [item.whole.end for item in items]
    for item in reversed(items):
        if item.parent is not None:
            ends[item.parent] = max(ends[item.parent], ends[item.number])
    return ends


def _inner(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace()):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end or not any(c.isalnum() for c in text[start:end]):
        return None
    return Span(start, end)
