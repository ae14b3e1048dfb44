"""`tonghop extract`: the very bytes on the standard output, or the reason why there are none."""

import hashlib
import json
from pathlib import Path

import pytest

from formats.inbox.files import FORM, zipped
from formats.official.word_files import CARRYING, DATA, WORD, changed, parts_of, without_part
from rendering.carrying import pdf_carrying
from tonghop.cli.main import run

Captured = pytest.CaptureFixture[bytes]
SECRET = "TỐI MẬT"


def extracted(tmp_path: Path, name: str, content: bytes, capfdbinary: Captured) -> tuple[int, bytes, str]:
    (tmp_path / name).write_bytes(content)
    code = run(["extract", str(tmp_path / name)])
    out, err = capfdbinary.readouterr()
    return code, out, err.decode("utf-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bao-cao.docx", CARRYING),
        ("bao-cao.pdf", pdf_carrying(DATA)),
        ("consolidated.json", DATA),
        ("doi-duoi.txt", CARRYING),
    ],
)
def test_data_are_printed_byte_for_byte(
    tmp_path: Path, name: str, content: bytes, capfdbinary: Captured
) -> None:
    code, out, err = extracted(tmp_path, name, content, capfdbinary)

    assert (code, out) == (0, DATA)
    assert hashlib.sha256(DATA).hexdigest() in err
    assert "tonghop/consolidated/1" in err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("thuong.docx", WORD, "không mang dữ liệu"),
        ("mat.docx", without_part(CARRYING), "đã bỏ dữ liệu"),
        ("hong.docx", changed(b"\\u1ed5", b"\\u1ed7"), "SHA-256"),
        ("hong.json", DATA[:-9], "SHA-256"),
        ("bieu.xlsx", FORM, "là biểu"),
        ("khac.json", json.dumps({"schema": "other"}).encode(), "không mang dữ liệu"),
        ("rong.pdf", b"", "không mang dữ liệu"),
    ],
)
def test_file_without_whole_data_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str, capfdbinary: Captured
) -> None:
    code, out, err = extracted(tmp_path, name, content, capfdbinary)

    assert (code, out) == (3, b"")
    assert words in err


def test_secret_report_is_refused(tmp_path: Path, capfdbinary: Captured) -> None:
    parts = parts_of(CARRYING)
    marked = parts["word/document.xml"].replace("Báo cáo".encode(), SECRET.encode())
    assert marked != parts["word/document.xml"]

    code, out, _ = extracted(tmp_path, "a.docx", zipped(parts | {"word/document.xml": marked}), capfdbinary)

    assert (code, out) == (3, b"")


def test_missing_file_is_wrong_use(tmp_path: Path) -> None:
    assert run(["extract", str(tmp_path / "nowhere.docx")]) == 2
