"""Reporting duties: who reports to whom, through whom, how often, and by when.

A duty stands in one clause (up to a semicolon or the sentence's end). What is read there, in this order: the act
("báo cáo", "gửi … về", "phản ánh về", "cung cấp số liệu khi có yêu cầu"), its receiver and relay ("(qua Sở …)"),
and how often, each frequency with its own day. What the receiver does with it ("để tổng hợp, báo cáo …") is the
receiver's affair, unless nobody else receives: then the reporter does it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tonghop.domain.directives.deadlines import Deadline, find_deadlines
from tonghop.domain.language import match_key, searchable, sentences
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """One row per frequency. `due` is "MM-DD", "YYYY-MM-DD", "day 20" or None; `relation` as in a Deadline.

    `frequency` is one of once, monthly, quarterly, semiannual, nine-month, annual, on-request, unspecified.
    """

    reporters: tuple[str, ...]
    recipient: str | None
    via: str | None
    frequency: str
    due: str | None
    relation: str | None
    quote: str
    span: Span


def find_duties(
    text: str,
    span: Span,
    *,
    actors: tuple[str, ...],
    deadlines: tuple[Deadline, ...] | None = None,
    folded: str | None = None,
    written_on: str | None = None,
    issuer: str | None = None,
) -> tuple[ReportingDuty, ...]:
    """Find the reporting duties inside one obligation, whose acting parties are the reporters.

    Shape:  one row per frequency of one clause; `quote` is cut from the text by `span`.
    `deadlines` are those found in the same span (found here where not given), `folded` is `searchable(text)`,
    `written_on` the directive's ISO date, and `issuer` fills a bare "gửi về Sở" where the issuer is such a body.

    >>> text = "Sở A báo cáo Ủy ban nhân dân tỉnh (qua Sở Nội vụ) trước ngày 15/12 hằng năm."
    >>> row = find_duties(text, Span(0, len(text)), actors=("Sở A",))[0]
    >>> (row.recipient, row.via, row.frequency, row.due)
    ('Ủy ban nhân dân tỉnh', 'Sở Nội vụ', 'annual', '12-15')
    """
    folded = searchable(text[: span.end]) if folded is None else folded
    if deadlines is None:
        deadlines = find_deadlines(text, span, folded=folded, written_on=written_on)
    own = frozenset(match_key(actor) for actor in actors)
    duties: list[ReportingDuty] = []
    for sentence in sentences(text, span):
        opening = _Clause.of(text, folded, sentence)
        for where in _clauses(folded, sentence):
            clause = _Clause.of(text, folded, where)
            act = _act_of(clause, own)
            if act is None:
                continue
            recipient = _in_full(act.recipient, issuer)
            for frequency, deadline in _turns(clause, act, deadlines, opening):
                duties.append(
                    ReportingDuty(
                        reporters=actors,
                        recipient=recipient,
                        via=act.via,
                        frequency=frequency,
                        due=_due(deadline),
                        relation=deadline.relation if deadline else None,
                        quote=where.cut(text),
                        span=where,
                    )
                )
    return tuple(duties)


def _spaced(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for one to eight blanks and "~" for none to eight."""
    return re.compile(pattern.replace(" ", " {1,8}").replace("~", " {0,8}"))


# Clauses


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause as it stands and as it is searched; `at` is where it begins in the text."""

    words: str
    piece: str
    at: int

    @classmethod
    def of(cls, text: str, folded: str, span: Span) -> "_Clause":
        return cls(span.cut(text), span.cut(folded).replace("*", " ").replace("_", " "), span.start)

    @property
    def purpose(self) -> int:
        """Where "để tổng hợp …" begins, else the clause's end."""
        match = _PURPOSE.search(self.piece)
        return match.start() if match else len(self.piece)


