"""Lists of incoming documents: columns by their headings in any spelling, days with and without hours."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from tonghop.domain.consolidation.incoming import (
    BY_NAME,
    BY_SENDER_AND_SYMBOL,
    BY_SYMBOL,
    Incoming,
    KnownFile,
    Matched,
    matched,
    symbols_in,
)
from tonghop.domain.reporting.campaign import Body
from tonghop.domain.reporting.senders import Senders
from tonghop.formats.inbox.incoming_lists import (
    HEADINGS,
    ListUnreadable,
    ListWithoutHeadings,
    headed,
    read_incoming_list,
)
from tonghop.formats.inbox.leaves import Leaf, leaves_of

LINE = "7;29/5/2026 08:15;12/BC-UBND;28/5/2026;UBND xã Ân Mẫu;Báo cáo 6 tháng;a.docx"


@pytest.mark.parametrize(
    "headings",
    [
        "Số đến;Ngày đến;Số ký hiệu;Ngày văn bản;Cơ quan ban hành;Trích yếu;Tệp",
        "SỐ ĐẾN;NGÀY ĐẾN;SỐ, KÝ HIỆU;NGÀY VB;NƠI GỬI;NỘI DUNG;TÊN TỆP",
        "Số VB đến;Ngày giờ đến;Số/Ký hiệu;Ngày, tháng văn bản;Tác giả;Tên loại và trích yếu;Tệp đính kèm",
        "so den;ngay den;so ky hieu;ngay van ban;co quan ban hanh;trich yeu;tep",
        "Số đến (1);Ngày đến (2);Số ký hiệu (3);Ngày ban hành (4);Đơn vị gửi;Trích yếu (6);File",
    ],
)
def test_headings_in_any_spelling(headings: str) -> None:
    (line,) = read_incoming_list(f"SỔ VĂN BẢN ĐẾN\n\n{headings}\n{LINE}\n".encode(), "so.csv").lines

    assert str(line.came_at) == "2026-05-29 08:15:00+07:00"
    assert (line.has_hour, line.incoming_number, line.symbol) == (True, "7", "12/BC-UBND")
    assert (line.dated_on, line.sender, line.file) == (date(2026, 5, 28), "UBND xã Ân Mẫu", "a.docx")


def test_columns_in_any_order() -> None:
    told = "Trích yếu\tCơ quan ban hành\tNgày đến\tGiờ đến\nBáo cáo\tXã Mẫu\t30/5/2026\t8h05\n"

    (line,) = read_incoming_list(told.encode(), "so.csv").lines

    assert (str(line.came_at), line.has_hour) == ("2026-05-30 08:05:00+07:00", True)


@pytest.mark.parametrize(
    ("day", "came_at", "has_hour"),
    [
        (datetime(2026, 5, 30, 14, 20), "2026-05-30 14:20:00+07:00", True),  # noqa: DTZ001 (as a cell holds it)
        (date(2026, 5, 30), "2026-05-30 00:00:00+07:00", False),
        ("30/5/2026", "2026-05-30 00:00:00+07:00", False),
        ("14:20 ngày 30/5/2026", "2026-05-30 14:20:00+07:00", True),
    ],
)
def test_days_of_workbooks(day: object, came_at: str, has_hour: bool) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Ngày đến", "Số ký hiệu"])
    sheet.append([day, "12/BC-UBND"])
    held = BytesIO()
    workbook.save(held)

    (line,) = read_incoming_list(held.getvalue(), "so.xlsx").lines

    assert (str(line.came_at), line.has_hour) == (came_at, has_hour)


def test_what_cannot_be_read_is_said_with_its_line() -> None:
    told = "Ngày đến;Số ký hiệu\nhôm qua;1/BC\n;2/BC\n30/5/2026;3/BC\n(1);(2)\n"

    read = read_incoming_list(told.encode(), "so.csv")

    assert [line.symbol for line in read.lines] == ["3/BC"]
    assert read.faults[0].startswith("Dòng 2")
    assert "hôm qua" in read.faults[0]
    assert "để trống" in read.faults[1]


@pytest.mark.parametrize(
    "content", [b"a;b;c\n1;2;3\n1;2;3\n", "Số ký hiệu;Nơi gửi\n1/BC;Xã\n2/BC;Xã\n".encode()]
)
def test_without_headings(content: bytes) -> None:
    with pytest.raises(ListWithoutHeadings):
        read_incoming_list(content, "so.csv")


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"", b"MZ program"])
def test_what_is_no_list(content: bytes) -> None:
    with pytest.raises(ListUnreadable):
        read_incoming_list(content, "so.csv")


def test_no_heading_means_two_things() -> None:
    words = [word for word, _ in headed()]

    assert len(words) == len(set(words)) == sum(map(len, HEADINGS.values()))


SENDERS = Senders(
    [Body("a", "Ủy ban nhân dân xã Ân Mẫu"), Body("b", "Ủy ban nhân dân xã Dĩ Mẫu"), Body("c", "Sở Mẫu")]
)
FILES = (
    KnownFile("thư.eml/a.docx", "a", symbols_in("Số: 12/BC-UBND")),
    KnownFile("b.docx", "b", symbols_in("Số: 12/BC-UBND")),
    KnownFile("nhà/c.xlsx", "c"),
    KnownFile("khác/c.xlsx", "c", symbols_in("7/BC-SM")),
)


def line(**said: str) -> Incoming:
    return Incoming(1, datetime.fromisoformat("2026-05-30T08:00+07:00"), True, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (line(file="B.DOCX"), Matched("b.docx", BY_NAME)),
        (line(file="thư.eml"), Matched("thư.eml", BY_NAME)),  # the mail in which it lies
        (line(file="c.xlsx"), Matched(candidates=("khác/c.xlsx", "nhà/c.xlsx"))),
        (line(file="nhà/c.xlsx"), Matched("nhà/c.xlsx", BY_NAME)),
        (line(symbol="12/BC- UBND", sender="UBND xã Dĩ Mẫu"), Matched("b.docx", BY_SENDER_AND_SYMBOL)),
        (
            line(symbol="12/BC-UBND"),
            Matched(candidates=("b.docx", "thư.eml/a.docx")),
        ),  # every commune has one
        (line(symbol="7/BC-SM"), Matched("khác/c.xlsx", BY_SYMBOL)),
        (line(symbol="7/BC-SM", sender="Xã không quen"), Matched(candidates=("khác/c.xlsx",))),
        (line(symbol="9/BC-SM", sender="Sở Mẫu"), Matched(candidates=("khác/c.xlsx", "nhà/c.xlsx"))),
        (line(symbol="99/BC"), Matched()),
    ],
)
def test_lines_are_files_or_are_asked(told: Incoming, found: Matched) -> None:
    assert matched([told], FILES, SENDERS) == [found]


def test_two_lines_that_claim_one_file_are_both_asked() -> None:
    both = matched([line(file="b.docx"), line(file="b.docx")], FILES, SENDERS)

    assert both == [Matched("", "", ("b.docx",))] * 2


def test_a_file_is_its_own_leaf() -> None:
    (leaf,) = leaves_of("a.txt", b"Xin gui bao cao cua xa Mau")

    assert isinstance(leaf, Leaf)
    assert leaf.name == "a.txt"
