"""Data forms annexed to a directive become indicators: forms of the official look, as Word files of ours."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument

from tonghop.domain.directives.reading import read
from tonghop.domain.documents import Document
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.campaign_record import campaign_from, tables_of
from tonghop.domain.reporting.proposals import propose_campaign
from tonghop.domain.reporting.proposed_kinds import how_it_adds
from tonghop.formats.intake import open_document
from tonghop.formats.workbooks.ready_data import decree_windows, ready

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH MẪU SƠN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 12/KH-UBND",
    "Mẫu Sơn, ngày 05 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Tuyên truyền phòng cháy, chữa cháy năm 2026",
    "1. Sở Nội vụ chủ trì tổ chức tuyên truyền; phấn đấu trong năm tổ chức 100 buổi tuyên truyền tại cơ sở.",
    "2. Các sở, ngành, Ủy ban nhân dân các xã, phường báo cáo kết quả về Ủy ban nhân dân tỉnh (qua Sở Nội vụ)"
    " định kỳ 6 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12) theo biểu mẫu kèm theo.",
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
)

Rows = Sequence[Sequence[str]]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def directive(rows: Rows, merged: Merged = (), head: str = "Biểu mẫu số 01", above: str = "") -> bytes:
    """A plan with one annexed form, as a Word file with a real table."""
    word = WordDocument()
    for line in (*HEAD, head, "TỔNG HỢP SỐ LIỆU TUYÊN TRUYỀN", above):
        if line:
            word.add_paragraph(line)
    table = word.add_table(rows=len(rows), cols=max(map(len, rows)))
    for line, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(line, cells.cells, strict=False):
            cell.text = text
    for (top, left), (bottom, right) in merged:
        kept = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = kept
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def opened(content: bytes, name: str = "ke-hoach.docx") -> Document:
    return open_document(content, name=name)


def proposed(content: bytes, name: str = "ke-hoach.docx") -> Campaign:
    document = opened(content, name)
    campaign = propose_campaign(read(document), ready=ready(), windows=decree_windows(), document=document)
    assert campaign_from(tables_of(campaign)) == campaign
    return campaign


def names_of(campaign: Campaign) -> list[str]:
    return [row.name for row in campaign.indicators]


OFFICIAL: Rows = (
    ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện", "", "Lũy kế từ đầu năm", "Cùng kỳ năm trước", "Ghi chú"),
    ("", "", "", "Kỳ này", "Ước cả kỳ", "", "", ""),
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
    ("I", "Tuyên truyền trực tiếp", "", "", "", "", "", ""),
    ("1", "Số buổi tuyên truyền", "buổi", "", "", "", "", ""),
    ("", "- Tại trường học", "buổi", "", "", "", "", ""),
    ("2", "Số lượt người tham dự", "lượt người", "", "", "", "", ""),
    ("", "Trong đó: nữ", "", "", "", "", "", ""),
    ("II", "Kết quả xây dựng mô hình", "", "", "", "", "", ""),
    ("1", "Mô hình đang duy trì", "mô hình", "", "", "", "", ""),
    ("2", "Số hộ được tuyên truyền", "hộ", "", "", "", "", ""),
    ("3", "Kinh phí thực hiện", "triệu đồng", "", "", "", "", ""),
    ("4", "Tỷ lệ hộ có bình chữa cháy", "%", "", "", "", "", ""),
    ("", "Tổng cộng", "", "", "", "", "", ""),
)
OFFICIAL_MERGED: Merged = (
    *(((0, column), (1, column)) for column in (0, 1, 2, 5, 6, 7)),
    ((0, 3), (0, 4)),
)


@pytest.mark.parametrize("merged", [OFFICIAL_MERGED, ()], ids=["merged header", "header without merges"])
def test_official_form_becomes_indicators_with_groups_parts_and_kinds(merged: Merged) -> None:
    campaign = proposed(directive(OFFICIAL, merged))

    rows = {row.name: row for row in campaign.indicators}
    assert list(rows) == [
        "Số buổi tuyên truyền",
        "Số buổi tuyên truyền, trong đó: tại trường học",
        "Số lượt người tham dự",
        "Số lượt người tham dự, trong đó: nữ",
        "Mô hình đang duy trì",
        "Số hộ được tuyên truyền",
        "Kinh phí thực hiện",
        "Tỷ lệ hộ có bình chữa cháy",
    ]
    assert [row.unit for row in rows.values()] == [
        "buổi",
        "buổi",
        "lượt người",
        "lượt người",
        "mô hình",
        "hộ",
        "triệu đồng",
        "%",
    ]
    assert [row.kind for row in rows.values()] == [
        *("flow", "flow", "flow", "flow"),
        *("stock", "distinct", "flow", "distinct"),
    ]
    sessions, part = rows["Số buổi tuyên truyền"], rows["Số buổi tuyên truyền, trong đó: tại trường học"]
    assert part.parent == sessions.code
    assert (sessions.group, rows["Số hộ được tuyên truyền"].group) == (
        "Tuyên truyền trực tiếp",
        "Kết quả xây dựng mô hình",
    )
    assert (sessions.estimate, sessions.cumulative, sessions.target) == (True, True, Decimal(100))
    assert not rows["Mô hình đang duy trì"].cumulative
    assert rows["Kinh phí thực hiện"].decimals == 3
    assert all(row.why for row in rows.values())


def test_checks_follow_from_the_form() -> None:
    campaign = proposed(directive(OFFICIAL, OFFICIAL_MERGED))
    codes = {row.name: row.code for row in campaign.indicators}
    sessions, attended = codes["Số buổi tuyên truyền"], codes["Số lượt người tham dự"]

    rules = {check.rule for check in campaign.checks}

    assert f"{attended} >= {sessions}" in rules
    assert f"{sessions} >= {codes['Số buổi tuyên truyền, trong đó: tại trường học']}" in rules
    assert all(check.message for check in campaign.checks)


def test_what_is_left_open_is_asked_in_few_questions() -> None:
    campaign = proposed(directive(OFFICIAL, OFFICIAL_MERGED))

    asked = [line for line in campaign.to_resolve if line.startswith("Chỉ tiêu")]
    assert any("không cộng được" in line and "Số hộ được tuyên truyền" in line for line in asked)
    assert any("xác nhận kế hoạch 100 buổi" in line for line in asked)
    assert len(asked) <= 4
    assert (campaign.coordinator, campaign.superior) == ("Sở Nội vụ", "Ủy ban nhân dân tỉnh Mẫu Sơn")
    assert {row.code: str(row.due) for row in campaign.regimes} == {"H1": "06-15", "Y": "12-15"}


FORMS: list[tuple[str, Rows, Merged, str, list[tuple[str, str]]]] = [
    (
        "units in brackets, no column for them",
        (
            ("TT", "Nội dung báo cáo", "Số liệu", "Ghi chú"),
            ("1", "Số buổi tuyên truyền (buổi)", "", ""),
            ("1.1", "Số lượt người dự (lượt người)", "", ""),
            ("2", "Số tin, bài (nếu có)", "", ""),
        ),
        (),
        "",
        [
            ("Số buổi tuyên truyền", "buổi"),
            ("Số lượt người dự", "lượt người"),
            ("Số tin, bài (nếu có)", "tin, bài"),
        ],
    ),
    (
        "one unit above the table",
        (
            ("STT", "Chỉ tiêu", "Kết quả thực hiện"),
            ("1", "Chi cho tuyên truyền", "…"),
            ("2", "Chi cho tập huấn", "......"),
        ),
        (),
        "Đơn vị tính: triệu đồng",
        [("Chi cho tuyên truyền", "triệu đồng"), ("Chi cho tập huấn", "triệu đồng")],
    ),
    (
        "one thing a column, bodies in the rows",
        (
            ("STT", "Tên đơn vị", "Tuyên truyền miệng", "", "Tờ rơi (tờ)", "Ghi chú"),
            ("", "", "Số buổi", "Số lượt người", "", ""),
            ("1", "Xã Mẫu Một", "", "", "", ""),
            ("", "Tổng cộng", "", "", "", ""),
        ),
        (((0, 2), (0, 3)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 4), (1, 4)), ((0, 5), (1, 5))),
        "",
        [
            ("Tuyên truyền miệng: số buổi", "buổi"),
            ("Tuyên truyền miệng: số lượt người", "lượt người"),
            ("Tờ rơi", "tờ"),
        ],
    ),
    (
        "a column that asks each row for a part",
        (
            ("STT", "Chỉ tiêu", "ĐVT", "Tổng số", "Trong đó: nữ"),
            ("1", "Số người được tập huấn", "người", "", ""),
        ),
        (),
        "",
        [("Số người được tập huấn", "người"), ("Số người được tập huấn, trong đó: nữ", "người")],
    ),
    (
        "headings without a unit, the same name below two of them",
        (
            ("STT", "Nội dung", "Đơn vị tính", "Thực hiện"),
            ("A", "Cấp tỉnh", "", ""),
            ("1", "Số lớp tập huấn", "lớp", ""),
            ("B", "Cấp xã", "", ""),
            ("1", "Số lớp tập huấn", "lớp", ""),
            ("2", "Hội thi", "", ""),
            ("", "- Cấp xã", "cuộc", ""),
        ),
        (),
        "",
        [("Số lớp tập huấn", "lớp"), ("Cấp xã: số lớp tập huấn", "lớp"), ("Hội thi: cấp xã", "cuộc")],
    ),
    (
        "numbers before the names",
        (
            ("Chỉ tiêu", "Đơn vị tính", "Kỳ báo cáo"),
            ("1. Số vụ cháy", "vụ", ""),
            ("2. Số người bị thương", "người", ""),
        ),
        (),
        "",
        [("Số vụ cháy", "vụ"), ("Số người bị thương", "người")],
    ),
]


@pytest.mark.parametrize(
    ("rows", "merged", "above", "asked"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS]
)
def test_form_of_another_look_is_read(
    rows: Rows, merged: Merged, above: str, asked: list[tuple[str, str]]
) -> None:
    campaign = proposed(directive(rows, merged, above=above))

    assert [(row.name, row.unit) for row in campaign.indicators] == asked


def test_target_column_gives_targets() -> None:
    rows = (
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Thực hiện"),
        ("1", "Số lớp tập huấn", "lớp", "1.200", ""),
        ("2", "Số cuộc thi", "cuộc", "", ""),
        ("3", "Số video", "video", "", ""),
    )
    campaign = proposed(directive(rows))

    assert [row.target for row in campaign.indicators] == [Decimal(1200), None, None]


def test_table_that_is_filled_with_figures_asks_for_nothing() -> None:
    rows = (
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch 2026", "Kế hoạch 2027"),
        ("1", "Số buổi", "buổi", "100", "120"),
        ("2", "Số tờ rơi", "tờ", "5.000", "6.000"),
    )
    campaign = proposed(directive(rows))

    assert names_of(campaign) == [row.name for row in ready().indicators]
    assert any("đã có số liệu" in line for line in campaign.to_resolve)


def test_layout_table_is_no_form() -> None:
    campaign = proposed(
        directive((("Nơi nhận:", "CHỦ TỊCH"), ("- Như trên", "Nguyễn Văn Mẫu")), head="Phụ lục")
    )

    assert names_of(campaign) == [row.name for row in ready().indicators]


FLATTENED = """Biểu mẫu số 01
TỔNG HỢP SỐ LIỆU