_PURPOSE = _spaced(
    r" (?:để|nhằm)(?: (?:kịp thời|tiếp tục|phục vụ|sở \w{1,9} \w{1,9}|cơ quan \w{1,9}))?"
    r" (?:tổng hợp|theo dõi|báo cáo|xem xét|chỉ đạo|giải quyết|xử lý|phối hợp|hướng dẫn|điều chỉnh|trình|biết"
    r"|thẩm định|phê duyệt|đánh giá|bổ sung|quản lý)"
)
_SEMICOLON = re.compile(r"[;()]")


def _clauses(folded: str, sentence: Span) -> Iterator[Span]:
    """Yield what stands between the semicolons of a sentence; those in brackets do not part it."""
    depth, begin = 0, sentence.start
    for match in _SEMICOLON.finditer(folded, sentence.start, sentence.end):
        if match[0] == ";" and not depth:
            yield from _trimmed(folded, begin, match.end())
            begin = match.end()
        elif match[0] != ";":
            depth = max(0, depth + (1 if match[0] == "(" else -1))
    yield from _trimmed(folded, begin, sentence.end)


def _trimmed(folded: str, start: int, end: int) -> Iterator[Span]:
    while start < end and folded[start] in " -+*_":
        start += 1
    while end > start and folded[end - 1] in " *_":
        end -= 1
    if start < end:
        yield Span(start, end)


# Acts: the verb, its receiver, its relay


@dataclass(frozen=True, slots=True)
class _Act:
    start: int
    recipient: str | None
    via: str | None


_VERB = _spaced(
    r"\b(?:(?P<regime>chế độ(?: thông tin)?(?: và|,)? báo cáo)|(?P<report>báo cáo)|(?P<send>gửi|nộp)"
    r"|(?P<tell>phản ánh|kiến nghị|phản hồi)|(?P<supply>cung cấp(?: [^ ,;.]{1,9}){0,4} (?:thông tin|số liệu)))(?!\w)"
)
_NO_REPORT = _spaced(
    r" (?:viên(?!\w)|số \d|thẩm tra|thẩm định|tiếp thu|thành tích|chính trị|tài chính|nghiên cứu|khả thi|đánh giá tác động)"
)
_NOUN_BEFORE = _spaced(
    r"(?:chế độ|mẫu|biểu|đề cương|các|những|hệ thống|(?:trong|của|mỗi|các|từng) kỳ|nội dung|công tác|xây dựng|lập|bản|dự thảo|nghe|theo|tại|trong"
    r"|của|số|trên|từ|có|loại|thông tin|thông tin,|số liệu|soạn thảo|chuẩn bị|việc|mọi|một|01|hồ sơ|thời gian|thời hạn"
    r"|gửi|nộp|kèm|hoàn thiện|hoàn thành|tổng hợp các|quy định|trách nhiệm|nhận|yêu cầu|thông qua|hình thức) $"
)
_NOT_SENDING = _spaced(r"(?:nơi|được|đã|kính|người|tiền|vụ|lưu|do|đơn) $")
_SENT = _spaced(
    r"(?:báo cáo|kết quả|kế hoạch|danh sách|số liệu|thông tin|tài liệu|chương trình|đăng ký|đề xuất|nhu cầu|dự toán"
    r"|ý kiến|biểu|phiếu|thống kê|văn bản|sản phẩm|đề án|phương án|hình ảnh|tin, bài)"
)
_ASKED = _spaced(r"khi (?:có|được) yêu cầu|theo (?:yêu cầu|đề nghị)(?! nhiệm vụ| công việc)")
_ASKED_BY = _spaced(r"(?:yêu cầu|đề nghị) của ")
_BARE_REPORT = _spaced(
    r"~(?:[.;)/]|$|,(?!~đề xuất))|,? (?:kết quả|tình hình|theo|kịp thời|ngay|định kỳ|hằng|hàng|đột xuất|trước|chậm nhất|những|về"
    r"|cấp|đúng|đầy đủ|để|tiến độ|và|việc|khi|nếu|hoặc|sơ kết|tổng kết|6|06|số liệu|công tác|tháng|quý|năm|bằng)(?!\w)"
)

