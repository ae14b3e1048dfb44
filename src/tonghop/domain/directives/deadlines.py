"""Deadlines as Vietnamese offices word them: dates, days of each year or month, quarters, terms, words.

A date alone is no deadline: directives are full of dates of cited documents, events, programmes. Here it is a
*cue* ("trước", "chậm nhất", "xong trong", "từ nay đến") with a *moment* right behind it, a count of days
("trong thời hạn 10 ngày kể từ …"), or whatever stands behind a label that says so ("Thời gian thực hiện: …").

Searching is done on the span's copy in the searchable spelling, with the asterisks of emphasis as blanks.
Every pattern begins with fixed words and bounds its repetitions: the work grows with the text and no faster.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as written, with at most one of the values `iso` to `quarterly`; words alone have none.

    `relation` is "before" (trước ngày), "by" (chậm nhất, xong), "in" (trong tháng) or "from" (từ ngày, sau N
    ngày). `quarterly` is a day of one month of each quarter, "day 20". `year_inferred` says that no year is
    written and `iso` is the first such day, month or quarter after the directive's own date: a person looks.
    """

    text: str
    span: Span
    relation: str
    iso: str | None = None
    yearly: str | None = None
    monthly: str | None = None
    within_days: int | None = None
    days: str | None = None
    counted_from: str | None = None
    quarterly: str | None = None
    year_inferred: bool = False

    @property
    def has_value(self) -> bool:
        """True where the words became a date, a day of each year, quarter or month, or a number of days."""
        return any((self.iso, self.yearly, self.monthly, self.quarterly, self.within_days is not None))


def find_deadlines(
    text: str, span: Span, *, folded: str | None = None, written_on: str | None = None
) -> tuple[Deadline, ...]:
    """Find the deadlines inside a span: those with a value in order, then days of a quarter, then words.

    `folded` is `searchable(text)` where the caller has it; `written_on` the directive's ISO date. With it a
    day without a year gets one (and says so), and a day that was over before the writing is no deadline.

    >>> text = "Sở A báo cáo trước ngày 15/12/2026, xong trong quý I năm 2027."
    >>> [(d.text, d.iso) for d in find_deadlines(text, Span(0, len(text)))]
    [('trước ngày 15/12/2026', '2026-12-15'), ('trong quý I năm 2027', '2027-Q1')]
    """
    piece = _search_copy(text, span, folded)
    labels = [_Label.at(text, span, match) for match in _LABEL.finditer(piece)]
    found = [d for label in labels if (d := _read_value(text, span, piece, label.value, written_on))]
    free = _blanked(piece, [label.whole for label in labels])
    found += _free_deadlines(text, span, free, written_on)
    return tuple(sorted(_apart(found), key=_in_order))


def labelled_deadline(
    text: str, span: Span, *, folded: str | None = None, written_on: str | None = None
) -> Deadline | None:
    """Read a line "Thời gian thực hiện: …" or a cell in a column of times: what stands there counts.

    Returns None where nothing is said. The deadline's text is the whole value, unless that is a long one.

    >>> line = "Thời gian thực hiện: Quý IV/2026 và các năm tiếp theo."
    >>> labelled_deadline(line, Span(0, len(line))).iso
    '2026-Q4'
    """
    piece = _search_copy(text, span, folded)
    label = _LABEL.search(piece)
    value = _Label.at(text, span, label).value if label else Span(0, len(piece))
    return _read_value(text, span, piece, value, written_on)


