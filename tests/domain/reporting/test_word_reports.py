"""Reports in words, from their own text to figures, questions, narratives and hints of the sender."""

import re
import time
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.reporting.test_prose import SENDER, ready
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.documents import Cell, Document, Footnote, Paragraph, Table
from tonghop.domain.provenance import Notice, Source, Span
from tonghop.domain.reporting.campaign import Body, Campaign, Regime, Section
from tonghop.domain.reporting.senders import Senders
from tonghop.domain.reporting.values import plain_decimal
from tonghop.domain.reporting.word_reports import ReportReading, WordReports

COMMUNE = Body("ubnd-xa-tan-lap", SENDER, aliases=("UBND xã Tân Lập",))
BODIES = (
    COMMUNE,
    Body("btg-yen-son", "Ban Tuyên giáo Huyện ủy Yên Sơn"),
    Body("ca-yen-son", "Công an huyện Yên Sơn"),
    Body("btg-tinh", "Ban Tuyên giáo Tỉnh ủy"),
)
SECTIONS = (
    Section("results", "Kết quả thực hiện"),
    Section("difficulties", "Khó khăn, vướng mắc"),
    Section("next", "Phương hướng, nhiệm vụ kỳ tới"),
    Section("proposals", "Đề xuất, kiến nghị"),
)
HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "Số: 12/BC-UBND",
    "Tân Lập, ngày 25 tháng 5 năm 2023",
    "BÁO CÁO",
    "Kết quả công tác thông tin, tuyên truyền 6 tháng đầu năm 2023",
)
FOOT = ("Nơi nhận:\n- Ban Tuyên giáo Tỉnh ủy;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Nguyễn Văn Mẫu")
RESULT = "Trong kỳ, xã đã tổ chức 64 buổi tuyên truyền miệng với 4.210 lượt người tham dự."


@cache
def reports() -> WordReports:
    window = Window(DayOfYear(10, 30), DayOfYear(5, 30))
    due = DayOfYear(5, 30)
    regime = Regime("H1", "semiannual", due, proposed_late_moment(due), window=window)
    campaign = Campaign(
        "Tuyên truyền bảo vệ an ninh Tổ quốc",
        "Ban Tuyên giáo Tỉnh ủy",
        regimes=(regime,),
        indicators=ready(),
        sections=SECTIONS,
        bodies=BODIES,
    )
    return WordReports(campaign, Cycle(2023, "H1"))


def document(
    *parts: str | list[list[str]], notices: tuple[Notice, ...] = (), notes: tuple[str, ...] = ()
) -> Document:
    """Write paragraphs (strings) and tables (lists of rows) one below the other."""
    text, blocks = "", []
    for part in (*parts, *notes):
        start = len(text)
        if isinstance(part, str):
            span = Span(start, start + len(part))
            blocks.append(Footnote(span) if part in notes else Paragraph(span))
            text += part + "\n"
            continue
        cells = []
        for row, line in enumerate(part):
            for column, words in enumerate(line):
                cells.append(Cell(Span(len(text), len(text) + len(words)), row, column))
                text += words + "\t"
            text = text[:-1] + "\n"
        blocks.append(Table(Span(start, len(text) - 1), tuple(cells)))
    return Document(Source("bao-cao.docx", "ab" * 32, "text/plain"), text, tuple(blocks), notices)


def read(
    *parts: str | list[list[str]], sender: Body | None = COMMUNE, notes: tuple[str, ...] = ()
) -> ReportReading:
    return reports().read(document(*HEAD, *parts, *FOOT, notes=notes), sender)


def figures(reading: ReportReading) -> dict[str, str]:
    return {
        one.indicator: plain_decimal(one.value.amount)
        for one in reading.countable
        if one.value.amount is not None
    }


def asked(reading: ReportReading) -> dict[str, str]:
    return {doubt.indicator: doubt.code for doubt in reading.doubts}