_HEAD = (
    r"ủy ban|ủy nhân dân|ubnd|ubmttq|mttq|hội đồng|hđnd|thường trực|thường vụ|bộ|sở|ban|cục|tổng cục|chi cục|vụ|phòng"
    r"|văn phòng|công an|thủ tướng|phó thủ tướng|chính phủ|chủ tịch|phó chủ tịch|chủ nhiệm|giám đốc|bộ trưởng|trưởng ban"
    r"|tỉnh ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|đảng đoàn|cấp ủy|chi bộ|bí thư|quốc hội|trung tâm|viện|hội|liên đoàn"
    r"|liên hiệp|đoàn|tổ|tỉnh đoàn|thành đoàn|mặt trận|ngân hàng|kho bạc|thanh tra|tòa án|bảo hiểm|trường|học viện"
    r"|tập đoàn|tổng công ty|bộ chỉ huy|bộ tư lệnh|báo|đài|thống kê|thuế|hải quan"
)
# These are bodies also where they are written small; of the others "sở hữu", "bộ phận", "ban hành" must be told.
_SMALL_HEAD = (
    r"cơ quan|cấp (?:có thẩm quyền|trên|ủy|thẩm quyền|mình)|lãnh đạo|các cơ quan|các sở|đơn vị|thủ trưởng|người đứng đầu"
    r"|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thủ tướng|chính phủ|chủ tịch|công an|quốc hội|người có thẩm quyền"
)
_BODY = rf"(?:{_HEAD}|{_SMALL_HEAD})(?!\w)"
_ADVERB = r"(?:ngay|kịp thời|nhanh|thường xuyên|đầy đủ|bằng văn bản|trực tiếp|kết quả|định kỳ|tham mưu|đề xuất|xin ý kiến|lại)"
_TO_BODY = _spaced(
    rf"(?:(?:báo cáo|gửi|nộp|phản ánh|trình|phản hồi|kiến nghị),?(?: {_ADVERB}){{0,3}}(?: (?:về|cho|với|lên|tới|đến|cả|đồng thời)){{0,2}}"
    rf"|\b(?:về|cho|tới|đến|lên)) (?={_BODY})"
)
_VIA = _spaced(rf"\b(?:thông qua|qua) (?:đầu mối (?:là )?|cơ quan thường trực (?:là )?)?(?={_BODY})")
_NAME_STOP = _spaced(
    r"[;:()\[\]\"./]|~,| - | (?:trước|để|theo|kết quả|khi|trong|định kỳ|hằng|hàng|chậm nhất|muộn nhất|những|tình hình|việc"
    r"|xem xét|phê duyệt|đề xuất|trình|chỉ đạo|qua|thông qua|tổng hợp|kịp thời|ngay|đồng gửi|đồng thời|đảm bảo|bảo đảm"
    r"|quyết định|kèm|vào|đúng|bằng|lên|sau|nếu|được|giải quyết|xử lý|cho|tại|từ|đối với|nhằm|là|phục vụ|thực hiện"
    r"|ban hành|thẩm định|hướng dẫn|biết|nắm|danh sách|số liệu|kế hoạch|kinh phí|có(?! thẩm quyền| liên quan)|và|về|thường xuyên"
    r"|báo cáo|tham mưu|gửi|chủ trương|ý kiến|cùng|không|đầy đủ|kỳ|cũng như|hoặc|tiến độ|phương án|công tác|6 tháng"
    r"|06 tháng|xin|điều chỉnh|mỗi|từng|nhiệm vụ|đề nghị|cụ thể|thuộc thẩm quyền)(?!\w)"
)
_BODY_AT = _spaced(_BODY)
_NAMED_ABOUT = _spaced(
    r"(?:ban chỉ đạo|ủy ban quốc gia|hội đồng quốc gia|cục cảnh sát|tổ công tác|phòng cảnh sát)"
)


