"""Deadlines as Vietnamese offices word them: dates, yearly and monthly days, months, quarters, working days, words.

A date alone is no deadline: directives are full of dates of cited documents, events and programmes. So a deadline
here is a *cue* ("trước", "chậm nhất", "xong trong", "từ nay đến") with a *moment* right behind it, a count of days
("trong thời hạn 10 ngày kể từ …"), or whatever stands behind a label that says so ("Thời gian thực hiện: …").

Searching is done on the span's copy in the searchable spelling, with the asterisks of emphasis as blanks. Every
pattern begins with a fixed word and every repetition in it is bounded, so that the work grows with the text and no faster.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span

_S = " {1,8}"
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?: {{0,3}}[/.-] {{0,3}}|,?{_S}tháng{_S})(\d{{1,2}})"
    rf"(?:(?: {{0,3}}[/.-] {{0,3}}|,?{_S}(?:của{_S})?năm{_S})((?:19|20)\d\d))?(?! ?[/.-]?\d)"
)
_DAY_OF_MONTH = re.compile(
    rf"(\d{{1,2}}),?{_S}(?:của{_S})?"
    rf"(?:(?P<month>(?:(?:hằng|hàng|mỗi|từng){_S}tháng|tháng{_S}(?:sau|kế|tiếp|liền{_S}kề)(?:{_S}(?:theo|tiếp|sau))?))"
    rf"|(?P<quarter>(?:các{_S})?tháng{_S}(?:cuối|đầu|thứ{_S}\w{{1,4}})(?:{_S}(?:cùng|tiên))?(?:{_S}(?:của|hằng|hàng|mỗi|từng)){{0,2}}{_S}quý))"
)
_MONTHS = rf"(\d{{1,2}})(?:(?: {{0,3}}[,-] {{0,3}}|{_S}(?:và|đến){_S})(?:tháng{_S})?(\d{{1,2}}))?(?!\d)"
_QUARTERS = rf"(iv|i{{1,3}}|[1-4])(?:(?: {{0,3}}[,-] {{0,3}}|{_S}(?:và|đến){_S})(?:qu[ýí]{_S})?(iv|i{{1,3}}|[1-4]))?(?!\w)"
_OF_YEAR = rf"(?:(?: {{0,3}}[/.-] {{0,3}}|,?{_S}(?:của{_S})?năm{_S})((?:19|20)\d\d)(?!\d))?"
_MONTH = re.compile(rf"tháng{_S}{_MONTHS}{_OF_YEAR}")
_QUARTER = re.compile(rf"qu[ýí]{_S}{_QUARTERS}{_OF_YEAR}")
_YEAR = re.compile(rf"năm{_S}((?:19|20)\d\d)(?! {{0,3}}[-/] {{0,3}}\d|\d)")
_PART = re.compile(
    rf"(?:(?:hết|cuối|đầu|giữa)|tuần{_S}(?:thứ{_S}\w{{1,4}}|đầu|cuối|[1-4])(?:{_S}(?:tiên|cùng))?)(?:{_S}của)?{_S}(?=tháng|qu[ýí]|năm)"
)
_IN_WORDS = re.compile(
    rf"thứ{_S}(?:hai|ba|tư|năm|sáu|bảy|[2-7]){_S}(?:hằng|hàng|mỗi){_S}tuần|(?:hằng|hàng|mỗi){_S}(?:ngày|tuần)"
    rf"|(?:hết|cuối|đầu){_S}(?:tháng|quý|năm)(?:{_S}(?:này|nay|sau|tới))?"
)

_EACH_YEAR = re.compile(rf",? {{0,8}}\(? {{0,8}}(?:của{_S})?(?:hằng|hàng|mỗi|từng){_S}năm")
_OTHER_YEAR = re.compile(rf",?{_S}(?:của{_S})?năm{_S}(?:sau|tiếp|kế|liền|trước|thực{_S}hiện|báo{_S}cáo)(?:{_S}(?:theo|kề))?")
_REPEATED = re.compile(
    r"(?:hằng|hàng|mỗi|từng) {1,8}năm|định {1,8}kỳ|\b(?:0?[69]|sáu|chín) {1,8}tháng(?! {1,8}kể)|báo {1,8}cáo {1,8}(?:quý|năm)\b(?! {1,8}\d)"
    r"|\bnăm {1,8}(?:sau|tiếp|kế|liền|trước)\b"
)
_AND_ANOTHER = re.compile(rf"(?: {{0,3}},|{_S}(?:và|hoặc)){_S}(?:trước{_S})?(?:ngày{_S})?(?=\d)")

_TIME = rf"(?:\d{{1,2}} {{0,3}}(?:giờ|h|g|:)(?: {{0,3}}\d\d)?(?:{_S}phút)?,?{_S})?"
_ON = rf"{_TIME}(?:(?:hết|cuối){_S})?(?:(?:ngày|mùng){_S})?"

_SPELLED_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SPELLED = {
    **{word: n for n, word in enumerate(_SPELLED_UNITS) if n},
    **{f"mười {word}": 10 + n for n, word in enumerate(_SPELLED_UNITS) if n},
    **{f"{ten} mươi": 10 * n for n, ten in enumerate(_SPELLED_UNITS) if n > 1},
    **{f"{ten} mươi {unit}": 10 * n + m for n, ten in enumerate(_SPELLED_UNITS) if n > 1 for m, unit in enumerate(_SPELLED_UNITS) if m},
    **{f"{ten} mươi lăm": 10 * n + 5 for n, ten in enumerate(_SPELLED_UNITS) if n > 1},
    **{f"{ten} mươi mốt": 10 * n + 1 for n, ten in enumerate(_SPELLED_UNITS) if n > 1},
    "bẩy": 7,
    "mười": 10,
    "mười lăm": 15,
}
_WORD_NUMBER = "|".join(sorted((word.replace(" ", _S) for word in _SPELLED), key=len, reverse=True))
_COUNT = (
    rf"(?:(?P<digits>\d{{1,3}})(?: {{0,3}}\( {{0,3}}(?:{_WORD_NUMBER}) {{0,3}}\))?"
    rf"|(?P<word>{_WORD_NUMBER})(?: {{0,3}}\( {{0,3}}(?P<inner>\d{{1,3}}) {{0,3}}\))?)"
)
_WITHIN = re.compile(
    rf"\b(?P<lead>trong|không{_S}quá|tối{_S}đa|chậm{_S}nhất|muộn{_S}nhất|trễ{_S}nhất|sau|thời{_S}hạn|ít{_S}nhất|tối{_S}thiểu)"
    rf"(?:{_S}(?:thời{_S}hạn|thời{_S}gian|vòng|khoảng|là|không|quá|tối{_S}đa|chậm{_S}nhất|nhất|sau|trước|trong)){{0,4}}"
    rf"{_S}{_COUNT}{_S}(?P<unit>ngày(?P<working>{_S}làm{_S}việc)?|giờ|tuần|tháng)(?!\w)(?!{_S}\d)(?: {{0,3}}\([^()]{{0,40}}\))?"
)
_COUNTED_FROM = re.compile(
    rf",?{_S}(?:kể|tính|kê){_S}(?P<from>từ(?:{_S}|$)[^,;:.()\n]{{0,160}}(?:[.](?=\d)[^,;:.()\n]{{0,40}}){{0,2}})"
)
_FROM_ENDS = re.compile(rf"{_S}(?:và{_S})?(?:phải|có{_S}trách{_S}nhiệm|báo{_S}cáo|gửi|để|nhưng|đối{_S}với|thì)(?=\W|$)")
_BEFORE_EVENT = re.compile(rf",?{_S}trước{_S}(?:ngày|khi|thời){_S}[^,;:.()\n]{{1,80}}")
_SHOWN_MEANWHILE = re.compile(
    r"(?:niêm yết|công khai|đăng tải|đăng|trưng bày|treo|kéo dài|tập huấn|hoạt động|nghỉ|diễn ra|tập trung|lấy ý kiến|làm nhiệm vụ)"
    r"[^,;.]{0,60}$"
)
_LASTING = re.compile(rf"{_S}(?:liên{_S}tục|liên{_S}tiếp)| {{0,3}}\( {{0,3}}từ{_S}ngày")

_WORDS_ALONE = re.compile(
    rf"định{_S}kỳ{_S}(?:(?:hằng|hàng|mỗi|từng){_S})?(?:ngày|tuần|tháng|quý|năm|\d{{1,2}}{_S}(?:\( {{0,3}}\w{{1,5}} {{0,3}}\){_S})?(?:tháng|năm))(?!\w)(?:{_S}một{_S}lần|/lần)?"
    rf"|(?:theo|đúng){_S}tiến{_S}độ(?!\w)|trong{_S}thời{_S}gian{_S}sớm{_S}nhất|khi{_S}(?:có|được){_S}yêu{_S}cầu"
)
_REGULARLY = re.compile(rf"(?:hằng|hàng|mỗi){_S}(?:ngày|tuần|tháng|quý|năm)(?!\w)")

_LABEL = re.compile(
    rf"(?:thời{_S}gian|thời{_S}hạn|thời{_S}điểm|tiến{_S}độ|hạn{_S}(?:chót|cuối|cuối{_S}cùng|hoàn{_S}thành|báo{_S}cáo|gửi|nộp))"
    rf"(?:{_S}(?:thực{_S}hiện|hoàn{_S}thành|triển{_S}khai|tổ{_S}chức|báo{_S}cáo|gửi(?:{_S}báo{_S}cáo)?|trình|ban{_S}hành|xong|nộp|dự{_S}kiến|giải{_S}quyết)){{0,3}} {{0,8}}:"
)
_VALUE_END = re.compile(
    r"\./\.|[;|]|\.(?=[ *]|$)|\n {0,8}(?:[-–+•*|]|\d{1,2}[.)]|[a-zđ]\)|\n|[^\n:;.]{1,40}:)| [-–] {0,3}(?=[^\n:;.,]{3,40}:)"
)
_LEAD_IN = re.compile(
    rf"(?:(?:dự{_S}kiến|hoàn{_S}thành|xong|thực{_S}hiện|trong|vào|khoảng|ngày|đến|hết|cuối|đầu|giữa|tới|từ{_S}nay){_S}){{0,4}}"
)
_PERIOD = re.compile(rf"từ{_S}[^;]{{1,40}}?(?:{_S}đến|{_S}tới| {{0,8}}-)(?:{_S}(?:hết|ngày|cuối|trước)){{0,3}}{_S}(?=\d|tháng|qu[ýí]|năm)")

_CLAUSE_END = re.compile(rf" {{0,8}}(?:[.,;:)\]/]|$|(?:để|và|theo|nhằm|làm){_S})")
_CLAUSE_START = re.compile(r"(?:^|[.;:(/+*-]) {0,8}$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as written, with at most one of `iso`, `yearly`, `monthly`, `within_days`; words alone have none.

    `relation` is "before" (trước ngày), "by" (chậm nhất, xong trong), "in" (trong tháng, quý IV) or "from" (từ ngày).
    `quarterly` is a day of the quarter's named month, "day 20". `year_inferred` says that the text names no year and
    `iso` is the first such day, month or quarter from the directive's own date on: a person has to look.
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
        """True where the words could be turned into a date, a day of each year or month, or a number of days."""
        return any((self.iso, self.yearly, self.monthly, self.quarterly, self.within_days is not None))


@dataclass(frozen=True, slots=True)
class _Moment:
    """A point of time as written, up to `end`; `bare` is a MM-DD, MM or Qn whose year is not written."""

    end: int
    kind: str
    iso: str | None = None
    yearly: str | None = None
    monthly: str | None = None
    quarterly: str | None = None
    bare: str | None = None


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that make the moment behind them a deadline, unless `holds` says that here they do not."""

    needle: str
    pattern: re.Pattern[str]
    relation: str
    kinds: frozenset[str]
    holds: Callable[[str, int, int, _Moment], bool]


