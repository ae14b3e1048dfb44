"""A file of a body's own laid beside its draft: line by line what stands there, and what the file says.

Nothing is written here. Each line says which fields of the draft it would change; a person takes it, corrects
it or leaves it. What is not certain has no fields: it is a question of its line, or of the whole file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.attribution import attributed, sender_of
from tonghop.domain.consolidation.judgements import MISSING_WORD, Entry
from tonghop.domain.consolidation.questions import Answers, OpenPoint
from tonghop.domain.consolidation.returns import Expected, Hold, Kind, RefusedFile, Return
from tonghop.domain.consolidation.submissions import Finding, Submission, submission_of
from tonghop.domain.consolidation.told_bodies import with_told_bodies
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.drafts import Fields, figure_field, section_field
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.senders import Senders
from tonghop.domain.reporting.values import NIL, NIL_WORDS, State, Value, plain_decimal, vietnamese_number

IS_OURS = ("của đơn vị tôi", "không phải, bỏ")
"""Answers to whether a file that names another body is this body's own."""

Source = Mapping[str, str]
"""Where a field stands in a file: {"file": its name, "sha256", "at"}."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure or text of the form. `fields` is what taking it would write, none where nothing is certain.

    `stands` is what the draft says now, `told` what the file says, both as people write it; `question` is
    what is unclear with its `choices`, `doubts` is what is unclear beside a certain figure.
    """

    key: str
    name: str
    unit: str = ""
    stands: str = ""
    told: str = ""
    fields: Fields = field(default_factory=dict)
    source: Source = field(default_factory=dict)
    sentence: str = ""
    question: str = ""
    choices: tuple[str, ...] = ()
    point: str = ""
    doubts: tuple[str, ...] = ()
    is_same: bool = False

    @property
    def is_section(self) -> bool:
        return self.key.startswith(drafts.SECTION_MARK)

    @property
    def is_certain(self) -> bool:
        return bool(self.fields)

    @property
    def replaces(self) -> bool:
        """Say whether taking it would change what somebody has written."""
        return self.is_certain and bool(self.stands) and not self.is_same

    @property
    def sources(self) -> Mapping[str, Source]:
        """The source of each field that taking the line would fill."""
        return {name: self.source for name, text in self.fields.items() if text}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file says of one body's form. `silent` are the indicators of which it says nothing.

    `needs_keying`: somebody has to type the figures from the pages. `others` are the bodies of which it has
    rows too; `left_out` are texts for which the form has no section.
    """

    lines: tuple[Line, ...]
    questions: tuple[OpenPoint, ...]
    silent: tuple[Indicator, ...]
    findings: tuple[Finding, ...]
    refused: tuple[RefusedFile, ...]
    needs_keying: bool = False
    others: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def by_key(self) -> dict[str, Line]:
        return {line.key: line for line in self.lines}


def preview(
    returns: Sequence[Return],
    whole: Campaign,
    form: Campaign,
    cycle: Cycle,
    body: str,
    fields: Fields,
    answers: Answers,
) -> Preview:
    """Lay what was read of a file beside a draft.

    Shape: `whole` is the campaign, `form` what this body is asked of it; a form made of either is taken.
    """
    senders = Senders(whole.bodies)
    expected = Expected.of(whole, cycle).with_form_of(body, form)
    claimed = [_claimed(row, body, senders, whole) for row in returns]
    who = attributed(claimed, form, cycle, answers, expected)
    told = with_told_bodies(who.returns, form, answers)
    own = [row for row in told if row.sender == body]
    names = {row.code: row.name for row in whole.bodies}
    others = tuple(dict.fromkeys(names.get(row.sender, row.sender) for row in told if row.sender != body))
    asked = tuple(row for row in form.asked(cycle) if row.kind != RATE)
    if not own:
        return Preview((), who.open, asked, (), who.refused, others=others)
    submission = submission_of(body, own, form.asked(cycle), form, answers)
    by_code = _points_by_indicator(submission, asked)
    lines = (
        *(line for row in asked if (line := _figure(row, submission, by_code.get(row.code, ()), fields))),
        *_sections(submission, form, fields),
    )
    placed = {id(point) for points in by_code.values() for point in points}
    rest = [point for point in submission.open if id(point) not in placed]
    known = {line.key for line in lines}
    return Preview(
        lines,
        (*who.open, *(point for point in rest if len(point.figures) < 2)),
        tuple(row for row in asked if row.code not in known),
        submission.findings,
        who.refused,
        any(row.kind is Kind.SCAN for row in own) or any(len(point.figures) > 1 for point in rest),
        others,
        tuple(row.text for row in submission.passages if row.section not in _told(form)),
    )


def _claimed(answer: Return, body: str, senders: Senders, whole: Campaign) -> Return:
    """Take a file for that of the body whose people handed it in; where it names another, ask them."""
    if answer.sender or answer.part or answer.named:
        return answer
    named = sender_of(answer, senders).decided
    if named is None or named == body:
        return replace(answer, body=body)
    name = next((row.name for row in whole.bodies if row.code == named), named)
    message = f"Trong tệp ghi tên “{name}”. Đây có phải số liệu của đơn vị mình không?"
    return replace(answer, body=body, holds=(*answer.holds, Hold("other-sender", message, IS_OURS)))


def _points_by_indicator(
    submission: Submission, asked: Sequence[Indicator]
) -> dict[str, tuple[OpenPoint, ...]]:
    found: dict[str, tuple[OpenPoint, ...]] = {}
    for point in submission.open:
        code = _code_of(point, submission, asked)
        if code:
            found[code] = (*found.get(code, ()), point)
    return found


def _code_of(point: OpenPoint, submission: Submission, asked: Sequence[Indicator]) -> str:
    """Return the one indicator that a question is about, "" for a question about the file or its layout."""
    if len(point.figures) == 1:
        return point.figures[0]
    if point.figures or not point.place.subject:
        return ""
    named = [row.code for row in asked if row.name == point.place.subject]
    if len(named) > 1:
        named = [c for c in named if c in submission.entries and submission.entries[c].at == point.place.at]
    return named[0] if len(named) == 1 else ""


# ---- figures


def _figure(
    indicator: Indicator, submission: Submission, points: Sequence[OpenPoint], fields: Fields
) -> Line | None:
    entry = submission.entries.get(indicator.code)
    is_certain = entry is not None and entry.is_certain
    if not is_certain and not points:
        return None
    place = _source(entry, points, submission)
    line = Line(
        indicator.code,
        indicator.name,
        indicator.unit,
        stands=stands(indicator.code, fields),
        source=place,
        sentence=entry.sentence if entry else "",
    )
    if entry is None or not is_certain:
        first = points[0]
        choices = tuple(choice for choice in first.choices if choice != MISSING_WORD)
        return replace(line, question=first.message, choices=choices, point=first.id)
    doubts = tuple(point.message for point in points)
    told = _written(entry, indicator)
    if told is None:
        shown = plain_decimal(entry.value.amount) if entry.value.amount is not None else ""
        return replace(line, question=f"“{shown}”: ghi lại con số này vào ô.", doubts=doubts)
    is_same = all(_is_same(name, text, fields, indicator) for name, text in told.items())
    return replace(line, told=_shown(told, indicator.code), fields=told, doubts=doubts, is_same=is_same)


def _is_same(name: str, text: str, fields: Fields, indicator: Indicator) -> bool:
    """Say whether a field holds a text already, in whatever way its number is written."""
    stood = fields.get(name, "")
    if stood == text or not (stood and text) or name.endswith((f"/{drafts.STATE}", f"/{drafts.NOTE}")):
        return stood == text
    return read_amount(stood, indicator) == read_amount(text, indicator)


def _written(entry: Entry, indicator: Indicator) -> dict[str, str] | None:
    """Return the fields of a certain figure; None where no text reads back as just this figure."""
    code = indicator.code
    if entry.value.state is State.NIL:
        told = {figure_field(code): "", figure_field(code, drafts.STATE): drafts.NIL}
    else:
        text = text_of(entry.value, indicator)
        if text is None:
            return None
        told = {figure_field(code): text, figure_field(code, drafts.STATE): ""}
    beside = (
        (drafts.ESTIMATED, entry.estimated if indicator.estimate else None),
        (drafts.CUMULATIVE, entry.cumulative if indicator.cumulative else None),
    )
    for part, amount in beside:
        text = text_of(Value(State.FIGURE, amount), indicator) if amount is not None else None
        if text is not None:
            told[figure_field(code, part)] = text
    if entry.note:
        told[figure_field(code, drafts.NOTE)] = entry.note[: drafts.LONGEST[drafts.NOTE]]
    return told


def text_of(value: Value, indicator: Indicator) -> str | None:
    """Return how a value is written so that it reads back as itself; None where no writing does.

    >>> from decimal import Decimal
    >>> text_of(Value(State.FIGURE, Decimal(1240)), Indicator("a", "Số buổi", "buổi"))
    '1.240'
    """
    if value.amount is None:
        return NIL_WORDS if value == NIL else None
    about = "khoảng " if value.inexact else ""
    number, plain = vietnamese_number(value.amount), plain_decimal(value.amount).replace(".", ",")
    # A comma with just three digits behind could part thousands; a fourth digit can not.
    for text in (f"{about}{number}", f"{about}{plain}", f"{about}{plain}0"):
        if read_amount(text, indicator) == value:
            return text
    return None


def corrected(indicator: Indicator, text: str) -> dict[str, str]:
    """Return the fields of a figure that somebody typed instead; it has no source in the file."""
    if read_amount(text, indicator) == NIL:
        return {figure_field(indicator.code): "", figure_field(indicator.code, drafts.STATE): drafts.NIL}
    return {figure_field(indicator.code): text, figure_field(indicator.code, drafts.STATE): ""}


def stands(code: str, fields: Fields) -> str:
    """Return what a draft says of an indicator, as people write it."""
    if fields.get(figure_field(code, drafts.STATE)) == drafts.NOT_KNOWN:
        return "chưa có số liệu"
    return _shown(fields, code)


def _shown(fields: Fields, code: str) -> str:
    figure = fields.get(figure_field(code), "")
    if fields.get(figure_field(code, drafts.STATE)) == drafts.NIL and not figure:
        figure = NIL_WORDS
    words = ((drafts.ESTIMATED, "trong đó ước"), (drafts.CUMULATIVE, "lũy kế"), (drafts.NOTE, "ghi chú:"))
    beside = [f"{word} {text}" for part, word in words if (text := fields.get(figure_field(code, part)))]
    return "; ".join(filter(None, (figure, *beside)))


def _source(entry: Entry | None, points: Sequence[OpenPoint], submission: Submission) -> Source:
    if entry is not None and entry.file:
        return {"file": entry.file, "sha256": entry.sha256, "at": entry.at}
    place = points[0].place if points else None
    at = place.at if place else ""
    return {"file": place.file if place else submission.file, "sha256": submission.sha256, "at": at}


# ---- texts


def _told(form: Campaign) -> frozenset[str]:
    return frozenset(section.code for section in form.told())


def _sections(submission: Submission, form: Campaign, fields: Fields) -> Iterator[Line]:
    for section in form.told():
        passages = [row for row in submission.passages if row.section == section.code]
        text = drafts.plain_text("\n".join(row.text for row in passages))[: drafts.LONGEST_SECTION]
        if not text:
            continue
        key, first = section_field(section.code), passages[0]
        yield Line(
            key,
            section.title,
            stands=fields.get(key, ""),
            told=text,
            fields={key: text},
            source={"file": first.file, "sha256": first.sha256, "at": first.at},
            is_same=fields.get(key, "") == text,
        )