def _act_of(clause: _Clause, own: frozenset[str]) -> _Act | None:
    """Return the clause's first act that names a receiver, else its first act at all."""
    bare: _Act | None = None
    reach = clause.purpose
    for match in _VERB.finditer(clause.piece, 0, reach):
        act = _read_act(clause, match, reach, own)
        if act and act.recipient:
            return act
        bare = bare or act
    if bare or reach == len(clause.piece) or "gửi" in clause.piece[:reach]:
        return bare
    return _onward(clause, reach, own)


def _onward(clause: _Clause, start: int, own: frozenset[str]) -> _Act | None:
    """Read "để tổng hợp, báo cáo X" as the reporter's own act, for where nobody receives before."""
    for match in _VERB.finditer(clause.piece, start):
        if match["report"]:
            act = _read_act(clause, match, len(clause.piece), own)
            return act if act and act.recipient else None
    return None


def _read_act(clause: _Clause, match: re.Match[str], reach: int, own: frozenset[str]) -> _Act | None:
    if not _is_act(clause.piece, match, reach):
        return None
    recipient = _recipient(clause, match, reach, own)
    if recipient is None and not _stands_alone(clause.piece, match, reach):
        return None
    if recipient is None and (asker := _ASKED_BY.search(clause.piece, match.end(), reach)):
        recipient = _name(clause, asker.end()) if _BODY_AT.match(clause.piece, asker.end()) else None
    return _Act(match.start(), recipient, _relay(clause, match.start(), reach))


def _is_act(piece: str, match: re.Match[str], reach: int) -> bool:
    left = piece[max(0, match.start() - 30) : match.start()]
    if match["report"]:
        return not _NO_REPORT.match(piece, match.end()) and not _NOUN_BEFORE.search(left)
    if match["send"]:
        around = piece[max(0, match.start() - 160) : min(reach, match.end() + 240)]
        return not _NOT_SENDING.search(left) and bool(_SENT.search(around))
    if match["supply"]:
        return (
            bool(_ASKED.search(piece, match.end(), min(len(piece), match.end() + 240)))
            or "số liệu" in match[0]
        )
    return True


def _stands_alone(piece: str, match: re.Match[str], reach: int) -> bool:
    """Say whether the act is a duty though it names no receiver: a verb "báo cáo", or data for whoever asks."""
    if match["report"]:
        return bool(_BARE_REPORT.match(piece, match.end()))
    return bool(match["supply"] and _ASKED.search(piece, match.end(), reach))


def _recipient(clause: _Clause, match: re.Match[str], reach: int, own: frozenset[str]) -> str | None:
    for found in _TO_BODY.finditer(clause.piece, match.start(), reach):
        if match["tell"] and not re.search(r"(?:về|tới|đến|với|cho) {1,8}$", found[0]):
            continue
        name = _name(clause, found.end())
        if name and match_key(name) not in own:
            return name
    return None


def _relay(clause: _Clause, start: int, reach: int) -> str | None:
    for found in _VIA.finditer(clause.piece, start, reach):
        if name := _name(clause, found.end()):
            return name
    return None


def _name(clause: _Clause, start: int) -> str | None:
    """Cut a body's name: up to a stop, where a comma or "và" goes on to a capital letter or another body."""
    if not (clause.words[start].isupper() or _spaced_small.match(clause.piece, start)):
        return None
    end = len(clause.piece)
    for stop in _NAME_STOP.finditer(clause.piece, start + 1, min(end, start + 300)):
        if not _goes_on(clause, start, stop):
            end = stop.start()
            break
    else:
        end = min(end, start + 300)
    return " ".join(clause.words[start:end].replace("*", " ").split()).rstrip(" ,.-") or None


_spaced_small = _spaced(rf"(?:{_SMALL_HEAD})(?!\w)")


def _goes_on(clause: _Clause, start: int, stop: re.Match[str]) -> bool:
    words = stop[0].strip()
    follower = re.compile(r" {0,8}").match(clause.piece, stop.end())
    after = follower.end() if follower else stop.end()
    capital = clause.words[after : after + 1].isupper()
    if words in (",", "và"):
        return capital or bool(_BODY_AT.match(clause.piece, after)) and clause.words[after - 1].isspace()
    if words == "về":
        return bool(_NAMED_ABOUT.match(clause.piece, start)) and not capital
    first = stop.end() - len(words)
    return words[:1].isalpha() and clause.words[first : first + 1].isupper()


