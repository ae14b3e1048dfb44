"""Who is addressed: the party on which a sentence lays its task, found at the places where a subject may stand.

A subject stands at the head of a sentence ("Sở Tài chính chủ trì …"), behind a word of command ("Giao Sở Tư pháp …",
"UBND tỉnh yêu cầu các sở …"), or behind an adverbial and a comma ("Căn cứ …, Sở Y tế thành lập …"). A party that stands
behind a preposition or a verb ("hướng dẫn các địa phương …") is not the subject.
"""

import re
from dataclasses import dataclass

from tonghop.domain.directives.commands import COMMAND, DUTY, NARRATED
from tonghop.domain.directives.parties import Naming, Party, name_parties, party_heads
from tonghop.domain.language import match_key
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Subject:
    """The parties addressed by a sentence; `commanded` when a word of command names them; `rest` is where the task begins.

    `then` is what stands behind their names, as in `Naming`.
    """

    parties: tuple[Party, ...]
    rest: int
    then: str
    commanded: bool


_ADVERBIAL = re.compile(
    r"(?:căn cứ|trên cơ sở|theo(?! dõi)|trong|đối với|để|nhằm|khi|hằng|hàng|định kỳ|sau khi|từ|nếu|thực hiện (?:kế hoạch|nghị quyết|chỉ thị|quyết định|công văn|luật|ý kiến|chỉ đạo|nhiệm vụ)|tùy|ngoài|với|qua|tại|đến|trước|quá trình|trường hợp"
    r"|đồng thời|riêng|bên cạnh|về|trên đây|ngay sau|cùng với|mỗi|song song|do|các nội dung|những nội dung|giai đoạn|năm|thông qua|vào|được)(?!\w)"
)
_NOT_A_COMMAND = re.compile(
    r"(?:theo|đáp ứng|đúng|các|những|mọi|có|được|bàn|phân|chuyển|tiếp|lời|văn bản|đơn|hồ sơ|của|và|nội dung|một số|nhu cầu|công văn|thông báo|phiếu) $"
)
_AGAINST = re.compile(r"(?:đối với|với|riêng|về phía) +$")
_HARDSHIP = re.compile(
    r"(?:vướng mắc|khó khăn|phát sinh|vấn đề|trên|này|bất cập|cần thiết|sau đây|xảy ra)(?: \([^()]{0,40}\))? +$"
)
_ISSUING = re.compile(
    r"(?:[uủ][yỷ] ban nhân dân|ubnd|thủ tướng|bộ |ban thường vụ|tỉnh ủy|thành ủy|chủ tịch|ban tuyên giáo)"
)
_IN_A_LIST = re.compile(
    r"(?:^|[ ,;])(?:về|cho|với|từ|tại|gửi|trình|báo cáo|qua|giữa|đến|hướng dẫn|đôn đốc|chỉ đạo|kiểm tra) (?:các |những )?(?:bộ|sở|ủy ban|ubnd|ban|văn phòng|công an|hội|cơ quan|đơn vị|mặt trận"
    r"|đoàn|tỉnh|thành|huyện|phòng|địa phương)(?: [^,;:.]{0,60})?(?:, [^,;:.]{0,60}){0,4}, *(?:và )?$"
)
_PART_OF_A_CLASS = re.compile(
    r"(?:sở|ban|ngành|bộ|phòng|cơ quan|đơn vị|xã|phường|huyện|đoàn thể|địa phương), *$"
)
_TIMES = re.compile(
    r"(?:hằng|hàng) (?:năm|tháng|quý|tuần|ngày),? +$|(?:thời gian tới|định kỳ|trước mắt|sau đó),? +$"
)
_OWN_ACT = re.compile(
    r"[ ,]*(?:ban hành|yêu cầu|đề nghị|thông báo|công bố|quyết định ban hành|xây dựng kế hoạch)(?!\w)"
)
_LABELLED = re.compile(r"[^.;:()]{5,160}: +(?=\S)")
_SKIPPED = " \n\t*_\"“'’”([-–"


