"""Reporting duties: who reports to whom, through whom, how often, and by when.

A duty stands in one clause (up to a semicolon or the sentence's end). Read there, in this order: the act
("báo cáo", "gửi … về", "phản ánh về", "cung cấp số liệu khi có yêu cầu"), its receiver and relay
("(qua Sở …)"), and how often, each frequency with its own day. What the receiver does with it
("để tổng hợp, báo cáo …") is the receiver's affair, unless nobody else receives: then the reporter does it.
Clauses that go on from one another share a receiver: "báo cáo tháng trước …; báo cáo năm trước … về Sở A".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

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
    `deadlines` are those of the same span (found here where not given), `folded` is `searchable(text)`,
    `written_on` the directive's ISO date; `issuer` fills a bare "gửi về Sở" where the issuer is such a body.

    >>> text = "Sở A báo cáo Ủy ban nhân dân tỉnh (qua Sở Nội vụ) trước ngày 15/12 hằng năm."
    >>> row = find_duties(text, Span(0, len(text)), actors=("Sở A",))[0]
    >>> (row.recipient, row.via, row.frequency, row.due)
    ('Ủy ban nhân dân tỉnh', 'Sở Nội vụ', 'annual', '12-15')
    """
    if folded is None:
        folded = " " * span.start + searchable(span.cut(text))
    if deadlines is None:
        deadlines = find_deadlines(text, span, folded=folded, written_on=written_on)
    days = sorted((d for d in deadlines if d.has_value), key=lambda d: d.span.start)
    reader = _Reader(text, folded, days, [d.span.start for d in days], frozenset(map(match_key, actors)))
    return tuple(
        ReportingDuty(
            reporters=actors,
            recipient=_in_full(act.recipient, issuer),
            via=act.via,
            frequency=frequency,
            due=_due(day),
            relation=day.relation if day else None,
            quote=where.cut(text),
            span=where,
        )
        for where, act, frequency, day in reader.rows(span)
    )


def _spaced(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for one to eight blanks and "~" for none to eight."""
    return re.compile(pattern.replace(" ", " {1,8}").replace("~", " {0,8}"))


def _in_full(recipient: str | None, issuer: str | None) -> str | None:
    """Fill a receiver named only by its kind ("về Sở") from the issuer, where the issuer is of that kind.

    >>> _in_full("Sở", "Sở Tư pháp"), _in_full("Sở", "Ủy ban nhân dân tỉnh"), _in_full("Sở Y tế", "Sở Y tế A")
    ('Sở Tư pháp', 'Sở', 'Sở Y tế')
    """
    of_that_kind = recipient and issuer and issuer.casefold().startswith(recipient.casefold() + " ")
    return issuer if of_that_kind and recipient and " " not in recipient else recipient


def _due(deadline: Deadline | None) -> str | None:
    if deadline is None:
        return None
    day = deadline.iso if deadline.iso and len(deadline.iso) == len("2026-12-15") else None
    return day or deadline.yearly or deadline.monthly or deadline.quarterly


# Clauses

_PURPOSE = _spaced(
    r" (?:để|nhằm)(?: (?:kịp thời|tiếp tục|phục vụ|sở \w{1,9} \w{1,9}|cơ quan \w{1,9}))?"
    r" (?:tổng hợp|theo dõi|báo cáo|xem xét|chỉ đạo|giải quyết|xử lý|phối hợp|hướng dẫn|điều chỉnh"
    r"|trình|biết"
    r"|thẩm định|phê duyệt|đánh giá|bổ sung|quản lý)"
)
_SEMICOLON = re.compile(r"[;()]")
_GOES_ON = _spaced(
    r"(?:(?:và|đồng thời|gửi|thực hiện|định kỳ|kịp thời|tổng hợp|hằng|hàng|mỗi|tháng|quý|năm|đột xuất)"
    r",? ){0,6}"
)
"""What a clause may have before its verb and still go on from the one before."""
_OPENING = 40
"""A frequency in so many first characters of a sentence ("Hằng năm, …") holds for all its clauses."""
_MOST = 24
"""No clause of an office has more verbs, frequencies or days; more would only cost time."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause as it stands and as it is searched; `at` is where it begins in the text."""

    words: str
    piece: str
    at: int

    @classmethod
    def of(cls, text: str, folded: str, span: Span) -> "_Clause":
        return cls(span.cut(text), span.cut(folded).replace("*", " ").replace("_", " "), span.start)

    def purpose(self) -> int:
        """Return where "để tổng hợp …" begins, else the clause's end."""
        match = _PURPOSE.search(self.piece)
        return match.start() if match else len(self.piece)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One obligation's text with its days in order and the keys of its own actors, who report to others."""

    text: str
    folded: str
    days: list[Deadline]
    starts: list[int]
    own: frozenset[str]

    def rows(self, span: Span) -> Iterator[tuple[Span, "_Act", str, Deadline | None]]:
        for sentence in sentences(self.text, span):
            head = Span(sentence.start, min(sentence.end, sentence.start + 2 * _OPENING))
            opening = _named(_Clause.of(self.text, self.folded, head))
            read = [self._read(where, opening) for where in _clauses(self.folded, sentence)]
            for one, act in zip(read, _received(read), strict=True):
                if act:
                    yield from ((one.where, act, frequency, day) for frequency, day in one.turns)

    def _read(self, where: Span, opening: list["_Turn"]) -> "_Read":
        clause = _Clause.of(self.text, self.folded, where)
        act = _act_of(clause, self.own)
        turns = _turns(clause, act, self.days_in(where), opening) if act else []
        goes_on = bool(act and _GOES_ON.fullmatch(clause.piece, 0, act.start))
        return _Read(where, act, turns, goes_on)

    def days_in(self, span: Span) -> list[Deadline]:
        return self.days[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)][:_MOST]


