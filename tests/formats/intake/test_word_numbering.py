"""The numbers that Word generates, as a table of lists and what stands before their paragraphs."""

import pytest

from rendering.word_package import abstract_list, docx_of, list_on, numbered, paragraph
from tonghop.formats.intake import open_document
from tonghop.formats.intake.word_numbering import number_in

OVERRIDE = '<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
OUTLINE = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))

# name, the numbering part, paragraphs as (list, level), what is written before each
CASES = [
    ("decimal", abstract_list(1, ("decimal", "%1.")) + list_on(1, 1), [(1, 0)] * 3, ["1.", "2.", "3."]),
    ("starts elsewhere", abstract_list(1, ("decimal", "%1.", 7)) + list_on(1, 1), [(1, 0)] * 2, ["7.", "8."]),
    (
        "letters",
        abstract_list(1, ("lowerLetter", "%1)")) + list_on(1, 1),
        [(1, 0)] * 5,
        ["a)", "b)", "c)", "d)", "e)"],
    ),
    (
        "letters after z",
        abstract_list(1, ("lowerLetter", "%1)", 26)) + list_on(1, 1),
        [(1, 0)] * 2,
        ["z)", "aa)"],
    ),
    ("romans", abstract_list(1, ("upperRoman", "%1.", 3)) + list_on(1, 1), [(1, 0)] * 2, ["III.", "IV."]),
    (
        "small romans in brackets",
        abstract_list(1, ("lowerRoman", "(%1)")) + list_on(1, 1),
        [(1, 0)] * 2,
        ["(i)", "(ii)"],
    ),
    ("two digits", abstract_list(1, ("decimalZero", "%1")) + list_on(1, 1), [(1, 0)], ["01"]),
    ("dashes", abstract_list(1, ("bullet", "-")) + list_on(1, 1), [(1, 0)] * 2, ["-", "-"]),
    (
        "a sign of Wingdings is a dash",
        abstract_list(1, ("bullet", "\uf0b7")) + list_on(1, 1),
        [(1, 0)],
        ["-"],
    ),
    (
        "plus signs stay",
        abstract_list(1, ("bullet", "-"), ("bullet", "+")) + list_on(1, 1),
        [(1, 0), (1, 1)],
        ["-", "+"],
    ),
    (
        "articles",
        abstract_list(1, ("decimal", "Điều %1.")) + list_on(1, 1),
        [(1, 0)] * 2,
        ["Điều 1.", "Điều 2."],
    ),
    (
        "levels start anew under the next heading",
        abstract_list(1, *OUTLINE) + list_on(1, 1),
        [(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)],
        ["I.", "1.", "a)", "b)", "-", "2.", "a)", "II.", "1."],
    ),
    (
        "numbers of several levels",
        abstract_list(1, ("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3.")) + list_on(1, 1),
        [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)],
        ["1.", "1.1.", "1.2.", "1.2.1.", "2.", "2.1."],
    ),
    (
        "a deeper level comes first: the one above counts as begun",
        abstract_list(1, ("decimal", "%1."), ("decimal", "%1.%2.")) + list_on(1, 1),
        [(1, 1), (1, 1), (1, 0)],
        ["1.1.", "1.2.", "2."],
    ),
    (
        "two lists on one abstract list count on",
        abstract_list(1, ("decimal", "%1.")) + list_on(1, 1) + list_on(2, 1),
        [(1, 0), (2, 0), (1, 0)],
        ["1.", "2.", "3."],
    ),
    (
        "a list told to start anew does so once",
        abstract_list(1, ("decimal", "%1."))
        + list_on(1, 1)
        + list_on(2, 1, OVERRIDE.format(level=0, start=1)),
        [(1, 0), (1, 0), (2, 0), (2, 0)],
        ["1.", "2.", "1.", "2."],
    ),
    (
        "started at five",
        abstract_list(1, ("decimal", "%1.")) + list_on(1, 1, OVERRIDE.format(level=0, start=5)),
        [(1, 0)] * 2,
        ["5.", "6."],
    ),
    (
        "two abstract lists do not disturb each other",
        abstract_list(1, ("decimal", "%1."))
        + abstract_list(2, ("lowerLetter", "%1)"))
        + list_on(1, 1)
        + list_on(2, 2),
        [(1, 0), (2, 0), (2, 0), (1, 0), (2, 0)],
        ["1.", "a)", "b)", "2.", "c)"],
    ),
    (
        "no number: list 0",
        abstract_list(1, ("decimal", "%1.")) + list_on(1, 1),
        [(1, 0), (0, 0), (1, 0)],
        ["1.", "", "2."],
    ),
    ("an unknown list", abstract_list(1, ("decimal", "%1.")) + list_on(1, 1), [(9, 0)], [""]),
    ("a level that is not there", abstract_list(1, ("decimal", "%1.")) + list_on(1, 1), [(1, 5)], [""]),
    ("format none", abstract_list(1, ("none", "%1")) + list_on(1, 1), [(1, 0)], [""]),
]


