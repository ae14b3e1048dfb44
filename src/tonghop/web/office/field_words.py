"""How the fields of a report are called and their values written: as Vietnamese offices do."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.values import Value, read_cell, vietnamese_number
from tonghop.web.office.cycle_words import Word
from tonghop.web.office.vietnamese import vi

PARTS: Mapping[str, Word] = MappingProxyType(
    {
        drafts.STATE: _("lựa chọn"),
        drafts.ESTIMATED: _("ước thực hiện"),
        drafts.CUMULATIVE: _("lũy kế từ đầu năm"),
        drafts.NOTE: _("ghi chú"),
        drafts.WHY: _("giải trình"),
    }
)
STATES: Mapping[str, Word] = MappingProxyType(
    {drafts.NIL: _("không phát sinh"), drafts.NOT_KNOWN: _("chưa có số")}
)
NUMBERS = frozenset({drafts.FIGURE, drafts.ESTIMATED, drafts.CUMULATIVE})
MOST_DECIMALS = 6
LONGEST, AROUND = 400, 80
"""A text of more characters is cut to what changed in it, with so many around."""


def names_of_fields(told: domain.Campaign) -> dict[str, str]:
    """Return what figures and sections are called, by field."""
    figures = {drafts.figure_field(row.code): f"{row.name} ({row.unit})" for row in told.indicators}
    return figures | {drafts.section_field(row.code): row.title for row in told.told()}


def field_name(field: str, names: Mapping[str, str]) -> SafeString:
    """Return what a field is called, with what it says beside a figure."""
    figure, _slash, part = field.partition("/")
    name = vi(names.get(figure, figure))
    return format_html("{}: {}", name, PARTS[part]) if part in PARTS else format_html("{}", name)


def written(field: str, text: str) -> object:
    """Return a value as offices write it; what cannot be read as one stands as it was typed."""
    if not text:
        return gettext("(để trống)")
    if field.startswith(drafts.SECTION_MARK):
        return vi(text)
    part = field.partition("/")[2]
    if part == drafts.STATE:
        return STATES.get(text, text)
    if part in NUMBERS:
        value = read_cell(text, decimals=MOST_DECIMALS)
        if isinstance(value, Value) and value.amount is not None:
            return vietnamese_number(value.amount)
    return vi(text)


def cut_to_change(before: str, after: str) -> tuple[str, str]:
    """Return two long texts cut to where they differ, with some words around; short ones stay whole.

    >>> cut_to_change("a" * 500 + "x", "a" * 500 + "y")[1][-5:], cut_to_change("1", "2")
    ('aaaay', ('1', '2'))
    """
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    end = 0
    room = min(len(before), len(after)) - start
    while end < room and before[-1 - end] == after[-1 - end]:
        end += 1
    return _cut(before, start, end), _cut(after, start, end)


def _cut(text: str, start: int, end: int) -> str:
    begin, stop = max(0, start - AROUND), min(len(text), len(text) - end + AROUND)
    if stop - begin > LONGEST:
        stop = begin + LONGEST
    return ("… " if begin else "") + text[begin:stop] + (" …" if stop < len(text) else "")
