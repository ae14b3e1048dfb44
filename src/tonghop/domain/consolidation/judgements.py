"""Figures of one return judged into entries: read, answered by a person, or left open as a question."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tonghop.domain.consolidation.questions import Answer, Answers, OpenPoint, Place, answer_to, question_id
from tonghop.domain.consolidation.returns import Figure, FigureRow, LayoutDoubt, Return
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import MISSING, NIL, State, Unclear, Value, plain_decimal

READ, ANSWERED, REPORTED = "read", "answer", "report"
MISSING_WORD = "thiếu"


@dataclass(frozen=True, slots=True)
class Entry:
    """One judged value of a body with its place. `by` is "read", "answer" or "report"; `estimated` is a part
    of the value.
    """

    value: Value
    at: str
    by: str = READ
    estimated: Decimal | None = None
    note: str = ""
    file: str = ""
    sha256: str = ""
    sentence: str = ""

    @property
    def is_certain(self) -> bool:
        return self.value.state in (State.FIGURE, State.NIL)


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
        read = _estimate(rows[0], indicator, value)
        estimated = _answered(answer, rows[0].estimated_at, indicator, read, answers, points)[0].amount
    by = by if by == ANSWERED else row.by
    return Entry(value, row.at, by, estimated, row.note, answer.file, answer.sha256, row.sentence)


def _figure(row: FigureRow | Figure, indicator: Indicator) -> Figure:
    if isinstance(row, Figure):
        return row
    return Figure(row.indicator, _value(row, indicator), row.at, note=row.note)


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
    """Ask a reader's doubt; where it is about one indicator, a person's figure settles it.

    Answers about a layout are consumed by the reader: a doubt that reaches us in spite of one is asked again.
    """
    indicator = next((row for row in asked if row.code == doubt.indicator), None)
    point = _doubt_point(answer, doubt, indicator)
    given = answer_to(point, answers)
    value = _told(given, indicator, by_figure=doubt.by_figure) if indicator and given else None
    if value is None:
        points.append(point)
    elif indicator and indicator.code not in entries:
        at = doubt.at
        entries[indicator.code] = Entry(value, at, ANSWERED, file=answer.file, sha256=answer.sha256)


def _doubt_point(answer: Return, doubt: LayoutDoubt, indicator: Indicator | None) -> OpenPoint:
    is_remembered = bool(doubt.layout) and not doubt.by_figure
    scope = f"{answer.sha256}|{answer.part}|{doubt.layout}" if doubt.by_figure else doubt.layout
    return OpenPoint(
        question_id(answer.sha256, f"{answer.part}|{doubt.at}|{doubt.indicator}", doubt.code),
        Place(answer.file, doubt.at, answer.sender, indicator.name if indicator else ""),
        doubt.message,
        (*doubt.choices, MISSING_WORD) if doubt.by_figure else doubt.choices,
        f"{scope}|{doubt.code}" if doubt.layout else "",
        figures=(indicator.code,) if doubt.by_figure and indicator else (),
        remembered=(f"layout:{doubt.layout}",) if is_remembered else (),
    )


def _told(given: Answer, indicator: Indicator, *, by_figure: bool) -> Value | None:
    if by_figure and (text := given.figures.get(indicator.code, "")):
        return value_of(text, indicator)
    return value_of(given.value, indicator)


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


def _estimate(row: FigureRow, indicator: Indicator, value: Value) -> Value | Unclear:
    estimated = read_amount(row.estimated, indicator)
    if isinstance(estimated, Value) and estimated.amount and value.amount is None:
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
        (*read.choices, MISSING_WORD),
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
    """Read what a person wrote as the value of an indicator; None where it is no certain value."""
    if text.strip() == MISSING_WORD:
        return MISSING
    value = read_amount(text, indicator)
    return value if isinstance(value, Value) and value != MISSING else None


def written(value: Value) -> str:
    """Write a value as one of a question's choices, so that it reads back as itself."""
    return "không phát sinh" if value.amount is None else plain_decimal(value.amount).replace(".", ",")


def entered(point: OpenPoint, asked: Iterable[Indicator], given: Answer) -> Iterator[tuple[str, Entry]]:
    """Yield the figures that a person entered one by one for a file that could not be read."""
    for indicator in asked:
        text = given.figures.get(indicator.code, "")
        if text.strip() and (value := value_of(text, indicator)) is not None:
            yield indicator.code, Entry(value, "trả lời", ANSWERED, file=point.place.file)
