"""Whose work a sentence tells: the reporting body's own, or that of a body below, above or beside it.

"Xã A tổ chức 12 buổi" in a district's report is no total of the district. A sentence without a named doer
speaks of the reporting body; whoever stands behind "phối hợp với" helps and does not own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.language import match_key, searchable
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.prose_words import listed

_BODY = (
    r"ủy ban(?: nhân dân| mặt trận(?: tổ quốc(?: việt nam)?)?)?|ubnd|ubmttq|hđnd|hội đồng nhân dân"
    r"|đảng ủy|huyện ủy"
    r"|thành ủy|thị ủy|quận ủy|tỉnh ủy|chi ủy|chi bộ|chi hội|chi đoàn|công an|mttq|mặt trận(?: tổ quốc)?"
    r"|nhà trường|trường"
    r"|(?<!xã )(?<!ngày )hội(?! nghị| viên| thi| thảo| họp| diễn| trường| trại)|đoàn(?! viên"
    r"| kết)(?: thanh niên| thể)?"
    r"|ban(?! hành| đầu| đêm| ngày| công)|(?<!cơ )sở|phòng(?! chống| ngừa| ngự| cháy| tránh)|trung tâm"
    r"|đài(?! truyền thanh)|liên đoàn|công đoàn"
    r"|thôn|bản(?! tin| cam| đồ| ghi| thân| chất)|xóm|ấp|tổ dân phố|khu phố|khu dân cư|tổ(?= \d| tự"
    r"| công nghệ| hòa giải)"
    r"|xã(?! hội)|phường|thị trấn|huyện|quận(?! đội)|thị xã|thành phố|tỉnh|đặc khu|cả nước|toàn quốc"
    r"|trung ương"
    r"|câu lạc bộ|đồn|đội(?! ngũ| hình)|doanh nghiệp|hợp tác xã|bộ chỉ huy|quân sự|đồng chí|đ/c|ông(?= )"
    r"|bà(?= (?!con))"
)
_MENTION = re.compile(rf"(?<!\w)(?:(?P<all>các|mọi|những) )?(?P<whole>toàn |cả )?(?P<body>{_BODY})(?!\w)")
_LEVEL_BEHIND = re.compile(
    r"(?: (?!(?:đã|tổ|phối|chỉ|thực|triển|phát|đăng|có|cùng|và|với|các|trên|tại|xây|vận|tham|do|của"
    r"|mở|treo|in)(?!\w))"
    r"[^\W\d_]{1,12}){1,4}? (?:xã(?! hội)|phường|thị trấn|huyện|thị xã|thành phố|tỉnh)(?!\w)"
)
"""A name in small letters goes on to its level: "đội văn nghệ xã"."""
_NAME_WORD = re.compile(r" (?!\d)([^\W_]+(?:-[^\W_]+)?)")
_LOWER_LINKS = listed(
    "xã|huyện|tỉnh|phường|thành|phố|thị|trấn|quận|nhân|dân|thanh|niên|phụ|nữ|nông|cựu|chiến|binh|quân|sự"
    "|trung|học|tiểu|mầm|liên|hiệp|thôn|xóm|ủy|việt|nam"
)
_OBJECT = re.compile(
    r"(?<!\w)(?:phối hợp(?: chặt chẽ)?(?: với| cùng| giữa)?|cùng với|cùng|của|tham mưu(?: cho)?|gửi"
    r"|báo cáo|tại|trên|ở|đến"
    r"|cho|với|giữa|về|trong|từ|thuộc|theo|địa bàn|giúp) $"
)
_PLACED = re.compile(r"(?<!\w)(?:tại|ở) $")
_COUNTED = re.compile(r"(?<!\w)(?:\d+|hai|ba|bốn|năm|sáu|cụm|liên|một số|nhiều) $")
_DIRECTED = re.compile(r"(?<!\w)(?:chỉ đạo|đôn đốc) $")
_JOINT = re.compile(r"(?:,| và|;|, cùng)? ?")
_OWN_WORDS = listed("đơn|vị|địa|phương|cơ|quan")
_SHORT = {
    "ubnd": "ủy ban nhân dân",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "mttq": "mặt trận tổ quốc",
    "hđnd": "hội đồng nhân dân",
    "nhà": "",
}
_WINDOW = 400


@dataclass(frozen=True, slots=True)
class Mention:
    """A body that a sentence names: `words` of its name, `is_own`, and whether it stands where a helper
    does.
    """

    span: Span
    is_own: bool
    is_object: bool
    is_named: bool = False


def own_words(names: Sequence[str]) -> frozenset[str]:
    """Return the words of the reporting body's names, abbreviations spelled out."""
    return frozenset(word for name in names for word in _spelled(searchable(name)))


def is_others(text: str, folded: str, start: int, end: int, own: frozenset[str]) -> bool:
    """Say whether the latest doer named between two offsets is another body than the one with these words."""
    verdict = False
    group: list[Mention] = []
    for mention in mentions(text, folded, max(start, end - _WINDOW), end, own):
        if group and not _JOINT.fullmatch(folded, group[-1].span.end, mention.span.start):
            verdict = _of_group(group, verdict)
            group = []
        group.append(mention)
    return _of_group(group, verdict) if group else verdict


def _of_group(group: Sequence[Mention], before: bool) -> bool:
    if group[0].is_object:
        return before
    return not any(mention.is_own for mention in group) or any(
        mention.is_named and not mention.is_own for mention in group
    )


def mentions(text: str, folded: str, start: int, end: int, own: frozenset[str]) -> Iterator[Mention]:
    """Yield the bodies named between two offsets."""
    at = start
    while found := _MENTION.search(folded, at, end):
        name_end = _name_end(text, folded, found.end(), end)
        before = folded[max(start, found.start() - 24) : found.start()]
        words = set(_spelled(folded[found.start("body") : name_end]))
        is_directed = bool(found["all"] and _DIRECTED.search(before))
        is_own = is_directed or (not found["all"] and bool(words) and words <= own)
        is_own = is_own and not _COUNTED.search(before)
        is_place = bool(_PLACED.search(before)) and not (found["all"] and found["body"] != "trường")
        is_object = bool(_OBJECT.search(before)) and (is_own or not is_place)
        yield Mention(Span(found.start(), name_end), is_own, is_object, name_end > found.end())
        at = max(name_end, found.end())


def _name_end(text: str, folded: str, at: int, end: int) -> int:
    """Return where a body's name ends: over capitalised words, and level words between them."""
    while found := _NAME_WORD.match(text, at, end):
        word = found[1]
        if not word[0].isupper() and folded[found.start(1) : found.end(1)] not in _LOWER_LINKS:
            break
        at = found.end()
    level = _LEVEL_BEHIND.match(folded, at, end)
    return level.end() if level else at


def _spelled(folded: str) -> list[str]:
    words = match_key(folded).split()
    return [part for word in words for part in _SHORT.get(word, word).split()]
