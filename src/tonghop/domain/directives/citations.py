"""Citations of other official documents by number and symbol, State and Party forms, broken spellings folded.

A mention is a symbol (see symbols) with the words around it: the kind before ("Nghị định số"), the date and
the body after ("ngày 05/3/2020 của Chính phủ") or before ("Ngày 05/3/2020, Chính phủ ban hành …"). Mentions
whose letters and digits are equal are one citation. A number without a symbol ("Công văn số 1086") counts
where a kind stands before it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as day
from itertools import groupby

from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.symbols import Symbol, symbol_key, symbols, tidy
from tonghop.domain.language import flat, searchable
from tonghop.domain.provenance import Span

_BEFORE = 240
_AFTER = 320


def _any(*words: str) -> str:
    """Return a pattern for any of the words, each blank standing for one or more."""
    return f"(?:{'|'.join(words)})".replace(" ", " +")


_NOT_IN_A_WORD = r"(?<![^\W_])"
_WORD_ENDS = r"(?![^\W_])"
_MARKS = r"[ *_]*"
_NUMBER = rf"(?:số{_MARKS}:?{_MARKS})"

_ASSEMBLY_KINDS = ("bộ luật", "luật", "nghị quyết", "pháp lệnh", "hiến pháp")
_NUMBERED_KINDS = (
    "thông tư liên tịch", "nghị quyết", "nghị định", "quyết định", "quy định", "chỉ thị", "thông tư",
    "thông tri", "thông báo", "kết luận", "hướng dẫn", "kế hoạch", "tờ trình", "công văn", "công điện",
    "báo cáo", "pháp lệnh", "văn bản", "luật",
)  # fmt: skip
_ALL_KINDS = (
    "thông tư liên bộ", "nghị quyết liên tịch", "thông báo kết luận", "văn bản hợp nhất", "qui định",
    "quy chế", "thông cáo", "chương trình", "phương án", "đề án", "dự án", "biên bản", "hợp đồng",
    "bản ghi nhớ", "bản thỏa thuận", "giấy mời", "giấy phép", "giấy chứng nhận", "giấy giới thiệu",
    "giấy ủy quyền", "phiếu chuyển", "phiếu gửi", "phiếu báo", "bộ luật", "sắc lệnh", "lệnh", "quy hoạch",
    "điều lệ",
    *_NUMBERED_KINDS,
)  # fmt: skip
_SAME_KIND = {"qui định": "quy định", "thông báo kết luận": "thông báo", "sắc lệnh": "lệnh"}
_NO_KIND_BEFORE = rf"{_NOT_IN_A_WORD}(?<!pháp )(?<!kỷ )(?<!mệnh )"
_KIND = re.compile(rf"{_NO_KIND_BEFORE}{_any(*_ALL_KINDS)}{_WORD_ENDS}")
# Between kind and number: "liên tịch số", "hành động số", "của Chính phủ số:"; never another clause.
_KIND_TO_NUMBER = re.compile(
    r"(?P<words>(?: +(?!tại |theo |và |này |số )[^\W\d_][^ ,;.:()\[\]\"\d]*){0,9})"
    rf"{_MARKS}(?P<so>{_NUMBER})?"
)
_LAW_TO_NUMBER = re.compile(rf"[^;:()\[\]\"\d]*?{_NUMBER}")
_LAW_DIRECTLY = re.compile(rf"{_any(*_ASSEMBLY_KINDS)} +$")
_AMENDING = re.compile(r"luật +sửa +đổi[^;:.()\[\]\"\d]*$")
_NUMBER_WORD = re.compile(rf"{_NOT_IN_A_WORD}{_NUMBER}$")
# Numbers of other things: forms, tables, annexes, accounts, houses, standards.
_OTHER_THINGS = (
        "mẫu",
        "biểu",
        "phụ lục",
        "bảng",
        "hình",
        "nhà",
        "phòng",
        "tài khoản",
        "điện thoại",
        "lô",
        "thửa",
        "tổ",
        "ngõ",
        "hẻm",
        "đường",
        "mã",
        "biển",
        "hóa đơn",
        "tiêu chuẩn",
        "tcvn",
        "qcvn",
        "tccs",
        "iso",
        "chuẩn",
)  # fmt: skip
_OTHER_THING = re.compile(rf"{_any(*_OTHER_THINGS)}(?: +số)?[ *_:]*$")

_DAY = (
    r"(?P<d>\d{1,2})(?: +tháng +(?P<m>\d{1,2})(?: *,? +năm +| */ *)(?P<y>\d{4})"
    r"| ?(?P<mark>[/.-]) ?(?P<m2>\d{1,2}) ?(?P=mark) ?(?P<y2>\d{4}))(?!\d)"
)
_DAY_ALONE = _DAY.replace("?P<", "?P<z").replace("?P=", "?P=z")
_OFFICES = _any(
    "liên", "phó", "bộ trưởng,?", "chủ nhiệm", "chủ tịch", "giám đốc", "trưởng", "thường trực", "chánh",
    "tổng",
)  # fmt: skip
_BODIES = _any(
    "chính phủ", "thủ tướng", "quốc hội", "ủy ban", "ubnd", "hđnd", "hội đồng", "bộ", "ban", "sở", "cục",
    "vụ", "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "đảng ủy", "quân ủy", "tỉnh", "thành phố",
    "văn phòng", "thanh tra", "viện", "tòa án", "kiểm toán", "ngân hàng", "bảo hiểm", "công an",
    "trung ương", "mặt trận", "ubmttq", "liên đoàn", "hội", "đảng", "nước", "tướng", "cơ quan", "ttg",
    "cp",
)  # fmt: skip
_BODY = rf"(?:{_OFFICES} +){{0,4}}{_BODIES}{_WORD_ENDS}"
# The words that say what the document is about end the name of its body.
_VERBS = _any(
    "về", "v/v", "ban hành", "quy định", "qui định", "phê duyệt", "hướng dẫn", "sửa đổi", "bổ sung",
    "triển khai", "thực hiện", "tại", "trên", "theo", "đã", "được", "để", "có", "là", "phân", "thành lập",
    "công bố", "kết luận", "giao(?! thông)", "đề nghị", "quyết", "điều chỉnh", "thông báo", "nhằm", "cho",
    "trong", "năm", "ngày", "kèm", "do", "khóa", "gửi", "tiếp tục", "tham gia", "hết hiệu", "xác định",
    "nghị định", "chấp thuận", "xem xét", "yêu cầu", "chỉ đạo (?:về|triển|thực)",
    "xây dựng (?:kế|chương|đề)", "tổ chức (?:thực|triển)", "báo cáo", "trình", "nêu", "nay",
    "và (?:các|những|văn|nghị|quyết|kế|chỉ|thông|công|luật|hướng|kết|tờ|báo)", "này", "nói", "xin", "phải",
    "cần", "số", "khi", "vào", "với",
)  # fmt: skip
_NAME_ENDS = rf"(?= +{_VERBS}{_WORD_ENDS}|{_MARKS}(?:[,;.:()\[\]\"*]|$))"
_IN_BRACKETS = r"(?: *\([^()]{1,90}\))?"
_NOT_A_DEADLINE = r"(?<!trước )(?<!đến )(?<!từ )(?<!sau )(?<!hết )"
_DATED = re.compile(
    rf"{_IN_BRACKETS}{_MARKS},?{_MARKS}\(?(?:của +{_BODY}[^,;.:()\[\]\"\d]{{0,70}}?,? +)?"
    rf"{_NOT_A_DEADLINE}(?:(?:được +)?{_any('ban hành', 'ký', 'thông qua')} +|cùng +)?ngày +{_DAY}"
    rf"|{_IN_BRACKETS}{_MARKS},?{_MARKS}\( ?{_DAY_ALONE} ?\)"
)
_ISSUED_BY = re.compile(
    rf"{_IN_BRACKETS}[ *_,]*\(?(?:(?:cùng +|ban +hành +)?ngày +\d{{1,2}}[^,;.:()\[\]\"]{{0,26}}?\d{{4}}\)?"
    rf"{_MARKS},?)?"
    rf"{_MARKS}của +(?P<body>{_BODY}[^,;.:()\[\]\"*\d]{{0,90}}?{_NAME_ENDS})"
)
_ISSUED_BEFORE = re.compile(
    rf"{_NOT_IN_A_WORD}ngày +{_DAY},? +[^;:()\d\"]{{2,140}}? +(?:đã +|vừa +)?(?:ký +)?"
    rf"{_any('ban hành', 'có', 'ký', 'phát hành', 'thông qua')}(?: +các)?{_MARKS}$"
)
_LISTED = re.compile(rf"(?:[ *_,]*ngày +{_DAY})?{_MARKS}(?:,|;|và|hoặc)?{_MARKS}{_NUMBER}?")
_NOT_A_NAME = frozenset(("liên bộ", "liên sở", "bộ trưởng", "chủ tịch", "phó chủ tịch", "giám đốc"))

# A month ("Báo cáo 9/2023"), a percentage, a decimal, a telephone number, a range are no document's number.
_BARE = re.compile(
    rf"{_NO_KIND_BEFORE}(?P<kind>{_any(*_NUMBERED_KINDS)})[ *_]+(?P<so>{_NUMBER})?(?P<number>\d{{1,5}}[a-z]?)"
    rf"(?:/(?P<year>(?:19|20)\d\d))?{_WORD_ENDS}(?!(?: ?[/%]| ?- ?[\w…]|[.,]\d| \d))"
)
_PARTY_BODIES = (
        "bộ chính trị",
        "ban bí thư",
        "ban chấp hành",
        "trung ương đảng",
        "(?:tỉnh|thành|huyện|quận|thị|đảng|quân) ủy",
        "ban tuyên giáo",
        "ban thường vụ",
        "ban tổ chức",
        "ban dân vận",
)  # fmt: skip
_PARTY_BODY = re.compile(_any(*_PARTY_BODIES))
_STATE_BODY = re.compile(
    _any(
        "chính phủ",
        "thủ tướng",
        "quốc hội",
        "ủy ban nhân",
        "ubnd",
        "hđnd",
        "hội đồng nhân",
        "bộ ",
        "sở ",
        "cục ",
    )
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited document, every distinct symbol once; `mentions` are all places where it stands.

    `text` is one full mention of kind and number as written ("Nghị định số 30/2020/NĐ-CP"), or, where the
    kind stands elsewhere ("các Nghị định số … và 136/2025/NĐ-CP"), put together of both. `symbol` is the best
    formed spelling found, without inserted blanks; `kind` the type's name in lower case; `date` ISO or None;
    `issuer` as written after "của", or what the organ's abbreviation certainly means. `line` is "party"
    where the first separator is "-" or the organ is the Party's, else "state"; None where a bare number does
    not tell.
    """

    text: str
    symbol: str
    kind: str | None
    date: str | None
    issuer: str | None
    line: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place: the span with its kind, the symbol as written, and what the words around say."""

    span: Span
    symbol: str
    named: bool
    kind: str | None
    dates: tuple[str, ...]
    date_before: str | None
    issuer: str | None
    line: str | None
    inferred_issuer: str | None = None


def find_citations(
    text: str, *, folded: str | None = None, heading: Heading | None = None
) -> tuple[Citation, ...]:
    """Find every other official document that the text names by number, in the order of their first mention.

    `folded` is `searchable(text)` if at hand; the symbol of `heading` is the document's own, no citation.

    >>> found = find_citations("Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;")
    >>> found[0].text, found[0].date, found[0].issuer, found[0].line
    ('Nghị định số 30/2020/NĐ-CP', '2020-03-05', 'Chính phủ', 'state')
    """
    folded = searchable(text) if folded is None else folded
    own = symbol_key(heading.symbol) if heading and heading.symbol else None
    with_symbol = [m for m in _symbol_mentions(text, folded) if symbol_key(m.symbol) != own]
    mentions = [*with_symbol, *_bare_mentions(text, folded, with_symbol)]
    groups: dict[str, list[_Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.span):
        groups.setdefault(symbol_key(mention.symbol), []).append(mention)
    return tuple(_citation(text, group) for group in groups.values())


def _symbol_mentions(text: str, folded: str) -> Iterator[_Mention]:
    """Yield the symbols that are a document's; in a list the kind goes on ("các Nghị định số A, B và C")."""
    last: tuple[int, str | None] = (-9, None)
    for symbol in symbols(text):
        lead = folded[max(0, symbol.span.start - _BEFORE) : symbol.span.start]
        if _OTHER_THING.search(lead[-40:]):
            continue
        named = _kind_before(lead, symbol)
        listed = named is None and _continues(folded, last[0], symbol.span.start)
        if not (symbol.sure or named or listed or _stands_numbered(folded, lead, symbol)):
            continue
        kind = named[0] if named else last[1] if listed and last[1] else None
        yield _mention(text, folded, symbol, kind, symbol.span.start - named[1] if named else None)
        last = (symbol.span.end, kind)


