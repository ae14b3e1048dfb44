"""What the pages show of the files of a cycle: lists that are filtered and paged, one file, questions."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from tonghop.apps.reporting.inboxes.incoming import Line
from tonghop.apps.reporting.inboxes.judging import Judged
from tonghop.apps.reporting.inboxes.taking_in import BodyInFiles, Standing
from tonghop.apps.reporting.models import Cycle, Delivery, Inbox, InboxFile
from tonghop.domain.consolidation.attribution import LEAVE_OUT
from tonghop.domain.consolidation.consolidation import COUNTED, SUPERSEDED, UNCLAIMED, WAITING
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.questions import Answer, OpenPoint, Question
from tonghop.domain.consolidation.returns import Kind, Return
from tonghop.domain.consolidation.submissions import Finding
from tonghop.domain.language import match_key, without_marks
from tonghop.domain.reporting.indicators import Indicator

T = TypeVar("T")

FILES_A_PAGE, QUESTIONS_A_PAGE, BODIES_A_PAGE, LINES_A_PAGE = 40, 8, 50, 40
MOST_SHOWN = 200
REFUSED, LEFT_OUT, LIST, BESIDE = "refused", "left-out", "list", "beside"
FILE_STATES = (COUNTED, WAITING, UNCLAIMED, SUPERSEDED, BESIDE, LEFT_OUT, REFUSED, LIST)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a list is narrowed; "" lets everything through."""

    state: str = ""
    kind: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list: its rows, how many there are in all, which page of how many."""

    rows: Sequence[T]
    found: int
    page: int
    last: int


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file of the list: whose and what it is, how many figures it has, what is open, why it is refused."""

    file: InboxFile
    state: str
    kind: str
    bodies: tuple[str, ...]
    figures: int
    open: int
    refusal: str = ""
    came_at: object = None


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure that counts, with where it stands."""

    indicator: Indicator
    entry: Entry
    body: str


@dataclass(frozen=True, slots=True)
class OneFile:
    """A file as its own page shows it."""

    shown: FileShown
    figures: tuple[ReadFigure, ...]
    points: tuple[OpenPoint, ...]
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was answered to it before and could not be used, and whose files it is about."""

    question: Question
    before: Answer | None
    is_sender: bool
    bodies: Mapping[str, str]
    files: tuple[InboxFile, ...] = ()


class Boxes(StrEnum):
    """The ways in which questions are listed."""

    SENDERS = "senders"
    SCANS = "scans"
    FIGURES = "figures"


