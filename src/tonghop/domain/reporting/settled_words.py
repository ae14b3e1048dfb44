"""From all places of a report that speak of an indicator to one figure, or to one question.

Equal figures agree. Different ones, in sentences or between sentence and table, are a contradiction: asked,
never chosen. A weaker place (a part, a narrower wording) falls silent beside a certain figure, unless it
says more than it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tonghop.domain.language import flat
from tonghop.domain.numerals import in_figures
from tonghop.domain.reporting.found_figures import WHICH_BODY, FoundFigure, LayoutReading
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.prose_mentions import Mention
from tonghop.domain.reporting.prose_scope import SLOT_NAMES
from tonghop.domain.reporting.prose_words import listed
from tonghop.domain.reporting.spoken_places import place_in_words
from tonghop.domain.reporting.values import MISSING, NIL, NIL_WORDS, State, Value

_RIVALS = listed("narrower|component|added|scope|unclear-verb|too-fine")
_LONGEST_QUOTE = 200
_MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A mention in the report: where, and its sentence verbatim."""

    mention: Mention
    at: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SettledFigure:
    indicator: str
    value: Value
    places: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class SettledDoubt:
    indicator: str
    code: str
    message: str
    choices: tuple[str, ...]
    at: str
    sentence: str = ""
    cell: FoundFigure | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    figures: tuple[SettledFigure, ...]
    doubts: tuple[SettledDoubt, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A certain value with its place."""

    value: Value
    at: str
    sentence: str


def settled_words(
    told: Iterable[Told], tables: LayoutReading, indicators: Mapping[str, Indicator]
) -> Settled:
    """Return at most one figure or one question for each indicator, and the tables' questions about
    labels.
    """
    by_code: dict[str, list[Told]] = {code: [] for code in indicators}
    for one in told:
        by_code[one.mention.indicator].append(one)
    in_tables = _by_indicator(tables)
    figures: list[SettledFigure] = []
    doubts: list[SettledDoubt] = []
    for code, indicator in indicators.items():
        found = _one(indicator, by_code[code], in_tables.get(code, ()))
        if isinstance(found, SettledFigure):
            figures.append(found)
        elif found:
            doubts.append(found)
    certain = {one.indicator for one in figures}
    doubts += [
        _of_table("", one)
        for one in tables.figures
        if not one.indicator and one.body is None and not certain.issuperset(one.candidates)
    ]
    doubts += [_of_table("", one) for one in tables.figures if _is_homeless(one)]
    return Settled(tuple(figures), tuple(doubts))


def _by_indicator(tables: LayoutReading) -> dict[str, list[FoundFigure]]:
    found: dict[str, list[FoundFigure]] = {}
    for one in tables.figures:
        if one.indicator and one.body is None and one.value != MISSING and not _is_homeless(one):
            found.setdefault(one.indicator, []).append(one)
    return found


def _one(
    indicator: Indicator, told: Sequence[Told], cells: Sequence[FoundFigure]
) -> SettledFigure | SettledDoubt | None:
    said = [*_certain_cells(cells), *_certain_words(told)]
    values = list(dict.fromkeys((one.value.state, one.value.amount, one.value.inexact) for one in said))
    if len(values) > 1:
        return _contradiction(indicator, said)
    doubtful = next((cell for cell in cells if cell.doubt is not None), None)
    if doubtful and (not said or (doubtful.doubt and doubtful.doubt.strong)):
        return _of_table(indicator.code, doubtful)
    if said:
        rivals = [one for one in told if _rivals(one.mention, said[0].value)]
        if rivals:
            more = [
                _Said(Value(State.FIGURE, amount), one.at, one.sentence)
                for one in rivals
                if (amount := one.mention.amount) is not None
            ]
            return _contradiction(indicator, [*said, *more])
        places = tuple(dict.fromkeys(one.at for one in said))
        return SettledFigure(indicator.code, said[0].value, places, said[0].sentence)
    return _asked(indicator, told)


def _certain_cells(cells: Sequence[FoundFigure]) -> Iterator[_Said]:
    return (_Said(one.value, one.at, one.label) for one in cells if one.is_certain and one.value is not None)


def _certain_words(told: Sequence[Told]) -> Iterator[_Said]:
    for one in told:
        mention = one.mention
        if mention.is_certain and (mention.is_nil or mention.amount is not None):
            value = NIL if mention.is_nil else Value(State.FIGURE, mention.amount, mention.inexact)
            yield _Said(value, one.at, one.sentence)


def _rivals(mention: Mention, value: Value) -> bool:
    """Say whether an uncertain place speaks against a certain figure: it says more, or counts another kind
    of it.
    """
    if mention.slot != "period" or mention.doubt is None or mention.doubt.code not in _RIVALS:
        return False
    if mention.amount is None:
        return False
    if mention.doubt.code in ("component", "added"):
        return mention.amount != value.amount
    return value.amount is None or mention.amount > value.amount


def _contradiction(indicator: Indicator, said: Sequence[_Said]) -> SettledDoubt:
    distinct = list({_shown(one.value): one for one in said}.values())
    quoted = "; ".join(f"{_shown(one.value)} ({place_in_words(one.at)})" for one in distinct[:_MOST_CHOICES])
    message = f"{indicator.name}: báo cáo ghi các số khác nhau: {quoted}; số trong kỳ là bao nhiêu?"
    amounts = [one.value.amount for one in distinct if one.value.amount is not None]
    choices = [_shown(one.value) for one in distinct[:_MOST_CHOICES]]
    is_prose = all(not one.at.startswith("table") for one in said)
    if is_prose and len(amounts) > 1:
        choices.append(in_figures(sum(amounts, Decimal(0))))
    return SettledDoubt(
        indicator.code,
        "contradiction",
        message,
        tuple(dict.fromkeys(choices)),
        said[-1].at,
        said[-1].sentence,
    )


def _shown(value: Value) -> str:
    if value.amount is None:
        return NIL_WORDS
    return ("khoảng " if value.inexact else "") + in_figures(value.amount)


def _asked(indicator: Indicator, told: Sequence[Told]) -> SettledDoubt | None:
    """Return the question of an indicator that the report speaks of without certainty."""
    if not told:
        return None
    doubtful = [one for one in told if one.mention.doubt and one.mention.slot == "period"]
    first = min(
        doubtful or told,
        key=lambda one: one.mention.doubt is not None and one.mention.doubt.code == "incomplete",
    )
    doubt = first.mention.doubt
    if first.mention.slot != "period":
        code, why = "only-other-slot", f"chỉ thấy {SLOT_NAMES[first.mention.slot]}"
    else:
        assert doubt is not None
        code, why = doubt.code, doubt.message
    quote = flat(first.sentence)
    quote = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    message = f"{indicator.name}: báo cáo viết “{quote}”: {why}. Số trong kỳ là bao nhiêu?"
    return SettledDoubt(indicator.code, code, message, _choices(doubtful or told), first.at, first.sentence)


def _choices(told: Sequence[Told]) -> tuple[str, ...]:
    choices: list[str] = []
    amounts: list[Decimal] = []
    for one in told:
        mention = one.mention
        if mention.amount is not None:
            amounts.append(mention.amount)
            choices.append(in_figures(mention.amount))
        elif mention.doubt:
            choices += mention.doubt.choices
    components = [one.mention for one in told if one.mention.doubt and one.mention.doubt.code == "component"]
    if len(components) > 1:
        choices.insert(0, in_figures(sum((m.amount for m in components if m.amount is not None), Decimal(0))))
    distinct = list(dict.fromkeys(choices))[:_MOST_CHOICES]
    if not components and len(set(amounts)) > 1:
        distinct.append(in_figures(sum(dict.fromkeys(amounts), Decimal(0))))
    return tuple(dict.fromkeys(distinct))


def _of_table(code: str, cell: FoundFigure) -> SettledDoubt:
    assert cell.doubt is not None
    doubt = cell.doubt
    return SettledDoubt(code, doubt.code, doubt.message_vi, doubt.choices, cell.at, cell.label, cell)


def _is_homeless(cell: FoundFigure) -> bool:
    """Say whether a cell's row or column may be of several bodies."""
    return cell.doubt is not None and cell.doubt.code == WHICH_BODY