@dataclass(frozen=True, slots=True)
class _Read:
    """A clause as read; it goes on where it begins with its verb, under the subject that stands before."""

    where: Span
    act: "_Act | None"
    turns: list["_Row"]
    goes_on: bool

    @property
    def is_timed(self) -> bool:
        return any(day or frequency not in ("once", "unspecified") for frequency, day in self.turns)


def _received(read: list[_Read]) -> list["_Act | None"]:
    """Return each clause's act, with its neighbour's receiver where a timed report names none itself."""
    acts = [one.act for one in read]
    for here in range(len(read) - 2, -1, -1):
        following, act = read[here + 1], acts[here + 1]
        if act and following.goes_on and following.is_timed:
            acts[here] = _sent_alike(read[here], acts[here], act)
    for here in range(1, len(read)):
        act = acts[here - 1]
        if act and read[here].goes_on:
            acts[here] = _sent_alike(read[here], acts[here], act)
    return acts


def _sent_alike(one: _Read, act: "_Act | None", neighbour: "_Act") -> "_Act | None":
    if act is None or act.recipient or not one.is_timed:
        return act
    return replace(act, recipient=neighbour.recipient, via=act.via or neighbour.via)


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


# Bodies that receive

_HEAD = (
    r"ủy ban|ủy nhân dân|ubnd|ubmttq|mttq|hội đồng|hđnd|thường trực|thường vụ|bộ|sở|ban|cục|tổng cục"
    r"|chi cục"
    r"|vụ|phòng|văn phòng|công an|thủ tướng|phó thủ tướng|chính phủ|chủ tịch|phó chủ tịch|chủ nhiệm"
    r"|giám đốc"
    r"|trưởng ban|tỉnh ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|đảng đoàn|cấp ủy|chi bộ|bí thư|quốc hội"
    r"|trung tâm|viện|hội"
    r"|liên đoàn|liên hiệp|đoàn|tổ|tỉnh đoàn|thành đoàn|mặt trận|ngân hàng|kho bạc|thanh tra|tòa án"
    r"|bảo hiểm|trường"
    r"|hiệu trưởng|viện trưởng|cục trưởng|chi cục trưởng|trưởng phòng|bộ trưởng|chánh văn phòng|trạm"
    r"|học viện|tập đoàn|tổng công ty|báo(?! cáo)|đài|thống kê|thuế|hải quan"
)
# These are bodies also where they are written small; of the others "sở hữu", "bộ phận" must be told.
_SMALL_HEAD = (
    r"cơ quan|cấp (?:có thẩm quyền|trên|ủy|thẩm quyền|mình)|lãnh đạo|các cơ quan|các sở|đơn vị|thủ trưởng"
    r"|người đứng đầu|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thủ tướng|chính phủ|chủ tịch|công an"
    r"|quốc hội"
    r"|công đoàn|hiệu trưởng|người có thẩm quyền|ban giám đốc|ban lãnh đạo|ban giám hiệu"
)
_BODY = rf"(?:{_HEAD}|{_SMALL_HEAD})(?!\w)"
_BODY_AT = _spaced(_BODY)
_OFFICE = re.compile(r"(?:sở|phòng|ban|cục|chi cục|vụ|bộ|văn phòng|trung tâm)$")
_SMALL_BODY = _spaced(rf"(?:{_SMALL_HEAD})(?!\w)")
# Each of these words ends a name where it is written small; "Sở Kế hoạch và Đầu tư" goes on.
_NAME_STOP = _spaced(
    r"[;:()\[\]\".]|/(?!\w)|~,| - |(?<!chương) trình(?!\w)"
    r"| (?:trước|để|theo|kết quả|khi|trong|định kỳ|hằng|hàng|chậm nhất|muộn nhất|những|tình hình|việc"
    r"|xem xét|phê duyệt|đề xuất|chỉ đạo|qua|thông qua|tổng hợp|kịp thời|ngay|đồng gửi|đồng thời|đảm bảo"
    r"|bảo đảm|quyết định|kèm|vào|đúng|bằng|lên|sau|nếu|được|giải quyết|xử lý|cho|tại|từ|đối với|nhằm|là"
    r"|phục vụ|thực hiện|ban hành|thẩm định|hướng dẫn|biết|nắm|danh sách|số liệu|kế hoạch|kinh phí"
    r"|có(?! thẩm quyền| liên quan)|và|về|thường xuyên|báo cáo|tham mưu|gửi|chủ trương|ý kiến"
    r"|cùng(?! cấp)|không|đầy đủ|kỳ|cũng như|hoặc|tiến độ|hình thức|phương án|công tác|\d{1,2} (?:tháng"
    r"|quý|năm)|xin|điều chỉnh|mỗi|từng|nhiệm vụ|đề nghị|cụ thể|thuộc thẩm quyền|tháo gỡ|các (?:vấn đề"
    r"|nội dung|biện pháp|trường hợp|khó khăn|giải pháp)|thành lập|phân công|đặt|chủ động|đình chỉ|nơi"
    r"|cần|lấy|vượt|năm|số|tháng|quý|sơ kết|tổng kết)(?!\w)"
)
_LONGEST_NAME = 300
_NAMED_ABOUT = _spaced(
    r"(?:ban chỉ đạo|ủy ban quốc gia|hội đồng quốc gia|cục cảnh sát|tổ công tác|phòng cảnh sát)"
)
_ITS_ROLE = _spaced(r"(?:cơ quan|đơn vị) ")
_PREVENTING = _spaced(r"~chống ")
_CITY = _spaced(r"(?:^|\W)(?:tp|tx|tt)$")
_BLANKS = _spaced("~")


