"""The inbox: everything is read or told; arrival times are believed only where someone vouches for them."""

import os
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.inbox.files import FORM, PLAN, mail, opened, read_folder, zipped
from journeys.small_campaign import SMALL, returned
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.returns import (
    Envelope,
    Figure,
    Kind,
    LayoutDoubt,
    Passage,
    RefusedFile,
    Remark,
    Return,
)
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.reporting.values import NIL, Unclear, figure
from tonghop.formats.inbox.arrivals import instant_of
from tonghop.formats.inbox.file_names import shown
from tonghop.formats.inbox.folders import InboxUnreadable, inbox_files
from tonghop.formats.inbox.inbox import arrivals_of, reports_of
from tonghop.formats.inbox.reading_plan import ReadingPlan
from tonghop.formats.inbox.return_json import dumped, loaded

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SENT = datetime(2023, 5, 29, 8, 15, tzinfo=ZONE)


def names(folder: Path) -> list[str]:
    return [file.name for file in inbox_files(folder)]


def test_folder_is_walked_and_what_systems_leave_behind_is_not_mail(tmp_path: Path) -> None:
    (tmp_path / "huyện" / "đợt 1").mkdir(parents=True)
    (tmp_path / "__MACOSX").mkdir()
    for name in ("huyện/đợt 1/b.xlsx", "a.xlsx", ".DS_Store", "~$a.xlsx", "Thumbs.db", "__MACOSX/._a.xlsx"):
        (tmp_path / name).write_bytes(FORM)

    assert names(tmp_path) == ["a.xlsx", "huyện/đợt 1/b.xlsx"]


