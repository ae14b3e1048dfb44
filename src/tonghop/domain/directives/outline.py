"""The outline of a directive: its paragraphs as items, each under the one it belongs to, and clauses.

A marked paragraph stands below the nearest open item of a higher rank ("a)" below "1."). A paragraph without
a mark belongs to the heading above it, or, behind a finished sentence, beside it; a sentence that closes the
directive belongs to no heading. A line that ends in a colon opens a list. Nothing lies below a sentence that
stands by itself.

Source of the ranks: `enumerators`. Clauses are addressed as citations do ("III.1.a"); dashes are counted
("III.1.-2").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tonghop.domain.directives.enumerators import Enumerator, enumerator
from tonghop.domain.documents import Document, Paragraph
from tonghop.domain.language import flat
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """An item of the outline, with what lies below it.

    `label` is its full address ("III.1.a"), `title` its first words; the span reaches to the end of its
    children.
    """

    label: str
    title: str
    span: Span
    children: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph in its place: `whole` with its mark, `body` without; `parent` numbers the item above."""

    number: int
    parent: int | None
    mark: Enumerator | None
    whole: Span
    body: Span
    bold: bool


_CLOSING = re.compile(
    r"[*_ ]*(?:"
    # what was said, what is to come
    r"trên đây là|trong quá trình|quá trình (?:triển khai|thực hiện|tổ chức)"
    r"|nhận được (?:công văn|chỉ thị|kế hoạch|văn bản|công điện)"
    # this document
    r"|(?:kế hoạch|chỉ thị|công văn|quyết định|văn bản|hướng dẫn) này"
    # the issuer asks all
    r"|yêu cầu (?:các|giám đốc|thủ trưởng|chủ tịch|ủy ban|ubnd|sở)|đề nghị (?:các|quý|thủ trưởng|ủy ban)"
    r"|(?:ủy ban nhân dân|ubnd|ban|sở|bộ|chủ tịch|thủ tướng|tỉnh ủy|thành ủy|ban thường vụ)"
    r"[^.;:]{0,60} (?:yêu cầu|đề nghị|giao) "
    r")"
)
"""Sentences that close a directive speak for the whole of it, not for the heading above them."""

_HAS_WORD = re.compile(r"[^\W_]")
_TITLE_LENGTH = 70
_SENTENCE_ENDS = (".", ";", ",", "…")
_MARK_REACH = 40
_WHOLE: float = -1
"""The rank of a line that opens a list for the whole directive."""
_UNMARKED: float = 90
_ASIDE: float = -2
"""The rank of a sentence that belongs to no heading."""


def items_of(document: Document, folded: str, within: Span) -> tuple[Item, ...]:
    """Return the paragraphs inside `within` as items in reading order, each with its parent.

    Paragraphs without a letter or a digit behind their mark are left out.
    """
    growing = _Growing(document.text, folded)
    for block in document.blocks:
        if isinstance(block, Paragraph) and within.holds(block.span):
            growing.add(block)
    return tuple(growing.items)


def is_title(item: Item, text: str) -> bool:
    """Say whether an item is a heading by its form: short, and not ended like a sentence."""
    return not _is_finished(text, item.body) and item.body.end - item.body.start < 4 * _TITLE_LENGTH


def children_of(items: Sequence[Item]) -> dict[int | None, list[Item]]:
    """Return the items below each item's number; the items at the top stand under None."""
    below: dict[int | None, list[Item]] = {}
    for item in items:
        below.setdefault(item.parent, []).append(item)
    return below


def clauses(items: Sequence[Item], text: str) -> tuple[Clause, ...]:
    """Return the tree of marked items. The span of a clause reaches to the end of what lies below it."""
    return _branches(None, "", children_of(items), _ends(items), text)


@dataclass(slots=True)
class _Growing:
    """An outline that grows: its items so far, and rank and number of each open one, outermost first."""

    text: str
    folded: str
    items: list[Item] = field(default_factory=list)
    open: list[tuple[float, int]] = field(default_factory=list)

    def add(self, block: Paragraph) -> None:
        head = slice(block.span.start, min(block.span.end, block.span.start + _MARK_REACH))
        mark = enumerator(self.text[head], self.folded[head])
        begin = block.span.start + (mark.length if mark else 0)
        body = Span(begin, block.span.end).trimmed(self.text)
        if not _HAS_WORD.search(self.text, *body):
            return
        rank = mark.rank if mark else self._unmarked_rank(body)
        item = Item(len(self.items), self._parent(rank), mark, block.span, body, block.bold)
        if rank != _ASIDE and (mark or not _is_finished(self.text, body)):
            self._open(rank, item.number)
        self.items.append(item)

    def _open(self, rank: float, number: int) -> None:
        while self.open and self.open[-1][0] >= rank:
            self.open.pop()
        self.open.append((rank, number))

    def _parent(self, rank: float) -> int | None:
        if rank == _ASIDE:
            return None
        return next((number for above, number in reversed(self.open) if above < rank), None)

    def _unmarked_rank(self, body: Span) -> float:
        """Return the rank of an unmarked paragraph: just below a title, beside a finished sentence."""
        opens_list = self.text[body.end - 1] == ":"
        if not self.open:
            return _WHOLE if opens_list else _UNMARKED
        if _CLOSING.match(self.folded, *body):
            return _WHOLE if opens_list else _ASIDE
        rank, last = self.open[-1]
        beside = self.items[last].mark is None or _is_finished(self.text, self.items[last].body)
        return rank if beside else rank + 0.5


def _is_finished(text: str, body: Span) -> bool:
    """Say whether a paragraph ends like a sentence or a member of a list, and not like a title."""
    return body.cut(text).rstrip("*_ ").endswith(_SENTENCE_ENDS)


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
    words = flat(text[body.start : min(body.end, body.start + 3 * _TITLE_LENGTH)]).strip("*_ ")
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
