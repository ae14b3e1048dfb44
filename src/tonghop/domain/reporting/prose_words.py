"""The words of report prose: which spellings are one word, and which words say nothing about what is counted.

A text is read as a run of words, each in one spelling ("băng-zôn" is "băng rôn", "Facebook" is "mạng xã
hội"). The words of a sentence that neither an indicator nor the lists of this module explain are what makes
a figure doubtful: they may narrow it.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written with bars.

    >>> sorted(listed("buổi|hội nghị"))
    ['buổi', 'hội nghị']
    """
    return frozenset(words.split("|"))


class Word(NamedTuple):
    """A word in its one spelling, where it stands, and the signs in front of it ("," "(" …), "" where
    none.
    """

    word: str
    start: int
    end: int
    sign: str


def words_of(folded: str, span: Span) -> list[Word]:
    """Return the words of a span of a `searchable` text; words of several syllables that are one stand as
    one.
    """
    found = list(_syllables(folded, span))
    words: list[Word] = []
    at = 0
    while at < len(found):
        length, word = _longest(found, at)
        words.append(Word(word, found[at].start, found[at + length - 1].end, found[at].sign))
        at += length
    return words


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in their one spelling.

    >>> plain_words("Tin, bài trên Facebook"), plain_words("Pa-nô, băng zôn")
    (('tin bài', 'trên', 'mạng xã hội'), ('pa nô', 'băng rôn'))
    """
    folded = searchable(text)
    return tuple(word.word for word in words_of(folded, Span(0, len(folded))))


def _syllables(folded: str, span: Span) -> Iterator[Word]:
    last = span.start
    for found in _SYLLABLE.finditer(folded, *span):
        sign = "".join(SIGN.findall(folded, last, found.start()))
        yield Word(found.group(), found.start(), found.end(), sign)
        last = found.end()


def _longest(found: list[Word], at: int) -> tuple[int, str]:
    """Return how many syllables from a place on are one word, and its one spelling."""
    for phrase, word in _BY_FIRST.get(found[at].word, ()):
        if len(found) - at >= len(phrase) and all(
            found[at + i].word == syllable and (not found[at + i].sign or (i and word in _LISTED))
            for i, syllable in enumerate(phrase)
            if i
        ):
            return len(phrase), word
    return 1, found[at].word


_SYLLABLE = re.compile(r"[^\W_]+")
SIGN = re.compile(r"[^\w\s-]")

_SPELLINGS: dict[str, str] = {
    "buổi": "cuộc",
    "dự": "tham gia|tham dự|dự|nghe|lắng nghe|đến dự|theo dõi",
    "tuyên truyền": "tuyên truyền",
    "lượt người": (
        "lượt người|lượt cán bộ|lượt người dân|lượt nhân dân|lượt quần chúng|lượt đại biểu|lượt bà con"
        "|lượt cán bộ đảng viên|lượt công dân"
    ),
    "tin bài": "tin bài|tin và bài|tin bài viết|bài tin|tin hoặc bài",
    "bài": "bài viết",
    "đăng": "đăng tải|đăng tin|đăng bài",
    "phát": "phát sóng",
    "phát hành": "phát hành",
    "phóng sự": "phóng sự",
    "băng rôn": "băng zôn|băng rôn|băng ron|băng zon|băng rol|băngrôn|băngzôn",
    "pa nô": "pa nô|panô|pano|pa no",
    "áp phích": "áp phích|apphich|áp phic",
    "khẩu hiệu": "khẩu hiệu",
    "tờ rơi": "tờ rơi",
    "tờ gấp": "tờ gấp",
    "xe loa": "xe loa|xe tuyên truyền|xe cổ động",
    "lưu động": "lưu động",
    "mô hình": "mô hình",
    "xây dựng": "xây dựng|xây|thành lập|ra mắt",
    "duy trì": "duy trì",
    "hiện có": "hiện có",
    "khen thưởng": "khen thưởng|biểu dương khen thưởng",
    "cam kết": "cam kết|bản cam kết|giấy cam kết",
    "hộ": "hộ gia đình|hộ dân|gia đình",
    "trị giá": "trị giá|giá trị",
    "quà": "quà|phần quà|suất quà",
    "thời lượng": "thời lượng",
    "mạng xã hội": "mạng xã hội|facebook|zalo|fanpage|youtube|tiktok|trang fanpage|nhóm zalo|trang zalo"
    "|trang facebook",
    "truyền thanh": "truyền thanh|phát thanh|loa truyền thanh|đài truyền thanh|hệ thống loa|loa"
    "|loa phát thanh|hệ thống loa truyền thanh|hệ thống truyền thanh|hệ thống đài truyền thanh",
    "truyền hình": "truyền hình",
    "bản tin": "bản tin",
    "cổng": "cổng thông tin điện tử|cổng thông tin|cổng|trang thông tin điện tử|trang thông tin|trang tin"
    "|website",
    "tập thể": "tập thể",
    "cá nhân": "cá nhân",
    "ngày hội": "ngày hội",
    "người tốt": "người tốt",
    "việc tốt": "việc tốt",
    "hội nghị": "hội nghị",
    "tọa đàm": "tọa đàm",
    "tập huấn": "tập huấn",
    "trao": "trao tặng|trao|tặng",
    "phát động": "phát động",
    "xã hội hóa": "xã hội hóa",
    "đồng thời": "đồng thời",
    "không vi phạm": "không vi phạm|chấp hành",
    "báo": "báo chí|tờ báo|báo",
    "cơ sở": "cơ sở",
    "cơ quan": "cơ quan",
    "địa phương": "địa phương",
    "tổ chức": "tổ chức",
    "nhân dân": "nhân dân",
    "trực quan": "trực quan",
    "cổ động": "cổ động",
    "toàn dân": "toàn dân",
    "bảo vệ": "bảo vệ",
    "an ninh": "an ninh",
    "tổ quốc": "tổ quốc",
    "trực tuyến": "trực tuyến",
    "trực tiếp": "trực tiếp",
    "văn nghệ": "văn nghệ",
    "văn bản": "văn bản",
    "học sinh": "học sinh",
    "pháp luật": "pháp luật",
}
"""Each word's one spelling, and how else it is written. "x" stands for itself too."""

