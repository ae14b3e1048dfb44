"""Word files written part by part, so that a test decides every element."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

SIDE_PARTS = ("numbering", "styles", "footnotes", "endnotes", "header1", "footer1", "header2")


def docx_of(body: str, **parts: str) -> bytes:
    """Return a docx with this body (XML of paragraphs and tables) and these parts (the XML inside their
    roots).

    The relation id of each part is its name, so a section names a header as r:id="header1".
    """
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(
            {name: (name.rstrip("12"), f"{name}.xml") for name in parts}
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        root = roots.get(name) or {"header": "hdr", "footer": "ftr"}[name.rstrip("12")]
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return zip_of(files)


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str = "", *, inner: str = "", properties: str = "", run: str = "") -> str:
    """Return a paragraph: its properties, then runs given as XML, then a run with this text."""
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{own}{inner}{text_run(text, run) if text else ''}</w:p>"


def text_run(text: str, properties: str = "") -> str:
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def numbered(text: str, number: int, level: int = 0) -> str:
    """Return a paragraph of a list: Word writes its number."""
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


def abstract_list(number: int, *levels: tuple[str, str] | tuple[str, str, int], inner: str = "") -> str:
    """Return an abstract list: for each level its format, its text and, if not 1, its first number."""
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{level[2] if len(level) == 3 else 1}"/>'
        f'<w:numFmt w:val="{level[0]}"/><w:lvlText w:val="{escape(level[1])}"/></w:lvl>'
        for at, level in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}{written}</w:abstractNum>'


def list_on(number: int, abstract: int, inner: str = "") -> str:
    """Return a list that paragraphs name, on an abstract list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name.rstrip("12")}+xml"/>'
        for name in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f"{overrides}</Types>"
    )
