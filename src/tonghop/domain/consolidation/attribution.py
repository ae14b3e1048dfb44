"""Who sent each file, and whether it is of this cycle: decided by the file, by a person, or asked.

A form knows its body. Any other file is recognised by what stands in it (letterhead, signature, cell) and by
its name; where these say nothing, by the mail and the folder around it. Nothing is guessed: two candidates,
or none, are a question.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.questions import (
    Answers,
    OpenPoint,
    Place,
    answer_to,
    memory_id,
    question_id,
)
from tonghop.domain.consolidation.returns import Expected, RefusedFile, Return, mismatch
from tonghop.domain.language import match_key, without_marks
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.senders import Hint, Sender, Senders

LEAVE_OUT = "bỏ"
MOST_CHOICES = 60
_MOST_COUNTED = 3


@dataclass(frozen=True, slots=True)
class Attributed:
    """The files of a cycle by their bodies, those that are refused, and what has to be asked.

    `waiting` are the bodies that sent another file later, about which a question is open: it may replace what
    they sent before, so that none of their figures is certain.
    """

    returns: tuple[Return, ...]
    unclaimed: tuple[Return, ...]
    refused: tuple[RefusedFile, ...]
    open: tuple[OpenPoint, ...]
    waiting: frozenset[str] = frozenset()


def attributed(
    returns: Sequence[Return],
    campaign: Campaign,
    cycle: Cycle,
    answers: Answers,
    expected: Expected | None = None,
) -> Attributed:
    """Give every return its body, or a question that asks for it; refuse what is of another cycle.

    Shape: `expected` is what the cycle's forms say of themselves, where that is not the campaign's alone.
    """
    senders = Senders(campaign.bodies)
    expected = expected or Expected.of(campaign, cycle)
    # What several files of this inbox share tells nothing about one of them.
    shared = Counter(key for key, _ in {(key, row.sha256) for row in returns for key in memories(row)})
    own: list[Return] = []
    unclaimed: list[tuple[Return, Sender]] = []
    refused: list[RefusedFile] = []
    held: list[tuple[Return, OpenPoint]] = []
    for answer in sorted(returns, key=lambda row: (row.file, row.part)):
        if other := mismatch(answer, expected):
            refused.append(other)
        elif verdict := _held(answer, answers):
            if isinstance(verdict, OpenPoint):
                held.append((answer, verdict))
            else:
                refused.append(verdict)
        elif answer.sender:
            own.append(answer)
        else:
            decided = _decided(answer, senders, expected.bodies, answers, shared)
            if isinstance(decided, RefusedFile):
                refused.append(decided)
            elif isinstance(decided, Return):
                own.append(decided)
            else:
                unclaimed.append((answer, decided))
    silent = _silent_bodies(own, campaign)
    sent: dict[str, list[tuple[int, str]]] = {}
    for number, answer in enumerate(own):
        sent.setdefault(answer.sender, []).append((number, answer.file))
    waiting: set[str] = set()
    points: list[OpenPoint] = []
    for answer, point in held:
        bodies = _held_sender(answer, senders)
        replaces = len(bodies) == 1 and _may_replace(answer, bodies[0], own)
        waiting.update(bodies if replaces else ())
        points.append(_beside(point, bodies, sent, _MAY_REPLACE if replaces else _MEANWHILE))
    for answer, sender in unclaimed:
        points.append(_beside(_who_sent(answer, sender, silent), sender.candidates, sent, _MEANWHILE))
    return Attributed(
        tuple(own), tuple(row for row, _ in unclaimed), tuple(refused), tuple(points), frozenset(waiting)
    )


def _may_replace(answer: Return, body: str, own: Sequence[Return]) -> bool:
    """Say whether a file would replace another of its body: it has figures, and none is known to be later."""
    others = [row for row in own if row.sender == body and row.file != answer.file and row.has_figures]
    if not others or not answer.has_figures:
        return False
    came_at = answer.arrived_at
    return came_at is None or any(row.arrived_at is None or row.arrived_at <= came_at for row in others)


def _held_sender(answer: Return, senders: Senders) -> tuple[str, ...]:
    if answer.sender:
        return (answer.sender,)
    sender = sender_of(answer, senders)
    return (sender.decided,) if sender.decided else sender.candidates


_MEANWHILE = "(Khi chưa trả lời, đơn vị này tính theo tệp {}.)"
_MAY_REPLACE = "(Tệp này có thể thay tệp {}; khi chưa trả lời, chưa tính số liệu của đơn vị này.)"


def _beside(
    point: OpenPoint, bodies: Sequence[str], sent: Mapping[str, Sequence[tuple[int, str]]], words: str
) -> OpenPoint:
    """Say in a question about a whole file which other files of its body there are, and what they count until
    it is answered.

    Shape: `sent` has by body the numbers and names of its files.
    """
    files_of = sorted(row for body in set(bodies) for row in sent.get(body, ()))
    counted = list(dict.fromkeys(file for _, file in files_of if file != point.place.file))
    if not counted:
        return point
    more = f" và {len(counted) - _MOST_COUNTED} tệp nữa" if len(counted) > _MOST_COUNTED else ""
    files = "; ".join(f"“{file}”" for file in counted[:_MOST_COUNTED])
    return replace(point, message=f"{point.message} {words.format(f'{files}{more}')}")


def memories(answer: Return) -> tuple[str, ...]:
    """Return what an answer about this file's sender is remembered by in the next cycle.

    The mail's address, and the file's name where it says more than "báo cáo 6 tháng".
    """
    label = f"|{answer.named}" if answer.named else ""
    mail, file = answer.envelope.sender.lower(), name_pattern(answer.file)
    told = [f"mail:{mail}{label}"] if mail else []
    return (*told, f"file:{file}{label}") if answer.named or is_telling(answer.file) else tuple(told)


_DIGITS = re.compile(r"\d+")
_GENERIC = frozenset(
    [
        "bao",
        "cao",
        "bc",
        "bieu",
        "so",
        "lieu",
        "thang",
        "quy",
        "nam",
        "ket",
        "qua",
        "cong",
        "tac",
        "tuyen",
        "truyen",
        "gui",
        "lai",
        "lan",
        "chinh",
        "thuc",
        "ban",
        "du",
        "thao",
        "file",
        "tep",
        "kem",
        "theo",
        "dinh",
        "phu",
        "luc",
        "scan",
        "anh",
        "chup",
        "image",
        "img",
        "book",
        "sheet",
        "tong",
        "hop",
        "thong",
        "tin",
        "dau",
        "cuoi",
        "ky",
        "ngay",
        "final",
        "new",
        "copy",
        "sao",
        "nop",
        "moi",
        "sua",
        "don",
        "vi",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "pdf",
        "document",
        "report",
    ]
)


def name_pattern(file: str) -> str:
    """Return the file's own name with every number as "#", so that the next cycle's file has the same.

    >>> name_pattern("huyện/BC 6T 2023 chị Mẫu.xlsx")
    'bc #t # chị mẫu.xlsx'
    """
    stem, dot, ending = file.lower().rpartition("/")[2].rpartition(".")
    name, suffix = (stem, dot + ending) if stem else (ending, "")
    return f"{' '.join(_DIGITS.sub('#', name).split())}{suffix}"


def is_telling(file: str) -> bool:
    """Say whether a file's name has a word that not every report's name has.

    >>> is_telling("Báo cáo 6 tháng 2023.docx"), is_telling("BC Tan Lap.xlsx")
    (False, True)
    """
    name = file.rpartition("/")[2]
    words = without_marks(match_key(name.rpartition(".")[0] or name)).replace("_", " ").split()
    return any(len(word) > 2 and word.isalpha() and word not in _GENERIC for word in words)


def _decided(
    answer: Return,
    senders: Senders,
    codes: frozenset[str],
    answers: Answers,
    shared: Mapping[str, int],
) -> Return | RefusedFile | Sender:
    """Return the file with its body, its refusal by a person's word, or what is known of its sender."""
    given = answers.get(_sender_question(answer))
    if given and given.value.strip() == LEAVE_OUT:
        message = f"Để ngoài theo trả lời của {given.by}" + (f": {given.reason}." if given.reason else ".")
        return RefusedFile(answer.file, "left-out", message)
    if given and given.value.strip() in codes:
        return replace(answer, body=given.value.strip())
    sender = sender_of(answer, senders)
    if sender.decided:
        return replace(answer, body=sender.decided)
    keys = [memory_id(key) for key in memories(answer) if shared[key] == 1]
    earlier = next((answers[key] for key in keys if key in answers), None)
    if earlier and earlier.value.strip() in (codes & set(sender.candidates) if sender.candidates else codes):
        return replace(answer, body=earlier.value.strip())
    return sender


