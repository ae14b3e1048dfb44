"""Submissions: of each body the one return that counts, its cells judged into values and questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tonghop.domain.consolidation.questions import Answers, Question, question_id
from tonghop.domain.consolidation.returns import FigureRow, Passage, Return
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import MISSING, NIL, State, Unclear, Value, plain_decimal, read_cell

READ, ANSWERED = "read", "answer"
MISSING_WORD = "thiếu"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the office should see; `kind` is one of the contract's kinds."""

    kind: str
    body: str
    file: str
    at: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One judged value of a body with its place. `by` is "read" or "answer"; `estimated` is a part of the
    value.
    """

    value: Value
    at: str
    by: str = READ
    estimated: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A body's answer in one cycle. `arrived_at` is when its first file came, None where nobody knows."""

    body: str
    file: str
    sha256: str
    arrived_at: datetime | None
    entries: Mapping[str, Entry]
    passages: tuple[Passage, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()


def submission_of(
    body: str, returns: Sequence[Return], asked: Sequence[Indicator], campaign: Campaign, answers: Answers
) -> Submission:
    """Judge all returns of one body (at least one) into its submission.

    The latest file counts, the earlier are findings "superseded"; where their order is not known it is asked,
    and until then no value of the body enters a total. A body is in time when its first file was.
    """
    arrivals = [answer.arrived_at for answer in returns]
    known = [instant for instant in arrivals if instant is not None]
    first_at = min(known) if len(known) == len(arrivals) else None
    latest = _latest(body, returns, answers)
    if isinstance(latest, Question):
        return Submission(body, returns[0].file, returns[0].sha256, first_at, {}, questions=(latest,))
    superseded = tuple(_superseded(body, old, latest) for old in returns if old is not latest)
    return _judged(latest, asked, campaign, answers, first_at, superseded)


def _latest(body: str, returns: Sequence[Return], answers: Answers) -> Return | Question:
    distinct = {answer.sha256: answer for answer in sorted(returns, key=lambda r: r.file, reverse=True)}
    if len(distinct) == 1:
        return next(iter(distinct.values()))
    ordered = sorted(distinct.values(), key=lambda r: (r.arrived_at is None, r.arrived_at, r.file))
    last, before = ordered[-1].arrived_at, ordered[-2].arrived_at
    if last is not None and before is not None and last > before:
        return ordered[-1]
    return _which_file(body, distinct, answers)


def _which_file(body: str, distinct: Mapping[str, Return], answers: Answers) -> Return | Question:
    files = sorted(answer.file for answer in distinct.values())
    question = question_id("+".join(sorted(distinct)), body, "which-file")
    given = answers.get(question)
    if given and given.value in files:
        return next(answer for answer in distinct.values() if answer.file == given.value)
    message = f"Đơn vị “{body}” gửi nhiều tệp khác nhau mà chưa rõ tệp nào đến sau; tính tệp nào?"
    return Question(question, files[0], "", message, tuple(files))


def _superseded(body: str, old: Return, latest: Return) -> Finding:
    if old.sha256 == latest.sha256:
        message = f"Tệp này giống hệt “{latest.file}”; chỉ tính một lần."
    else:
        message = f"Đã được thay bằng tệp gửi sau: “{latest.file}”."
    return Finding("superseded", body, old.file, "", message)


def _judged(
    latest: Return,
    asked: Sequence[Indicator],
    campaign: Campaign,
    answers: Answers,
    first_at: datetime | None,
    findings: tuple[Finding, ...],
) -> Submission:
    rows = {row.indicator: row for row in latest.figures}
    entries: dict[str, Entry] = {}
    questions: list[Question] = []
    for indicator in asked:
        # A rate is computed from its parts; what a spreadsheet has computed in the form is not read again.
        if indicator.kind != RATE and (row := rows.get(indicator.code)):
            entries[indicator.code] = _entry(latest, row, indicator, answers, questions)
    body = latest.identity.body
    return Submission(
        body,
        latest.file,
        latest.sha256,
        first_at,
        entries,
        latest.passages,
        tuple(questions),
        (*findings, *_findings(latest, body, entries, campaign)),
    )


def _entry(
    latest: Return, row: FigureRow, indicator: Indicator, answers: Answers, questions: list[Question]
) -> Entry:
    value, by = _answered(latest, row.at, indicator, _value(row, indicator), answers, questions)
    estimated: Decimal | None = None
    if indicator.estimate:
        read = _estimate(row, indicator, value)
        estimated = _answered(latest, row.estimated_at, indicator, read, answers, questions)[0].amount
    return Entry(value, row.at, by, estimated, row.note)


def _value(row: FigureRow, indicator: Indicator) -> Value | Unclear:
    value = read_cell(row.raw, decimals=indicator.decimals)
    marked = row.nil_mark not in (None, "")
    if isinstance(value, Unclear) or not marked:
        return value
    if value.state is State.FIGURE and not value.is_zero:
        assert value.amount is not None
        message = "Vừa ghi số liệu vừa chọn “không phát sinh”; đúng là gì?"
        return Unclear(
            "figure-and-nil", message, (plain_decimal(value.amount).replace(".", ","), "không phát sinh")
        )
    return NIL


def _estimate(row: FigureRow, indicator: Indicator, value: Value) -> Value | Unclear:
    estimated = read_cell(row.estimated, decimals=indicator.decimals)
    if isinstance(estimated, Value) and estimated.amount and value.amount is None:
        return Unclear(
            "estimate-alone", "Có số ước thực hiện mà ô thực hiện không có số; số ước là bao nhiêu?"
        )
    return estimated


def _answered(
    latest: Return,
    at: str,
    indicator: Indicator,
    read: Value | Unclear,
    answers: Answers,
    questions: list[Question],
) -> tuple[Value, str]:
    if isinstance(read, Value):
        return read, READ
    question = question_id(latest.sha256, at, read.code)
    if given := answers.get(question):
        value = (
            MISSING
            if given.value.strip() == MISSING_WORD
            else read_cell(given.value, decimals=indicator.decimals)
        )
        if isinstance(value, Value):
            return value, ANSWERED
    message = f"{indicator.name}: {read.message}"
    questions.append(Question(question, latest.file, at, message, (*read.choices, MISSING_WORD)))
    return MISSING, READ


def _findings(
    latest: Return, body: str, entries: Mapping[str, Entry], campaign: Campaign
) -> Iterator[Finding]:
    if latest.is_blank:
        yield Finding("check", body, latest.file, "", "Biểu được gửi nhưng chưa điền ô nào.")
    for stray in latest.strays:
        message = f"Ghi ngoài các ô của biểu, chưa được tính: “{stray.text}”."
        yield Finding("check", body, latest.file, stray.at, message)
    amounts = {code: entry.value.amount for code, entry in entries.items() if entry.value.amount is not None}
    for check in campaign.checks:
        if check.holds(amounts) is False:
            place = next((entries[code].at for code in check.codes()), "")
            yield Finding("check", body, latest.file, place, f"{check.message} ({check.rule})")
    for entry in entries.values():
        if (
            entry.estimated is not None
            and entry.value.amount is not None
            and entry.estimated > entry.value.amount
        ):
            yield Finding(
                "check", body, latest.file, entry.at, "Số ước thực hiện lớn hơn số thực hiện trong kỳ."
            )