STT

Chỉ tiêu

Đơn vị tính

Thực hiện

Ghi chú

1

Số buổi tuyên truyền

buổi

2

Số lượt người dự

lượt người

3

Số mô hình đang duy trì

mô hình
"""


def test_flattened_form_is_read_where_every_row_keeps_number_name_and_unit() -> None:
    text = "\n\n".join((*HEAD, FLATTENED))

    names = [row.name for row in proposed(text.encode(), "ke-hoach.txt").indicators]

    assert names == ["Số buổi tuyên truyền", "Số lượt người dự", "Số mô hình đang duy trì"]


def test_flattened_form_that_has_lost_units_is_left_to_a_person() -> None:
    text = "\n\n".join((*HEAD, FLATTENED.replace("\n\nbuổi", "").replace("\n\nlượt người", "")))
    campaign = proposed(text.encode(), "ke-hoach.txt")

    assert names_of(campaign) == [row.name for row in ready().indicators]
    assert any("chưa đọc được thành bảng" in line for line in campaign.to_resolve)


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("Số buổi tuyên truyền", "buổi", "flow"),
        ("Lượt người dự", "lượt người", "flow"),
        ("Số người bị thương", "người", "flow"),
        ("Số người được tập huấn", "người", "distinct"),
        ("Số hộ được tuyên truyền", "hộ", "distinct"),
        ("Số mô hình hiện có", "mô hình", "stock"),
        ("Số xã đạt chuẩn đến cuối kỳ", "xã", "stock"),
        ("Số mô hình xây dựng mới", "mô hình", "flow"),
        ("Tỷ lệ hộ đạt chuẩn", "%", "distinct"),
        ("Kinh phí", "triệu đồng", "flow"),
        ("Việc khác", "việc", "flow"),
    ],
)
def test_kind_is_judged_by_words_with_the_reason(name: str, unit: str, kind: str) -> None:
    adding = how_it_adds(name, unit)

    assert adding.kind == kind
    assert adding.why.endswith(".")


def test_share_for_each_body_becomes_no_target() -> None:
    lines = list(HEAD)
    lines[6] = "1. Sở Nội vụ chủ trì tuyên truyền; phấn đấu mỗi xã tổ chức ít nhất 02 buổi tuyên truyền."
    text = "\n\n".join((*lines, FLATTENED))
    campaign = proposed(text.encode(), "ke-hoach.txt")

    assert all(row.target is None for row in campaign.indicators)
    assert any("2 buổi, chưa tự gắn" in line for line in campaign.to_resolve)


def test_every_real_document_gives_a_campaign_that_reads_back(reading: Path) -> None:
    files = sorted((*reading.glob("texts/*.txt"), *reading.glob("more/*.txt")))

    for file in files:
        campaign = proposed(file.read_bytes(), file.name)

        assert campaign.to_resolve, file.name
        assert ", " not in campaign.coordinator.replace(", Thể thao", "").replace(", ngành", ""), file.name
    assert len(files) >= 90
