"""Forms: written for people, filled, re-saved, and read back to the very cells."""

import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell

from journeys.small_campaign import CYCLE, DUE, SMALL, identity
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.domain.reporting.indicators import Indicator
from tonghop.formats.workbooks.form_drafts import filled_of
from tonghop.formats.workbooks.form_filling import fill_form
from tonghop.formats.workbooks.form_properties import own_properties
from tonghop.formats.workbooks.form_reader import read_form
from tonghop.formats.workbooks.form_writer import FormRequest, code_line, form_workbook

REQUEST = FormRequest(SMALL, CYCLE, DUE)
BODY = SMALL.bodies[0]
FORM = form_workbook(REQUEST, BODY)


def read(content: bytes) -> Return:
    answer = read_form(content, "da-bac.xlsx")
    assert isinstance(answer, Return), answer
    return answer


def edited(content: bytes, change: Any) -> bytes:
    """Open, change and save a workbook, as a program that is not ours does."""
    book = load_workbook(BytesIO(content))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def values(answer: Return) -> dict[str, Any]:
    return {row.indicator: row.raw for row in answer.figures if row.raw not in (None, "")}


def test_filled_form_reads_back_to_its_cells() -> None:
    cells = {"sessions": {"value": 12, "estimated": 2, "note": "gồm cả xã"}, "models": {"nil": "x"}}
    answer = read(fill_form(FORM, cells, {"difficulties": "Thiếu loa.\nThiếu người."}))

    rows = {row.indicator: row for row in answer.figures}
    assert answer.identity == identity("da-bac")
    assert (rows["sessions"].raw, rows["sessions"].estimated, rows["sessions"].note) == (12, 2, "gồm cả xã")
    assert rows["models"].nil_mark == "x"
    assert rows["attendances"].raw in (None, "")
    assert answer.passages[0].text == "Thiếu loa.\nThiếu người."
    assert not answer.strays


def test_cell_names_lead_to_the_cells() -> None:
    filled = fill_form(FORM, {"sessions": {"value": 12}}, {"oral": "Đủ."})
    answer = read(filled)
    book = load_workbook(BytesIO(filled))

    for place, expected in ((answer.figures[0].at, 12), (answer.passages[0].at, "Đủ.")):
        sheet, cell = place.split("!")
        assert book[sheet][cell].value == expected


@given(st.dictionaries(st.sampled_from(["sessions", "attendances", "models"]), st.integers(0, 10**9)))
@settings(max_examples=15, deadline=None)
def test_any_whole_figures_survive(figures: dict[str, int]) -> None:
    answer = read(fill_form(FORM, {code: {"value": number} for code, number in figures.items()}, {}))

    assert values(answer) == figures


def test_renamed_sheets_and_inserted_rows_do_no_harm() -> None:
    def change(book: Any) -> None:
        book["Số liệu"].title = "Sheet1"
        book["Sheet1"].insert_rows(3, 2)
        book["Sheet1"].insert_cols(3)

    answer = read(edited(fill_form(FORM, {"attendances": {"value": 345}}, {}), change))

    assert values(answer) == {"attendances": 345}
    assert answer.figures[1].at == "Sheet1!F11"


def test_identity_survives_the_loss_of_the_hidden_sheet() -> None:
    def change(book: Any) -> None:
        del book["_tonghop"]

    assert read(edited(FORM, change)).identity == identity("da-bac")


def test_two_identities_in_one_file_are_refused() -> None:
    other = code_line(identity("kim-boi"))

    def change(book: Any) -> None:
        book["Số liệu"]["B30"].value = other

    answer = read_form(edited(FORM, change), "x.xlsx")

    assert isinstance(answer, RefusedFile)
    assert answer.code == "two-identities"


def test_added_row_is_told_and_not_counted() -> None:
    def change(book: Any) -> None:
        sheet = book["Số liệu"]
        sheet.insert_rows(9)
        sheet["C9"].value, sheet["E9"].value = "Số pa-nô", 40

    answer = read(edited(FORM, change))

    assert [(stray.text, stray.at) for stray in answer.strays] == [("Số pa-nô: 40", "Số liệu!E9")]
    assert values(answer) == {}


def test_error_and_uncomputed_formula_are_no_silence() -> None:
    def change(book: Any) -> None:
        sheet = book["Số liệu"]
        sheet["E8"].value, sheet["E9"].value = "#DIV/0!", "=1+1"
        sheet["G8"].value = "=1+1"

    rows = {row.indicator: row for row in read(edited(FORM, change)).figures}

    assert rows["sessions"].raw == "#DIV/0!"
    assert rows["sessions"].estimated == "=1+1"
    assert rows["attendances"].raw == "=1+1"
    assert rows["models"].raw in (None, "")


