"""Figures of one return judged into entries: read, answered by a person, or left open as a question."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tonghop.domain.consolidation.lower_levels import LowerSource
from tonghop.domain.consolidation.questions import (
    Answer,
    Answers,
    OpenPoint,
    Place,
    answer_to,
    memory_id,
    question_id,
)
from tonghop.domain.consolidation.returns import Figure, FigureRow, LayoutDoubt, Return
from tonghop.domain.language import match_key
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import MISSING, NIL, YES_OR_NO, State, Unclear, Value, plain_decimal

READ, ANSWERED, REPORTED = "read", "answer", "report"
MISSING_WORD = "thiếu"
_COMMA = re.compile(r"(?:\d{1,3}(?:\.\d{3}){1,4}|\d{1,14}),\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One judged value of a body with its place. `by` is "read", "answer" or "report"; `estimated` is a part
    of the value, `cumulative` the sum since the year's start, only compared. `below` are its addends in a
    report from below; `between` bounds a distinct count that has no value.
    """

    value: Value
    at: str
    by: str = READ
    estimated: Decimal | None = None
    note: str = ""
    file: str = ""
    sha256: str = ""
    sentence: str = ""
    below: tuple[LowerSource, ...] = ()
    between: tuple[Decimal, Decimal] | None = None
    cumulative: Decimal | None = None
    cumulative_at: str = ""

    @property
    def is_certain(self) -> bool:
        return self.value.state in (State.FIGURE, State.NIL)

    @property
    def is_told(self) -> bool:
        """Say whether the body has answered: with a value, or with bounds."""
        return self.is_certain or self.between is not None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a return comes to: entries by indicator, and what only a person can say."""

    entries: Mapping[str, Entry]
    open: tuple[OpenPoint, ...] = ()


def judged(answer: Return, asked: Sequence[Indicator], answers: Answers) -> Judgement:
    """Judge every figure of a return. An uncertain one is missing until somebody answers."""
    entries: dict[str, Entry] = {}
    points: list[OpenPoint] = []
    told: dict[str, list[FigureRow | Figure]] = {}
    for row in answer.figures:
        told.setdefault(row.indicator, []).append(row)
    for indicator in asked:
        # A rate is computed from its parts; what a spreadsheet has computed in the form is not read again.
        rows = told.get(indicator.code)
        if indicator.kind != RATE and rows:
            entries[indicator.code] = _entry(answer, rows, indicator, answers, points)
    for doubt in answer.doubts:
        _settle(answer, doubt, asked, answers, entries, points)
    return Judgement(entries, tuple(points))


def _entry(
    answer: Return,
    rows: Sequence[FigureRow | Figure],
    indicator: Indicator,
    answers: Answers,
    points: list[OpenPoint],
) -> Entry:
    row = _one_of([_figure(row, indicator) for row in rows])
    value, by = _answered(answer, row.at, indicator, row.read, answers, points)
    estimated = row.estimated if indicator.estimate else None
    if isinstance(rows[0], FigureRow) and indicator.estimate:
        read = _estimate(rows[0], indicator, row.read)
        estimated = _answered(answer, rows[0].estimated_at, indicator, read, answers, points)[0].amount
    if value.amount is None:
        estimated = None  # a part of what nobody knows adds to nothing
    is_answered = by == ANSWERED
    return Entry(
        value,
        row.at,
        by if is_answered else row.by,
        estimated,
        row.note,
        answer.file,
        answer.sha256,
        row.sentence,
        row.below if not is_answered or _adds_up(row.below, value) else (),
        row.between if not is_answered and isinstance(row.read, Value) else None,
        row.cumulative,
        row.cumulative_at,
    )


def _adds_up(below: Sequence[LowerSource], value: Value) -> bool:
    """Addends explain the figure that a person gave only where it is their sum."""
    return bool(below) and value.amount == sum((row.value or Decimal(0) for row in below), Decimal(0))


def _figure(row: FigureRow | Figure, indicator: Indicator) -> Figure:
    if isinstance(row, Figure):
        return row
    since = read_amount(row.cumulative, indicator)
    return Figure(
        row.indicator,
        _value(row, indicator),
        row.at,
        note=row.note,
        cumulative=since.amount if isinstance(since, Value) else None,
        cumulative_at=row.cumulative_at,
    )


def _one_of(figures: Sequence[Figure]) -> Figure:
    """Return the one figure that all places give; where they differ nobody but a person can choose."""
    if len(figures) == 1:
        return figures[0]
    certain = [figure for figure in figures if isinstance(figure.read, Value)]
    values = {figure.read for figure in certain if figure.read != MISSING}
    doubtful = next((figure for figure in figures if isinstance(figure.read, Unclear)), None)
    if doubtful:
        return doubtful
    if len(values) < 2:
        return next((figure for figure in certain if figure.read != MISSING), figures[0])
    told = [figure for figure in certain if figure.read != MISSING]
    shown = tuple(dict.fromkeys(written(figure.read) for figure in told if isinstance(figure.read, Value)))
    places = ", ".join(f"{figure.at}" for figure in told)
    message = f"Một chỉ tiêu có nhiều số khác nhau ({' / '.join(shown)}) tại {places}; số đúng là số nào?"
    return replace(told[0], read=Unclear("several-figures", message, shown))


def _settle(
    answer: Return,
    doubt: LayoutDoubt,
    asked: Sequence[Indicator],
    answers: Answers,
    entries: dict[str, Entry],
    points: list[OpenPoint],
) -> None:
    """Ask a reader's doubt; where it is about one indicator, a person's figure, "có" or choice settles it.
    A chosen cell that has no certain figure is then asked about for itself.

    Answers about labels are consumed by the reader: a doubt that reaches us in spite of one is asked again.
    """
    indicator = next((row for row in asked if row.code == doubt.indicator), None)
    point = doubt_point(answer, doubt, indicator)
    told = _told(answer, doubt, indicator, point, answers) if indicator else None
    if told is None or indicator is None:
        points.append(point)
        return
    value = _answered(answer, told.at, indicator, told.read, answers, points)[0]
    if indicator.code not in entries:
        entries[indicator.code] = Entry(
            value,
            told.at,
            ANSWERED,
            doubt.estimated if indicator.estimate and value.amount is not None else None,
            file=answer.file,
            sha256=answer.sha256,
            sentence=told.sentence,
            cumulative=doubt.cumulative,
            cumulative_at=doubt.cumulative_at,
        )


def doubt_point(answer: Return, doubt: LayoutDoubt, indicator: Indicator | None = None) -> OpenPoint:
    """Return the open point of a doubt. What a table of one sender means is asked of, and remembered for,
    that sender alone: headings such as "Chỉ tiêu, Kết quả" are everybody's.
    """
    scope = doubt.layout
    if doubt.by_figure:
        scope = f"{answer.sha256}|{answer.part}|{doubt.layout}"
    elif doubt.figure:
        scope = f"{answer.sender}|{doubt.layout}"
    of_table = doubt.figure is not None or bool(doubt.options)
    is_word = (not doubt.by_figure or of_table) and not doubt.is_passing
    key = f"table:{answer.sender}|{doubt.layout}" if of_table else f"layout:{doubt.layout}"
    return OpenPoint(
        question_id(answer.sha256, f"{answer.part}|{doubt.at}|{doubt.indicator}", doubt.code),
        Place(answer.file, doubt.at, answer.sender, indicator.name if indicator else ""),
        doubt.message,
        tuple(dict.fromkeys((*doubt.choices, MISSING_WORD))) if doubt.by_figure else doubt.choices,
        f"{scope}|{doubt.code}" if doubt.layout else "",
        figures=(indicator.code,) if doubt.by_figure and indicator else (),
        remembered=(key,) if doubt.layout and is_word else (),
    )


def word_on(point: OpenPoint, answers: Answers) -> str:
    """Return what a person said on a point, in this cycle or, where it is remembered, an earlier one."""
    given = answer_to(point, answers) or next(
        (answers[key] for name in point.remembered if (key := memory_id(name)) in answers), None
    )
    return given.value.strip() if given else ""


def _told(
    answer: Return, doubt: LayoutDoubt, indicator: Indicator, point: OpenPoint, answers: Answers
) -> Figure | None:
    """Return a figure entered for this indicator, the cell's own that was confirmed, that of the chosen cell,
    or the one answer to a question about one indicator.

    A bare figure never answers for several indicators, nor in another cycle.
    """
    here = doubt.figure or Figure(indicator.code, MISSING, doubt.at)
    given = answer_to(point, answers)
    if given and doubt.by_figure and (text := given.figures.get(indicator.code, "")):
        entered_one = value_of(text, indicator)
        return replace(here, read=entered_one) if entered_one is not None else None
    word = word_on(point, answers)
    if doubt.figure and isinstance(doubt.figure.read, Value) and match_key(word) in YES_OR_NO:
        return doubt.figure if match_key(word) == YES_OR_NO[0] else replace(here, read=MISSING)
    if chosen := next((figure for choice, figure in doubt.options if _is_choice(word, choice)), None):
        return chosen
    value = value_of(given.value, indicator) if given else None
    alike = {row.indicator for row in answer.doubts if (row.layout, row.code) == (doubt.layout, doubt.code)}
    return replace(here, read=value) if value is not None and (len(alike) < 2 or value == MISSING) else None


def _is_choice(word: str, choice: str) -> bool:
    """Say whether a word is a choice such as "cột Thực hiện", which may be told by its name alone."""
    told, name = match_key(word), match_key(choice)
    return told == name or (told == name.partition(" ")[2] and any(map(str.isalpha, told)))


def _value(row: FigureRow, indicator: Indicator) -> Value | Unclear:
    value = read_amount(row.raw, indicator)
    marked = row.nil_mark not in (None, "")
    if isinstance(value, Unclear) or not marked:
        return value
    if value.state is State.FIGURE and not value.is_zero:
        assert value.amount is not None
        message = "Vừa ghi số liệu vừa chọn “không phát sinh”; đúng là gì?"
        return Unclear("figure-and-nil", message, (written(value), "không phát sinh"))
    return NIL


def _estimate(row: FigureRow, indicator: Indicator, value: Value | Unclear) -> Value | Unclear:
    estimated = read_amount(row.estimated, indicator)
    if isinstance(estimated, Value) and estimated.amount and value in (MISSING, NIL):
        return Unclear(
            "estimate-alone", "Có số ước thực hiện mà ô thực hiện không có số; số ước là bao nhiêu?"
        )
    return estimated


def _answered(
    answer: Return,
    at: str,
    indicator: Indicator,
    read: Value | Unclear,
    answers: Answers,
    points: list[OpenPoint],
) -> tuple[Value, str]:
    if isinstance(read, Value):
        return read, READ
    point = OpenPoint(
        question_id(answer.sha256, f"{answer.part}{at}", read.code),
        Place(answer.file, at, answer.sender, indicator.name),
        read.message,
        tuple(dict.fromkeys((*read.choices, MISSING_WORD))),
        _alike(read),
    )
    given = answer_to(point, answers)
    value = value_of(given.value, indicator) if given else None
    if value is not None:
        return value, ANSWERED
    points.append(point)
    return MISSING, READ


def _alike(read: Unclear) -> str:
    """Words without a figure ("-", "không", "xem phụ lục") ask for what they mean, wherever they stand."""
    has_figure = not read.choices or any(map(str.isdigit, read.message))
    return "" if has_figure else f"{read.code}|{read.message}|{'|'.join(read.choices)}"


def value_of(text: str, indicator: Indicator) -> Value | None:
    """Read what a person wrote as the value of an indicator; None where it is no certain value.

    answers.toml asks for numbers as in "1.234,5": there a comma stands before decimals, never thousands.
    """
    if text.strip() == MISSING_WORD:
        return MISSING
    if _COMMA.fullmatch(text.strip()):
        plain = Decimal(text.strip().replace(".", "").replace(",", "."))
        return Value(State.FIGURE, plain) if _decimals(plain) <= indicator.decimals else None
    value = read_amount(text, indicator)
    return value if isinstance(value, Value) and value != MISSING else None


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def written(value: Value) -> str:
    """Write a value as one of a question's choices, so that it reads back as itself."""
    return "không phát sinh" if value.amount is None else plain_decimal(value.amount).replace(".", ",")


def entered(point: OpenPoint, asked: Iterable[Indicator], given: Answer) -> Iterator[tuple[str, Entry]]:
    """Yield the figures that a person entered one by one for a file that could not be read."""
    for indicator in asked:
        text = given.figures.get(indicator.code, "")
        if text.strip() and (value := value_of(text, indicator)) is not None:
            yield indicator.code, Entry(value, "trả lời", ANSWERED, file=point.place.file)
