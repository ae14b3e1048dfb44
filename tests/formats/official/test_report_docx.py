"""The report: official measures, coverage once, figures, narratives in order, sources; equal bytes."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.structures import Structure, structured
from tonghop.domain.reporting.campaign import Body
from tonghop.formats.official.parts import vietnamese_date
from tonghop.formats.official.pdf import pdf_document
from tonghop.formats.official.report import report_document
from tonghop.formats.official.word import word_document
from tonghop.formats.registers.vietnam import vietnam

MAY = datetime(2023, 5, 20, 8, 0, tzinfo=ZONE)
DAY = date(2023, 6, 5)


def consolidation(**changed: str) -> Consolidation:
    campaign = replace(SMALL, **changed) if changed else SMALL  # type: ignore[arg-type]
    returns = [
        returned(
            "da-bac", {"sessions": 1200, "households": 30}, texts={"difficulties": "Thiếu loa."}, at=MAY
        ),
        returned("kim-boi", {"sessions": 34, "households": 50}, nil=("models",), at=DUE.late_from),
    ]
    return consolidate(campaign, CYCLE, returns, DUE)


def report_docx(done: Consolidation, day: date) -> bytes:
    return word_document(report_document(done, day))


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += ["\n".join(p.text for p in cell.paragraphs) for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def test_party_report_has_the_heading_of_guideline_36() -> None:
    text = words(report_docx(consolidation(), DAY))

    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "TỈNH ỦY HÒA BÌNH",
        "BAN TUYÊN GIÁO\n*",
        "-BC/BTGTU",
        "-----",
        "TRƯỞNG BAN",
    ):
        assert part in text, part
    assert "Hòa Bình, ngày 05 tháng 06 năm 2023" in text
    assert "BAN TUYÊN GIÁO TỈNH ỦY" not in text
    assert "CỘNG HÒA" not in text


def test_state_report_has_the_heading_of_decree_30() -> None:
    state = consolidation(
        form="state", coordinator="Sở Thông tin và Truyền thông", superior="Ủy ban nhân dân tỉnh"
    )
    text = words(report_docx(state, DAY))

    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: ", "/BC-BTGTU"):
        assert part in text, part
    assert "Hòa Bình, ngày 05 tháng 6 năm 2023" in text


def test_paper_margins_and_font_are_official() -> None:
    document = Document(BytesIO(report_docx(consolidation(), DAY)))
    section = document.sections[0]

    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [length.mm for length in lengths if length] == pytest.approx([210, 297, 20, 30, 15], abs=0.1)
    assert section.different_first_page_header_footer
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert "PAGE" in section.header._element.xml


def test_number_is_left_to_the_clerk() -> None:
    assert "Số         -BC/BTGTU" in words(report_docx(consolidation(), DAY))


def test_coverage_is_said_once_with_names() -> None:
    text = words(report_docx(consolidation(), DAY))

    assert text.count("đơn vị đã gửi báo cáo") == 1
    assert "Có 2/5 đơn vị đã gửi báo cáo (1 đúng hạn, 1 sau hạn)" in text
    assert "2 đơn vị chưa báo cáo: Ban Tuyên giáo Huyện ủy Mai Châu, Sở Thông tin và Truyền thông" in text
    assert "1 đơn vị được miễn báo cáo kỳ này: Báo Hòa Bình" in text


def test_many_missing_bodies_are_listed_in_an_annex() -> None:
    more = tuple(Body(f"xa-{number}", f"Xã Mẫu {number:02d}") for number in range(20))
    campaign = replace(SMALL, bodies=(*SMALL.bodies, *more))
    text = words(report_docx(consolidate(campaign, CYCLE, [], DUE), DAY))

    assert "24 đơn vị chưa báo cáo (danh sách ở phụ lục)" in text
    assert "ĐƠN VỊ CHƯA BÁO CÁO" in text
    assert text.count("Xã Mẫu 07") == 1


def test_figures_are_vietnamese_and_distinct_counts_are_not_added() -> None:
    text = words(report_docx(consolidation(), DAY))

    assert "1.234" in text
    assert "50 đến 80 (*)" in text
    assert "không cộng được" in text


STRUCTURES = [
    (Structure("as-of", date(2025, 7, 1)), "được tính theo tổ chức ngày 01/7/2025."),
    (Structure("succession", date(2026, 11, 23)), "được tính quy về đơn vị kế thừa ngày 23/11/2026."),
]


@pytest.mark.parametrize(("structure", "told"), STRUCTURES)
def test_structure_is_said_once_below_the_figures(structure: Structure, told: str) -> None:
    document = report_document(structured(consolidation(), vietnam(), structure), DAY)

    pages = pypdfium2.PdfDocument(pdf_document(document))
    in_pdf = " ".join(page.get_textpage().get_text_range() for page in pages)
    for text in (words(word_document(document)), " ".join(in_pdf.split())):
        assert text.count("Tổng số giữ như các đơn vị báo cáo") == 1
        assert told in text


def test_report_as_reported_says_nothing_of_a_structure() -> None:
    told = words(report_docx(consolidation(), DAY))

    assert "giữ như các đơn vị báo cáo" not in told
    assert "theo địa bàn" not in told


def test_report_is_clean_of_files_cells_and_findings() -> None:
    text = words(report_docx(consolidation(), DAY))

    assert ".xlsx" not in text
    assert "Số liệu!" not in text


def test_outline_is_kept_in_order_and_numbered() -> None:
    text = words(report_docx(consolidation(), DAY))

    places = [
        text.index(part) for part in ("I. KẾT QUẢ", "1. Số liệu", "2. Tuyên truyền miệng", "II. KHÓ KHĂN")
    ]
    assert places == sorted(places)
    assert "- Thiếu loa. (Ban Tuyên giáo Huyện ủy Đà Bắc)" in text


def test_equal_consolidations_give_equal_bytes() -> None:
    assert report_docx(consolidation(), DAY) == report_docx(consolidation(), DAY)
    assert report_docx(consolidation(), DAY) != report_docx(consolidation(), date(2023, 6, 6))


@pytest.mark.parametrize(
    ("day", "party", "written"),
    [
        (date(2023, 2, 3), False, "Huế, ngày 03 tháng 02 năm 2023"),
        (date(2023, 8, 15), False, "Huế, ngày 15 tháng 8 năm 2023"),
        (date(2023, 8, 5), True, "Huế, ngày 05 tháng 08 năm 2023"),
    ],
)
def test_place_and_date_take_zeros_as_each_form_says(day: date, party: bool, written: str) -> None:
    assert vietnamese_date("Huế", day, two_digit_months=party) == written


def test_sample_directive_is_the_one_that_its_builder_writes() -> None:
    from formats.official.sample_directive import PATH, sample_directive

    assert words(PATH.read_bytes()) == words(sample_directive())


@pytest.mark.office
def test_report_opens_in_libreoffice(tmp_path: Path) -> None:
    import shutil
    import subprocess

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (make install-system)")
    (tmp_path / "report.docx").write_bytes(report_docx(consolidation(), DAY))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "report.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    text = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "1.234" in text


def test_what_stands_outside_the_outline_comes_last_under_its_own_heading() -> None:
    sent = returned("da-bac", {"sessions": 5}, texts={"other": "Đã tặng quà các hộ nghèo."}, at=MAY)
    text = words(report_docx(consolidate(SMALL, CYCLE, [sent], DUE), DAY))

    assert text.index("III. NỘI DUNG KHÁC") < text.index("Đã tặng quà các hộ nghèo.")
    assert "NỘI DUNG KHÁC" not in words(report_docx(consolidation(), DAY))