def test_computed_rate_is_not_read() -> None:
    assert "crowd" not in {row.indicator for row in read(FORM).figures}
    assert read(FORM).is_blank


def test_workbook_of_another_layout_is_refused_with_a_sentence() -> None:
    def change(book: Any) -> None:
        for name in book.sheetnames[1:]:
            del book[name]
        book.active.delete_rows(1, 40)
        book.active["A1"].value = "Báo cáo"

    answer = read_form(edited(FORM, change), "khac.xlsx")

    assert isinstance(answer, RefusedFile)
    assert answer.code == "other-layout"
    assert "Tonghop" in answer.message


def test_equal_input_gives_equal_bytes_also_after_filling() -> None:
    cells = {"sessions": {"value": 12}}

    assert form_workbook(REQUEST, BODY) == FORM
    assert fill_form(FORM, cells, {}) == fill_form(FORM, cells, {})


def test_identity_stands_in_the_custom_properties() -> None:
    with zipfile.ZipFile(BytesIO(FORM)) as package:
        properties = package.read("docProps/custom.xml").decode()

    for part in ("tonghop.campaign", SMALL.key, "tonghop.body", "da-bac", "sessions attendances"):
        assert part in properties


def test_inputs_are_open_labels_are_closed_and_cells_validated() -> None:
    sheet = load_workbook(BytesIO(FORM))["Số liệu"]

    assert sheet.protection.sheet
    assert not sheet["E8"].protection.locked
    assert sheet["C8"].protection.locked
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds == {"whole", "decimal", "list"}
    assert sheet.page_setup.paperSize == 9
    assert sheet.freeze_panes == "D8"


def test_last_years_figures_are_shown_beside() -> None:
    sheet = load_workbook(BytesIO(form_workbook(REQUEST, BODY, {"sessions": Decimal(41)})))["Số liệu"]

    row = [cell.value for cell in sheet[8]]
    assert 41 in row


def test_form_says_period_due_day_and_body() -> None:
    sheet = load_workbook(BytesIO(FORM))["Số liệu"]
    words = " ".join(str(cell.value) for row in sheet["B1:B5"] for cell in row)

    assert "Ban Tuyên giáo Huyện ủy Đà Bắc" in words
    assert "từ ngày 30/10/2022 đến hết ngày 29/05/2023" in words
    assert "hạn 30/05/2023" in words


def copied(book: Any, source: str, rows: tuple[int, int], columns: tuple[int, int]) -> Any:
    """A new workbook with a part of a sheet pasted into its corner, values alone."""
    target = Workbook()
    cells = book[source].iter_rows(rows[0], rows[1], columns[0], columns[1], values_only=True)
    for row, values_of_row in enumerate(cells, 1):
        for column, value in enumerate(values_of_row, 1):
            target.active.cell(row, column).value = value
    return target


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


FILLED = fill_form(FORM, {"sessions": {"value": 12, "note": "đủ"}, "models": {"nil": "x"}}, {"oral": "Đủ."})


@pytest.mark.parametrize(
    ("rows", "columns"),
    [((1, 40), (1, 12)), ((6, 13), (2, 12)), ((6, 13), (1, 10)), ((7, 13), (2, 10))],
    ids=["whole sheet", "table without the hidden column", "table without the code column", "no header"],
)
def test_table_copied_into_a_new_workbook_keeps_identity_and_codes(
    rows: tuple[int, int], columns: tuple[int, int]
) -> None:
    book = load_workbook(BytesIO(FILLED))

    answer = read(saved(copied(book, "Số liệu", rows, columns)))

    assert answer.identity == identity("da-bac")
    assert values(answer) == {"sessions": 12}


def seen(book: Any) -> Workbook:
    """What the eye sees, typed or pasted as values into a new workbook: no hidden sheet, row or column."""
    target = Workbook()
    target.remove(target.worksheets[0])
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            new = target.create_sheet(sheet.title)
            for line in sheet.iter_rows():
                if not sheet.row_dimensions[line[0].row].hidden:
                    new.append([cell.value for cell in line[1:]])
    return target


def test_what_the_eye_sees_of_a_form_is_the_form() -> None:
    filled = fill_form(
        FORM, {"sessions": {"value": 12, "estimated": 2}, "models": {"nil": "x"}}, {"oral": "Đủ."}
    )

    answer = read(saved(seen(load_workbook(BytesIO(filled)))))

    rows = {row.indicator: row for row in answer.figures}
    assert answer.identity == identity("da-bac")
    assert (rows["sessions"].raw, rows["sessions"].estimated) == (12, 2)
    assert rows["models"].nil_mark == "x"
    assert [(passage.section, passage.text) for passage in answer.passages] == [("oral", "Đủ.")]
    assert not answer.strays


