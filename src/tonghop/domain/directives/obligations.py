"""Obligations: the tasks that a directive lays on named parties.

An obligation is one lowest item of the outline, or one paragraph split where it turns to another party, that
lays a task on a named party. The party stands in the sentence, in labelled lines behind it, or in the nearest
heading above. Items with no named party in them or above them are goals, not obligations.

The items are walked once, from top to bottom. Each either *speaks to what lies below* (a heading "2. Sở Tài
chính", a line "Các sở thực hiện các nội dung sau:") and leaves its parties there, or *is a task* itself, its
own parties' or those left above. Under headings that tell and wish ("Mục tiêu", "Tiêu chí") only a word of
command makes a task.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tonghop.domain.directives.assignments import (
    Assignment,
    labelled_assignments,
    supporting_parties,
    table_rows,
)
from tonghop.domain.directives.citations import Citation
from tonghop.domain.directives.commands import CERTAIN_DUTY, DUTY
from tonghop.domain.directives.deadlines import Deadline, find_deadlines
from tonghop.domain.directives.directive import Directive
from tonghop.domain.directives.outline import Item, children_of, is_title
from tonghop.domain.directives.parties import Party, name_parties, names_a_head
from tonghop.domain.directives.reach import audiences, channels
from tonghop.domain.directives.rights import SensitiveSentence, sensitive_sentences
from tonghop.domain.directives.subjects import Subject, subject_of
from tonghop.domain.documents import Document, Table
from tonghop.domain.language import flat, match_key, sentences
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Obligation:
    """One task on a named party, with the words it came from; unconfirmed until a person says otherwise.

    `quote` is cut from the document's text by `span`; `basis` indexes the reading's citations; `why` says in
    plain words which rule made it an obligation; `id` is stable for the same text.
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


_SPEAKS_TO_NOBODY = _Context((), LISTED, False)


