"""Word and PDF of a report say the same: every paragraph and every cell stands in both."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from docx import Document

from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.reporting.campaign import Body
from tonghop.formats.official.letter_words import reminder_of
from tonghop.formats.official.letters import joint_letter
from tonghop.formats.official.parts import OfficialDocument, Run, Table
from tonghop.formats.official.pdf import pdf_document
from tonghop.formats.official.report import report_document
from tonghop.formats.official.word import word_document

DAY = date(2023, 6, 5)
MAY = datetime(2023, 5, 20, 8, 0, tzinfo=ZONE)
DIFFICULTIES = "Thiếu loa ở các xã vùng cao. Kinh phí còn hạn hẹp <3 & “khó”. Đường khó đi."
MORE = tuple(Body(f"xa-{number}", f"Ủy ban nhân dân xã Mẫu {number:02d}") for number in range(40))


def consolidation(**changed: Any) -> Consolidation:
    campaign = replace(SMALL, bodies=(*SMALL.bodies, *MORE), **changed)
    figures = {"sessions": 1200, "attendances": 5012, "households": 30, "minutes": 12.5}
    returns = [
        returned("da-bac", figures, texts={"difficulties": DIFFICULTIES, "oral": "Tốt."}, at=MAY),
        returned("kim-boi", {"sessions": 34, "households": 50}, nil=("models",), at=DUE.late_from),
    ]
    done = consolidate(campaign, CYCLE, returns, DUE)
    totals = tuple(
        replace(row, previous=Decimal(900), indicator=replace(row.indicator, target=Decimal(2000)))
        for row in done.totals
    )
    return replace(done, totals=totals)


def documents() -> Iterator[Any]:
    for form in ("party", "state"):
        done = consolidation(form=form)
        yield pytest.param(report_document(done, DAY), id=f"{form} report")
        yield pytest.param(joint_letter(reminder_of(done, DAY), done.campaign.bodies), id=f"{form} letter")


def squeezed(text: str) -> str:
    """The text without blanks, soft hyphens and rules, which the two writers draw in their own ways."""
    kept = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    return re.sub(r"[\s_\ufffe\ufeff]+", "", kept)


def word_texts(content: bytes) -> list[str]:
    """Every paragraph and cell in reading order."""
    document = Document(BytesIO(content))
    return [
        text
        for paragraph in document.element.body.iter("{*}p")
        if (text := squeezed("".join(run.text or "" for run in paragraph.iter("{*}t"))))
    ]


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    told = [page.get_textpage().get_text_bounded() for page in pages]
    # A page but the first begins with its number.
    return "".join(
        re.sub(rf"^\s*{number}\s", "", text) if number > 1 else text for number, text in enumerate(told, 1)
    )


@pytest.mark.parametrize("document", list(documents()))
def test_every_paragraph_and_cell_of_word_stands_in_the_pdf(document: OfficialDocument) -> None:
    in_pdf = squeezed(pdf_text(pdf_document(document)))

    texts = word_texts(word_document(document))
    assert len(texts) > 20
    assert [text for text in texts if text not in in_pdf] == []


@pytest.mark.parametrize("document", list(documents()))
def test_every_paragraph_and_cell_of_the_parts_stands_in_both(document: OfficialDocument) -> None:
    in_word = "".join(word_texts(word_document(document)))
    in_pdf = squeezed(pdf_text(pdf_document(document)))

    for text in map(squeezed, document.texts()):
        assert text in in_word
        assert text in in_pdf


@pytest.mark.parametrize("document", list(documents()))
def test_figures_are_as_many_in_both(document: OfficialDocument) -> None:
    """A figure more or less in one of them is found, wherever it stands; in Word charts are pictures."""
    plain = replace(
        document, parts=tuple(part for part in document.parts if type(part).__name__ != "BarChart")
    )
    number = re.compile(r"\d+(?:[.,]\d+)*")

    in_word = Counter(number.findall(" ".join(_spaced(word_document(plain)))))
    in_pdf = Counter(number.findall(_joined(pdf_text(pdf_document(plain)))))
    assert in_word == in_pdf
    assert sum(in_word.values()) > 5


def test_one_figure_changed_is_seen() -> None:
    """The comparison itself can fail."""
    document = next(documents()).values[0]
    changed = [
        replace(part, rows=(replace(part.rows[0], cells=(Run("7.654"),) * len(part.columns)), *part.rows[1:]))
        if isinstance(part, Table)
        else part
        for part in document.parts
    ]
    in_pdf = squeezed(pdf_text(pdf_document(document)))

    lost = [
        text
        for text in word_texts(word_document(replace(document, parts=tuple(changed))))
        if text not in in_pdf
    ]
    assert "7.654" in lost


def _spaced(content: bytes) -> Iterator[str]:
    for paragraph in Document(BytesIO(content)).element.body.iter("{*}p"):
        yield "".join(run.text or "" for run in paragraph.iter("{*}t"))


def _joined(text: str) -> str:
    return text.replace("\u00ad", "")


def test_the_name_of_the_state_stands_on_one_line() -> None:
    content = pdf_document(report_document(consolidation(form="state"), DAY))

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pdf_text(content)
