"""The inbox: everything is read or told, arrival times are believed only where someone vouches for them."""

import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from journeys.small_campaign import CYCLE, DUE, SMALL
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.questions import Answer, Question
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.formats.workbooks.answers_file import answers_toml, read_answers
from tonghop.formats.workbooks.form_filling import fill_form
from tonghop.formats.workbooks.form_writer import FormRequest, form_workbook
from tonghop.formats.workbooks.inbox import InboxUnreadable, inbox_files, is_report, read_arrivals, read_file

FORM = fill_form(
    form_workbook(FormRequest(SMALL, CYCLE, DUE), SMALL.bodies[0]), {"sessions": {"value": 3}}, {}
)

UNREAD = [
    ("bao-cao.docx", b"PK..", "report-not-read"),
    ("bao-cao.pdf", b"%PDF-1.7", "report-not-read"),
    ("anh.JPG", b"\xff\xd8\xff", "scan"),
    ("cu.xls", b"\xd0\xcf\x11\xe0", "other-layout"),
    ("so-lieu.csv", b"a,b", "other-layout"),
    ("thu.eml", b"From: a", "mail-not-read"),
    ("goi.zip", b"PK", "archive-not-read"),
    ("macro.xlsm", b"PK", "macros"),
    ("khoa.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "encrypted"),
    ("hong.xlsx", b"PK\x03\x04 broken", "damaged"),
    ("cat.xlsx", FORM[:2000], "damaged"),
    ("rong.xlsx", b"", "empty"),
    ("la.xyz", b"?", "unknown-kind"),
    ("khong-duoi", b"?", "unknown-kind"),
]


@pytest.mark.parametrize(("name", "content", "code"), UNREAD)
def test_file_that_is_no_form_is_told_with_a_code_and_a_sentence(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)

    read = read_file(inbox_files(tmp_path)[0], {}, trust_file_times=False)

    assert isinstance(read, RefusedFile)
    assert (read.file, read.code) == (name, code)
    assert read.message.endswith(".")


def test_folder_is_walked_and_what_systems_leave_behind_is_not_mail(tmp_path: Path) -> None:
    (tmp_path / "huyện").mkdir()
    for name in ("huyện/b.xlsx", "a.xlsx", ".DS_Store", "~$a.xlsx", "Thumbs.db"):
        (tmp_path / name).write_bytes(FORM)

    assert [file.name for file in inbox_files(tmp_path)] == ["a.xlsx", "huyện/b.xlsx"]


def test_zip_reads_like_its_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inbox.zip", "w") as package:
        package.writestr("huyện/a.xlsx", FORM)

    read = read_file(inbox_files(tmp_path / "inbox.zip")[0], {}, trust_file_times=False)

    assert isinstance(read, Return)
    assert read.figures[0].raw == 3


def test_zip_entry_without_a_time_has_an_unknown_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inbox.zip", "w") as package:
        entry = zipfile.ZipInfo("a.xlsx")
        entry.date_time = (1980, 0, 0, 0, 0, 0)
        package.writestr(entry, FORM)

    read = read_file(inbox_files(tmp_path / "inbox.zip")[0], {}, trust_file_times=True)

    assert isinstance(read, Return)
    assert read.arrived_at is None


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_inbox_that_is_neither_folder_nor_zip_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("?")

    with pytest.raises(InboxUnreadable, match=name):
        inbox_files(tmp_path / name)


def test_received_csv_tells_arrivals_and_its_own_mistakes(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(FORM)
    (tmp_path / "b.xlsx").write_bytes(FORM)
    (tmp_path / "received.csv").write_text(
        "file,received_at,symbol,date\na.xlsx,2023-05-29T08:15,12-BC/BTG,2023-05-28\n"
        "b.xlsx,hôm qua,,\nc.xlsx,2023-05-29,,\n",
        encoding="utf-8",
    )
    files = inbox_files(tmp_path)
    arrivals = read_arrivals(files)

    assert arrivals.by_file == {"a.xlsx": datetime(2023, 5, 29, 8, 15, tzinfo=ZONE)}
    assert [row.code for row in arrivals.refused] == ["time-unreadable", "listed-not-found"]
    assert [file.name for file in files if is_report(file)] == ["a.xlsx", "b.xlsx"]


def test_file_time_is_believed_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(FORM)
    os.utime(tmp_path / "a.xlsx", (1685000000, 1685000000))
    file = inbox_files(tmp_path)[0]

    unknown, trusted = (read_file(file, {}, trust_file_times=trust) for trust in (False, True))

    assert isinstance(unknown, Return)
    assert isinstance(trusted, Return)
    assert unknown.arrived_at is None
    assert trusted.arrived_at == datetime.fromtimestamp(1685000000, ZONE)


def test_answers_file_lists_open_questions_and_reads_what_was_filled_in(tmp_path: Path) -> None:
    questions = [
        Question("q-1", "a.xlsx", "Số liệu!E8", 'Số "hơn 1.200"?', ("1.200", "thiếu")),
        Question("q-2", "b.xlsx", "", "Tệp nào?"),
    ]
    path = tmp_path / "answers.toml"
    text = answers_toml(questions, [Answer("q-0", "5", "Nguyễn Văn Mẫu")])
    path.write_text(
        text.replace(
            'question = "q-1"\nvalue = ""\nby = ""', 'question = "q-1"\nvalue = "1.200"\nby = "Trần Thị Thử"'
        ),
        encoding="utf-8",
    )

    answers = read_answers(path)

    assert set(answers) == {"q-0", "q-1"}
    assert answers["q-1"].by == "Trần Thị Thử"
    assert "# Lựa chọn: 1.200 | thiếu" in text