def _mention(text: str, folded: str, symbol: Symbol, kind: str | None, named_from: int | None) -> _Mention:
    start = symbol.span.start if named_from is None else named_from
    after = folded[symbol.span.end : symbol.span.end + _AFTER]
    said = _kind_said(kind, symbol)
    return _Mention(
        span=Span(start, symbol.span.end),
        symbol=tidy(symbol.span.cut(text)),
        named=named_from is not None,
        kind=said,
        dates=_dates_after(after),
        date_before=_date_before(folded, start),
        issuer=_surer_issuer(_issuer_after(text, folded, symbol.span.end), symbol.issuer),
        line=symbol.line,
        inferred_issuer=symbol.issuer,
    )


def _kind_said(kind: str | None, symbol: Symbol) -> str | None:
    """The kind as written wins over the code (QĐ may be a quy định), but "văn bản" says nothing."""
    if kind and kind != "văn bản":
        return kind
    if symbol.kind:
        return symbol.kind
    return None if symbol.is_of_assembly or symbol.year else "công văn"


def _kind_before(lead: str, symbol: Symbol) -> tuple[str, int] | None:
    """Return the kind that stands before the number and how far before, preferably the one the code means."""
    if symbol.is_of_assembly:
        return _assembly_kind_before(lead)
    found: list[tuple[str, int]] = []
    for match in _KIND.finditer(lead[-110:]):
        begin = len(lead[-110:]) - match.start()
        link = _KIND_TO_NUMBER.fullmatch(lead, len(lead) - begin + len(match.group()))
        if link and (link["so"] or len(link["words"]) < 24):
            found.append((_kind_name(match.group()), begin))
    fitting = [f for f in found if symbol.kind and f[0].startswith(symbol.kind)] or found
    return fitting[-1] if fitting else None


