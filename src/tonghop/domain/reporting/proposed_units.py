"""Units of measure where a form gives them no column: in brackets, above the table, in the name itself."""

import re

from tonghop.domain.language import flat, searchable

UNKNOWN_UNIT = "(chưa rõ)"

_WORDS = (
    "lượt người|lượt hộ|lượt xe|lượt|buổi|cuộc|hội nghị|hội thi|hội thảo|tọa đàm|lớp|người|hộ gia đình|hộ|cá "
    "nhân|tập thể|"
    "học sinh|đoàn viên|hội viên|đảng viên|cán bộ|tin, bài|tin bài|tin|bài|bản tin|phóng sự|chuyên mục|"
    "chương trình|phút|"
    "giờ|tờ rơi|tờ|băng rôn|băng-rôn|băng zôn|pa-nô|pa nô|áp phích|khẩu hiệu|mô hình|câu lạc bộ|văn bản|kế "
    "hoạch|vụ|đợt|điểm|"
    "suất quà|suất|phần quà|triệu đồng|nghìn đồng|tỷ đồng|đồng|ha|km|m2|m3|tấn|kg|công trình|hồ sơ|đơn|nhóm|"
    "tổ|camera|cái|"
    "chiếc|bộ|cuốn|thôn|xã|trường|%"
)
_BRACKET = re.compile(r" ?\((?:đvt|đơn vị tính|đơn vị)? ?:? ?([^()]{1,24})\) ?:?$")
_UNIT = re.compile(rf"(?:{_WORDS})(?:/(?:{_WORDS}))?(?: quy đổi)?")
_COUNTED = re.compile(rf"^(?:tổng số|tổng|số lượng|số) ({_WORDS})(?![\w])")
_STATED = re.compile(r"(?:đơn vị tính|đvt) ?: ?([^,;.()\n*_]{1,24})")


def unit_apart(name: str) -> tuple[str, str]:
    """Split a name from the unit in its last bracket; the unit is "" where the bracket is something else.

    >>> unit_apart("Số lượt người dự (lượt người)"), unit_apart("Số buổi (nếu có)")
    (('Số lượt người dự', 'lượt người'), ('Số buổi (nếu có)', ''))
    """
    folded = searchable(name)
    match = _BRACKET.search(folded)
    if match is None or not (_UNIT.fullmatch(match[1].strip()) or "đvt" in match[0] or "đơn vị" in match[0]):
        return name, ""
    return name[: match.start()].rstrip(), name[slice(*match.span(1))].strip()


def unit_in_words(name: str) -> str:
    """Return the unit that a name counts in its own words, or "".

    >>> unit_in_words("Số buổi tuyên truyền"), unit_in_words("Tổng số lượt người"), unit_in_words("Kinh phí")
    ('buổi', 'lượt người', '')
    """
    match = _COUNTED.match(searchable(name).strip())
    return match[1] if match else ""


def stated_unit(text: str) -> str:
    """Return the unit that stands above a table for all of it ("Đơn vị tính: hộ"), or "".

    >>> stated_unit("Biểu số 2 (Đơn vị tính: triệu đồng)")
    'triệu đồng'
    """
    match = _STATED.search(searchable(text))
    return flat(text[slice(*match.span(1))]) if match else ""