def find_deadlines(
    text: str, span: Span, *, folded: str | None = None, written_on: str | None = None
) -> tuple[Deadline, ...]:
    """Find the deadlines inside a span: those with a value in order, then those in words alone.

    `folded` is `searchable(text)` where the caller has it; `written_on` the directive's ISO date. With it a day
    without a year gets one (and says so), and a day that was over before the directive was written is no deadline.

    >>> text = "Sở A báo cáo trước ngày 15/12/2026, xong trong quý I năm 2027."
    >>> [(d.text, d.iso) for d in find_deadlines(text, Span(0, len(text)))]
    [('trước ngày 15/12/2026', '2026-12-15'), ('trong quý I năm 2027', '2027-Q1')]
    """
    piece = _search_copy(text, span, folded)
    labels = [_Label.at(text, span, piece, match) for match in _LABEL.finditer(piece)]
    found = [d for label in labels if (d := _read_value(text, span, piece, label.value, written_on))]
    free = _blanked(piece, [label.whole for label in labels])
    found += _free_deadlines(text, span, free, written_on)
    return tuple(sorted(_apart(found), key=lambda d: (not d.has_value, d.span.start)))


def labelled_deadline(
    text: str, span: Span, *, folded: str | None = None, written_on: str | None = None
) -> Deadline | None:
    """Read a line "Thời gian thực hiện: …" or a cell of a column of times, where whatever stands is the deadline.

    Returns None where nothing stands. The deadline's text is the whole value.

    >>> line = "Thời gian thực hiện: Quý IV/2026 và các năm tiếp theo."
    >>> labelled_deadline(line, Span(0, len(line))).iso
    '2026-Q4'
    """
    piece = _search_copy(text, span, folded)
    label = _LABEL.search(piece)
    value = _Label.at(text, span, piece, label).value if label else Span(0, len(piece))
    return _read_value(text, span, piece, value, written_on)


