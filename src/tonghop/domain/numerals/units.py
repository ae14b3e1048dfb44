"""The unit of measure that stands right behind a number."""

import re
from decimal import Decimal
from typing import NamedTuple

from tonghop.domain.language import flat, searchable
from tonghop.domain.numerals.number_words import SCALE_WORD, SCALES, one_of
from tonghop.domain.numerals.numeral import PERCENT, Numeral

# What is counted in reports. The unit of a number in figures may be any noun; this list decides where a
# number word alone is a number, and where "3/5" is no date, "Thông báo 5" no name.
MEASURE = one_of(
    "áp phích, ấp, ảnh, ấn phẩm, bài, bài viết, bản, bản tin, ban, băng, băng-rôn, bằng khen, bảng, báo cáo, "
    "biển, bình luận, bộ(?! phận), buổi, bức, ca, cá nhân, camera, cán bộ, cây, chỉ tiêu, chiếc, chiến sĩ, "
    "chốt, chuyên đề, chuyên mục, chuyên trang, chương trình, cơ quan, cơ sở, con, công an, công trình, công "
    "văn, cột, cụm, cuộc, cuốn, câu lạc bộ, clip, cái, đại biểu, đảng viên, đám, đề án, điểm, đối tượng, "
    "đội, đồng, đồng chí, đơn, đơn vị, đợt, đoàn, đoàn viên, đ/c, diễn đàn, doanh nghiệp, dự án, gia đình, "
    "giải(?! quyết| pháp| thích| trình| đáp), giấy khen, giờ, giáo viên, gương, ha, hộ, hội nghị, hội thảo, "
    "hội thi, hội viên, học sinh, học viên, hồ sơ, hòm thư, huyện, kế hoạch, khẩu hiệu, khu, khu dân cư, "
    "kiến nghị, kg, km, kỷ niệm chương, lần, loa, lớp, lượt, mô hình, m2, người, nhân dân, nhóm, nhà, nội "
    "dung, nhiệm vụ, pa-nô, pa nô, pano, phản ánh, phần quà, phần việc, phiên, phóng sự, phường, phút, "
    "phương tiện, quần chúng, quyển, quà, suất, sản phẩm, tài liệu, tập thể, tấn, tấm, thành viên, thẻ, thị "
    "trấn, thôn, thư, tiêu chí, tin, tỉnh, tọa đàm, tổ, tổ chức, tờ, tranh, trang, trạm, trường, tuyến, văn "
    "bản, video, vụ, việc, xã, xe, xóm, ý kiến"
)
MEASURED = re.compile(MEASURE)
# A unit ends before these words; those of the second set may open one ("bằng khen", "3 tháng").
_UNIT_ENDS = re.compile(
    one_of(
        "với, đối với, kể từ, cho, tại, ở, trên, trong, của, do, để, về, có, được, đã, đang, tham, so, tăng, "
        "giảm, đạt, cùng, từ, đến, tới, theo, nhằm, là, bị, qua, gồm, bao gồm, trước, sau, khi, nên, mà, "
        "thì, này, trở, chiếm, gấp, vượt, nghe, như, nhưng, còn, hoặc, và, mỗi, các, những, toàn, thuộc, "
        "giữa, hơn, lên, xuống, chưa, sẽ, ước, hằng, vào, một, hai, ba, bốn, sáu, bảy, tám, mười, mươi, "
        "trăm, nghìn, ngàn, triệu, tỷ, rưỡi, phẩy, mấy, không, chẵn, trị giá, tương, gần, khoảng, riêng, cả, "
        "bình quân, nhiều, ít"
    )
)
_UNIT_ENDS_LATER = re.compile(one_of("bằng, kỳ, tháng, năm, quý, thu, ngày"))
_YEAR_FOLLOWS = re.compile(r"(?:năm|tháng|quý)[ \n]\d")
_UNIT_WORD = re.compile(r"(?:km2|cm2|m2|m3|[a-zà-ỹđ²³₫]{1,20}(?:[-/][a-zà-ỹđ]{1,12}){0,3})(?!\w)")
_UNITS_AT_FIGURES = frozenset({"đ", "₫", "vnđ", "vnd", "m", "m2", "m3", "m²", "m³", "km", "km2", "ha", "kg"})
_UNIT_GAP = re.compile(r" {0,3}\n? {0,3}")
# "tin, bài", "tập thể và cá nhân": what is counted together, unlike "12 buổi, tổ chức 5 lớp".
_COUNTED_TOGETHER = one_of(
    "ảnh, bài, bài viết, băng rôn, băng-rôn, bằng khen, bảng, bản tin, biển, buổi, cá nhân, chiến sĩ, chuyên "
    "đề, chuyên mục, chuyên trang, clip, cuộc, diễn đàn, doanh nghiệp, đảng viên, đoàn viên, đơn, đơn vị, "
    "giáo viên, giấy khen, học sinh, hội nghị, hội thảo, hội thi, hội viên, hộ dân, khẩu hiệu, kiến nghị, kỷ "
    "niệm chương, lớp, nhân dân, nhóm, pa nô, pa-nô, pano, áp phích, phản ánh, phóng sự, quần chúng, sinh "
    "viên, tập thể, thị trấn, thư, tin, tọa đàm, tờ gấp, tờ rơi, trang, video"
)
_UNIT_LIST = re.compile(rf"(?: {{0,2}},[ \n]{{1,3}}|[ \n]{{1,3}}và[ \n]{{1,3}})(?={_COUNTED_TOGETHER})")
_MOST_UNIT_WORDS = 6
_PERCENT_SIGN = re.compile(r" {0,3}(?:%|phần trăm(?!\w))")
_PERMILLE = re.compile(r" {0,3}(?:‰|phần nghìn(?!\w))")
_LEADING_SCALE = re.compile(f"({SCALE_WORD})")


