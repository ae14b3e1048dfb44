"""The annex workbook: sums that add up, text that stays text, sources of every figure, equal bytes."""

import csv
import subprocess
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from shutil import which
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from machine_time import quiet_seconds
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.figures import FigureSource, total
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.record import record_of
from tonghop.domain.consolidation.returns import RefusedFile
from tonghop.domain.consolidation.submissions import Finding, Submission
from tonghop.domain.reporting.campaign import Body
from tonghop.domain.reporting.due_list import due_list
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.values import NIL, figure
from tonghop.formats.official import annex_cells
from tonghop.formats.official.annex import BODIES, POINTS, SOURCES, TOTALS, WRITTEN, annex_xlsx
from tonghop.formats.official.annex_cells import FIRST_ROW, HEADER_ROW, LONGEST_TEXT, plain_text

MAY = datetime(2023, 5, 20, 8, 0, tzinfo=ZONE)
DAY = date(2023, 6, 5)
HEADER = HEADER_ROW + 1
FORMULA_LIKE = ("=HYPERLINK(1)", "+84 218", "-1+2", "@SUM(A1)", "\t=1", "\r=1")


def consolidation(**changed: Any) -> Consolidation:
    returns = [
        returned(
            "da-bac",
            {"sessions": 1200, "attendances": 5000, "households": 30, "minutes": 12.5},
            texts={"difficulties": "=Thiếu loa. Đường xa."},
            file="=cmd|A0.xlsx",
            at=MAY,
        ),
        returned("kim-boi", {"sessions": 34, "households": 50}, nil=("models",), at=DUE.late_from),
    ]
    return consolidate(replace(SMALL, **changed), CYCLE, returns, DUE)


def sheet(content: bytes, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).to_python()


def table(content: bytes, name: str) -> list[dict[str, Any]]:
    rows = sheet(content, name)
    titles = [str(title).replace("\n", " ") for title in rows[HEADER_ROW]]
    return [dict(zip(titles, row, strict=True)) for row in rows[FIRST_ROW:]]


def test_totals_are_those_of_the_consolidation() -> None:
    rows = table(annex_xlsx(consolidation(), DAY), TOTALS)

    assert [row["Thực hiện"] for row in rows] == [1234, 5000, "Không phát sinh", "50 đến 80 (*)", 4.17, 12.5]
    assert [row["Cách cộng"] for row in rows][:4] == ["cộng dồn", "cộng dồn", "thời điểm", "không cộng được"]
    for row in rows:
        counted = ("Số đơn vị báo số liệu", "Không phát sinh", "Chưa có số liệu", "Được miễn")
        assert sum(row[title] for title in counted) == len(SMALL.bodies)


def test_previous_target_and_estimate_stand_beside_the_total() -> None:
    done = consolidation()
    sessions = replace(done.totals[0].indicator, target=Decimal(2000))
    first = replace(done.totals[0], indicator=sessions, previous=Decimal(1000), estimated=Decimal(30))
    row = table(annex_xlsx(replace(done, totals=(first, *done.totals[1:])), DAY), TOTALS)[0]

    told = [row[title] for title in ("Trong đó: ước", "Cùng kỳ năm trước", "Tăng, giảm (%)", "Kế hoạch")]
    assert told == [30, 1000, 23.4, 2000]
    assert row["Đạt kế hoạch (%)"] == 61.7


def test_matrix_has_every_body_with_its_standing_and_marks_what_is_no_figure() -> None:
    rows = table(annex_xlsx(consolidation(), DAY), BODIES)

    assert [(row["Đơn vị"], row["Tình trạng"]) for row in rows[:-1]] == [
        (body.name, standing)
        for body, standing in zip(
            SMALL.bodies, ("đúng hạn", "muộn", "chưa gửi", "chưa gửi", "được miễn"), strict=True
        )
    ]
    assert rows[0]["Nhận lúc"] == "20/05/2023 08:00"
    assert rows[1]["Mô hình đang duy trì (mô hình)"] == "KPS"
    assert rows[2]["Số buổi tuyên truyền (buổi)"] == ""