def cut(text: str, at: str) -> str:
    """Cut a place as the contracts write it out of a document's text of one-line paragraphs."""
    number, start, end = map(int, re.findall(r"\d+", at))
    return text.split("\n\n")[number - 1][start:end]


# Figures


def test_report_gives_figures_with_sentence_and_place() -> None:
    reading = read("I. Kết quả thực hiện", RESULT)

    assert figures(reading) == {"sessions": "64", "attendances": "4210"}
    first = reading.figures[0]
    assert first.sentence == RESULT
    assert first.at == f"paragraph 8 [{RESULT.index('64')}, {RESULT.index('64') + 2}]"


def test_figure_of_a_table_has_its_cell() -> None:
    table = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"],
        ["1", "Số buổi tuyên truyền, phát động", "buổi", "64"],
    ]

    reading = read("Số liệu tại bảng sau.", table)

    assert [(one.indicator, one.at) for one in reading.figures] == [("sessions", "table 1 row 2 cell 4")]


_UNDER = [["Chỉ tiêu", "Kết quả"], ["Số buổi tuyên truyền, phát động", "64"], ["Nội dung khác", "5"]]


@pytest.mark.parametrize(
    ("title", "certain", "doubts"),
    [
        ("Biểu số 01", {"sessions": "64"}, {}),
        ("Số liệu 6 tháng đầu năm 2023", {"sessions": "64"}, {}),
        ("(Đơn vị tính: nghìn buổi)", {"sessions": "64000"}, {}),  # the table's, though it stands over it
        ("Số liệu quý I năm 2023", {}, {"sessions": "other-period"}),
        ("Trong quý I, các đơn vị đã làm nhiều việc.", {"sessions": "64"}, {}),  # a sentence is no title
    ],
)
def test_line_over_a_table_says_of_what_it_is(
    title: str, certain: dict[str, str], doubts: dict[str, str]
) -> None:
    reading = read("Số liệu cụ thể như sau.", title, _UNDER)

    assert figures(reading) == certain
    assert asked(reading) == doubts
    assert {row.at for row in reading.figures} <= {"table 1 row 2 cell 2"}


@pytest.mark.parametrize(
    ("sentence", "certain", "choices"),
    [
        ("Đã tổ chức 1\n250 buổi tuyên truyền.", {}, ("1.250", "250")),
        ("Đã tổ chức 12.\n250 buổi tuyên truyền.", {}, ("12.250", "250")),
        ("Đã tổ chức 1 250\n300 buổi tuyên truyền.", {}, ("1.250.300", "300")),
        ("Đã tổ chức\n250 buổi tuyên truyền.", {"sessions": "250"}, ()),
        ("Đã tổ chức 1\n25 buổi tuyên truyền.", {"sessions": "25"}, ()),  # no thousand ends in two digits
    ],
)
def test_number_broken_over_two_lines_is_asked(
    sentence: str, certain: dict[str, str], choices: tuple[str, ...]
) -> None:
    reading = read("I. Kết quả thực hiện", sentence)

    assert figures(reading) == certain
    assert [doubt.choices for doubt in reading.doubts] == ([choices] if choices else [])


def test_numbers_below_each_other_in_a_cell_are_not_one() -> None:
    table = [
        ["TT", "Chỉ tiêu", "Kết quả"],
        ["1", "Số buổi tuyên truyền,\nphát động", "800\n200"],
        ["2", "Khác", "9"],
    ]

    reading = read("I. Kết quả thực hiện", table)

    assert figures(reading) == {}
    assert len(asked(reading)) == 1


def test_heading_over_a_table_is_no_heading_of_its_first_column() -> None:
    table = [
        ["TT", "Chỉ tiêu", "Kết quả"],
        ["1", "Số buổi tuyên truyền, phát động", "64"],
        ["2", "Khác", "9"],
    ]

    reading = read("I. Kết quả thực hiện", table)

    assert figures(reading) == {"sessions": "64"}


