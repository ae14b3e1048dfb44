"""What has figures and is no number: dates, terms, symbols of documents, names, labels of items."""

import re

from tonghop.domain.numerals.number_words import NUMBER_WORD, one_of
from tonghop.domain.numerals.units import MEASURE

YEAR = r"(?:19|20)\d{2}(?!\d)"
_NUMBERED = one_of(
    "điều, khoản, điểm, mục, chương, phần, phụ lục, biểu, bảng, mẫu, hình, câu, trang, thứ, lần, đợt, kỳ, "
    "khóa, tuần, hạng, lớp, khối, tổ, thôn, xóm, bản, ấp, khu, phố, phường, quận, đội, phòng, đường, quốc "
    "lộ, tỉnh lộ, ql, loại, nhóm, ngõ, ngách, hẻm, kiệt, lô, tầng, chi bộ, kênh, tiêu chí, bước, mức, quý, "
    "cấp"
)
_DOCUMENT = one_of(
    "nghị quyết, chỉ thị, nghị định, thông tư, quyết định, công văn, kết luận, quy định, đề án, chương "
    "trình, dự án, hướng dẫn, thông báo, luật, kế hoạch, báo cáo, tờ trình, pháp lệnh, quy chế, nq, qđ, ct, "
    "kh, cv"
)
_BEFORE_WORD = one_of(
    "thứ, tháng, lần, quý, ngày, hạng, khóa, lớp, mồng, mùng, hàng, vài, mấy, phần, dăm, cả"
)
NO_NUMBER = (
    # links, telephones, symbols of documents
    r"(?:https?://|www\.)\S+",
    r"(?<![\w+])(?:\+ ?84|0)[ .]?\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?!\d)",
    r"(?<![\w/])\d{1,6}(?:/\d{4})?[/-][a-zđ]{2,10}(?![a-zà-ỹđ])(?:[/-][a-zđ0-9]{1,12})*",
    r"(?<!\w)(?<!tổng )(?<!dân )số(?: hiệu)?:? ?\d[\w./-]*",
    rf"(?<!\w){_DOCUMENT} \d{{1,5}}(?![\d.,]*\d)(?! ?{MEASURE})[/\w-]*",
    # dates, years, terms, times
    r"(?<!\w)(?:ngày|mồng|mùng|sáng|chiều|tối|đêm) \d{1,2}"
    r"(?:[/.-]\d{1,2}(?:[/.-]\d{4})?|(?: và |, ?| ?- ?| đến )\d{1,2}(?=[/.-]\d| tháng)){0,6}(?![\d.,]*\d)",
    r"(?<!\w)tháng \d{1,2}(?:[/.-]\d{4}| ?- ?\d{1,2}(?!\d)| đến \d{1,2}(?!\d))?(?![.,]?\d)",
    rf"(?<!\w)(?:năm|năm học|giai đoạn|nhiệm kỳ|niên khóa|thời kỳ)[ \n]{YEAR}"
    rf"(?: ?(?:-|đến|và) ?(?:năm )?{YEAR})?",
    r"(?<![\w/])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)",
    r"(?<![\w/])\d{4}-\d{2}-\d{2}(?!\d)",
    r"(?<![\w/])\d{1,2}/(?:19|20)\d{2}(?![\d/])",
    rf"(?<![\w/]){YEAR} ?- ?{YEAR}",
    r"(?<![\w.,])(?:\d{1,2} ?(?:giờ|h|:) ?\d{2}(?!\d)(?: ?phút)?|[0-2]?\dh(?!\w))",
    r"(?<!\w)(?:lúc|hồi|vào|từ|đến) \d{1,2} giờ(?: \d{2}(?!\d)(?: ?phút|[’'])?)?",
    r"(?<![\w.,])(?:0?[1-9]|1[0-2])[ \n]tháng(?!\w)(?: (?:đầu|cuối)(?: năm)?)?(?:/lần)?",
    # names with a number, counted levels and mottoes
    rf"(?<!\w){_NUMBERED}(?: số)? \d{{1,4}}(?:\.\d{{1,2}}(?!\d)){{0,3}}[a-zđ]?(?![\w%]|[.,]\d)"
    r"(?:(?:,| và) \d{1,2}(?=, | và \d| (?:điều|mục|chương|phụ lục|của)(?!\w)|[;.)]|$)){0,30}",
    r"(?<![\w.,])0?[2-5] cấp(?!\w)|(?<!\w)\d (?:tại chỗ|không|sạch|rõ|sẵn sàng|dám)(?!\w)",
    rf"(?<!\w){_BEFORE_WORD} {NUMBER_WORD}(?: {NUMBER_WORD})*",
)
# These are no numbers in prose; alone in a cell they are doubtful.
NO_NUMBER_IN_PROSE = (
    rf"(?<![\w/.,])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/])(?! ?%| {MEASURE})",
    r"[(\[]\d{1,2}[)\]]",
)
NOT_ONE_NUMBER = re.compile("|".join(NO_NUMBER))
_UPPER = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1EFA))))
ENUMERATOR = re.compile(
    r"^[ \t*_“\"]{0,9}(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]{1,2}(?=\s)"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=[ \t]{{1,9}}[{_UPPER}]))|(?<=[:;] )\(?\d{{1,2}}[.)](?= [{_UPPER}])",
    re.MULTILINE,
)
