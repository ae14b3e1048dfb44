"""The heading of a directive in the State form (Decree 30/2020) or the Party form (Guideline 36-HD/VPTW).

What stands above the body (issuer, motto, number, place and date, kind, title, addressees) and below it
(recipients, signature), and where the body and the annexes lie. Files break these lines anywhere, in either
column's order, so a heading is read as a run of lines, each told by what it says. A page that reports or
republishes a directive is read, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as day
from itertools import pairwise, takewhile

from tonghop.domain.directives.symbols import KINDS, Symbol, symbol_at, tidy
from tonghop.domain.documents import Document, Paragraph, Table
from tonghop.domain.language import flat, searchable
from tonghop.domain.provenance import Span

_TOP_LINES = 160
_TOP_LENGTH = 12_000
_SIGNATURE_LENGTH = 160

_MARKUP = " \t\n\xa0*_#>|~`"
_RULE = re.compile(r"[^\w…]*$")
_KIND_NAMES = sorted({*KINDS.values(), "công văn", "luật", "thông tri", "thư công"}, key=len, reverse=True)
_KIND = "|".join(_KIND_NAMES).replace(" ", " +")
_KIND_FIRST = re.compile(rf"(?P<kind>{_KIND})(?![^\W_])[ *_:]*")
_NOT_A_TITLE = re.compile(r"(?:này|số|của|trên|sau)(?![^\W_])")

_MOTTOS = ("cộng hòa xã hội chủ nghĩa việt nam", "độc lập tự do hạnh phúc", "đảng cộng sản việt nam")
_MOTTO_START = re.compile(r"cộng +hòa +xã|độc +lập *-|đảng +cộng +sản")
# Two columns that a file wrote into one line part where the next element begins.
_PARTING = re.compile(
    r"\||-{3,}|(?<=\S)(?= +cộng +hòa +xã +hội)|(?<=\S)(?= +độc +lập *- *tự +do)"
    r"|(?<=\S)(?= +đảng +cộng +sản +việt)|(?<=\S)(?= +số *: *\d)|(?<=\S)(?= +v/v)"
)
_NUMBER_WORD = re.compile(r"số(?:[ *_]*[:.][ *_]*| +(?=[\d*/_])|(?= *$)|(?=\d))[ *_]*")
_BARE_NUMBER = re.compile(r"\d{1,5}(?=[ *_]*(?:$| {2}))")
_MOTTO_BEFORE = re.compile(r"đảng +cộng +sản +việt +nam +|độc +lập *- *tự +do *- *hạnh +phúc +")
_ABOUT = re.compile(r"(?:v/v|về +việc)[ *_]*:?[ *_]+|v/v[ *_]*:")
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^\W\d_.]*\.?(?:[ -]+[^\W\d_]+\.?){0,6}) *, *[ *_]*ngày"
    r"(?: +(?P<d>\d{1,2}) +tháng +(?P<m>\d{1,2}) +năm +(?P<y>\d{4})"
    r"| +(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4})|[ .…]*tháng(?:[ .…]*\d{0,2})[ .…]*năm)"
)
_OF_AUTHORITY = re.compile(
    r"của +(?:ban|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|chủ tịch|ủy ban|hội đồng|bộ chính trị)[^,;:]{0,60}$"
)
"""The line between kind and title that says whose directive it is ("CỦA BAN THƯỜNG VỤ TỈNH ỦY")."""

_OWN_BODY = re.compile(
    r"(?:sở|ban (?!chấp hành$)|văn phòng|phòng|cục|chi cục|tổng cục|vụ|viện|trung tâm|trạm|thanh tra|công an"
    r"|ủy ban nhân dân|ubnd|hội đồng|bộ chỉ huy|ban chỉ huy|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|đảng bộ"
    r"|liên đoàn|công đoàn|hội|tỉnh đoàn|đoàn|trường|học viện|đại học|bệnh viện|chi nhánh|báo|đài|công ty"
    r")(?!\w)"
)
"""How the line of a body of its own begins; "TỈNH MẪU" or "VÀ MÔI TRƯỜNG" go on with the line above."""

_NO_BODY = frozenset(
    (
        "mật",
        "tối mật",
        "tuyệt mật",
        "văn bản",
        "nội dung",
        "nội dung văn bản",
        "toàn văn",
        "thông tin văn bản",
    )
)
_URGENCY = re.compile(r"(?P<level>hỏa +tốc|thượng +khẩn|khẩn)(?: +hẹn +giờ)?$")
_TO = re.compile(r"kính +gửi[ *_]*:?[ *_]*")
_WIRED_TO = re.compile(r"[^.;]{3,90} (?:điện|gửi) *: *$")
_ITEM_START = re.compile(r"[-+•*–] *(?=[^\W_(\"])|\d{1,2}[.)] +")
_INNER_ITEM = re.compile(r"; *(?=[-+•] )|(?<=[;.,]) +(?=[-+•] +[^\W\d_])")
_AUTHORITY = re.compile(
    r"(?:(?:quyền +|phó +)?(?:chủ +tịch|bộ +trưởng|thủ +tướng|giám +đốc|cục +trưởng|trưởng +ban|chủ +nhiệm)"
    r"(?![^\W_])|chính +phủ$|quốc +hội$|ủy +ban +(?:nhân|thường|mặt)|ubnd|hội +đồng +nhân|hđnd"
    r"|ban +(?:thường +vụ|chấp +hành|tuyên|chỉ))"
)
_OPENING = re.compile(r"(?:kính +gửi|căn +cứ|điều +1\b|(?:i|1|a)[.)] )")

_RECIPIENTS = re.compile(r"nơi +nhận[ *_]*(?::[ *_]*|$)")
_DEPUTY_SIGN = re.compile(r"(?:T/?M|K/?T|T/?L|TU/?Q|T\.M|K\.T|T\.L|Q)[ .,:]+(?=[^\W\d_])")
_OFFICE = re.compile(
    r"(?:quyền +|phó +){0,2}(?:chủ +tịch|thủ +tướng|bộ +trưởng|thứ +trưởng|giám +đốc"
    r"|trưởng +(?:ban|phòng|đoàn)|bí +thư|chánh|cục +trưởng|vụ +trưởng|viện +trưởng|hiệu +trưởng|thủ +trưởng"
    r"|tổng +(?:cục|giám|thanh|bí|kiểm)|chủ +nhiệm|thống +đốc)"
)
_ROLE_WORDS = frozenset((
    "phó", "chủ", "thủ", "bộ", "thứ", "giám", "trưởng", "bí", "chánh", "cục", "vụ", "tổng", "viện", "hiệu",
    "thống", "quyền", "đã", "ký", "nơi", "phụ", "ban", "sở", "tỉnh", "tm", "kt", "tl", "ủy", "kế", "quyết",
    "chỉ", "công", "thông", "biểu", "mẫu", "file", "ghi",
))  # fmt: skip
_RANKS = re.compile(
    r"(?<![^\W_])(?:đã +ký|(?:đại|thượng|trung|thiếu) +(?:tướng|tá|úy)|(?:gs|pgs|ts|ths|bs|bsck\w{1,3})[. ])"
)
_PLACE_OR_OFFICE = re.compile(
    r"(?<![^\W_])(?:nhân +dân|ủy +ban|tỉnh|thành +phố|hội +đồng|ban|sở|bộ|phòng|văn +phòng|chủ +tịch|trưởng"
    r"|giám +đốc|bí +thư|chính +phủ|thủ +tướng|chánh|thường +vụ)(?![^\W_])"
)
_NAME_WORD = re.compile(r"[^\W\d_]['’]?[^\W\d_]*$")
_ANNEX_START = re.compile(r"(?:phụ +lục|biểu|mẫu|đề +cương|danh +(?:mục|sách))(?![^\W_])")
_ANNOUNCED = re.compile(
    r"(?:\d{1,2}[/-]\d{1,2}[/-]\d{4}(?: +\d{1,2}[:h]\d{2})? +)?(?:chiều |sáng )?"
    r"ngày +(?P<d>\d{1,2})(?:[/.-]| +tháng +)(?P<m>\d{1,2})(?:[/.-]| +năm +)(?P<y>\d{4}),? +"
    rf"(?P<issuer>[^.;:()\d]{{3,110}}?) +(?:đã +|vừa +)?(?:ký +)?ban +hành +(?P<kind>{_KIND}) +(?:số +)?\d"
)


_LABELS = {
    "số hiệu": "symbol",
    "số ký hiệu": "symbol",
    "số/ký hiệu": "symbol",
    "loại văn bản": "kind",
    "cơ quan ban hành": "issuer",
    "ngày ban hành": "date",
    "nơi ban hành": "place",
}
_ANY_DAY = re.compile(
    r"(?:ngày +)?(?P<d>\d{1,2})(?:[/.-]| +tháng +)(?P<m>\d{1,2})(?:[/.-]| +năm +)(?P<y>\d{4})"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and below the body. Every field may be None: reading never invents.

    `date` is ISO; `kind` is the type's Vietnamese name in lower case ("kế hoạch", "công văn"); `title` is the
    trích yếu without "V/v"; `addressees` is the "Kính gửi" list (or of a công điện), one string an entry;
    `recipients` the "Nơi nhận" list as written, without dashes and punctuation; `urgency` is "hỏa tốc",
    "thượng khẩn", "khẩn" or None.
    """

    issuer: str | None = None
    symbol: str | None = None
    kind: str | None = None
    date: str | None = None
    place: str | None = None
    title: str | None = None
    signatory: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    urgency: str | None = None
    body: Span = Span(0, 0)  # noqa: RUF009 (a named tuple is immutable)
    """From the first paragraph after title/addressees to the last one before "Nơi nhận" or signature."""
    annexes: Span | None = None
    """What follows recipients and signature: annexes, forms, notes, or the plan that a decision issues."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its markup; `paragraph` counts the blocks, `ruled` says that a rule stands above."""

    start: int
    end: int
    paragraph: int
    ruled: bool
    words: str
    low: str

    @property
    def is_upper(self) -> bool:
        letters = [c for c in self.words if c.isalpha()]
        return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