def test_equal_figures_in_text_and_table_are_one() -> None:
    table = [["Chỉ tiêu", "Đơn vị tính", "Kết quả"], ["Số buổi tuyên truyền, phát động", "buổi", "64"]]

    reading = read(RESULT, table)

    assert figures(reading)["sessions"] == "64"
    assert len(next(one for one in reading.figures if one.indicator == "sessions").places) == 2


def test_text_against_table_is_a_contradiction_and_asked() -> None:
    table = [["Chỉ tiêu", "Đơn vị tính", "Kết quả"], ["Số buổi tuyên truyền, phát động", "buổi", "66"]]

    reading = read(RESULT, table)

    assert "sessions" not in figures(reading)
    assert asked(reading) == {"sessions": "contradiction"}
    assert reading.doubts[0].choices == ("66", "64")
    assert [finding.kind for finding in reading.findings] == ["contradiction"]


def test_two_figures_in_the_text_are_asked_with_their_sum() -> None:
    reading = read("Tổ chức 64 buổi tuyên truyền.", "Tổ chức 5 buổi tuyên truyền.")

    assert figures(reading) == {}
    assert reading.doubts[0].choices == ("64", "5", "69")


def test_figures_below_plans_and_proposals_are_no_results() -> None:
    reading = read(
        "I. Kết quả thực hiện",
        "Đã hoàn thành kế hoạch.",
        "II. Phương hướng, nhiệm vụ 6 tháng cuối năm",
        "Tổ chức 60 buổi tuyên truyền.",
        "III. Kiến nghị, đề xuất",
        "Phát 2.000 tờ rơi.",
    )

    assert figures(reading) == {}
    assert {(one.indicator, one.slot) for one in reading.others} == {
        ("sessions", "target"),
        ("leaflets", "target"),
    }


@pytest.mark.parametrize(
    "heading",
    ["1. Xã Đông Sơn", "2. Hội Liên hiệp Phụ nữ xã", "1. Quý I", "a) Năm 2022", "3. Tháng 4"],
)
def test_figures_below_a_heading_of_a_part_are_not_the_whole(heading: str) -> None:
    reading = read("I. Kết quả thực hiện", heading, "Tổ chức 12 buổi tuyên truyền.")

    assert figures(reading) == {}
    assert "sessions" in asked(reading)


def test_list_below_a_total_tells_its_parts() -> None:
    reading = read(
        "Đã tổ chức 64 buổi tuyên truyền, cụ thể:",
        "- Tuyên truyền miệng: 40 buổi;",
        "- Tuyên truyền lưu động: 24 buổi.",
    )

    assert figures(reading) == {"sessions": "64"}


def test_channel_of_a_heading_decides_which_indicator() -> None:
    reading = read("1. Mạng xã hội", "Đăng 120 bài.", "2. Báo chí", "Đăng 38 tin, bài.")

    assert figures(reading) == {"social-posts": "120", "press-items": "38"}


def test_footnote_never_gives_a_total() -> None:
    reading = read("Kết quả được nêu ở dưới.", notes=("[1] Tổ chức 12 buổi tuyên truyền.",))

    assert figures(reading) == {}
    assert asked(reading) == {"sessions": "only-other-slot"}


def test_title_written_into_its_paragraph_is_read_as_a_title() -> None:
    reading = read("II. Phương hướng nhiệm vụ thời gian tới\nTổ chức 60 buổi tuyên truyền.")

    assert figures(reading) == {}
    assert [passage.section for passage in reading.passages] == ["next"]