def _assembly_kind_before(lead: str) -> tuple[str, int] | None:
    """A law's name stands between kind and number, and may be long ("Luật sửa đổi … Luật A, Luật B số N")."""
    nearest = None
    for match in _KIND.finditer(lead):
        kind = _kind_name(match.group())
        if kind in _ASSEMBLY_KINDS and _LAW_TO_NUMBER.fullmatch(lead, match.end()):
            nearest = (kind, match.start())
    if nearest is None:
        direct = _LAW_DIRECTLY.search(lead)
        return (_kind_name(direct.group()), len(lead) - direct.start()) if direct else None
    kind, start = nearest
    amending = _AMENDING.search(lead, 0, start) if kind == "luật" else None
    return kind, len(lead) - (amending.start() if amending else start)


def _kind_name(written: str) -> str:
    name = flat(written)
    return _SAME_KIND.get(name, name)


def _continues(folded: str, last_end: int, start: int) -> bool:
    """Whether nothing but a comma, "và" or "số" (and a date) stands between the last symbol and this one."""
    if not 0 < start - last_end < 70 or last_end < 0:
        return False
    return _LISTED.fullmatch(folded, last_end, start) is not None


def _stands_numbered(folded: str, lead: str, symbol: Symbol) -> bool:
    """Whether "số" before and a date or a known form after make an unusual symbol a document's."""
    if not _NUMBER_WORD.search(lead[-12:]):
        return False
    dated = _DATED.match(folded, symbol.span.end, symbol.span.end + _AFTER)
    return bool(dated) or symbol.code is not None


