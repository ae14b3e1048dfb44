"""Which lines form one paragraph, by what Vietnamese official documents write at the beginnings and ends of
lines.

Republished directives are broken at some eighty characters, with blank lines between paragraphs and now and
then one in the middle of a sentence; lists and signatures stand line under line. The rules look at two
neighbouring lines and at the habit of the whole text, and at no more than a hundred characters of either
end: the work is linear.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tonghop.domain.provenance import Span
from tonghop.formats.intake import line_marks as marks

WIDEST_WRAP = 130
"""Lines longer than this were not broken by a program that breaks lines: each is a paragraph."""

_SENTENCE = 40
_WIDEST = 400


class Line(NamedTuple):
    """One line without its outer blanks: what it says, how it begins and ends, where it stands, whether a
    blank line stands before it."""

    text: str
    head: str
    tail: str
    start: int = 0
    after_gap: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Habit(NamedTuple):
    """How a text is laid out: the width at which its lines were broken (None: they were not), and whether
    blank lines part its paragraphs."""

    width: int | None
    gaps_part: bool


def line_of(text: str, start: int = 0, *, after_gap: bool = False) -> Line:
    """Return the line with its head and tail cut out: decoration such as "**" and quotes is left aside
    there."""
    head = text[: marks.EDGE].lstrip(marks.DECORATION)
    return Line(text, head, text[-marks.EDGE :].rstrip(marks.ENDINGS), start, after_gap)


def paragraph_spans(text: str) -> list[Span]:
    """Return the spans of the paragraphs of a plain text, in order, without outer blanks.

    >>> text = "Sở Y tế và\\nSở Nội vụ họp.\\n- Lưu: VT"
    >>> [span.cut(text) for span in paragraph_spans(text)]
    ['Sở Y tế và\\nSở Nội vụ họp.', '- Lưu: VT']
    """
    lines = list(_lines(text))
    habit = habit_of(lines)
    spans: list[Span] = []
    opening = 0
    for place, line in enumerate(lines):
        if place and joined(lines[place - 1], line, habit, first=opening == place - 1):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(Span(line.start, line.end))
            opening = place
    return spans


def units(text: str) -> list[str]:
    """Return the parts of a paragraph whose lines a person has broken: a new one where a unit begins.

    >>> units("UBND TỈNH\\nSố: 5/KH-UBND\\nvà các sở")
    ['UBND TỈNH', 'Số: 5/KH-UBND', 'và các sở']
    """
    if not any(sign in text for sign in ("\n", "\t", "   ")):
        return [text]
    parts: list[list[str]] = []
    before = None
    for line in _lines(text):
        if before is None or parts_from(before, line) or opens(line, before):
            parts.append([])
        parts[-1].append(line.text)
        before = line
    return ["\n".join(part) for part in parts]


def opens(line: Line, before: Line | None = None) -> bool:
    """Whether the line begins an enumerated unit ("1.", "a)", "-", "Điều 5."), `before` being the line
    before it."""
    found = marks.ENUMERATOR.match(line.head)
    if found is None:
        return False
    if before is None:
        return True
    if found.lastgroup == "dash":
        return not _goes_on_with_dash(before, line)
    if found.lastgroup in {"bracketed", "letter"} and _counts_inside(before.text, found.group()):
        return False
    return not marks.NAMED_PLACE.search(before.tail) and not (
        before.tail.endswith(",") and found.lastgroup == "letter"
    )


def parts_from(before: Line, line: Line) -> bool:
    """Whether two neighbouring lines are different things whatever their lengths: issuer, motto, number,
    office, name."""
    if _is_rule(before) or _is_rule(line):
        return True
    if _symbol_goes_on(before, line):
        return False
    if marks.FRESH.match(line.head) or _stands_alone(before):
        return True
    if marks.AUTHORITY.match(line.head) and _is_capitals(line):
        return True
    if line.head[:1] == "|" or before.head[:1] == "|":
        return True
    if 20 < len(before.text) < 45 and marks.DATED.match(line.head) and not marks.HANGING.search(before.tail):
        return True
    if before.tail[-1:] in marks.CLOSERS and marks.BASIS.match(line.head):
        return True
    return _capitals_part(before, line)


def goes_on(before: Line, line: Line) -> bool:
    """Whether a sentence plainly runs from one line into the next, even over a page end."""
    if not line.head or is_closed(before) or opens(line, before) or parts_from(before, line):
        return False
    if _symbol_goes_on(before, line) or marks.HANGING.search(before.tail):
        return True
    if len(before.text) < 25:
        return False
    if marks.UNFINISHED_NAME.search(before.tail) or marks.UNFINISHED_OFFICE.search(before.tail):
        return True
    return line.head[0].islower()


def goes_on_over_gap(before: Line, line: Line) -> bool:
    """Whether a sentence plainly runs over a blank line: fewer words are proof there, table cells end in
    many of them."""
    tail = before.text[-marks.EDGE :].rstrip("*_ \t\xa0")
    if (
        not line.head[:1].isalpha()
        or len(before.text) < 25
        or marks.CLOSED.search(tail)
        or _is_listed(before)
    ):
        return False
    if opens(line) or parts_from(before, line) or _is_capitals(line):
        return False
    if marks.JOINING.search(tail) or marks.UNFINISHED_NAME.search(tail):
        return True
    return line.head[0].islower() and len(before.text) >= 40


def is_closed(line: Line) -> bool:
    """Whether the line ends a sentence or a clause (a full stop, semicolon, colon …)."""
    return line.tail[-1:] in marks.CLOSERS and bool(marks.CLOSED.search(line.tail))


def is_bare_enumerator(line: Line) -> bool:
    """Whether nothing but an enumerator stands on the line: what it numbers is on the next."""
    return len(line.text) < 14 and bool(marks.BARE_ENUMERATOR.fullmatch(line.text.strip(marks.DECORATION)))


def joined_text(before: str, line: str) -> str:
    """Return two lines of one paragraph as one: with a blank, but a broken symbol ("27/NQ-" "TW") without."""
    if _symbol_goes_on(line_of(before), line_of(line)):
        return before + line
    return f"{before} {line}"


def _lines(text: str) -> Iterator[Line]:
    at = 0
    gap = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + (0 if raw[0] == stripped[0] else len(raw) - len(raw.lstrip()))
            yield from _side_by_side(stripped, start, gap)
        gap = not stripped
        at += len(raw) + 1


def _side_by_side(text: str, start: int, gap: bool) -> Iterator[Line]:
    """Yield the line, or its parts where blanks set the motto or the date beside something else."""
    if "\t" in text or "   " in text:
        while found := marks.BESIDE.search(text[:_WIDEST]):
            yield line_of(text[: found.start()], start, after_gap=gap)
            start, text, gap = start + found.end(), text[found.end() :], False
    yield line_of(text, start, after_gap=gap)


def habit_of(lines: Sequence[Line]) -> Habit:
    if len(lines) < 2:
        return Habit(None, gaps_part=False)
    gaps_part = sum(line.after_gap for line in lines) >= 0.1 * len(lines)
    lengths = sorted(length for line in lines if (length := len(line.text)) >= _SENTENCE)
    width = _length_at(lengths, 0.6)
    near = sum(length for length in lengths if 0.85 * width <= length <= 1.2 * width)
    wrapped = width <= WIDEST_WRAP and (gaps_part or (near >= 0.5 * sum(lengths) and _run_on(lines)))
    return Habit(width if width and wrapped else None, gaps_part)


def _run_on(lines: Sequence[Line]) -> bool:
    """Whether many long lines end in mid sentence: else they are paragraphs that happen to be alike in
    length."""
    long = [line for line in lines if len(line.text) >= _SENTENCE]
    return sum(not is_closed(line) for line in long) >= 0.4 * len(long)


def _length_at(lengths: Sequence[int], share: float) -> int:
    """Return the length up to which the sorted lines hold this share of the text."""
    wanted = share * sum(lengths)
    held = 0
    for length in lengths:
        held += length
        if held >= wanted:
            return length
    return 0


def joined(before: Line, line: Line, habit: Habit, *, first: bool) -> bool:
    if first and not line.after_gap and is_bare_enumerator(before):
        return not _is_rule(line) and not is_bare_enumerator(line)
    if opens(line, None if line.after_gap else before):
        return False
    if line.after_gap:
        return goes_on_over_gap(before, line)
    if habit.width is None:
        return goes_on(before, line) and not opens(before)
    if parts_from(before, line):
        return False
    if habit.gaps_part:
        ended = is_closed(before) and len(before.text) < 0.6 * habit.width
        return not ended or line.text[0].islower()
    return _is_full(before, line, habit.width) or goes_on(before, line)


def _is_rule(line: Line) -> bool:
    return line.text[0] in marks.RULE_SIGNS and bool(marks.RULE.fullmatch(line.text))


def _is_listed(line: Line) -> bool:
    return len(line.text) < 40 and line.text.startswith(("- ", "+ ", "• "))


def _is_full(before: Line, line: Line, width: int) -> bool:
    """Whether the next line's first word had no room left on the line before."""
    first = line.text[: marks.EDGE].split(maxsplit=1)[0]
    return len(before.text) + 1 + len(first) > 0.9 * width


