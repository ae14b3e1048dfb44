"""The data inside a report: every byte comes back, and what an editor or a hand did to them is told."""

import hashlib
import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.inbox.files import zipped
from formats.official.word_files import (
    CARRYING,
    DATA,
    OTHER,
    WORD,
    changed,
    our_part,
    parts_of,
    without_part,
    word,
)
from rendering.carrying import pdf_carrying
from rendering.saving import saved_again
from tonghop.formats.official.carried_data import (
    DAMAGED,
    DROPPED,
    SEVERAL,
    Carried,
    Lost,
    carried,
    docx_with_data,
)

ONE_BODYS = Carried(OTHER, hashlib.sha256(OTHER).hexdigest(), "tonghop/submission/1")
FOUND = Carried(DATA, hashlib.sha256(DATA).hexdigest(), "tonghop/consolidated/1")


def test_word_file_gives_the_very_bytes_back() -> None:
    assert carried(CARRYING) == FOUND
    assert docx_with_data(WORD, DATA) == CARRYING


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_letters_come_back(text: str) -> None:
    data = json.dumps({"schema": "tonghop/consolidated/1", "title": text}, ensure_ascii=False).encode()

    found = carried(docx_with_data(WORD, data))

    assert isinstance(found, Carried)
    assert found.data == data


def test_data_longer_than_one_run_of_text_come_back() -> None:
    data = DATA[:-1] + b',"x":"' + "ễ".encode() * 400_000 + b'"}'

    assert carried(docx_with_data(WORD, data)).data == data  # type: ignore[union-attr]


def test_other_parts_and_properties_of_the_document_stay() -> None:
    before = word(property_named="Phong")

    after = docx_with_data(before, DATA)

    assert set(parts_of(before)) < set(parts_of(after))
    assert b'name="Phong"' in parts_of(after)["docProps/custom.xml"]
    assert b'pid="3"' in parts_of(after)["docProps/custom.xml"]
    assert "Báo cáo" in [row.text for row in Document(BytesIO(after)).paragraphs]


@pytest.mark.parametrize("data", [b"", b"{}", b'{"campaign": ""}', b'{"schema": "other/1"}'])
def test_only_records_are_carried(data: bytes) -> None:
    with pytest.raises(ValueError, match="schema"):
        docx_with_data(WORD, data)


def test_document_carries_one_record_only() -> None:
    with pytest.raises(ValueError, match="already"):
        docx_with_data(CARRYING, OTHER)


def renumbered(package: bytes) -> bytes:
    own = our_part(package)
    return zipped(
        {("customXml/item70.xml" if n == own else n): part for n, part in parts_of(package).items()}
    )


SAME_ENTITY = b'<!DOCTYPE data [<!ENTITY a "b">]><data '
TWO = parts_of(CARRYING) | {"customXml/item9.xml": parts_of(docx_with_data(WORD, OTHER))[our_part(CARRYING)]}
FATES = {
    "never had any": (WORD, None),
    "part has another number": (renumbered(CARRYING), FOUND),
    "pretty-printed": (changed(b"<piece>", b"\n  <piece>"), FOUND),
    "part dropped": (without_part(CARRYING), Lost(DROPPED)),
    "a letter changed": (changed(b"\\u1ed5", b"\\u1ed7"), Lost(DAMAGED)),
    "a letter changed and the property dropped": (
        zipped(
            {
                name: part
                for name, part in parts_of(changed(b"\\u1ed5", b"\\u1ed7")).items()
                if name != "docProps/custom.xml"
            }
        ),
        Lost(DAMAGED),
    ),
    "cut off": (changed(b"</piece></data>", b""), Lost(DAMAGED)),
    "no JSON": (changed(b"<piece>", b"<piece>x"), Lost(DAMAGED)),
    "declares entities": (changed(b"<data ", SAME_ENTITY), Lost(DAMAGED)),
    "other elements": (changed(b"<piece>", b"<b/><piece>"), Lost(DAMAGED)),
    "somebody's namespace": (changed(b"<data xmlns=", b"<data xmlns='x' y="), Lost(DROPPED)),
    "two records": (zipped(TWO), Lost(SEVERAL)),
    "no package": (b"PK\x03\x04 nothing", None),
    "no office file": (b"hello", None),
    "property of another record": (
        zipped(
            parts_of(CARRYING)
            | {"docProps/custom.xml": parts_of(docx_with_data(WORD, OTHER))["docProps/custom.xml"]}
        ),
        Lost(DAMAGED),
    ),
    "pdf": (pdf_carrying(DATA), FOUND),
    "pdf of one body": (pdf_carrying(OTHER, name="submission.json"), ONE_BODYS),
    "pdf without": (pdf_carrying(None, keywords="báo cáo"), None),
    "pdf, attachment dropped": (pdf_carrying(None), Lost(DROPPED)),
    "pdf, keyword dropped": (pdf_carrying(DATA, keywords=""), Lost(DAMAGED)),
    "pdf, another hash": (pdf_carrying(DATA, keywords=f"tonghop.data={'0' * 64}"), Lost(DAMAGED)),
    "pdf with somebody's attachment": (pdf_carrying(DATA, name="a.json", keywords="x"), None),
    "pdf cut off": (b"%PDF-1.7 nothing", None),
}


@pytest.mark.parametrize("fate", FATES)
def test_fate_of_the_data_is_told(fate: str) -> None:
    content, expected = FATES[fate]

    assert carried(content) == expected


@pytest.mark.office
def test_data_survive_saving_in_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "bao-cao.docx").write_bytes(CARRYING)

    saved = saved_again(tmp_path / "bao-cao.docx")

    assert saved != CARRYING
    assert carried(saved) == FOUND


def test_typst_attaches_data_that_are_found(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "consolidated.json").write_bytes(DATA)
    source = f"""#set document(date: datetime(year: 2023, month: 6, day: 5),
      keywords: ("tonghop.data={FOUND.sha256}",))
    #pdf.attach("consolidated.json", relationship: "data", mime-type: "application/json", description: "x")
    Xin chào"""
    (tmp_path / "report.typ").write_text(source, encoding="utf-8")

    made = typst.compile(str(tmp_path / "report.typ"), format="pdf", pdf_standards="a-3b")

    assert carried(made) == FOUND