def _spaced(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for one to eight blanks and "~" for none to eight."""
    return re.compile(pattern.replace(" ", " {1,8}").replace("~", " {0,8}"))


# Moments: a point of time as written

_LINK = r"(?:~[/.-]~|,? (?:của )?năm )"
_OF_YEAR = rf"(?:{_LINK}((?:19|20)\d\d)(?!\d))?"
_DAY_MONTH = _spaced(rf"(\d{{1,2}})(?:~[/.-]~|,? tháng )(\d{{1,2}})(?:{_LINK}((?:19|20)\d\d))?(?! ?[/.-]?\d)")
_EVERY = "(?:hằng|hàng|mỗi|từng)"
_CLAUSES = re.compile(r"[;.] ")
_DAY_OF_MONTH = _spaced(
    rf"(\d{{1,2}})(?: và (?:ngày )?\d{{1,2}})?,? (?:của )?(?:"
    rf"(?P<month>{_EVERY} tháng|tháng (?:sau|kế|tiếp|liền kề)(?: (?:theo|tiếp|sau))?)"
    rf"|(?P<quarter>(?:các )?tháng (?:cuối|đầu|thứ \w{{1,4}})(?: (?:cùng|tiên))?"
    rf"(?: (?:của|{_EVERY})){{0,2}} quý))"
)
# A range ("Quý III - IV/2026") ends with its last part; of two joined by "và" the first is meant.
_MONTH = _spaced(
    rf"tháng (\d{{1,2}})(?:(?:~[,-]~| đến )(?:tháng )?(\d{{1,2}})| và (?:tháng )?\d{{1,2}})?(?!\d){_OF_YEAR}"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_Q = "iv|i{1,3}|[1-4]"
_QUARTER = _spaced(
    rf"qu[ýí] ({_Q})(?:(?:~[,-]~| đến )(?:qu[ýí] )?({_Q})| và (?:qu[ýí] )?(?:{_Q}))?(?!\w){_OF_YEAR}"
)
_YEAR = _spaced(r"năm ((?:19|20)\d\d)(?!~[-/]~\d|\d)")
_MONTHS = _spaced(
    r"(?P<count>0?[369]|ba|sáu|chín) tháng (?P<which>đầu|cuối) (?:của )?năm(?: (?P<year>(?:19|20)\d\d))?"
)
_LAST_MONTHS = {"3": "03", "ba": "03", "6": "06", "sáu": "06", "9": "09", "chín": "09"}
# A day of a month or a quarter that an earlier word names: "hằng tháng … trước ngày 25".
_LONE_DAY = _spaced(
    r"(\d{1,2})(?!~[/.,-]~\d|\d)"
    r"(?=~(?:[.,;:)/]|$)| (?:để|về|gửi|theo|báo cáo|tổng hợp|nhằm|làm|cho|phải|và (?!ngày|\d))(?!\w))"
)
_NAMED_PERIOD = _spaced(
    rf"(?P<month>{_EVERY} tháng|(?:định kỳ|báo cáo|kết quả) tháng(?! \d))"
    rf"|(?P<quarter>{_EVERY} quý|(?:định kỳ|báo cáo|kết quả) quý(?! (?:\d|i)))"
    rf"|(?P<other>{_EVERY} (?:năm|tuần)|\b\d{{1,2}} tháng)"
)
_PART = _spaced(
    r"(?:hết|cuối|đầu|giữa|tuần (?:thứ \w{1,4}|đầu|cuối|[1-4])(?: (?:tiên|cùng))?)(?: của)?"
    r" (?=tháng|qu[ýí]|năm)"
)
_IN_WORDS = _spaced(
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7]) (?:hằng|hàng|mỗi) tuần|(?:hằng|hàng|mỗi) (?:ngày|tuần)"
    r"|(?:hết|cuối|đầu) (?:tháng|quý|năm)(?: (?:này|nay|sau|tới))?"
)
_EACH_YEAR = _spaced(rf",?~\(?~(?:của )?{_EVERY} năm")
_OTHER_YEAR = _spaced(
    r",? (?:của )?năm (?:sau|tiếp|kế|liền|trước(?! ngày|~\d)|thực hiện|báo cáo)(?: (?:theo|kề))?"
)
_REPEATED = _spaced(
    rf"{_EVERY} năm|định kỳ|\b(?:0?[69]|sáu|chín) tháng(?! kể)|báo cáo (?:quý|năm)\b(?! \d)"
    r"|\bnăm (?:sau|tiếp|kế|liền|trước)\b|(?:mỗi|từng|hằng|hàng) (?:học kỳ|kỳ|quý)|cả năm học"
)
_AND_ANOTHER = _spaced(r"(?:~,| và| hoặc) (?P<day>(?:trước )?(?:ngày )?)(?=\d)")


@dataclass(frozen=True, slots=True)
class _Moment:
    """A point of time up to `end`; `bare` is a MM-DD, MM or Qn whose year is not written."""

    end: int
    kind: str
    iso: str | None = None
    yearly: str | None = None
    monthly: str | None = None
    quarterly: str | None = None
    bare: str | None = None


def _moment(piece: str, at: int) -> _Moment | None:
    part = _PART.match(piece, at)
    for read in (_day_of_month, _day, _months_of_year, _month, _quarter, _year):
        if moment := read(piece, part.end() if part else at):
            return moment
    words = _IN_WORDS.match(piece, at)
    return _Moment(words.end(), "words") if words else None


def _day_of_month(piece: str, at: int) -> _Moment | None:
    match = _DAY_OF_MONTH.match(piece, at)
    if not match or not 1 <= int(match[1]) <= 31:
        return None
    day = f"day {int(match[1])}"
    if match["month"]:
        return _Moment(match.end(), "day-of-month", monthly=day)
    return _Moment(match.end(), "day-of-month", quarterly=day)


def _day(piece: str, at: int) -> _Moment | None:
    match = _DAY_MONTH.match(piece, at)
    if not match:
        return None
    day, month, year = int(match[1]), int(match[2]), int(match[3] or 2000)
    if not _exists(year, month, day):
        return _Moment(match.end(), "words")
    if match[3]:
        return _Moment(match.end(), "day", iso=f"{year:04}-{month:02}-{day:02}")
    bare = f"{month:02}-{day:02}"
    recurring = _EACH_YEAR.match(piece, match.end()) or _OTHER_YEAR.match(piece, match.end())
    if recurring:
        return _Moment(recurring.end(), "day", yearly=bare)
    return _Moment(match.end(), "day", bare=bare)


def _months_of_year(piece: str, at: int) -> _Moment | None:
    """Read "6 tháng đầu năm 2027" as its last month."""
    match = _MONTHS.match(piece, at)
    if not match:
        return None
    month = "12" if match["which"] == "cuối" else _LAST_MONTHS[match["count"].lstrip("0")]
    return _part_of_year(piece, match.end(), "months", match["year"], month)


def _month(piece: str, at: int) -> _Moment | None:
    match = _MONTH.match(piece, at)
    month = int(match[2] or match[1]) if match else 0
    if not match or not 1 <= month <= 12:
        return None
    return _part_of_year(piece, match.end(), "month", match[3], f"{month:02}")


def _quarter(piece: str, at: int) -> _Moment | None:
    match = _QUARTER.match(piece, at)
    if not match:
        return None
    number = match[2] or match[1]
    return _part_of_year(piece, match.end(), "quarter", match[3], f"Q{_ROMAN.get(number, number)}")


def _part_of_year(piece: str, end: int, kind: str, year: str | None, part: str) -> _Moment:
    if year:
        return _Moment(end, kind, iso=f"{year}-{part}")
    recurring = _EACH_YEAR.match(piece, end)
    return _Moment(recurring.end(), "words") if recurring else _Moment(end, kind, bare=part)


def _year(piece: str, at: int) -> _Moment | None:
    match = _YEAR.match(piece, at)
    return _Moment(match.end(), "year", iso=match[1]) if match else None


def _lone_day(piece: str, cue: re.Match[str]) -> _Moment | None:
    """Read "hằng tháng … trước ngày 25": the clause's nearest word for a period before the day names it."""
    says_day = cue[0].rstrip().endswith(" ngày")
    match = _LONE_DAY.match(piece, cue.end()) if says_day else None
    if not match or not 1 <= int(match[1]) <= 31:
        return None
    left = _CLAUSES.split(piece[max(0, cue.start() - 200) : cue.start()])[-1]
    *_, period = [None, *_NAMED_PERIOD.finditer(left)]
    day = f"day {int(match[1])}"
    if period is None or period["other"]:
        return None
    if period["month"]:
        return _Moment(match.end(), "day-of-month", monthly=day)
    return _Moment(match.end(), "day-of-month", quarterly=day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _with_moment(deadline: Deadline, moment: _Moment, around: str, written_on: str | None) -> Deadline:
    """Give the deadline its moment's value; without a year it is yearly if its sentence repeats."""
    if moment.bare and moment.kind == "day" and _REPEATED.search(around):
        return replace(deadline, yearly=moment.bare)
    if moment.bare and written_on:
        return replace(deadline, iso=_first_from(written_on, moment.bare), year_inferred=True)
    return replace(
        deadline, iso=moment.iso, yearly=moment.yearly, monthly=moment.monthly, quarterly=moment.quarterly
    )


def _first_from(written_on: str, bare: str) -> str:
    """Return the first such day, month or quarter that is not over on the day of writing.

    >>> _first_from("2025-11-20", "01-15"), _first_from("2025-11-20", "11"), _first_from("2025-11-20", "Q1")
    ('2026-01-15', '2025-11', '2026-Q1')
    """
    year = int(written_on[:4])
    candidate = f"{year}-{bare}"
    return candidate if _last_day(candidate) >= written_on else f"{year + 1}-{bare}"


def _last_day(iso: str) -> str:
    """Return a day no earlier than the period's last one, only to compare with.

    >>> _last_day("2025-Q3"), _last_day("2025"), _last_day("2025-02"), _last_day("2025-02-03")
    ('2025-09-31', '2025-12-31', '2025-02-31', '2025-02-03')
    """
    if "Q" in iso:
        iso = f"{iso[:4]}-{int(iso[-1]) * 3:02}"
    return iso + "-12-31"[(len(iso) - 4) :]


# Behind a label

_LABEL = _spaced(
    r"(?:thời (?:gian|hạn|điểm)|tiến độ|hạn (?:chót|cuối cùng|cuối|hoàn thành|báo cáo|gửi|nộp))"
    r"(?: (?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo|gửi báo cáo|gửi|trình|ban hành|xong|nộp|dự kiến"
    r"|giải quyết|tiến hành)){0,3}~:"
)
# The line ends that tell where a value stops are blanks in the searchable copy: this one reads the original.
_VALUE_END = re.compile(
    r"\./\.|[;|]|\.(?=[ *]|\s|$)|\n {0,8}(?:[-–+•*|]|\d{1,2}[.)]|[a-zđ]\)|\n|[^\n:;.]{1,40}:)"
    r"| [-–] {0,3}(?=[^\n:;.,]{3,40}:)"
)
_SAYS_NOTHING = _spaced(r"không(?: quy định)?|theo quy định|\W{1,9}")
_LONG = 120
"""A value of more characters is a sentence: its deadline is then cut out of it."""
_LEAD_IN = _spaced(
    r"(?:(?:dự kiến|hoàn thành|xong|thực hiện|trong|vào|khoảng|ngày|đến|hết|cuối|đầu|giữa|tới|từ nay) ){0,4}"
)
_PERIOD = _spaced(r"từ [^;]{1,40}?(?: đến| tới|~-)(?: (?:hết|ngày|cuối|trước)){0,3} (?=\d|tháng|qu[ýí]|năm)")
_FROM_ON = _spaced(r"từ (?:ngày |tháng |năm |quý )?\d")
_BARE_YEAR = _spaced(r"((?:19|20)\d\d)")
_RELATIONS = (
    ("trước", "before"),
    ("đến", "by"),
    ("từ nay", "by"),
    ("chậm", "by"),
    ("hoàn thành trước", "before"),
    ("từ", "from"),
    ("sau", "from"),
)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label and its value, in offsets of the searched piece."""

    whole: Span
    value: Span

    @classmethod
    def at(cls, text: str, span: Span, match: re.Match[str]) -> "_Label":
        value = text[span.start + match.end() : min(span.end, span.start + match.end() + 300)]
        skipped = len(value) - len(value.lstrip(" *_\n"))
        stop = _VALUE_END.search(value, skipped)
        end = match.end() + (stop.start() if stop else len(value))
        return cls(Span(match.start(), end), Span(match.end(), end))


def _read_value(text: str, span: Span, piece: str, value: Span, written_on: str | None) -> Deadline | None:
    start, end = _trim(piece, value.start, value.end)
    words = piece[start:end]
    if not words or _SAYS_NOTHING.fullmatch(words):
        return None
    relation = next((name for begin, name in _RELATIONS if words.startswith(begin)), "in")
    whole = _deadline(text, span, start, end, relation)
    if last := _end_of_period(words):
        return _with_moment(replace(whole, relation="by"), last, words, written_on)
    if _FROM_ON.match(words):
        return whole
    for hit in _free_deadlines(text, Span(span.start + start, span.start + end), words, None):
        if hit.has_value:
            return hit if len(words) > _LONG else replace(hit, text=whole.text, span=whole.span)
    lead_in = _LEAD_IN.match(words)
    moment = _moment(words, lead_in.end() if lead_in else 0)
    if moment:
        return _with_moment(whole, moment, words, written_on)
    if year := _BARE_YEAR.fullmatch(words, lead_in.end() if lead_in else 0):
        return replace(whole, iso=year[1])
    count = _BARE_COUNT.match(words)
    return _counting(replace(whole, relation="by"), count) if count else whole


def _end_of_period(words: str) -> _Moment | None:
    """Return the last moment of "từ … đến …"; two bare years are a programme's: words."""
    period = _PERIOD.match(words)
    moment = _moment(words, period.end()) if period else None
    return moment if moment and moment.kind != "year" else None


# Cues, and what keeps a cue from being a deadline

_DONE = (
    "hoàn thành|xong|dứt điểm|bàn giao|sử dụng|khai thác|ban hành|khởi công|khánh thành|kết thúc|quyết toán"
    "|vận hành|thông xe|phê duyệt"
)
_TIME = r"(?:\d{1,2}~(?:giờ|h|g|:)(?:~\d\d)?(?: phút)?,? )?"
_ON = rf"{_TIME}(?:(?:hết|cuối) )?(?:(?:ngày|mùng) )?"
_CLAUSE_END = _spaced(r"~(?:[.,;:)\]/]|$|(?:để|và|theo|nhằm|làm) )")
_CLAUSE_START = _spaced(r"(?:^|[.;:(/+*-])~$")
_OF_A_THING = _spaced(
    r"(?:hiệu lực|thi hành|được cấp|phát sinh|ra đời|thành lập"
    r"|(?<!học\x20)(?<!vệ\x20)(?<!thí\x20)(?<!dân\x20)sinh|tham gia|đã nộp|đã cấp|kể từ) $"
)
_PERIOD_BEFORE = _spaced(r"từ (?:ngày|tháng|\d)[^;.]{1,30}đến $")
_THEN = _spaced(r" (?:thì|mà)(?!\w)")
_JUST_DONE = _spaced(rf"(?:{_DONE}) $")
_PLANNED = _spaced(r"(?:kế hoạch|mục tiêu|dự kiến) $")
_STATED = _spaced(r" (?:đã|được|chỉ|còn)(?!\w)")
_FROM_NOW = _spaced(r"từ (?:nay|bây giờ|giờ)(?: cho)? $")
_PERIOD_OR_COUNT = _spaced(r"(?:từ (?:ngày|tháng|quý|năm|\d)|tính|hiệu lực|kể|áp dụng)[^;.]{0,40}$")
_DOES = _spaced(
    rf"(?:{_DONE}|thực hiện|triển khai|gia hạn|kéo dài|báo cáo|gửi|nộp)(?: (?:chậm|muộn) nhất)? $"
)
_TO_BE_DONE = _spaced(r"[^;.]{0,40}(?:hoàn thành|xong|phải)")
_HAPPENED = _spaced(
    r"(?:diễn ra|phát sinh|xảy ra|đạt được|ghi nhận|được giao|đề ra|tình hình|số liệu|công tác|nhiệm vụ"
    r"|hoạt động|hiệu lực|hưởng ứng|đã \w{1,8}) $"
)
_DONE_NEARBY = _spaced(rf"(?:{_DONE})(?: [^ ,.;:]{{1,8}}){{0,2}} $")
# A year is when a task is to be done, not a target's ("đạt 50% vào năm 2030") nor a thing's ("vốn năm 2026").
_TASKED = _spaced(
    r"(?:xây dựng|tổ chức|thành lập|ra mắt|nhân rộng|triển khai|thực hiện|lắp đặt|đầu tư|sơ kết|tổng kết"
    r"|sửa chữa|nâng cấp|đào tạo|tập huấn|bồi dưỡng|phát động|trồng|số hóa|rà soát|kiểm tra|thanh tra|mở"
    r"|biên soạn|cung cấp|trang bị|hỗ trợ|vận động|cải tạo|khảo sát|đánh giá|ban hành|trình)(?!\w)"
)
_TARGET = _spaced(
    r"%|(?:tỷ lệ|tỉ lệ|đạt|mục tiêu|chỉ tiêu|phấn đấu|giai đoạn|đối với|căn cứ|thời gian qua|đã|còn|kể từ"
    r"|từ năm|kế hoạch vốn|dự kiến|không|chưa)(?!\w)"
)
_MET = _spaced(r"(?:sơ kết|tổng kết|tổ chức|khai giảng|họp) $")
_RUNS = _spaced(
    r"(?:mở|tổ chức|triển khai|thực hiện|phát động|cao điểm|ra quân|tuần tra|trực|trực ban|cấm|đăng ký"
    r"|tiếp nhận|lấy ý kiến|kiểm tra|tạm dừng|ngừng|bắt đầu|treo|tập huấn"
    r"|tiêm|phun|khám|chi trả|rà soát|vận động|tuyên truyền|trưng bày)(?!\w)"
)
_HOLDS_FROM = _spaced(r"(?:hiệu lực|thi hành|kể|tính|phát sinh|thu nhập|áp dụng|số liệu|đã)(?!\w)")
_BRACKET_CLOSES = _spaced(r"~\)")


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that make the moment behind them a deadline, unless `holds` says that here they do not."""

    needle: str
    pattern: re.Pattern[str]
    relation: str
    kinds: frozenset[str]
    holds: Callable[[str, int, int, _Moment], bool]


def _always(piece: str, start: int, end: int, moment: _Moment) -> bool:
    return True


def _no_condition(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """Refuse "được cấp trước ngày …" (tells of a thing), "từ … đến trước ngày …" and "trước ngày … thì"."""
    left = piece[max(0, start - 40) : start]
    if _OF_A_THING.search(left) or _PERIOD_BEFORE.search(left):
        return False
    if moment.kind == "year" and not (_JUST_DONE.search(left) or "cuối" in piece[start : moment.end]):
        return False
    return not _THEN.match(piece, moment.end)


def _as_a_time(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """Refuse shares ("hoàn thành 15/20 chỉ tiêu") and plans told of ("có kế hoạch hoàn thành năm 2027")."""
    if _PLANNED.search(piece[max(0, start - 20) : start]):
        return False
    dated = moment.kind != "day" or bool(moment.iso) or "ngày" in piece[start:end]
    return dated and (moment.kind != "year" or bool(_CLAUSE_END.match(piece, moment.end)))


def _until(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """Take "đến" after "từ nay", after or, heading a clause, before a verb of doing."""
    left = piece[max(0, start - 60) : start]
    if _STATED.match(piece, moment.end):
        return False
    if _FROM_NOW.search(left):
        return True
    if _PERIOD_OR_COUNT.search(left):
        return False
    does = bool(_DOES.search(left))
    at_the_end = bool(re.search("hết|cuối", piece[start : moment.end]))
    if moment.kind == "year":
        return at_the_end and (does or _is_tasked(piece, start, moment))
    heads = bool(_CLAUSE_START.search(left) and _TO_BE_DONE.match(piece[moment.end : moment.end + 60]))
    return does or heads or (at_the_end and _is_tasked(piece, start, moment))


def _in_time(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """Refuse "trong tháng …" where it dates an event; a year needs "hoàn thành" before it."""
    left = piece[max(0, start - 60) : start]
    if _HAPPENED.search(left):
        return False
    if moment.kind in ("year", "months"):
        done = bool(_DONE_NEARBY.search(left) and _CLAUSE_END.match(piece, moment.end))
        return done or _is_tasked(piece, start, moment)
    return moment.kind != "day" or bool(moment.iso or moment.yearly)


def _is_tasked(piece: str, start: int, moment: _Moment) -> bool:
    """Say whether a year closes a clause that gives a task, with the task's object between verb and year."""
    left = _CLAUSES.split(piece[max(0, start - 200) : start])[-1]
    task = _TASKED.search(left)
    if task is None or moment.iso is None or _TARGET.search(left):
        return False
    apart = bool(left[task.end() :].strip()) or bool(_MET.search(left))
    return apart and bool(_CLAUSE_END.match(piece, moment.end))


def _of_running(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """Take "từ ngày … đến ngày …" and "từ 06 giờ ngày …" where something is run, not where it holds."""
    left = _CLAUSES.split(piece[max(0, start - 120) : start])[-1]
    return moment.iso is not None and bool(_RUNS.search(left)) and not _HOLDS_FROM.search(left)


def _bracketed(piece: str, start: int, end: int, moment: _Moment) -> bool:
    return moment.iso is not None and bool(_BRACKET_CLOSES.match(piece, moment.end))


_DATED = frozenset({"day", "day-of-month", "month", "months", "quarter", "year"})
_ANY = _DATED | {"words"}
_CUES = (
    _Cue("trước", _spaced(rf"\btrước {_ON}"), "before", _ANY, _no_condition),
    _Cue(
        "nhất",
        _spaced(rf"\b(?:chậm|muộn|trễ) nhất(?: (?:là|vào|đến|tới|trong|trước)){{0,3}},? {_ON}"),
        "by",
        _ANY,
        _always,
    ),
    _Cue("không", _spaced(rf"\bkhông (?:quá|(?:muộn|chậm|trễ) hơn) {_ON}"), "by", _DATED, _as_a_time),
    _Cue(
        "hạn",
        _spaced(
            rf"\bhạn (?:chót|cuối cùng|cuối|nộp|báo cáo|hoàn thành)(?: (?:là|vào|đến|trước)){{0,2}} {_ON}"
        ),
        "by",
        _DATED,
        _always,
    ),
    _Cue(
        "từ",
        _spaced(
            rf"\btừ {_TIME}ngày \d{{1,2}}(?:(?:~[/.-]~| tháng )\d{{1,2}})?(?:(?:~[/.-]~| năm )\d{{4}})?,?"
            rf"(?: đến|~-) {_ON}"
        ),
        "by",
        frozenset({"day"}),
        _of_running,
    ),
    _Cue(
        "giờ", _spaced(rf"\btừ (?=\d{{1,2}}~(?:giờ|h)){_TIME}ngày "), "from", frozenset({"day"}), _of_running
    ),
    _Cue("đến", _spaced(rf"\bđến {_ON}"), "by", _DATED, _until),
    _Cue("xong", _spaced(rf"\bxong {_ON}"), "by", _DATED, _as_a_time),
    _Cue("thành", _spaced(rf"\bhoàn thành {_ON}"), "by", _DATED, _as_a_time),
    _Cue("điểm", _spaced(rf"\bdứt điểm {_ON}"), "by", _DATED, _as_a_time),
    _Cue("trong", _spaced(rf"\btrong {_ON}"), "in", _DATED, _in_time),
    _Cue("vào", _spaced(rf"\bvào {_ON}"), "in", _DATED, _in_time),
    _Cue(
        "(", _spaced(r"\(~(?:vào |dự kiến )?(?=[tqcđhg])"), "in", frozenset({"month", "quarter"}), _bracketed
    ),
    _Cue("ngày", _spaced(r"\bngày "), "in", frozenset({"day-of-month"}), _always),
)


def _free_deadlines(text: str, span: Span, piece: str, written_on: str | None) -> list[Deadline]:
    found = [*_cued(text, span, piece, written_on), *_counted(text, span, piece)]
    return _apart([*found, *_worded(text, span, piece)])


def _cued(text: str, span: Span, piece: str, written_on: str | None) -> Iterator[Deadline]:
    for cue in _CUES:
        if cue.needle not in piece:
            continue
        read_to = span.start
        for match in cue.pattern.finditer(piece):
            if span.start + match.start() < read_to:
                continue
            moment = _moment(piece, match.end()) or _with_part(piece, match) or _lone_day(piece, match)
            if moment is None or moment.kind not in cue.kinds:
                continue
            if cue.holds(piece, match.start(), match.end(), moment):
                for deadline in _of_cue(text, span, piece, match.start(), moment, cue.relation, written_on):
                    read_to = deadline.span.end
                    yield deadline


def _with_part(piece: str, match: re.Match[str]) -> _Moment | None:
    """Read "trước cuối năm": the cue has taken "cuối" as it would in "cuối ngày 15/12"."""
    taken = re.search(r"(?:hết|cuối) {1,8}$", match[0])
    return _moment(piece, match.start() + taken.start()) if taken else None


def _of_cue(
    text: str, span: Span, piece: str, start: int, moment: _Moment, relation: str, written_on: str | None
) -> Iterator[Deadline]:
    """Yield the cue's deadline, and those that share the cue: "trước ngày 15/6 và 15/12 hằng năm"."""
    chain = [(start, moment), *_further(piece, moment)]
    repeated = any(m.yearly for _, m in chain) or (len(chain) > 1 and all(m.bare for _, m in chain))
    for begin, one in chain:
        deadline = _deadline(text, span, begin, one.end, relation)
        if repeated and one.bare:
            yield replace(deadline, yearly=one.bare)
            continue
        around = _sentence_around(piece, start, one.end) if one.bare and one.kind == "day" else ""
        valued = _with_moment(deadline, one, around, written_on)
        if not _is_over(valued, written_on):
            yield valued


def _further(piece: str, moment: _Moment) -> Iterator[tuple[int, _Moment]]:
    for _ in range(3):
        link = _AND_ANOTHER.match(piece, moment.end) if moment.kind == "day" else None
        following = _day(piece, link.end()) if link else None
        if link is None or following is None or following.kind != "day":
            return
        yield link.start("day"), following
        moment = following


def _is_over(deadline: Deadline, written_on: str | None) -> bool:
    return bool(written_on and deadline.iso and _last_day(deadline.iso) < written_on)


def _sentence_around(piece: str, start: int, end: int) -> str:
    left = _CLAUSES.split(piece[max(0, start - 160) : start])[-1]
    right = re.split(r"[;.](?: |$)", piece[end : end + 60])[0]
    return left + piece[start:end] + right


# Counted days, and words alone

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LAST_DIGITS = {**{word: n for n, word in enumerate(_DIGITS) if n}, "mốt": 1, "lăm": 5, "bẩy": 7}
_TENS = {"mười": 10} | {f"{ten} mươi": 10 * n for n, ten in enumerate(_DIGITS) if n > 1}
_SPELLED = (
    _LAST_DIGITS
    | _TENS
    | {
        f"{ten} {word}": 10 * (value // 10) + n
        for ten, value in _TENS.items()
        for word, n in _LAST_DIGITS.items()
    }
)
_NUMBER_WORD = "|".join(sorted(_SPELLED, key=len, reverse=True))
_COUNT = (
    rf"(?:(?P<digits>\d{{1,3}})(?:~\(~(?:{_NUMBER_WORD})~\))?"
    rf"|(?P<word>{_NUMBER_WORD})(?:~\(~(?P<inner>\d{{1,3}})~\))?)"
)
_WITHIN = _spaced(
    r"\b(?P<lead>trong|không quá|tối đa|chậm nhất|muộn nhất|trễ nhất|sau|thời hạn|ít nhất|tối thiểu)"
    r"(?: (?:thời hạn|thời gian|vòng|khoảng|là|không|quá|tối đa|chậm nhất|nhất|sau|trước|trong)){0,4}"
    rf" {_COUNT} (?P<unit>ngày(?P<working> làm việc)?|giờ|tuần|tháng)(?!\w)(?! \d)"
    r"(?:~\((?!~từ)[^()]{0,40}\))?"
)
_BARE_COUNT = _spaced(rf"{_COUNT} ngày(?P<working> làm việc)?(?!\w)(?! \d)")
_COUNTED_FROM = _spaced(
    r",? (?:kể|tính|kê) (?P<from>từ(?: |$)[^,;:.()\n]{0,160}(?:[.](?=\d)[^,;:.()\n]{0,40}){0,2})"
)
_FROM_ENDS = _spaced(r" (?:và (?:báo cáo|gửi|thông báo)|phải|có trách nhiệm|để|nhưng|đối với|thì)(?=\W|$)")
_BEFORE_EVENT = _spaced(r",? trước (?:ngày|khi|thời) [^,;:.()\n]{1,80}")
_IN_FORCE = _spaced(r"hiệu lực(?: thi hành)? $")
_LASTS = _spaced(
    r"(?:niêm yết|công khai|đăng tải|đăng|trưng bày|treo|kéo dài|tập huấn|hoạt động|nghỉ|diễn ra|tập trung"
    r"|lấy ý kiến|làm nhiệm vụ)[^,;.]{0,110}$"
)
_LASTING = _spaced(r" (?:liên tục|liên tiếp)|~\(~từ ngày")
_LOOSE = _spaced(r"trong \S{1,9} ngày")
_WORDS_ALONE = _spaced(
    rf"định kỳ (?:{_EVERY} )?(?:ngày|tuần|tháng|quý|năm|\d{{1,2}} (?:\(~\w{{1,5}}~\) )?(?:tháng|năm))(?!\w)"
    r"(?: một lần|/lần)?|trong thời gian sớm nhất"
)
_DAYTIME = r"\d{1,2}~(?:giờ|h)(?:~\d\d)?(?: phút)?"
_EVENT = r"(?: [^\s,;:.()]{1,20}){1,12}"
_WORDED_TIME = _spaced(
    rf"\btrước {_DAYTIME}(?:(?:~,| và) {_DAYTIME}){{0,3}} {_EVERY} ngày"
    rf"|(?:\b(?:sáng|trưa|chiều|tối) )?\bthứ (?:hai|ba|tư|năm|sáu|bảy|[2-7]) {_EVERY} tuần"
    rf"|\b(?:cuối|đầu|kết thúc|hết) (?:mỗi|từng) (?:tuần|tháng|quý|học kỳ|năm học|năm|đợt)(?!\w)"
    rf"|\b(?:xong |(?<=thành\x20))trước (?:ngày|lễ|kỳ|mùa|dịp|tết|khi|thời điểm|năm học)(?= \D)"
    rf"{_EVENT}(?: - \d{{4}})?"
    rf"|\bngay(?: sau)? khi (?:có|được|nhận|phát hiện|xảy ra|kết thúc){_EVENT}"
)
_REGULARLY = _spaced(r"(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)(?!\w)")


def _counted(text: str, span: Span, piece: str) -> Iterator[Deadline]:
    for match in _WITHIN.finditer(piece):
        event = _BEFORE_EVENT.match(piece, match.end())
        if event or "trước" in match[0]:
            yield _deadline(text, span, match.start(), event.end() if event else match.end(), "before")
        elif not _is_duration(piece, match):
            yield _term(text, span, piece, match)


def _term(text: str, span: Span, piece: str, match: re.Match[str]) -> Deadline:
    end, counted_from = _counting_start(text, span, piece, match.end())
    relation = "from" if match["lead"] == "sau" else "by"
    deadline = replace(_deadline(text, span, match.start(), end, relation), counted_from=counted_from)
    if not match["unit"].startswith("ngày"):
        return deadline
    return _counting(deadline, match)


def _counting(deadline: Deadline, match: re.Match[str]) -> Deadline:
    return replace(deadline, within_days=_number(match), days="working" if match["working"] else "calendar")


def _is_duration(piece: str, match: re.Match[str]) -> bool:
    """Tell a term from how long something lasts and from when a text takes force."""
    left = piece[max(0, match.start() - 130) : match.start()]
    if (
        _IN_FORCE.search(left)
        or _LASTING.match(piece, match.end())
        or match["lead"].startswith(("ít", "tối thi"))
    ):
        return True
    if _COUNTED_FROM.match(piece, match.end()):
        return False
    if match["unit"] in ("tháng", "tuần") or match["lead"] == "sau":
        return True
    loose = _LOOSE.fullmatch(match[0]) and not _CLAUSE_END.match(piece, match.end())
    return bool(loose or _LASTS.search(left))


def _counting_start(text: str, span: Span, piece: str, at: int) -> tuple[int, str | None]:
    match = _COUNTED_FROM.match(piece, at)
    if not match:
        return at, None
    stop = _FROM_ENDS.search(piece, match.start("from"), match.end())
    start, end = _trim(piece, match.start("from"), stop.start() if stop else match.end())
    words = text[span.start + start : span.start + end]
    return end, " ".join(words[2:].split()) or None


def _number(match: re.Match[str]) -> int:
    digits = match["digits"] or match["inner"]
    return int(digits) if digits else _SPELLED[" ".join(match["word"].split())]


def _worded(text: str, span: Span, piece: str) -> Iterator[Deadline]:
    for match in _WORDS_ALONE.finditer(piece):
        yield _deadline(text, span, match.start(), match.end(), "in")
    for match in _WORDED_TIME.finditer(piece):
        relation = "before" if "trước " in match[0] else "in"
        yield _deadline(text, span, match.start(), match.end(), relation)
    for match in _REGULARLY.finditer(piece):
        if _CLAUSE_START.search(piece[max(0, match.start() - 12) : match.start()]):
            yield _deadline(text, span, match.start(), match.end(), "in")


# Pieces of text


def _search_copy(text: str, span: Span, folded: str | None) -> str:
    piece = folded[span.start : span.end] if folded is not None else searchable(text[span.start : span.end])
    return piece.replace("*", " ").replace("_", " ")


def _deadline(text: str, span: Span, start: int, end: int, relation: str) -> Deadline:
    while start < end and text[span.start + start] in "( *_":
        start += 1
    where = Span(span.start + start, span.start + end)
    return Deadline(where.cut(text), where, relation)


def _in_order(deadline: Deadline) -> tuple[bool, bool, int]:
    """Let a value the contract knows stand before a day of each quarter, and both before words alone."""
    return (not deadline.has_value, deadline.quarterly is not None, deadline.span.start)


def _apart(found: list[Deadline]) -> list[Deadline]:
    """Keep, of deadlines that overlap, the one with a value, then the one that starts first."""
    kept: list[Deadline] = []
    for deadline in sorted(found, key=lambda d: (d.span.start, not d.has_value, -d.span.end)):
        if not kept or deadline.span.start >= kept[-1].span.end:
            kept.append(deadline)
        elif deadline.has_value and not kept[-1].has_value:
            kept[-1] = deadline
    return kept


def _blanked(piece: str, spans: list[Span]) -> str:
    parts, at = [], 0
    for span in spans:
        if span.start >= at:
            parts += [piece[at : span.start], " " * (span.end - span.start)]
            at = span.end
    return "".join([*parts, piece[at:]])


def _trim(piece: str, start: int, end: int) -> tuple[int, int]:
    while start < end and piece[start] in " :–-":
        start += 1
    while end > start and piece[end - 1] in " .;,/":
        end -= 1
    return start, end