# What stands behind a label


@dataclass(frozen=True, slots=True)
class _Label:
    """A label and its value, in offsets of the searched piece."""

    whole: Span
    value: Span

    @classmethod
    def at(cls, text: str, span: Span, piece: str, match: re.Match[str]) -> "_Label":
        # The line ends that tell where a value stops are blanks in the searchable copy, so the original is asked.
        value = text[span.start + match.end() : min(span.end, span.start + match.end() + 300)]
        skipped = len(value) - len(value.lstrip(" *_\n"))
        stop = _VALUE_END.search(value, skipped)
        end = match.end() + (stop.start() if stop else len(value))
        return cls(Span(match.start(), end), Span(match.end(), end))


def _read_value(text: str, span: Span, piece: str, value: Span, written_on: str | None) -> Deadline | None:
    start, end = _trim(piece, value.start, value.end)
    if start >= end:
        return None
    words = piece[start:end]
    whole = _deadline(text, span, start, end, _relation_of_value(words))
    if period_end := _end_of_period(words):
        return _with_moment(replace(whole, relation="by"), period_end, words, written_on)
    if re.match(rf"từ{_S}(?:ngày{_S}|tháng{_S}|năm{_S}|quý{_S})?[\div]", words):
        return whole
    for hit in _free_deadlines(words, Span(0, len(words)), words, None):
        if hit.has_value:
            return replace(hit, text=whole.text, span=whole.span)
    begin = _LEAD_IN.match(words)
    moment = _moment(words, begin.end() if begin else 0)
    return _with_moment(whole, moment, words, written_on) if moment else whole