def _symbol_goes_on(before: Line, line: Line) -> bool:
    if before.tail[-1:] not in {"-", "/"} or not line.head[:1].isalnum() or line.head[:1].islower():
        return False
    return bool(marks.SYMBOL_BROKEN.search(before.tail))


def _goes_on_with_dash(before: Line, line: Line) -> bool:
    """Whether the dash at the line's head stands between two words ("chính trị\\n- xã hội", "2026\\n-
    2030")."""
    if line.head[0] not in "-–—−" or not before.tail[-1:].isalnum() or before.head.startswith(("-", "+")):
        return False
    follower = line.head[1:].lstrip()[:1]
    if follower.isdigit():
        return before.tail[-1].isdigit()
    return follower.islower() and len(before.text) >= 40


def _counts_inside(before: str, enumerator: str) -> bool:
    """Whether the line before counts inside its sentence up to this enumerator ("gồm: (1) …; (2)")."""
    label = enumerator.strip("(). ")
    if label.isdigit():
        earlier = f"({int(label) - 1})" if enumerator.startswith("(") else ""
    elif len(label) == 1 and label != "a":
        earlier = ("(" if enumerator.startswith("(") else "") + chr(ord(label) - 1) + ")"
    else:
        return False
    at = before.find(earlier) if earlier else -1
    return at > 3


def _stands_alone(line: Line) -> bool:
    return 4 <= len(line.text) < marks.EDGE and bool(marks.STANDS_ALONE.fullmatch(line.text))


def _is_capitals(line: Line, at_least: int = 6) -> bool:
    """Whether the line is set in capitals: so many letters, none of them small."""
    text = line.text
    if len(text) < at_least or not text.isupper():
        return False
    return len(text) > marks.EDGE or sum(map(str.isalpha, text)) >= at_least


def _capitals_part(before: Line, line: Line) -> bool:
    above, below = before.text.isupper(), line.text.isupper()
    if not (above or below) or is_bare_enumerator(before):
        return False
    long_above, long_below = _is_capitals(before), _is_capitals(line)
    if above and below and (long_above or long_below):
        return (
            len(before.text) < 45
            and bool(marks.OFFICE.match(line.head))
            and before.tail[-1:] not in {",", "-"}
        )
    if long_above:
        return not line.head[:1].islower() and not marks.HANGING.search(before.tail)
    return (
        long_below and not marks.HANGING.search(before.tail) and (is_closed(before) or len(before.text) < 45)
    )