@dataclass(frozen=True, slots=True)
class _Top:
    """What was found above the body, each with the index of the line after it (`until`)."""

    issuer: str | None = None
    symbol: str | None = None
    kind: str | None = None
    date: str | None = None
    place: str | None = None
    title: str | None = None
    addressees: tuple[str, ...] = ()
    urgency: str | None = None
    until: int = 0


@dataclass(frozen=True, slots=True)
class _Foot:
    """What was found below the body: it begins with line `start`, and annexes begin with line `until`."""

    signatory: str | None
    recipients: tuple[str, ...]
    start: int
    until: int


def read_heading(document: Document, *, folded: str | None = None) -> Heading:
    """Read what stands above and below the body; `folded` is `searchable(document.text)` if at hand."""
    folded = searchable(document.text) if folded is None else folded
    lines = tuple(_lines(document, folded))
    if not lines:
        return Heading()
    top = _read_top(document.text, folded, lines[:_TOP_LINES])
    foot = _read_foot(lines, top.until)
    return Heading(
        issuer=top.issuer,
        symbol=top.symbol,
        kind=top.kind,
        date=top.date,
        place=top.place,
        title=top.title,
        signatory=foot.signatory,
        addressees=top.addressees,
        recipients=foot.recipients,
        urgency=top.urgency,
        body=_span(lines[top.until : foot.start]) or _nothing_at(lines, top.until),
        annexes=_span(lines[foot.until :]),
    )