def _relation_of_value(words: str) -> str:
    for start, relation in (("trước", "before"), ("đến", "by"), ("từ nay", "by"), ("chậm", "by"), ("từ", "from"), ("sau", "from")):
        if words.startswith(start):
            return relation
    return "in"


def _end_of_period(words: str) -> _Moment | None:
    """Return the last moment of "từ … đến …"; two bare years are a programme's time, as "giai đoạn" is: words."""
    period = _PERIOD.match(words)
    if not period:
        return None
    moment = _moment(words, period.end())
    return moment if moment and moment.kind != "year" else None


# Cues and moments


def _free_deadlines(text: str, span: Span, piece: str, written_on: str | None) -> list[Deadline]:
    found = [*_cued(text, span, piece, written_on), *_counted(text, span, piece)]
    return _apart(found + _worded(text, span, piece))


def _cued(text: str, span: Span, piece: str, written_on: str | None) -> Iterator[Deadline]:
    for cue in _CUES:
        if cue.needle not in piece:
            continue
        for match in cue.pattern.finditer(piece):
            moment = _moment(piece, match.end())
            if moment is None or moment.kind not in cue.kinds:
                continue
            if not cue.holds(piece, match.start(), match.end(), moment):
                continue
            yield from _of_cue(text, span, piece, match.start(), moment, cue.relation, written_on)


def _of_cue(
    text: str, span: Span, piece: str, start: int, moment: _Moment, relation: str, written_on: str | None
) -> Iterator[Deadline]:
    """Yield the cue's deadline, and those that share the cue: "trước ngày 15/6 và 15/12 hằng năm"."""
    chain = [(start, moment), *_further(piece, moment)]
    repeated = any(m.yearly for _, m in chain) or (len(chain) > 1 and all(m.bare for _, m in chain))
    for begin, one in chain:
        deadline = _deadline(text, span, begin, one.end, relation)
        if repeated and one.bare and one.kind == "day":
            yield replace(deadline, yearly=one.bare)
            continue
        valued = _with_moment(deadline, one, _sentence_around(piece, start, one.end), written_on)
        if not _is_over(valued, written_on):
            yield valued


