"""Who is addressed: the party on which a sentence lays its task, found where a subject may stand.

A subject stands at the head of a sentence ("Sở Tài chính chủ trì …"), behind a word of command ("Giao Sở Tư
pháp …", "UBND tỉnh yêu cầu các sở …"), or behind an adverbial and a comma ("Căn cứ …, Sở Y tế thành lập …"),
a label and its colon or a semicolon. A party behind a preposition or a verb ("hướng dẫn các địa phương …") is
not the subject, nor is one in a list that such a word governs. The issuing body tasks others: of its own acts
("UBND tỉnh ban hành …") it only tells.

Source: read off published directives; the forms of asking and telling are those of Decree 30/2020/NĐ-CP and
of the Party.
"""

import re
from dataclasses import dataclass

from tonghop.domain.directives.commands import COMMAND, DUTY, NARRATED
from tonghop.domain.directives.directive import Directive
from tonghop.domain.directives.parties import Naming, Party, name_parties, party_heads
from tonghop.domain.language import flat, match_key
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Subject:
    """The parties addressed by a sentence; `commanded` when a word of command names them.

    `rest` is where the task begins; `then` is what stands behind their names, as in `Naming`.
    """

    parties: tuple[Party, ...]
    rest: int
    then: str
    commanded: bool


_SKIPPED = " \n\t*_\"“'’”([-–"
_LABELLED = re.compile(r"[^.;:()]{5,160}: +(?=\S)")
_ABOUT = re.compile(r"(?:đối với|về phía|riêng(?: đối với)?) ")
"""A word that turns to a party without commanding it."""

_ADVERBIAL = re.compile(
    r"(?:"
    # on what ground
    r"căn cứ|trên cơ sở|theo(?! dõi)|tùy|do|thông qua|qua"
    r"|thực hiện (?:kế hoạch|nghị quyết|chỉ thị|quyết định|công văn|luật|ý kiến|chỉ đạo|nhiệm vụ)"
    # what for, about what, for whom
    r"|để|nhằm|về|đối với|với|riêng|được"
    # when
    r"|khi|sau khi|ngay sau|trước|từ|hằng|hàng|định kỳ|mỗi|giai đoạn|năm|trong|quá trình|đến|vào"
    # in which case
    r"|nếu|trường hợp"
    # where
    r"|tại"
    # besides
    r"|đồng thời|song song|bên cạnh|cùng với|ngoài"
    # what was said before
    r"|trên đây|các nội dung|những nội dung"
    r")(?!\w)"
)
"""What may open a sentence before its subject."""

_BOUNDARY = re.compile(r"[,;:](?: (?:thì|và|đồng thời|do đó|vì vậy|qua đó))?[ *_]*$")
"""The mark before a subject that does not head its sentence."""

_LABEL_OR_CLAUSE = re.compile(r"[;:] ")
_TIMES = re.compile(
    r"(?:hằng|hàng) (?:năm|tháng|quý|tuần|ngày),? +$|(?:thời gian tới|định kỳ|trước mắt|sau đó),? +$"
)
_HARDSHIP = re.compile(
    r"(?:vướng mắc|khó khăn|phát sinh|vấn đề|bất cập|cần thiết|xảy ra|trên|này|sau đây)"
    r"(?: \([^()]{0,40}\))? +$"
)
"""The end of "nếu có vướng mắc", behind which a subject follows even without a comma."""