# The document as a whole


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Kết quả công tác tuyên truyền 6 tháng đầu năm 2023", None),
        ("Kết quả công tác tuyên truyền 06 tháng đầu năm 2023", None),
        ("Sơ kết 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2023", None),
        ("Kết quả thực hiện Kế hoạch số 35/KH-UBND năm 2022", None),
        ("Kết quả công tác tuyên truyền", None),
        ("Kết quả công tác tuyên truyền 6 tháng đầu năm 2022", "other-period"),
        ("Kết quả công tác tuyên truyền năm 2023", "other-period"),
        ("Kết quả công tác tuyên truyền quý I năm 2023", "other-period"),
        ("Kết quả công tác tuyên truyền 6 tháng cuối năm 2023", "other-period"),
        ("Kết quả công tác tuyên truyền 9 tháng đầu năm 2023", "other-period"),
    ],
)
def test_period_of_the_title_is_held_against_the_cycle(title: str, code: str | None) -> None:
    found = reports().read(document(*HEAD[:-1], title, RESULT, *FOOT), COMMUNE)

    assert [hold.code for hold in found.holds] == ([code] if code else [])
    assert figures(found) == ({} if code else {"sessions": "64", "attendances": "4210"})


def test_plan_is_no_report() -> None:
    found = reports().read(
        document(
            *HEAD[:4],
            "KẾ HOẠCH",
            "Tuyên truyền bảo vệ an ninh Tổ quốc",
            "Tổ chức 64 buổi tuyên truyền.",
            *FOOT,
        )
    )

    assert [hold.code for hold in found.holds] == ["not-a-report"]
    assert found.countable == ()


def test_draft_is_asked_about() -> None:
    found = reports().read(document("DỰ THẢO", *HEAD, RESULT, *FOOT), COMMUNE)

    assert [hold.code for hold in found.holds] == ["draft"]


def test_scan_is_received_and_its_figures_asked_for() -> None:
    scan = document(notices=(Notice("scan", "Tệp là bản chụp."),))

    assert reports().read(scan) == ReportReading(unread="scan")


def test_plain_text_without_a_letterhead_is_read() -> None:
    reading = reports().read(document(RESULT), COMMUNE)

    assert figures(reading) == {"sessions": "64", "attendances": "4210"}


# Who sent it


LETTERHEADS = [
    (("ỦY BAN NHÂN DÂN", "XÃ TÂN LẬP"), "ubnd-xa-tan-lap"),
    (("ỦY BAN NHÂN DÂN XÃ TÂN LẬP",), "ubnd-xa-tan-lap"),
    (("HUYỆN ỦY YÊN SƠN", "BAN TUYÊN GIÁO"), "btg-yen-son"),
    (("CÔNG AN TỈNH", "CÔNG AN HUYỆN YÊN SƠN"), "ca-yen-son"),
]


@pytest.mark.parametrize(("lines", "body"), LETTERHEADS, ids=lambda value: str(value))
def test_letterhead_names_the_sender_and_recipients_do_not(lines: tuple[str, ...], body: str) -> None:
    head = ("\n".join(lines), *HEAD[1:])
    text = document(
        *head, "Kính gửi: Ban Tuyên giáo Tỉnh ủy", RESULT, FOOT[0], "TRƯỞNG BAN", "Nguyễn Văn Mẫu"
    )

    assert Senders(BODIES).of(reports().hints(text)).decided == body


# Narratives


def test_sections_are_found_by_words_and_subjects() -> None:
    reading = read(
        "I. Kết quả đạt được",
        "Nhân dân hưởng ứng.",
        "II. Tồn tại, hạn chế",
        "Kinh phí còn ít.",
        "III. Kiến nghị",
        "Cấp thêm kinh phí.",
        "IV. Công tác khác",
        "Đã trồng cây.",
        "Trên đây là báo cáo của xã./.",
    )

    assert [(one.section, one.text) for one in reading.passages] == [
        ("results", "Nhân dân hưởng ứng."),
        ("difficulties", "Kinh phí còn ít."),
        ("proposals", "Cấp thêm kinh phí."),
        ("other", "IV. Công tác khác\nĐã trồng cây.\nTrên đây là báo cáo của xã./."),
    ]


