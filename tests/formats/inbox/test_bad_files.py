"""Bad files: each is refused with a code and a plain sentence, and stops nobody else's."""

import sys
from pathlib import Path

import pytest

from formats.inbox.files import FORM, bomb, compound, mail, opened, read_folder, sheet, with_part, zipped
from tonghop.domain.consolidation.returns import Kind, RefusedFile, Return

_SHEET = "xl/worksheets/sheet1.xml"
_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///none">]>'
_FAR = '<row r="1"><c r="A1"><v>9</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

BAD = [
    ("rong.xlsx", b"", "empty"),
    ("trang.docx", b"\0\0\n \0", "empty"),
    ("cat.xlsx", FORM[: len(FORM) // 2], "damaged"),
    ("hong.xlsx", b"PK\x03\x04 broken", "damaged"),
    ("hong-trong.xlsx", with_part(_SHEET, b"<worksheet><sheetData><c><v>12"), "damaged"),
    ("khoa.xlsx", compound("EncryptedPackage", "EncryptionInfo"), "encrypted"),
    ("khoa.docx", compound("EncryptedPackage"), "encrypted"),
    ("macro.xlsm", with_part("xl/vbaProject.bin", b"Sub"), "macros"),
    ("macro.xlsx", with_part("xl/vbaProject.bin", b"Sub"), "macros"),  # under another suffix
    ("macro.xls", compound("Workbook", "_VBA_PROJECT_CUR"), "macros"),
    ("bom.xlsx", bomb(), "zip-bomb"),
    ("xxe.xlsx", with_part(_SHEET, sheet("", _ENTITY)), "xml-entities"),
    ("xa.xlsx", with_part(_SHEET, sheet(_FAR)), "too-large"),
    ("rong-cot.csv", b"a;" * 200_000 + b"\n", "too-wide"),
    ("cai-dat.exe", b"MZ\x90\0" + b"\0" * 99, "program"),
    ("cai-dat.xlsx", b"MZ\x90\0" + b"\0" * 99, "program"),
    ("goi.rar", b"Rar!\x1a\x07\x01\0", "archive-kind"),
    ("thu.msg", compound("__substg1.0_0037001E"), "outlook-mail"),
    ("trinh-chieu.pptx", zipped({"ppt/presentation.xml": b"<p/>"}), "presentation"),
    ("la.xyz", b"?", "unknown-kind"),
    ("nhieu-byte.docx", bytes(range(256)) * 9, "unknown-kind"),
    ("mat.txt", "TUYỆT MẬT\n\nBÁO CÁO\nSố buổi: 3".encode(), "secret"),
    ("mat.csv", "MẬT;;\nSố buổi;3;\nSố xã;4;\n".encode(), "secret"),
]


@pytest.mark.parametrize(("name", "content", "code"), BAD, ids=[row[0] for row in BAD])
def test_bad_file_is_refused_with_a_code_and_a_sentence(name: str, content: bytes, code: str) -> None:
    (read,) = opened(name, content)

    assert isinstance(read, RefusedFile)
    assert (read.file, read.code) == (name, code)
    assert read.message.endswith(".")


@pytest.mark.parametrize(("name", "content", "code"), BAD, ids=[row[0] for row in BAD])
def test_bad_file_in_a_mail_is_refused_and_its_neighbour_is_read(
    name: str, content: bytes, code: str
) -> None:
    read = {row.file: row for row in opened("thu.eml", mail({"tot.xlsx": FORM, name: content}))}

    assert isinstance(read["thu.eml/tot.xlsx"], Return)
    if content:  # an attachment without a byte is none
        assert getattr(read[f"thu.eml/{name}"], "code", None) == code


def test_all_bad_files_together_leave_the_good_one_standing(tmp_path: Path) -> None:
    for name, content, _ in BAD:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "tốt.xlsx").write_bytes(FORM)

    read = read_folder(tmp_path, jobs=2)

    assert [row.file for row in read.returns] == ["tốt.xlsx"]
    assert {row.file: row.code for row in read.refused} == {name: code for name, _, code in BAD}


def test_file_that_takes_too_long_or_ends_its_reader_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    inner = {"1.xlsx": FORM, "2-cham.xlsx": FORM, "3.xlsx": FORM, "4-chet.xlsx": FORM, "5.xlsx": FORM}
    (tmp_path / "a.zip").write_bytes(zipped(inner))
    (tmp_path / "b.xlsx").write_bytes(FORM)
    trying = (sys.executable, str(Path(__file__).with_name("trying_worker.py")))

    read = read_folder(tmp_path, jobs=1, seconds=3, worker=trying)

    assert {row.file: row.code for row in read.refused} == {
        "a.zip/2-cham.xlsx": "too-slow",
        "a.zip/4-chet.xlsx": "reader-failed",
    }
    assert [row.file for row in read.returns] == ["a.zip/1.xlsx", "a.zip/3.xlsx", "a.zip/5.xlsx", "b.xlsx"]


def test_files_asked_for_together_with_one_that_ends_its_reader_are_read_all_the_same(tmp_path: Path) -> None:
    names = [f"{number:02d}.xlsx" for number in range(40)]
    names[5], names[6], names[17] = "05-chet.xlsx", "06-chet.xlsx", "17-cham.xlsx"
    for name in names:
        (tmp_path / name).write_bytes(FORM)
    trying = (sys.executable, str(Path(__file__).with_name("trying_worker.py")))

    read = read_folder(tmp_path, jobs=1, seconds=3, worker=trying)

    assert {row.file: row.code for row in read.refused} == {
        "05-chet.xlsx": "reader-failed",
        "06-chet.xlsx": "reader-failed",
        "17-cham.xlsx": "too-slow",
    }
    assert [row.file for row in read.returns] == [name for name in names if "ch" not in name]


def test_good_file_under_a_wrong_suffix_is_read_with_a_finding() -> None:
    (read,) = opened("bieu.pdf", FORM)

    assert isinstance(read, Return)
    assert read.figures
    assert "Đuôi tệp" in read.remarks[0].message


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0aa"])
def test_picture_is_received_whatever_it_is_called(content: bytes) -> None:
    (read,) = opened("anh.docx", content)

    assert isinstance(read, Return)
    assert read.kind is Kind.SCAN


def test_containers_are_opened_to_a_bounded_depth() -> None:
    content = FORM
    for _ in range(6):
        content = zipped({"trong.zip" if content is not FORM else "a.xlsx": content})

    (read,) = opened("ngoai.zip", content)

    assert isinstance(read, RefusedFile)
    assert read.code == "nested-too-deep"