@dataclass(frozen=True, slots=True)
class _Outline:
    """A directive's items, what lies below each, what labelled lines assign, and which lines they are."""

    directive: Directive
    items: Sequence[Item]
    below: dict[int | None, list[Item]]
    assigned: dict[int, Assignment]
    lines: set[int]
    preamble: int
    """The number of the first item behind the narrative that opens an itemised directive."""

    def tasks_below(self, item: Item) -> bool:
        return any(child.number not in self.lines for child in self.below.get(item.number, ()))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an item from `start` on, and who has to do it; `addressed` where its own words say so."""

    start: int
    leads: tuple[Party, ...]
    ground: Ground
    addressed: bool


@dataclass(frozen=True, slots=True)
class _Task:
    """A stretch of text that tasks somebody, before its parts are told."""

    span: Span
    leads: tuple[Party, ...]
    ground: Ground
    assignment: Assignment


_GOALS = re.compile(
    r"[*_ ]*(?:"
    # what is wished
    r"mục đích|mục tiêu|quan điểm|chỉ tiêu|nguyên tắc|chủ đề"
    # what is so: the state of things, its causes
    r"|tình hình|thực trạng|bối cảnh|đặc điểm|kết quả|dự báo"
    r"|đánh giá(?: chung| (?:tình hình|kết quả|thực trạng|nguy cơ|tác động)|[*_ :.]*$)"
    r"|thuận lợi|khó khăn|tồn tại|hạn chế|nguyên nhân"
    # on what it rests
    r"|căn cứ(?! [^;:]{1,160}, (?:các|sở|ban|ủy ban|ubnd|phòng|thủ trưởng|chủ tịch|công an|đơn vị) "
    r"[^;]{1,900}$)"
    r"|sự cần thiết|cơ sở (?:pháp lý|xây dựng)|giải thích từ ngữ"
    # to whom it applies, by what it is judged
    r"|đối tượng|phạm vi|tiêu chí|tiêu chuẩn"
    # when and where
    r"|thời gian|địa điểm"
    r")"
)
"""Headings under which a directive tells and wishes; only a word of command makes a task there."""

_SHORT_GOAL = 60
_GOAL_LABEL = 50
_REQUIREMENTS = re.compile(r"[*_ ]*yêu cầu(?: (?:chung|cụ thể))?[*_ :.]*")
_LIST_OF_TASKS = re.compile(
    r"(?:thực hiện|triển khai|tổ chức)[^.;:]{0,60} "
    r"(?:hoạt động|nhiệm vụ|nội dung|công việc|việc|giải pháp|biện pháp)(?: [^.;:]{0,30})? sau(?: đây)?:"
)
_COMMANDS = re.compile(r"(?<!\w)(?:giao|đề nghị|yêu cầu|phân công) ")
_CLOSING_NOTE = re.compile(
    r"[*_ ]*(?:nơi nhận|kính gửi|ghi chú|lưu ý|rất mong"
    r"|xin (?:trân trọng )?cảm ơn|trân trọng(?: cảm ơn)?[./])"
)

_ADDRESSED = re.compile(
    r"(?:quý (?:cơ quan|đơn vị|ủy ban|sở|ban|đồng chí)"
    r"|(?:các )?(?:cơ quan|đơn vị|địa phương|đồng chí)(?:, (?:cơ quan|đơn vị|địa phương))* "
    r"(?:nêu trên|có tên trên|như trên))"
)
"""Words for those whom the letter is addressed to."""

_ASKS_NOBODY = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo)"
    r"(?: (?:tập trung|khẩn trương|tổ chức|triển khai|thực hiện|một số|các nội dung|những nội dung)"
    r"[^.;:]{0,120})?:[*_ ]*$"
)
"""An introducing line that asks without saying whom ("UBND tỉnh yêu cầu:"): the addressees are meant."""

_LEAD_IN = re.compile(
    r"[*_ ]*(?:(?:giao|đề nghị|yêu cầu|đối với|trách nhiệm(?: của)?|nhiệm vụ của|về phía) +(?:cho +)?)?[*_ ]*"
)
"""What may stand before the parties of a heading ("3. Trách nhiệm của Sở Y tế")."""

_ASIDE = re.compile(r"\([^()]*\)|là tổ chức")
_DIRECTS = re.compile(r"(?<!\w)chỉ đạo (?=\S)")
_SEMICOLON = re.compile(r"; +(?=\S)")
_BETWEEN_SEMICOLONS = re.compile(r"[^;\s][^;]*")
_LONGEST_ADDRESS = 220
_LONGEST_NAME = 90
_NO_PARTY = re.compile(
    r"(?:công tác|kinh phí|chế độ|thời gian|nội dung|nhiệm vụ|giải pháp|lộ trình|nguồn|về |việc|yêu cầu"
    r"|kiểm tra|đối với|một số|những|phương|hình thức|tiến độ|điều khoản|hiệu lực|thông tin|truyền thông)"
)
"""Words with which headings of subjects begin, beside those of parties."""

_ASSIGNS = re.compile(
    r"(?P<certain>phân công (?:nhiệm vụ|thực hiện|trách nhiệm|tổ chức)|trách nhiệm (?:của|thực hiện|tổ chức))"
    r"|tổ chức thực hiện|^phân công"
)
"""Titles of sections whose headings name who does the tasks below."""
_BOUND = re.compile(r"(?<!\w)(?:có|trách nhiệm|thực hiện)(?!\w)")

_QUANTIFIED = re.compile(r"^(?:các|những) ")


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

    `items` is the outline of the part to read; `addressees` the "Kính gửi" list, used where the text says
    "quý cơ quan".
    """
    directive = Directive(document.text, folded, issuer, written_on, tuple(addressees))
    tasks = [*_from_items(directive, items), *_from_tables(directive, document, items)]
    mentions = sorted(
        (span, number) for number, citation in enumerate(citations) for span in citation.mentions
    )
    seen: dict[str, int] = {}
    found = []
    for task in sorted(tasks, key=lambda task: task.span):
        obligation = _obligation(directive, task, mentions)
        count = seen[obligation.id] = seen.get(obligation.id, 0) + 1
        found.append(obligation if count == 1 else replace(obligation, id=f"{obligation.id}-{count}"))
    return tuple(found)