_COMMANDING = r"(?:(?:giao|phân công)(?: thêm)?(?: nhiệm vụ| trách nhiệm| việc)?|đề nghị|yêu cầu)(?: cho)? +$"
_COMMANDED = re.compile(
    rf"(?:^|[,;:] (?:[^,;:]{{0,40}} )?|(?:vướng mắc|khó khăn|phát sinh|cần thiết) ){_COMMANDING}"
)
_COMMANDED_BY = re.compile(rf"(?:^|[,;:] )([^,;:]{{0,40}}?) ?{_COMMANDING}")
_POLITELY = ("kính", "trân trọng", "tỉnh")
_LAST_WORD = re.compile(r"\S+ +$")
_NO_COMMAND = re.compile(
    r"(?:"
    # the command is a noun: a request, a demand that somebody meets or hands in
    r"theo|đáp ứng|đúng|các|những|mọi|một số|nội dung|nhu cầu|lời|của|và|có|được"
    r"|văn bản|đơn|hồ sơ|công văn|thông báo|phiếu"
    # the command is part of a word: bàn giao, phân công, chuyển giao
    r"|bàn|phân|chuyển|tiếp"
    r") $"
)
"""What stands before "yêu cầu", "giao" … where nobody is commanded."""

_GOVERNED = re.compile(
    r"(?:^|[ ,;])"
    # the word that governs the list
    r"(?:về|cho|với|từ|tại|qua|giữa|đến|gửi|trình|báo cáo|hướng dẫn|đôn đốc|chỉ đạo|kiểm tra)"
    r" (?:các |những )?"
    # its first member
    r"(?:bộ|sở|ủy ban|ubnd|ban|văn phòng|công an|hội|cơ quan|đơn vị|mặt trận|đoàn|phòng|địa phương"
    r"|tỉnh|thành|huyện)(?: [^,;:.]{0,60})?"
    # the further members
    r"(?:, [^,;:.]{0,60}){0,4}, *(?:và )?$"
)
"""A list behind a preposition or a verb: its members are no subjects."""

_CLASS_MEMBER = re.compile(
    r"(?:sở|ban|ngành|bộ|phòng|cơ quan|đơn vị|xã|phường|huyện|đoàn thể|địa phương), *$"
)
_ISSUING = re.compile(
    r"(?:[uủ][yỷ] ban nhân dân|ubnd|thủ tướng|bộ |ban thường vụ|tỉnh ủy|thành ủy|chủ tịch|ban tuyên giáo)"
)
"""Bodies that issue directives, where the heading does not say which one did."""

_OWN_ACT = re.compile(
    r"[ ,]*(?:ban hành|yêu cầu|đề nghị|thông báo|công bố|quyết định ban hành|xây dựng kế hoạch)(?!\w)"
)

_BOUND = re.compile(
    r"(?!việc|nội dung|công tác|kinh phí|nguồn|mọi|người nào|ai |kết quả|hồ sơ|báo cáo)"
    r"(\w+(?: \w+){1,7}) (?:có trách nhiệm|chịu trách nhiệm|có nghĩa vụ)(?!\w)"
)
_NEAR = 60  # how far before a party its comma or command is looked for
_LIST_NEAR = 160  # the same, for the word that governs a list; and the longest label before a colon
_TIME_NEAR = 40
_COMMAND_NEAR = 120


def subject_of(directive: Directive, sentence: Span, *, strict: bool = False) -> Subject | None:
    """Return the parties that a sentence addresses, or None where it addresses nobody by name.

    With `strict` only words of command count: narrative before the first item speaks of parties without
    tasking them.

    >>> from tonghop.domain.language import searchable
    >>> t = "Căn cứ tình hình, Sở Y tế thành lập tổ công tác."
    >>> [party.name for party in subject_of(Directive(t, searchable(t)), Span(0, len(t))).parties]
    ['Sở Y tế']
    """
    sentence = Span(sentence.past(directive.text, _SKIPPED), sentence.end)
    commanded = _commanded(directive, sentence)
    if commanded:
        return commanded
    naming = name_parties(directive.text, directive.folded, *sentence)
    if naming:
        handed_on = _handed_on(directive, naming, sentence.end)
        if handed_on:
            return handed_on
        if _is_tasked(directive, naming, sentence.end) and not strict:
            return Subject(naming.parties, naming.end, naming.then, False)
        if naming.then == "end":
            return None if strict else Subject(naming.parties, naming.end, "end", False)
    found = _behind_an_opening(directive, sentence, strict, naming is not None)
    if found or naming:
        return found
    label = _LABELLED.match(directive.folded, *sentence)
    if label:
        return _behind_an_opening(directive, Span(label.end(), sentence.end), strict, False)
    return None if strict else _bound_by_name(directive, sentence)


