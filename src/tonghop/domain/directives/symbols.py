"""The number and symbol of an official document (30/2020/NĐ-CP, 36-HD/VPTW), and how they get broken.

State form: number, year of a legal act, type, organ, joined "/" then "-" (Decree 30/2020/NĐ-CP, annexes I
and III); a công văn bears its organ without a type (8935/BNV-CTTN). Party form: number "-" type "/" organ
(Guideline 36-HD/VPTW). Blanks that a file put in and separators that it lost are allowed for; what they leave
is told by the known types and organs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tonghop.domain.provenance import Span

KINDS = {
    "BB": "biên bản",
    "BC": "báo cáo",
    "BGN": "bản ghi nhớ",
    "BTT": "bản thỏa thuận",
    "CĐ": "công điện",
    "CT": "chỉ thị",
    "CTR": "chương trình",
    "CV": "công văn",
    "DA": "dự án",
    "GCN": "giấy chứng nhận",
    "GGT": "giấy giới thiệu",
    "GM": "giấy mời",
    "GNP": "giấy nghỉ phép",
    "GP": "giấy phép",
    "GUQ": "giấy ủy quyền",
    "HD": "hướng dẫn",
    "HĐ": "hợp đồng",
    "KH": "kế hoạch",
    "KL": "kết luận",
    "L": "lệnh",
    "LCT": "luật",
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "NQLT": "nghị quyết liên tịch",
    "PA": "phương án",
    "PB": "phiếu báo",
    "PC": "phiếu chuyển",
    "PG": "phiếu gửi",
    "PL": "pháp lệnh",
    "QC": "quy chế",
    "QĐ": "quyết định",
    "QĐI": "quy định",
    "QH": "quy hoạch",
    "QYĐ": "quy định",
    "SL": "sao lục",
    "SY": "sao y",
    "TB": "thông báo",
    "TC": "thông cáo",
    "TRS": "trích sao",
    "TT": "thông tư",
    "TTLB": "thông tư liên bộ",
    "TTLT": "thông tư liên tịch",
    "TTR": "tờ trình",
    "VBHN": "văn bản hợp nhất",
    "ĐA": "đề án",
    "ĐL": "điều lệ",
}
"""Type codes in capitals, and what they stand for. In the Party form TT is a thông tri, not a thông tư."""

ISSUERS = {
    "BBT": "Ban Bí thư",
    "BBCVT": "Bộ Bưu chính, Viễn thông",
    "BCA": "Bộ Công an",
    "BCT": "Bộ Công Thương",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BGTVT": "Bộ Giao thông vận tải",
    "BGD&ĐT": "Bộ Giáo dục và Đào tạo",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BNG": "Bộ Ngoại giao",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNV": "Bộ Nội vụ",
    "BQP": "Bộ Quốc phòng",
    "BTC": "Bộ Tài chính",
    "BTCTW": "Ban Tổ chức Trung ương",
    "BTGDVTW": "Ban Tuyên giáo và Dân vận Trung ương",
    "BTGTW": "Ban Tuyên giáo Trung ương",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BTP": "Bộ Tư pháp",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế",
    "CP": "Chính phủ",
    "CTN": "Chủ tịch nước",
    "HĐBT": "Hội đồng Bộ trưởng",
    "KTNN": "Kiểm toán nhà nước",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "QH": "Quốc hội",
    "TTCP": "Thanh tra Chính phủ",
    "TTG": "Thủ tướng Chính phủ",
    "UBDT": "Ủy ban Dân tộc",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "VPCP": "Văn phòng Chính phủ",
    "VPTW": "Văn phòng Trung ương Đảng",
}
"""Organs that name one body wherever they are read; UBND, TU or TW do so only with a place or a text."""

PARTY_ORGANS = frozenset((
    "TW", "TƯ", "BCHTW", "BBT", "VPTW", "BTCTW", "UBKTTW", "BTGTW", "BDVTW", "BTGDVTW", "TU", "BTVTU",
    "VPTU", "BTGTU", "BDVTU", "BTGDVTU", "BTCTU", "UBKTTU", "TVTU", "HU", "BTVHU", "BTGHU", "QU", "THU",
    "ĐU", "ĐUK",
))  # fmt: skip
_STATE_ORGANS = frozenset((
    "UBND", "UB", "HĐND", "CTUBND", "TTG", "CP", "VPCP", "HĐBT", "HĐCP", "CTN", "UBMTTQ", "MTTQ", "TAND",
    "VKSND", "BHXH", "LĐLĐ", "TLĐ",
))  # fmt: skip

_B = r"[ \t\n\xa0]"
_D = "[-‐‑‒–—−]"
_U = "A-ZĐĂÂÊÔƠƯ"
# A group has capitals, figures and "&", and now and then one small letter: TTg, QyĐ, CTr, V05.
_GROUP = rf"[{_U}][{_U}\d&]{{0,24}}(?:[a-zđ][{_U}\d&]{{0,9}})?(?![\w&])"
_TAIL = rf"(?:(?:{_B}?(?:{_D}|/)|(?:{_D}|/){_B}){_GROUP}){{0,6}}"
_ASSEMBLY = rf"(?:UBTV)?QH{_B}?\d{{1,2}}(?!\w)"
_SLASH = rf"{_B}{{0,2}}/{_B}{{0,2}}"
_SYMBOL = re.compile(
    rf"""(?:(?<![\w/.:-])|(?<=[Ss]ố)|(?<=SỐ)|(?<=[Ss]ố:)|(?<=SỐ:))
    (?P<number>\d{{1,6}}(?:\.\d{{1,3}})?[a-zđ]?)
    (?:
        {_SLASH}(?:(?P<year>(?:19|20)\d\d)(?:{_SLASH}|(?=[{_U}])))?(?P<state>{_ASSEMBLY}|{_GROUP}{_TAIL})
      | {_B}?{_D}{_B}?(?P<code>{_GROUP}){_SLASH}(?P<organ>{_GROUP}{_TAIL})
      | {_D}(?P<old>{_GROUP})
    )""",
    re.VERBOSE,
)
_BETWEEN_GROUPS = re.compile(r"[^\w&]+")
_SPOILED = re.compile(rf"{_B}+")
_ASSEMBLIES = re.compile(r"(UBTVQH|QH)\d{0,2}$")
_LINE_ORGANS = re.compile(r"(?:[BS][A-ZĐ]{1,9}|CTUBND|TTCP|KTNN|NHNN|UBDT)$")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number and symbol as it stands in a text.

    `code` is the type's code in capitals, or None (công văn, laws); `organs` the groups after it in capitals.
    `sure` says that the form alone makes it a document's symbol; else the words before must (see citations).
    """

    span: Span
    number: str
    year: str | None
    code: str | None
    organs: tuple[str, ...]
    line: str
    sure: bool

    @property
    def kind(self) -> str | None:
        """The kind that the code stands for; a number of the assembly (QH15) may be a law or a resolution."""
        return "thông tri" if self.code == "TT" and self.line == "party" else KINDS.get(self.code or "")

    @property
    def issuer(self) -> str | None:
        """The body, where the organ alone is certain; a second named organ makes it a joint document."""
        first, *others = map(_plain_organ, self.organs)
        if first == "BCT" and self.line == "party":
            return "Bộ Chính trị"
        return None if any(organ in ISSUERS for organ in others) else ISSUERS.get(first)

    @property
    def is_of_assembly(self) -> bool:
        return bool(_ASSEMBLIES.fullmatch(self.organs[0])) and self.code is None


