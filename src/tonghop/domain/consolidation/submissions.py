"""Submissions: of each body the files that count, their figures judged into values and questions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.judgements import (
    MISSING_WORD,
    Entry,
    Judgement,
    entered,
    judged,
    value_of,
    written,
)
from tonghop.domain.consolidation.lower_levels import LowerCoverage, gaps
from tonghop.domain.consolidation.questions import Answer, Answers, OpenPoint, Place, answer_to, question_id
from tonghop.domain.consolidation.returns import Kind, Passage, Return
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import MISSING

_BELIEF = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the office should see; `kind` is one of the contract's kinds, `body` "" while unknown."""

    kind: str
    body: str
    file: str
    at: str
    message: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A body's answer in one cycle. `arrived_at` is when its first file came, None where nobody knows.

    `file` is the file that counts first, `files` all that do. `coverage` is that of a body which consolidated
    others.
    """

    body: str
    file: str
    sha256: str
    arrived_at: datetime | None
    entries: Mapping[str, Entry]
    passages: tuple[Passage, ...] = ()
    open: tuple[OpenPoint, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[str, ...] = ()
    coverage: LowerCoverage | None = None

    @property
    def cumulative(self) -> dict[str, Decimal]:
        """The sums since the year's start, where the body gave them."""
        return {code: row.cumulative for code, row in self.entries.items() if row.cumulative is not None}

    @property
    def amounts(self) -> dict[str, Decimal]:
        return {code: row.value.amount for code, row in self.entries.items() if row.value.amount is not None}


@dataclass(frozen=True, slots=True)
class Counted:
    """The returns of a body that count, the most believed first, and what was found on the way."""

    returns: tuple[Return, ...]
    findings: tuple[Finding, ...] = ()
    open: tuple[OpenPoint, ...] = ()


def submission_of(
    body: str,
    returns: Sequence[Return],
    asked: Sequence[Indicator],
    campaign: Campaign,
    answers: Answers,
    due: DueInstant | None = None,
) -> Submission:
    """Judge all returns of one body (at least one) into its submission.

    The latest file counts, the earlier are findings "superseded"; where their order is not known it is asked,
    and until then no value of the body enters a total. Files of different kinds that came together (a table
    and its report) complete each other. A body is in time when its first file was.
    """
    arrivals = [answer.arrived_at for answer in returns]
    known = [instant for instant in arrivals if instant is not None]
    first_at = min(known) if len(known) == len(arrivals) else None
    counted = _counted(body, returns, answers, due)
    entries, points = _entries(counted, asked, answers)
    first = (counted.returns or tuple(returns))[0]
    if counted.returns and not entries and not points and first.kind is not Kind.FORM:
        entries, points = _entered_by_hand(body, counted.returns, asked, answers)
    passages = tuple(
        replace(passage, file=answer.file, sha256=answer.sha256)
        for answer in counted.returns
        for passage in answer.passages
    )
    return Submission(
        body,
        first.file,
        first.sha256,
        first_at,
        entries,
        passages,
        (*counted.open, *points),
        (*counted.findings, *_findings(body, counted.returns, entries, campaign)),
        tuple(answer.file for answer in counted.returns),
        next((answer.coverage for answer in counted.returns if answer.coverage), None),
    )


def held_back(submission: Submission, codes: Collection[str]) -> Submission:
    """Return a submission in which some indicators have no value until somebody has answered."""
    entries: dict[str, Entry] = {
        code: replace(entry, value=MISSING, estimated=None) if code in codes else entry
        for code, entry in submission.entries.items()
    }
    return replace(submission, entries=entries)


# ---- which files count


def _counted(body: str, returns: Sequence[Return], answers: Answers, due: DueInstant | None) -> Counted:
    distinct, twins = _without_twins(body, sorted(returns, key=_place))
    with_figures = [answer for answer in distinct if answer.has_figures]
    wordy = [answer for answer in distinct if not answer.has_figures and answer.kind is not Kind.SCAN]
    scans = [answer for answer in distinct if answer.kind is Kind.SCAN]
    chosen = _latest(body, with_figures, answers, due) if with_figures else Counted(())
    words = _latest(body, wordy, answers, due) if wordy else Counted(())
    if not with_figures and not wordy:
        chosen = Counted(tuple(scans))
    later = _later_scans(body, scans, (*chosen.returns, *words.returns))
    findings = (*twins, *chosen.findings, *words.findings, *later)
    return Counted((*chosen.returns, *words.returns), findings, (*chosen.open, *words.open))


def _later_scans(body: str, scans: Sequence[Return], counted: Sequence[Return]) -> Iterator[Finding]:
    """Yield a finding for each scan that came after the files that count: it may say otherwise."""
    known = [answer.arrived_at for answer in counted if answer.arrived_at is not None]
    for scan in scans:
        if known and scan not in counted and scan.arrived_at is not None and scan.arrived_at > max(known):
            message = f"Bản quét gửi sau, chưa đọc được số; vẫn tính theo “{counted[0].file}”: cần đối chiếu."
            yield Finding("check", body, scan.file, "", message)