def _bound_by_name(directive: Directive, sentence: Span) -> Subject | None:
    """Return a party of no known kind that a modal binds ("Chủ nhà vườn có trách nhiệm giữ gìn …")."""
    bound = _BOUND.match(directive.folded, *sentence)
    if bound is None or not directive.text[sentence.start].isupper():
        return None
    if _ADVERBIAL.match(directive.folded, *sentence) or DUTY.match(directive.folded, *sentence):
        return None
    span = Span(sentence.start, bound.end(1))
    return Subject((Party(flat(span.cut(directive.text)), span),), span.end, "duty", False)


def is_issuer(name: str, issuer: str | None) -> bool:
    """Say whether a party is the issuing body, in full or short ("UBND tỉnh" of "UBND TỈNH MẪU").

    Where the issuer is unknown, a body of a kind that issues directives counts as it.
    """
    if issuer is None:
        return _ISSUING.match(name.lower()) is not None
    own, whole = _spelled_out(match_key(name)), _spelled_out(match_key(issuer))
    return own == whole or whole.startswith(f"{own} ") or own.startswith(f"{whole} ")


def _spelled_out(name: str) -> str:
    return (
        name.replace("ubnd", "ủy ban nhân dân")
        .replace("hđnd", "hội đồng nhân dân")
        .replace(" tp ", " thành phố ")
    )


def _is_tasked(directive: Directive, naming: Naming, end: int) -> bool:
    """Say whether the parties at the head of a sentence have a duty, or a task behind their colon."""
    asked = naming.then == "duty" or (naming.then == "colon" and _asks(directive, naming.end, end))
    return asked and not _announces(directive, naming, end)


def _commanded(directive: Directive, sentence: Span) -> Subject | None:
    """Return the parties behind a word of command at the head of the sentence ("Giao Sở Tư pháp …")."""
    text, folded, end = directive.text, directive.folded, sentence.end
    command = COMMAND.match(folded, *sentence)
    turn = None if command else _ABOUT.match(folded, *sentence)
    word = command or turn
    naming = name_parties(text, folded, Span(word.end(), end).past(text, " \n\t*_"), end) if word else None
    if word is None or naming is None:
        return None
    if turn:
        tasked = naming.then == "end" or (naming.then == "colon" and _asks(directive, naming.end, end))
        return Subject(naming.parties, naming.end, naming.then, False) if tasked else None
    if naming.then == "told" or word.group() == "chỉ đạo":
        return None
    return Subject(naming.parties, naming.end, naming.then, True)


def _handed_on(directive: Directive, naming: Naming, end: int) -> Subject | None:
    """Return the parties that the issuer hands the task to ("UBND tỉnh yêu cầu các sở …")."""
    if not any(is_issuer(party.name, directive.issuer) for party in naming.parties):
        return None
    place = Span(naming.end, end).past(directive.text, " \n\t,*_")
    commands = COMMAND.finditer(directive.folded, place, min(end, place + _COMMAND_NEAR))
    found = (_commanded(directive, Span(c.start(), end)) for c in commands if c.group() != "chỉ đạo")
    return next((subject for subject in found if subject), None)


def _behind_an_opening(
    directive: Directive, sentence: Span, strict: bool, begins_with_party: bool
) -> Subject | None:
    """Return the subject behind an adverbial, a label and its colon, or a semicolon."""
    opened = _ADVERBIAL.match(directive.folded, *sentence) is not None
    read_to = 0
    for at in party_heads(directive.folded, sentence.start + 1, sentence.end):
        if at < read_to:
            continue
        before = directive.folded[max(sentence.start, at - _NEAR) : at]
        if _is_commanded(directive.folded, at, before):
            found = _commanded_at(directive, at, sentence.end, before)
            if found and (opened or strict or not begins_with_party or _LABEL_OR_CLAUSE.search(before)):
                return found
        elif not strict and _may_be_subject(directive, sentence, at, before, opened):
            naming = name_parties(directive.text, directive.folded, at, sentence.end)
            read_to = naming.parties[-1].span.start + 1 if naming else 0
            found = _tasked(directive, naming, sentence.end) if naming else None
            if found:
                return found
    return None


