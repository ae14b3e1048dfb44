"""Labelled lines of a task: "Cơ quan chủ trì: …", "Đơn vị phối hợp: …", "Thời gian thực hiện: …".

Plans write a task first and its attributes behind it, on lines of their own or in one line with semicolons. A
label stands at the head of a line or behind a semicolon, a full stop or a bracket, and ends in a colon.
Source: read off the plans of provinces and ministries; no decree fixes these words.
"""

import re
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from tonghop.domain.provenance import Span


class Label(Enum):
    """What a labelled line tells of a task."""

    LEAD = "lead"
    SUPPORT = "support"
    TIME = "time"
    TASK = "task"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A labelled value; its span is the value's, without label and outer marks, and may be empty."""

    label: Label
    span: Span
    start: int


_BODY = (
    r"(?:các )?(?:cơ quan|đơn vị|tổ chức|bộ phận|phòng|cấp|địa phương)"
    r"(?:, (?:đơn vị|tổ chức|cá nhân|địa phương|cơ quan))*"
)
_WORK = r"(?: (?:chính|thực hiện|tham mưu|triển khai|và|tổ chức|theo dõi|nhiệm vụ|chủ trì|báo cáo))*"
_LABELS = (
    (Label.SUPPORT, rf"{_BODY}(?: cùng)? phối hợp{_WORK}|phối hợp(?: thực hiện)?"),
    (
        Label.LEAD,
        # who: "Cơ quan được giao chủ trì thực hiện"
        rf"{_BODY}(?: được)?(?: giao)?(?: chịu trách nhiệm)? "
        r"(?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối|phụ trách|tham mưu|tổ chức thực hiện)"
        rf"{_WORK}"
        # or what alone: "Phân công thực hiện"
        r"|chủ trì(?: thực hiện)?|đầu mối(?: thực hiện)?|trách nhiệm thực hiện"
        r"|phân công(?: thực hiện| nhiệm vụ)?",
    ),
    (
        Label.TIME,
        r"(?:thời gian|thời hạn|thời điểm|tiến độ|lộ trình)"
        r"(?: (?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo|và))*"
        r"|hoàn thành",
    ),
    (
        Label.TASK,
        r"(?:nội dung|nhiệm vụ|công việc)"
        r"(?: (?:thực hiện|cụ thể|công việc|nhiệm vụ|hoạt động|chủ yếu))*",
    ),
    (
        Label.OTHER,
        r"(?:sản phẩm|kết quả|kinh phí|nguồn kinh phí|số lượng|quy mô"
        r"|địa điểm|thành phần|hình thức|phương thức|cách thức|chế độ báo cáo)"
        r"(?: (?:thực hiện|đầu ra|dự kiến|đạt được|hoàn thành|tổ chức))*",
    ),
)
_LABEL = re.compile(
    r"(?:(?<=[;.(])[ *_]*|(?<=^))(?:[-+•] )?(?:"
    + "|".join(f"(?P<{label.name}>{pattern})" for label, pattern in _LABELS)
    + r")[ *_]{0,4}:[ *_]*"
)


def attributes(text: str, folded: str, span: Span) -> tuple[Attribute, ...]:
    """Return the labelled values of a paragraph in order, each up to the next label or the end.

    >>> t = "Cơ quan chủ trì: Sở Y tế; thời gian: Quý II."
    >>> [(a.label.value, a.span.cut(t)) for a in attributes(t, t.lower(), Span(0, len(t)))]
    [('lead', 'Sở Y tế'), ('time', 'Quý II')]
    """
    if ":" not in folded[span.start : span.end]:
        return ()
    start = span.start + _outer_marks(folded, span)
    found = list(_LABEL.finditer(folded[start : span.end]))
    values = [
        Span(start + label.end(), start + following.start() if following else span.end)
        for label, following in zip_longest(found, found[1:])
    ]
    return tuple(
        Attribute(
            Label[label.lastgroup or "OTHER"],
            value.trimmed(text, left=" \n\t*_", right=" \n\t.;*_)"),
            start + label.start(),
        )
        for label, value in zip(found, values, strict=True)
    )


def _outer_marks(folded: str, span: Span) -> int:
    """Return how many characters of list mark and emphasis open the paragraph."""
    stretch = span.cut(folded)
    return len(stretch) - len(stretch.lstrip("*_ -+•"))