def test_missing_cells_are_shaded_and_nil_ones_are_not() -> None:
    book = openpyxl.load_workbook(BytesIO(annex_xlsx(consolidation(), DAY)))
    models = book[BODIES]["G5":"G6"]

    assert models[0][0].fill.fgColor.rgb == "FFD9D9D9"
    assert models[1][0].fill.fill_type is None


def test_sum_row_is_a_formula_with_its_value_where_the_kind_adds() -> None:
    content = annex_xlsx(consolidation(), DAY)
    formulas = [cell.value for cell in openpyxl.load_workbook(BytesIO(content))[BODIES][HEADER + 6]]
    values = sheet(content, BODIES)[-1]

    assert formulas[4] == "=SUM(E5:E9)"
    assert values[4:] == [1234, 5000, "Không phát sinh", "50 đến 80 (*)", 4.17, 12.5]
    assert all(not str(cell).startswith("=") for cell in formulas[6:9])


def test_figure_held_by_the_body_above_is_seen_and_not_added() -> None:
    done = consolidation()
    first = done.totals[0]
    held = replace(first.sources[1], contained_in="da-bac")
    changed = replace(first, sources=first.sources[:1], contained=(held,), value=Decimal(1200))
    content = annex_xlsx(replace(done, totals=(changed, *done.totals[1:])), DAY)

    column = [row[4] for row in sheet(content, BODIES)[FIRST_ROW:]]
    assert column == [1200, "34 †", "", "", "", 1200]
    assert "đã nằm trong số của Ban Tuyên giáo Huyện ủy Đà Bắc" in table(content, SOURCES)[1]["Trạng thái"]


def test_every_figure_has_its_source() -> None:
    done = consolidation()
    rows = table(annex_xlsx(done, DAY), SOURCES)

    assert len(rows) == sum(len(row.sources) for row in done.totals)
    first = rows[0]
    source = done.totals[0].sources[0]
    assert first["Giá trị"] == 1200
    assert first["Tệp"] == "=cmd|A0.xlsx"
    assert first["SHA-256 (12 ký tự đầu)"] == source.sha256[:12]
    assert (first["Vị trí"], first["Do"], first["Trạng thái"]) == ("Số liệu!E8", "đọc từ tệp", "số liệu")
    assert [row["Trạng thái"] for row in rows if row["Giá trị"] == ""] == ["không phát sinh"]


def test_narratives_are_verbatim_with_their_place() -> None:
    rows = table(annex_xlsx(consolidation(), DAY), WRITTEN)

    assert [(row["Mục"], row["Nguyên văn"]) for row in rows] == [
        ("Khó khăn, vướng mắc", "=Thiếu loa."),
        ("Khó khăn, vướng mắc", "Đường xa."),
    ]
    assert rows[0]["Đơn vị"] == "Ban Tuyên giáo Huyện ủy Đà Bắc"
    assert rows[0]["Vị trí"].startswith("Nội dung!D9")


def test_findings_questions_and_refused_files_are_listed() -> None:
    done = replace(
        consolidation(),
        findings=(Finding("outlier", "da-bac", "a.xlsx", "Số liệu!E8", "Gấp mười kỳ trước."),),
        refused=(RefusedFile("b.zip", "damaged", "Tệp hỏng."),),
    )
    rows = table(annex_xlsx(done, DAY), POINTS)

    assert [row["Loại"] for row in rows] == ["Khác thường", "Tệp không đọc"]
    assert rows[1]["Nội dung"] == "Tệp hỏng."


