"""Header words: what a column or a row of somebody's table holds, understood only where every word is.

A heading is taken apart into known phrases and periods. What is left over stays in `unknown`: such a heading
decides nothing by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tonghop.domain.language import match_key, nfc, searchable, without_marks
from tonghop.domain.reporting.labels import without_enumerator
from tonghop.domain.reporting.period_words import PeriodWords, periods_in, without_dates


class Role(StrEnum):
    """What a heading says of its cells. `RESULT` and `TOTAL` say that there are figures, not of which
    period.
    """

    THIS = "this period"
    ESTIMATED = "estimated"
    YEAR_BEFORE = "same period last year"
    CUMULATIVE = "cumulative"
    TARGET = "target"
    PREVIOUS = "previous"
    RESULT = "result"
    TOTAL = "total"
    PART = "part"
    COMPARISON = "comparison"
    OTHER = "other"
    UNIT = "unit"
    ORDINAL = "ordinal"
    NAME = "name"
    BODY = "body"
    NOTE = "note"
    REPORT = "report"


_PHRASES: dict[Role, str] = {
    Role.THIS: (
        "kỳ này|kỳ báo cáo|kỳ báo cáo này|trong kỳ|phát sinh trong kỳ|thực hiện trong kỳ|kỳ hiện tại|năm nay"
        "|tháng này|quý này|trong kỳ báo cáo|tháng báo cáo|quý báo cáo|năm báo cáo|kì này|kì báo cáo|trong kì"
    ),
    Role.ESTIMATED: "ước thực hiện|ước th|ước tính|ước đạt|ước|số ước|dự kiến|ước kết quả|ước cả năm",
    Role.YEAR_BEFORE: "cùng kỳ|cùng kì|cùng kỳ năm trước|cùng kỳ năm ngoái|cùng kỳ năm|ck năm trước",
    Role.PREVIOUS: (
        "kỳ trước|kỳ báo cáo trước|tháng trước|quý trước|lần trước|kỳ liền trước|trước kỳ|năm trước|năm ngoái"
        "|kỳ trước liền kề|đầu kỳ|tồn đầu kỳ|kỳ trước chuyển sang|năm trước chuyển sang|kì trước"
    ),
    Role.CUMULATIVE: (
        "lũy kế|lũy tiến|cộng dồn|từ đầu năm|từ đầu năm đến nay|đến nay|từ đầu nhiệm kỳ|tính đến nay|tổng "
        "lũy kế|cộng lũy kế"
        "|lũy kế từ đầu năm|đến kỳ báo cáo|đến hết kỳ|lk"
    ),
    Role.TARGET: (
        "kế hoạch|kế hoạch giao|kh|chỉ tiêu giao|chỉ tiêu kế hoạch|mục tiêu|chỉ tiêu năm|được giao|giao|dự "
        "toán"
        "|định mức|nhiệm vụ giao|chỉ tiêu được giao|chỉ tiêu đăng ký|đăng ký|kỳ tới|kỳ sau|phương hướng"
    ),
    Role.COMPARISON: (
        "so sánh|so với|so|tỷ lệ|tỉ lệ|tăng|giảm|tăng giảm|chênh lệch|tốc độ|mức độ hoàn thành|phần trăm"
        "|hoàn thành"
        "|đạt|tl|tỷ trọng|tỉ trọng|cơ cấu|bình quân|trung bình|xếp loại|điểm số|mức tăng|hơn kém|đạt tỷ lệ"
    ),
    Role.RESULT: (
        "thực hiện|kết quả|kết quả thực hiện|số liệu|số lượng|th|kq|giá trị|số thực hiện|đã thực hiện|số "
        "liệu báo cáo"
        "|sl|kết quả đạt được|đạt được|số đã thực hiện|thực tế|kết quả triển khai|số báo cáo|con số|số liệu "
        "thực hiện"
    ),
    Role.TOTAL: "tổng|tổng số|tổng cộng|cộng|toàn tỉnh|toàn huyện|toàn xã|tổng toàn tỉnh|toàn ngành",
    Role.PART: (
        "trong đó|gồm|bao gồm|chia ra|riêng|nam|nữ|cấp tỉnh|cấp huyện|cấp xã|cấp cơ sở|cấp thôn|trực tiếp"
        "|trực tuyến"
        "|khối|lồng ghép|đợt"
    ),
    Role.UNIT: "đơn vị tính|đvt|đơn vị đo|đv tính|dvt|đv",
    Role.ORDINAL: "stt|tt|số tt|số thứ tự|thứ tự|mã|mã số|mã chỉ tiêu|mã cột|mã dòng|dòng|cột",
    Role.NAME: (
        "chỉ tiêu|tên chỉ tiêu|nội dung|nội dung chỉ tiêu|nội dung công việc|hoạt động|danh mục|tiêu chí"
        "|nội dung hoạt động|hạng mục|công việc|nội dung báo cáo|chỉ số|tên chỉ số|nội dung thực hiện|loại "
        "hình"
        "|hình thức tuyên truyền|nhiệm vụ|lĩnh vực|nhóm chỉ tiêu|tên nội dung|các chỉ tiêu|nội dung tuyên "
        "truyền"
    ),
    Role.BODY: (
        "đơn vị|tên đơn vị|đơn vị báo cáo|cơ quan|địa phương|xã phường|xã phường thị trấn|huyện|huyện thành "
        "phố|địa bàn"
        "|cơ quan đơn vị|tên xã|xã|phường|tên cơ quan|huyện thị xã thành phố|tên địa phương|các đơn vị|đơn "
        "vị địa phương"
        "|tên cơ quan đơn vị|cơ quan đơn vị địa phương"
    ),
    Role.NOTE: (
        "ghi chú|nguồn|nguồn số liệu|minh chứng|tài liệu kiểm chứng|ý kiến|giải trình|thuyết minh|nguyên "
        "nhân|đánh giá"
        "|lý do|thời gian|thời gian thực hiện|cơ quan thực hiện|người thực hiện|đơn vị thực hiện|địa điểm"
        "|chủ trì"
        "|nội dung chi tiết|link|đường link|số văn bản|tình hình|hạn chế|người phụ trách|điện thoại|liên hệ"
        "|đơn vị phụ trách"
    ),
    Role.REPORT: "báo cáo|biểu|biểu mẫu|phụ lục|tổng hợp|thống kê|kỳ|sheet|trang|bảng",
}
_FILLERS = frozenset(
    [
        "số",
        "của",
        "và",
        "với",
        "theo",
        "được",
        "đã",
        "các",
        "về",
        "là",
        "tại",
        "cho",
        "để",
        "những",
        "trong",
        "từ",
        "đến",
        "nếu",
        "có",
        "năm",
        "tháng",
        "quý",
        "kỳ",
        "hết",
        "bằng",
        "ra",
        "đơn",
        "vị",
    ]
)
_ROLES = {tuple(phrase.split()): role for role, phrases in _PHRASES.items() for phrase in phrases.split("|")}
_PLAIN_ROLES: dict[tuple[str, ...], Role] = {}
for _words, _role in _ROLES.items():
    _PLAIN_ROLES.setdefault(tuple(map(without_marks, _words)), _role)
_LONGEST_FROM: dict[str, int] = {}
for _words in (*_ROLES, *_PLAIN_ROLES):
    _LONGEST_FROM[_words[0]] = max(_LONGEST_FROM.get(_words[0], 0), len(_words))
_LONGEST_HEADING = 120
_UNMARKED_PERIOD = re.compile(r"\b(?:thang|quy|dau nam|cuoi nam|ca nam|nam(?= ?\d{4}))\b")
_MARKED_PERIOD = {
    "thang": "tháng",
    "quy": "quý",
    "dau nam": "đầu năm",
    "cuoi nam": "cuối năm",
    "ca nam": "cả năm",
    "nam": "năm",
}
_PERCENT = re.compile(r"%|\+ ?/ ?-|\( ?\+ ?, ?- ?\)")
_ROMAN = re.compile(r"[ivx]{1,5}|[a-hđ]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says. `is_whole`: every word of it is understood."""

    roles: frozenset[Role]
    periods: tuple[PeriodWords, ...]
    unknown: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.unknown and bool(self.roles or self.periods)