def _dates_after(after: str) -> tuple[str, ...]:
    found = _DATED.match(after)
    iso = _iso(found) if found else None
    return (iso,) if iso else ()


def _date_before(folded: str, start: int) -> str | None:
    window = folded[max(0, start - 200) : start]
    begin = window.rfind("ngày ")
    found = _ISSUED_BEFORE.match(window, begin) if begin >= 0 else None
    if found is None and begin > 0:
        begin = window.rfind("ngày ", 0, begin)
        found = _ISSUED_BEFORE.match(window, begin) if begin >= 0 else None
    return _iso(found) if found else None


def _iso(found: re.Match[str]) -> str | None:
    part = {k.lstrip("z"): v for k, v in found.groupdict().items() if v}
    try:
        return day(
            int(part.get("y") or part["y2"]), int(part.get("m") or part["m2"]), int(part["d"])
        ).isoformat()
    except ValueError:
        return None


def _issuer_after(text: str, folded: str, end: int) -> str | None:
    found = _ISSUED_BY.match(folded, end, end + _AFTER)
    if not found:
        return None
    body = flat(text[found.start("body") : found.end("body")]).strip(" *_-").removesuffix(" và")
    return body if " " in body and body.lower() not in _NOT_A_NAME else None


def _surer_issuer(written: str | None, meant: str | None) -> str | None:
    """What the organ certainly means corrects a name that was cut too early (at a comma) or too late."""
    if not written or not meant:
        return written
    short, full = searchable(written), searchable(meant)
    return meant if full.startswith(short) or short.startswith(f"{full} ") else written