def sender_of(answer: Return, senders: Senders) -> Sender:
    """Recognise the sender: by what the file itself says, and only else by what stands around it."""
    if answer.named:
        return senders.of([Hint("dòng trong bảng", answer.named)])
    *folders, name = answer.file.split("/")
    inside = [*answer.hints, Hint("tên tệp", name)]
    around = [*answer.envelope.hints, *(Hint("thư mục", folder) for folder in folders if folder)]
    sender = senders.of(inside)
    if sender.decided or not around:
        return sender
    wider = senders.of([*inside, *around])
    if not sender.candidates:
        return wider
    return wider if wider.decided in sender.candidates else sender


def _silent_bodies(own: Sequence[Return], campaign: Campaign) -> tuple[str, ...]:
    """Return the bodies of which nothing is there yet: one of them sent a file that names nobody."""
    heard = {answer.sender for answer in own}
    return tuple(body.code for body in campaign.bodies if body.code not in heard)


def _sender_question(answer: Return) -> str:
    return question_id(answer.sha256, answer.part or answer.named, "who-sent")


def _who_sent(answer: Return, sender: Sender, silent: Sequence[str]) -> OpenPoint:
    named = f"dòng “{answer.named}” của tệp" if answer.named else "tệp"
    if sender.candidates:
        message = f"Chưa rõ {named} là của đơn vị nào ({sender.why}); của đơn vị nào?"
    else:
        message = f"Chưa rõ {named} là của đơn vị nào: {sender.why}; "
        message += f"ghi mã đơn vị, hoặc “{LEAVE_OUT}” nếu không tính."
    choices = sender.candidates or tuple(silent[:MOST_CHOICES])
    return OpenPoint(
        _sender_question(answer),
        Place(answer.file, answer.part),
        message,
        (*choices, LEAVE_OUT),
        remembered=memories(answer),
    )


def _held(answer: Return, answers: Answers) -> OpenPoint | RefusedFile | None:
    """Return what keeps a whole file from counting: an open doubt, or a person's word; None where nothing
    does.
    """
    for hold in answer.holds:
        point = OpenPoint(
            question_id(answer.sha256, answer.part, hold.code),
            Place(answer.file, "", answer.sender),
            hold.message,
            hold.choices,
        )
        given = answer_to(point, answers)
        if given is None or given.value.strip() not in hold.choices:
            return point
        if given.value.strip() != hold.choices[0]:
            message = f"Không tính theo trả lời của {given.by}: {hold.message}"
            return RefusedFile(answer.file, "left-out", message)
    return None
