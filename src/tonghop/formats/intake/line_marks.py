"""What official documents write where lines begin and end: enumerators, fixed lines, words that join.

Every pattern is bounded and looks at no more than `EDGE` characters of a line.
"""

import re
from typing import Final

EDGE: Final = 100
DECORATION: Final = '*_> \t\xa0"“‘'
ENDINGS: Final = '*_ \t\xa0"”’»)'
CLOSERS: Final = frozenset(".;:!?…")
RULE_SIGNS: Final = frozenset("-–—_=*~.… ")

_UPPER: Final = "A-ZÀ-ÖØ-ÞĂÂÊÔƠƯĐẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸĨŨ"
_ROMAN: Final = "[IVXLC]{1,7}"


def _any(words: str) -> str:
    """Return a pattern for any of the phrases, which are parted by bars; their blanks are plain."""
    return "|".join(" ".join(word.split()).replace(" ", r"\ ") for word in words.split("|"))


ENUMERATOR: Final = re.compile(
    rf"""
      (?P<roman> {_ROMAN} (?: [.)/](?=\s|[*_]|$) | \s?[-–]\s ) )
    | (?P<number> \d{{1,2}} (?:\.\d{{1,2}}){{0,4}}
                  (?: [.)] (?=\s|[*_]|$|[{_UPPER}]) | /(?=\s) | \.?\s?[-–]\s(?=[{_UPPER}]) ) )
    | (?P<levels> \d{{1,2}} (?:\.\d{{1,2}}){{1,4}} \s+ (?=[*_{_UPPER}]) )
    | (?P<letter> [a-zđ]{{1,2}}\) | [a-zđA-ZĐ]\. (?=\s|[*_]|$) )
    | (?P<bracketed> \( \s? (?: \d{{1,2}} | [a-zđ] | [ivx]{{1,4}} ) \s? \) )
    | (?P<dash> [-–—−+](?=[\s\xa0]|[*_{_UPPER}]|$) | [•●▪■◦‣○⁃∙·◆❖➢✓\uf000-\uf0ff] | \*\s )
    | (?P<unit> (?: Điều|ĐIỀU ) \s \d{{1,3}} [a-zđ]? \s? (?:[.:]|$)
              | (?: Phụ\slục|Chương|Mục|Tiểu\smục|Phần|Biểu|Mẫu )
                (?: \s(?:số\s)?(?:{_ROMAN}|\d{{1,3}}|thứ\s\w{{2,5}}) )? \s? (?:[.:]|$)
              | (?: PHỤ\sLỤC|CHƯƠNG|PHẦN|TIỂU\sMỤC|MỤC\s[IVXLC\d] ) )
    """,
    re.VERBOSE,
)
BARE_ENUMERATOR: Final = re.compile(
    rf"(?:{_ROMAN}|\d{{1,2}}(?:\.\d{{1,2}}){{0,4}}|[a-zđA-ZĐ])[.)/]|[-–—+•●▪]|\([\da-zđ]{{1,2}}\)|"
    r"(?:Điều|ĐIỀU) \d{1,3}[.:]?"
)
RULE: Final = re.compile(r"[-–—_=*~.… ]{3,}")

FRESH: Final = re.compile(
    r"""(?x)
      (?i: cộng\ +h(?:òa|oà)\ +xã\ +hội | đảng\ +cộng\ +sản\ +việt\ +nam | độc\ +lập\ *[-–]\ *tự\ +do
         | kính\ +gửi | nơi\ +nhận | v/v\b )
    | S[ốỐ]\ *:(?=[^:]{0,40}$) | S[ốỐ]\ +\d{0,5}\ *[-/]\ *[A-ZĐ]
    """
)
"""Beginnings of lines that always stand by themselves in the heading and at the foot."""

_KINDS: Final = _any(
    "KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CÔNG ĐIỆN|THÔNG BÁO|THÔNG TƯ|HƯỚNG DẪN|NGHỊ QUYẾT|TỜ TRÌNH|BÁO CÁO|"
    "QUY CHẾ|LUẬT|CHƯƠNG TRÌNH|QUY ĐỊNH|ĐỀ ÁN|PHƯƠNG ÁN|KẾT LUẬN|CÔNG VĂN|ĐỀ CƯƠNG|DANH MỤC|NGHỊ ĐỊNH"
)
STANDS_ALONE: Final = re.compile(
    rf"""(?x)
      (?i: \W*độc\ +lập\ *[-–]\ *tự\ +do\ *[-–]\ *hạnh\ +phúc\W* | \W*đảng\ +cộng\ +sản\ +việt\ +nam\W*
         | \W*cộng\ +h(?:òa|oà)\ +xã\ +hội\ +chủ\ +nghĩa\ +việt\ +nam\W*
         | \W*số\ *:?\ *\d{{0,5}}\ *[-/]\ *[\w/-]{{2,40}}[*_]* | \W*nơi\ +nhận\ *:?\W* )
    | \W* (?: {_KINDS} | PHỤ\ LỤC(?:\ [IVX\d]{{1,4}})? ) \W*
    """
)
"""Whole lines after which something else begins: motto, number, kind of document."""

