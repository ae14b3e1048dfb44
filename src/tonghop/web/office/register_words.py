"""What the register's search says of its finds, in English: one row for each sentence of the domain.

Reasons are kept in Vietnamese with what they explain (who is meant by a party), so they are told again here
and not where they are made. A sentence that is not listed stays Vietnamese, and is marked as such.
"""

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join

from tonghop.web.office.vietnamese import is_english, vi

_NAME, _DAY, _NUMBER, _REST = "“([^”]{0,500})”", r"([0-9/]{8,10})", "([0-9]{1,6})", "(.{1,500})"
_ROWS: Sequence[tuple[str, str]] = (
    (f"Không rõ {_NAME} là đơn vị nào.", "It is unclear which unit “{}” is."),
    (f"Danh bạ không có đơn vị nào tên {_NAME}.", "The register has no unit called “{}”."),
    ("Không có tên nào khớp hẳn", "No name fits wholly"),
    ("hãy chọn một đơn vị hoặc viết rõ hơn.", "choose a unit or say more."),
    (f"Có {_NUMBER} đơn vị cùng khớp", "{} units fit"),
    ("hãy nêu rõ thuộc tỉnh nào.", "name the province."),
    (
        "Chưa nêu đơn vị cấp trên, nên không chắc lúc đó chỉ có một đơn vị tên này.",
        "No parent unit is named, so it is not certain that there was only one unit of this name.",
    ),
    (f"Tên đã đổi: nay là {_REST}.", "The name has changed: now {}."),
    (
        f"Có thay đổi khoảng ngày {_DAY} mà ngày có hiệu lực chưa được xác nhận.",
        "There is a change around {} whose day of effect is not confirmed.",
    ),
    ("sai một ký tự", "one letter differs"),
    ("khác dấu", "other marks"),
    ("trùng tên và loại", "same name and kind"),
    ("trùng tên", "same name"),
    (f"trùng tên, nhưng là {_REST}", "same name, but it is {}"),
    (rf"tên cũ {_NAME} \(đến {_DAY}\)", "former name “{}” (until {})"),
    (rf"một phần của tên cũ {_NAME} \(đến {_DAY}\)", "part of what was called “{}” (until {})"),
    (f"tên từ {_DAY} {_NAME}", "name from {} on: “{}”"),
    (f"một phần của tên từ {_DAY} {_NAME}", "part of what is called from {} on “{}”"),
    (f"đã kết thúc từ {_DAY}, không có đơn vị kế tiếp", "ended on {}, without an heir"),
    (
        "chỉ nói “liên quan”: người chỉ đạo phải chọn trong lớp này",
        "says only “concerned”: whoever directs must choose within this class",
    ),
    ("không nêu tên cơ quan nào", "names no body"),
    ("danh bạ không có cơ quan này", "the register does not have this body"),
    (f"văn bản nói {_NUMBER}, danh bạ có {_NUMBER}", "the directive says {}, the register has {}"),
    (f"{_NUMBER} cơ quan theo loại {_REST}", "{} bodies of the kinds {}"),
    (f"còn loại không được nêu: {_REST}", "kinds that are not named: {}"),
    (
        "“ban, ngành” không có danh mục cố định: rà thêm công an, quân sự, tòa án, viện kiểm sát, kho bạc …",
        "no fixed list: check the police, the military, the court, the procuracy, the treasury …",
    ),
    ("rà thêm tạp chí và cổng thông tin của tỉnh", "check the province’s journals and portal too"),
    (f"{_NUMBER} cơ quan theo lớp", "{} bodies by class"),
    (f"{_NUMBER} cơ quan thuộc lớp {_REST}", "{} bodies of the class {}"),
    ("danh bạ không có cơ quan nào thuộc lớp này", "the register has no body of this class"),
    ("không còn cơ quan nào thuộc lớp này", "this class has no body any more"),
    ("nơi nhận việc cần người chọn", "a person must choose who took its work over"),
    ("danh bạ không có lớp này", "the register does not have this class"),
    (
        "danh bạ chưa cho biết cơ quan nhận văn bản đóng ở đâu",
        "the register does not say where the office that took the directive in is seated",
    ),
)
"""The Vietnamese sentence as a pattern, its English with a place for each name, number or day."""

_BREAK = "; before it "
_ATTESTED = re.compile(r"(Ngày [0-9/]{8,10} ở trước [^.]{1,200}\.) / (The sources speak from [^.]{1,100}\.)")
"""Days before the first source: the domain says it in both languages at once."""

SENTENCES = tuple((re.compile(pattern), english) for pattern, english in _ROWS)


def register_words(told: str) -> str:
    """Return what the register's search says in the reader's language, sentence by sentence."""
    if not is_english():
        return _ATTESTED.sub(r"\1", told) if told else told
    told = _ATTESTED.sub(r"\2", told or "").replace(_BREAK, ", before it ")
    return format_html_join("; ", "{}", ((_in_english(piece),) for piece in told.split("; ")))


def _in_english(piece: str) -> str:
    if piece.startswith("The sources speak from "):
        return piece
    for pattern, english in SENTENCES:
        if match := pattern.fullmatch(piece):
            values = [_value(value) for value in match.groups()]
            return format_html(english, *values) if values else english
    head, colon, rest = piece.partition(": ")
    if colon and any(pattern.fullmatch(rest) for pattern, _ in SENTENCES):
        return format_html("{}: {}", vi(head), _in_english(rest))
    return vi(piece)  # type: ignore[no-any-return]


def _value(value: str) -> object:
    return value if value[:1].isdigit() else vi(value)
