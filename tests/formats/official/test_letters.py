"""Reminders: who gets one and who does not, what it says, names that every system takes, equal bytes."""

import csv
import json
import subprocess
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from docx import Document

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from machine_time import quiet_seconds
from tonghop.domain.calendar.due_instants import ZONE, DueInstant
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.record import record_of
from tonghop.domain.consolidation.returns import Hold, RefusedFile
from tonghop.domain.reporting.campaign import Body
from tonghop.formats.official.letter_messages import LONGEST_MESSAGE, file_stem
from tonghop.formats.official.letter_words import reminder_of, short_date
from tonghop.formats.official.letters import OPEN_DAY, letter, letters
from tonghop.formats.official.word import word_document

MAY = datetime(2023, 5, 20, 8, 0, tzinfo=ZONE)
DAY = date(2023, 6, 5)


def consolidation(*refused: RefusedFile, **changed: Any) -> Consolidation:
    campaign = replace(SMALL, **changed)
    return consolidate(campaign, CYCLE, [returned("da-bac", {"sessions": 1}, at=MAY)], DUE, refused=refused)


def written(done: Consolidation, day: date | None = DAY) -> dict[str, bytes]:
    return dict(letters(done, day))


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += ["\n".join(p.text for p in cell.paragraphs) for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def test_silent_bodies_get_a_letter_and_a_message_and_nobody_else() -> None:
    assert set(written(consolidation())) == {
        "don-doc-chung.docx",
        *(f"{code}.{kind}" for code in ("kim-boi", "mai-chau", "so-tttt") for kind in ("docx", "txt")),
        "danh-sach.txt",
    }


def test_nothing_is_written_where_nobody_is_silent() -> None:
    everybody = [returned(body.code, {"sessions": 1}, at=MAY) for body in SMALL.bodies]

    assert written(consolidate(SMALL, CYCLE, everybody, DUE)) == {}


def test_one_silent_body_gets_no_joint_letter() -> None:
    few = [returned(code, {"sessions": 1}, at=MAY) for code in ("da-bac", "kim-boi", "mai-chau")]
    names = set(written(consolidate(SMALL, CYCLE, few, DUE)))

    assert names == {"so-tttt.docx", "so-tttt.txt", "danh-sach.txt"}


def test_letter_is_a_party_letter_with_all_that_it_needs() -> None:
    text = words(written(consolidation())["mai-chau.docx"])

    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số         -CV/BTGTU",
        "V/v đôn đốc gửi báo cáo 6 tháng đầu năm 2023",
        "Hòa Bình, ngày 05 tháng 06 năm 2023",
        "Kính gửi: Ban Tuyên giáo Huyện ủy Mai Châu",
        "Thực hiện văn bản số 12-CV/BTGTU",
        "trước ngày 30/5/2023",
        "số liệu tính từ ngày 30/10/2022 đến hết ngày 29/05/2023",
        "6 chỉ tiêu theo biểu mẫu",
        f"trước ngày {OPEN_DAY}",
        "Nơi nhận:\n- Như trên,\n- Lưu VP.",
        "TRƯỞNG BAN",
        "./.",
    ):
        assert part in text, part
    assert "KÍNH" not in text
    assert "CÔNG VĂN" not in text, "a letter has no type's name in either form"


def test_state_letter_has_its_own_form() -> None:
    state = consolidation(form="state", recipients=(), directive="")
    text = words(written(state)["mai-chau.docx"])

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Số:         /BTGTU" in text
    assert "- Như trên;\n- Lưu: VT." in text
    assert "Thực hiện chế độ báo cáo về" in text


def test_day_left_open_stays_open() -> None:
    text = words(written(consolidation(), None)["mai-chau.docx"])

    assert "Đến nay, Ban Tuyên giáo Tỉnh ủy chưa nhận được" in text
    assert "ngày      tháng      năm" in text


