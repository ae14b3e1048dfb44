"""What stands over each paragraph of a report: its headings, and what they make of the figures below them.

Figures under plans and proposals are no results; those under a heading of another body or of a part of the
period are parts; those in a list below a line that told the total are its parts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tonghop.domain.directives.outline import Item
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.prose_mentions import Setting
from tonghop.domain.reporting.prose_scope import Slot, masked, scope_of
from tonghop.domain.reporting.prose_subjects import is_others
from tonghop.domain.reporting.prose_words import words_of
from tonghop.domain.reporting.report_sections import PLANS, heading_of, subjects_of

_MOST_HEADINGS = 12
_MOST_WORDS = 12
_LIST_OF_PARTS = re.compile(
    r"(?:trong (?:số )?đó|điển hình|tiêu biểu|nổi bật|cụ thể|gồm|bao gồm|như)[^:;.]{0,40}:\W*$"
)
_TAIL = 90


def settings_of(
    items: Sequence[Item],
    text: str,
    folded: str,
    base: Setting,
    totals: Mapping[int, frozenset[str]],
) -> Iterator[tuple[Item, Setting]]:
    """Yield each paragraph with its setting. `totals` fills up on the way: the indicators whose figures a
    paragraph told.
    """
    over: dict[int, Setting] = {}
    for item in items:
        inherited = over.get(item.parent, base) if item.parent is not None else base
        setting = inherited
        if item.parent is not None:
            setting = _in_list(items[item.parent], text, folded, inherited, totals)
        yield item, setting
        over[item.number] = _below(item, text, folded, setting)


def _in_list(
    parent: Item, text: str, folded: str, setting: Setting, totals: Mapping[int, frozenset[str]]
) -> Setting:
    """Return the setting of an item of the list that a line opens."""
    tail = folded[max(parent.body.start, parent.body.end - _TAIL) : parent.body.end]
    if not tail.rstrip().endswith(":"):
        return setting
    if totals.get(parent.number):
        return replace(setting, parts_of=setting.parts_of | totals[parent.number])
    if _LIST_OF_PARTS.search(tail) and re.search(r"trong (?:số )?đó|điển hình|tiêu biểu|nổi bật", tail):
        return replace(setting, slot=setting.slot or "part")
    return setting


def _below(item: Item, text: str, folded: str, setting: Setting) -> Setting:
    """Return the setting of what stands below a heading."""
    heading = heading_of(item, text)
    if not heading:
        return setting
    span = Span(item.body.start, item.body.start + len(heading))
    words = tuple(word.word for word in words_of(folded, span)[:_MOST_WORDS])
    slot = setting.slot or _slot_of(heading, span, text, folded, setting)
    return replace(setting, above=(*setting.above, *words)[-_MOST_HEADINGS * _MOST_WORDS :], slot=slot)


def _slot_of(heading: str, span: Span, text: str, folded: str, setting: Setting) -> Slot | None:
    subjects = subjects_of(heading)
    if subjects & PLANS and "results" not in subjects and "merit" not in subjects:
        return "target"
    plain = masked(span.cut(folded), setting.turn)
    scope = scope_of(plain, 0, len(plain), len(plain), cycle=setting.turn.cycle if setting.turn else None)
    if scope.slot in ("part", "previous", "cumulative") and len(heading) < _TAIL:
        return scope.slot
    return "part" if is_others(text, folded, span.start, span.end, setting.own) else None
