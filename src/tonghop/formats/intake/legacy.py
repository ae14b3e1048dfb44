"""The character sets from before Unicode: TCVN3 (".VnTime" fonts), VNI ("VNI-Times" fonts), VISCII.

The tables are viparse's (MIT); what they lack is added here. Whether a text is in one of them is decided by
words: one that was decoded rightly is full of the commonest Vietnamese syllables with marks, and nothing
else becomes so.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from viparse.normalize.encodings import get_charmap

from tonghop.domain.language import nfc

LEGACY_SETS = ("tcvn3", "vni", "viscii")

SAMPLE = 20_000
"""So many characters of a text decide about its character set."""

_LEAST_SHARE = 0.15
_LEAST_WORDS = 3

# The commonest syllables that carry a mark, in official texts a third of all words.
_COMMON_SYLLABLES = """
    và của các được là có với những không đã để này một người trong cho tại về đến từ khi nước năm ngày
    tháng số việc quyết định chủ tịch ủy uỷ nhân dân ban tỉnh thành phố huyện quận xã phường thị trấn
    chỉ đạo thực hiện kế hoạch công tác tổ chức cơ quan đơn vị sở bộ chính phủ tướng trưởng quản lý pháp
    luật nghị thông báo cáo tư hướng dẫn điều khoản điểm căn cứ đề nghị yêu cầu trách nhiệm phối hợp chủ
    trì giao gửi trước hằng hàng quý kết quả đảng đoàn hội mặt trận việt cộng hòa hoà xã chủ nghĩa độc
    lập tự do hạnh phúc nơi nhận lưu kính đồng triển khai kiểm tra giám sát tăng cường bảo đảm phát
    triển kinh tế văn hóa hoá giáo dục đào tạo y tế tài nội vụ nhiệm vụ giải pháp mục tiêu đối địa
    phương theo dõi tổng hợp trung ương cấp ngành liên bị hành mình lại nhất mới vào đầu cũng như nếu
    còn phải sẽ đó ở ra nhà đất rừng biển môi trường
