"""Obligations: the tasks that a directive lays on named parties.

An obligation is one lowest item of the outline, or one paragraph split where it turns to another party, that lays a task
on a named party. The party stands in the sentence, in labelled lines behind it, or in the nearest heading above.
Items with no named party in them or above them are goals, not obligations.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tonghop.domain.directives.assignments import (
    Assignment,
    labelled_assignments,
    supporting_parties,
    table_rows,
)
from tonghop.domain.directives.citations import Citation
from tonghop.domain.directives.commands import CERTAIN_DUTY, DUTY
from tonghop.domain.directives.deadlines import Deadline, find_deadlines
from tonghop.domain.directives.outline import Item, children_of, is_title
from tonghop.domain.directives.parties import Party, name_parties
from tonghop.domain.directives.reach import audiences, channels
from tonghop.domain.directives.rights import SensitiveSentence, sensitive_sentences
from tonghop.domain.directives.subjects import Subject, subject_of
from tonghop.domain.documents import Document, Table
from tonghop.domain.language import match_key, sentences
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Obligation:
    """One task on a named party, with the words it came from; unconfirmed until a person says otherwise.

    `quote` is cut from the document's text by `span`; `basis` indexes the reading's citations; `why` says in plain
    words which rule made it an obligation; `id` is stable for the same text.
    """

    id: str
    quote: str
    span: Span
    actors: tuple[str, ...]
    support: tuple[str, ...]
    parties: tuple[Party, ...]
    deadlines: tuple[Deadline, ...]
    channels: tuple[str, ...]
    audiences: tuple[str, ...]
    basis: tuple[int, ...]
    rights_sensitive: tuple[SensitiveSentence, ...]
    confidence: float
    why: str

    @property
    def deadline(self) -> Deadline | None:
        return self.deadlines[0] if self.deadlines else None


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a party is taken to be addressed, in plain words, and how sure that rule is (0 to 1)."""

    why: str
    confidence: float


COMMANDED = Ground("văn bản giao, đề nghị hoặc yêu cầu đích danh", 0.95)
NAMED = Ground("tên đơn vị đứng đầu câu giao việc", 0.9)
LABELLED = Ground("có dòng ghi cơ quan chủ trì, thực hiện", 0.95)
TABLED = Ground("cột cơ quan chủ trì của bảng", 0.95)
HEADED = Ground("đề mục phía trên nêu tên đơn vị", 0.9)
LISTED = Ground("câu dẫn phía trên nêu tên đơn vị", 0.75)
ADDRESSED = Ground("nơi kính gửi của văn bản", 0.6)


@dataclass(frozen=True, slots=True)
class _Context:
    """The parties that items below inherit; `passing` when they pass through sub-headings."""

    parties: tuple[Party, ...]
    ground: Ground
    passing: bool


_GOALS = re.compile(
    r"[*_ ]*(?:mục đích|mục tiêu|quan điểm|chỉ tiêu|đối tượng|phạm vi|sự cần thiết|cơ sở (?:pháp lý|xây dựng)|căn cứ|tiêu chí|đánh giá|đặc điểm|tình hình"
    r"|thực trạng|kết quả|nguyên tắc|thời gian|địa điểm|chủ đề|tồn tại|hạn chế|nguyên nhân|giải thích từ ngữ|thuận lợi|khó khăn|dự báo"
    r"|bối cảnh|tiêu chuẩn)"
)
"""Headings under which a directive tells and wishes; only a word of command makes a task there."""

_REQUIREMENTS = re.compile(r"[*_ ]*yêu cầu(?: (?:chung|cụ thể))?[*_ :.]*")
_LIST_OF_TASKS = re.compile(
    r"(?:thực hiện|triển khai|tổ chức)[^.;:]{0,60} (?:hoạt động|nhiệm vụ|nội dung|công việc|việc|giải pháp|biện pháp)(?: [^.;:]{0,30})? sau(?: đây)?:"
)
_ADDRESSED = re.compile(
    r"(?:quý (?:cơ quan|đơn vị|ủy ban|sở|ban|đồng chí)|(?:các )?(?:cơ quan|đơn vị|địa phương|đồng chí)(?:, (?:cơ quan|đơn vị|địa phương))* (?:nêu trên|có tên trên|như trên))"
)
_ASKS_NOBODY = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo)(?: (?:tập trung|khẩn trương|tổ chức|triển khai|thực hiện|một số|các nội dung|những nội dung)[^.;:]{0,120})?:[*_ ]*$"
)
"""An introducing line that asks without saying whom ("UBND tỉnh yêu cầu triển khai các nội dung sau:"): the addressees are meant."""

_CLOSING_NOTE = re.compile(r"[*_ ]*(?:nơi nhận|kính gửi|ghi chú|lưu ý)")