@pytest.mark.parametrize(("name", "numbering", "places", "expected"), CASES, ids=[case[0] for case in CASES])
def test_number_is_written_as_word_writes_it(
    name: str, numbering: str, places: list[tuple[int, int]], expected: list[str]
) -> None:
    body = "".join(numbered("Rà soát", number, level) for number, level in places)

    document = open_document(docx_of(body, numbering=numbering), name="danh-muc.docx")

    assert document.text.splitlines() == [f"{label} Rà soát".strip() for label in expected]


def test_legal_numbering_writes_every_level_in_digits() -> None:
    legal = (
        '<w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>'
        '<w:lvlText w:val="%1.%2."/></w:lvl>'
        "</w:abstractNum>"
    )
    body = numbered("Mục tiêu", 1, 0) + numbered("Chỉ tiêu", 1, 1)

    document = open_document(docx_of(body, numbering=legal + list_on(1, 1)), name="a.docx")

    assert document.text == "IV. Mục tiêu\n4.1. Chỉ tiêu\n"


def test_level_told_not_to_restart_counts_on() -> None:
    going_on = (
        '<w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>'
        '<w:lvlText w:val="Điều %2."/></w:lvl></w:abstractNum>'
    )
    body = "".join(numbered("x", 1, level) for level in (0, 1, 1, 0, 1))

    document = open_document(docx_of(body, numbering=going_on + list_on(1, 1)), name="a.docx")

    assert document.text.splitlines() == ["I. x", "Điều 1. x", "Điều 2. x", "II. x", "Điều 3. x"]


def test_numbering_of_a_style_holds_for_its_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Khoan"><w:name w:val="Khoản"/>'
        '<w:basedOn w:val="Muc"/></w:style>'
    )
    linked = (
        '<w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Muc"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Khoan"/>'
        '<w:lvlText w:val="%2."/></w:lvl>'
        "</w:abstractNum>"
    )
    body = "".join(
        paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')
        for style, text in (
            ("Muc", "Yêu cầu"),
            ("Khoan", "Đúng hạn"),
            ("Khoan", "Đủ số liệu"),
            ("Muc", "Tổ chức"),
        )
    )

    document = open_document(docx_of(body, styles=styles, numbering=linked + list_on(1, 1)), name="a.docx")

    assert document.text.splitlines() == ["I. Yêu cầu", "1. Đúng hạn", "2. Đủ số liệu", "II. Tổ chức"]


def test_list_that_points_to_a_list_style_is_followed() -> None:
    numbering = (
        abstract_list(1, ("decimal", "%1)"), inner='<w:styleLink w:val="DanhSach"/>')
        + '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="DanhSach"/></w:abstractNum>'
        + list_on(1, 2)
    )

    document = open_document(docx_of(numbered("Sở Y tế", 1), numbering=numbering), name="a.docx")

    assert document.text == "1) Sở Y tế\n"


def test_empty_numbered_paragraph_is_counted_and_not_written() -> None:
    numbering = abstract_list(1, ("decimal", "%1.")) + list_on(1, 1)

    document = open_document(
        docx_of(numbered("một", 1) + numbered("", 1) + numbered("ba", 1), numbering=numbering), name="a.docx"
    )

    assert document.text.splitlines() == ["1. một", "3. ba"]


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("upperRoman", 1994, "MCMXCIV"),
        ("upperLetter", 27, "AA"),
        ("cardinalText", 3, "3"),
        ("lowerRoman", 0, "0"),
    ],
)
def test_number_in_a_form(form: str, number: int, written: str) -> None:
    assert number_in(form, number) == written
