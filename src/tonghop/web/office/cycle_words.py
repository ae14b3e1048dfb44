"""How cycles and rows are called on the pages: one table for words, signs and colours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.cycle_queries import Shown
from tonghop.apps.reporting.models import Asked
from tonghop.domain.calendar import cycles
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.errors import Refusal

Word = str | Promise


@dataclass(frozen=True, slots=True)
class Look:
    """How a row is shown: `kind` is the style sheet's name of sign and colour, `sign` the sign without it."""

    kind: str
    sign: str
    word: Word
    brief: Word


LOOKS: Mapping[Shown, Look] = MappingProxyType(
    {
        Shown.ON_TIME: Look("ontime", "✓", _("Đúng hạn"), _("đúng hạn")),
        Shown.LATE: Look("late", "!", _("Muộn"), _("muộn")),
        Shown.UNKNOWN_TIME: Look("unclear", "?", _("Đã nhận, không rõ thời điểm"), _("không rõ giờ")),
        Shown.MISSING: Look("missing", "✕", _("Thiếu"), _("thiếu")),
        Shown.NOT_YET_DUE: Look("notdue", "·", _("Chưa đến hạn"), _("chưa đến hạn")),
        Shown.EXCUSED: Look("excused", "–", _("Được miễn"), _("miễn")),
        Shown.ANNULLED: Look("excused", "∅", _("Đã hủy dòng"), _("hủy")),
    }
)
LINES: Mapping[str, Word] = MappingProxyType(
    {
        "party": _("Đảng"),
        "state": _("Nhà nước"),
        "front": _("Mặt trận, đoàn thể"),
        "press": _("Báo chí"),
        "police": _("Công an"),
        "army": _("Quân đội"),
        "military": _("Quân đội"),
        "justice": _("Tòa án, kiểm sát"),
        "enterprise": _("Doanh nghiệp"),
        "place": _("Địa bàn"),
        "other": _("Khác"),
    }
)
LEVELS: Mapping[str, Word] = MappingProxyType(
    {
        "country": _("Trung ương"),
        "province": _("Cấp tỉnh"),
        "district": _("Cấp huyện"),
        "commune": _("Cấp xã"),
    }
)
ASKED: Mapping[str, Word] = MappingProxyType({Asked.REPORT: _("Báo cáo"), Asked.PLAN: _("Kế hoạch")})


def cycle_name(code: str) -> str:
    """Return how a cycle is called; a code that is none of a regime's stays as it is.

    >>> cycle_name("2026-H1")
    '6 tháng đầu năm 2026'
    """
    if code.startswith("KH-"):
        return gettext("phải nộp trước")
    try:
        cycle = cycles.Cycle.parse(code)
    except Refusal:
        return code
    return cycle.english if get_language() == "en" else cycle.vietnamese


def read_day(text: str) -> date | None:
    """Read a day as it is typed or as a browser sends it.

    >>> read_day("1/7/2026"), read_day("2026-07-01"), read_day("31/2/2026")
    (datetime.date(2026, 7, 1), datetime.date(2026, 7, 1), None)
    """
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=ZONE).date()
        except ValueError:
            continue
    return None


def day(on: date) -> str:
    """Write a day as offices do.

    >>> day(date(2026, 5, 30))
    '30/5/2026'
    """
    short = f"{on.day:02d}/{on.month:02d}" if on.month < 3 else f"{on.day:02d}/{on.month}"
    return f"{short}/{on.year}"


def moment(at: datetime) -> str:
    """Write a moment in Vietnam.

    >>> moment(datetime.fromisoformat("2026-05-30T10:00+00:00"))
    '17:00 ngày 30/5/2026'
    """
    local = at.astimezone(ZONE)
    return gettext("%(hour)s ngày %(day)s") % {"hour": f"{local:%H:%M}", "day": day(local.date())}


def until(late_from: datetime) -> str:
    """Write until when something may come: "hết ngày 30/5/2026", or "trước 17:00 ngày 30/5/2026".

    >>> until(datetime.fromisoformat("2026-05-31T00:00+07:00"))
    'hết ngày 30/5/2026'
    """
    local = late_from.astimezone(ZONE)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return gettext("hết ngày %(day)s") % {"day": day((local - timedelta(days=1)).date())}
    return gettext("trước %(moment)s") % {"moment": moment(late_from)}


def time_left(late_from: datetime, at: datetime) -> str:
    """Write how much time is left, or how long it is over, in days of the calendar of Vietnam.

    >>> now = datetime.fromisoformat("2026-05-30T12:00+07:00")
    >>> [time_left(datetime.fromisoformat(text), now)
    ...  for text in ("2026-06-02T00:00+07:00", "2026-05-31T00:00+07:00", "2026-05-30T11:59+07:00")]
    ['còn 2 ngày', 'hôm nay là ngày cuối', 'vừa quá hạn']
    """
    last_day = (late_from - timedelta(microseconds=1)).astimezone(ZONE).date()
    days = (last_day - at.astimezone(ZONE).date()).days
    if at >= late_from:
        over = ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", -days) % {"days": -days}
        return over if days < 0 else gettext("vừa quá hạn")
    left = ngettext("còn %(days)s ngày", "còn %(days)s ngày", days) % {"days": days}
    return left if days else gettext("hôm nay là ngày cuối")
