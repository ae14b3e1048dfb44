"""Any bytes give a document: what cannot be read says why, and nothing that was thrown at it raises."""

import io
import random
import shutil
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rendering import as_docx, as_pdf
from rendering.word_package import NAMESPACES, docx_of, numbered, paragraph, zip_of
from tonghop.domain.documents import Document, Footnote, Paragraph, Table
from tonghop.domain.language import nfc
from tonghop.formats.intake import directive_file, open_document, packages
from tonghop.formats.intake.notices import MESSAGES, notice

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = rb"{\rtf1\ansi\deff0 So Noi vu}"
BODY = paragraph("Sở Nội vụ chủ trì.")


def codes(document: Document) -> list[str]:
    return [n.code for n in document.notices]


def compound(*streams: str, flags: bytes = b"\0\0") -> bytes:
    """Return what a compound file shows to a reader who looks no deeper: its magic and its streams' names."""
    words = b"\xec\xa5" + b"\0" * 8 + flags
    return COMPOUND.ljust(512, b"\0") + words.ljust(512, b"\0") + "".join(streams).encode("utf-16-le")


# name of the case, the file's name, its bytes, the notice
UNREADABLE = [
    ("no bytes", "a.txt", b"", "empty"),
    ("blanks", "a.txt", b" \n\t\r\n", "empty"),
    ("zeros", "a.pdf", b"\0" * 3000, "empty"),
    ("only a source line", "a.txt", b"# source: somewhere\n", "empty"),
    ("an empty page", "a.html", b"<html><body></body></html>", "empty"),
    ("an empty Word file", "a.docx", docx_of(""), "empty"),
    ("a picture", "a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "unsupported"),
    ("a workbook", "a.xlsx", zip_of({"xl/workbook.xml": "<workbook/>"}), "unsupported"),
    ("an old workbook", "a.xls", compound("Workbook"), "unsupported"),
    ("some zip", "a.zip", zip_of({"anh.jpg": b"..."}), "unsupported"),
    ("a truncated zip", "a.docx", docx_of(BODY)[:-60], "damaged"),
    ("a zip without a text", "a.docx", zip_of({"word/document.xml": "<w:document"}), "damaged"),
    ("a PDF cut off", "a.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
    ("an encrypted package", "a.docx", compound("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    ("an encrypted doc", "a.doc", compound("WordDocument", flags=b"\0\x01"), "encrypted"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "name", "data", "code"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_unreadable_file_is_empty_and_says_why(case: str, name: str, data: bytes, code: str) -> None:
    document = open_document(data, name=name)

    assert (document.text, document.blocks, codes(document)) == ("", (), [code])
    assert document.source.file == name
    assert " / " in document.notices[0].message


@pytest.mark.parametrize("data", [compound("WordDocument"), RTF], ids=["doc", "rtf"])
def test_old_word_without_libreoffice_says_what_to_do(data: bytes) -> None:
    document = open_document(data, name="cu.doc", converter=lambda: None)

    assert codes(document)[0] == "no-converter"
    assert ".docx" in document.notices[0].message


def test_old_word_is_read_through_a_converter() -> None:
    asked: list[tuple[bytes, str]] = []

    def convert(data: bytes, extension: str) -> bytes:
        asked.append((data, extension))
        return docx_of(BODY)

    document = open_document(RTF, name="cu.rtf", converter=lambda: convert)

    assert document.text == "Sở Nội vụ chủ trì.\n"
    assert document.source.media_type == "application/rtf"
    assert asked == [(RTF, "rtf")]


@pytest.mark.parametrize("made", [None, b"", b"no docx"])
def test_conversion_that_fails_is_told(made: bytes | None) -> None:
    document = open_document(RTF, name="cu.rtf", converter=lambda: lambda data, extension: made)

    assert codes(document) == ["not-converted"]


@pytest.mark.office
def test_libreoffice_converts_a_doc(tmp_path: Path) -> None:
    from tonghop.formats.intake import old_word

    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program
    rtf = r"{\rtf1\ansi\deff0 S\u7903? N\u7897?i v\u7909? ch\u7911? tr\u236?.}".encode("ascii")

    made = old_word.converted(rtf, "rtf", program)

    assert made is not None
    assert open_document(made, name="a.docx").text == "Sở Nội vụ chủ trì.\n"


def test_program_that_runs_too_long_is_ended(tmp_path: Path) -> None:
    import sys

    from tonghop.formats.intake import old_word

    if sys.platform == "win32":
        pytest.skip("the sleeping program is a shell script")
    program = tmp_path / "office"
    program.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    program.chmod(0o755)

    assert old_word.converted(RTF, "rtf", str(program), seconds=0.2) is None


# name, the bytes' real kind, what is read
WRONG_NAMES = [
    ("ke-hoach.pdf", docx_of(BODY), "docx"),
    ("ke-hoach.txt", docx_of(BODY), "docx"),
    ("ke-hoach.docx", "Sở Nội vụ chủ trì.".encode(), "txt"),
    ("ke-hoach.doc", "<html><body><p>Sở Nội vụ chủ trì.</p></body></html>".encode(), "html"),
]


@pytest.mark.parametrize(("name", "data", "kind"), WRONG_NAMES)
def test_wrong_extension_is_read_by_its_content(name: str, data: bytes, kind: str) -> None:
    document = open_document(data, name=name)

    assert document.text.strip() == "Sở Nội vụ chủ trì."
    assert codes(document) == ["wrong-extension"]
    assert kind in document.notices[0].message


@pytest.mark.parametrize("name", ["ke-hoach", "", "KE-HOACH.DOCX"])
def test_name_without_a_known_extension_promises_nothing(name: str) -> None:
    assert codes(open_document(docx_of(BODY), name=name)) == []


def test_path_is_opened_and_named(tmp_path: Path) -> None:
    file = tmp_path / "Kế hoạch số 5.docx"
    file.write_bytes(docx_of(BODY))

    document = open_document(file)

    assert document.source.file == "Kế hoạch số 5.docx"
    assert document == open_document(file.read_bytes(), name="Kế hoạch số 5.docx")


def test_path_that_is_not_there_is_loud(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_document(tmp_path / "khong-co.docx")


def test_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directive_file, "LARGEST_FILE", 100)
    file = tmp_path / "to.txt"
    file.write_bytes(b"a" * 500)

    by_path, by_bytes = open_document(file), open_document(file.read_bytes(), name="to.txt")

    assert codes(by_path) == codes(by_bytes) == ["too-large"]
    assert by_path.source.sha256 == by_bytes.source.sha256


# Hostile packages


def test_part_that_expands_beyond_reason_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "LARGEST_PART", 10_000)

    document = open_document(docx_of(paragraph("a" * 50_000)), name="a.docx")

    assert codes(document) == ["damaged"]


BOMB = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = (
    '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE], ids=["expanding entities", "external entity"])
def test_document_types_are_not_followed(xml: str) -> None:
    document = open_document(zip_of({"word/document.xml": xml}), name="a.docx")

    assert (document.text, codes(document)) == ("", ["damaged"])


def test_damaged_side_part_costs_only_itself() -> None:
    whole = docx_of(numbered("Sở Y tế", 1), numbering="")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, b"<broken" if "numbering" in entry else source.read(entry))

    document = open_document(buffer.getvalue(), name="a.docx")

    assert document.text == "Sở Y tế\n"
    assert codes(document) == ["damaged-part"]


def test_tables_inside_tables_end_somewhere() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + paragraph("đáy") + "</w:tc></w:tr></w:tbl>" * 60

    open_document(docx_of(paragraph("đầu") + deep), name="a.docx")


def test_span_claims_of_a_cell_are_bounded() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>{paragraph("a")}</w:tc>'

    document = open_document(
        docx_of(f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"), name="a.docx"
    )

    (table,) = document.blocks
    assert isinstance(table, Table)
    assert table.cells[0].columns <= 1000


# Whatever it is


def check(document: Document) -> None:
    """Assert what holds of every document: NFC, spans inside, blocks in order and apart, paragraphs
    trimmed."""
    text = document.text
    assert text == nfc(text)
    assert document.blocks or document.notices
    end = 0
    for block in document.blocks:
        assert end <= block.span.start <= block.span.end <= len(text)
        end = block.span.end
        if isinstance(block, Paragraph):
            assert block.span.cut(text) == block.span.cut(text).strip() != ""
        if isinstance(block, Table):
            assert all(block.span.holds(cell.span) for cell in block.cells)
        if isinstance(block, Footnote) and block.mark:
            assert block.mark.end <= len(text)


NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.doc", "a", "ă.xyz"])


@given(st.binary(max_size=2000), NAMES)
def test_random_bytes_never_raise(data: bytes, name: str) -> None:
    check(open_document(data, name=name, converter=lambda: None))


@given(st.text(max_size=600), NAMES, st.sampled_from(["utf-8", "utf-16", "cp1258", "latin-1"]))
def test_random_texts_never_raise(text: str, name: str, encoding: str) -> None:
    check(open_document(text.encode(encoding, "replace"), name=name, converter=lambda: None))


@given(st.text(alphabet="<>/=\"' abtdrhliopuscv&;!-#1.\n|*_[]()`+", max_size=400))
def test_random_marks_never_raise(text: str) -> None:
    for name in ("a.html", "a.md", "a.txt"):
        check(open_document(f"<div>{text}".encode() if name == "a.html" else text.encode(), name=name))


PIECES = st.sampled_from(
    [
        *(
            "<w:p>",
            "</w:p>",
            "<w:r>",
            "</w:r>",
            "<w:t>Sở</w:t>",
            "<w:tab/>",
            "<w:br/>",
            "<w:ins>",
            "</w:ins>",
        ),
        *("<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:del>", "</w:del>"),
        *('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>'),
        '<w:pPr><w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        *('<w:footnoteReference w:id="1"/>', "<w:tcPr><w:vMerge/></w:tcPr>"),
        *("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_word_files_out_of_order_never_raise(pieces: list[str]) -> None:
    from lxml import etree

    parser = etree.XMLParser(recover=True)
    root = etree.fromstring(f"<w:body {NAMESPACES}>{''.join(pieces)}</w:body>".encode(), parser)
    body = "" if root is None else "".join(etree.tostring(child, encoding="unicode") for child in root)

    check(open_document(docx_of(body), name="a.docx"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.integers(0, 2**32))
def test_damaged_bytes_never_raise(seed: int) -> None:
    chance = random.Random(seed)
    for name, whole in directives():
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        check(
            open_document(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]), name=name)
        )


@cache
def directives() -> tuple[tuple[str, bytes], ...]:
    """Return one small directive as a Word file and as a PDF."""
    text = "KẾ HOẠCH\n\nI. MỤC TIÊU\n\n1. Sở Y tế\n\n- Chủ trì.\n\na) Báo cáo trước ngày 5."
    return ("a.docx", as_docx(text)), ("a.pdf", as_pdf(text))


def test_every_message_can_be_filled_in() -> None:
    facts = {"pages": "2", "part": "x", "limit": "1 MB", "kind": "pdf"}

    assert all(notice(code, **facts).message for code in MESSAGES)