def _bare_mentions(text: str, folded: str, others: list[_Mention]) -> Iterator[_Mention]:
    """Yield numbers without a symbol: short mentions of the documents in `others`, and further documents."""
    spoken = _by_number(others)
    taken = iter(others)
    next_taken = next(taken, None)
    for match in _BARE.finditer(folded):
        while next_taken and next_taken.span.end <= match.start():
            next_taken = next(taken, None)
        if next_taken and next_taken.span.start < match.end():
            continue
        if mention := _bare_mention(text, folded, match, spoken):
            yield mention


def _bare_mention(
    text: str, folded: str, match: re.Match[str], spoken: dict[tuple[str, str], set[str]]
) -> _Mention | None:
    kind, number = _kind_name(match["kind"]), match["number"]
    known = spoken.get((kind, number), set())
    if len(known) == 1 and (match["so"] or not match["year"]):
        return _short(match, next(iter(known)), kind)
    if len(known) > 1:
        return None
    after = folded[match.end() : match.end() + _AFTER]
    dates = _dates_after(after)
    if not match["so"] and not (dates and len(number) > 1):
        return None
    issuer = _issuer_after(text, folded, match.end())
    return _Mention(
        span=Span(*match.span()),
        symbol=number if not match["year"] else f"{number}/{match['year']}",
        named=True,
        kind="công văn" if kind == "văn bản" else kind,
        dates=dates,
        date_before=_date_before(folded, match.start()),
        issuer=issuer,
        line=_line_of_body(issuer or _body_before(folded, match.start())),
    )


def _short(match: re.Match[str], symbol: str, kind: str) -> _Mention:
    return _Mention(Span(*match.span()), symbol, False, kind, (), None, None, None)


def _by_number(mentions: Iterable[_Mention]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        number = re.split(r"[/-]", mention.symbol)[0].lower()
        found.setdefault((mention.kind or "", number), set()).add(mention.symbol)
    return {key: _distinct(spellings) for key, spellings in found.items()}


def _distinct(spellings: set[str]) -> set[str]:
    return {next(iter(same)) for _, same in groupby(sorted(spellings, key=symbol_key), key=symbol_key)}


def _body_before(folded: str, start: int) -> str:
    return folded[max(0, start - 90) : start]


def _line_of_body(words: str) -> str | None:
    lower = searchable(words)
    if _PARTY_BODY.search(lower):
        return "party"
    return "state" if _STATE_BODY.search(lower) else None


def _citation(text: str, mentions: list[_Mention]) -> Citation:
    named = [flat(m.span.cut(text)).replace("*", "") for m in mentions if m.named]
    symbol = _best_spelling(mentions)
    kind = _kind_of(mentions)
    return Citation(
        text=next((n for n in named if " số" in n), None) or next(iter(named), _put_together(kind, symbol)),
        symbol=symbol,
        kind=kind,
        date=_date_of(mentions, symbol),
        issuer=next((m.issuer or m.inferred_issuer for m in mentions if m.issuer or m.inferred_issuer), None),
        line=next((m.line for m in mentions if m.line), None),
        mentions=tuple(m.span for m in mentions),
    )


def _put_together(kind: str | None, symbol: str) -> str:
    return f"{kind[0].upper()}{kind[1:]} số {symbol}" if kind else symbol


def _best_spelling(mentions: list[_Mention]) -> str:
    return max((m.symbol for m in mentions), key=lambda s: sum(not c.isalnum() for c in s))


def _kind_of(mentions: list[_Mention]) -> str | None:
    kinds = [m.kind for m in mentions if m.named and m.kind] or [m.kind for m in mentions if m.kind]
    return Counter(kinds).most_common(1)[0][0] if kinds else None


def _date_of(mentions: list[_Mention], symbol: str) -> str | None:
    """The date given most often; one that contradicts the symbol's year only where no other is given."""
    dates = [d for m in mentions for d in m.dates] or [m.date_before for m in mentions if m.date_before]
    year = re.search(r"/((?:19|20)\d\d)(?:/|$)", symbol)
    agreeing = [d for d in dates if year and d.startswith(year[1])] or dates
    return Counter(agreeing).most_common(1)[0][0] if agreeing else None
