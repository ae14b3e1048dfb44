"""What the styles of a Word document say of a paragraph or a run, inheritance resolved."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFF: Final = frozenset({"0", "false", "off", "none"})
_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Face:
    """How a run looks, as far as it changes what a reader sees; None means: as the style below says."""

    font: str | None = None
    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None

    def over(self, below: "Face") -> "Face":
        """Return this face where it says something, and the one below where it does not."""
        return Face(
            self.font if self.font is not None else below.font,
            self.bold if self.bold is not None else below.bold,
            self.capitals if self.capitals is not None else below.capitals,
            self.hidden if self.hidden is not None else below.hidden,
            self.struck if self.struck is not None else below.struck,
            self.raised if self.raised is not None else below.raised,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style with everything it inherits. `numbering` is (numId, level or None)."""

    face: Face = Face()
    centred: bool | None = None
    outline: int | None = None
    numbering: tuple[str, int | None] | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one document by their ids, and what holds where nothing is said."""

    named: Mapping[str, Style] = field(default_factory=dict)
    default: Style = Style()

    def paragraph(self, name: str | None) -> Style:
        return self.named.get(name or "", self.default)

    def run(self, name: str | None) -> Face:
        style = self.named.get(name or "")
        return style.face if style else Face()


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of a styles part; a document without one has plain paragraphs."""
    if root is None:
        return Styles()
    elements = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    plain = Style(face=face_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")))
    resolved: dict[str, Style] = {}
    for name in elements:
        resolved[name] = _resolved(name, elements, resolved, plain)
    default = next(
        (name for name, e in elements.items() if e.get(f"{W}type") == "paragraph" and is_on(e, "default")),
        None,
    )
    return Styles(resolved, resolved[default] if default is not None else plain)


def face_of(properties: etree._Element | None) -> Face:
    """Return what a run's properties (rPr) say themselves."""
    if properties is None:
        return Face()
    fonts = properties.find(f"{W}rFonts")
    font = None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
    lines = [on for name in ("strike", "dstrike") if (on := _toggle(properties, name)) is not None]
    height = value_of(properties, "vertAlign")
    return Face(
        font,
        _toggle(properties, "b"),
        _toggle(properties, "caps"),
        _toggle(properties, "vanish"),
        any(lines) if lines else None,
        None if height is None else height == "superscript",
    )


def paragraph_style(properties: etree._Element | None) -> Style:
    """Return what a paragraph's properties (pPr) say themselves."""
    if properties is None:
        return Style()
    alignment = value_of(properties, "jc")
    outline = value_of(properties, "outlineLvl")
    return Style(
        centred=None if alignment is None else alignment == "center",
        outline=int(outline) + 1 if outline is not None and outline.isdigit() and int(outline) < 9 else None,
        numbering=_numbering(properties.find(f"{W}numPr")),
    )


def value_of(parent: etree._Element, name: str) -> str | None:
    """Return the val attribute of a child, or None where child or attribute is not there."""
    child = parent.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def is_on(element: etree._Element, attribute: str) -> bool:
    return element.get(f"{W}{attribute}", "0").lower() not in _OFF


def _toggle(properties: etree._Element, name: str) -> bool | None:
    element = properties.find(f"{W}{name}")
    return None if element is None else element.get(f"{W}val", "1").lower() not in _OFF


def _numbering(properties: etree._Element | None) -> tuple[str, int | None] | None:
    if properties is None:
        return None
    number, level = value_of(properties, "numId"), value_of(properties, "ilvl")
    if number is None and level is None:
        return None
    return number or "", int(level) if level is not None and level.isdigit() else None


def _resolved(
    name: str, elements: Mapping[str, etree._Element], resolved: Mapping[str, Style], plain: Style
) -> Style:
    """Return a style with what it is based on; circles and chains beyond any real document's end where they
    end."""
    chain: list[etree._Element] = []
    below = plain
    while name in elements and len(chain) < _DEEPEST:
        if name in resolved:
            below = resolved[name]
            break
        chain.append(elements[name])
        name = value_of(elements[name], "basedOn") or ""
    for element in reversed(chain):
        below = _on_top(element, below)
    return below


def _on_top(element: etree._Element, below: Style) -> Style:
    own = paragraph_style(element.find(f"{W}pPr"))
    return replace(
        below,
        face=face_of(element.find(f"{W}rPr")).over(below.face),
        centred=below.centred if own.centred is None else own.centred,
        outline=_heading_level(element) or own.outline or below.outline,
        numbering=own.numbering or below.numbering,
    )


def _heading_level(style: etree._Element) -> int | None:
    name = (value_of(style, "name") or "").lower()
    if name.startswith("heading ") and name[8:].isdigit() and int(name[8:]) < 10:
        return int(name[8:])
    return 1 if name == "title" else None
