"""Labelled lines of a task: "Cơ quan chủ trì: …", "Đơn vị phối hợp: …", "Thời gian thực hiện: …", "Nội dung: …".

Plans write a task first and its attributes behind it, on lines of their own or in one line with semicolons.
"""

import re
from dataclasses import dataclass
from enum import Enum

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


_BODY = r"(?:các )?(?:cơ quan|đơn vị|tổ chức|bộ phận|phòng|cấp|địa phương)(?:, (?:đơn vị|tổ chức|cá nhân|địa phương|cơ quan))*"
_MORE = r"(?: (?:chính|thực hiện|tham mưu|triển khai|và|tổ chức|theo dõi|nhiệm vụ|chủ trì|báo cáo))*"
_LABELS = (
    (Label.SUPPORT, rf"{_BODY}(?: cùng)? phối hợp{_MORE}|phối hợp(?: thực hiện)?"),
    (
        Label.LEAD,
        rf"{_BODY}(?: được)?(?: giao)?(?: chịu trách nhiệm)? (?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối|phụ trách|tham mưu|tổ chức thực hiện){_MORE}"
        r"|chủ trì(?: thực hiện)?|phân công(?: thực hiện| nhiệm vụ)?|trách nhiệm thực hiện|đầu mối(?: thực hiện)?",
    ),
    (
        Label.TIME,
        r"(?:thời gian|thời hạn|tiến độ|lộ trình|thời điểm)(?: (?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo|và))*|hoàn thành",
    ),
    (
        Label.TASK,
        r"(?:nội dung|nhiệm vụ|công việc)(?: (?:thực hiện|cụ thể|công việc|nhiệm vụ|hoạt động|chủ yếu))*",
    ),
    (
        Label.OTHER,
        r"(?:sản phẩm|kết quả|kinh phí|nguồn kinh phí|hình thức|số lượng|địa điểm|thành phần|quy mô|phương thức|cách thức|chế độ báo cáo)"
        r"(?: (?:thực hiện|đầu ra|dự kiến|đạt được|hoàn thành|tổ chức))*",
    ),
)
_LABEL = re.compile(
    r"(?:(?<=[;.(])[ *_]*|(?<=^))(?:[-+•] )?(?:"
    + "|".join(f"(?P<{label.name}>{pattern})" for label, pattern in _LABELS)
    + r")[ *_]{0,4}:[ *_]*"
)


def attributes(text: str, folded: str, span: Span) -> tuple[Attribute, ...]:
    """Return the labelled values of a paragraph, in order; each reaches to the next label or the paragraph's end.

    >>> t = "Cơ quan chủ trì: Sở Y tế; thời gian: Quý II."
    >>> [(a.label.value, a.span.cut(t)) for a in attributes(t, t.lower(), Span(0, len(t)))]
    [('lead', 'Sở Y tế'), ('time', 'Quý II')]
    """
    stretch = folded[span.start : span.end]
    lead_in = len(stretch) - len(stretch.lstrip("*_ -+•"))
    found = list(_LABEL.finditer(stretch[lead_in:]))
    result = []
    for place, label in enumerate(found):
        start = span.start + lead_in + label.end()
        end = span.start + lead_in + found[place + 1].start() if place + 1 < len(found) else span.end
        result.append(
            Attribute(
                Label[label.lastgroup or "OTHER"],
                _trim(text, start, end),
                span.start + lead_in + label.start(),
            )
        )
    return tuple(result)


def _trim(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " \n\t.;*_)":
        end -= 1
    while start < end and text[start] in " \n\t*_":
        start += 1
    return Span(start, max(start, end))