def _is_commanded(folded: str, at: int, before: str) -> bool:
    """Say whether a word of command that is a verb stands right before `at`."""
    if not _COMMANDED.search(before):
        return False
    word = _LAST_WORD.search(before)
    return word is None or not _NO_COMMAND.search(folded[max(0, at - _NEAR) : at - len(word.group())])


def _commanded_at(directive: Directive, at: int, end: int, before: str) -> Subject | None:
    """Return the parties behind a word of command, unless another body than the issuer gives it."""
    naming = name_parties(directive.text, directive.folded, at, end)
    if naming is None or naming.then == "told":
        return None
    handed = _COMMANDED_BY.search(before)
    by = _HARDSHIP.sub("", f"{handed.group(1)} ").strip() if handed else ""
    if by and by not in _POLITELY and not is_issuer(by, directive.issuer):
        return None
    return Subject(naming.parties, naming.end, naming.then, True)


def _may_be_subject(directive: Directive, sentence: Span, at: int, before: str, opened: bool) -> bool:
    """Say whether a party stands where a subject may: behind a mark, a time or a hardship."""
    boundary = _BOUNDARY.search(before)
    if boundary and _is_in_a_list(directive, sentence, at, before):
        return False
    mark = boundary.group()[0] if boundary else ""
    if mark == ":" and at - sentence.start > _LIST_NEAR:
        return False
    timed = at - sentence.start < _TIME_NEAR and _TIMES.search(before) is not None
    behind_hardship = opened and _HARDSHIP.search(before) is not None
    return mark in (":", ";") or (mark == "," and opened) or behind_hardship or timed


def _is_in_a_list(directive: Directive, sentence: Span, at: int, before: str) -> bool:
    """Say whether a party behind a comma is a member of a list begun before it, and no subject."""
    if _GOVERNED.search(directive.folded, max(sentence.start, at - _LIST_NEAR), at):
        return True
    in_lower_case = not directive.text[at].isupper() and not directive.folded.startswith("các ", at)
    return in_lower_case and _CLASS_MEMBER.search(before) is not None


def _tasked(directive: Directive, naming: Naming, end: int) -> Subject | None:
    """Return the parties as a subject where a duty follows, or those to whom they hand it."""
    if naming.then != "duty" or not _task_follows(directive.folded, naming.end, end):
        return None
    handed_on = _handed_on(directive, naming, end)
    if handed_on or _announces(directive, naming, end):
        return handed_on
    return Subject(naming.parties, naming.end, naming.then, False)


def _asks(directive: Directive, at: int, end: int) -> bool:
    """Say whether what stands behind a party and its colon is a task, not a number or a telling."""
    folded, at = directive.folded, Span(at, end).past(directive.folded, " *_:")
    if folded.startswith(("nếu ", "trường hợp ", "khi ", "không quá "), at):
        return False
    if at >= end or DUTY.match(folded, at, end):
        return True
    told = NARRATED.match(folded, at, end) or folded.startswith("không ", at)
    return not told and not directive.text[at].isdigit() and end - at > 40


def _announces(directive: Directive, naming: Naming, end: int) -> bool:
    """Say whether the issuer speaks of its own act ("UBND tỉnh ban hành Kế hoạch …"): no task for anybody."""
    by_issuer = is_issuer(naming.parties[0].name, directive.issuer)
    return by_issuer and _OWN_ACT.match(directive.folded, naming.end, end) is not None


def _task_follows(folded: str, at: int, end: int) -> bool:
    """Say whether a duty, and not only a comma of a list, stands behind the parties."""
    at = Span(at, end).past(folded, " *_:")
    return at >= end or folded.startswith(("được ", ","), at) or DUTY.match(folded, at, end) is not None
