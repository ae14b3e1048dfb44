"""Parties as directives name them: single bodies, classes of bodies, lists to be split, lead and support.

A name is read from its head word ("Sở", "Ủy ban nhân dân", "các cơ quan") to the first word that cannot belong to it:
a verb of duty in lower case, a colon, a full stop. At a comma or "và" three things can happen, and the grammar decides:
the same name goes on ("Sở Văn hóa, Thể thao và Du lịch", "các sở, ban, ngành"), another party begins, or the list ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tonghop.domain.directives.commands import CERTAIN_DUTY, DUTY, NARRATED
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Party:
    """A named party in the text. `role` is "lead", "support" or "all" (several act alike, none leads)."""

    name: str
    span: Span
    role: str = "lead"


@dataclass(frozen=True, slots=True)
class Naming:
    """Parties named in one run, where the run ends, and what stands there.

    `then` is "duty" (a verb of duty), "colon", "end" (nothing more), "told" (narrative) or "other".
    """

    parties: tuple[Party, ...]
    end: int
    then: str


# Heads that name a body only with a capital letter, a scope or a number behind them ("Ban Tuyên giáo", not "ban hành").
_SHY_HEADS = """
ban|bộ|phòng|hội|tổ|đội|đoàn|viện|vụ|báo|đài|cục|trường|trạm|cục thuế|chi cục thuế|thuế tỉnh
thuế thành phố|thuế cơ sở|sở|văn phòng|trung tâm|chi nhánh|công ty|lực lượng|ngành|liên đoàn
liên minh|liên hiệp hội|hiệp hội|hợp tác xã|ngân hàng|bệnh viện|học viện|đại học|nhà trường|chi cục
tổng cục|chi hội|công đoàn|cơ quan|đơn vị|hội đồng|ban chỉ đạo|ban chỉ huy|tổ công tác|ban điều hành
tập đoàn|tổng công ty|nhà máy|hạt kiểm lâm|kiểm lâm|điện lực|bưu điện|viễn thông|cảng vụ|thanh tra
kiểm toán nhà nước|cổng thông tin điện tử
"""

# Heads that name a body or an office by themselves.
_HEADS = """
ủy ban nhân dân|ủy bân nhân dân|ubnd|hội đồng nhân dân|hđnd|ủy ban mặt trận tổ quốc|ủy ban mttq
ubmttqvn|ubmttq|mặt trận tổ quốc|mttq|ủy ban trung ương mặt trận tổ quốc|ủy ban|thường trực|sở
bộ chỉ huy quân sự|bộ chỉ huy bộ đội biên phòng|bộ đội biên phòng|ban chỉ huy|bộ tư lệnh|công an
cảnh sát|viện kiểm sát|vksnd|tòa án|tand|quân khu|ban chqs|bộ chqs|bch|tỉnh ủy|thành ủy|huyện ủy
quận ủy|thị ủy|đảng ủy|cấp ủy|ban thường vụ|ban chấp hành|ban cán sự đảng|đảng đoàn|ban tuyên giáo
ban tuyên huấn|ban dân vận|ban tổ chức|ban xây dựng đảng|ban quản lý|ban quản lý dự án
trung tâm chính trị|trung tâm y tế|trạm y tế|thủ tướng chính phủ|thủ tướng|phó thủ tướng|quốc hội
kho bạc nhà nước|bảo hiểm xã hội|bhxh|ngân hàng nhà nước|chính phủ|văn phòng chính phủ|chủ tịch
phó chủ tịch|giám đốc|phó giám đốc|thủ trưởng|bộ trưởng|thứ trưởng|chánh văn phòng|chánh thanh tra
trưởng ban|trưởng phòng|trưởng các|cục trưởng|vụ trưởng|tổng cục trưởng|chi cục trưởng|viện trưởng
hiệu trưởng|người đứng đầu|bí thư|tổng giám đốc|chỉ huy trưởng|tư lệnh|thống đốc|chánh án|lãnh đạo
thanh tra tỉnh|thanh tra chính phủ|văn phòng ubnd|văn phòng ủy ban nhân dân|đoàn thanh niên
tỉnh đoàn|thành đoàn|huyện đoàn|hội liên hiệp phụ nữ|hội nông dân|hội cựu chiến binh|hội phụ nữ
hội chữ thập đỏ|liên đoàn lao động|đoàn tncs|đoàn thanh niên cộng sản|báo và phát thanh
đài phát thanh|đài truyền thanh|chủ đầu tư|chủ rừng|nhà thầu|chính quyền|kiểm sát viên
cơ quan thường trực|cơ quan công an|cơ quan quân sự|cơ quan thuế|cơ quan báo chí|cơ quan điều tra
mặt trận|văn phòng điều phối|văn phòng đăng ký đất đai|chi nhánh văn phòng đăng ký đất đai|hội đồng phối hợp|hội đồng thi đua
"""

# Nouns of classes of bodies, heads when a quantifier stands before them, and links of lists such as "sở, ban, ngành".
_CLASS_NOUNS = """
sở|ban|bộ|ngành|cơ quan|đơn vị|địa phương|tổ chức|doanh nghiệp|đoàn thể|hội|cấp ủy|huyện ủy|thành ủy
đảng ủy|tỉnh ủy|chi bộ|trường|cơ sở|ngân hàng|nhà mạng|chủ rừng|chủ đầu tư|phòng|xã|phường|huyện
quận|tỉnh|thành phố|thị xã|thị trấn|đặc khu|thành viên|lực lượng|chi cục|trung tâm|hợp tác xã|thôn
ấp|bản|khu phố|tổ dân phố|cấp|chi nhánh|cục|vụ|viện|học viện|đại học|bệnh viện|công ty|tập đoàn
tổng công ty|nhà thầu|nhà trường|chính quyền|ủy ban|hội đồng|văn phòng|trạm|tòa án|viện kiểm sát|bên
phòng ban|tổ|đội|đoàn|hộ|hộ gia đình|cá nhân|ban ngành|sở ngành|nhà đầu tư|hiệp hội|liên đoàn|cảng
bến xe|chợ|quỹ|kho bạc|báo|đài|thủ trưởng|giám đốc|chủ tịch|đồng chí|thương nhân|nhà xuất bản|trưởng
ban quản lý|ban tuyên giáo|đài truyền thanh|hội quần chúng|cụm|khối|phân hiệu|công đoàn|mặt trận
ủy viên|bưu cục|bưu điện|đồn|hạt|hãng|chủ phương tiện|chủ tàu|chủ cơ sở
"""

_QUANTIFIERS = r"(?:tất cả các|toàn thể các|một số|các|những|toàn thể)"


def _alternatives(words: str) -> str:
    items = {w.strip() for line in words.split("\n") for w in line.split("|") if w.strip()}
    return "|".join(w.replace(" ", "[ ]+") for w in sorted(items, key=len, reverse=True))


# The fields of ministries and departments since 2007; some bear commas of their own. Source: Decree 24/2014, 45/2025/NĐ-CP.
_FIELDS = """
văn hóa, thể thao và du lịch|văn hóa, thể thao|văn hóa và thể thao|giáo dục và đào tạo
nông nghiệp và môi trường|tài nguyên và môi trường|nông nghiệp và phát triển nông thôn
khoa học và công nghệ|thông tin và truyền thông|kế hoạch và đầu tư|lao động - thương binh và xã hội
lao động, thương binh và xã hội|lao động thương binh và xã hội|dân tộc và tôn giáo
quy hoạch - kiến trúc|quy hoạch kiến trúc|công thương|du lịch|tài chính|nội vụ|tư pháp|xây dựng|y tế
ngoại vụ|ngoại giao|giao thông vận tải|quốc phòng|công an|văn phòng
"""

_NAMED = re.compile(rf"(?:{_alternatives(_HEADS)})(?!\w)")
_SHY = re.compile(rf"(?:{_alternatives(_SHY_HEADS)})(?!\w)")
_CLASS = re.compile(
    rf"{_QUANTIFIERS} +(?:\d+ +)?(?:{_alternatives(_CLASS_NOUNS)}|{_alternatives(_HEADS)})(?!\w)"
)
_LINK = re.compile(rf"(?:{_alternatives(_CLASS_NOUNS)})(?!\w)")
_SCOPE = re.compile(
    r"(?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|trung ương|cấp|các cấp|khu vực|cơ sở|nhân dân|liên quan|có liên quan|thuộc"
    r"|trực thuộc|chức năng|chuyên môn|của|trên địa bàn|trong tỉnh|\d+)(?!\w)"
)
_OFFICES_OF = re.compile(
    r"(?P<officer>(?:giám đốc|bộ trưởng|thủ trưởng|lãnh đạo) +)?(?:các|những) +(?P<office>bộ|sở)(?: trưởng)?(?:, (?:ban|ngành))* *:? *"
)
_FIELD = re.compile(rf"(?:{_alternatives(_FIELDS)})(?!\w)")
HEAD = re.compile(
    rf"(?<![\w/-])(?:{_QUANTIFIERS} +(?:\d+ +)?(?:{_alternatives(_CLASS_NOUNS)}|{_alternatives(_HEADS)})"
    rf"|{_alternatives(_HEADS)}|{_alternatives(_SHY_HEADS)})(?!\w)"
)
"""Where a party may begin (searchable text); `name_parties` decides."""

_TOKEN = re.compile(r"[^\W_]+(?:[./&'-][^\W_]+)*|[(),:;.*\"!?…/|[\]-]| ")
_RELATIVE = re.compile(
    r"(?:được (?:phân công|giao|ủy quyền|phân cấp|lựa chọn|chỉ định)|đang (?:hoạt động|thực hiện)|có (?:tên|chức năng|thẩm quyền|đông|nhiều|rừng|biển))(?!\w)"
)
_BEHIND = re.compile(
    r"(?:trong(?! (?:tỉnh|toàn|ngành|hệ thống|nước|khối|thành phố|khu))|về|với|cho|từ|đến|do|để|vào|nhằm|như|thì|bằng|qua|nên|theo|xong|mà)(?!\w)"
)
"""A preposition that does not belong to a name."""

_OPENING = re.compile(
    r",? *(?:trên cơ sở|căn cứ|theo|trong|tùy|với|ngoài|chủ trì|phối hợp|định kỳ|hằng|hàng|bằng|thông qua|khi|nếu|khẩn trương|chủ động)(?!\w)"
)
_SURE = (
    "có trách nhiệm",
    "chịu trách nhiệm",
    "phải",
    "cần",
    "chủ động",
    "khẩn trương",
    "căn cứ",
    "nghiêm túc",
    "tập trung",
)
_COMPOUNDS = re.compile(
    r"(?:tổ chức|tổ hợp|ban hành|ban bố|phòng,? chống|phòng ngừa|hội nghị|hội thảo|hội nhập|hội thi|báo cáo|báo động|báo chí|đoàn kết|đoàn viên|bộ máy|bộ phận|bộ đội|bộ tiêu chí"
    r"|viện trợ|trường hợp|đội ngũ|sở hữu|cục bộ|vụ việc|vụ án|thuế suất|quỹ đất|đài tưởng|trạm bơm|ngành nghề|đoàn thể)(?!\w)"
)
"""Words whose first syllable is also the head of a name; in capital letters nothing else tells them apart."""

_LINKED_HEADS = re.compile(
    r"(?:sở|chính quyền|cấp ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|thị ủy|tỉnh ủy|lãnh đạo)(?!\w)"
)
_PLACES = re.compile(r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)(?!\w)")
_COMPOUND_NOUNS = ("sáng tạo", "đào tạo", "chế tạo", "nhân tạo", "ngoại giao", "bầu cử", "cao cấp", "trung cấp", "sơ cấp", "kế cận")
_SHORTENED = re.compile(r" (?:tp|tx|tt|h|q|p)$")
_PLAIN = re.compile(r"(?!cơ quan|đơn vị|thanh tra|đoàn thể)\w+ [\w ]+")
_BY_OFFICE = re.compile(r"(?:cơ quan|đơn vị|chủ thể|bên|người|tổ chức)")
_MOST_WORDS = 60
_MOST_PARTIES = 60


def name_parties(text: str, folded: str, start: int, end: int, *, heading: bool = False) -> Naming | None:
    """Read the parties named from `start` on, or return None when no party begins there.

    `folded` is `searchable(text)`. With `heading`, the whole stretch up to `end` is a line of its own that names parties,
    so words that might be verbs belong to the names.

    >>> from tonghop.domain.language import searchable
    >>> t = "Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh và các sở, ban, ngành chủ trì"
    >>> [p.name for p in name_parties(t, searchable(t), 0, len(t)).parties]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Công an tỉnh', 'các sở, ban, ngành']
    """
    parties: list[Party] = []
    at = start
    while len(parties) < _MOST_PARTIES:
        several = _offices_of(text, folded, at, end)
        if several:
            parties.extend(several)
            after = _after_parenthesis(folded, several[-1].span.end, end)
            following = _next_party(text, folded, after, end)
            if following is None:
                return Naming(_completed(parties, text), after, _then(text, folded, after, end))
            at = following
            continue
        head = _head(text, folded, at, end)
        if head is None:
            break
        stop = _name_end(text, folded, at, head, end, heading)
        shown = text[at:stop].rstrip(" \n\t,;*_-")
        parties.append(Party(" ".join(shown.split()), Span(at, at + len(shown))))
        after = _after_parenthesis(folded, stop, end)
        following = _next_party(text, folded, after, end)
        if following is None:
            return Naming(_completed(parties, text), after, _then(text, folded, after, end))
        at = following
    if not parties:
        return None
    return Naming(_completed(parties, text), at, _then(text, folded, at, end))


def party_heads(folded: str, start: int, end: int) -> Iterator[int]:
    """Yield the places where a party may begin."""
    for found in HEAD.finditer(folded, start, end):
        yield found.start()


def _offices_of(text: str, folded: str, at: int, end: int) -> list[Party]:
    """Return the bodies of "Các Sở: Tài chính, Y tế và Nội vụ", each under its full name ("Sở Tài chính")."""
    opening = _OFFICES_OF.match(folded, at, end)
    if opening is None or opening.end() >= end or not text[opening.end()].isupper():
        return []
    office = text[opening.start("office") : opening.end("office")].capitalize()
    officer = " ".join((text[at : opening.end("officer")] if opening.group("officer") else "").split())
    found: list[Party] = []
    place = opening.end()
    while field := _FIELD.match(folded, place, end):
        name = " ".join(
            part for part in (officer, office, " ".join(text[field.start() : field.end()].split())) if part
        )
        found.append(Party(name, Span(at if not found else field.start(), field.end())))
        joint = re.compile(r" *(?:, *(?:và +)?|và +)").match(folded, field.end(), end)
        if joint is None:
            break
        place = joint.end()
    return found


def _head(text: str, folded: str, at: int, end: int) -> int | None:
    """Return where the head word of a name ends, or None where no name begins at `at`."""
    found = _CLASS.match(folded, at, end)
    if found:
        return found.end()
    found = _NAMED.match(folded, at, end)
    if found and not (folded[at : found.end()] == "sở" and not _named_behind(text, folded, found.end(), end)):
        return found.end()
    found = _SHY.match(folded, at, end)
    if found is None or _COMPOUNDS.match(folded, at, end):
        return None
    if _named_behind(text, folded, found.end(), end):
        return found.end()
    if (
        text[at].isupper()
        and _PLAIN.fullmatch(found.group())
        and DUTY.match(folded, _past_blanks(text, found.end(), end), end)
    ):
        return found.end()  # "Ngân hàng hướng dẫn …" at the head of a sentence
    if text[at].isupper() and _BY_OFFICE.fullmatch(found.group()):
        return _end_of_office(folded, found.end(), end)
    # "Sở, ban, ngành …" without a quantifier: a class list with a capital letter or inside a list
    linked = re.compile(r" *, *").match(folded, found.end(), end)
    if (
        linked
        and (second := _LINK.match(folded, linked.end(), end))
        and folded[at : found.end()] in ("sở", "ban", "phòng", "cơ quan", "bộ", "xã", "huyện")
    ):
        return (
            found.end()
            if second.group()
            in ("ban", "ngành", "ban ngành", "đơn vị", "phường", "cơ quan", "đoàn thể", "thị xã", "thành phố")
            else None
        )
    return None


def _end_of_office(folded: str, at: int, end: int) -> int | None:
    """Return where a name by office ends ("Cơ quan thẩm định văn bản | phải …"): at a sure duty close behind."""
    sure = re.compile(rf"[^,.;:()]{{3,70}}?(?= (?:{'|'.join(_SURE)})(?!\w))").match(folded, at, end)
    return sure.end() if sure and DUTY.match(folded, at + 1, end) else None


def _named_behind(text: str, folded: str, at: int, end: int) -> bool:
    """Say whether a capital letter, a number or a scope ("tỉnh") follows, as behind "Ban" in "Ban Dân tộc"."""
    at = _past_blanks(text, at, end)
    if at >= end:
        return False
    if text[at].isupper() or text[at].isdigit():
        return True
    scope = _SCOPE.match(folded, at, end)
    return scope is not None and scope.group() in (
        "tỉnh",
        "thành phố",
        "huyện",
        "quận",
        "trung ương",
        "cấp",
        "xã",
        "phường",
        "nhân dân",
        "chuyên môn",
    )


def _past_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \n\t":
        at += 1
    return at


def _name_end(text: str, folded: str, start: int, at: int, end: int, heading: bool) -> int:
    """Return where the name that begins at `start`, with its head ending at `at`, ends."""
    class_list = _CLASS.match(folded, start, end) is not None or not (
        _NAMED.match(folded, start, end) or _named_behind(text, folded, at, end)
    )
    words = 0
    relative = False
    first_syllable = at  # where a second syllable in lower case would stand: "Ngoại giao" is no command
    while at < end and words < _MOST_WORDS:
        token = _TOKEN.match(folded, at, end)
        if token is None:
            return at
        mark = token.group()
        if mark == " ":
            at = token.end()
            continue
        if text[at].isupper() and at > start and not text[at : token.end()].isupper():
            first_syllable = token.end() + 1
        if mark in ",;" or mark in ("và", "hoặc", "cùng") or mark == "-" or mark == "/":
            onward = _continues(text, folded, start, at, token.end(), end, class_list)
            if (
                onward is None
                and heading
                and mark == "và"
                and _head(text, folded, _past_blanks(text, token.end(), end), end) is None
            ):
                onward = token.end()
            if onward is None:
                return at
            at = onward
            continue
        if mark == "." and _SHORTENED.search(folded[start:at]):
            at = token.end()
            continue
        if mark == "(" or not mark[0].isalnum():
            return at
        if not relative and _RELATIVE.match(folded, at, end):
            if not _restrictive(folded, start, at):
                return at
            relative = True
        verb = (CERTAIN_DUTY if relative or _may_be_name(folded, start, at, end) else DUTY).match(
            folded, at, end
        )
        if verb and at == first_syllable and " " not in verb.group():
            verb = None
            at = token.end()
            words += 1
            continue
        if (
            verb
            and not heading
            and not text[at].isupper()
            and not _noun_here(folded, start, at, verb.group())
        ):
            if not relative or verb.group() in _SURE:
                return at
            at = verb.end()
            continue
        if not heading and not relative and not text[at].isupper() and _BEHIND.match(folded, at, end):
            return at
        if verb or (
            verb := DUTY.match(folded, at, end)
        ):  # a verb inside a name: step over it whole ("Đào tạo")
            at = verb.end()
            words += 2
            continue
        if (
            not heading
            and NARRATED.match(folded, at, end)
            and not relative
            and not _RELATIVE.match(folded, at, end)
            and not folded.startswith("có liên quan", at)
        ):
            return at
        at = token.end()
        words += 1
    return at


def _continues(
    text: str, folded: str, start: int, at: int, after: int, end: int, class_list: bool
) -> int | None:
    """Return where the name goes on behind a comma, dash or "và", or None where it ends there."""
    follower = _past_blanks(text, after, end)
    if follower >= end:
        return None
    mark = folded[at:after]
    if mark in ("-", "/"):
        return follower if text[follower].isalnum() and follower - at <= 3 else None
    if mark == ";":
        return None
    if mark == "cùng":
        return None
    link = _LINK.match(folded, follower, end)
    if (
        link
        and text[follower].isupper()
        and (_bare_class(folded, start, at) or _scope_list(folded, start, at))
        and _stands_alone(folded, link.end(), end)
    ):
        return link.end()  # "các Sở, Ban, Ngành"
    if link and not text[follower].isupper() and (class_list or _scope_list(folded, start, at)):
        if _NAMED.match(folded, follower, end) and not _LINKED_HEADS.match(folded, follower, end):
            return None
        if _PLACES.match(folded, follower, end) or _bare_link(text, folded, link.end(), end):
            return link.end()
    if _head(text, folded, follower, end) is not None:
        return follower if _incomplete(text, folded, start, at) else None
    if text[follower].isupper() and (not class_list or (mark == "và" and not _bare_class(folded, start, at))):
        return follower
    return None


def _scope_list(folded: str, start: int, at: int) -> bool:
    """Say whether the name so far ends in a place word that lists go on with ("UBND các xã, phường")."""
    return (
        re.search(
            r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|sở|ban|ngành|cấp ủy|huyện ủy|đơn vị|cơ quan)$",
            folded[start:at].rstrip(),
        )
        is not None
    )


def _bare_class(folded: str, start: int, at: int) -> bool:
    """Say whether all that was read is a list of class nouns ("các sở, ban")."""
    rest = re.sub(rf"^{_QUANTIFIERS} +", "", folded[start:at].strip())
    return all(_LINK.fullmatch(part.strip()) for part in re.split(r",|và", rest) if part.strip())


def _bare_link(text: str, folded: str, at: int, end: int) -> bool:
    """Say whether a class noun stands without a proper name behind it ("ban, ngành", not "Ban Dân tộc")."""
    at = _past_blanks(text, at, end)
    return at >= end or not text[at].isupper() or _SCOPE.match(folded, at, end) is not None


def _stands_alone(folded: str, at: int, end: int) -> bool:
    """Say whether a class noun is followed by the next link, a scope or the end of the list."""
    return (
        re.compile(r" *(?:[,;.:]|và |cấp |tỉnh|thành phố|thuộc|liên quan|có liên quan|trực thuộc|$)").match(
            folded, at, end
        )
        is not None
    )


def _incomplete(text: str, folded: str, start: int, at: int) -> bool:
    """Say whether a name lacks its scope, as "ban tuyên giáo" does in "ban tuyên giáo, ban tuyên huấn các đảng ủy"."""
    shown = text[start:at].strip()
    if any(c.isupper() or c.isdigit() for c in shown[1:]):
        return False
    if re.match(rf"{_QUANTIFIERS} ", folded[start:at]):
        return False
    return not any(
        _SCOPE.match(folded, start + m.start(), at) for m in re.finditer(r"\w+", folded[start:at])
    ) and folded[start:at].strip() in (
        "ban tuyên giáo",
        "ban tuyên huấn",
        "ban dân vận",
        "ban tổ chức",
        "phòng",
        "ban",
        "trung tâm chính trị",
        "văn phòng",
        "đảng ủy",
        "cấp ủy",
    )


def _restrictive(folded: str, start: int, at: int) -> bool:
    """Say whether a relative clause is needed to know who is meant ("Các cơ quan được phân công …")."""
    return (
        re.fullmatch(
            rf"(?:{_QUANTIFIERS} +)?(?:cơ quan|đơn vị|cơ quan, đơn vị|tổ chức|địa phương|cá nhân|doanh nghiệp|xã|phường|xã, phường|sở|ngành)(?: thứ cấp| liên quan)?",
            folded[start:at].strip(),
        )
        is not None
    )


def _noun_here(folded: str, start: int, at: int, verb: str) -> bool:
    """Say whether "tổ chức", "lãnh đạo", "cấp" … stand as nouns: behind a comma or quantifier, or as "cấp tỉnh"."""
    before = folded[start:at].rstrip()
    if f"{before.rsplit(' ', 1)[-1]} {verb}" in _COMPOUND_NOUNS:
        return True
    if verb == "cấp" and not before.endswith(" các"):
        return (
            re.match(
                r"cấp +(?:tỉnh|huyện|xã|thành phố|cơ sở|trên|dưới|ủy|trung ương|phòng|sở|quận|phường)",
                folded[at : at + 16],
            )
            is not None
        )
    if verb in ("đúng", "thu", "in", "mở", "ra", "đưa", "lấy") and before.endswith((" số", " vụ")):
        return True
    if before.endswith(" thuộc") and not before.endswith("trực thuộc"):
        return True
    return before.endswith((",", " các", "những", " và", " của", " hoặc")) or before in (
        "các",
        "những",
        "mỗi",
        "từng",
    )


def _may_be_name(folded: str, start: int, at: int, end: int) -> bool:
    """Say whether a verb right behind a class noun may belong to the class's name: a surer duty follows soon."""
    before = folded[start:at].rstrip()
    if not re.search(
        r"(?:tổ chức|cơ sở|đơn vị|cơ quan|doanh nghiệp|lực lượng|chủ đầu tư|công ty|ngân hàng|bộ phận|trung tâm|ban|hộ|trường|dịch vụ|thương nhân)$",
        before,
    ):
        return False
    stretch = re.compile(r"[,.;:(]| và ").search(folded, at, end)
    limit = min(stretch.start() if stretch else end, at + 90)
    following = re.compile(r" ").search(folded, at + 3, limit)
    while following:
        place = following.end()
        found = CERTAIN_DUTY.match(folded, place, end)
        if found and place < limit:
            return True
        following = re.compile(r" ").search(folded, place, limit)
    return False