def _name(clause: _Clause, start: int) -> str | None:
    """Cut the name of the body that stands here, or return None where only a word like one stands."""
    if not _is_named(clause, start):
        return None
    end = min(len(clause.piece), start + _LONGEST_NAME)
    for stop in _NAME_STOP.finditer(clause.piece, start + 1, end):
        if not _goes_on(clause, start, stop):
            end = stop.start()
            break
    return " ".join(clause.words[start:end].replace("*", " ").split()).rstrip(" ,.-") or None


def _is_named(clause: _Clause, start: int) -> bool:
    """Say whether a body stands here and not only a word like it: "Sở", "phòng An ninh", but not "sở hữu"."""
    if clause.words[start].isupper() or _SMALL_BODY.match(clause.piece, start):
        return True
    head = _BODY_AT.match(clause.piece, start)
    return bool(head and _OFFICE.match(head[0]) and clause.words[head.end() + 1 : head.end() + 2].isupper())


def _goes_on(clause: _Clause, start: int, stop: re.Match[str]) -> bool:
    """Say whether a name goes on over what would end it, because a capital letter or a body follows."""
    words = stop[0].strip()
    blanks = _BLANKS.match(clause.piece, stop.end())
    after = blanks.end() if blanks else stop.end()
    capital = clause.words[after : after + 1].isupper()
    if words == "," and _is_prevention(clause, stop):
        return True
    if words in (",", "và"):
        return capital or bool(_BODY_AT.match(clause.piece, after))
    if words == "-":
        return capital and not _ITS_ROLE.match(clause.piece, after)
    if words == ".":
        return capital and bool(_CITY.search(clause.piece[max(0, stop.start() - 3) : stop.start()]))
    if words == "về":
        return not capital and bool(_NAMED_ABOUT.match(clause.piece, start))
    first = stop.end() - len(words)
    return words[:1].isalnum() and clause.words[first : first + 1].isupper()