class Page(NamedTuple):
    """A text and its searchable copy of the same length, line ends kept."""

    written: str
    folded: str


def counted_in(numeral: Numeral, unit: str) -> Decimal | None:
    """Return the amount counted in a unit of measure that may itself be scaled, as "triệu đồng".

    A number without a scale word and without a unit is taken to be counted in that unit already. None where
    it cannot be known: "35 nghìn" under "triệu đồng" is 35.000 đồng or 35.000 triệu đồng.

    >>> counted_in(Numeral(Decimal(35_000_000), unit="đồng", scaled=True), "triệu đồng")
    Decimal('35')
    >>> counted_in(Numeral(Decimal(35)), "triệu đồng")
    Decimal('35')
    """
    word = _LEADING_SCALE.match(searchable_lines(unit))
    if not word or not (numeral.scaled or numeral.unit):
        return numeral.amount
    scale = SCALES[word[1]]
    if not numeral.unit and numeral.amount < scale:
        return None
    return numeral.amount / scale


def searchable_lines(written: str) -> str:
    """Return the searchable copy in which ends of lines and tabs, which part figures, are kept as "\\n"."""
    return "\n".join(map(searchable, re.split(r"[\n\t\v\f\r\x1c-\x1e\x85\u2028\u2029]", written)))


def read_unit(page: Page, at: int) -> tuple[int, str]:
    """Return the unit of measure that stands right behind a number, and where it ends."""
    for sign, pattern in ((PERCENT, _PERCENT_SIGN), ("‰", _PERMILLE)):
        if found := pattern.match(page.folded, at):
            return found.end(), sign
    start = _UNIT_GAP.match(page.folded, at).end()  # type: ignore[union-attr]  # may be empty
    if start == at and not _may_touch(page.folded, at):
        return at, ""
    if page.folded.startswith("(", start):
        return _read_bracketed_unit(page, at, start + 1)
    end = _unit_end(page, start)
    while end > start and (joint := _UNIT_LIST.match(page.folded, end)) and end - start < 80:
        end = _unit_end(page, joint.end())
    return (end, flat(page.written[start:end])) if end > start else (at, "")


def _may_touch(folded: str, at: int) -> bool:
    """True where what stands right at a figure is its unit: "12buổi", "35.000đ", but not "5G", "12A"."""
    word = _UNIT_WORD.match(folded, at)
    return word is None or word.group() in _UNITS_AT_FIGURES or MEASURED.match(folded, at) is not None


def _read_bracketed_unit(page: Page, at: int, start: int) -> tuple[int, str]:
    end = _unit_end(page, start)
    if end > start and page.folded.startswith(")", end):
        return end + 1, flat(page.written[start:end])
    return at, ""


def _unit_end(page: Page, start: int) -> int:
    """Return the end of the words from an offset on that can be one unit; the offset itself where none is."""
    end = at = start
    for position in range(_MOST_UNIT_WORDS):
        word = _UNIT_WORD.match(page.folded, at)
        if word is None or _ends_unit(page, word, position):
            return end
        end = word.end()
        gap = _UNIT_GAP.match(page.folded, end)
        if gap is None or gap.end() == end:
            return end
        at = gap.end()
    return end


def _ends_unit(page: Page, word: re.Match[str], position: int) -> bool:
    ends = _UNIT_ENDS.match(page.folded, word.start()) is not None
    if position == 0:
        is_date = _YEAR_FOLLOWS.match(page.folded, word.start()) is not None
        return is_date or (ends and not MEASURED.match(page.folded, word.start()))
    written = page.written[word.start() : word.end()]
    is_name = written[0].isupper() and written[1:] != written[1:].upper()
    return is_name or ends or _UNIT_ENDS_LATER.match(page.folded, word.start()) is not None
