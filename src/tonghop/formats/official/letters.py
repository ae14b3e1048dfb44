"""Reminders (công văn đôn đốc): a letter and a short message for each body that owes a report, one letter to
all of them, and a telephone list.

A body of which something came is not told that nothing did: where its file could not be read it is asked to
send it again, where the file waits for the office's own answer it hears nothing. No date is invented: the new
day is left to the clerk.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.language import flat
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.due_list import Standing
from tonghop.formats.office_packages import with_texts, xml_text
from tonghop.formats.official.letter_arrivals import arrived_files
from tonghop.formats.official.letter_messages import (
    INDEX,
    JOINT,
    PHONES,
    file_stem,
    index_text,
    message,
    phone_list,
    resend_message,
)
from tonghop.formats.official.letter_words import Reminder, reminder_of, short_date
from tonghop.formats.official.parts import (
    CENTRE,
    LEFT,
    Column,
    End,
    OfficialDocument,
    PageBreak,
    Part,
    Run,
    Table,
    centred,
    paragraph,
    recipient_lines,
    row,
)
from tonghop.formats.official.pdf import pdf_document
from tonghop.formats.official.report import heading, signer
from tonghop.formats.official.styles import STYLES
from tonghop.formats.official.word import word_document

_NAME_PLACE = "\ue000"
OPEN_DAY = "……/……/……"
_NAMED_IN_ADDRESS = 6


def letters(consolidation: Consolidation, day: date | None) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file of the folder letters/, body by body.

    Shape: `day` is the day of the letters, None leaves it open. Equal consolidations give equal bytes.
    """
    missing = set(consolidation.bodies_that_are(Standing.MISSING))
    arrived = {code: row for code, row in arrived_files(consolidation).items() if code in missing}
    owing = [body for body in consolidation.campaign.bodies if body.code in missing]
    reminded = [body for body in owing if body.code not in arrived]
    resent = [body for body in owing if body.code in arrived and arrived[body.code].resend]
    shared = reminder_of(consolidation, day)
    if len(reminded) > 1:
        yield JOINT, word_document(joint_letter(shared, reminded))
    for body, content in _each_letter(shared, reminded):
        yield f"{file_stem(body.code)}.docx", content
        yield f"{file_stem(body.code)}.txt", f"{message(shared, body)}\n".encode()
    for body in resent:
        yield f"{file_stem(body.code)}.txt", f"{resend_message(shared, body, arrived[body.code])}\n".encode()
    if any(body.phone for body in (*reminded, *resent)):
        yield PHONES, phone_list([*reminded, *resent])
    if owing:
        yield INDEX, index_text(owing, arrived).encode()