def _from_items(directive: Directive, items: Sequence[Item]) -> Iterator[_Task]:
    outline = _outlined(directive, items)
    contexts: dict[int, _Context] = {}
    goals: set[int] = set()
    for item in items:
        if _is_goal(directive, item) or _lies_in_goals(directive, item, goals, contexts):
            goals.add(item.number)
        if item.number not in outline.lines and not _CLOSING_NOTE.match(directive.folded, *item.body):
            yield from _tasks(outline, item, item.number in goals, contexts)


def _outlined(directive: Directive, items: Sequence[Item]) -> _Outline:
    below = children_of(items)
    assigned, lines = labelled_assignments(directive, items, below)
    marked = [item.number for item in items if item.mark]
    return _Outline(directive, items, below, assigned, lines, marked[0] if len(marked) > 2 else 0)


def _is_goal(directive: Directive, item: Item) -> bool:
    """Say whether an item is a heading under which nobody is tasked ("1. Mục tiêu")."""
    if not (item.mark or item.bold) or not _GOALS.match(directive.folded, *item.body):
        return False
    is_short = item.body.end - item.body.start < _SHORT_GOAL
    labelled = ":" in directive.text[item.body.start : item.body.start + _GOAL_LABEL]
    if labelled and subject_of(directive, item.body) is not None:
        return False  # "Thời gian: Sở Y tế hoàn thành trước …" tasks somebody
    return is_short or labelled or is_title(item, directive.text)


def _lies_in_goals(directive: Directive, item: Item, goals: set[int], contexts: dict[int, _Context]) -> bool:
    """Say whether an item only tells, as the heading above it; below "Yêu cầu" tasks begin again."""
    if item.parent not in goals or item.parent in contexts:
        return False
    return not _REQUIREMENTS.fullmatch(directive.folded, *item.body)


def _tasks(outline: _Outline, item: Item, in_goals: bool, contexts: dict[int, _Context]) -> Iterator[_Task]:
    """Yield the tasks of one item, and note in `contexts` whom it speaks to for the items below."""
    directive, assignment = outline.directive, outline.assigned.get(item.number, Assignment())
    told = in_goals and not _LIST_OF_TASKS.search(directive.folded, *item.body)
    strict = told or item.number < outline.preamble
    if in_goals and strict and _party_heading(directive, item, True) is not None:
        return
    inherited = None if in_goals else _inherited(outline, item, contexts)
    if not (
        inherited or assignment.leads or item.number in outline.below or _may_name_somebody(directive, item)
    ):
        return
    speaks_to = _speaks_to(outline, item, inherited, strict)
    if speaks_to is not None:
        if speaks_to.parties:
            contexts[item.number] = speaks_to
    elif assignment.leads:
        yield _labelled_task(directive, item, assignment)
    elif not in_goals or item.number in outline.assigned or _COMMANDS.search(directive.folded, *item.body):
        pieces = _pieces(directive, item, inherited, strict)
        yield from _split(outline, item, pieces, assignment)
        if pieces[-1].addressed and outline.below.get(item.number):
            contexts[item.number] = _Context(pieces[-1].leads, LISTED, item.mark is not None)


def _may_name_somebody(directive: Directive, item: Item) -> bool:
    """Say at little cost whether a paragraph is worth reading for parties; most of a long text is not."""
    return (
        names_a_head(directive.folded, item.body)
        or _ends_in_colon(directive, item)
        or directive.folded.find(" trách nhiệm", *item.body) > 0
    )


def _inherited(outline: _Outline, item: Item, contexts: dict[int, _Context]) -> _Context | None:
    """Return the parties of the nearest heading above; a line speaks only to the list right below it."""
    above = item.parent
    while above is not None and above not in contexts:
        above = outline.items[above].parent
    if above is None:
        return None
    right_below = above == item.parent and not outline.below.get(item.number)
    return contexts[above] if contexts[above].passing or right_below else None