@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    done = consolidation()
    bodies = (replace(SMALL.bodies[0], name=f"{text} x"), *SMALL.bodies[1:])
    source = FigureSource("da-bac", figure(3), text, text, text, text, text, sentence=text)
    indicator = Indicator("sessions", f"{text} y", text, group=text)
    totals = (replace(done.totals[0], sources=(source,), value=Decimal(3), indicator=indicator),)
    findings = (Finding(text, text, text, text, text),)
    refused = (RefusedFile(text, text, text),)
    campaign = replace(SMALL, title=text, report_title=text, bodies=bodies)
    content = annex_xlsx(
        replace(done, campaign=campaign, totals=totals, findings=findings, refused=refused), DAY
    )

    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == ["=SUM(E5:E9)"]
    assert sum(str(cell.value).lstrip().startswith(text.strip()) for cell in cells) > 15


def test_control_characters_are_dropped_and_long_texts_are_cut_visibly() -> None:
    assert plain_text("a\x00\x0b\x1f\ud800\uffffb\x85") == "ab"
    assert plain_text("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    for letter in ("x", "đ", "\U0001f600"):
        cut = plain_text(letter * (LONGEST_TEXT + 1))
        assert cut.startswith(letter)
        assert "cắt bớt" in cut
        assert LONGEST_TEXT - 1 <= len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_over_long_sentence_is_written(recwarn: pytest.WarningsRecorder) -> None:
    done = consolidation()
    finding = Finding("check", "da-bac", "a.xlsx", "", "lời " * 20_000)

    rows = table(annex_xlsx(replace(done, findings=(finding,)), DAY), POINTS)

    assert len(rows[0]["Nội dung"]) == LONGEST_TEXT
    assert not recwarn.list


def test_numbers_that_excel_cannot_hold_are_text_and_are_not_summed_there() -> None:
    done = consolidation()
    amount = Decimal("999999999999.999999")
    source = replace(done.totals[0].sources[0], value=figure(amount))
    first = replace(done.totals[0], sources=(source,), value=amount)
    content = annex_xlsx(replace(done, totals=(first, *done.totals[1:])), DAY)

    assert sheet(content, BODIES)[FIRST_ROW][4] == "999.999.999.999,999999"
    assert sheet(content, BODIES)[-1][4] == "999.999.999.999,999999"


def test_rows_and_columns_beyond_the_limits_of_excel_are_left_out_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(annex_cells, "MOST_ROWS", FIRST_ROW + 4)
    monkeypatch.setattr("tonghop.formats.official.annex_bodies.MOST_COLUMNS", 6)
    content = annex_xlsx(consolidation(), DAY)

    bodies = sheet(content, BODIES)
    assert len(bodies) <= FIRST_ROW + 4
    assert any("các dòng sau không ghi được" in str(row[0]) for row in bodies)
    assert len(bodies[HEADER_ROW]) == 6
    assert "Còn 4 chỉ tiêu" in str(bodies[1][0])
    assert bodies[-1][4] == 1234, "the sum is the record's, although rows were left out"


def test_nothing_came_and_nothing_is_asked() -> None:
    nobody = replace(SMALL, bodies=(), excuses=())
    content = annex_xlsx(consolidate(nobody, CYCLE, [], DUE), None)

    assert openpyxl.load_workbook(BytesIO(content)).sheetnames == [
        TOTALS,
        BODIES,
        SOURCES,
        WRITTEN,
        POINTS,
    ]


def test_rows_are_tall_enough_for_what_wraps_in_them() -> None:
    done = consolidation()
    finding = Finding("check", "da-bac", "a.xlsx", "", "Lượt người tham gia các buổi tuyên truyền. " * 8)
    book = openpyxl.load_workbook(BytesIO(annex_xlsx(replace(done, findings=(finding,)), DAY)))

    assert book[POINTS].row_dimensions[HEADER + 1].height > 60
    assert book[SOURCES].row_dimensions[HEADER + 1].height is None


def test_groups_of_indicators_have_a_column_where_there_are_any() -> None:
    done = consolidation()
    first = replace(done.totals[0], indicator=replace(done.totals[0].indicator, group="Tuyên truyền miệng"))

    assert "Nhóm" not in table(annex_xlsx(done, DAY), TOTALS)[0]
    rows = table(annex_xlsx(replace(done, totals=(first, *done.totals[1:])), DAY), TOTALS)
    assert [row["Nhóm"] for row in rows[:2]] == ["Tuyên truyền miệng", ""]


def test_pages_are_set_up_for_printing_and_reading() -> None:
    book = openpyxl.load_workbook(BytesIO(annex_xlsx(consolidation(), DAY)))

    for page in book.worksheets:
        assert page.freeze_panes is not None
        assert page.auto_filter.ref.startswith(f"A{HEADER}:")
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.print_title_rows == f"${HEADER}:${HEADER}"
    assert book.properties.language == "vi-VN"


def test_equal_consolidations_give_equal_bytes() -> None:
    assert annex_xlsx(consolidation(), DAY) == annex_xlsx(consolidation(), DAY)
    assert annex_xlsx(consolidation(), DAY) != annex_xlsx(consolidation(), date(2023, 6, 6))


def many(bodies: int, indicators: int) -> Consolidation:
    """A consolidation of many bodies with figures everywhere, a nil in every tenth place."""
    asked = tuple(Indicator(f"i-{n}", f"Chỉ tiêu số {n}", "buổi") for n in range(indicators))
    listed = tuple(Body(f"b-{n}", f"Ủy ban nhân dân xã Mẫu {n}") for n in range(bodies))
    campaign = replace(SMALL, indicators=asked, bodies=listed, checks=(), excuses=())
    submissions = {
        body.code: Submission(
            body.code,
            f"{body.code}.xlsx",
            "ab" * 32,
            MAY,
            {
                row.code: Entry(NIL if (n + m) % 10 == 0 else figure(n + m), f"Số liệu!E{m}")
                for m, row in enumerate(asked, 8)
            },
        )
        for n, body in enumerate(listed)
    }
    rows = due_list(campaign, CYCLE, DUE, dict.fromkeys(submissions, MAY))
    totals = tuple(total(row, rows, submissions) for row in asked)
    return Consolidation(campaign, CYCLE, rows, totals, (), (), (), ())


def test_8000_figures_are_written_in_seconds() -> None:
    done = many(571, 14)

    assert quiet_seconds(lambda: annex_xlsx(done, DAY), tries=1) < 8


def test_sums_are_those_of_the_record_and_of_the_cells_above() -> None:
    done = many(60, 14)
    rows = sheet(annex_xlsx(done, DAY), BODIES)[FIRST_ROW:]
    record = record_of(done, made_at=MAY)["totals"]

    for place, told in enumerate(record, 4):
        column = [row[place] for row in rows]
        assert column[-1] == float(told["value"])
        assert column[-1] == sum(cell for cell in column[:-1] if isinstance(cell, float))
        assert column.count("KPS") == told["nil"]


@pytest.mark.office
def test_libreoffice_shows_the_same_numbers(tmp_path: Path) -> None:
    office = which("soffice") or which("libreoffice")
    assert office
    # openpyxl keeps a formula without its value: LibreOffice has to compute the sums itself.
    openpyxl.load_workbook(BytesIO(annex_xlsx(consolidation(), DAY))).save(tmp_path / "annex.xlsx")
    filter_options = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", filter_options, "annex.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    (written,) = tmp_path.glob("annex*.csv")
    rows = list(csv.reader(written.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    last = [cell.replace(",", "") for cell in rows[-1]]
    assert last[1] == "Tổng cộng"
    assert last[4:6] == ["1234", "5000"]
    assert last[7:] == ["50 đến 80 (*)", "4.17", "12.5"]


def test_columns_of_bodies_are_named_once() -> None:
    titles = sheet(annex_xlsx(consolidation(), DAY), BODIES)[HEADER_ROW]

    assert all(one != other for one, other in pairwise(sorted(map(str, titles))))