"""
_SYLLABLES = frozenset(_COMMON_SYLLABLES.split())
_MARKED = frozenset(s for s in _SYLLABLES if not s.isascii())
_WORD = re.compile(r"[^\W\d_]+")

# TCVN3 has capitals of letters without a tone (Đ, Ê …), so only one with a tone can have lost its capital.
# A line that another goes before may begin in the middle of a sentence.
_TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_LOST_CAPITAL = re.compile(
    rf"(?:\A|(?<=\n\n)|(?<=[.!?] )|^(?:[IVX\d]{{1,4}}\.|[-+]|[a-zđ]\)) {{1,3}})[{_TONED}](?=[\w\s])|"
    r"\bủ(?=y ban\b)",
    re.MULTILINE,
)
_VNI_ADDED = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ", "UØ": "Ù"}
_VISIBLE_SIGNS = {"−": "\xad", "∙": "·"}  # how fonts in a PDF give out the TCVN3 letters ư and ã
_GLYPH_SIGN = re.compile("(?<=[^\\W\\d])[−∙]|[−∙](?=[^\\W\\d])")

_FONT_SUBSET = re.compile(r"[A-Z]{6}\+")
_TCVN3_FONT = re.compile(r"\.?vn[a-z]{3,}.*", re.IGNORECASE)
_CAPITALS_FONT = re.compile(r"\.vn\w*h(?:[ ,-].*)?", re.IGNORECASE)


def from_legacy(text: str, encoding: str) -> str:
    """Return a text whose letters are really those of a legacy character set (as Latin-1 shows them) in
    Unicode NFC.

    >>> from_legacy("Céng hoµ x· héi", "tcvn3")
    'Cộng hoà xã hội'
    >>> from_legacy("Coäng hoøa xaõ hoäi", "vni")
    'Cộng hòa xã hội'
    """
    if encoding == "tcvn3":
        return with_capitals(
            nfc(_GLYPH_SIGN.sub(lambda m: _VISIBLE_SIGNS[m.group()], text).translate(_letters("tcvn3")))
        )
    pattern, table = _sequences(encoding)
    return nfc(pattern.sub(lambda m: table[m.group()], text))


def legacy_set_of(text: str) -> str | None:
    """Return which legacy character set makes Vietnamese of a text, or None where it is Vietnamese or
    anything else.

    >>> legacy_set_of("Thñ t−íng ChÝnh phñ yªu cÇu c¸c bé")
    'tcvn3'
    >>> legacy_set_of("Le président a été reçu à la préfecture")
    """
    sample = text[:SAMPLE]
    if sample.isascii():
        return None
    scores = {name: vietnamese_share(from_legacy(sample, name)) for name in LEGACY_SETS}
    best = max(LEGACY_SETS, key=lambda name: scores[name])
    enough = max(_LEAST_SHARE, 3 * vietnamese_share(sample))
    return best if scores[best] >= enough and not _holds_vietnamese(sample) else None


def vietnamese_share(text: str) -> float:
    """Return which share of the words are common Vietnamese syllables with marks; 0 for texts of a word or
    two."""
    words = [word.lower() for word in _WORD.findall(text)]
    found = sum(word in _MARKED for word in words)
    return found / len(words) if found >= _LEAST_WORDS else 0.0


def legacy_font(name: str) -> str | None:
    """Return the character set that a font draws, or None for fonts of our time.

    >>> legacy_font("ABCDEF+.VnTimeH"), legacy_font("VNI-Times"), legacy_font("Times New Roman")
    ('tcvn3', 'vni', None)
    """
    bare = _FONT_SUBSET.sub("", name).strip().lower()
    if bare.startswith(".vn"):
        return "tcvn3"
    return "vni" if bare.startswith(("vni-", "vni ")) else None


def draws_capitals(name: str) -> bool:
    """Whether the font draws small letters as capitals (.VnTimeH)."""
    return bool(_CAPITALS_FONT.fullmatch(_FONT_SUBSET.sub("", name).strip()))


def with_capitals(text: str) -> str:
    """Return a text decoded from TCVN3 with the capitals that this set cannot write: it has no toned ones.

    >>> with_capitals("ở tỉnh, ủy ban đăng tin về NHâN DâN và CôNG AN")
    'Ở tỉnh, Ủy ban đăng tin về NHÂN DÂN và CÔNG AN'
    """
    whole = "\n".join(_line_with_capitals(line) for line in text.split("\n"))
    return _LOST_CAPITAL.sub(lambda m: m.group()[:-1] + m.group()[-1].upper(), whole)


def _line_with_capitals(line: str) -> str:
    """Put back the capitals of a line set in capitals; short words tell nothing, "Về" may be VỀ or Về."""
    words = [(word, _word_with_capitals(word)) for word in _WORD.findall(line)]
    plain = [c for c in line if c.isascii() and c.isalpha()]
    if any(word != put for word, put in words) and sum(map(str.isupper, plain)) >= 0.95 * len(plain):
        return line.upper()
    return _WORD.sub(lambda m: _word_with_capitals(m.group()), line)


def _word_with_capitals(word: str) -> str:
    if word.islower() or word.isupper():
        return word
    plain = [c for c in word if c.isascii()]
    return word.upper() if len(plain) >= 2 and all(map(str.isupper, plain)) else word


def _holds_vietnamese(text: str) -> bool:
    """Whether letters stand here that only Unicode has: then nothing is left to decode."""
    found = sum("\u1ea0" <= c <= "\u1ef9" or c in "ăđơưĂƠƯ" or "\u0300" <= c <= "\u0323" for c in text)
    return found > 0.01 * len(text)


@cache
def _letters(encoding: str) -> Mapping[int, str]:
    return {ord(legacy): letter for legacy, letter in _pairs(encoding)}


@cache
def _sequences(encoding: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return the pattern of a set's sequences, longest first, and their letters."""
    table = dict(_pairs(encoding))
    if encoding == "vni":
        table |= {key: letter for key, letter in _VNI_ADDED.items() if key not in table}
        table |= _mixed_cases(table)
    ordered = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), table


def _mixed_cases(table: Mapping[str, str]) -> dict[str, str]:
    """Return the sequences of a capital and a small mark ("Aù"), as people typed a word's first letter."""
    lower: Callable[[str], str] = str.lower
    return {
        key[0] + lower(key[1]): letter
        for key, letter in table.items()
        if len(key) == 2 and key.isupper() and key[0] + lower(key[1]) not in table
    }


@cache
def _pairs(encoding: str) -> tuple[tuple[str, str], ...]:
    charmap = get_charmap(encoding)
    if charmap is None:
        raise ValueError(f"viparse has no table for {encoding!r}")
    return tuple(charmap.pairs)