def _nothing_at(lines: Sequence[_Line], i: int) -> Span:
    place = lines[i].start if i < len(lines) else lines[-1].end
    return Span(place, place)


def _span(lines: Sequence[_Line]) -> Span | None:
    return Span(lines[0].start, lines[-1].end) if lines else None


def _lines(document: Document, folded: str) -> Iterator[_Line]:
    """Yield the document's lines without markup, rules dropped, two columns in one line parted."""
    ruled, number = False, 0
    for number, span in enumerate(_paragraphs(document)):
        for start, end in _broken(document.text, folded, span):
            line = _line(document.text, folded, start, end, number, ruled)
            ruled = line is None
            if line:
                yield line


def _paragraphs(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.span
        elif isinstance(block, Table):
            yield from (cell.span for cell in block.cells if cell.span.start < cell.span.end)


def _broken(text: str, folded: str, span: Span) -> Iterator[tuple[int, int]]:
    start = span.start
    for raw in text[span.start : span.end].split("\n"):
        end = start + len(raw)
        cut = start
        if span.start < _TOP_LENGTH or "|" in raw:
            for parting in _PARTING.finditer(folded, start, end):
                yield cut, parting.start()
                cut = parting.end()
        yield cut, end
        start = end + 1


def _line(text: str, folded: str, start: int, end: int, paragraph: int, ruled: bool) -> _Line | None:
    while start < end and text[start] in _MARKUP:
        start += 1
    while end > start and text[end - 1] in _MARKUP:
        end -= 1
    if _RULE.match(folded, start, end):
        return None
    words, low = text[start:end], folded[start:end]
    if "  " in low or "\t" in words or "\xa0" in words:
        words, low = flat(words), flat(low)
    return _Line(start, end, paragraph, ruled, words, low)


def _read_top(text: str, folded: str, lines: Sequence[_Line]) -> _Top:
    motto = _first_motto(folded, lines)
    number, symbol = _own_number(text, folded, lines, motto)
    head_end = _head_end(lines, motto, number)
    placed = _place_and_date(text, folded, lines, motto, number)
    kind, title, titled_until = _kind_and_title(lines, max(head_end, placed[2] if placed else 0))
    addressed, addressed_until = _addressees(text, folded, lines, max(head_end, titled_until))
    if motto is None and number is None and kind is None and not addressed:
        return _announcement(text, folded, lines) or _described(text, folded, lines)
    if kind is None:
        about, about_until = _about(lines, number if number is not None else head_end, addressed_until)
        title, titled_until = about, max(titled_until, about_until)
        kind = (
            symbol.kind
            if symbol and symbol.kind and not about
            else "công văn"
            if about or addressed
            else None
        )
    until = max(head_end, titled_until, addressed_until, placed[2] if placed else 0)
    return _Top(
        issuer=_issuer(lines, motto, number),
        symbol=_symbol_text(text, folded, lines, number, symbol),
        kind=kind,
        date=placed[1] if placed else None,
        place=placed[0] if placed else None,
        title=title,
        addressees=addressed,
        urgency=_urgency(lines[:until]),
        until=until,
    )


def _first_motto(folded: str, lines: Sequence[_Line]) -> int | None:
    """Return the line of the motto; one that stands below addressees or recipients is an annexed form's."""
    for i, line in enumerate(lines):
        if _TO.match(folded, line.start) or _RECIPIENTS.match(line.low):
            return None
        if _MOTTO_START.match(line.low) and _is_motto(line):
            return i
    return None


def _is_motto(line: _Line) -> bool:
    bare = " ".join(re.findall(r"\w+", line.low))
    return bool(bare) and any(bare in motto for motto in _MOTTOS)


def _own_number(
    text: str, folded: str, lines: Sequence[_Line], motto: int | None
) -> tuple[int | None, Symbol | None]:
    """Return the line of the document's own number, and its symbol: near the motto, or at the beginning."""
    first, last = (max(0, motto - 8), motto + 24) if motto is not None else (0, 12)
    for i, line in enumerate(lines[first:last], first):
        if motto is None and _TO.match(folded, line.start):
            break
        word = _NUMBER_WORD.match(folded, line.start)
        if word and text[line.start].isupper():  # "số" in lower case is a sentence that was broken before it
            return i, symbol_at(text, word.end())
    return None, None


def _symbol_text(
    text: str, folded: str, lines: Sequence[_Line], number: int | None, symbol: Symbol | None
) -> str | None:
    if symbol:
        return tidy(symbol.span.cut(text))
    if number is None:
        return None
    word = _NUMBER_WORD.match(folded, lines[number].start)
    bare = _BARE_NUMBER.match(folded, word.end(), lines[number].end) if word else None
    return bare.group() if bare else None


def _head_end(lines: Sequence[_Line], motto: int | None, number: int | None) -> int:
    """Return the index after motto, number and what stands among them."""
    end = 0
    if motto is not None:
        end = motto + 1
        while end < len(lines) and end < motto + 8 and _is_motto(lines[end]):
            end += 1
    if number is not None:
        only_word = _NUMBER_WORD.fullmatch(lines[number].low)
        end = max(end, number + (2 if only_word and number + 1 < len(lines) else 1))
    return end


def _place_and_date(
    text: str, folded: str, lines: Sequence[_Line], motto: int | None, number: int | None
) -> tuple[str, str | None, int] | None:
    """Return place, ISO date (None where left blank) and the index after their last line."""
    anchors = [i for i in (motto, number) if i is not None]
    first, last = (max(0, min(anchors) - 6), max(anchors) + 14) if anchors else (0, 6)
    for i, line in enumerate(lines[first:last], first):
        for start in () if _is_motto(line) else _possible_starts(text, folded, line):
            found = _PLACE_DATE.match(folded, start)
            if found and text[start].isupper():
                until = next((j for j in range(i, len(lines)) if lines[j].end >= found.end()), i) + 1
                before = _MOTTO_BEFORE.match(folded, found.start("place"))
                place = text[before.end() if before else found.start("place") : found.end("place")]
                return flat(place), _iso(found), until
    return None


def _possible_starts(text: str, folded: str, line: _Line) -> Iterator[int]:
    yield line.start
    word = _NUMBER_WORD.match(folded, line.start)
    symbol = symbol_at(text, word.end()) if word else None
    if symbol:
        yield (
            symbol.span.end
            + len(text[symbol.span.end :][:40])
            - len(text[symbol.span.end :][:40].lstrip(_MARKUP))
        )


def _iso(found: re.Match[str]) -> str | None:
    part = {
        name.rstrip("2"): value for name, value in found.groupdict().items() if value and name[0] in "dmy"
    }
    try:
        return day(int(part["y"]), int(part["m"]), int(part["d"])).isoformat()
    except (KeyError, ValueError):
        return None


def _issuer(lines: Sequence[_Line], motto: int | None, number: int | None) -> str | None:
    """Join the lines in capitals around the motto that name the issuing body, without the one above it."""
    if motto is None:
        return None
    first = motto if number is None else min(motto, number)
    before = list(takewhile(_names_a_body, reversed(lines[max(0, first - 8) : first])))[::-1]
    after = lines[motto : number if number is not None and number > motto else motto + 8]
    between = list(takewhile(lambda line: _is_motto(line) or _names_a_body(line), after))
    found = [line for line in (*before, *between) if not _is_motto(line)]
    own = max((i for i, line in enumerate(found) if _OWN_BODY.match(line.low)), default=0)
    return flat(" ".join(line.words for line in found[own:])) or None


def _names_a_body(line: _Line) -> bool:
    if _is_motto(line):
        return False
    return (
        line.is_upper
        and not _URGENCY.match(line.low)
        and line.low not in _KIND_NAMES
        and not _NUMBER_WORD.match(line.low)
        and line.low not in _NO_BODY
    )


def _kind_and_title(lines: Sequence[_Line], start: int) -> tuple[str | None, str | None, int]:
    """Return the kind, the title below it, and the index of the line after both."""
    for i, line in enumerate(lines[start : start + 14], start):
        if _TO.match(line.low) or (start == 0 and i > 5):
            break
        if line.low in _KIND_NAMES and (line.is_upper or start):
            title, until = _title(lines, i + 1)
            return line.low, title, until
        found = _KIND_FIRST.match(line.low)
        if found and line.is_upper and len(found.group()) < len(line.low):
            title, until = _title(lines, i)
            return _one_blank(found["kind"]), _cut_title(title, found.group()), until
    found = _KIND_FIRST.match(lines[start].low) if start == 0 else None
    if found and not _NOT_A_TITLE.match(lines[0].low, found.end()) and len(lines[0].low) < 500:
        return _one_blank(found["kind"]), _clean_title(lines[0].words[found.end() :]), 1
    return None, None, start


def _one_blank(name: str) -> str:
    return flat(name)


def _cut_title(title: str | None, head: str) -> str | None:
    return _clean_title(title[len(flat(head)) :]) if title else None


def _title(lines: Sequence[_Line], start: int) -> tuple[str | None, int]:
    """Collect the title's lines: capitals as far as they go, or the one paragraph that is no sentence."""
    if start >= len(lines) or _OPENING.match(lines[start].low):
        return None, start
    if lines[start].is_upper and _OF_AUTHORITY.match(lines[start].low):
        return _title(lines, start + 1)
    upper = lines[start].is_upper
    if upper and _is_authority(lines, start):
        return None, start
    until = start + 1
    while until < min(len(lines), start + 24) and _goes_on(lines, until, upper):
        until += 1
    title = " ".join(line.words for line in lines[start:until])
    if not upper and _is_body(title):
        return None, start
    return _clean_title(title), until


def _goes_on(lines: Sequence[_Line], i: int, upper: bool) -> bool:
    line, last = lines[i], lines[i - 1]
    same = line.paragraph == last.paragraph
    if line.ruled or _OPENING.match(line.low):
        return False
    if upper:
        if same and line.low == line.words:  # figures alone ("2026 - 2030")
            return not any(c.isalpha() for c in line.words)
        return line.is_upper and (same or not _is_authority(lines, i))
    return same or (line.words[0].islower() and last.words[-1] not in ".;:")


def _is_authority(lines: Sequence[_Line], i: int) -> bool:
    """Whether the line is the authority that decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN"), not more of the title."""
    unfinished = i > 0 and re.search(r"(?:của|và|,|-|:)$", lines[i - 1].low)
    return bool(_AUTHORITY.match(lines[i].low)) and not unfinished


def _is_body(paragraph: str) -> bool:
    about = _ABOUT.match(paragraph.lower()) or paragraph.lower().startswith("về ")
    return len(paragraph) > 600 or (paragraph[-1] in ".;:," and not about)


def _clean_title(title: str) -> str | None:
    plain = flat(title.replace("*", "").replace("__", ""))
    about = re.match(r"[vV]/[vV]\s*:?\s*", plain)
    return (plain[about.end() :] if about else plain).strip(" .;:-–") or None


def _about(lines: Sequence[_Line], start: int, limit: int) -> tuple[str | None, int]:
    """Return the title of a công văn ("V/v …", under the number) and the index after it."""
    for i in range(max(0, start - 1), min(len(lines), max(limit, start + 8))):
        found = _ABOUT.match(lines[i].low)
        if not found:
            continue
        until = i + 1
        while until < len(lines) and _about_goes_on(lines, i, until):
            until += 1
        return _clean_title(" ".join(line.words for line in lines[i:until])), until
    return None, start


def _about_goes_on(lines: Sequence[_Line], first: int, i: int) -> bool:
    line = lines[i]
    if line.ruled or _PLACE_DATE.match(line.low) or _TO.match(line.low) or _is_motto(line):
        return False
    return line.paragraph == lines[first].paragraph or line.words[0].islower()


def _addressees(text: str, folded: str, lines: Sequence[_Line], start: int) -> tuple[tuple[str, ...], int]:
    """Return the "Kính gửi" list, or that of a công điện ("THỦ TƯỚNG … điện:"), and the index after it."""
    for i in range(max(0, start - 1), min(len(lines), start + 16)):
        found = _TO.match(folded, lines[i].start)
        if found:
            until = _list_end(lines, i, opened=found.end() < lines[i].end)
            rest = (flat(text[max(line.start, found.end()) : line.end]) for line in lines[i:until])
            items = _items([words for words in rest if words])
            return tuple(item for whole in items for item in _split_addressees(whole)), until
        if (
            i >= start
            and _WIRED_TO.match(lines[i].low)
            and i + 1 < len(lines)
            and _ITEM_START.match(lines[i + 1].low)
        ):
            until = _list_end(lines, i, opened=False)
            return tuple(_items([line.words for line in lines[i + 1 : until]])), until
    return (), 0


def _list_end(lines: Sequence[_Line], start: int, *, opened: bool) -> int:
    """Return the index after a list: dashed lines, and the lines that go on in the same paragraph."""
    until = start + 1
    while until < len(lines):
        line, last = lines[until], lines[until - 1]
        dashed = _ITEM_START.match(line.low) is not None and not line.low[0].isdigit()
        first_plain = not opened and until == start + 1 and not dashed
        if not dashed and not first_plain and line.paragraph != last.paragraph:
            break
        until += 1
    return until


def _items(lines: Sequence[str]) -> list[str]:
    """Join wrapped lines, part at dashes, and drop dashes and end punctuation."""
    whole: list[str] = []
    for words in lines:
        if _ITEM_START.match(words) or not whole:
            whole.append(words)
        else:
            whole[-1] = f"{whole[-1]} {words}"
    parts = (part for item in whole for part in _INNER_ITEM.split(item))
    return [item for part in parts if (item := _plain_item(part))]


def _plain_item(part: str) -> str:
    bare = flat(part.replace("*", "")).strip(" -+•–;,")
    return bare[:-1].rstrip() if bare.endswith(".") and not bare.endswith("..") else bare


def _split_addressees(item: str) -> Iterator[str]:
    yield from (plain for part in item.split(";") if (plain := _plain_item(part)))


def _urgency(lines: Sequence[_Line]) -> str | None:
    found = next((m for line in lines if line.is_upper and (m := _URGENCY.match(line.low))), None)
    return flat(found["level"]) if found else None


def _announcement(text: str, folded: str, lines: Sequence[_Line]) -> _Top | None:
    """Read a page that reports a directive: "Ngày 13/3/2023, Ban … đã ban hành Công văn số 1086 về …"."""
    for i, line in enumerate(lines[:12]):
        if found := _ANNOUNCED.match(folded, line.start):
            titles = [above.words for above in lines[:i] if not above.words[0].isdigit()]
            return _Top(
                issuer=flat(text[found.start("issuer") : found.end("issuer")]),
                kind=flat(found["kind"]),
                date=_iso(found),
                title=_clean_title(max(titles, key=len)) if titles else None,
                until=i,
            )
    return None


def _described(text: str, folded: str, lines: Sequence[_Line]) -> _Top:
    """Read the table of a page that republishes a document: "Số hiệu | …", "Loại văn bản | …"."""
    told: dict[str, _Line] = {}
    for label, value in pairwise(lines):
        if label.low.rstrip(":") in _LABELS:
            told.setdefault(_LABELS[label.low.rstrip(":")], value)
    symbol = symbol_at(text, told["symbol"].start) if "symbol" in told else None
    kind = _KIND_FIRST.match(told["kind"].low) if "kind" in told else None
    dated = _ANY_DAY.match(told["date"].low) if "date" in told else None
    return _Top(
        issuer=told["issuer"].words if "issuer" in told else None,
        symbol=tidy(symbol.span.cut(text)) if symbol else None,
        kind=flat(kind["kind"]) if kind else symbol.kind if symbol else None,
        date=_iso(dated) if dated else None,
        place=told["place"].words if "place" in told else None,
    )


def _read_foot(lines: Sequence[_Line], start: int) -> _Foot:
    """Find recipients and signature after line `start`; the first that comes ends the body."""
    listed = next((i for i in range(start, len(lines)) if _RECIPIENTS.match(lines[i].low)), None)
    signed = _signature(lines, start, listed)
    if listed is None and signed is None:
        end = _closed_before_annex(lines, start)
        return _Foot(None, (), end, end)
    if signed is not None and listed is not None and listed > signed + 12:
        listed = None  # the list of an annexed form, not of this document
    recipients, listed_until = _recipients(lines, listed, signed)
    signatory, signed_until = _signatory(lines, signed)
    begin = min(i for i in (listed, signed) if i is not None)
    return _Foot(signatory, recipients, begin, max(begin, listed_until, signed_until))


def _signature(lines: Sequence[_Line], start: int, listed: int | None) -> int | None:
    """Return where the signature begins: "KT. CHỦ TỊCH", or an office in capitals once the text is closed."""
    closed = False
    for i in range(start, len(lines)):
        line = lines[i]
        if len(line.words) < _SIGNATURE_LENGTH and (line.is_upper or _upper_start(line)):
            if _DEPUTY_SIGN.match(line.words):
                return i
            if (closed or (listed is not None and i > listed)) and _OFFICE.match(line.low):
                return i
        closed = closed or line.words.endswith(("./.", "./"))
        if listed is not None and i > listed + 60:
            return None
    return None


def _upper_start(line: _Line) -> bool:
    """Whether an office in capitals and a name stand in one line ("THỦ TƯỚNG Nguyễn Văn Mẫu")."""
    words = line.words.split()
    return len(words) > 2 and all(w.isupper() for w in words[:2])


def _recipients(
    lines: Sequence[_Line], listed: int | None, signed: int | None
) -> tuple[tuple[str, ...], int]:
    if listed is None:
        return (), 0
    found = _RECIPIENTS.match(lines[listed].low)
    cut = found.end() if found else 0
    until = listed + 1
    while until < len(lines) and not (signed is not None and until >= signed > listed):
        dashed = _ITEM_START.match(lines[until].low)
        wrapped = lines[until].paragraph == lines[until - 1].paragraph and not lines[until].is_upper
        if not dashed and not wrapped:
            break
        until += 1
    words = [line.words for line in lines[listed:until]]
    return tuple(_items([words[0][cut:], *words[1:]] if words[0][cut:] else words[1:])), until


def _signatory(lines: Sequence[_Line], signed: int | None) -> tuple[str | None, int]:
    """Return the person's name under the office, and the index after it."""
    if signed is None:
        return None, 0
    block = lines[signed : signed + 9]
    size = next((i for i, line in enumerate(block) if i and _ends_signature(line)), len(block))
    for i, line in enumerate(block[:size]):
        if name := _person(line, after_office=i > 0):
            return name, signed + i + 1
    capitals = len(list(takewhile(lambda line: line.is_upper, block[1:size])))
    last = block[capitals]
    if capitals and _is_name(last.words.split()) and not _PLACE_OR_OFFICE.search(last.low):
        return last.words, signed + capitals + 1
    return None, signed + capitals + 1


def _ends_signature(line: _Line) -> bool:
    return bool(_RECIPIENTS.match(line.low) or _ANNEX_START.match(line.low) or _ITEM_START.match(line.low))


def _person(line: _Line, *, after_office: bool) -> str | None:
    """Return the name, not in capitals, that a line is, or that ends it after an office in capitals."""
    parts = _without_ranks(line.words.replace("*", " ")).split()
    office = len(list(takewhile(lambda w: w.isupper() or not w[0].isalpha(), parts)))
    name = parts[office:]
    if not name or (not office and not after_office) or searchable(name[0]) in _ROLE_WORDS:
        return None
    return " ".join(name) if _is_name(name) else None


def _is_name(words: Sequence[str]) -> bool:
    return 2 <= len(words) <= 6 and all(_NAME_WORD.match(word) and word[0].isupper() for word in words)


def _without_ranks(words: str) -> str:
    low = searchable(words)
    for found in reversed(list(_RANKS.finditer(low))):
        words = words[: found.start()] + " " + words[found.end() :]
    return words


def _closed_before_annex(lines: Sequence[_Line], start: int) -> int:
    """Return the index after the body where no list nor signature tells it: an annex heading after "./."."""
    for i in range(start + 1, len(lines)):
        if lines[i - 1].words.endswith("./.") and _ANNEX_START.match(lines[i].low):
            return i
    return len(lines)