_LISTED = frozenset(("tin bài", "lượt người"))
"""Words that are also written as lists: "tin, bài"."""

STOP = listed(
    "số|cả|tổng|lượng|cộng|đã|được|các|những|của|và|hoặc|hay|cùng|là|ở|tại|trên|trong|về|cho|để|đang|từ|đến"
    "|tới|với|vào|thì|mà|có|ra|lên|theo|qua|bằng|đối|việc|sự|này|nay|kỳ|kì|vẫn|cũng|đều|gần|hơn|khoảng"
    "|dưới|ước|tính"
)
"""Words that hold a sentence together."""

OPTIONAL = listed("cơ sở|cơ quan|địa phương|gia đình|tổ chức|nhân dân|công tác")
"""Words of an indicator's name that a sentence may leave out."""

CLASSIFIERS = listed("cái|chiếc|tấm|bức|lượt|quyển")
"""Words that may stand between a number and what is counted."""

MEASURES = listed("phút|giờ|đồng|triệu|tỷ|nghìn|%|ha|km|m|m2|kg|tấn|mét|giây|tiếng")
"""Units that measure: what is measured is named in front of the number and not behind it."""

HARMLESS = listed(
    # who, when all are meant
    "cán bộ|đảng viên|công chức|viên chức|công nhân|người lao động|nhân dân|người dân|dân|quần chúng"
    "|bà con|tầng lớp"
    "|tầng lớp nhân dân|đoàn viên|hội viên|đoàn viên thanh niên|quần chúng nhân dân|nhân dân trên địa bàn"
    "|người|đại biểu"
    "|cán bộ chiến sĩ|lực lượng|thành viên|đối tượng|đông đảo|rộng rãi"
    # where, when everywhere is meant
    "|địa bàn|toàn|thôn|bản|xóm|ấp|tổ dân phố|khu phố|khu dân cư|cơ sở|cơ quan|đơn vị|địa phương|xã"
    "|phường|thị trấn"
    "|huyện|quận|tỉnh|thành phố|thị xã|các cấp|ngành|nơi|trường học|nhà văn hóa|khu vực|trung tâm xã"
    "|trung tâm huyện"
    "|trục đường|trục đường chính|tuyến đường|tuyến phố|nơi công cộng|trụ sở|từng hộ gia đình|từng hộ"
    "|từng người dân"
    "|hộ gia đình trên địa bàn|phạm vi|hệ thống"
    # what, in general
    "|nội dung|công tác|chủ trương|đường lối|chính sách|pháp luật|chính sách pháp luật|đảng|nhà nước"
    "|phong trào|toàn dân"
    "|phong trào toàn dân|bảo vệ|an ninh|tổ quốc|trật tự|an ninh trật tự|thông tin|thông tin điện tử"
    "|miệng|nhận thức"
    "|ý thức|trách nhiệm|vận động|phổ biến|quán triệt|hiệu quả|chất lượng|loại|các loại|tiêu biểu"
    "|thành tích|xuất sắc"
    "|thành tích xuất sắc|không vi phạm|tổ chức|thực hiện|triển khai|kế hoạch đề ra|liên quan|khác nhau"
    "|phong phú|đa dạng|bổ ích|thiết thực|kỳ báo cáo|thường xuyên|kịp thời|tập trung|đầy đủ|theo quy định"
    "|đúng quy định"
)
"""Words behind a counted thing that do not narrow it. What the campaign is about is added to them."""

VERBS = listed(
    "tổ|chức|hoàn|thành|mở|thực|hiện|triển|khai|tiến|hành|phát|đăng|treo|tải|xây|dựng|duy|trì|ký|tặng|trao|khen"
    "|thưởng|tổ_chức|thu|hút|đạt|tham|mưu|phối|hợp|vận|động|huy|cấp|lắp|đặt|căng|sử|dụng|biên|soạn|viết"
    "|đưa|truyền|tập|xuất|lượng|số|tổng|cộng|giá"
)
"""The last syllables of what may stand right in front of a body's own figure."""


_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _word, _others in (
    _SPELLINGS | {phrase: phrase for phrase in HARMLESS if phrase not in _SPELLINGS}
).items():
    for _phrase in {*_others.split("|"), _word}:
        _BY_FIRST.setdefault(_phrase.split()[0], []).append((tuple(_phrase.split()), _word))
for _phrases in _BY_FIRST.values():
    _phrases.sort(key=lambda pair: (-len(pair[0]), pair[0] != tuple(pair[1].split())))


def unexplained(words: list[Word], explained: Collection[str]) -> list[Word]:
    """Return the words that neither the indicator nor these lists explain."""
    return [
        word
        for word in words
        if word.word not in explained and word.word not in STOP and word.word not in HARMLESS
    ]
