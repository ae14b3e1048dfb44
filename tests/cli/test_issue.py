"""`tonghop issue verify` on a file alone, where no database is: its own data and their hash, in words."""

import hashlib
from pathlib import Path

import pytest

from formats.official.word_files import CARRYING, DATA, changed, without_part
from rendering.carrying import pdf_carrying
from tonghop.cli.main import run
from tonghop.domain.consolidation.verification import verification_code

Captured = pytest.CaptureFixture[str]
DAMAGED, DROPPED = changed(b"\\u1ed5", b"\\u1ed7"), without_part(CARRYING)
CODE = verification_code(hashlib.sha256(DATA).hexdigest())


@pytest.fixture(autouse=True)
def _no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TONGHOP_DATABASE_URL", raising=False)
    monkeypatch.setattr("tonghop.cli.registers.has_database", lambda: False)


def verified(tmp_path: Path, content: bytes, capfd: Captured, name: str = "report.docx") -> tuple[int, str]:
    (tmp_path / name).write_bytes(content)
    code = run(["issue", "verify", str(tmp_path / name)])
    out, err = capfd.readouterr()
    return code, out + err


@pytest.mark.parametrize(("name", "content"), [("a.docx", CARRYING), ("a.pdf", pdf_carrying(DATA))])
def test_a_whole_file_tells_its_hash_and_code(
    tmp_path: Path, capfd: Captured, name: str, content: bytes
) -> None:
    code, said = verified(tmp_path, content, capfd, name)

    assert code == 0
    assert hashlib.sha256(DATA).hexdigest() in said
    assert CODE in said
    assert "No database here" in said


def test_data_that_were_changed_are_told(tmp_path: Path, capfd: Captured) -> None:
    code, said = verified(tmp_path, DAMAGED, capfd)

    assert code == 3
    assert "KHÔNG KHỚP" in said


def test_data_that_an_editor_dropped_need_a_person(tmp_path: Path, capfd: Captured) -> None:
    code, said = verified(tmp_path, DROPPED, capfd)

    assert code == 1
    assert "dropped" in said


@pytest.mark.parametrize("word", ["khong-co.docx", "00000000-0000-0000-0000-000000000000", "AAAA-AAAA-AAAA"])
def test_what_is_neither_file_nor_known_issue_is_refused(word: str, capfd: Captured) -> None:
    assert run(["issue", "verify", word]) == 3
    assert "Không kiểm tra được" in capfd.readouterr().err