@pytest.mark.parametrize("lost", ["Mã", "Thực hiện\ntrong kỳ"])
def test_a_seen_form_without_codes_or_values_is_left_to_the_reader_of_any_layout(lost: str) -> None:
    book = seen(load_workbook(BytesIO(FILLED)))
    for cell in next(row for row in book["Số liệu"].iter_rows() if row[0].value == "STT"):
        if cell.value == lost:
            cell.value = "Cột khác"

    answer = read(saved(book))

    assert (answer.identity, answer.figures) == (identity("da-bac"), ())


def test_sorted_rows_and_deleted_ones_keep_their_indicators() -> None:
    def change(book: Any) -> None:
        sheet = book["Số liệu"]
        lines = [[cell.value for cell in row] for row in sheet.iter_rows(8, 13)]
        del lines[2]
        for number, line in enumerate(reversed(lines), 8):
            for column, value in enumerate(line, 1):
                if not isinstance(sheet.cell(number, column), MergedCell):
                    sheet.cell(number, column).value = value
        sheet.delete_rows(13)

    answer = read(edited(fill_form(FORM, {"sessions": {"value": 1}, "minutes": {"value": 2.5}}, {}), change))

    assert values(answer) == {"sessions": 1, "minutes": 2.5}
    assert "models" not in {row.indicator for row in answer.figures}


@pytest.mark.parametrize("column", [1, 10])
def test_one_of_the_two_code_columns_may_be_deleted(column: int) -> None:
    answer = read(edited(FILLED, lambda book: book["Số liệu"].delete_cols(column)))

    assert values(answer) == {"sessions": 12}
    assert answer.identity == identity("da-bac")


def test_google_like_resave_keeps_the_form() -> None:
    def change(book: Any) -> None:
        del book["_tonghop"]
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
        for sheet in book.worksheets:
            sheet.data_validations.dataValidation.clear()
            sheet.protection.sheet = False
            sheet.oddFooter.left.text = ""

    answer = read(edited(FILLED, change))

    assert answer.identity == identity("da-bac")
    assert (values(answer), answer.passages[0].text) == ({"sessions": 12}, "Đủ.")


def test_two_bodies_sheets_in_one_workbook_are_refused_by_name() -> None:
    other = load_workbook(BytesIO(form_workbook(REQUEST, SMALL.bodies[1])))["Số liệu"]

    def change(book: Any) -> None:
        pasted = book.create_sheet("Kim Bôi")
        for row in other.iter_rows():
            for cell in row:
                pasted.cell(cell.row, cell.column).value = cell.value

    answer = read_form(edited(FORM, change), "hai-don-vi.xlsx")

    assert isinstance(answer, RefusedFile)
    assert answer.code == "two-identities"
    assert "da-bac" in answer.message
    assert "kim-boi" in answer.message


@pytest.mark.parametrize(("second", "refused"), [(None, False), (12, False), (15, True)])
def test_second_copy_of_the_table_counts_only_where_it_says_the_same(
    second: int | None, refused: bool
) -> None:
    def change(book: Any) -> None:
        copy = book.copy_worksheet(book["Số liệu"])
        copy["E8"].value = second
        if second is None:
            copy["F10"].value = None

    answer = read_form(edited(FILLED, change), "da-bac.xlsx")

    assert isinstance(answer, RefusedFile) == refused
    if isinstance(answer, Return):
        assert values(answer) == {"sessions": 12}
    else:
        assert answer.code == "two-copies"


RICH = replace(
    SMALL,
    indicators=(
        replace(SMALL.indicators[0], group="Tuyên truyền miệng", cumulative=True, target=Decimal(100)),
        replace(SMALL.indicators[1], group="Tuyên truyền miệng"),
        Indicator("women", "Trong đó: nữ", "lượt người", parent="attendances", required=False),
        *SMALL.indicators[2:],
    ),
)
RICH_FORM = form_workbook(FormRequest(RICH, CYCLE, DUE), BODY)


def test_groups_parts_targets_and_cumulative_sums_have_their_places() -> None:
    sheet = load_workbook(BytesIO(RICH_FORM))["Số liệu"]
    header = [cell.value for cell in sheet[6]]
    target, cumulative = header.index("Kế hoạch\nchung"), header.index("Lũy kế\ntừ đầu năm")

    assert sheet["B8"].value == "Tuyên truyền miệng"
    assert sheet[9][target].value == 100
    assert not sheet[9][cumulative].protection.locked
    assert sheet[10][cumulative].protection.locked
    assert [sheet.cell(row, 2).value for row in range(9, 13)] == [1, 2, None, 3]


