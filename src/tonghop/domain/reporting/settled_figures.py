"""From all cells taken for an indicator to one: equal ones agree, different ones are asked about.

A weak doubt (a part, another period, a near label) falls silent where the indicator stands certain elsewhere;
a strong one (the indicator's own cell cannot be read, two different figures) does not. A line of the
indicator that is filled in but for this period's figure, beside another line that has one, is asked about
too: its blank may be a formula that lost its value.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from tonghop.domain.reporting.found_figures import WHICH_BODY, FoundFigure, LayoutDoubt, LayoutReading, Remark
from tonghop.domain.reporting.headings import Role
from tonghop.domain.reporting.values import MISSING, NIL_WORDS, State, Value, vietnamese_number

_CELL = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]+)(?P<row>[0-9]+)", re.DOTALL)


def settled(
    found: Iterable[FoundFigure], remarks: Sequence[Remark], names: Mapping[str, str]
) -> LayoutReading:
    """Return at most one figure of this period for each body and indicator, and the other figures beside."""
    mine: dict[tuple[str | None, str], list[FoundFigure]] = {}
    unnamed: list[FoundFigure] = []
    others: list[FoundFigure] = []
    homeless: list[FoundFigure] = []
    for figure in found:
        if figure.role is not Role.THIS:
            others.append(figure)
        elif figure.doubt and figure.doubt.code == WHICH_BODY:
            homeless.append(figure)
        elif figure.indicator:
            mine.setdefault((figure.body, figure.indicator), []).append(figure)
        else:
            unnamed.append(figure)
    told = list(remarks)
    figures = [
        one
        for (body, code), alike in mine.items()
        if (one := _one(_blank_asked(alike, body, others, names[code]), names[code], told))
    ]
    certain = {
        (figure.body, figure.indicator) for figure in figures if figure.is_certain and figure.value != MISSING
    }
    figures += [figure for figure in unnamed if not _is_settled(figure, certain)]
    figures += homeless
    return LayoutReading(tuple(figures), tuple(_distinct(others)), tuple(told))


def _one(alike: Sequence[FoundFigure], name: str, remarks: list[Remark]) -> FoundFigure | None:
    if len(alike) == 1 and not alike[0].hidden:
        return alike[0]
    seen = [figure for figure in alike if not figure.hidden]
    hidden = [figure for figure in alike if figure.hidden and figure.value not in (None, MISSING)]
    one = _visible(seen, name) if seen else None
    told = one is not None and not (one.is_certain and one.value == MISSING)
    if told:
        remarks.extend(
            _left_out(figure, name) for figure in hidden if one is None or figure.value != one.value
        )
        return one
    return _only_hidden(hidden, name) if hidden else one


def _blank_asked(
    alike: Sequence[FoundFigure], body: str | None, others: Sequence[FoundFigure], name: str
) -> Sequence[FoundFigure]:
    """Put a question in the place of a certain figure beside which a filled-in line leaves its own blank."""
    filled = [
        figure for figure in alike if figure.is_certain and figure.value != MISSING and not figure.hidden
    ]
    blank = [
        figure for figure in alike if figure.is_certain and figure.value == MISSING and not figure.hidden
    ]
    if not (filled and blank):
        return alike
    beside = [one.at for one in others if (one.body, one.indicator) == (body, filled[0].indicator)]
    told = [figure.at for figure in blank if any(_same_line(figure.at, at) for at in beside)]
    return [*alike, _one_line_blank(filled, told, name)] if told else alike


def _one_line_blank(filled: Sequence[FoundFigure], blank: Sequence[str], name: str) -> FoundFigure:
    number = _shown(filled[0].value)
    message = (
        f"{name}: có hai dòng, {filled[0].at} ghi {number} còn {blank[0]} để trống; có lấy {number} không?"
    )
    choices = tuple(dict.fromkeys(_shown(figure.value) for figure in filled))
    return filled[0]._replace(value=None, doubt=LayoutDoubt("one-line-blank", message, choices, strong=True))


def _same_line(one: str, other: str) -> bool:
    """Say whether two cells of a sheet share a row or a column, as what belongs to one line does."""
    left, right = _CELL.fullmatch(one), _CELL.fullmatch(other)
    if left is None or right is None or left["sheet"] != right["sheet"]:
        return False
    return left["row"] == right["row"] or left["column"] == right["column"]


def _visible(seen: Sequence[FoundFigure], name: str) -> FoundFigure:
    filled = [figure for figure in seen if figure.is_certain and figure.value != MISSING]
    strong = [figure for figure in seen if figure.doubt and figure.doubt.strong]
    weak = [figure for figure in seen if figure.doubt and not figure.doubt.strong]
    if len({_state(figure.value) for figure in filled}) > 1:
        return _two_figures(filled, name)
    if strong:
        return strong[0]
    if filled:
        return filled[0]
    return weak[0] if weak else seen[0]


def _two_figures(filled: Sequence[FoundFigure], name: str) -> FoundFigure:
    places = ", ".join(f"{figure.at}: {_shown(figure.value)}" for figure in filled[:6])
    message = f"{name}: tệp có nhiều số khác nhau ({places}); lấy số nào?"
    choices = tuple(dict.fromkeys(_shown(figure.value) for figure in filled))
    return filled[0]._replace(value=None, doubt=LayoutDoubt("two-figures", message, choices, strong=True))


def _only_hidden(hidden: Sequence[FoundFigure], name: str) -> FoundFigure:
    message = f"{name}: số liệu chỉ có ở dòng, cột hoặc trang tính ẩn ({hidden[0].at}); có lấy số đó không?"
    choices = tuple(dict.fromkeys(_shown(figure.value) for figure in hidden))
    return hidden[0]._replace(value=None, doubt=LayoutDoubt("hidden-figure", message, choices))


def _left_out(figure: FoundFigure, name: str) -> Remark:
    message = f"{name}: dòng, cột hoặc trang tính ẩn có số khác ({_shown(figure.value)}); không tính."
    return Remark("hidden-figure", figure.at, message)


def _is_settled(figure: FoundFigure, certain: set[tuple[str | None, str]]) -> bool:
    """Say whether all that a label may mean stands certain elsewhere: then it is something else."""
    return all((figure.body, code) in certain for code in figure.candidates)


def _distinct(others: Sequence[FoundFigure]) -> Iterable[FoundFigure]:
    """Drop figures of one role that stand twice with different contents; equal ones stand once."""
    by_role: dict[tuple[str | None, str, Role], list[FoundFigure]] = {}
    for figure in others:
        by_role.setdefault((figure.body, figure.indicator, figure.role), []).append(figure)
    return [alike[0] for alike in by_role.values() if len({str(figure.raw) for figure in alike}) == 1]


def _state(value: Value | None) -> tuple[object, ...]:
    return (value.state, value.amount, value.inexact) if value else ()


def _shown(value: Value | None) -> str:
    if value is None or value.amount is None:
        return NIL_WORDS if value and value.state is State.NIL else "?"
    return vietnamese_number(value.amount)
