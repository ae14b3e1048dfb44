"""Names of bodies as directives write them: office-holders stand for their body, classes for many, capitals
for a name in a letterhead.
"""

import re

from tonghop.domain.language import flat, match_key, searchable

_HEADS = (
    r"sở|công an|ủy ban|ủy nhân dân|ubnd|hội đồng|hđnd|văn phòng|bộ|tổng cục|cục|chi cục|vụ|ban|hội|báo|đài|"
    r"tạp chí|trung tâm|đoàn|tỉnh đoàn|"
    r"liên đoàn|mặt trận|mttq|ngân hàng|kho bạc|thanh tra|viện|tòa án|trường|đại học|học viện|tổng công ty|"
    r"công ty|"
    r"tỉnh ủy|thành ủy|huyện ủy|đảng ủy|phòng|bảo hiểm|quỹ|liên minh|quân khu"
)
_HOLDER = re.compile(
    r"(?:(?:các )?đồng chí )?(?:phó )?(?:tổng giám đốc|giám đốc|thủ trưởng|chủ tịch|chánh|bộ trưởng|trưởng|"
    r"chủ nhiệm|bí thư|"
    r"tổng biên tập|lãnh đạo|người đứng đầu|hiệu trưởng|cục trưởng|viện trưởng|chỉ huy trưởng|thống đốc|viện "
    r"trưởng) "
    rf"(?=(?:{_HEADS})\b)"
)
_PERSON = re.compile(r"(?:phó )?thủ tướng\b|(?:các )?đồng chí\b|ông\b|bà\b|phó chủ tịch\b|bí thư\b")
_LEVEL = r"(?:tỉnh|thành phố|thị xã|quận|huyện|phường|xã|thị trấn|đặc khu)"
_LOWER = r"(?:thị xã|quận|huyện|phường|xã|thị trấn|đặc khu)"
_CLASS = re.compile(
    r"\b(?:các|những|mỗi|từng|mọi|liên quan|trực thuộc|đơn vị khác|địa phương|cùng cấp|ngang bộ|thuộc chính "
    r"phủ)\b"
    r"|\bcấp (?:tỉnh|huyện|xã|cơ sở|trên|dưới|ủy|có thẩm quyền)\b|\bcơ quan, (?:đơn vị|tổ chức)"
    r"|\b(?:sở|bộ|ban) ?[,-] ?(?:ban|ngành|sở)\b|\bphòng, ban\b|\bhội đồng quản trị\b|trên địa bàn"
    rf"|(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|công an|đảng ủy|mặt trận tổ quốc) (?:\d{{1,3}} )?{_LEVEL} "
    rf"?[,-] ?{_LEVEL}"
    rf"|(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|công an|đảng ủy|phòng \w{{1,20}}) (?:\d{{1,3}} )?{_LOWER}$"
    rf"|(?:ủy ban nhân dân|ubnd) \d{{1,3}} {_LOWER}|\bubnd {_LEVEL} và"
)
_VAGUE = re.compile(
    r"cấp (?:có thẩm quyền|trên|ủy|dưới)|cơ quan (?:chức năng|có thẩm quyền|cấp trên|thường trực|tổng hợp)|"
    r".{0,40}cùng cấp"
    r"|thủ trưởng.{0,40}|lãnh đạo.{0,40}|các .{0,80}|chính phủ, .{0,60}|thường trực|ban|sở|bộ|cơ quan|trung "
    r"tâm"
    r"|bộ chính trị|ban bí thư.{0,20}|quốc hội|(?:ban chấp hành )?trung ương(?: đảng)?|ủy ban thường vụ quốc "
    r"hội"
)
_JOINED = re.compile(rf"(?:, ?| và |; ?)(?=(?:{_HEADS})\b)")
_SHORT = re.compile(r"\b(?:ubnd|hđnd)\b")
_FULL = {"ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân"}
_BOARD_BELOW = re.compile(
    r"(?P<above>(?:tỉnh|thành|huyện|thị|quận|đảng) ủy.{0,60}?) "
    r"(?P<own>(?:ban (?:tuyên|dân|tổ|nội|xây)|văn phòng|ủy ban kiểm tra).{0,60})"
)
_TWO_LINES = re.compile(r".{4,60}? (?=(?:tổng cục|cục|chi cục|sở|vụ) \w)")
_PLACED = re.compile(
    r"(?P<kind>(?:ủy ban nhân dân|hội đồng nhân dân|ban chỉ đạo|ủy ban mặt trận tổ quốc việt nam) "
    rf"{_LEVEL}|(?:tỉnh|thành|huyện|thị|quận|đảng) ủy)(?: (?P<place>.+))?"
)
_NAMED_BY_FIELD = re.compile(
    r"(?P<kind>bộ|sở|ban|cục|tổng cục|chi cục|vụ|phòng|thanh tra|văn phòng|viện) (?P<field>.+)"
)