def _is_prevention(clause: _Clause, stop: re.Match[str]) -> bool:
    """Tell the comma inside "phòng, chống"."""
    before = clause.piece[max(0, stop.start() - 5) : stop.start()]
    return before == "phòng" and bool(_PREVENTING.match(clause.piece, stop.end()))


# Acts: the verb, its receiver, its relay

_VERB = _spaced(
    r"\b(?:(?P<regime>(?:chế độ|công tác)(?: thông tin)?(?: và|,)? báo cáo)|(?P<report>báo cáo)"
    r"|(?P<send>gửi|nộp)|(?P<submit>trình)"
    r"|(?P<tell>phản ánh|phản hồi)|(?P<supply>cung cấp(?: [^ ,;.]{1,9}){0,4} (?:thông tin|số liệu)))(?!\w)"
)
_REACH = 700
"""How far behind its verb an act's receiver is looked for, in characters."""
_NO_REPORT = _spaced(
    r" (?:viên(?!\w)|số \d|thẩm tra|thẩm định|tiếp thu|thành tích|chính trị|tài chính|nghiên cứu|khả thi"
    r"|đánh giá tác động)"
)
_NOUN_ALWAYS = _spaced(
    r"(?:theo|nghe|của|tại|trong|trên|mẫu|đề cương|đã|kính|xin|sẽ|\(~để|(?:trong|của|mỗi|các|từng) kỳ"
    r"|(?:hệ thống|phần mềm|cổng|trục|nền tảng)(?: thông tin| dữ liệu)?(?:,| và)?"
    r"|nội dung) $"
)
# After these "báo cáo" is a thing, unless a body follows at once ("có báo cáo Sở …").
_NOUN_BEFORE = _spaced(
    r"(?:chế độ|biểu|các|những|hệ thống|công tác|xây dựng|lập|dự thảo|qua|số|từ|có|loại|thông tin"
    r"|thông tin,"
    r"|số liệu|soạn thảo|chuẩn bị|việc|mọi|một|01|hồ sơ|thời gian|thời hạn|gửi|nộp|kèm|hoàn thiện"
    r"|hoàn thành"
    r"|quy định|trách nhiệm về|nhận|yêu cầu|thông qua|hình thức|trích xuất) $"
)
_BODY_NEXT = _spaced(rf"(?: (?:về|cho|với|lên|tới))? {_BODY}")
_NOT_SENDING = _spaced(r"(?:nơi|được|đã|kính|người|tiền|vụ|lưu|do|đơn) $")
_SENT = _spaced(
    r"(?:báo cáo|kết quả|kế hoạch|danh sách|số liệu|thông tin|tài liệu|chương trình|đăng ký|đề xuất|nhu cầu"
    r"|dự toán|tổng hợp|ý kiến|biểu|phiếu|thống kê|văn bản|sản phẩm|đề án|phương án|hình ảnh)"
)
_DRAFTED = _spaced(
    r"(?:dự thảo|xây dựng|lập|soạn thảo|hoàn thiện|chuẩn bị|tổng hợp) (?:các |dự thảo )?báo cáo(?!\w)"
)
_NOT_SUBMITTING = _spaced(r"(?:chương|quá|công|quy|tiến|lộ|giáo|tờ|hành) $")
_ON_REQUEST = (
    r"khi (?:có|được) yêu cầu"
    r"|theo (?:yêu cầu|đề nghị)(?! (?:nhiệm vụ|(?:của )?công việc|về|thực tế|thực tiễn))"
)
_ASKED = _spaced(_ON_REQUEST)
_NOT_TELLING = _spaced(r"(?:,|kiến nghị|các|ý kiến|đơn|được|những|nội dung|hệ thống|tiếp nhận|xử lý) $")
_ONLY_NAMED = _spaced(r"(?:ban hành|quy định|hướng dẫn|các|về|theo)(?: \w{1,9})? $")
_ASKED_BY = _spaced(r"(?:yêu cầu|đề nghị) của ")
_BARE_REPORT = _spaced(
    r"~(?:[.;)/]|$)| (?:kết quả|tình hình|theo|kịp thời|ngay|định kỳ|hằng|hàng|đột xuất|trước|chậm nhất"
    r"|những|về"
    r"|cấp|đúng|đầy đủ|để|tiến độ|và|việc|khi|nếu|hoặc|sơ kết|tổng kết|0?[69]|ngày(?! \d)|tuần"
    r"|số liệu|công tác|tháng|quý|năm|bằng)(?!\w)"
)
# "1. Báo cáo định kỳ:" names a kind of report and asks nobody.
_HEADING = _spaced(
    r"\W{0,3}(?:\w{1,3}[.)]~){0,2}báo cáo (?:định kỳ|tháng|quý|năm|0?6 tháng|đột xuất"
    r"|(?:theo )?chuyên đề)[^,0-9]{0,30}"
)
_THE_REPORT = _spaced(r" (?:các )?báo cáo(?!\w)")
_ADVERB = (
    r"(?:ngay|kịp thời|nhanh|thường xuyên|đầy đủ|bằng văn bản|trực tiếp|kết quả|định kỳ|tham mưu|đề xuất"
    r"|xin ý kiến|lại)"
)
_TO_BODY = _spaced(
    rf"(?:(?:báo cáo|gửi|nộp|phản ánh|trình|phản hồi),?(?: {_ADVERB}){{0,3}}"
    rf"(?: (?:về|cho|với|lên|tới|đến|cả|đồng thời)){{0,2}}|báo cáo(?:~,| và) (?:kiến nghị|đề xuất)(?: với)?"
    r"|\b(?:về|cho|tới|đến|lên|với)) "
    rf"(?={_BODY})"
)
_SUBMITTED_TO = _spaced(rf"\btrình (?=(?:{_BODY}))")
_TOLD_TO = re.compile(r"(?:về|tới|đến|với|cho) {1,8}$")
_VIA = _spaced(rf"\b(?:thông qua|qua) (?:đầu mối (?:là )?|cơ quan thường trực (?:là )?)?(?={_BODY})")