def find_obligations(
    document: Document,
    folded: str,
    items: Sequence[Item],
    *,
    issuer: str | None,
    written_on: str | None,
    addressees: Sequence[str] = (),
    citations: Sequence[Citation] = (),
) -> tuple[Obligation, ...]:
    """Return the obligations of a document's items and tables in reading order.

    `items` is the outline of the part to read; `addressees` the "Kính gửi" list, used where the text says "quý cơ quan".
    """
    tasks = [
        *_from_items(document.text, folded, items, issuer, written_on, addressees),
        *_from_tables(document, folded, items, written_on),
    ]
    mentions = [(span, number) for number, citation in enumerate(citations) for span in citation.mentions]
    seen: dict[str, int] = {}
    found = []
    for task in sorted(tasks, key=lambda task: task.span):
        obligation = _told(document.text, folded, task, mentions, written_on)
        count = seen[obligation.id] = seen.get(obligation.id, 0) + 1
        found.append(obligation if count == 1 else replace(obligation, id=f"{obligation.id}-{count}"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Task:
    """A stretch of text that tasks somebody, before its parts are told."""

    span: Span
    leads: tuple[Party, ...]
    ground: Ground
    assignment: Assignment | None = None


def _from_items(
    text: str,
    folded: str,
    items: Sequence[Item],
    issuer: str | None,
    written_on: str | None,
    addressees: Sequence[str],
) -> Iterator[_Task]:
    below = children_of(items)
    assigned, lines = labelled_assignments(text, folded, items, below, written_on)
    contexts: dict[int, _Context] = {}
    first_marked = next((item.number for item in items if item.mark), len(items))
    itemised = sum(item.mark is not None for item in items) > 2
    goals: set[int] = set()
    for item in items:
        told_above = (
            item.parent in goals
            and item.parent not in contexts
            and not _REQUIREMENTS.fullmatch(folded, item.body.start, item.body.end)
        )
        if told_above or _is_goal(folded, item, text, below):
            goals.add(item.number)
        if item.number in lines or _CLOSING_NOTE.match(folded, item.body.start, item.body.end):
            continue
        strict = (
            item.number in goals and not _LIST_OF_TASKS.search(folded, item.body.start, item.body.end)
        ) or (itemised and item.number < first_marked)
        inherited = None if item.number in goals else _inherited(item, items, contexts, below)
        assignment = assigned.get(item.number)
        if item.number in goals and strict and _party_heading(text, folded, item, True) is not None:
            continue
        if _sets_context(text, folded, item, below, lines, inherited, contexts, issuer, strict, addressees):
            continue
        if item.number in goals and assignment is None and not _may_command(folded, item):
            continue
        if assignment is not None and assignment.leads:
            yield _labelled_task(text, folded, item, assignment, issuer)
            continue
        yield from _split(text, folded, item, inherited, issuer, strict, contexts, below, assignment)


def _is_goal(folded: str, item: Item, text: str, below: dict[int | None, list[Item]]) -> bool:
    return (
        (item.mark is not None or item.bold)
        and _GOALS.match(folded, item.body.start, item.body.end) is not None
        and (
            is_title(item, text)
            or item.body.end - item.body.start < 60
            or ":" in text[item.body.start : item.body.start + 50]
        )
    )


def _may_command(folded: str, item: Item) -> bool:
    return (
        re.compile(r"(?<!\w)(?:giao|đề nghị|yêu cầu|phân công) ").search(
            folded, item.body.start, item.body.end
        )
        is not None
    )


def _inherited(
    item: Item, items: Sequence[Item], contexts: dict[int, _Context], below: dict[int | None, list[Item]]
) -> _Context | None:
    """Return the parties of the nearest heading above; an introducing line speaks only to the list right below it."""
    above, steps = item.parent, 1
    while above is not None:
        context = contexts.get(above)
        if context is not None:
            return context if context.passing or (steps == 1 and not _has_tasks_below(item, below)) else None
        above, steps = items[above].parent, steps + 1
    return None


def _has_tasks_below(item: Item, below: dict[int | None, list[Item]]) -> bool:
    return bool(below.get(item.number))


def _sets_context(
    text: str,
    folded: str,
    item: Item,
    below: dict[int | None, list[Item]],
    lines: set[int],
    inherited: _Context | None,
    contexts: dict[int, _Context],
    issuer: str | None,
    strict: bool,
    addressees: Sequence[str],
) -> bool:
    """Note the parties that a heading or an introducing line names for the items below. True when the item is no task itself."""
    children = [child for child in below.get(item.number, ()) if child.number not in lines]
    introduces = text[item.body.start : item.body.end].rstrip("*_ ").endswith(":")
    heading = _party_heading(text, folded, item, bool(children))
    if heading is not None:
        contexts[item.number] = _Context(heading, HEADED, True)
        return True
    if introduces and children:
        subject = _introduced(text, folded, item, issuer, strict)
        if subject is not None:
            parties = _directed(
                text,
                folded,
                item,
                subject.parties if subject.parties else inherited.parties if inherited else (),
            )
            contexts[item.number] = _Context(parties, LISTED, item.mark is not None)
        elif inherited is not None:
            contexts[item.number] = replace(
                inherited, parties=_directed(text, folded, item, inherited.parties)
            )
        elif addressees and (
            _ADDRESSED.search(folded, *item.body) or _ASKS_NOBODY.search(folded, *item.body)
        ):
            contexts[item.number] = _Context(_addressed(addressees, item), ADDRESSED, True)
        return True
    return bool(children) and is_title(item, text) and _only_a_title(text, folded, item, issuer)


def _party_heading(text: str, folded: str, item: Item, has_children: bool) -> tuple[Party, ...] | None:
    """Return the parties of a line that names parties and nothing else ("2. Sở Tài chính", "3. Đề nghị Hội A và Hội B:")."""
    body = item.body
    lead_in = re.compile(
        r"[*_ ]*(?:(?:giao|đề nghị|yêu cầu|đối với|trách nhiệm(?: của)?|nhiệm vụ của|về phía) +(?:cho +)?)?[*_ ]*"
    ).match(folded, body.start, body.end)
    start = lead_in.end() if lead_in else body.start
    naming = name_parties(text, folded, start, body.end)
    if naming is None:
        return None
    if naming.then == "end" or (naming.then == "colon" and not folded[naming.end : body.end].strip(" *_:")):
        return naming.parties
    if not has_children or not is_title(item, text):
        return None
    outside = re.sub(r"\([^()]*\)|là tổ chức", " ", folded[naming.end : body.end])
    if CERTAIN_DUTY.search(outside) or text[body.start : body.end].rstrip("*_ ").endswith(":"):
        return None
    whole = name_parties(text, folded, start, body.end, heading=True)
    return whole.parties if whole and whole.then in ("end", "colon") else None


def _introduced(text: str, folded: str, item: Item, issuer: str | None, strict: bool) -> Subject | None:
    """Return whom an introducing line addresses: the subject of its last sentence that has one."""
    found = [
        s
        for sentence in sentences(text, item.body)
        if (s := subject_of(text, folded, sentence, issuer, strict=strict))
    ]
    return found[-1] if found else None


def _directed(text: str, folded: str, item: Item, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Add the parties whom a line directs to do what follows ("Sở A chỉ đạo Chi cục B thực hiện các nội dung sau:")."""
    found = re.compile(r"(?<!\w)chỉ đạo (?=\S)").search(folded, item.body.start, item.body.end)
    naming = name_parties(text, folded, found.end(), item.body.end) if found else None
    return (*parties, *naming.parties) if naming else parties


def _addressed(addressees: Sequence[str], item: Item) -> tuple[Party, ...]:
    return tuple(Party(name, Span(item.body.start, item.body.start)) for name in addressees)


def _only_a_title(text: str, folded: str, item: Item, issuer: str | None) -> bool:
    return subject_of(text, folded, item.body, issuer) is None


def _labelled_task(text: str, folded: str, item: Item, assignment: Assignment, issuer: str | None) -> _Task:
    first = next(iter(sentences(text, item.body)), item.body)
    subject = subject_of(text, folded, first, issuer)
    leads = tuple(assignment.leads)
    if subject is not None and subject.commanded and subject.then == "duty":
        leads = (*subject.parties, *leads)
    return _Task(Span(item.body.start, max(item.body.end, assignment.end or 0)), leads, LABELLED, assignment)


def _split(
    text: str,
    folded: str,
    item: Item,
    inherited: _Context | None,
    issuer: str | None,
    strict: bool,
    contexts: dict[int, _Context],
    below: dict[int | None, list[Item]],
    assignment: Assignment | None,
) -> Iterator[_Task]:
    """Yield the tasks of one item: it is cut where a sentence, or a clause behind a semicolon, turns to another party."""
    start = item.body.start
    leads = inherited.parties if inherited else ()
    ground = inherited.ground if inherited else NAMED
    addressed_here = False
    for clause in _turns(text, folded, item.body, issuer, strict):
        place, subject = clause
        if subject.then == "end" and not subject.commanded:
            continue
        if _same(subject.parties, leads) and (addressed_here or inherited):
            addressed_here = True
            continue
        if addressed_here or (inherited and place > item.body.start and leads):
            yield _Task(_trimmed(text, start, place), leads, ground, assignment)
            start = place
        leads, ground, addressed_here = subject.parties, COMMANDED if subject.commanded else NAMED, True
    if addressed_here and below.get(item.number):
        contexts[item.number] = _Context(leads, LISTED, item.mark is not None)
    if not leads or (below.get(item.number) and not addressed_here and is_title(item, text)):
        return
    if not addressed_here and not _says_enough(folded, item.body):
        return
    end = max(item.body.end, (assignment.end if assignment else 0) or 0)
    yield _Task(_trimmed(text, start, end), leads, ground, assignment)


def _says_enough(folded: str, body: Span) -> bool:
    """Say whether an inheriting line can be a task: cells of a flattened table ("TT", "Số lượng") cannot."""
    words = folded.count(" ", *body) + 1
    return words >= 8 or (words >= 5 and DUTY.search(folded, *body) is not None)


def _turns(
    text: str, folded: str, body: Span, issuer: str | None, strict: bool
) -> Iterator[tuple[int, Subject]]:
    """Yield where the text turns to a party: at the head of a sentence or of a clause behind a semicolon."""
    for sentence in sentences(text, body):
        subject = subject_of(text, folded, sentence, issuer, strict=strict)
        searched = sentence.start
        if subject is not None:
            yield sentence.start, subject
            searched = subject.rest
        for semicolon in re.compile(r"; +(?=\S)").finditer(folded, searched, sentence.end):
            clause = subject_of(text, folded, Span(semicolon.end(), sentence.end), issuer, strict=strict)
            if (
                clause is not None
                and clause.then == "duty"
                and clause.rest - semicolon.end() < 220
                and _begins(clause, semicolon.end())
            ):
                yield semicolon.end(), clause


def _begins(subject: Subject, at: int) -> bool:
    """Say whether a clause begins with its party, or with the word of command before it."""
    return subject.parties[0].span.start - at <= (14 if subject.commanded else 1)


def _same(left: Sequence[Party], right: Sequence[Party]) -> bool:
    return {_shown(p) for p in left} == {_shown(p) for p in right}


def _shown(party: Party) -> str:
    return re.sub(r"^(?:các|những) ", "", match_key(party.name))


def _from_tables(
    document: Document, folded: str, items: Sequence[Item], written_on: str | None
) -> Iterator[_Task]:
    if not items:
        return
    within = Span(items[0].whole.start, max(item.whole.end for item in items))
    for block in document.blocks:
        if isinstance(block, Table) and (within.holds(block.span) or block.span.start >= within.end):
            for cell, assignment in table_rows(document.text, folded, block, written_on):
                if assignment.leads:
                    yield _Task(
                        _trimmed(document.text, *cell.span), tuple(assignment.leads), TABLED, assignment
                    )


def _told(
    text: str, folded: str, task: _Task, mentions: Sequence[tuple[Span, int]], written_on: str | None
) -> Obligation:
    """Fill an obligation in: support, deadlines, channels, audiences, basis, sensitive sentences."""
    span, assignment = task.span, task.assignment
    supports = [*supporting_parties(text, folded, span), *(assignment.supports if assignment else ())]
    lead_names = {_shown(p) for p in task.leads}
    supports = [p for p in _unique(supports) if _shown(p) not in lead_names]
    role = "all" if len(task.leads) > 1 and "chủ trì" not in folded[span.start : span.end] else "lead"
    leads = tuple(replace(p, role=role) for p in _unique(task.leads))
    quote = span.cut(text)
    return Obligation(
        id=_identity(quote, leads),
        quote=quote,
        span=span,
        actors=tuple(p.name for p in leads),
        support=tuple(p.name for p in supports),
        parties=(*leads, *supports),
        deadlines=_deadlines(text, folded, span, assignment, written_on),
        channels=channels(folded, span),
        audiences=audiences(text, folded, span),
        basis=tuple(sorted({number for mention, number in mentions if span.holds(mention)})),
        rights_sensitive=sensitive_sentences(text, span, folded=folded),
        confidence=task.ground.confidence,
        why=task.ground.why,
    )


def _unique(parties: Sequence[Party]) -> list[Party]:
    return list({_shown(p): p for p in reversed(parties)}.values())[::-1]


def _deadlines(
    text: str, folded: str, span: Span, assignment: Assignment | None, written_on: str | None
) -> tuple[Deadline, ...]:
    own = find_deadlines(text, span, folded=folded, written_on=written_on)
    labelled = assignment.deadlines if assignment else []
    return tuple({d.span: d for d in (*labelled, *own)}.values())


def _identity(quote: str, leads: Sequence[Party]) -> str:
    """Return an id that stays while the words and the parties stay: blanks, tone placement and case do not matter."""
    words = match_key(quote) + "|" + "|".join(match_key(p.name) for p in leads)
    return "o-" + hashlib.sha256(words.encode()).hexdigest()[:10]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \n\t":
        start += 1
    while end > start and text[end - 1] in " \n\t":
        end -= 1
    return Span(start, end)
