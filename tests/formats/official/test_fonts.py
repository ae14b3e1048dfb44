"""The fonts that we embed hold every Vietnamese letter, and a PDF gives the letters back."""

import ctypes
import unicodedata
from itertools import product
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.ttLib import TTFont

from tonghop.formats.official.parts import OfficialDocument, Run, paragraph
from tonghop.formats.official.pdf import pdf_document
from tonghop.formats.official.styles import PARTY
from tonghop.formats.official.typesetting import FONTS

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưy"
SMALL = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)} | {"đ"}
LETTERS = "".join(sorted(SMALL | {letter.upper() for letter in SMALL}))
MARKED = "".join(letter for letter in LETTERS if not letter.isascii())
SIGNS = "“”‘’…–—-•§°%/()*+₫"
FILES = sorted(FONTS.glob("*.ttf"))


def test_there_are_134_marked_letters_in_both_cases() -> None:
    assert len(MARKED) == 134
    assert all(len(letter) == 1 for letter in SMALL)


def test_the_family_has_its_four_faces() -> None:
    faces = {TTFont(file)["name"].getDebugName(2) for file in FILES}

    assert faces == {"Regular", "Bold", "Italic", "Bold Italic"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_vietnamese_letter_is_in_the_font(file: object) -> None:
    font = TTFont(file)
    known = font.getBestCmap()

    lacking = [letter for letter in LETTERS + SIGNS if ord(letter) not in known]
    assert lacking == []
    glyphs = font["glyf"]
    empty = [letter for letter in MARKED if glyphs[known[ord(letter)]].numberOfContours == 0]
    assert empty == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_font_may_be_embedded(file: object) -> None:
    assert TTFont(file)["OS/2"].fsType == 0


@pytest.mark.parametrize(("bold", "italic"), list(product((False, True), repeat=2)))
def test_pdf_gives_every_letter_back(bold: bool, italic: bool) -> None:
    parts = tuple(
        paragraph(Run(LETTERS[at : at + 24], bold=bold, italic=italic)) for at in range(0, len(LETTERS), 24)
    )
    parts = (*parts, paragraph(Run(SIGNS, bold=bold, italic=italic)))
    content = pdf_document(OfficialDocument(PARTY, "Chữ Việt", parts))

    told = "".join(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded().split())
    assert told == LETTERS + SIGNS


def test_pdf_has_embedded_fonts_alone() -> None:
    faces = [Run(LETTERS[:30], bold=bold, italic=italic) for bold, italic in product((False, True), repeat=2)]
    document = OfficialDocument(PARTY, "Chữ Việt", tuple(map(paragraph, faces)))
    page = pypdfium2.PdfDocument(pdf_document(document))[0]

    fonts = [pdfium.FPDFTextObj_GetFont(obj.raw) for obj in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT])]
    names = set(map(_name, fonts))
    assert len(names) == 4
    assert all("Liberation" in name for name in names)
    assert all(pdfium.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)


def _name(font: object) -> str:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    told = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, told, length)
    return told.value.decode()


def test_licence_lies_beside_the_fonts_and_is_told_in_the_notice() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    notice = (Path(__file__).parents[3] / "NOTICE").read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    for holder in ("2010 Google Corporation", "2012 Red Hat, Inc."):
        assert holder in licence
        assert holder in notice