@dataclass(frozen=True, slots=True)
class _Act:
    start: int
    recipient: str | None
    via: str | None


def _act_of(clause: _Clause, own: frozenset[str]) -> _Act | None:
    """Return the clause's first act that names a receiver, else its first act at all."""
    reach = clause.purpose()
    bare: _Act | None = None
    for match in islice(_VERB.finditer(clause.piece, 0, reach), _MOST):
        act = _read_act(clause, match, reach, own)
        if act and act.recipient:
            return act
        bare = bare or act
    if bare or reach == len(clause.piece) or "gửi" in clause.piece[:reach]:
        return bare
    return _onward(clause, reach, own)


def _onward(clause: _Clause, start: int, own: frozenset[str]) -> _Act | None:
    """Read "để tổng hợp, báo cáo X" as the reporter's own act, for where nobody receives before."""
    for match in islice(_VERB.finditer(clause.piece, start), _MOST):
        if match["report"]:
            act = _read_act(clause, match, len(clause.piece), own)
            return act if act and act.recipient else None
    return None


def _read_act(clause: _Clause, match: re.Match[str], reach: int, own: frozenset[str]) -> _Act | None:
    reach = min(reach, match.end() + _REACH)
    if not _is_act(clause.piece, match, reach):
        return None
    recipient = _recipient(clause, match, reach, own)
    if recipient is None and not _stands_alone(clause.piece, match, reach):
        return None
    return _Act(match.start(), recipient or _asker(clause, match, reach), _relay(clause, match, reach))