def _in_full(recipient: str | None, issuer: str | None) -> str | None:
    """Fill a receiver named only by its kind ("về Sở") from the issuer, where the issuer is of that kind.

    >>> _in_full("Sở", "Sở Tư pháp"), _in_full("Sở", "Ủy ban nhân dân tỉnh"), _in_full("Sở Y tế", "Sở Tư pháp")
    ('Sở Tư pháp', 'Sở', 'Sở Y tế')
    """
    if (
        recipient
        and issuer
        and issuer.casefold().startswith(recipient.casefold() + " ")
        and " " not in recipient
    ):
        return issuer
    return recipient


# How often, and by when

_EVERY = "(?:hằng|hàng|mỗi|từng)"
_FREQUENCY = _spaced(
    rf"(?P<monthly>{_EVERY} tháng|(?:định kỳ|báo cáo) tháng(?! \d)|\b0?1 tháng(?:~/~| một )lần)"
    rf"|(?P<quarterly>{_EVERY} quý|(?:định kỳ|báo cáo) quý(?! (?:\d|i))|\b0?3 tháng(?:~/~| một )lần)"
    r"|(?P<semiannual>\b(?:0?6|sáu)(?:~\(~sáu~\))? tháng(?! (?:kể|tới|trở|liên|trước))|nửa năm)"
    r"|(?P<ninemonth>\b(?:0?9|chín)(?:~\(~chín~\))? tháng(?! (?:kể|tới|trở|liên|trước)))"
    rf"|(?P<annual>{_EVERY} năm|(?:định kỳ|báo cáo) năm(?! \d)|\b(?:0?1|một) năm(?:~/~| một )lần|cả năm)"
    r"|(?P<onrequest>khi (?:có|được) yêu cầu|theo (?:yêu cầu|đề nghị)(?! nhiệm vụ| công việc)|đột xuất)"
)
_LISTED = _spaced(
    r"(?:~,| và| hoặc)(?: (?:và|báo cáo|định kỳ)){0,2} (?:(?P<monthly>tháng)|(?P<quarterly>quý)|(?P<annual>năm|01 năm|một năm))(?! \d|\w)"
)
_NAMES = {"ninemonth": "nine-month", "onrequest": "on-request"}
_OF_MONEY = _spaced(r"(?:ngân sách|kinh phí|dự toán|vốn|chi thường xuyên|thu chi)(?: nhà nước)? $")
_AT_THE_END = _spaced(
    r"(?:khi|sau khi) (?:tổng kết|kết thúc|hoàn thành|tổ chức xong)|sau (?:hội nghị|đợt|kỳ họp)|kết thúc (?:đợt|chương trình|tháng)"
)
_OPENING = 40


@dataclass(frozen=True, slots=True)
class _Turn:
    """A frequency as named, in offsets of the text."""

    frequency: str
    span: Span


def _turns(
    clause: _Clause, act: _Act, deadlines: tuple[Deadline, ...], opening: _Clause
) -> list[tuple[str, Deadline | None]]:
    """Return one pair of frequency and deadline for each row of the clause."""
    days = _days_of(clause, act, deadlines)
    named = [turn for turn in _named(clause) if turn.frequency != "on-request"]
    asked = any(turn.frequency == "on-request" for turn in _named(clause))
    rows = _paired(named, days) if named or days else []
    if not rows and not asked:
        head = [turn for turn in _named(opening) if turn.span.start - opening.at < _OPENING]
        rows = [(turn.frequency, None) for turn in head[:1]]
    if not rows and not asked:
        rows = [("once" if _AT_THE_END.search(clause.piece) else "unspecified", None)]
    if asked:
        rows.append(("on-request", None))
    return _once_each(rows)