def symbol_key(symbol: str) -> str:
    """Return the letters and digits alone: two spellings with one key are one document.

    >>> symbol_key("27/NQ- TW") == symbol_key("27/NQ-TW")
    True
    """
    return "".join(c for c in symbol.upper() if c.isalnum())


def tidy(symbol: str) -> str:
    """Return the symbol without the blanks that a file put in, with plain dashes.

    >>> tidy("27/NQ – TW")
    '27/NQ-TW'
    """
    return re.sub(_D, "-", _SPOILED.sub("", symbol))


def symbols(text: str) -> Iterator[Symbol]:
    """Yield what has the form of a number and symbol, in order, sure or not.

    >>> [s.span.cut("Quyết định 12/QĐ-TTg") for s in symbols("Quyết định 12/QĐ-TTg, 24/7, 3/4/2020")]
    ['12/QĐ-TTg']
    """
    for match in _SYMBOL.finditer(text):
        symbol = _symbol(match)
        if (
            symbol.sure or not symbol.year or symbol.organs[0] in _STATE_ORGANS
        ):  # a legal act always has its type
            yield symbol


def symbol_at(text: str, start: int) -> Symbol | None:
    """Return the symbol that begins exactly at `start`, or None."""
    match = _SYMBOL.match(text, start)
    return _symbol(match) if match else None


def line_of(organs: tuple[str, ...], separator: str) -> str:
    """Return "party" or "state": by the first separator, unless the organ itself belongs to one of them."""
    if any(organ in PARTY_ORGANS for organ in organs):
        return "party"
    if separator == "/" or any(organ in _STATE_ORGANS for organ in organs):
        return "state"
    return "party"


def _symbol(match: re.Match[str]) -> Symbol:
    written = match["state"] or match["old"] or f"{match['code']}/{match['organ']}"
    groups = tuple(_BETWEEN_GROUPS.split(_SPOILED.sub("", written).upper()))
    code, organs = _parted(groups)
    separator = "/" if match["state"] else "-"
    return Symbol(
        span=Span(*match.span()),
        number=match["number"],
        year=match["year"],
        code=code,
        organs=organs,
        line=line_of(organs, separator),
        sure=_is_sure(match, code, groups),
    )


def _parted(groups: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Part type and organs; where a separator was lost (KHUBND), the known types and organs tell."""
    if len(groups) > 1 and groups[0] in KINDS:
        return groups[0], groups[1:]
    for cut in range(min(4, len(groups[0]) - 1), 0, -1):
        if groups[0][:cut] in KINDS and groups[0][cut:] in _STATE_ORGANS | PARTY_ORGANS:
            return groups[0][:cut], (groups[0][cut:], *groups[1:])
    return None, groups


def _is_sure(match: re.Match[str], code: str | None, groups: tuple[str, ...]) -> bool:
    if match["year"] and _ASSEMBLIES.fullmatch(groups[0]):
        return True
    if code:
        return not match["old"]
    known = _plain_organ(groups[0]) in _STATE_ORGANS or bool(_LINE_ORGANS.match(groups[0]))
    return bool(match["state"]) and not match["year"] and len(groups) > 1 and known


def _plain_organ(organ: str) -> str:
    assembly = _ASSEMBLIES.fullmatch(organ)
    return assembly[1] if assembly else organ