def test_due_day_on_a_holiday_is_told_with_the_day_it_moved_to() -> None:
    moved = DueInstant(date(2023, 6, 1), DUE.late_from, moved_from=date(2023, 5, 30))
    done = consolidate(SMALL, CYCLE, [], moved)

    told = "trước ngày 30/5/2023 (trùng ngày nghỉ, lùi đến ngày 01/6/2023)"
    assert told in words(written(done)["mai-chau.docx"])


@pytest.mark.parametrize(
    ("day", "shown"), [(date(2023, 10, 5), "05/10/2023"), (date(2024, 1, 31), "31/01/2024")]
)
def test_days_take_zeros_as_decree_30_says(day: date, shown: str) -> None:
    assert short_date(day) == shown


def test_letter_put_together_is_the_letter_written_alone() -> None:
    listed = (*SMALL.bodies[:2], Body("mai-chau", "Sở <Mẫu> & “Thử”"), *SMALL.bodies[3:])
    done = consolidation(bodies=listed)

    alone = word_document(letter(reminder_of(done, DAY), listed[2]))
    assert written(done)["mai-chau.docx"] == alone
    assert "Kính gửi: Sở <Mẫu> & “Thử”" in words(alone)


def test_joint_letter_names_a_few_bodies_and_lists_many() -> None:
    few = words(written(consolidation())["don-doc-chung.docx"])
    more = tuple(Body(f"xa-{number}", f"Xã Mẫu {number:02d}") for number in range(20))
    many = words(written(consolidation(bodies=(*SMALL.bodies, *more)))["don-doc-chung.docx"])

    assert "- Ban Tuyên giáo Huyện ủy Mai Châu;\n- Sở Thông tin và Truyền thông." in few
    assert "Các cơ quan, đơn vị (theo danh sách kèm theo)" in many
    assert "(Kèm theo Công văn số ……-CV/BTGTU của Ban Tuyên giáo Tỉnh ủy)" in many
    assert "\n23\n" in many
    assert many.count("Xã Mẫu 07") == 1


def test_message_is_short_and_polite() -> None:
    text = written(consolidation())["mai-chau.txt"].decode()

    assert text.startswith("Kính gửi Ban Tuyên giáo Huyện ủy Mai Châu: ")
    assert text.endswith("Trân trọng.\n")
    assert "12-CV/BTGTU (hạn: trước ngày 30/5/2023)" in text


@pytest.mark.parametrize("length", [1, 60, 200, 1000])
def test_message_never_grows_over_its_limit(length: int) -> None:
    listed = (*SMALL.bodies[:2], Body("mai-chau", "M" * length))
    done = consolidation(bodies=listed, coordinator="B" * length, directive="D" * length, excuses=())
    done = replace(done, refused=(RefusedFile("kim-boi.pdf", "damaged", "h" * length),))

    for name in ("mai-chau.txt", "kim-boi.txt"):
        text = written(done)[name].decode()
        assert len(text.rstrip("\n")) <= LONGEST_MESSAGE
        assert text.endswith("Trân trọng.\n")


def test_body_whose_file_was_refused_is_asked_to_send_it_again() -> None:
    files = written(consolidation(RefusedFile("Mai Châu/BC chị Mẫu.xlsx", "encrypted", "Tệp đặt mật khẩu.")))

    assert "mai-chau.docx" not in files
    text = files["mai-chau.txt"].decode()
    assert "đã nhận tệp" in text
    assert "Tệp đặt mật khẩu." in text
    assert "chị Mẫu" not in text, "a file's name may be a person's"
    assert "đã nhận tệp “BC chị Mẫu.xlsx”" in files["danh-sach.txt"].decode()


@pytest.mark.parametrize("code", ["secret", "after-cutoff", "unreadable"])
def test_what_the_body_cannot_mend_is_not_asked_for_again(code: str) -> None:
    files = written(consolidation(RefusedFile("mai-chau.docx", code, "Không đọc.")))

    assert not [name for name in files if name.startswith("mai-chau")]
    assert "không đôn đốc" in files["danh-sach.txt"].decode()