def test_difficulties_and_proposals_come_one_by_one() -> None:
    reading = read(
        "II. Khó khăn, vướng mắc",
        "- Kinh phí còn ít; loa hỏng.",
        "- Cán bộ kiêm nhiệm.",
        "III. Đề xuất, kiến nghị: Cấp thêm kinh phí. Mở lớp tập huấn.",
    )

    assert [(one.section, one.text) for one in reading.statements] == [
        ("difficulties", "Kinh phí còn ít; loa hỏng"),
        ("difficulties", "Cán bộ kiêm nhiệm"),
        ("proposals", "Cấp thêm kinh phí"),
        ("proposals", "Mở lớp tập huấn"),
    ]


def test_no_sentence_of_the_body_is_lost() -> None:
    lines = ["Mở đầu.", "I. Kết quả", "Một câu.", "- Một ý;", "II. Khó khăn", "Hai câu. Ba câu.", "Kết luận."]

    reading = read(*lines)

    told = "\n".join(passage.text for passage in reading.passages)
    assert [line for line in lines if line not in told and not line.startswith("I")] == []


# What holds for any report

WORDS = (
    "Tổ chức", "64 buổi", "tuyên truyền", "4.210 lượt người", "tham dự", ",", ";", ".", "(", ")", ":",
    "trong đó", "xã Đông Sơn", "UBND xã", "1.350 tờ rơi", "không phát sinh", "hơn", "năm 2022", "quý I",
    "\n", "I. ", "- ", "Khó khăn", "Phương hướng", "120 phút", "thời lượng", "/", "12/12 thôn",
    "một trăm", "“", "cùng kỳ", "%", "5,5", "1,234", "mô hình", "mới", "duy trì", "9", "không",
    "điển hình", "\u200b", "İ", "Đ",
)  # fmt: skip
BLOCKS = (
    "Trong kỳ, xã tổ chức 64 buổi tuyên truyền miệng với 4.210 lượt người tham dự.",
    "Phát 1.350 tờ rơi.",
    "Duy trì 9 mô hình, xây dựng mới 2 mô hình.",
    "Vận động 870 hộ ký cam kết.",
    "Nhân dân đồng tình, hưởng ứng.",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_text_raises_and_every_place_cuts_back(words: list[str]) -> None:
    text = document(*(line for line in " ".join(words).split("\n") if line.strip()))

    reading = reports().read(text, COMMUNE)

    paragraphs = [block.span.cut(text.text) for block in text.blocks]
    for at in (
        *(place for one in reading.figures for place in one.places),
        *(one.at for one in reading.others),
    ):
        number, start, end = map(int, re.findall(r"\d+", at))
        piece = paragraphs[number - 1][start:end]
        assert piece
        assert piece == piece.strip()
        assert any(c.isdigit() for c in piece) or piece.split()[0] in ("không", "một", "chín")


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_any_characters_are_read(written: str) -> None:
    reading = reports().read(document(*filter(str.strip, written.split("\n"))), COMMUNE)

    assert reading.countable == () or any(c.isalnum() for c in written)


@pytest.mark.parametrize("order", list(permutations(range(len(BLOCKS))))[::12])
def test_order_of_unrelated_paragraphs_changes_no_figure(order: tuple[int, ...]) -> None:
    plain = read(*BLOCKS)

    assert figures(read(*(BLOCKS[place] for place in order))) == figures(plain)
    assert len(figures(plain)) == 6


@pytest.mark.parametrize(
    "piece",
    [
        "tổ chức 64 buổi tuyên truyền ",
        "64 ",
        "(",
        "xã ",
        "trong đó ",
        "không có ",
        "năm 2022 ",
        "1. ",
        "tuyên truyền, ",
        "công văn số ",
        "từ ngày 1/1/2023 đến ",
    ],
)
def test_reading_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = document(piece * (length // len(piece)))
        begin = time.perf_counter()
        reports().read(text, COMMUNE)
        return time.perf_counter() - begin

    seconds(2_000)
    short, long = seconds(20_000), seconds(80_000)

    assert long < 12 * short + 0.5
