"""Which lines form one paragraph, by what Vietnamese official documents write at the beginnings and ends of lines.

Republished directives are broken at some eighty characters, with blank lines between paragraphs and now and then one
in the middle of a sentence; lists and signatures stand line under line. The rules look at two neighbouring lines and
at the habit of the whole text, and at no more than a hundred characters of either end: the work is linear.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tonghop.domain.provenance import Span

WIDEST_WRAP = 130
"""Lines longer than this were not broken by a program that breaks lines: each is a paragraph."""

_EDGE = 100
_SENTENCE = 40
_UPPER = "A-ZÀ-ÖØ-ÞĂÂÊÔƠƯĐẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸĨŨỲ"
_DECORATION = '*_> \t\xa0"“‘'
_ENDINGS = '*_ \t\xa0"”’»)'
_CLOSERS = frozenset(".;:!?…")

_ENUMERATOR = re.compile(
    rf"""
      (?P<roman> [IVXLC]{{1,7}} (?: [.)/](?=\s|[*_]|$) | \s?[-–]\s ) )
    | (?P<number> \d{{1,2}} (?:\.\d{{1,2}}){{0,4}} (?: [.)] (?=\s|[*_]|$|[{_UPPER}]) | /(?=\s) | \.?\s?[-–]\s(?=[{_UPPER}]) ) )
    | (?P<levels> \d{{1,2}} (?:\.\d{{1,2}}){{1,4}} \s+ (?=[*_{_UPPER}]) )
    | (?P<letter> [a-zđ]{{1,2}}\) | [a-zđA-ZĐ]\. (?=\s|[*_]|$) )
    | (?P<bracketed> \( \s? (?: \d{{1,2}} | [a-zđ] | [ivx]{{1,4}} ) \s? \) )
    | (?P<dash> [-–—−+](?=[\s\xa0]|[*_{_UPPER}]|$) | [•●▪■◦‣○⁃∙·◆❖➢✓\uf000-\uf0ff] | \*\s )
    | (?P<unit> (?: Điều|ĐIỀU ) \s \d{{1,3}} [a-zđ]? \s? (?:[.:]|$)
              | (?: Phụ\slục|Chương|Mục|Tiểu\smục|Phần|Biểu|Mẫu ) (?:\s(?:số\s)?(?:[IVXLC]{{1,7}}|\d{{1,3}}|thứ\s\w{{2,5}}))? \s? (?:[.:]|$)
              | (?: PHỤ\sLỤC|CHƯƠNG|PHẦN|TIỂU\sMỤC|MỤC\s[IVXLC\d] ) )
    """,
    re.VERBOSE,
)
_BARE = re.compile(
    r"(?:[IVXLC]{1,7}|\d{1,2}(?:\.\d{1,2}){0,4}|[a-zđA-ZĐ])[.)/]|[-–—+•●▪]|\([\da-zđ]{1,2}\)|"
    r"(?:Điều|ĐIỀU) \d{1,3}[.:]?"
)
_RULE_SIGNS = frozenset("-–—_=*~.… ")
_RULE = re.compile(r"[-–—_=*~.… ]{3,}")

# Lines that stand by themselves in the heading and at the foot of every official document.
_FRESH = re.compile(
    r"""(?x)
      (?i: cộng\ +h(?:òa|oà)\ +xã\ +hội | đảng\ +cộng\ +sản\ +việt\ +nam | độc\ +lập\ *[-–]\ *tự\ +do
         | kính\ +gửi | nơi\ +nhận | v/v\b )
    | S[ốỐ]\ *:(?=[^:]{0,40}$) | S[ốỐ]\ +\d{0,5}\ *[-/]\ *[A-ZĐ]
    """
)
_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q|XÁC NHẬN)\b[./ ]?")
_OFFICE = re.compile(
    r"(?:QUYỀN |PHÓ |ỦY VIÊN |ỦY VIÊN |UỶ VIÊN |Q\. ?)?(?:CHỦ TỊCH|CHỦ NHIỆM|CHÁNH VĂN PHÒNG|CHÁNH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|"
    r"BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|CỤC TRƯỞNG|VỤ TRƯỞNG|BÍ THƯ|HIỆU TRƯỞNG|TRƯỞNG|CHÁNH ÁN|"
    r"VIỆN TRƯỞNG|TỔNG BIÊN TẬP)\b"
)
_STANDS_ALONE = re.compile(
    r"""(?x)
      (?i: \W*độc\ +lập\ *[-–]\ *tự\ +do\ *[-–]\ *hạnh\ +phúc\W* | \W*đảng\ +cộng\ +sản\ +việt\ +nam\W*
         | \W*cộng\ +h(?:òa|oà)\ +xã\ +hội\ +chủ\ +nghĩa\ +việt\ +nam\W*
         | \W*số\ *:?\ *\d{0,5}\ *[-/]\ *[\w/-]{2,40}[*_]* | \W*nơi\ +nhận\ *:?\W* )
    | \W* (?: KẾ\ HOẠCH|CHỈ\ THỊ|QUYẾT\ ĐỊNH|CÔNG\ ĐIỆN|THÔNG\ BÁO|THÔNG\ TƯ|HƯỚNG\ DẪN|NGHỊ\ QUYẾT|TỜ\ TRÌNH|BÁO\ CÁO
         | CHƯƠNG\ TRÌNH|QUY\ CHẾ|QUY\ ĐỊNH|ĐỀ\ ÁN|PHƯƠNG\ ÁN|KẾT\ LUẬN|CÔNG\ VĂN|ĐỀ\ CƯƠNG|DANH\ MỤC|NGHỊ\ ĐỊNH|LUẬT
         | PHỤ\ LỤC(?:\ [IVX\d]{1,4})? ) \W*
    """
)
_DATED = re.compile(rf"\W{{0,3}}[{_UPPER}][^,.;:\d/]{{1,30}}, {{1,3}}ngày\b")
_BESIDE = re.compile(
    rf"""(?x) (?<=\S) (?: [ ]{{3}}[ \t]{{0,200}} | [ ]{{0,2}}\t[ \t]{{0,200}} )
      (?= (?i:cộng[ ]h(?:òa|oà)[ ]xã|đảng[ ]cộng|độc[ ]lập) | \*?[{_UPPER}][^,.;:\d/\t\n]{{1,30}},[ ]{{1,3}}ngày\b | (?i:TM|KT|TL)\. )
    """
)
_WIDEST = 400
_BASIS = re.compile(r"\W{0,3}(?:Căn cứ|Xét đề nghị|Theo đề nghị)\b")

_CLOSED = re.compile(r"(?<!\bTP)(?<!\bTX)(?<!\bTT)[.;:!?…]$")
_SYMBOL_BROKEN = re.compile(r"\d[\w./]{0,20}[-/]$|[A-ZĐ]{2,}[-/]$")
# A sentence does not end after these, and a number after them is no enumerator.
_HANGING = re.compile(
    r"(?i)(?:^|[\s(])(?:và|hoặc|của|tại|theo|với|cho|là|về|trên|trong|các|những|từ|đến|bằng|do|để|bởi|thuộc|cùng|như|"
    r"số|ngày|tháng|năm|quý|điều|khoản|điểm|mục|chương|phần|phụ lục|kỳ|cấp|loại|mức|lần|thứ|giai đoạn|khóa|nhiệm kỳ)$|,$"
)
_JOINING = re.compile(r"(?i)\s(?:và|hoặc|của|tại|với|cho|trên|trong|các|những|đến|bởi|cùng|cũng như)$|,$")
# No body's name ends like this: the rest of it stands on the next line.
_UNFINISHED_NAME = re.compile(
    r"(?:^|[\s(])(?:(?:Hội )?Liên hiệp|Hội đồng(?: nhân)?|[ỦU][yỷ] ban(?: nhân| Mặt trận(?: Tổ)?)?|Mặt trận(?: Tổ)?|"
    r"Ban Chỉ|Bộ Chỉ huy(?: [Qq]uân)?|Thủ tướng Chính|Đoàn Thanh|Đoàn Thanh niên Cộng|Đoàn TNCS Hồ Chí)$"
)
_UNFINISHED_OFFICE = re.compile(
    r"(?:^|[\s(])(?:Bộ|Sở|Cục|Chi cục|Tổng cục|Luật|Bộ luật|Thủ tướng|Trung|Văn phòng Chính)$"
)
_NAMED_PLACE = re.compile(
    r"(?i)(?:^|[\s(])(?:số|ngày|tháng|năm|quý|điều|khoản|điểm|mục|chương|phần|phụ lục|kỳ|cấp|lần|thứ|khóa|từ|đến|tại|theo|của)$"
)


class Line(NamedTuple):
    """One line without its outer blanks: what it says, how it begins and ends, where it stands, whether a blank line
    stands before it."""

    text: str
    head: str
    tail: str
    start: int = 0
    after_gap: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Habit(NamedTuple):
    """How a text is laid out: the width at which its lines were broken (None: they were not), and whether blank
    lines part its paragraphs."""

    width: int | None
    gaps_part: bool


def line_of(text: str, start: int = 0, *, after_gap: bool = False) -> Line:
    """Return the line with its head and tail cut out: decoration such as "**" and quotes is left aside there."""
    head = text[:_EDGE].lstrip(_DECORATION)
    return Line(text, head, text[-_EDGE:].rstrip(_ENDINGS), start, after_gap)


def paragraph_spans(text: str) -> list[Span]:
    """Return the spans of the paragraphs of a plain text, in order, without outer blanks.

    >>> text = "Sở Y tế và\nSở Nội vụ họp.\n- Lưu: VT"
    >>> [span.cut(text) for span in paragraph_spans(text)]
    ['Sở Y tế và\nSở Nội vụ họp.', '- Lưu: VT']
    """
    lines = list(_lines(text))
    habit = habit_of(lines)
    spans: list[Span] = []
    opening = 0
    for place, line in enumerate(lines):
        if place and joined(lines[place - 1], line, habit, first=opening == place - 1):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(Span(line.start, line.end))
            opening = place
    return spans


def units(text: str) -> list[str]:
    """Return the parts of a paragraph whose lines a person has broken: a new one where a unit begins.

    >>> units("UBND TỈNH\nSố: 5/KH-UBND\nvà các sở")
    ['UBND TỈNH', 'Số: 5/KH-UBND', 'và các sở']
    """
    if not any(sign in text for sign in ("\n", "\t", "   ")):
        return [text]
    parts: list[list[str]] = []
    before = None
    for line in _lines(text):
        if before is None or parts_from(before, line) or opens(line, before):
            parts.append([])
        parts[-1].append(line.text)
        before = line
    return ["\n".join(part) for part in parts]


def opens(line: Line, before: Line | None = None) -> bool:
    """Whether the line begins an enumerated unit ("1.", "a)", "-", "Điều 5."), `before` being the line before it."""
    found = _ENUMERATOR.match(line.head)
    if found is None:
        return False
    if before is None:
        return True
    if found.lastgroup == "dash":
        return not _goes_on_with_dash(before, line)
    if found.lastgroup in {"bracketed", "letter"} and _counts_inside(before.text, found.group()):
        return False
    return not _NAMED_PLACE.search(before.tail) and not (
        before.tail.endswith(",") and found.lastgroup == "letter"
    )


def parts_from(before: Line, line: Line) -> bool:
    """Whether two neighbouring lines are different things whatever their lengths: issuer, motto, number, office, name."""
    if _is_rule(before) or _is_rule(line):
        return True
    if _symbol_goes_on(before, line):
        return False
    if _FRESH.match(line.head) or (len(before.text) < _EDGE and _STANDS_ALONE.fullmatch(before.text)):
        return True
    if _AUTHORITY.match(line.head) and _is_capitals(line):
        return True
    if line.head[:1] == "|" or before.head[:1] == "|":
        return True
    if 20 < len(before.text) < 45 and _DATED.match(line.head) and not _HANGING.search(before.tail):
        return True
    if before.tail[-1:] in _CLOSERS and _BASIS.match(line.head):
        return True
    return _capitals_part(before, line)


def goes_on(before: Line, line: Line) -> bool:
    """Whether a sentence plainly runs from one line into the next, even over a page end."""
    if not line.head or is_closed(before) or opens(line, before) or parts_from(before, line):
        return False
    if _symbol_goes_on(before, line) or _HANGING.search(before.tail):
        return True
    if len(before.text) < 25:
        return False
    if _UNFINISHED_NAME.search(before.tail) or _UNFINISHED_OFFICE.search(before.tail):
        return True
    return line.head[0].islower()


def goes_on_over_gap(before: Line, line: Line) -> bool:
    """Whether a sentence plainly runs over a blank line: fewer words are proof there, table cells end in many of them."""
    tail = before.text[-_EDGE:].rstrip("*_ \t\xa0")
    if not line.head[:1].isalpha() or len(before.text) < 25 or _CLOSED.search(tail) or _is_listed(before):
        return False
    if opens(line) or parts_from(before, line) or _is_capitals(line):
        return False
    if _JOINING.search(tail) or _UNFINISHED_NAME.search(tail):
        return True
    return line.head[0].islower() and len(before.text) >= 40


def is_closed(line: Line) -> bool:
    """Whether the line ends a sentence or a clause (a full stop, semicolon, colon …)."""
    return line.tail[-1:] in _CLOSERS and bool(_CLOSED.search(line.tail))


def is_bare_enumerator(line: Line) -> bool:
    """Whether nothing but an enumerator stands on the line: what it numbers is on the next."""
    return len(line.text) < 14 and bool(_BARE.fullmatch(line.text.strip(_DECORATION)))


def joined_text(before: str, line: str) -> str:
    """Return two lines of one paragraph as one: with a blank, but a broken symbol ("27/NQ-" "TW") without."""
    if _symbol_goes_on(line_of(before), line_of(line)):
        return before + line
    return f"{before} {line}"


def _lines(text: str) -> Iterator[Line]:
    at = 0
    gap = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + (0 if raw[0] == stripped[0] else len(raw) - len(raw.lstrip()))
            yield from _side_by_side(stripped, start, gap)
        gap = not stripped
        at += len(raw) + 1


def _side_by_side(text: str, start: int, gap: bool) -> Iterator[Line]:
    """Yield the line, or its parts where blanks set the motto or the date beside something else."""
    if "\t" in text or "   " in text:
        while found := _BESIDE.search(text[:_WIDEST]):
            yield line_of(text[: found.start()], start, after_gap=gap)
            start, text, gap = start + found.end(), text[found.end() :], False
    yield line_of(text, start, after_gap=gap)


def habit_of(lines: Sequence[Line]) -> Habit:
    if len(lines) < 2:
        return Habit(None, gaps_part=False)
    gaps_part = sum(line.after_gap for line in lines) >= 0.1 * len(lines)
    lengths = sorted(length for line in lines if (length := len(line.text)) >= _SENTENCE)
    width = _length_at(lengths, 0.6)
    near = sum(length for length in lengths if 0.85 * width <= length <= 1.2 * width)
    wrapped = width <= WIDEST_WRAP and (gaps_part or (near >= 0.5 * sum(lengths) and _run_on(lines)))
    return Habit(width if width and wrapped else None, gaps_part)


def _run_on(lines: Sequence[Line]) -> bool:
    """Whether many long lines end in mid sentence: else they are paragraphs that happen to be alike in length."""
    long = [line for line in lines if len(line.text) >= _SENTENCE]
    return sum(not is_closed(line) for line in long) >= 0.4 * len(long)


def _length_at(lengths: Sequence[int], share: float) -> int:
    """Return the length up to which the sorted lines hold this share of the text."""
    wanted = share * sum(lengths)
    held = 0
    for length in lengths:
        held += length
        if held >= wanted:
            return length
    return 0


def joined(before: Line, line: Line, habit: Habit, *, first: bool) -> bool:
    if first and not line.after_gap and is_bare_enumerator(before):
        return not _is_rule(line) and not is_bare_enumerator(line)
    if opens(line, None if line.after_gap else before):
        return False
    if line.after_gap:
        return goes_on_over_gap(before, line)
    if habit.width is None:
        return goes_on(before, line) and not opens(before)
    if parts_from(before, line):
        return False
    if habit.gaps_part:
        ended = is_closed(before) and len(before.text) < 0.6 * habit.width
        return not ended or line.text[0].islower()
    return _is_full(before, line, habit.width) or goes_on(before, line)


def _is_rule(line: Line) -> bool:
    return line.text[0] in _RULE_SIGNS and bool(_RULE.fullmatch(line.text))


def _is_listed(line: Line) -> bool:
    return len(line.text) < 40 and line.text.startswith(("- ", "+ ", "• "))


def _is_full(before: Line, line: Line, width: int) -> bool:
    """Whether the next line's first word had no room left on the line before."""
    first = line.text[:_EDGE].split(maxsplit=1)[0]
    return len(before.text) + 1 + len(first) > 0.9 * width


