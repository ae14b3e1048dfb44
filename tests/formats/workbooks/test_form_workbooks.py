"""Forms: written for people, filled, re-saved, and read back to the very cells."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from journeys.small_campaign import CYCLE, DUE, SMALL, identity
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.formats.workbooks.form_filling import fill_form
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
    from decimal import Decimal

    sheet = load_workbook(BytesIO(form_workbook(REQUEST, BODY, {"sessions": Decimal(41)})))["Số liệu"]

    row = [cell.value for cell in sheet[8]]
    assert 41 in row


def test_form_says_period_due_day_and_body() -> None:
    sheet = load_workbook(BytesIO(FORM))["Số liệu"]
    words = " ".join(str(cell.value) for row in sheet["B1:B5"] for cell in row)

    assert "Ban Tuyên giáo Huyện ủy Đà Bắc" in words
    assert "từ ngày 30/10/2022 đến hết ngày 29/05/2023" in words
    assert "hạn 30/05/2023" in words


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