def _is_act(piece: str, match: re.Match[str], reach: int) -> bool:
    left = piece[max(0, match.start() - 30) : match.start()]
    if match["report"]:
        thing = _NOUN_BEFORE.search(left) and not _BODY_NEXT.match(piece, match.end())
        return not (thing or _NOUN_ALWAYS.search(left) or _NO_REPORT.match(piece, match.end()))
    if match["send"]:
        around = piece[max(0, match.start() - 160) : min(reach, match.end() + 240)]
        return not _NOT_SENDING.search(left) and bool(_SENT.search(around) or _ASKED.search(around))
    if match["submit"]:
        drafted = _DRAFTED.search(piece, max(0, match.start() - 160), match.start())
        return bool(drafted and _BODY_NEXT.match(piece, match.end()) and not _NOT_SUBMITTING.search(left))
    if match["tell"]:
        return not _NOT_TELLING.search(left) and piece[match.end() : match.end() + 1] != ","
    if match["regime"]:
        return not _ONLY_NAMED.search(left)
    if match["supply"]:
        return "số liệu" in match[0] or bool(_ASKED.search(piece, match.end(), match.end() + 240))
    return False


def _stands_alone(piece: str, match: re.Match[str], reach: int) -> bool:
    """Say whether the act is a duty though it names no receiver: the plain verb, or data for whoever asks."""
    if match["report"]:
        heading = _HEADING.fullmatch(piece) and not _ASKED_BY.search(piece)
        return bool(_BARE_REPORT.match(piece, match.end()) and not heading)
    if match["send"]:
        return bool(_THE_REPORT.match(piece, match.end()))
    if match["regime"]:
        return bool(_FREQUENCY.search(piece, match.end(), reach))
    return bool(match["supply"] and _ASKED.search(piece, match.end(), reach))


def _recipient(clause: _Clause, match: re.Match[str], reach: int, own: frozenset[str]) -> str | None:
    for found in _TO_BODY.finditer(clause.piece, match.start(), reach):
        if _only_worked_with(match, found):
            continue
        name = _name(clause, found.end())
        if name and match_key(name) not in own:
            return name
    return _submitted_to(clause, match, own)


def _submitted_to(clause: _Clause, match: re.Match[str], own: frozenset[str]) -> str | None:
    """Return the body of "trình X báo cáo …", which stands right before the verb."""
    if not match["report"]:
        return None
    for found in _SUBMITTED_TO.finditer(clause.piece, max(0, match.start() - 160), match.start()):
        name = _name(clause, found.end())
        before = " ".join(clause.words[found.end() : match.start()].split())
        if name and name == before and match_key(name) not in own:
            return name
    return None


def _only_worked_with(match: re.Match[str], found: re.Match[str]) -> bool:
    """Refuse "phối hợp với Sở …", and for "phản ánh" whoever is not told "về", "tới" or "với"."""
    if match["tell"]:
        return not _TOLD_TO.search(found[0])
    return not match["regime"] and found[0].startswith("với")


def _asker(clause: _Clause, match: re.Match[str], reach: int) -> str | None:
    found = _ASKED_BY.search(clause.piece, match.end(), reach)
    return _name(clause, found.end()) if found and _BODY_AT.match(clause.piece, found.end()) else None


def _relay(clause: _Clause, match: re.Match[str], reach: int) -> str | None:
    found = _VIA.search(clause.piece, match.start(), reach)
    return _name(clause, found.end()) if found else None


# How often, and by when