def _further(piece: str, moment: _Moment) -> Iterator[tuple[int, _Moment]]:
    for _ in range(3):
        link = _AND_ANOTHER.match(piece, moment.end) if moment.kind == "day" and (moment.bare or moment.iso) else None
        following = _day(piece, link.end()) if link else None
        if link is None or following is None:
            return
        yield link.end(), following
        moment = following


def _moment(piece: str, at: int) -> _Moment | None:
    part = _PART.match(piece, at)
    for read in (_day_of_month, _day, _month, _quarter, _year):
        if moment := read(piece, part.end() if part else at):
            return moment
    words = _IN_WORDS.match(piece, at)
    return _Moment(words.end(), "words") if words else None


def _day_of_month(piece: str, at: int) -> _Moment | None:
    match = _DAY_OF_MONTH.match(piece, at)
    if not match or not 1 <= int(match[1]) <= 31:
        return None
    day = f"day {int(match[1])}"
    return _Moment(match.end(), "day-of-month", **{"monthly" if match["month"] else "quarterly": day})


def _day(piece: str, at: int) -> _Moment | None:
    match = _DAY_MONTH.match(piece, at)
    if not match:
        return None
    day, month, year = int(match[1]), int(match[2]), int(match[3] or 2000)
    if not _exists(year, month, day):
        return _Moment(match.end(), "words")
    if match[3]:
        return _Moment(match.end(), "day", iso=f"{year:04}-{month:02}-{day:02}")
    recurring = _EACH_YEAR.match(piece, match.end()) or _OTHER_YEAR.match(piece, match.end())
    bare = f"{month:02}-{day:02}"
    if recurring:
        return _Moment(recurring.end(), "day", yearly=bare)
    return _Moment(match.end(), "day", bare=bare)


def _month(piece: str, at: int) -> _Moment | None:
    match = _MONTH.match(piece, at)
    month = int(match[2] or match[1]) if match else 0
    if not match or not 1 <= month <= 12:
        return None
    if match[3]:
        return _Moment(match.end(), "month", iso=f"{match[3]}-{month:02}")
    if recurring := _EACH_YEAR.match(piece, match.end()):
        return _Moment(recurring.end(), "words")
    return _Moment(match.end(), "month", bare=f"{month:02}")


def _quarter(piece: str, at: int) -> _Moment | None:
    match = _QUARTER.match(piece, at)
    if not match:
        return None
    quarter = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}.get(match[2] or match[1], match[2] or match[1])
    if match[3]:
        return _Moment(match.end(), "quarter", iso=f"{match[3]}-Q{quarter}")
    if recurring := _EACH_YEAR.match(piece, match.end()):
        return _Moment(recurring.end(), "words")
    return _Moment(match.end(), "quarter", bare=f"Q{quarter}")


def _year(piece: str, at: int) -> _Moment | None:
    match = _YEAR.match(piece, at)
    return _Moment(match.end(), "year", iso=match[1]) if match else None


def _with_moment(deadline: Deadline, moment: _Moment, around: str, written_on: str | None) -> Deadline:
    """Give the deadline its moment's value; a day without a year is yearly where its sentence speaks of repetition."""
    if moment.bare and moment.kind == "day" and _REPEATED.search(around):
        return replace(deadline, yearly=moment.bare)
    if moment.bare and written_on:
        return replace(deadline, iso=_first_from(written_on, moment.bare), year_inferred=True)
    return replace(
        deadline, iso=moment.iso, yearly=moment.yearly, monthly=moment.monthly, quarterly=moment.quarterly
    )


def _first_from(written_on: str, bare: str) -> str | None:
    """Return the first such day, month or quarter that is not over on the day of writing.

    >>> _first_from("2025-11-20", "01-15"), _first_from("2025-11-20", "11"), _first_from("2025-11-20", "Q1")
    ('2026-01-15', '2025-11', '2026-Q1')
    """
    year = int(written_on[:4])
    candidate = f"{year}-{bare}"
    return candidate if _last_day(candidate) >= written_on else f"{year + 1}-{bare}"


def _is_over(deadline: Deadline, written_on: str | None) -> bool:
    return bool(written_on and deadline.iso and _last_day(deadline.iso) < written_on)


