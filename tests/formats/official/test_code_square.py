"""The square beside a verification code: what it holds, where it stands, and where it never does."""

from collections import Counter
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import qrcode
from docx import Document
from PIL import Image

from formats.official.test_written_report_files import DATING, done  # noqa: F401  (a fixture)
from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.formats.official.code_square import SQUARE_WIDTH_MM, code_square, square_png
from tonghop.formats.official.parts import CodeSquare
from tonghop.formats.official.report import report_document
from tonghop.formats.official.report_files import PDF, REPORT, report_files

CODE = "VOV2-XK5L-VOV2"


def modules_of(picture: Image.Image, count: int) -> tuple[str, ...]:
    """Read a picture's modules back, each in its middle."""
    grey, side = picture.convert("L"), picture.width / count
    return tuple(
        "".join(
            "1" if grey.getpixel((int((x + 0.5) * side), int((y + 0.5) * side))) < 128 else "0"  # type: ignore[operator]
            for x in range(count)
        )
        for y in range(count)
    )


def test_the_square_is_that_of_its_code_with_a_quiet_edge() -> None:
    square = code_square(CODE)

    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    made.add_data(CODE)
    inner = tuple(row[4:-4] for row in square.rows[4:-4])
    assert inner == tuple("".join("01"[dark] for dark in row) for row in made.get_matrix())
    edge = [*square.rows[:4], *square.rows[-4:], *(row[:4] + row[-4:] for row in square.rows)]
    assert Counter("".join(edge)).keys() == {"0"}
    assert CODE in square.alt
    assert code_square("AAAA-AAAA-AAAA").rows != square.rows


def test_the_picture_shows_every_module_and_is_the_same_each_time() -> None:
    square = code_square(CODE)

    first = square_png(square)

    assert modules_of(Image.open(BytesIO(first)), len(square.rows)) == square.rows
    square_png.cache_clear()
    assert square_png(square) == first


def of_state(done: Consolidation) -> Consolidation:  # noqa: F811
    return replace(done, campaign=replace(done.campaign, form="state"))


def test_word_and_pdf_bear_the_square_only_where_it_is_asked_for(done: Consolidation) -> None:  # noqa: F811
    with_one = report_files(of_state(done), DATING, with_code=True, with_square=True)
    without = report_files(of_state(done), DATING, with_code=True)

    told = [shape._inline.docPr.get("descr") for shape in Document(BytesIO(with_one[REPORT])).inline_shapes]
    assert [words for words in told if "Mã QR" in words]
    assert len(told) == len(Document(BytesIO(without[REPORT])).inline_shapes) + 1
    assert dark(with_one[PDF]) > dark(without[PDF]) + 2000
    assert with_one == report_files(of_state(done), DATING, with_code=True, with_square=True)


def dark(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    pictures = [page.render(scale=2).to_pil().convert("L") for page in document]
    document.close()
    return sum(sum(picture.histogram()[:64]) for picture in pictures)


def test_a_party_document_bears_none(done: Consolidation) -> None:  # noqa: F811
    assert done.campaign.form == "party"

    with pytest.raises(ValueError, match="no Party document"):
        report_document(done, DATING.day, code=CODE, with_square=True)
    with pytest.raises(ValueError, match="beside a code"):
        report_document(of_state(done), DATING.day, with_square=True)
    parts = report_document(done, DATING.day, code=CODE).parts
    assert not [part for part in parts if isinstance(part, CodeSquare)]


def test_a_module_is_wide_enough_for_a_telephone() -> None:
    assert SQUARE_WIDTH_MM / len(code_square(CODE).rows) > 0.5