_EVERY = "(?:hằng|hàng|mỗi|từng)"
_MORE = r"(?! (?:\d|kể|tới|trở|liên|trước(?! ngày|~\d)))"
_FREQUENCY = _spaced(
    rf"(?P<monthly>{_EVERY} tháng|(?:định kỳ|báo cáo) tháng(?! \d)|\b0?1 tháng(?:~/~| một )lần)"
    rf"|(?P<quarterly>{_EVERY} quý|(?:định kỳ|báo cáo) quý(?! (?:\d|i))|\b0?3 tháng(?:~/~| một )lần)"
    rf"|(?P<semiannual>{_EVERY} học kỳ|(?<=\()học kỳ i{{1,2}}(?=\))|nửa năm"
    rf"|\b(?:0?6|sáu)(?:~\(~sáu~\))? tháng{_MORE})"
    rf"|(?P<ninemonth>\b(?:0?9|chín)(?:~\(~chín~\))? tháng{_MORE})"
    rf"|(?P<annual>{_EVERY} năm|(?:định kỳ|báo cáo) năm(?! \d)|\b(?:0?1|một) năm(?:~/~| một )lần|cả năm"
    r"|tổng kết năm(?: học)?(?! \d)|(?:,|;|,? và) năm(?= (?:trước|chậm nhất)(?!\w))|(?<=\()năm(?=\)))"
    rf"|(?P<onrequest>{_ON_REQUEST}|đột xuất)"
)
_LISTED = _spaced(
    r"(?:~,| và| hoặc)(?: (?:và|báo cáo|định kỳ)){0,2}"
    r" (?:(?P<monthly>tháng)|(?P<quarterly>quý)|(?P<annual>(?:01 |một )?năm))(?! \d|\w)"
)
_NAMES = {"ninemonth": "nine-month", "onrequest": "on-request"}
_OF_MONEY = _spaced(r"(?:ngân sách|kinh phí|dự toán|vốn|chi thường xuyên|thu chi)(?: nhà nước)? $")
_OF_A_MONTH = _spaced(r"tháng \d{1,2} $")
_AT_THE_END = _spaced(
    r"(?<!đến\x20)(?:khi|sau khi) (?:tổng kết|kết thúc|hoàn thành|tổ chức xong)|sau (?:hội nghị|đợt|kỳ họp)"
    r"|(?<!khi\x20)kết thúc (?:đợt|chương trình|tháng)"
)

_EXPLAINS = _spaced(r"~\(~(?:(?:đối với|cho|là) )?(?:báo cáo )?")

_Row = tuple[str, Deadline | None]


@dataclass(frozen=True, slots=True)
class _Turn:
    """A frequency as named, in offsets of the text."""

    frequency: str
    span: Span


def _turns(clause: _Clause, act: _Act, days: list[Deadline], opening: list[_Turn]) -> list[_Row]:
    """Return a frequency and its day for each row of the clause, whose own days are given."""
    turns = _named(clause)
    start = clause.at + act.start
    spans = [*(turn.span for turn in turns), *(day.span for day in days)]
    if any(span.start > start for span in spans):
        turns = [turn for turn in turns if _of_the_act(clause, turn.span, start)]
        days = [day for day in days if _of_the_act(clause, day.span, start, once=day.iso is not None)]
    asked: list[_Row] = [("on-request", None)] if any(t.frequency == "on-request" for t in turns) else []
    named = [turn for turn in turns if turn.frequency != "on-request"]
    explained = _explained(clause, named, days)
    told = [turn for turn, _ in explained]
    rows: list[_Row] = [(turn.frequency, day) for turn, day in explained]
    left = [day for day in days if not any(day is other for _, other in explained)]
    rows += _paired([turn for turn in named if turn not in told], left)
    return _once_each(rows + asked) or _without_turn(clause, opening)


def _explained(clause: _Clause, turns: list[_Turn], days: list[Deadline]) -> list[tuple[_Turn, Deadline]]:
    """Return the turns in brackets right behind their days: "trước ngày 10/6 (báo cáo 6 tháng)"."""
    return [
        (turn, day)
        for turn in turns
        for day in days
        if day.span.end <= turn.span.start
        and _EXPLAINS.fullmatch(clause.piece, day.span.end - clause.at, turn.span.start - clause.at)
    ]


def _without_turn(clause: _Clause, opening: list[_Turn]) -> list[_Row]:
    """Return the row of a clause without turn or day: as its sentence begins, or "at the end"."""
    if opening and opening[0].frequency != "on-request":
        return [(opening[0].frequency, None)]
    return [("once" if _AT_THE_END.search(clause.piece) else "unspecified", None)]


def _of_the_act(clause: _Clause, span: Span, start: int, *, once: bool = False) -> bool:
    """Refuse what another verb before the act has: "phân kỳ từng quý, báo cáo … trong tháng 3".

    What repeats and opens the clause ("Định kỳ 6 tháng, …") is everybody's.
    """
    if span.start > start or (not once and span.start < clause.at + _OPENING):
        return True
    between = clause.piece[max(0, span.end - clause.at) : start - clause.at]
    return not ("," in between or " và " in between)