def _days_of(clause: _Clause, act: _Act, deadlines: tuple[Deadline, ...]) -> list[Deadline]:
    """Return the clause's deadlines with a value; one of another verb before the act gives way to one behind it."""
    whole = Span(clause.at, clause.at + len(clause.piece))
    days = sorted((d for d in deadlines if d.has_value and whole.holds(d.span)), key=lambda d: d.span.start)
    start = clause.at + act.start
    if not any(d.span.start > start for d in days):
        return days
    return [d for d in days if d.span.start > start or not _parted(clause, d.span.end, start)]


def _parted(clause: _Clause, end: int, start: int) -> bool:
    between = clause.piece[max(0, end - clause.at) : start - clause.at]
    return "," in between or " và " in between


def _named(clause: _Clause) -> list[_Turn]:
    turns: list[_Turn] = []
    for match in _FREQUENCY.finditer(clause.piece):
        if _OF_MONEY.search(clause.piece[max(0, match.start() - 40) : match.start()]):
            continue
        turns.append(_turn(clause, match))
        while match and (listed := _LISTED.match(clause.piece, match.end())):
            turns.append(_turn(clause, listed))
            match = listed
    return turns


def _turn(clause: _Clause, match: re.Match[str]) -> _Turn:
    kind = match.lastgroup or ""
    return _Turn(_NAMES.get(kind, kind), Span(clause.at + match.start(), clause.at + match.end()))


def _paired(named: list[_Turn], days: list[Deadline]) -> list[tuple[str, Deadline | None]]:
    """Pair frequencies and days as they stand: "6 tháng (trước 30/5), hằng năm (trước 30/10)", "quý, năm (…)"."""
    free = [turn for turn in named if not any(day.span.holds(turn.span) for day in days)]
    if not free:
        return [(_frequency_of(day, named, days), day) for day in days]
    rows: list[tuple[str, Deadline | None]] = []
    waiting: list[_Turn] = []
    left_over = list(days)
    for turn, following in zip(free, [*free[1:], None], strict=True):
        waiting.append(turn)
        here = [d for d in left_over if d.span.start > turn.span.start]
        here = [d for d in here if following is None or d.span.start < following.span.start]
        if here:
            rows += _zipped(waiting, here)
            left_over = [d for d in left_over if d not in here]
            waiting = []
    rows += (
        _zipped(waiting, left_over) if waiting else [(_frequency_of(d, named, days), d) for d in left_over]
    )
    return rows


def _zipped(turns: list[_Turn], days: list[Deadline]) -> list[tuple[str, Deadline | None]]:
    """Give the last frequencies the days; a day more than there are frequencies belongs to the last one."""
    blank: list[Deadline | None] = [None] * max(0, len(turns) - len(days))
    rows: list[tuple[str, Deadline | None]] = [
        (turn.frequency, day) for turn, day in zip(turns, [*blank, *days], strict=False)
    ]
    return rows + [(turns[-1].frequency, day) for day in days[len(turns) :]]


def _frequency_of(day: Deadline, named: list[_Turn], days: list[Deadline]) -> str:
    if day.monthly:
        return "monthly"
    if day.quarterly:
        return "quarterly"
    if day.yearly:
        return "semiannual" if sum(bool(d.yearly) for d in days) == 2 else "annual"
    inside = next((turn for turn in named if day.span.holds(turn.span)), None)
    return inside.frequency if inside else "once"


def _once_each(rows: list[tuple[str, Deadline | None]]) -> list[tuple[str, Deadline | None]]:
    """Drop a frequency said twice; the row with a day stays."""
    dated = {frequency for frequency, day in rows if day}
    kept: list[tuple[str, Deadline | None]] = []
    for row in rows:
        if row not in kept and (row[1] or row[0] not in dated):
            kept.append(row)
    return kept


def _due(deadline: Deadline | None) -> str | None:
    if deadline is None:
        return None
    day = deadline.iso if deadline.iso and len(deadline.iso) == len("2026-12-15") else None
    return day or deadline.yearly or deadline.monthly or deadline.quarterly
