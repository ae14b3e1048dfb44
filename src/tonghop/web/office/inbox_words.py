"""How files, their states and what is taken in are called on the pages: one table for words and colours."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.inboxes import showing
from tonghop.apps.reporting.inboxes.taking_in import Standing
from tonghop.apps.reporting.models import InboxState
from tonghop.domain.consolidation.consolidation import COUNTED, SUPERSEDED, UNCLAIMED, WAITING
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.reporting.values import State, vietnamese_number
from tonghop.web.office.cycle_words import Word


@dataclass(frozen=True, slots=True)
class Look:
    """A word with the style sheet's name of its sign and colour."""

    kind: str
    word: Word


INBOX_STATES: Mapping[str, Look] = MappingProxyType(
    {
        InboxState.WAITING: Look("todo", _("Chờ đọc")),
        InboxState.READING: Look("doing", _("Đang đọc")),
        InboxState.READ: Look("ontime", _("Đã đọc")),
        InboxState.STOPPED: Look("excused", _("Đã dừng")),
        InboxState.FAILED: Look("missing", _("Bị lỗi khi đọc")),
    }
)
FILE_STATES: Mapping[str, Look] = MappingProxyType(
    {
        COUNTED: Look("ontime", _("Được tính")),
        WAITING: Look("unclear", _("Chờ trả lời")),
        UNCLAIMED: Look("unclear", _("Chưa rõ của đơn vị nào")),
        SUPERSEDED: Look("excused", _("Đã thay bằng tệp khác")),
        showing.BESIDE: Look("notdue", _("Kèm theo, không tính")),
        showing.LEFT_OUT: Look("excused", _("Không tính")),
        showing.REFUSED: Look("missing", _("Không đọc")),
        showing.LIST: Look("notdue", _("Danh sách giờ nhận")),
    }
)
STANDINGS: Mapping[Standing, Look] = MappingProxyType(
    {
        Standing.READY: Look("todo", _("Ghi nhận được")),
        Standing.CHANGED: Look("todo", _("Đã ghi nhận, tệp nay khác")),
        Standing.OPEN: Look("unclear", _("Còn câu hỏi")),
        Standing.TAKEN_IN: Look("ontime", _("Đã ghi nhận")),
        Standing.ONLY_ARRIVAL: Look("todo", _("Chỉ ghi được ngày đến")),
        Standing.ARRIVED: Look("ontime", _("Đã ghi ngày đến")),
        Standing.OWN_NEWER: Look("late", _("Đơn vị tự gửi bản mới hơn")),
        Standing.BEING_WRITTEN: Look("late", _("Đơn vị đang tự nhập")),
        Standing.ANNULLED: Look("excused", _("Dòng đã hủy")),
    }
)
ADVICE: Mapping[Standing, Word] = MappingProxyType(
    {
        Standing.OPEN: _("Ghi nhận chỉ ghi ngày đến; số liệu chờ câu trả lời."),
        Standing.ONLY_ARRIVAL: _("Đơn vị chưa gắn với danh bạ: chỉ ghi ngày đến, chưa lưu được số liệu."),
        Standing.ARRIVED: _("Đơn vị chưa gắn với danh bạ: đã ghi ngày đến, chưa lưu được số liệu."),
        Standing.OWN_NEWER: _(
            "Không ghi đè bản đơn vị đã gửi. Nếu tệp mới đúng, rút ghi nhận báo cáo đến rồi ghi nhận tệp."
        ),
        Standing.BEING_WRITTEN: _("Không ghi đè số liệu đơn vị đang nhập; hỏi đơn vị sẽ gửi bản nào."),
        Standing.ANNULLED: _("Dòng đã hủy không nhận báo cáo; khôi phục dòng nếu đơn vị vẫn phải gửi."),
    }
)
KINDS: Mapping[str, Word] = MappingProxyType(
    {
        "form": _("Biểu đã điền"),
        "record": _("Dữ liệu Tonghop"),
        "workbook": _("Bảng tính khác"),
        "report": _("Báo cáo bằng lời"),
        "scan": _("Bản quét, ảnh"),
    }
)
BOXES: Mapping[str, Word] = MappingProxyType(
    {
        showing.Boxes.SENDERS: _("Tệp của đơn vị nào"),
        showing.Boxes.SCANS: _("Nhập tay từ bản quét"),
        showing.Boxes.FIGURES: _("Số liệu và cách đọc bảng"),
    }
)


def value_in_words(entry: Entry) -> str:
    """Write a judged value as offices do: 1.234,5; "không phát sinh"; bounds.

    >>> from tonghop.domain.reporting.values import figure
    >>> value_in_words(Entry(figure("1234.5"), "B2"))
    '1.234,5'
    """
    if entry.value.state is State.NIL:
        return gettext("không phát sinh")
    if entry.value.amount is not None:
        shown = vietnamese_number(entry.value.amount)
        return gettext("khoảng %(value)s") % {"value": shown} if entry.value.inexact else shown
    if entry.between is not None:
        low, high = map(vietnamese_number, entry.between)
        return gettext("từ %(low)s đến %(high)s") % {"low": low, "high": high}
    return "–"


def size_in_words(size: int) -> str:
    """Write a number of bytes as people do.

    >>> size_in_words(1536), size_in_words(3 * 2**20)
    ('1,5 KB', '3 MB')
    """
    for limit, unit in ((2**20, "MB"), (2**10, "KB")):
        if size >= limit:
            return f"{vietnamese_number(round(Decimal(size) / limit, 1))} {unit}"
    return f"{size} B"