def subject_of(
    text: str, folded: str, sentence: Span, issuer: str | None, *, strict: bool = False
) -> Subject | None:
    """Return the parties that `sentence` addresses, or None where it addresses nobody by name.

    With `strict` only words of command count: narrative before the first item speaks of parties without tasking them.
    """
    start = sentence.start
    while start < sentence.end and text[start] in _SKIPPED:
        start += 1
    commanded = _commanded(text, folded, start, sentence.end)
    if commanded:
        return commanded
    naming = name_parties(text, folded, start, sentence.end)
    if naming:
        by_issuer = _handed_on(text, folded, naming, sentence.end, issuer)
        if by_issuer:
            return by_issuer
        tasked = naming.then == "duty" or (
            naming.then == "colon" and _asks(text, folded, naming.end, sentence.end)
        )
        if tasked and not strict and not _announces(folded, naming, sentence.end, issuer):
            return Subject(naming.parties, naming.end, naming.then, False)
        if naming.then == "end":
            return None if strict else Subject(naming.parties, naming.end, "end", False)
    found = _behind_an_opening(text, folded, Span(start, sentence.end), issuer, strict, naming is not None)
    label = _LABELLED.match(folded, start, sentence.end)
    if found is None and label and naming is None:
        return _behind_an_opening(text, folded, Span(label.end(), sentence.end), issuer, strict, False)
    return found


def _commanded(text: str, folded: str, at: int, end: int) -> Subject | None:
    """Return the parties behind a word of command that stands at `at` ("Giao Sở Tư pháp …")."""
    word = COMMAND.match(folded, at, end) or re.compile(r"(?:đối với|về phía|riêng(?: đối với)?) ").match(
        folded, at, end
    )
    if word is None:
        return None
    place = word.end()
    while place < end and text[place] in " \n\t*_":
        place += 1
    naming = name_parties(text, folded, place, end)
    if naming is None:
        return None
    if word.group().startswith(("đối với", "về phía", "riêng")):
        tasked = naming.then == "end" or (naming.then == "colon" and _asks(text, folded, naming.end, end))
        return Subject(naming.parties, naming.end, naming.then, False) if tasked else None
    if naming.then == "told" or (word.group() == "chỉ đạo"):
        return None
    return Subject(naming.parties, naming.end, naming.then, True)


def _handed_on(text: str, folded: str, naming: Naming, end: int, issuer: str | None) -> Subject | None:
    """Return the parties that the issuer hands the task to ("UBND tỉnh yêu cầu các sở …")."""
    if not any(is_issuer(party.name, issuer) for party in naming.parties):
        return None
    place = naming.end
    while place < end and text[place] in " \n\t,*_":
        place += 1
    for word in COMMAND.finditer(folded, place, min(end, place + 120)):
        if word.group().startswith("chỉ đạo"):
            continue
        found = _commanded(text, folded, word.start(), end)
        if found:
            return found
    return None