def _speaks_to(outline: _Outline, item: Item, inherited: _Context | None, strict: bool) -> _Context | None:
    """Return whom an item leaves to the items below, or None where it is a task itself."""
    directive, has_tasks_below = outline.directive, outline.tasks_below(item)
    heading = _party_heading(directive, item, has_tasks_below)
    if heading is None and has_tasks_below and _stands_among_parties(outline, item):
        heading = tuple(_parties_as_written(directive, item))
    if heading is not None:
        return _Context(heading, HEADED, True)
    if not has_tasks_below:
        return None
    if _ends_in_colon(directive, item):
        return _introduced(directive, item, inherited, strict)
    is_heading = is_title(item, directive.text) and subject_of(directive, item.body) is None
    return _SPEAKS_TO_NOBODY if is_heading else None


def _parties_as_written(directive: Directive, item: Item) -> Iterator[Party]:
    """Yield the parties of a heading of no known kind, parted at its semicolons."""
    for part in _BETWEEN_SEMICOLONS.finditer(directive.text, *item.body):
        span = Span(*part.span()).trimmed(directive.text, right=" \n\t:*_")
        yield Party(flat(span.cut(directive.text)), span)


def _stands_among_parties(outline: _Outline, item: Item) -> bool:
    """Say whether a heading of no known kind is a party because headings of parties stand beside it.

    Between "1. Hiệu trưởng" and "4. Trạm Y tế phường", "3. Thủ quỹ" is a party too. In a section that
    assigns tasks one such neighbour is enough, and none where its title says so, if only orders stand below.
    """
    directive, beside = outline.directive, outline.below.get(item.parent, [])
    words = item.body.cut(directive.folded)
    if item.mark is None or not is_title(item, directive.text) or len(words) > _LONGEST_NAME:
        return False
    if _NO_PARTY.match(words) or DUTY.match(words) or not directive.text[item.body.start].isupper():
        return False
    known = sum(_party_heading(directive, other, True) is not None for other in beside if other is not item)
    if 2 * known >= len(beside) - 1 and known > 0:
        return True
    if item.parent is None:
        return False
    section = _ASSIGNS.search(outline.items[item.parent].body.cut(directive.folded))
    if section is None or _BOUND.search(words) or not (known or section["certain"]):
        return False
    return all(DUTY.match(below.body.cut(directive.folded)) for below in outline.below[item.number])


def _ends_in_colon(directive: Directive, item: Item) -> bool:
    return item.body.cut(directive.text).rstrip("*_ ").endswith(":")


def _introduced(directive: Directive, item: Item, inherited: _Context | None, strict: bool) -> _Context:
    """Return whom an introducing line leaves to its list: the subject of its last sentence that has one.

    Without a subject it passes on what it inherits, or means the addressees of the letter.
    """
    backwards = reversed([*sentences(directive.text, item.body)])
    subjects = (subject_of(directive, sentence, strict=strict) for sentence in backwards)
    subject = next((subject for subject in subjects if subject), None)
    if subject is not None:
        return _Context(_directed(directive, item, subject.parties), LISTED, item.mark is not None)
    if inherited is not None:
        return replace(inherited, parties=_directed(directive, item, inherited.parties))
    if _ADDRESSED.search(directive.folded, *item.body) or _ASKS_NOBODY.search(directive.folded, *item.body):
        nowhere = Span(item.body.start, item.body.start)
        return _Context(tuple(Party(name, nowhere) for name in directive.addressees), ADDRESSED, True)
    return _SPEAKS_TO_NOBODY