AUTHORITY: Final = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q|XÁC NHẬN)\b[./ ]?")
_OFFICES: Final = _any(
    "CHỦ TỊCH|CHỦ NHIỆM|CHÁNH VĂN PHÒNG|CHÁNH ÁN|CHÁNH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|"
    "THỦ TƯỚNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|CỤC TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|TRƯỞNG|BÍ THƯ|"
    "TỔNG BIÊN TẬP"
)
OFFICE: Final = re.compile(rf"(?x)(?:QUYỀN\ |PHÓ\ |ỦY\ VIÊN\ |UỶ\ VIÊN\ |Q\.\ ?)?(?:{_OFFICES})\b")
DATED: Final = re.compile(rf"\W{{0,3}}[{_UPPER}][^,.;:\d/]{{1,30}}, {{1,3}}ngày\b")
BESIDE: Final = re.compile(
    rf"""(?x) (?<=\S) (?: [ ]{{3}}[ \t]{{0,200}} | [ ]{{0,2}}\t[ \t]{{0,200}} )
      (?= (?i: cộng[ ]h(?:òa|oà)[ ]xã | đảng[ ]cộng | độc[ ]lập | (?:TM|KT|TL)\. )
        | \*?[{_UPPER}][^,.;:\d/\t\n]{{1,30}},[ ]{{1,3}}ngày\b )
    """
)
"""Blanks that set the motto, the date or the signature beside something else on one line."""

BASIS: Final = re.compile(r"\W{0,3}(?:Căn cứ|Xét đề nghị|Theo đề nghị)\b")

CLOSED: Final = re.compile(r"(?<!\bTP)(?<!\bTX)(?<!\bTT)[.;:!?…]$")
SYMBOL_BROKEN: Final = re.compile(r"\d[\w./]{0,20}[-/]$|[A-ZĐ]{2,}[-/]$")

_WANTING: Final = "số|ngày|tháng|năm|quý|điều|khoản|điểm|mục|chương|phần|phụ lục|kỳ|cấp|lần|thứ|khóa"

HANGING: Final = re.compile(
    rf"(?i)(?:^|[\s(])(?:{_WANTING}|loại|mức|giai đoạn|nhiệm kỳ|và|hoặc|của|tại|theo|với|cho|là|về|trên|"
    r"trong|các|những|từ|đến|bằng|do|để|bởi|thuộc|cùng|như)$|,$"
)
"""Ends of lines after which the sentence goes on."""

JOINING: Final = re.compile(
    r"(?i)\s(?:và|hoặc|của|tại|với|cho|trên|trong|các|những|đến|bởi|cùng|cũng như)$|,$"
)
"""Those that prove it even over a blank line: table cells end in many of the others."""

NAMED_PLACE: Final = re.compile(rf"(?i)(?:^|[\s(])(?:{_WANTING}|từ|đến|tại|theo|của)$")
"""Words after which a number is their own and no enumerator."""

UNFINISHED_NAME: Final = re.compile(
    r"(?:^|[\s(])(?:(?:Hội )?Liên hiệp|Hội đồng(?: nhân)?|[ỦU][yỷ] ban(?: nhân| Mặt trận(?: Tổ)?)?|"
    r"Mặt trận(?: Tổ)?|Ban Chỉ|Bộ Chỉ huy(?: [Qq]uân)?|Thủ tướng Chính|Đoàn Thanh|Đoàn Thanh niên Cộng|"
    r"Đoàn TNCS Hồ Chí)$"
)
"""No body's name ends like this: the rest of it stands on the next line."""

UNFINISHED_OFFICE: Final = re.compile(
    r"(?:^|[\s(])(?:Bộ|Sở|Cục|Chi cục|Tổng cục|Luật|Bộ luật|Thủ tướng|Trung|Văn phòng Chính)$"
)
"""Few names do: enough where no blank line stands between."""
