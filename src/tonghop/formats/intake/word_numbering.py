"""The numbers that Word writes before paragraphs, counted as Word counts them.

A paragraph names a list (num) and a level; the list stands on an abstract list, which holds how each level is
written and where it starts. Lists on one abstract list count together, unless one is told to start anew.
Source: ECMA-376 part 1, 17.9.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tonghop.formats.intake.word_styles import Styles, W, is_on, value_of

_LEVELS: Final = 9
_PLUS_BULLETS: Final = frozenset("+✚✛➕⁺")
_ROMANS: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is written: its format, its text ("%1.%2."), its first number, after which level it
    starts anew."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as paragraphs name it: the counters it shares, its levels, and the numbers it is told to start
    with."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: Mapping[str, NumberedList] = field(default_factory=dict)
    style_levels: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """Count one paragraph and return what Word writes before it, with the blank behind it; "" where
        nothing."""
        numbered = self.lists.get(number)
        if numbered is None or level not in numbered.levels:
            return ""
        counts = self._counts.setdefault(numbered.counters, [None] * _LEVELS)
        self._count(number, numbered, level, counts)
        return _written(numbered.levels, level, counts)

    def _count(self, number: str, numbered: NumberedList, level: int, counts: list[int | None]) -> None:
        last = counts[level]
        first_use = (number, level) not in self._started and level in numbered.starts
        self._started.add((number, level))
        if first_use:
            counts[level] = numbered.starts[level]
        elif last is None:
            counts[level] = numbered.levels[level].start
        else:
            counts[level] = last + 1
        for above in range(level):
            if counts[above] is None and above in numbered.levels:
                counts[above] = numbered.starts.get(above, numbered.levels[above].start)
        for below in range(level + 1, _LEVELS):
            restart = numbered.levels.get(below, Level()).restart
            if restart is None or (restart > 0 and level < restart):
                counts[below] = None


def read_numbering(root: etree._Element | None, styles: Styles) -> Numbering:
    """Return the lists of a numbering part; a document without one has none."""
    if root is None:
        return Numbering()
    abstracts = {e.get(f"{W}abstractNumId", ""): e for e in root.iterchildren(f"{W}abstractNum")}
    numbers = {e.get(f"{W}numId", ""): e for e in root.iterchildren(f"{W}num")}
    lists = {}
    style_levels = {}
    for number, element in numbers.items():
        abstract = _real_abstract(value_of(element, "abstractNumId") or "", abstracts, numbers, styles)
        if abstract not in abstracts:
            continue
        lists[number] = _list(abstract, abstracts[abstract], element)
        for level in abstracts[abstract].iterchildren(f"{W}lvl"):
            if style := value_of(level, "pStyle"):
                style_levels[number, style] = _number(level.get(f"{W}ilvl"), 0)
    return Numbering(lists, style_levels)


def _real_abstract(
    abstract: str,
    abstracts: Mapping[str, etree._Element],
    numbers: Mapping[str, etree._Element],
    styles: Styles,
) -> str:
    """Follow a list that only points to a list style to the abstract list behind it."""
    link = value_of(abstracts[abstract], "numStyleLink") if abstract in abstracts else None
    if link is None:
        return abstract
    for name, element in abstracts.items():
        if value_of(element, "styleLink") == link:
            return name
    linked = styles.paragraph(link).numbering
    behind = numbers.get(linked[0]) if linked else None
    return (value_of(behind, "abstractNumId") or abstract) if behind is not None else abstract


def _list(abstract: str, element: etree._Element, number: etree._Element) -> NumberedList:
    levels = {_number(e.get(f"{W}ilvl"), 0): _level(e) for e in element.iterchildren(f"{W}lvl")}
    starts = {}
    for override in number.iterchildren(f"{W}lvlOverride"):
        at = _number(override.get(f"{W}ilvl"), 0)
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[at] = _level(own)
        start = value_of(override, "startOverride")
        if start is not None:
            starts[at] = _number(start, 1)
    return NumberedList(abstract, {at: level for at, level in levels.items() if 0 <= at < _LEVELS}, starts)


def _level(element: etree._Element) -> Level:
    legal = element.find(f"{W}isLgl")
    restart = value_of(element, "lvlRestart")
    return Level(
        format=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        start=_number(value_of(element, "start"), 1),
        restart=_number(restart, 0) if restart is not None else None,
        legal=legal is not None and (legal.get(f"{W}val") is None or is_on(legal, "val")),
        suffix=value_of(element, "suff") or "tab",
    )


def _written(levels: Mapping[int, Level], level: int, counts: list[int | None]) -> str:
    this = levels[level]
    if this.format == "bullet":
        return "+ " if this.text[:1] in _PLUS_BULLETS and this.text else "- "
    text = this.text
    for at in range(_LEVELS):
        if f"%{at + 1}" in text and at in levels:
            form = "decimal" if this.legal else levels[at].format
            text = text.replace(f"%{at + 1}", number_in(form, counts[at] or 0))
    if not text.strip():
        return ""
    return text if this.suffix == "nothing" else f"{text.rstrip()} "


def number_in(form: str, number: int) -> str:
    """Return a number in one of Word's forms; those that no Vietnamese office uses are written as decimals.

    >>> number_in("upperRoman", 14), number_in("lowerLetter", 28), number_in("decimalZero", 3)
    ('XIV', 'bb', '03')
    """
    if form == "none":
        return ""
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form in {"lowerLetter", "upperLetter"} and 0 < number <= 780:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMANS:
        times, number = divmod(number, value)
        written += sign * times
    return written


def _number(text: str | None, otherwise: int) -> int:
    if text is None or len(text) > 6 or not text.lstrip("-").isdecimal():
        return otherwise
    return int(text)