def _directed(directive: Directive, item: Item, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Add the parties whom a line directs ("Sở A chỉ đạo Chi cục B thực hiện các nội dung sau:")."""
    found = _DIRECTS.search(directive.folded, *item.body)
    naming = name_parties(directive.text, directive.folded, found.end(), item.body.end) if found else None
    return (*parties, *naming.parties) if naming else parties


def _party_heading(directive: Directive, item: Item, has_tasks_below: bool) -> tuple[Party, ...] | None:
    """Return the parties of a line that names nothing else ("2. Sở Tài chính", "Đề nghị Hội A:")."""
    text, folded, end = directive.text, directive.folded, item.body.end
    lead_in = _LEAD_IN.match(folded, *item.body)
    start = lead_in.end() if lead_in else item.body.start
    naming = name_parties(text, folded, start, end)
    if naming is None:
        return None
    if naming.then == "end" or (naming.then == "colon" and not folded[naming.end : end].strip(" *_:")):
        return naming.parties
    if not has_tasks_below or not is_title(item, text):
        return None
    if CERTAIN_DUTY.search(_ASIDE.sub(" ", folded[naming.end : end])) or _ends_in_colon(directive, item):
        return None
    whole = name_parties(text, folded, start, end, heading=True)
    return whole.parties if whole and whole.then in ("end", "colon") else None


def _labelled_task(directive: Directive, item: Item, assignment: Assignment) -> _Task:
    first = next(sentences(directive.text, item.body), item.body)
    subject = subject_of(directive, first)
    commanded = subject.parties if subject and subject.commanded and subject.then == "duty" else ()
    span = Span(item.body.start, max(item.body.end, assignment.end))
    return _Task(span, (*commanded, *assignment.leads), LABELLED, assignment)


def _split(
    outline: _Outline, item: Item, pieces: Sequence[_Piece], assignment: Assignment
) -> Iterator[_Task]:
    """Yield the pieces of an item as tasks; what follows the last turn is one only if it says enough."""
    text, last = outline.directive.text, pieces[-1]
    for piece, following in pairwise(pieces):
        span = Span(piece.start, following.start).trimmed(text)
        yield _Task(span, piece.leads, piece.ground, assignment)
    is_heading = bool(outline.below.get(item.number)) and is_title(item, text)
    tasks_above = bool(last.leads) and not is_heading and _says_enough(outline.directive.folded, item.body)
    if last.addressed or tasks_above:
        span = Span(last.start, max(item.body.end, assignment.end)).trimmed(text)
        yield _Task(span, last.leads, last.ground, assignment)


def _pieces(directive: Directive, item: Item, inherited: _Context | None, strict: bool) -> list[_Piece]:
    """Cut an item where a sentence, or a clause behind a semicolon, turns to another party."""
    last = _Piece(item.body.start, (), NAMED, False)
    if inherited:
        last = _Piece(item.body.start, inherited.parties, inherited.ground, False)
    closed: list[_Piece] = []
    for place, subject in _turns(directive, item.body, strict):
        if subject.then == "end" and not subject.commanded:
            continue
        if _same(subject.parties, last.leads):
            last = replace(last, addressed=True)
        else:
            closes = last.addressed or (inherited is not None and place > item.body.start)
            ground = COMMANDED if subject.commanded else NAMED
            closed += [last] if closes else []
            last = _Piece(place if closes else last.start, subject.parties, ground, True)
    return [*closed, last]


def _says_enough(folded: str, body: Span) -> bool:
    """Say whether an inheriting line can be a task: cells of a flattened table ("TT", "Số lượng") cannot."""
    words = folded.count(" ", *body) + 1
    if folded[body.end - 1] in ".;" and words >= 3 and DUTY.match(folded, *body):
        return True
    return words >= 8 or (words >= 5 and DUTY.search(folded, *body) is not None)


def _turns(directive: Directive, body: Span, strict: bool) -> Iterator[tuple[int, Subject]]:
    """Yield where the text turns to a party: at the head of a sentence or of a clause behind a semicolon."""
    for sentence in sentences(directive.text, body):
        subject = subject_of(directive, sentence, strict=strict)
        if subject is not None:
            yield sentence.start, subject
        rest = Span(subject.rest if subject else sentence.start, sentence.end)
        for semicolon in _SEMICOLON.finditer(directive.folded, *rest):
            clause = subject_of(directive, Span(semicolon.end(), rest.end), strict=strict)
            if clause and _is_turn(directive, clause, semicolon.end()):
                yield semicolon.end(), clause


def _is_turn(directive: Directive, subject: Subject, at: int) -> bool:
    """Say whether a clause begins with its party, or the command before it, and tasks it soon."""
    begins = subject.parties[0].span.start - at <= (14 if subject.commanded else 1)
    if subject.commanded and directive.folded.startswith("phân công", at):
        return False  # one of the party's own tasks: it assigns people
    return begins and subject.then == "duty" and subject.rest - at < _LONGEST_ADDRESS


def _from_tables(directive: Directive, document: Document, items: Sequence[Item]) -> Iterator[_Task]:
    if not items:
        return
    within = Span(items[0].whole.start, max(item.whole.end for item in items))
    for block in document.blocks:
        if isinstance(block, Table) and (within.holds(block.span) or block.span.start >= within.end):
            for cell, assignment in table_rows(directive, block):
                if assignment.leads:
                    yield _Task(cell.span.trimmed(directive.text), assignment.leads, TABLED, assignment)


def _basis(span: Span, mentions: Sequence[tuple[Span, int]]) -> tuple[int, ...]:
    """Return the numbers of the citations that stand inside a span; `mentions` is sorted, and may be long."""
    first, last = (bisect_left(mentions, (Span(place, 0), -1)) for place in span)
    return tuple(sorted({number for mention, number in mentions[first:last] if span.holds(mention)}))


def _obligation(directive: Directive, task: _Task, mentions: Sequence[tuple[Span, int]]) -> Obligation:
    """Fill an obligation in: support, deadlines, channels, audiences, basis, sensitive sentences."""
    text, folded, span = directive.text, directive.folded, task.span
    leads, supports = _roles(directive, task)
    quote = span.cut(text)
    return Obligation(
        id=_identity(quote, leads),
        quote=quote,
        span=span,
        actors=tuple(party.name for party in leads),
        support=tuple(party.name for party in supports),
        parties=(*leads, *supports),
        deadlines=_deadlines(directive, task),
        channels=channels(folded, span),
        audiences=audiences(text, folded, span),
        basis=_basis(span, mentions),
        rights_sensitive=sensitive_sentences(text, span, folded=folded),
        confidence=task.ground.confidence,
        why=task.ground.why,
    )


def _roles(directive: Directive, task: _Task) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Return who leads and who supports, each once; several act alike unless one is to "chủ trì"."""
    alike = len(task.leads) > 1 and "chủ trì" not in task.span.cut(directive.folded)
    leads = tuple(replace(party, role="all" if alike else "lead") for party in _unique(task.leads))
    names = {_shown(party) for party in leads}
    supports = _unique((*supporting_parties(directive, task.span), *task.assignment.supports))
    return leads, tuple(party for party in supports if _shown(party) not in names)


def _deadlines(directive: Directive, task: _Task) -> tuple[Deadline, ...]:
    own = find_deadlines(directive.text, task.span, folded=directive.folded, written_on=directive.written_on)
    return tuple({deadline.span: deadline for deadline in (*task.assignment.deadlines, *own)}.values())


def _identity(quote: str, leads: Sequence[Party]) -> str:
    """Return an id that stays while words and parties stay, whatever blanks, tones and case."""
    words = "|".join([match_key(quote), *(match_key(party.name) for party in leads)])
    return "o-" + hashlib.sha256(words.encode()).hexdigest()[:10]


def _unique(parties: Sequence[Party]) -> list[Party]:
    return list({_shown(party): party for party in reversed(parties)}.values())[::-1]


def _same(left: Sequence[Party], right: Sequence[Party]) -> bool:
    return {_shown(party) for party in left} == {_shown(party) for party in right}


def _shown(party: Party) -> str:
    """Return the form in which "các sở" and "Sở" are the same party."""
    return _QUANTIFIED.sub("", match_key(party.name))