def part_of(rows: Sequence[T], page: int, size: int) -> Part[T]:
    """Return one page of a list, the last where it asks for one behind it."""
    last = max(1, -(-len(rows) // size))
    page = min(max(page, 1), last)
    return Part(rows[(page - 1) * size : page * size], len(rows), page, last)


def names_of_bodies(told: Judged) -> dict[str, str]:
    """Return the names of a campaign's bodies by code."""
    return {body.code: body.name for body in told.asked.content.bodies}


def inboxes_of(cycle: Cycle) -> list[tuple[Inbox, int]]:
    """Return what was put in for a cycle, newest first, each with how many files it was delivered as."""
    counts = Counter(Delivery.objects.filter(cycle=cycle).values_list("inbox_id", flat=True))
    return [(row, counts[row.pk]) for row in Inbox.objects.filter(cycle=cycle).order_by("-at", "pk")[:50]]


def files_shown(cycle: Cycle, told: Judged, wanted: Wanted, page: int) -> Part[FileShown]:
    """Return the files of a cycle, narrowed, by name."""
    rows = [_file_shown(file, told) for file in InboxFile.objects.filter(cycle=cycle).order_by("name")]
    names = names_of_bodies(told)
    found = [row for row in rows if _is_wanted(row, wanted, names)]
    return part_of(found, page, FILES_A_PAGE)


def _is_wanted(row: FileShown, wanted: Wanted, names: Mapping[str, str]) -> bool:
    if wanted.state and row.state != wanted.state:
        return False
    if wanted.kind and row.kind != wanted.kind:
        return False
    text = " ".join((row.file.name, *(names.get(code, code) for code in row.bodies)))
    return _bare(wanted.words) in _bare(text)


def _bare(text: str) -> str:
    return without_marks(match_key(text)).lower()


def _file_shown(file: InboxFile, told: Judged) -> FileShown:
    returns = told.returns.get(file.pk, ())
    refused = told.refused.get(file.pk, ())
    received = told.by_file.get(file.name, [])
    bodies = tuple(dict.fromkeys(row.body for row in received if row.body))
    left_out = [row for row in told.done.refused if row.file == file.name]
    states = {row.state for row in received}
    if refused:
        state = REFUSED
    elif not returns:
        state = LIST
    else:
        state = next((word for word in (WAITING, UNCLAIMED, COUNTED, SUPERSEDED) if word in states), LEFT_OUT)
    if state == WAITING and _stands_beside(file.name, bodies, told):
        state = BESIDE
    return FileShown(
        file,
        state,
        returns[0].kind.value if returns else "",
        bodies,
        sum(_figures(row) for row in returns),
        sum(point.place.file == file.name for point in told.done.points),
        " ".join(row.message for row in (refused or left_out)),
        next((row.arrived_at for row in returns if row.arrived_at), None),
    )


def _stands_beside(file: str, bodies: tuple[str, ...], told: Judged) -> bool:
    """Say whether a file only stands beside others of its body that count: a scan of the same report."""
    others = [row for row in told.done.submissions if row.body in bodies]
    return bool(others) and all(row.files and file not in row.files for row in others)


def _figures(row: Return) -> int:
    return len(row.figures)


def one_file(file: InboxFile, told: Judged) -> OneFile:
    """Return a file with all that is known of it."""
    asked = {row.code: row for row in told.asked.content.indicators}
    figures = [
        ReadFigure(asked[code], entry, submission.body)
        for submission in told.done.submissions
        for code, entry in submission.entries.items()
        if entry.file == file.name and entry.is_told and code in asked
    ]
    points = tuple(point for point in told.done.points if point.place.file == file.name)
    findings = tuple(row for row in told.done.findings if row.file == file.name)
    return OneFile(
        _file_shown(file, told),
        tuple(figures[:MOST_SHOWN]),
        points[:MOST_SHOWN],
        findings[:MOST_SHOWN],
        tuple(line for line in told.lines if file.name == line.match.file),
        max(0, len(figures) - MOST_SHOWN),
    )


# ---- questions


def questions_shown(
    cycle: Cycle, told: Judged, which: str, words: str, page: int, only: str = ""
) -> Part[Asked]:
    """Return the open questions, narrowed; `only` by its id."""
    files = {row.name: row for row in InboxFile.objects.filter(cycle=cycle)}
    found = [
        _asked(question, told, files)
        for question in told.done.questions
        if (not only or question.id == only)
        and (not which or box_of(question) == which)
        and _bare(words) in _bare(f"{question.file} {question.message}")
    ]
    return part_of(found, page, QUESTIONS_A_PAGE)


def box_of(question: Question) -> Boxes:
    """Return in which list a question stands."""
    if LEAVE_OUT in question.choices:
        return Boxes.SENDERS
    return Boxes.SCANS if len(question.figures) > 1 else Boxes.FIGURES


def counts_of(told: Judged) -> dict[str, int]:
    """Return how many questions of each list are open."""
    counts = Counter(box_of(question) for question in told.done.questions)
    return {box.value: counts[box] for box in Boxes}


def _asked(question: Question, told: Judged, files: Mapping[str, InboxFile]) -> Asked:
    concerned = [place.file for place in question.places] or [question.file]
    for submission in told.done.submissions:
        if any(point.question == question.id for point in submission.open) and question.figures:
            concerned += [file for file in submission.files if file not in concerned]
    names = names_of_bodies(told)
    is_sender = box_of(question) is Boxes.SENDERS
    return Asked(
        question,
        told.answers.get(question.id),
        is_sender,
        {code: names[code] for code in question.choices if code in names} if is_sender else {},
        tuple(files[name] for name in dict.fromkeys(concerned) if name in files),
    )


def code_of_body(text: str, told: Judged) -> str:
    """Return the code of a body that somebody typed by code or by name; the text itself where none is it."""
    key = match_key(text)
    found = [body.code for body in told.asked.content.bodies if key in (match_key(body.name), body.code)]
    return found[0] if len(found) == 1 else text


# ---- bodies and lists


def bodies_shown(bodies: Sequence[BodyInFiles], wanted: Wanted, page: int) -> Part[BodyInFiles]:
    """Return the bodies from which something came, narrowed."""
    found = [
        body
        for body in bodies
        if (not wanted.state or body.standing == wanted.state) and _bare(wanted.words) in _bare(body.row.name)
    ]
    return part_of(found, page, BODIES_A_PAGE)


def standings_of(bodies: Sequence[BodyInFiles]) -> dict[Standing, int]:
    """Return how many bodies stand in each way, those that occur."""
    counts = Counter(body.standing for body in bodies)
    return {standing: counts[standing] for standing in Standing if counts[standing]}


def lines_shown(told: Judged, which: str, words: str, page: int) -> Part[Line]:
    """Return the lines of the lists of incoming documents: "asked", "matched", "left-out", or all."""
    ways: dict[str, Callable[[Line], bool]] = {
        "asked": lambda line: line.is_asked,
        "matched": lambda line: bool(line.match.file),
        "left-out": lambda line: line.row.is_left_out,
    }
    found = [
        line
        for line in told.lines
        if (which not in ways or ways[which](line))
        and _bare(words)
        in _bare(f"{line.row.symbol} {line.row.sender} {line.row.subject} {line.row.file_name}")
    ]
    return part_of(found, page, LINES_A_PAGE)


def file_ids(cycle: Cycle) -> dict[str, UUID]:
    """Return the ids of a cycle's files by name."""
    return dict(InboxFile.objects.filter(cycle=cycle).values_list("name", "pk"))


KINDS = tuple(kind.value for kind in Kind)