def _behind_an_opening(
    text: str, folded: str, sentence: Span, issuer: str | None, strict: bool, begins_with_party: bool
) -> Subject | None:
    """Return the subject behind an adverbial, a label and its colon, or a semicolon."""
    opened = _ADVERBIAL.match(folded, sentence.start, sentence.end) is not None
    read_to = 0
    for at in party_heads(folded, sentence.start + 1, sentence.end):
        if at < read_to:
            continue
        before = folded[max(sentence.start, at - 60) : at]
        boundary = re.search(r"[,;:](?: (?:thì|và|đồng thời|do đó|vì vậy|qua đó))?[ *_]*$", before)
        command = re.search(
            r"(?:^|[,;:] (?:[^,;:]{0,40} )?|(?:vướng mắc|khó khăn|phát sinh|cần thiết) )(?:giao|đề nghị|yêu cầu|phân công)(?: cho)? +$",
            before,
        )
        if command and not _NOT_A_COMMAND.search(
            folded[max(0, at - 60) : at - len(re.search(r"\S+ +$", before).group())]
        ):  # type: ignore[union-attr]
            naming = name_parties(text, folded, at, sentence.end)
            handed = re.search(
                r"(?:^|[,;:] )([^,;:]{0,40}?) ?(?:giao|đề nghị|yêu cầu|phân công)(?: cho)? +$", before
            )
            by = _HARDSHIP.sub("", handed.group(1) + " ").strip() if handed else ""
            if (
                naming
                and naming.then in ("duty", "colon", "end", "other")
                and (not by or is_issuer(by, issuer) or by in ("kính", "trân trọng", "tỉnh"))
            ):
                if opened or re.search(r"[;:] ", before) or strict or not begins_with_party:
                    return Subject(naming.parties, naming.end, naming.then, True)
            continue
        if strict:
            continue
        behind_hardship = _HARDSHIP.search(before) is not None
        if boundary and (
            _IN_A_LIST.search(folded, max(sentence.start, at - 160), at)
            or (
                _PART_OF_A_CLASS.search(before)
                and not text[at].isupper()
                and not folded.startswith("các ", at)
            )
        ):
            continue
        timed = _TIMES.search(before) is not None and at - sentence.start < 40
        if (
            not (boundary and (opened or boundary.group()[0] in ":;"))
            and not (behind_hardship and opened)
            and not timed
        ):
            continue
        if boundary and boundary.group()[0] == ":" and at - sentence.start > 160:
            continue
        naming = name_parties(text, folded, at, sentence.end)
        read_to = naming.parties[-1].span.start + 1 if naming else 0
        if naming and (naming.then == "duty" and _task_follows(folded, naming.end, sentence.end)):
            handed_on = _handed_on(text, folded, naming, sentence.end, issuer)
            if handed_on:
                return handed_on
            if not _announces(folded, naming, sentence.end, issuer):
                return Subject(naming.parties, naming.end, naming.then, False)
    return None


def _asks(text: str, folded: str, at: int, end: int) -> bool:
    """Say whether what stands behind a party and its colon is a task, not a number or a telling."""
    while at < end and folded[at] in " *_:":
        at += 1
    if folded.startswith(("nếu ", "trường hợp ", "khi "), at):
        return False
    if at >= end or DUTY.match(folded, at, end):
        return True
    return (
        not text[at].isdigit()
        and not NARRATED.match(folded, at, end)
        and end - at > 40
        and not folded.startswith("không ", at)
    )


def _announces(folded: str, naming: Naming, end: int, issuer: str | None) -> bool:
    """Say whether the issuer speaks of its own act ("UBND tỉnh ban hành Kế hoạch …"): no task for anybody."""
    return is_issuer(naming.parties[0].name, issuer) and _OWN_ACT.match(folded, naming.end, end) is not None


def _task_follows(folded: str, at: int, end: int) -> bool:
    """Say whether a duty, and not only a comma of a list, stands behind the parties."""
    while at < end and folded[at] in " *_:":
        at += 1
    return (
        at >= end
        or folded.startswith("được ", at)
        or DUTY.match(folded, at, end) is not None
        or (at < end and folded[at] == ",")
    )


def is_issuer(name: str, issuer: str | None) -> bool:
    """Say whether a party is the issuing body itself, named in full or short ("UBND tỉnh" of "UBND TỈNH LAI CHÂU")."""
    if issuer is None:
        return _ISSUING.match(name.lower()) is not None
    own, whole = _spelled_out(match_key(name)), _spelled_out(match_key(issuer))
    return own == whole or whole.startswith(own + " ") or own.startswith(whole + " ")


def _spelled_out(name: str) -> str:
    return (
        name.replace("ubnd", "ủy ban nhân dân")
        .replace("hđnd", "hội đồng nhân dân")
        .replace(" tp ", " thành phố ")
    )