NO_HEADING = Heading(frozenset(), (), ("…",))


def read_heading(text: str) -> Heading:
    """Read the words of a header cell, a row's qualifier or a sheet's name.

    >>> sorted(read_heading("Thực hiện kỳ này").roles), read_heading("Kế hoạch năm 2023").is_whole
    ([<Role.RESULT: 'result'>, <Role.THIS: 'this period'>], True)
    >>> read_heading("Biện pháp").unknown
    ('biện', 'pháp')
    """
    return NO_HEADING if len(text) > _LONGEST_HEADING else _read(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> Heading:
    plain = searchable(nfc(text))
    phrases = _ROLES
    if plain == without_marks(plain):
        phrases = _PLAIN_ROLES
        plain = _UNMARKED_PERIOD.sub(lambda match: _MARKED_PERIOD[match.group()], plain)
    periods = tuple(periods_in(plain))
    rest = without_dates(plain)
    for period in periods:
        rest = rest[: period.start] + " " * (period.end - period.start) + rest[period.end :]
    roles = {Role.COMPARISON} if _PERCENT.search(rest) else set()
    unknown: list[str] = []
    _consume(match_key(rest).split(), roles, unknown, phrases)
    return Heading(frozenset(roles), periods, tuple(unknown))


def _consume(
    words: Sequence[str], roles: set[Role], unknown: list[str], phrases: dict[tuple[str, ...], Role]
) -> None:
    at = 0
    while at < len(words):
        longest = _LONGEST_FROM.get(words[at], 0)
        for length in range(min(longest, len(words) - at), 0, -1):
            role = phrases.get(tuple(words[at : at + length]))
            if role is not None:
                roles.add(role)
                at += length
                break
        else:
            word = words[at]
            if word not in _FILLERS and not word.isdigit() and not _ROMAN.fullmatch(word):
                unknown.append(word)
            at += 1


_VALUE_ORDER = (
    Role.COMPARISON,
    Role.NOTE,
    Role.PART,
    Role.ESTIMATED,
    Role.TARGET,
    Role.CUMULATIVE,
    Role.YEAR_BEFORE,
    Role.PREVIOUS,
    Role.THIS,
    Role.RESULT,
    Role.TOTAL,
)


def leading_role(roles: frozenset[Role]) -> Role | None:
    """Return the one role that all roles of a cell's headings make together, None where they say nothing of
    figures.

    What is compared, estimated, planned or of another period is never this period's, whatever stands beside
    it.

    >>> leading_role(frozenset((Role.RESULT, Role.YEAR_BEFORE))).value
    'same period last year'
    >>> leading_role(frozenset((Role.TARGET, Role.YEAR_BEFORE))).value
    'other'
    """
    before = roles & {Role.YEAR_BEFORE, Role.PREVIOUS}
    if (
        Role.COMPARISON not in roles
        and before
        and roles & {Role.TARGET, Role.CUMULATIVE, Role.ESTIMATED, Role.THIS}
    ):
        return Role.OTHER
    if Role.CUMULATIVE in roles and roles & {Role.TARGET, Role.ESTIMATED} and Role.COMPARISON not in roles:
        return Role.OTHER
    return next((role for role in _VALUE_ORDER if role in roles), None)


def section_role(text: str) -> Role | None:
    """Return what a title says of everything below it, None where it says nothing of plans or periods.

    "Kết quả thực hiện kế hoạch" is a result; "Phương hướng …", "Kế hoạch …" alone are plans.

    >>> [section_role(text).value for text in ("A. KẾ HOẠCH NĂM 2023", "Kết quả thực hiện kế hoạch")]
    ['target', 'result']
    >>> section_role("II. Công tác tuyên truyền") is None
    True
    """
    bare = without_enumerator(text)
    heading, plain = read_heading(bare), searchable(nfc(bare))
    if _RESULT_WORDS.search(plain) and not _NO_RESULT_WORDS.search(plain):
        return Role.RESULT
    if heading.is_whole:
        return leading_role(heading.roles)
    return Role.TARGET if _PLAN_START.match(plain) else None


_RESULT_WORDS = re.compile(r"kết quả|thực hiện|đã đạt|kỳ này|trong kỳ")
_NO_RESULT_WORDS = re.compile(
    r"ước|dự kiến|cùng kỳ|kỳ trước|năm trước|kỳ tới|lũy kế|so với|tỷ lệ|phương hướng"
)
_PLAN_START = re.compile(
    r"(?:kế hoạch|phương hướng|nhiệm vụ|dự kiến|mục tiêu|chỉ tiêu giao|chương trình công tác)\b"
)