@pytest.mark.parametrize("file", ["scan001.pdf", "Xã Khác/bc.xlsx", "kim-boi va mai-chau/bc.xlsx"])
def test_refused_file_of_nobody_certain_keeps_nobody_from_the_letter(file: str) -> None:
    files = written(consolidation(RefusedFile(file, "damaged", "Tệp hỏng.")))

    assert {"mai-chau.docx", "kim-boi.docx"} <= set(files)


def test_file_left_out_by_a_person_is_as_if_it_had_not_come() -> None:
    assert "mai-chau.docx" in written(consolidation(RefusedFile("mai-chau.docx", "left-out", "Để ngoài.")))


def test_body_whose_file_waits_for_an_answer_hears_nothing() -> None:
    held = replace(
        returned("mai-chau", {"sessions": 5}, file="mai-chau.xlsx", at=MAY),
        holds=(Hold("other-period", "Kỳ nào?", ("tính", "bỏ")),),
    )
    done = consolidate(SMALL, CYCLE, [held], DUE)
    files = written(done)

    assert done.questions
    assert not [name for name in files if name.startswith("mai-chau")]
    assert "đang chờ cơ quan tổng hợp trả lời" in files["danh-sach.txt"].decode()


def test_phone_list_keeps_zeros_and_makes_no_formula() -> None:
    phoned = (
        SMALL.bodies[0],
        replace(SMALL.bodies[1], phone="02183850000", contact="=Phòng"),
        replace(SMALL.bodies[2], phone="+84 218 3850000"),
        *SMALL.bodies[3:],
    )
    content = written(consolidation(bodies=phoned))["dien-thoai.csv"]

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1:] == [
        ["kim-boi", "Ban Tuyên giáo Huyện ủy Kim Bôi", "'=Phòng", "0218 385 0000"],
        ["mai-chau", "Ban Tuyên giáo Huyện ủy Mai Châu", "", "(+84) 218 3850000"],
    ]


def test_phones_stand_in_the_phone_list_alone() -> None:
    phoned = tuple(replace(body, phone="0218 385 4321", contact="Phòng Mẫu") for body in SMALL.bodies)
    done = consolidation(bodies=phoned)
    record = json.dumps(record_of(done, made_at=MAY), ensure_ascii=False)
    texts = [record, *(words(content) for name, content in written(done).items() if name.endswith("docx"))]
    texts += [content.decode() for name, content in written(done).items() if name.endswith("txt")]

    assert len(texts) == 9
    assert not [text for text in texts if "4321" in text or "Phòng Mẫu" in text]


@pytest.mark.parametrize("code", ["con", "aux", "com1", "lpt9", "don-doc-chung", "danh-sach", "dien-thoai"])
def test_no_file_has_a_name_that_a_system_or_the_folder_keeps(code: str) -> None:
    files = list(letters(consolidation(bodies=(*SMALL.bodies, Body(code, "Xã Mẫu"))), DAY))

    names = [name for name, _ in files]
    assert f"{code}_.docx" in names
    assert len(names) == len(set(names))
    assert file_stem(code) == f"{code}_"


def test_equal_consolidations_give_equal_bytes() -> None:
    assert written(consolidation()) == written(consolidation())


def test_a_letter_takes_milliseconds() -> None:
    bodies = tuple(Body(f"xa-{number}", f"Xã Mẫu {number}") for number in range(100))
    done = consolidate(replace(SMALL, bodies=bodies, excuses=()), CYCLE, [], DUE)

    assert quiet_seconds(lambda: written(done)) < 3


@pytest.mark.office
def test_letter_opens_in_libreoffice(tmp_path: Path) -> None:
    office = which("soffice") or which("libreoffice")
    assert office
    (tmp_path / "letter.docx").write_bytes(written(consolidation())["mai-chau.docx"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "letter.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    assert "Kính gửi: Ban Tuyên giáo" in (tmp_path / "letter.txt").read_text(encoding="utf-8-sig")
