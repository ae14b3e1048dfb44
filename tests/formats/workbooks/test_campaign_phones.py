"""Telephones in the campaign file: kept as text with their 0, and absent from files that never had them."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from journeys.small_campaign import SMALL
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.formats.workbooks.campaign_file import read_bodies, read_campaign, write_campaign
from tonghop.formats.workbooks.campaign_sheets import campaign_workbook

FIRST = replace(SMALL.bodies[0], contact="Phòng Tổng hợp", phone="0218 385 0000")
PHONED = replace(SMALL, bodies=(FIRST, *SMALL.bodies[1:]))


@pytest.mark.parametrize("suffix", [".xlsx", ".toml"])
def test_phones_come_back_as_they_were_written(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"campaign{suffix}"
    write_campaign(PHONED, path)

    assert read_campaign(path).bodies == PHONED.bodies


def test_phones_in_the_list_of_bodies_keep_their_zero(tmp_path: Path) -> None:
    path = tmp_path / "bodies.csv"
    path.write_text("code,name,contact,phone\nmai-chau,Xã Mẫu,Văn phòng,02183850000\n", encoding="utf-8")

    assert read_bodies(path) == (Body("mai-chau", "Xã Mẫu", contact="Văn phòng", phone="02183850000"),)


def changed(path: Path, change: Callable[[Worksheet], None]) -> Campaign:
    book = openpyxl.load_workbook(BytesIO(campaign_workbook(PHONED)))
    change(book["Đơn vị"])
    book.save(path)
    return read_campaign(path)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (2183850000, "02183850000"),  # a landline that Excel took for a number
        (912345678, "0912345678"),
        (19001234, "19001234"),  # service numbers have no 0
        (1900123456, "1900123456"),
        ("+84 218 385 0000; 0912.345.678", "+84 218 385 0000; 0912.345.678"),
    ],
)
def test_number_typed_as_a_number_gets_its_zero_back(tmp_path: Path, typed: object, read: str) -> None:
    def write(sheet: Worksheet) -> None:
        sheet["H2"] = typed

    assert changed(tmp_path / "campaign.xlsx", write).bodies[0].phone == read


def test_phone_column_is_text_below_the_last_row() -> None:
    sheet = openpyxl.load_workbook(BytesIO(campaign_workbook(PHONED)))["Đơn vị"]

    assert sheet["H1"].value == "Điện thoại"
    assert sheet["H2"].data_type == "s"
    assert sheet.column_dimensions["H"].number_format == "@"


def test_workbook_from_before_phones_is_read_even_with_a_column_of_its_own(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        sheet["H1"], sheet["G1"] = "Ghi chú riêng", None

    assert [body.phone for body in changed(tmp_path / "campaign.xlsx", write).bodies] == [""] * 5


@pytest.mark.parametrize("phone", ["gặp anh Mẫu", "=1+1", "(  )", "0" * 81])
def test_what_is_no_telephone_is_refused(phone: str) -> None:
    with pytest.raises(FieldWrong):
        replace(FIRST, phone=phone)
