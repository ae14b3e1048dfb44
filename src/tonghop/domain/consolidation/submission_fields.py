"""What files said of a body, as the fields of its draft: the inverse of `draft_returns`.

Whoever opens the draft reads there what the office took in, and reading it again gives the same values. What
no field can hold is told beside and never dropped unsaid.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.judgements import ANSWERED, Entry
from tonghop.domain.consolidation.returns import Passage
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.drafts import Fields
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import State, Value, plain_decimal, vietnamese_number

ABOUT = "khoảng"
"""How an inexact figure is written: "hơn 1.200" says no more of its value than that it is not exact."""

_CUT = " … (xem tệp)"


@dataclass(frozen=True, slots=True)
class FilledFields:
    """A submission as fields. `sources` says where each stood ("file", "sha256", "at"); `left_out` tells
    in words what has no field: a text outside the sections, bounds without a figure.
    """

    fields: Fields
    sources: Mapping[str, Mapping[str, str]]
    left_out: tuple[str, ...] = ()


def fields_of(submission: Submission, form: Campaign, cycle: Cycle) -> FilledFields:
    """Return the fields that say what a submission says.

    Shape: `form` is the campaign as the body is asked; what it is not asked there is left out and told.
    """
    fields: dict[str, str] = {}
    sources: dict[str, Mapping[str, str]] = {}
    left_out: list[str] = []
    asked = {row.code: row for row in form.asked(cycle) if row.kind != RATE}
    for code, entry in submission.entries.items():
        if code not in asked:
            left_out += [f"{code}: biểu này không hỏi chỉ tiêu này."] if entry.is_told else []
            continue
        told = dict(_figure_fields(asked[code], entry))
        fields |= told
        sources |= dict.fromkeys(told, _source(submission, entry.file, entry.sha256, entry.at))
        left_out += _not_told(asked[code], entry)
    words, found, others = _sections(submission, form)
    return FilledFields(fields | words, sources | found, (*left_out, *others))


def figure_text(value: Value, indicator: Indicator) -> str:
    """Write a figure so that it reads back as itself, the way offices write it where that is clear.

    >>> row = Indicator("a", "Số tiền", "triệu đồng", decimals=3)
    >>> figure_text(Value(State.FIGURE, Decimal("1234.5")), row)
    '1.234,5'
    >>> figure_text(Value(State.FIGURE, Decimal(1200), inexact=True), row)
    'khoảng 1.200'
    >>> figure_text(Value(State.FIGURE, Decimal("1.234")), row)
    '1,2340'
    """
    assert value.amount is not None
    plain = plain_decimal(value.amount).replace(".", ",")
    ways = [vietnamese_number(value.amount), plain, *([f"{plain}0"] if "," in plain else [])]
    written = [f"{ABOUT} {way}" for way in ways] if value.inexact else ways
    return next((way for way in written if read_amount(way, indicator) == value), written[0])


def _figure_fields(indicator: Indicator, entry: Entry) -> Iterator[tuple[str, str]]:
    def field(part: str) -> str:
        return drafts.figure_field(indicator.code, part)

    if entry.value.state is State.FIGURE:
        yield field(drafts.FIGURE), figure_text(entry.value, indicator)
    elif entry.value.state is State.NIL:
        yield field(drafts.STATE), drafts.NIL
    elif entry.by == ANSWERED:  # somebody said that there is no figure
        yield field(drafts.STATE), drafts.NOT_KNOWN
    if entry.estimated is not None and indicator.estimate:
        yield field(drafts.ESTIMATED), _amount_text(entry.estimated, indicator)
    if entry.cumulative is not None and indicator.cumulative:
        yield field(drafts.CUMULATIVE), _amount_text(entry.cumulative, indicator)
    if note := drafts.cleaned_line(entry.note):
        limit = drafts.limit_of(field(drafts.NOTE))
        yield field(drafts.NOTE), note if len(note) <= limit else note[: limit - len(_CUT)] + _CUT


def _amount_text(amount: Decimal, indicator: Indicator) -> str:
    return figure_text(Value(State.FIGURE, amount), indicator)


def _not_told(indicator: Indicator, entry: Entry) -> Iterator[str]:
    if entry.between is not None:
        low, high = map(vietnamese_number, entry.between)
        yield f"{indicator.name}: chỉ biết trong khoảng {low} đến {high}."
    if entry.cumulative is not None and not indicator.cumulative:
        yield f"{indicator.name}: lũy kế {vietnamese_number(entry.cumulative)}; biểu này không có ô lũy kế."


def _sections(
    submission: Submission, form: Campaign
) -> tuple[dict[str, str], dict[str, Mapping[str, str]], list[str]]:
    known = {section.code for section in form.told()}
    together: dict[str, list[Passage]] = {}
    others: list[str] = []
    for passage in submission.passages:
        if passage.section in known:
            together.setdefault(passage.section, []).append(passage)
        elif passage.text.strip():
            others.append(
                f"Lời văn ngoài các đề mục, xem tệp “{passage.file}”: “{_beginning(passage.text)}”."
            )
    fields: dict[str, str] = {}
    sources: dict[str, Mapping[str, str]] = {}
    for section, passages in together.items():
        name = drafts.section_field(section)
        text = drafts.plain_text("\n\n".join(dict.fromkeys(passage.text for passage in passages)))
        if len(text) > drafts.LONGEST_SECTION:
            others.append(f"Đề mục {section} dài quá {drafts.LONGEST_SECTION} ký tự; phần sau xem trong tệp.")
            text = text[: drafts.LONGEST_SECTION - len(_CUT)] + _CUT
        if text:
            fields[name] = text
            sources[name] = _source(submission, passages[0].file, passages[0].sha256, passages[0].at)
    return fields, sources, others


def _beginning(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:79]}…"


def _source(submission: Submission, file: str, sha256: str, at: str) -> Mapping[str, str]:
    return {"file": file or submission.file, "sha256": sha256 or submission.sha256, "at": at}