def body_of(name: str) -> str:
    """Return the body that a name stands for: an office-holder's body, "" for a person.

    >>> body_of("Giám đốc Công an tỉnh"), body_of("Chánh Văn phòng Ủy ban nhân dân tỉnh")
    ('Công an tỉnh', 'Văn phòng Ủy ban nhân dân tỉnh')
    >>> body_of("Phó Thủ tướng Chính phủ"), body_of("Sở Y tế")
    ('', 'Sở Y tế')
    """
    name = flat(name).strip(" .,;:")
    match = _HOLDER.match(searchable(name))
    rest = name[match.end() :] if match else name
    return "" if _PERSON.match(searchable(rest)) else rest


def is_class(name: str) -> bool:
    """Return whether a party's name stands for several bodies, which only a register can list.

    >>> [is_class(name) for name in ("Sở Thông tin và Truyền thông", "các cơ quan, đơn vị", "ban tuyên giáo")]
    [False, True, True]
    >>> [is_class(name) for name in ("UBND xã, phường", "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân xã Mẫu Sơn")]
    [True, False, False]
    """
    return name[:1].islower() or _CLASS.search(searchable(name)) is not None


def is_vague(name: str) -> bool:
    """Return whether a receiver is nobody that consolidates: "cấp có thẩm quyền", an organ far above."""
    return not name or name[:1].islower() or _VAGUE.fullmatch(searchable(flat(name))) is not None


def single_bodies(name: str) -> tuple[str, ...]:
    """Split a name that joins several bodies, each beginning with what a body is called by.

    >>> single_bodies("Bộ Khoa học và Công nghệ, Ủy ban nhân dân tỉnh")
    ('Bộ Khoa học và Công nghệ', 'Ủy ban nhân dân tỉnh')
    """
    parts: list[str] = []
    start = 0
    for match in _JOINED.finditer(searchable(name)):
        parts.append(name[start : match.start()])
        start = match.end()
    return tuple(part for part in (flat(p).strip(" ,;.") for p in (*parts, name[start:])) if part)


def spelt_out(name: str) -> str:
    """Write the usual abbreviations of bodies out.

    >>> spelt_out("UBND tỉnh")
    'Ủy ban nhân dân tỉnh'
    """
    parts: list[str] = []
    start = 0
    for match in _SHORT.finditer(searchable(name)):
        parts += [name[start : match.start()], _FULL[match[0]]]
        start = match.end()
    return "".join((*parts, name[start:]))


def is_same_body(one: str, other: str) -> bool:
    """Return whether two names can be one body: equal, or one is the other with its place left out."""
    first, second = match_key(spelt_out(one)), match_key(spelt_out(other))
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and (longer == shorter or (longer.startswith(f"{shorter} ") and " " in shorter))


def in_sentence_case(name: str) -> str:
    """Write a letterhead's capitals as running text does; other names stay. Two lines joined give the lower.

    >>> in_sentence_case("ỦY BAN NHÂN DÂN TỈNH BẮC NINH"), in_sentence_case("BỘ TÀI CHÍNH CỤC THUẾ")
    ('Ủy ban nhân dân tỉnh Bắc Ninh', 'Cục Thuế')
    >>> in_sentence_case("TỈNH ỦY HÒA BÌNH BAN TUYÊN GIÁO")
    'Ban Tuyên giáo Tỉnh ủy Hòa Bình'
    >>> in_sentence_case("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"), in_sentence_case("Tỉnh ủy")
    ('Bộ Lao động - Thương binh và Xã hội', 'Tỉnh ủy')
    """
    name = flat(name)
    if not name.isupper():
        return name
    if board := _BOARD_BELOW.fullmatch(searchable(name)):
        committee, own = (in_sentence_case(name[slice(*board.span(part))]) for part in ("above", "own"))
        return f"{own} {committee}"
    if two := _TWO_LINES.match(searchable(name)):
        name = name[two.end() :]
    folded = name.lower()
    match = _PLACED.fullmatch(searchable(name))
    if match:
        place = folded[slice(*match.span("place"))].title() if match["place"] else ""
        return f"{_capitalised(folded[: match.end('kind')])} {place}".strip()
    match = _NAMED_BY_FIELD.fullmatch(searchable(name))
    if match:
        fields = re.split(r"( - | và |, )", folded[match.start("field") :])
        return _capitalised(folded[: match.start("field")]) + "".join(map(_capitalised, fields))
    return _capitalised(folded)


def _capitalised(words: str) -> str:
    return words if words.strip() in ("-", "và", ",") else words[:1].upper() + words[1:]