def _symbol_goes_on(before: Line, line: Line) -> bool:
    if before.tail[-1:] not in {"-", "/"} or not line.head[:1].isalnum() or line.head[:1].islower():
        return False
    return bool(_SYMBOL_BROKEN.search(before.tail))


def _goes_on_with_dash(before: Line, line: Line) -> bool:
    """Whether the dash at the line's head stands between two words ("chính trị\\n- xã hội", "2026\\n- 2030")."""
    if line.head[0] not in "-–—−" or not before.tail[-1:].isalnum() or before.head.startswith(("-", "+")):
        return False
    follower = line.head[1:].lstrip()[:1]
    if follower.isdigit():
        return before.tail[-1].isdigit()
    return follower.islower() and len(before.text) >= 40


def _counts_inside(before: str, enumerator: str) -> bool:
    """Whether the line before counts inside its sentence up to this enumerator ("gồm: (1) …; (2)")."""
    label = enumerator.strip("(). ")
    if label.isdigit():
        earlier = f"({int(label) - 1})" if enumerator.startswith("(") else ""
    elif len(label) == 1 and label != "a":
        earlier = ("(" if enumerator.startswith("(") else "") + chr(ord(label) - 1) + ")"
    else:
        return False
    at = before.find(earlier) if earlier else -1
    return at > 3


def _is_capitals(line: Line, at_least: int = 6) -> bool:
    """Whether the line is set in capitals: so many letters, none of them small."""
    text = line.text
    return text.isupper() and (len(text) > _EDGE or sum(map(str.isalpha, text)) >= at_least)


def _capitals_part(before: Line, line: Line) -> bool:
    above, below = before.text.isupper(), line.text.isupper()
    if not (above or below) or is_bare_enumerator(before):
        return False
    long_above, long_below = _is_capitals(before), _is_capitals(line)
    if above and below and (long_above or long_below):
        return len(before.text) < 45 and bool(_OFFICE.match(line.head)) and before.tail[-1:] not in {",", "-"}
    if long_above:
        return not line.head[:1].islower() and not _HANGING.search(before.tail)
    return long_below and not _HANGING.search(before.tail) and (is_closed(before) or len(before.text) < 45)