def test_names_of_odd_bytes_can_be_shown_and_stay_apart(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    for name in (b"a\xff.xlsx", b"a\xfe.xlsx", b"b\n.xlsx"):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_bytes(FORM)

    found = read_folder(tmp_path)

    assert [row.file for row in found.returns] == ["a\ufffd.xlsx", "a\ufffd (2).xlsx", "b\ufffd.xlsx"]


@PATIENT
@given(st.text(max_size=400, min_size=1))
def test_shown_name_can_always_be_written(name: str) -> None:
    assert shown(name).encode("utf-8")
    assert "\n" not in shown(name)


@pytest.mark.parametrize("encoding", ["utf-8", "cp437"])
def test_zip_reads_like_its_folder(tmp_path: Path, encoding: str) -> None:
    name = "huyện/xã Mẫu.xlsx" if encoding == "utf-8" else "huyen/xa Mau.xlsx"
    with zipfile.ZipFile(tmp_path / "inbox.zip", "w") as package:
        package.writestr(name, FORM)

    (read,) = read_folder(tmp_path / "inbox.zip").returns

    assert (read.file, read.figures[0].raw) == (name, 3)  # type: ignore[union-attr]


def test_zip_entry_without_a_time_has_an_unknown_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inbox.zip", "w") as package:
        entry = zipfile.ZipInfo("a.xlsx")
        entry.date_time = (1980, 0, 0, 0, 0, 0)
        package.writestr(entry, FORM)

    (read,) = read_folder(tmp_path / "inbox.zip", trust_file_times=True).returns

    assert read.arrived_at is None


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_inbox_that_is_no_folder_zip_or_mailbox_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("?", encoding="utf-8")

    with pytest.raises(InboxUnreadable, match=name):
        inbox_files(tmp_path / name)


# ---- mail


def test_attachment_is_read_with_the_mails_time_and_sender() -> None:
    (read,) = opened("thu.eml", mail({"a.xlsx": FORM}, sent=SENT, subject="BTG Đà Bắc gửi"))

    assert isinstance(read, Return)
    assert (read.file, read.arrived_at) == ("thu.eml/a.xlsx", SENT)
    assert read.envelope.sender == "vt@mau.example.vn"
    assert Hint("tiêu đề thư", "BTG Đà Bắc gửi") in read.envelope.hints


def test_server_that_took_the_mail_over_knows_better_than_its_sender() -> None:
    line = b"Received: from a.example.vn by b.example.vn; Wed, 31 May 2023 10:00:00 +0700\n"

    (read,) = opened("thu.eml", line + mail({"a.xlsx": FORM}, sent=SENT))

    assert isinstance(read, Return)
    assert read.arrived_at == datetime(2023, 5, 31, 10, tzinfo=ZONE)


def test_forwarded_mail_came_when_the_mail_around_it_came() -> None:
    inner = mail({"a.xlsx": FORM}, sent=SENT - timedelta(days=9), sender="Xã <xa@mau.example.vn>")

    (read,) = opened("thu.eml", mail({"chuyen.eml": inner}, sent=SENT))

    assert isinstance(read, Return)
    assert (read.file, read.arrived_at) == ("thu.eml/chuyen.eml/a.xlsx", SENT)
    assert read.envelope.sender == "xa@mau.example.vn"


def test_mail_without_attachment_is_the_report_itself() -> None:
    (read,) = opened("thu.eml", mail({}, sent=SENT))

    assert isinstance(read, Return)
    assert read.kind is Kind.REPORT


def test_empty_attachment_is_refused_by_its_name() -> None:
    read = opened("thu.eml", mail({"a.xlsx": b"", "b.xlsx": FORM}, sent=SENT))

    assert [(row.file, getattr(row, "code", "")) for row in read] == [
        ("thu.eml/a.xlsx", "empty"),
        ("thu.eml/b.xlsx", ""),
    ]


def test_mailbox_is_opened_mail_by_mail(tmp_path: Path) -> None:
    one = b"From vt@mau.example.vn Mon May 29 08:15:00 2023\n" + mail({"a.xlsx": FORM}, sent=SENT) + b"\n"
    (tmp_path / "hop.mbox").write_bytes(one * 2)

    read = read_folder(tmp_path / "hop.mbox")

    assert [row.file for row in read.returns] == [
        "hop.mbox/thư 0001.eml/a.xlsx",
        "hop.mbox/thư 0002.eml/a.xlsx",
    ]


# ---- arrivals


def test_received_csv_tells_arrivals_and_its_own_mistakes(tmp_path: Path) -> None:
    (tmp_path / "đợt").mkdir()
    for name in ("a.xlsx", "b.xlsx", "đợt/d.xlsx"):
        (tmp_path / name).write_bytes(FORM)
    (tmp_path / "e.zip").write_bytes(zipped({"g.xlsx": FORM}))
    (tmp_path / "received.csv").write_text(
        "file;received_at;symbol;date\na.xlsx;29/5/2023 8h15;12-BC/BTG;2023-05-28\nb.xlsx;hôm qua;;\n"
        "c.xlsx;2023-05-29;;\nd.xlsx;2023-05-29T08:15;;\ne.zip;2023-05-29T08:15;;\n",
        encoding="utf-8",
    )
    files = inbox_files(tmp_path)

    arrivals = arrivals_of(files)
    read = read_folder(tmp_path)

    assert [row.code for row in arrivals.refused] == ["time-unreadable", "listed-not-found"]
    assert [file.name for file in reports_of(files)] == ["a.xlsx", "b.xlsx", "e.zip", "đợt/d.xlsx"]
    assert {row.file: row.arrived_at for row in read.returns} == {
        "a.xlsx": SENT,
        "b.xlsx": None,
        "e.zip/g.xlsx": SENT,
        "đợt/d.xlsx": SENT,
    }


WRITTEN = [
    ("2023-05-29T08:15", SENT),
    ("2023-05-29T01:15+00:00", SENT),
    ("29/05/2023 08:15", SENT),
    ("8h15 ngày 29/5/2023", SENT),
    ("29.5.2023", datetime(2023, 5, 29, tzinfo=ZONE)),
    ("31/4/2023", None),
    ("hôm qua", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "instant"), WRITTEN)
def test_instants_are_read_as_offices_write_them(text: str, instant: datetime | None) -> None:
    assert instant_of(text) == instant


def test_file_time_is_believed_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(FORM)
    os.utime(tmp_path / "a.xlsx", (1685000000, 1685000000))

    unknown, trusted = (read_folder(tmp_path, trust_file_times=trust).returns[0] for trust in (False, True))

    assert unknown.arrived_at is None
    assert trusted.arrived_at == datetime.fromtimestamp(1685000000, ZONE)


# ---- the same whatever the way


def test_number_of_workers_and_what_was_read_before_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(30):
        (tmp_path / "in" / f"{number}.xlsx").write_bytes(FORM if number % 3 else b"PK")
    (tmp_path / "in" / "thu.eml").write_bytes(mail({"a.xlsx": FORM, "b.zip": zipped({"c.xlsx": FORM})}))

    plain = read_folder(tmp_path / "in", jobs=1)
    kept = read_folder(tmp_path / "in", jobs=3, cache=tmp_path / "cache")
    again = read_folder(tmp_path / "in", jobs=2, cache=tmp_path / "cache")

    assert len(plain.returns) == 22
    assert plain == kept == again
    assert list((tmp_path / "cache").rglob("*.part")) == []


def test_spoilt_cache_is_read_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(FORM)
    first = read_folder(tmp_path / "in", cache=tmp_path / "cache")
    for entry in (tmp_path / "cache").rglob("*.json"):
        entry.write_bytes(b'[["Return",{"file":1')

    assert read_folder(tmp_path / "in", cache=tmp_path / "cache") == first


def test_nothing_of_a_secret_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mat.txt").write_text("TỐI MẬT\n\nBÁO CÁO\nSố buổi: 3", encoding="utf-8")

    read = read_folder(tmp_path / "in", cache=tmp_path / "cache")

    assert [row.code for row in read.refused] == ["secret"]
    assert list((tmp_path / "cache").rglob("*.json")) == []


RESULTS = [
    returned("da-bac", {"sessions": 3, "minutes": 1.5}, nil=("models",), texts={"oral": "Đủ."}, at=SENT),
    RefusedFile("a", "scan", "Ảnh"),
    Return(
        "b.docx",
        "0" * 64,
        kind=Kind.REPORT,
        figures=(
            Figure("sessions", figure("12.50"), "p 1"),
            Figure("models", Unclear("x", "?", ("1",)), "p 2"),
        ),
        doubts=(LayoutDoubt("label", "?", "A!B1", ("a",), layout="k|label:x"),),
        remarks=(Remark("check", "!"),),
        hints=(Hint("tên tệp", "b"),),
        envelope=Envelope("a@b", (Hint("c", "d"),)),
    ),
    Return("c", "1" * 64, figures=(Figure("sessions", NIL, "x"),)),
    Return("d", "2" * 64, passages=(Passage("results", "nửa \ud83d cặp\u2028\n\x85\x00", "p 3"),)),
]


def test_results_pass_through_json_unchanged() -> None:
    line = dumped(RESULTS)

    assert loaded(line) == tuple(RESULTS)
    assert b"\n" not in line


@pytest.mark.parametrize(
    "text", ["{}", "[1]", '[["Path",{}]]', '[["Return",["Path","a"]]]', "[[]]", "nothing"]
)
def test_other_json_builds_nothing(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, IndexError, AttributeError)):
        loaded(text.encode())


def test_plan_passes_through_json_unchanged() -> None:
    plan = ReadingPlan(SMALL, PLAN.cycle, {"k|label:x": "sessions"})

    assert ReadingPlan.from_json(plan.to_json()) == plan
    assert plan.key != PLAN.key
