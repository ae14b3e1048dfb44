"""What an office adds stands where it is to be seen: adjustments, its own words, the verification code."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.consolidation.adjustments import Adjustment
from tonghop.domain.consolidation.compositions import ComposedItem, Composition
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.verification import verification_code
from tonghop.formats.official.carried_data import Carried, carried
from tonghop.formats.official.checking import checking_document
from tonghop.formats.official.report import report_document
from tonghop.formats.official.report_files import ANNEX, PDF, RECORD, REPORT, Dating, report_files

AT = datetime(2023, 6, 1, tzinfo=UTC)
DATING = Dating(date(2023, 6, 5), AT)


@pytest.fixture(scope="module")
def done() -> Consolidation:
    returns = [
        returned("da-bac", {"sessions": 10}, at=AT, texts={"oral": "Đã nói chuyện ở ba xã."}),
        returned("kim-boi", {"sessions": 20}, at=AT, texts={"oral": "Đã nói chuyện ở hai xã."}),
    ]
    joint = Adjustment("sessions", ("da-bac", "kim-boi"), Decimal(5), "Hội thi chung", "Mẫu", AT.isoformat())
    own = Composition("oral", (ComposedItem("Đã nói chuyện ở năm xã.", ("n-1", "n-2"), is_own=True),))
    return replace(consolidate(SMALL, CYCLE, returns, DUE, adjustments=[joint]), composed=(own,))


def test_composed_words_take_the_place_of_the_gathered_ones(done: Consolidation) -> None:
    said = list(report_document(done, DATING.day).texts())

    assert "- Đã nói chuyện ở năm xã." in said
    assert not [text for text in said if "ba xã" in text]
    assert [text for text in said if "đã trừ 5 buổi" in text]


def test_the_checking_document_says_what_is_the_offices_own(done: Consolidation) -> None:
    said = list(checking_document(done, DATING.day, {}).texts())

    assert "của cơ quan tổng hợp" in said
    assert "−5" in said
    assert "Hội thi chung" in said
    assert [text for text in said if "Đã nói chuyện ở ba xã." in text]  # nothing that was written is lost


def test_all_files_carry_the_record_whose_code_they_bear(done: Consolidation) -> None:
    files = report_files(done, DATING, with_code=True)

    sha256 = hashlib.sha256(files[RECORD]).hexdigest()
    for name in (REPORT, PDF):
        found = carried(files[name])
        assert isinstance(found, Carried)
        assert found.sha256 == sha256
    code = verification_code(sha256)
    assert f"Mã kiểm tra: {code}" in list(report_document(done, DATING.day, code=code).texts())
    assert json.loads(files[RECORD])["totals"][0]["value"] == "25"
    assert files == report_files(done, DATING, with_code=True)


def test_without_a_code_none_is_printed(done: Consolidation) -> None:
    assert not [text for text in report_document(done, DATING.day).texts() if "Mã kiểm tra" in text]


def test_the_annex_shows_the_adjustment_among_the_sources(done: Consolidation) -> None:
    sheet = openpyxl.load_workbook(BytesIO(report_files(done, DATING)[ANNEX]))["Nguồn"]

    rows = [row for row in sheet.iter_rows(values_only=True) if "trừ, để đếm một lần" in row]

    assert [(row[3], row[9]) for row in rows] == [(-5, "Hội thi chung")]