def _after_parenthesis(folded: str, at: int, end: int) -> int:
    """Step over blanks, emphasis and one parenthesis behind a name."""
    skipped = re.compile(r"[ *_]*(?:\([^()]{0,300}\)[ *_]*)?").match(folded, at, end)
    return skipped.end() if skipped else at


def _next_party(text: str, folded: str, at: int, end: int) -> int | None:
    """Return where the next party of the list begins, or None where the list ends."""
    joint = re.compile(r"[ *_]*(?:[,;] *(?:và +)?|và +|cùng +|cùng với +)[*_]*").match(folded, at, end)
    if joint is None or joint.end() == at:
        return None
    return joint.end() if _head(text, folded, joint.end(), end) is not None else None


def _then(text: str, folded: str, at: int, end: int) -> str:
    """Say what stands behind the list of parties."""
    while at < end and text[at] in " \n\t*_":
        at += 1
    if at >= end or folded[at:end].strip(" .;*_/") == "":
        return "end"
    if text[at] == ":":
        return "colon"
    if DUTY.match(folded, at, end) or _OPENING.match(folded, at, end):
        return "duty"
    if _RELATIVE.match(folded, at, end) and re.compile(
        rf"[^.;:]{{0,160}}?(?<!\w)(?:{'|'.join(_SURE)})(?!\w)"
    ).match(folded, at, end):
        return "duty"
    if NARRATED.match(folded, at, end):
        return "told"
    return "other"


def _completed(parties: list[Party], text: str) -> tuple[Party, ...]:
    return tuple(p for p in parties if p.name)