def test_cumulative_sum_below_the_period_is_remarked() -> None:
    low = read(fill_form(RICH_FORM, {"sessions": {"value": 12, "cumulative": 7}}, {}))
    enough = read(fill_form(RICH_FORM, {"sessions": {"value": 12, "cumulative": 12}}, {}))

    assert [(row.kind, row.at) for row in low.remarks] == [("check", "Số liệu!H9")]
    assert (low.figures[0].cumulative, low.figures[0].cumulative_at) == (7, "Số liệu!H9")
    assert not enough.remarks


def test_number_cells_say_whether_fractions_are_taken() -> None:
    sheet = load_workbook(BytesIO(FORM))["Số liệu"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}

    assert (rules["E8"].type, rules["E8"].operator, rules["E8"].formula1) == (
        "whole",
        "greaterThanOrEqual",
        "0",
    )
    assert rules["E13"].type == "decimal"
    assert rules["E8"].errorStyle in (None, "stop")
    assert "Không phát sinh" in (rules["E8"].prompt or "")
    assert (rules["F8"].type, rules["F8"].formula1) == ("list", '"x"')


def test_contradictions_turn_red_and_one_line_counts_what_is_missing() -> None:
    sheet = load_workbook(BytesIO(FORM))["Số liệu"]
    red = {
        str(place.sqref): rule.formula[0] for place in sheet.conditional_formatting for rule in place.rules
    }

    assert any("ISTEXT" in formula for formula in red.values())
    assert "SUMPRODUCT" in sheet["E5"].value


def test_sheets_print_on_a4_with_header_and_page_numbers() -> None:
    book = load_workbook(BytesIO(FORM))

    for name in ("Số liệu", "Nội dung"):
        sheet = book[name]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
        assert sheet.print_title_rows == "$6:$6"
        assert "&P/&N" in (sheet.oddFooter.right.text or "")


def test_form_says_from_what_it_was_made() -> None:
    assert own_properties(FORM)["made-from"] == REQUEST.made_from(BODY, {})
    assert REQUEST.made_from(BODY, {"sessions": Decimal(1)}) != REQUEST.made_from(BODY, {})
    assert own_properties(b"PK no workbook") == {}


@pytest.mark.office
def test_identity_and_figures_survive_libreoffice(tmp_path: Path) -> None:
    import shutil
    import subprocess

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (make install-system)")
    (tmp_path / "form.xlsx").write_bytes(fill_form(FORM, {"sessions": {"value": 12}}, {"oral": "Đủ."}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "out"),
        "form.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    answer = read((tmp_path / "out" / "form.xlsx").read_bytes())

    assert answer.identity == identity("da-bac")
    assert values(answer) == {"sessions": 12}
    assert answer.passages[0].text == "Đủ."


def test_draft_goes_down_with_the_form_and_comes_back_as_it_was() -> None:
    fields = {
        "sessions": "1.240",
        "sessions/estimated": "40",
        "sessions/note": "gồm cả xã",
        "models/state": "nil",
        "attendances": "1,234",
        "minutes": "12,5",
        "households/state": "missing",
        "#difficulties": "Thiếu loa.\nThiếu người.",
    }
    form = form_workbook(REQUEST, BODY, {"sessions": Decimal(900)}, filled_of(fields, SMALL, CYCLE))

    answer = read(form)

    rows = {row.indicator: row for row in answer.figures}
    assert (rows["sessions"].raw, rows["sessions"].estimated, rows["sessions"].note) == (
        1240,
        40,
        "gồm cả xã",
    )
    assert rows["models"].nil_mark == "x"
    assert rows["attendances"].raw == "1,234"  # what is unclear stays as it was typed, and is asked about
    assert rows["minutes"].raw == 12.5
    assert rows["households"].is_blank
    assert [row.text for row in answer.passages] == ["Thiếu loa.\nThiếu người."]
    cells = [cell.value for row in load_workbook(BytesIO(form)).worksheets[0].iter_rows() for cell in row]
    assert 900 in cells


@pytest.mark.parametrize(("told", "shown"), [({}, 4), ({"sessions": "0", "models/state": "nil"}, 2)])
def test_form_says_how_much_is_still_to_be_filled_in(told: dict[str, str], shown: int) -> None:
    form = form_workbook(REQUEST, BODY, None, filled_of(told, SMALL, CYCLE))

    cells = [
        cell.value
        for row in load_workbook(BytesIO(form), data_only=True).worksheets[0].iter_rows()
        for cell in row
    ]
    assert f"Còn {shown} chỉ tiêu chưa điền." in cells
