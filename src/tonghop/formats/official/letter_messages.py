"""Beside the letters: short messages for messengers, the telephone list, and what was written to whom."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from tonghop.domain.language import flat
from tonghop.domain.reporting.campaign import Body
from tonghop.formats.official.letter_arrivals import Arrived
from tonghop.formats.official.letter_words import Reminder

JOINT, PHONES, INDEX = "don-doc-chung.docx", "dien-thoai.csv", "danh-sach.txt"
LONGEST_MESSAGE = 480
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
_OWN_NAMES = frozenset(name.partition(".")[0] for name in (JOINT, PHONES, INDEX))


def file_stem(code: str) -> str:
    """Return a name for a body's files that every system takes and that none of the folder's own files has.

    >>> file_stem("da-bac"), file_stem("con"), file_stem("danh-sach")
    ('da-bac', 'con_', 'danh-sach_')
    """
    return f"{code}_" if code in _RESERVED or code in _OWN_NAMES else code


# ---- messages


def message(shared: Reminder, body: Body) -> str:
    """Return a reminder short enough for a messenger, at most LONGEST_MESSAGE characters."""
    campaign = shared.campaign
    basis = f" theo văn bản số {campaign.directive}" if campaign.directive else ""
    due = f" (hạn: {shared.due})" if shared.due else ""
    told = f"{campaign.coordinator} chưa nhận được {shared.what}{basis}{due}."
    asked = (
        "Đề nghị quý cơ quan, đơn vị sớm gửi báo cáo; nếu đã gửi, xin cho biết thời gian và hình thức gửi để "
        "đối chiếu. Trân trọng."
    )
    return _fitted(f"Kính gửi {flat(body.name)}:", flat(told), asked)


def resend_message(shared: Reminder, body: Body, arrived: Arrived) -> str:
    """Return a message that something came and why it does not count yet; same length.

    The file's name is not told: people's names stand in file names.
    """
    told = (
        f"{shared.campaign.coordinator} đã nhận tệp gửi cho {shared.what} nhưng chưa dùng được: {arrived.why}"
    )
    asked = "Đề nghị quý cơ quan, đơn vị kiểm tra và gửi lại. Trân trọng."
    return _fitted(f"Kính gửi {flat(body.name)}:", flat(told), asked)


def _fitted(greeting: str, told: str, asked: str) -> str:
    """Join the parts; what is told is shortened first, then the greeting, what is asked never."""
    room = LONGEST_MESSAGE - len(asked) - 2
    greeting = _shortened(greeting, room // 2)
    return f"{greeting} {_shortened(told, room - len(greeting))} {asked}"


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


# ---- lists


def phone_list(bodies: Iterable[Body]) -> bytes:
    """Write the telephone list as the spreadsheet programs of Vietnam open it: UTF-8 with BOM, semicolons."""
    out = StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(("Mã", "Đơn vị", "Bộ phận đầu mối", "Điện thoại"))
    for body in bodies:
        if body.phone:
            told = body.code, body.name, body.contact, grouped_digits(body.phone)
            rows.writerow([_plain_cell(flat(text)) for text in told])
    return out.getvalue().encode("utf-8-sig")


def grouped_digits(phone: str) -> str:
    """Return a number that a spreadsheet takes for text: bare digits would lose their 0, "+84" become a sum.

    >>> grouped_digits("02183850000"), grouped_digits("0218 385 0000"), grouped_digits("+84 218 3850000")
    ('0218 385 0000', '0218 385 0000', '(+84) 218 3850000')
    """
    if phone.isascii() and phone.isdigit() and len(phone) > 7:
        return f"{phone[:4]} {phone[4:7]} {phone[7:]}".strip()
    if phone.startswith("+"):
        country, _, rest = phone.partition(" ")
        return f"({country}) {rest}".strip()
    return phone


def _plain_cell(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def index_text(owing: Sequence[Body], arrived: Mapping[str, Arrived]) -> str:
    """Return what became of each body that owes a report: a letter, a message, or nothing and why."""
    lines = [f"{len(owing)} cơ quan, đơn vị chưa có báo cáo được tính:"]
    for body in owing:
        row_of = arrived.get(body.code)
        stem = file_stem(body.code)
        if row_of is None:
            told = f"chưa gửi: {stem}.docx, {stem}.txt"
        elif row_of.resend:
            came = f"đã nhận tệp “{row_of.name}” nhưng chưa dùng được ({row_of.why})"
            told = f"{came}: {stem}.txt, không có công văn"
        else:
            told = f"đã nhận tệp “{row_of.name}”, {row_of.why}: không đôn đốc"
        lines.append(f"- {flat(body.name)}: {told}")
    return "\n".join(lines) + "\n"
