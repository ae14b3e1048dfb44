"""typst with our own fonts and template: the one place that calls it.

Only the fonts that lie beside this file are used, whatever the machine has: they hold every Vietnamese letter
(tests/formats/official/test_fonts.py), and a font that lacks some would drop them without an error.

Never fork a process that has called it: its threads do not survive, and the child hangs at its first call.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tonghop.formats.office_packages import STAMP
from tonghop.formats.official.parts import (
    BLANK_NUMBER,
    UNSIGNED,
    BarChart,
    CodeSquare,
    End,
    Heading,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Part,
    Table,
    Title,
    vietnamese_date,
)
from tonghop.formats.official.styles import OfficialStyle

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FONT_FAMILY = "Liberation Serif"
_TEMPLATE = HERE / "official.typ"
_KINDS: Mapping[type, str] = {
    Paragraph: "paragraph",
    Table: "table",
    BarChart: "chart",
    CodeSquare: "square",
    Heading: "heading",
    Title: "title",
    End: "end",
    PageBreak: "page-break",
}


def typeset(document: OfficialDocument, *, part: str = "", **options: Any) -> bytes:
    """Return the document as typst makes it. `part` is "chart" or "square" for a picture of that alone;
    `options` are those of `typst.Compiler.compile` and further inputs of the template.
    """
    inputs = {"document": _as_json(document), "part": part, **options.pop("inputs", {})}
    made = _compiler().compile(_TEMPLATE.read_bytes(), sys_inputs=inputs, **options)
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(_TEMPLATE.read_bytes(), font_paths=fonts, ignore_system_fonts=True)


def _as_json(document: OfficialDocument) -> str:
    day = document.day or STAMP.date()
    told = {
        "style": asdict(document.style),
        "title": document.title,
        "landscape": document.landscape,
        "day": [day.year, day.month, day.day],
        "parts": [{"kind": _KINDS[type(part)], **_told(part, document.style)} for part in document.parts],
    }
    return json.dumps(told, ensure_ascii=False)


def _told(part: Part, style: OfficialStyle) -> dict[str, Any]:
    told = asdict(part)
    match part:
        case Heading():
            dated = vietnamese_date(part.place, part.day, two_digit_months=style.is_party)
            return {**told, "day": None, "dated": dated, "number": part.number or BLANK_NUMBER}
        case End():
            return {
                **told,
                "signer": part.signer or (UNSIGNED,),
                "name": part.name or UNSIGNED,
                "signed": bool(part.name),
            }
        case Title():
            # "kind" names the part itself; the type of the document goes by another name.
            return {"about": part.about, "document_type": part.kind}
    return told