def _last_day(iso: str) -> str:
    """Return a day on or after the last of the period, for comparison only ("2025-Q4" ends on "2025-12-31")."""
    if "Q" in iso:
        return f"{iso[:4]}-{int(iso[-1]) * 3:02}-31"
    return (iso + "-12-31"[len(iso) - 4 :])[:10] if len(iso) == 4 else (iso + "-31")[:10]


# What keeps a cue from being a deadline


def _no_condition(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """ "trước ngày …" may also describe a thing ("được cấp trước ngày …") or close a period ("từ … đến trước ngày …")."""
    left = piece[max(0, start - 40) : start]
    if re.search(r"(?:hiệu lực|thi hành|được cấp|phát sinh|ra đời|thành lập|sinh|tham gia|đã nộp|đã cấp|kể từ) {1,8}$", left):
        return False
    if re.search(r"từ {1,8}(?:ngày|tháng|\d)[^;.]{1,30}đến {1,8}$", left):
        return False
    if moment.kind == "year" and not re.search(rf"(?:{_DONE}) {{1,8}}$", left):
        return False
    return not re.match(r" {1,8}(?:thì|mà)(?!\w)", piece[moment.end : moment.end + 12])


def _always(piece: str, start: int, end: int, moment: _Moment) -> bool:
    return True


def _as_a_whole(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """A number behind "hoàn thành" is a time only where it is said to be one: "hoàn thành 15/20 chỉ tiêu" is a share."""
    dated = moment.kind != "day" or bool(moment.iso) or "ngày" in piece[start:end]
    return dated and (moment.kind != "year" or bool(_CLAUSE_END.match(piece, moment.end)))


def _until(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """ "đến" opens a deadline after "từ nay", after a verb of doing, or at the head of a clause; else it closes a period."""
    left = piece[max(0, start - 60) : start]
    if re.search(r"từ {1,8}(?:nay|bây giờ|giờ)(?: {1,8}cho)? {1,8}$", left):
        return True
    if re.search(r"(?:từ {1,8}(?:ngày|tháng|quý|năm|\d)|tính|hiệu lực|kể|áp dụng)[^;.]{0,40}$", left):
        return False
    whole = "hết" in piece[start : end + 4] or "cuối" in piece[start : end + 5]
    does = re.search(rf"(?:{_DONE}|thực hiện|triển khai|gia hạn|kéo dài|báo cáo|gửi|nộp)(?: {{1,8}}(?:chậm nhất|muộn nhất))? {{1,8}}$", left)
    if moment.kind == "year":
        return whole and bool(does)
    return bool(does) or (bool(_CLAUSE_START.search(left)) and bool(re.match(r"[^;.]{0,40}(?:hoàn thành|xong|phải)", piece[moment.end :][:60])))


def _in_time(piece: str, start: int, end: int, moment: _Moment) -> bool:
    """ "trong tháng 11/2025" is a time to do it, unless it says when something happened or holds."""
    left = piece[max(0, start - 60) : start]
    if re.search(
        r"(?:diễn ra|phát sinh|xảy ra|đạt được|ghi nhận|được giao|đề ra|tình hình|số liệu|công tác|nhiệm vụ|hoạt động|hiệu lực|hưởng ứng|đã \w{1,8}) {1,8}$",
        left,
    ):
        return False
    if moment.kind == "year":
        return bool(re.search(rf"(?:{_DONE})(?: {{1,8}}[^ ,.;:]{{1,8}}){{0,2}} {{1,8}}$", left) and _CLAUSE_END.match(piece, moment.end))
    if moment.kind == "day":
        return bool(moment.iso or moment.yearly)
    return True


def _bracketed(piece: str, start: int, end: int, moment: _Moment) -> bool:
    return moment.iso is not None and bool(re.match(r" {0,8}\)", piece[moment.end : moment.end + 9]))


_DONE = (
    "hoàn thành|xong|dứt điểm|bàn giao|sử dụng|khai thác|ban hành|khởi công|khánh thành|kết thúc|quyết toán|vận hành|thông xe|phê duyệt"
)
_ALL = frozenset({"day", "day-of-month", "month", "quarter", "year", "words"})
_DATED = _ALL - {"words"}

_CUES = (
    _Cue("trước", re.compile(rf"\btrước{_S}{_ON}"), "before", _ALL, _no_condition),
    _Cue("nhất", re.compile(rf"\b(?:chậm|muộn|trễ){_S}nhất(?:{_S}(?:là|vào|đến|tới|trong|trước)){{0,3}},?{_S}{_ON}"), "by", _ALL, _always),
    _Cue("không", re.compile(rf"\bkhông{_S}(?:quá|(?:muộn|chậm|trễ){_S}hơn){_S}{_ON}(?=\d|tháng|quý|năm|hết|cuối)"), "by", _DATED, _as_a_whole),
    _Cue("hạn", re.compile(rf"\bhạn{_S}(?:chót|cuối(?:{_S}cùng)?|nộp|báo{_S}cáo|hoàn{_S}thành)(?:{_S}(?:là|vào|đến)){{0,2}}{_S}{_ON}"), "by", _DATED, _always),
    _Cue("đến", re.compile(rf"\bđến{_S}{_ON}"), "by", _DATED, _until),
    _Cue("", re.compile(rf"\b(?:xong|hoàn{_S}thành|dứt{_S}điểm){_S}{_ON}"), "by", _DATED, _as_a_whole),
    _Cue("trong", re.compile(rf"\btrong{_S}{_ON}"), "in", _DATED, _in_time),
    _Cue("vào", re.compile(rf"\bvào{_S}{_ON}"), "in", _DATED, _in_time),
    _Cue("(", re.compile(r"\( {0,8}(?:vào {1,8}|dự kiến {1,8})?(?=tháng|qu[ýí]|cuối|đầu)"), "in", frozenset({"month", "quarter"}), _bracketed),
    _Cue("ngày", re.compile(rf"\bngày{_S}"), "in", frozenset({"day-of-month"}), _always),
)  # fmt: skip


# Counted days, and words alone


def _counted(text: str, span: Span, piece: str) -> Iterator[Deadline]:
    for match in _WITHIN.finditer(piece):
        count, unit = _number(match), match["unit"]
        event = _BEFORE_EVENT.match(piece, match.end())
        if event or "trước" in match[0] or match["lead"].startswith(("ít", "tối thiểu")):
            if event or "trước" in match[0]:
                yield _deadline(text, span, match.start(), event.end() if event else match.end(), "before")
            continue
        if _LASTING.match(piece, match.end()) or _is_duration(piece, match):
            continue
        end, counted_from = _counting_start(text, span, piece, match.end())
        deadline = _deadline(text, span, match.start(), end, "from" if match["lead"] == "sau" else "by")
        if unit.startswith("ngày"):
            days = "working" if match["working"] else "calendar"
            deadline = replace(deadline, within_days=count, days=days)
        yield replace(deadline, counted_from=counted_from)


def _is_duration(piece: str, match: re.Match[str]) -> bool:
    """ "niêm yết trong thời gian 15 ngày" lasts; only a start to count from makes a term of it."""
    if _COUNTED_FROM.match(piece, match.end()):
        return False
    if match["unit"] in ("tháng", "tuần") or match["lead"] == "sau":
        return True
    return bool(_SHOWN_MEANWHILE.search(piece[max(0, match.start() - 90) : match.start()]))


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


def _worded(text: str, span: Span, piece: str) -> list[Deadline]:
    found = [_deadline(text, span, m.start(), m.end(), "in") for m in _WORDS_ALONE.finditer(piece)]
    for match in _REGULARLY.finditer(piece):
        if _CLAUSE_START.search(piece[max(0, match.start() - 12) : match.start()]):
            found.append(_deadline(text, span, match.start(), match.end(), "in"))
    return found


# Small pieces


def _search_copy(text: str, span: Span, folded: str | None) -> str:
    piece = folded[span.start : span.end] if folded is not None else searchable(text[span.start : span.end])
    return piece.replace("*", " ").replace("_", " ")


def _deadline(text: str, span: Span, start: int, end: int, relation: str) -> Deadline:
    while start < end and text[span.start + start] in "( *_":
        start += 1
    where = Span(span.start + start, span.start + end)
    return Deadline(where.cut(text), where, relation)


def _sentence_around(piece: str, start: int, end: int) -> str:
    left = re.split(r"[;.] ", piece[max(0, start - 160) : start])[-1]
    right = re.split(r"[;.](?: |$)", piece[end : end + 60])[0]
    return left + piece[start:end] + right


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
    while start < end and piece[start] in " *_:–-":
        start += 1
    while end > start and piece[end - 1] in " *_.;,/":
        end -= 1
    return start, end


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
