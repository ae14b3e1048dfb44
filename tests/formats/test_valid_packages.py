"""Every Word and Excel file that we write is valid Office Open XML, by Microsoft's own validator."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from formats.official.test_word_and_pdf import DAY, consolidation
from journeys.small_campaign import CYCLE, DUE, SMALL
from ooxml_validator import faults
from tonghop.domain.reporting.campaign import Campaign
from tonghop.formats.office_packages import same_bytes
from tonghop.formats.official.annex import annex_xlsx
from tonghop.formats.official.carried_data import docx_with_data
from tonghop.formats.official.checking import checking_document
from tonghop.formats.official.letters import letters
from tonghop.formats.official.own_report import own_report_document
from tonghop.formats.official.parts import Bar, BarChart, OfficialDocument
from tonghop.formats.official.report import report_document
from tonghop.formats.official.styles import STYLES
from tonghop.formats.official.word import word_document
from tonghop.formats.workbooks.campaign_sheets import campaign_workbook
from tonghop.formats.workbooks.form_request import FormRequest
from tonghop.formats.workbooks.form_writer import form_workbook

pytestmark = pytest.mark.ooxml

PHONED: Campaign = replace(
    SMALL, bodies=(replace(SMALL.bodies[0], phone="0218 385 0000"), *SMALL.bodies[1:]), to_resolve=("Hạn?",)
)
CHART = BarChart("Biểu đồ", (Bar("Số buổi", 50, "50"), Bar("Lượt xe", 120, "120", True)), "Một câu.", 100)
WRITERS: dict[str, Callable[[], bytes]] = {
    "report-party.docx": lambda: word_document(report_document(consolidation(), DAY)),
    "report-state.docx": lambda: word_document(report_document(consolidation(form="state"), None)),
    "report-with-data.docx": lambda: docx_with_data(
        word_document(report_document(consolidation(), DAY)), b'{"schema": "tonghop/consolidated/1"}\n'
    ),
    "checking.docx": lambda: word_document(checking_document(consolidation(), DAY, {})),
    "own-report.docx": lambda: word_document(
        own_report_document(SMALL, CYCLE, SMALL.bodies[0], consolidation().submissions[0], DAY)
    ),
    "chart.docx": lambda: word_document(OfficialDocument(STYLES["state"], "", (CHART,))),
    "annex.xlsx": lambda: annex_xlsx(consolidation(), DAY),
    "joint-letter.docx": lambda: dict(letters(consolidation(), DAY))["don-doc-chung.docx"],
    "letter.docx": lambda: dict(letters(consolidation(), DAY))["mai-chau.docx"],
    "form.xlsx": lambda: form_workbook(FormRequest(SMALL, CYCLE, DUE), SMALL.bodies[0]),
    "campaign.xlsx": lambda: campaign_workbook(PHONED),
}


@pytest.mark.parametrize("name", WRITERS)
def test_file_is_valid(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(WRITERS[name]())

    assert faults(file) == []


def test_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    """Elements in an order that the schema does not have: Word opens it, another program may not."""
    broken = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(WRITERS["letter.docx"]())) as good,
        zipfile.ZipFile(broken, "w") as bad,
    ):
        for entry in good.infolist():
            part = good.read(entry)
            if entry.filename == "word/document.xml":
                part = part.replace(b"<w:body>", b"<w:body><w:keepNext/>", 1)
            bad.writestr(entry.filename, part)
    file = tmp_path / "broken.docx"
    file.write_bytes(same_bytes(broken.getvalue()))

    assert any("keepNext" in fault for fault in faults(file))