def _place(answer: Return) -> tuple[str, str]:
    return answer.file, answer.part


def _without_twins(body: str, returns: Sequence[Return]) -> tuple[list[Return], tuple[Finding, ...]]:
    """Keep one of the files with the very same bytes, or the same figures and words in the same cells."""
    if len(returns) == 1:
        return [*returns], ()
    kept: dict[object, Return] = {}
    findings: list[Finding] = []
    by_bytes: dict[tuple[str, str], Return] = {}
    for answer in returns:
        same = by_bytes.get((answer.sha256, answer.part)) or kept.get(_contents(answer))
        if same is None or answer.kind is Kind.SCAN:
            kept[_contents(answer) if answer.kind is not Kind.SCAN else answer.sha256] = answer
            by_bytes[answer.sha256, answer.part] = answer
        else:
            message = f"Tệp này giống hệt “{same.file}”; chỉ tính một lần."
            findings.append(Finding("superseded", body, answer.file, "", message))
    return list(kept.values()), tuple(findings)


def _contents(answer: Return) -> object:
    return answer.figures, answer.passages, answer.doubts, answer.strays, answer.part, answer.kind


def _latest(body: str, returns: Sequence[Return], answers: Answers, due: DueInstant | None) -> Counted:
    """Return the latest of the returns, or those that complete each other; else ask which one counts."""
    instants = [answer.arrived_at for answer in returns if answer.arrived_at is not None]
    last = max(instants, default=None)
    top = [answer for answer in returns if answer.arrived_at is None or answer.arrived_at == last]
    kinds = [answer.kind for answer in top]
    if len(top) > 1 and len(set(kinds)) < len(kinds):
        return _which_file(body, returns, top, answers)
    top.sort(key=lambda answer: (_BELIEF.index(answer.kind), answer.file))
    superseded = tuple(_superseded(body, old, top[0], due) for old in returns if old not in top)
    return Counted(tuple(top), superseded)


def _which_file(body: str, returns: Sequence[Return], top: Sequence[Return], answers: Answers) -> Counted:
    files = tuple(sorted(dict.fromkeys(answer.file for answer in top)))
    point = OpenPoint(
        question_id("+".join(sorted({answer.sha256 for answer in top})), body, "which-file"),
        Place(files[0], "", body),
        f"Đơn vị “{body}” gửi nhiều tệp khác nhau mà chưa rõ tệp nào đến sau; tính tệp nào?",
        files,
    )
    given = answer_to(point, answers)
    if given and given.value in files:
        chosen = tuple(answer for answer in returns if answer.file == given.value)
        others = (answer for answer in returns if answer.file != given.value)
        return Counted(chosen, tuple(_superseded(body, old, chosen[0], None) for old in others))
    message = f"{point.message} ({'; '.join(files)})"
    return Counted((), (), (replace(point, message=message),))


def _superseded(body: str, old: Return, latest: Return, due: DueInstant | None) -> Finding:
    message = f"Đã được thay bằng tệp gửi sau: “{latest.file}”."
    if due and latest.arrived_at and due.is_late(latest.arrived_at):
        message = f"Đã được thay bằng tệp đính chính gửi sau hạn: “{latest.file}”."
    return Finding("superseded", body, old.file, "", message)


# ---- their figures


def _entries(
    counted: Counted, asked: Sequence[Indicator], answers: Answers
) -> tuple[dict[str, Entry], tuple[OpenPoint, ...]]:
    """Bring the judgements of all files that count together; files that disagree about a figure are asked."""
    judgements = [judged(answer, asked, answers) for answer in counted.returns]
    if len(judgements) == 1:
        (only,) = judgements
        own = {row.code: only.entries[row.code] for row in asked if row.code in only.entries}
        return own, only.open
    points = [point for judgement in judgements for point in judgement.open]
    entries: dict[str, Entry] = {}
    for indicator in asked:
        told = [j.entries[indicator.code] for j in judgements if indicator.code in j.entries]
        certain = [entry for entry in told if entry.is_certain]
        if len({entry.value for entry in certain}) > 1:
            entries[indicator.code] = _agreed(counted, indicator, certain, answers, points)
        elif told:
            entries[indicator.code] = _believed(certain, told, indicator, judgements)
    return entries, tuple(points)