def letters_to(shared: Reminder, bodies: Sequence[Body]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of the letters to these bodies: one to all as Word and PDF, and one and
    a short message to each.
    """
    if len(bodies) > 1:
        joint = joint_letter(shared, bodies)
        yield JOINT, word_document(joint)
        yield JOINT.replace(".docx", ".pdf"), pdf_document(joint)
    for body, content in _each_letter(shared, bodies):
        yield f"{file_stem(body.code)}.docx", content
        yield f"{file_stem(body.code)}.txt", f"{message(shared, body)}\n".encode()


def letter_names(bodies: Iterable[Body]) -> set[str]:
    """Return every name that `letters` may give a file."""
    stems = [file_stem(body.code) for body in bodies]
    return {JOINT, PHONES, INDEX, *(f"{stem}{suffix}" for stem in stems for suffix in (".docx", ".txt"))}


# ---- letters


def _each_letter(shared: Reminder, bodies: Sequence[Body]) -> Iterator[tuple[Body, bytes]]:
    """Yield the letter of each body. Only the name differs, so one letter is written and the name put in: six
    times as fast where three thousand bodies are silent.
    """
    if not bodies:
        return
    template = word_document(letter(shared, Body("any", _NAME_PLACE)))
    names = (escape(xml_text(flat(body.name)), quote=False) for body in bodies)
    yield from zip(bodies, with_texts(template, "word/document.xml", _NAME_PLACE, names), strict=True)


def letter(shared: Reminder, body: Body) -> OfficialDocument:
    """Return the letter to one body."""
    return _document(shared, list(_address((flat(body.name),))), "quý cơ quan, đơn vị", ())


def joint_letter(shared: Reminder, bodies: Sequence[Body]) -> OfficialDocument:
    """Return one letter to all bodies, with their list where they are too many for the address."""
    if len(bodies) <= _NAMED_IN_ADDRESS:
        address = _address([body.name for body in bodies])
        return _document(shared, list(address), "các cơ quan, đơn vị nêu trên", ())
    address = _address(("Các cơ quan, đơn vị (theo danh sách kèm theo)",))
    return _document(
        shared, list(address), "các cơ quan, đơn vị có tên trong danh sách", tuple(_list(shared, bodies))
    )


def _document(
    shared: Reminder, address: Sequence[Part], whom: str, annex: Sequence[Part]
) -> OfficialDocument:
    campaign = shared.campaign
    style = STYLES[campaign.form]
    about = f"V/v đôn đốc gửi {shared.what}"
    parts = (
        heading(campaign, shared.day, kind="", about=about),
        *address,
        *map(paragraph, _sentences(shared, whom)),
        End(recipient_lines(_recipients(campaign), is_party=style.is_party), signer(campaign)),
        *annex,
    )
    return OfficialDocument(style, about, parts)


def _address(names: Sequence[str]) -> Iterator[Part]:
    if len(names) == 1:
        yield paragraph(Run("Kính gửi: ", italic=True), names[0], align=CENTRE, indent=0, before=12, after=12)
        return
    yield paragraph(Run("Kính gửi:", italic=True), align=LEFT, indent=30, before=12, after=0)
    for number, name in enumerate(names, 1):
        end = "." if number == len(names) else ";"
        yield paragraph(f"- {name}{end}", align=LEFT, indent=0, left=38, after=0)
    yield paragraph("", size=6, after=0)


def _sentences(shared: Reminder, whom: str) -> Iterator[str]:
    campaign = shared.campaign
    own, directive = campaign.coordinator, campaign.directive
    basis = f"Thực hiện văn bản số {directive}" if directive else "Thực hiện chế độ báo cáo"
    due = f" {shared.due}" if shared.due else ""
    yield f"{basis} về “{campaign.title}”, các cơ quan, đơn vị gửi {shared.what} về {own}{due}."
    until = f"Đến ngày {short_date(shared.day)}" if shared.day else "Đến nay"
    yield f"{until}, {own} chưa nhận được báo cáo của {whom}."
    above = campaign.superior or "cơ quan có thẩm quyền"
    yield (
        f"Để kịp thời tổng hợp, báo cáo {above}, {own} đề nghị {whom} khẩn trương hoàn thành và gửi "
        f"{shared.what}{shared.asked}. Chỉ tiêu nào không phát sinh, đề nghị ghi rõ “không phát sinh”."
    )
    yield (
        f"Báo cáo gửi về {own} bằng văn bản, kèm tệp điện tử theo biểu mẫu đã gửi (địa chỉ nhận: "
        f"{'…' * 12}), trước ngày {OPEN_DAY}."
    )
    yield (
        "Trường hợp đã gửi báo cáo, đề nghị cho biết thời gian và hình thức gửi để kiểm tra, đối chiếu. "
        f"{own} mong nhận được sự phối hợp của {whom}./."
    )


def _recipients(campaign: Campaign) -> tuple[str, ...]:
    kept = next((text for text in campaign.recipients if text.casefold().startswith("lưu")), "")
    return "Như trên", kept or ("Lưu Văn phòng" if campaign.form == "party" else "Lưu: VT")


def _list(shared: Reminder, bodies: Sequence[Body]) -> Iterator[Part]:
    yield PageBreak()
    yield centred("DANH SÁCH", bold=True)
    yield centred("Cơ quan, đơn vị chưa gửi báo cáo", bold=True)
    symbol = heading(shared.campaign, shared.day, kind="").symbol
    yield centred(f"(Kèm theo Công văn số ……{symbol} của {shared.campaign.coordinator})", italic=True)
    yield paragraph("", size=8, after=0)
    columns = (Column("TT", 8, CENTRE), Column("Cơ quan, đơn vị", 92))
    yield Table(columns, tuple(row(str(number), body.name) for number, body in enumerate(bodies, 1)))