def _named(clause: _Clause) -> list[_Turn]:
    turns: list[_Turn] = []
    match = _FREQUENCY.search(clause.piece)
    while match and len(turns) < _MOST:
        end = match.end()
        if not _is_other(clause.piece, match, turns):
            turns.append(_turn(clause, match))
        match = _LISTED.match(clause.piece, end) or _FREQUENCY.search(clause.piece, end)
    return turns


def _is_other(piece: str, match: re.Match[str], turns: list[_Turn]) -> bool:
    """Say whether a yearly budget is meant, or the year of a month that explains an earlier turn."""
    left = piece[max(0, match.start() - 40) : match.start()]
    return bool(_OF_MONEY.search(left) or (turns and match["annual"] and _OF_A_MONTH.search(left)))


def _turn(clause: _Clause, match: re.Match[str]) -> _Turn:
    kind = match.lastgroup or ""
    return _Turn(_NAMES.get(kind, kind), Span(clause.at + match.start(), clause.at + match.end()))


def _paired(named: list[_Turn], days: list[Deadline]) -> list[_Row]:
    """Pair frequencies and days as they stand: "6 tháng (trước 30/5), hằng năm (trước 30/10)".

    Frequencies before a day share it out from the last; one behind all days takes the last that is left.
    """
    free = [turn for turn in named if not any(day.span.holds(turn.span) for day in days)]
    if not free:
        return [(_frequency_of(day, named, days), day) for day in days]
    rows: list[_Row] = []
    waiting: list[_Turn] = []
    left = list(days)
    ends: list[int | None] = [*(turn.span.start for turn in free[1:]), None]
    for turn, end in zip(free, ends, strict=True):
        waiting.append(turn)
        here = [d for d in left if d.span.start > turn.span.start and (end is None or d.span.start < end)]
        if here:
            rows += _shared(waiting, here)
            left = [day for day in left if day not in here]
            waiting = []
    alone = left[: max(0, len(left) - len(waiting))]
    rows += [(_frequency_of(day, named, [day]), day) for day in alone]
    return rows + _shared(waiting, left[len(alone) :])


def _shared(turns: list[_Turn], days: list[Deadline]) -> list[_Row]:
    """Give the last frequencies the days; days beyond the frequencies belong to the last one."""
    if not turns:
        return []
    blank: list[Deadline | None] = [None] * max(0, len(turns) - len(days))
    rows: list[_Row] = [(turn.frequency, day) for turn, day in zip(turns, [*blank, *days], strict=False)]
    return rows + [(turns[-1].frequency, day) for day in days[len(turns) :]]


def _frequency_of(day: Deadline, named: list[_Turn], days: list[Deadline]) -> str:
    """Return how often a day comes that stands without a frequency.

    Of two days of a year the one in summer is the half-year's; the other, if at the year's end, the year's.
    """
    if day.monthly:
        return "monthly"
    if day.quarterly:
        return "quarterly"
    if day.yearly:
        halves = [d.yearly for d in days if d.yearly]
        return "semiannual" if len(halves) == 2 and not _closes_the_year(day.yearly, halves) else "annual"
    if day.iso and len(day.iso) < len("2026-12-15"):
        return "once"
    inside = next((turn for turn in named if day.span.holds(turn.span)), None)
    return inside.frequency if inside else "once"


def _closes_the_year(day: str, days: list[str]) -> bool:
    """Say whether this is the year's report beside one of the half-year.

    >>> [_closes_the_year(day, ["06-10", "12-10"]) for day in ("06-10", "12-10")]
    [False, True]
    >>> _closes_the_year("10-01", ["04-01", "10-01"])
    False
    """
    summer = any("05" <= other[:2] <= "07" for other in days)
    return summer and day[:2] in ("11", "12", "01")


def _once_each(rows: list[_Row]) -> list[_Row]:
    """Drop a frequency said twice, also by two days that are no due date; the row with a day stays."""
    dated = {frequency for frequency, day in rows if day}
    kept: dict[tuple[str, str | None], _Row] = {}
    for frequency, day in rows:
        if day or frequency not in dated:
            kept.setdefault((frequency, _due(day)), (frequency, day))
    return list(kept.values())