def _believed(
    certain: Sequence[Entry], told: Sequence[Entry], indicator: Indicator, judgements: Sequence[Judgement]
) -> Entry:
    """A figure that another file leaves open stays open: the certain one may not be what it means. Bounds
    count where no file has a value.
    """
    known = next(iter(certain), None) or next((entry for entry in told if entry.between), None)
    if len(judgements) == 1:
        return known or told[0]
    is_open = any(
        point.place.subject == indicator.name for judgement in judgements for point in judgement.open
    )
    return known if known and not is_open else replace(told[0], value=MISSING, between=None)


def _agreed(
    counted: Counted,
    indicator: Indicator,
    certain: Sequence[Entry],
    answers: Answers,
    points: list[OpenPoint],
) -> Entry:
    shown = tuple(dict.fromkeys(written(entry.value) for entry in certain))
    places = "; ".join(f"{written(entry.value)} [{entry.file} {entry.at}]" for entry in certain)
    first = certain[0]
    point = OpenPoint(
        question_id("+".join(entry.sha256 for entry in certain), indicator.code, "files-disagree"),
        Place(first.file, first.at, counted.returns[0].sender, indicator.name),
        f"Các tệp cùng gửi ghi khác nhau: {places}; số đúng là số nào?",
        (*shown, MISSING_WORD),
    )
    given = answer_to(point, answers)
    value = value_of(given.value, indicator) if given else None
    if value is not None:
        return replace(first, value=value, by="answer")
    points.append(point)
    return replace(first, value=MISSING)


def _entered_by_hand(
    body: str, returns: Sequence[Return], asked: Sequence[Indicator], answers: Answers
) -> tuple[dict[str, Entry], tuple[OpenPoint, ...]]:
    """Ask for the figures of a body whose files hold none that can be read: a scan, a report in words."""
    files = tuple(dict.fromkeys(answer.file for answer in returns))
    is_scan = all(answer.kind is Kind.SCAN for answer in returns)
    what = "là ảnh hoặc bản quét" if is_scan else "không có số liệu nào đọc được"
    point = OpenPoint(
        question_id("+".join(sorted({answer.sha256 for answer in returns})), body, "figures-asked"),
        Place(files[0], "", body),
        f"Đã nhận ({', '.join(files)}) nhưng tệp {what}; nhập số liệu của đơn vị “{body}”, "
        f"hoặc ghi “{MISSING_WORD}” nếu không có.",
        (MISSING_WORD,),
        figures=tuple(row.code for row in asked if row.kind != RATE),
    )
    given = answer_to(point, answers)
    if given is None or not (given.figures or given.value.strip() == MISSING_WORD):
        return {}, (point,)
    sha256 = returns[0].sha256
    entries = {code: replace(entry, sha256=sha256) for code, entry in entered(point, asked, given)}
    unread = [code for code, text in given.figures.items() if text.strip() and code not in entries]
    return entries, (replace(point, message=_unread(point, given, unread)),) if unread else ()


def _unread(point: OpenPoint, given: Answer, codes: Sequence[str]) -> str:
    told = ", ".join(f"{code} = “{given.figures[code]}”" for code in codes)
    return f"{point.message} Chưa đọc được: {told}."


# ---- what is only found


def _findings(
    body: str, returns: Sequence[Return], entries: Mapping[str, Entry], campaign: Campaign
) -> Iterator[Finding]:
    for answer in returns:
        if answer.kind is Kind.FORM and answer.is_blank:
            yield Finding("check", body, answer.file, "", "Biểu được gửi nhưng chưa điền ô nào.")
        for stray in answer.strays:
            message = f"Ghi ngoài các ô của biểu, chưa được tính: “{stray.text}”."
            yield Finding("check", body, answer.file, stray.at, message)
        for sentence in gaps(answer.coverage) if answer.coverage else ():
            yield Finding("check", body, answer.file, "", sentence)
        for remark in answer.remarks:
            yield Finding(remark.kind, body, answer.file, remark.at, remark.message)
    yield from _broken_rules(body, returns, entries, campaign)
    for entry in entries.values():
        if message := _wrong_estimate(entry):
            yield Finding("check", body, entry.file, entry.at, message)


def _broken_rules(
    body: str, returns: Sequence[Return], entries: Mapping[str, Entry], campaign: Campaign
) -> Iterator[Finding]:
    amounts = {code: entry.value.amount for code, entry in entries.items() if entry.value.amount is not None}
    for check in campaign.checks:
        if check.holds(amounts) is False:
            entry = next((entries[code] for code in check.codes()), None)
            file = entry.file if entry else returns[0].file
            yield Finding("check", body, file, entry.at if entry else "", f"{check.message} ({check.rule})")


def _wrong_estimate(entry: Entry) -> str:
    estimated, amount = entry.estimated, entry.value.amount
    if estimated is None or amount is None or not estimated:
        return ""
    if estimated > amount:
        return "Số ước thực hiện lớn hơn số thực hiện trong kỳ."
    return "Toàn bộ số thực hiện trong kỳ là số ước." if estimated == amount else ""
