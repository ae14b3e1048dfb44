"""What stands on one page of a PDF: runs of letters and ruled lines, with their places.

Places are in points, y upwards, turned so that the page stands upright. A run is what was drawn in one go on
one line; a wide gap ends it.
"""

import ctypes
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from tonghop.formats.intake.legacy import draws_capitals, from_legacy, legacy_font
from tonghop.formats.intake.manuscript import cleaned

MOST_LETTERS: Final = 60_000
"""On one page; more is no page that anyone reads."""

_MOST_OBJECTS: Final = 20_000
_WIDE_GAP: Final = 1.2
_WORD_GAP: Final = 0.22
_THIN: Final = 2.6
_SHORTEST_RULE: Final = 7.0
_MOST_RULES_IN_A_GAP: Final = 64


class Run(NamedTuple):
    """Letters on one line without a wide gap. `size` is about the font's size, `y` the base line."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False


class Rule(NamedTuple):
    """A straight line of the page: horizontal where y0 = y1, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's runs and rules; `turned` holds texts that stand upright on their side, `encodings` legacy
    sets met."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    turned: tuple[str, ...] = ()
    encodings: frozenset[str] = frozenset()
    has_picture: bool = False


class _Font(NamedTuple):
    encoding: str | None
    capitals: bool
    bold: bool


class _Look(NamedTuple):
    """A text object's font, its angle in whole degrees counter-clockwise, the size of its type."""

    font: _Font
    angle: int
    size: float


class _Letter(NamedTuple):
    sign: str
    x0: float
    x1: float
    y: float
    size: float
    font: _Font
    angle: int


_ASLANT: Final = -1
_HYPHEN_AT_END: Final = 2  # pdfium hides a line's last hyphen behind this code; Vietnamese breaks no words
_PLAIN: Final = _Font(None, False, False)


def read_page(page: pdfium.PdfPage) -> Page:
    """Return what stands on a page."""
    width, height = page.get_size()
    turn = int(pdfium_c.FPDFPage_GetRotation(page.raw))
    text_page = page.get_textpage()
    try:
        letters = list(_letters(text_page.raw, turn, width, height))
    finally:
        text_page.close()
    rules, has_picture = _rules(page, turn, width, height)
    uprights = _Uprights.of(rules)
    runs = tuple(_runs((letter for letter in letters if letter.angle == 0), uprights))
    turned = tuple(_turned(letter for letter in letters if letter.angle in {90, 180, 270}))
    encodings = frozenset(
        letter.font.encoding for letter in letters if letter.font.encoding and letter.sign > "\x7f"
    )
    return Page(width, height, runs, rules, turned, encodings, has_picture)


# Letters

_Raw = Any  # pypdfium2's ctypes handles have no types


def _letters(text_page: _Raw, turn: int, width: float, height: float) -> Iterator[_Letter]:
    box = pdfium_c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    known: dict[int, _Look] = {}
    look = _Look(_PLAIN, 0, 12.0)
    fonts: dict[int, _Font] = {}
    high = 0
    for place in range(min(pdfium_c.FPDFText_CountChars(text_page), MOST_LETTERS)):
        code = pdfium_c.FPDFText_GetUnicode(text_page, place)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        if code == _HYPHEN_AT_END:
            code = ord("-")
        if code in {0, 0xFFFE, 0xFFFF, 10, 13}:
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(text_page, place, box):
            continue
        pdfium_c.FPDFText_GetCharOrigin(text_page, place, x, y)
        look = _look(pdfium_c.FPDFText_GetTextObject(text_page, place), known, fonts) or look
        left, _ = _upright(box.left, box.bottom, turn, width, height)
        right, _ = _upright(box.right, box.top, turn, width, height)
        _, base = _upright(x.value, y.value, turn, width, height)
        angle = (look.angle - 90 * turn) % 360 if look.angle % 90 == 0 else _ASLANT
        yield _Letter(chr(code), min(left, right), max(left, right), base, look.size, look.font, angle)


def _upright(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Turn a point of the page's own space as the page is shown: `turn` quarter turns clockwise."""
    match turn:
        case 1:
            return y, height - x
        case 2:
            return width - x, height - y
        case 3:
            return width - y, x
    return x, y


def _look(text_object: _Raw, known: dict[int, _Look], fonts: dict[int, _Font]) -> _Look | None:
    """Return how a text object looks, or None for signs that pdfium has added itself (blanks)."""
    address = ctypes.cast(text_object, ctypes.c_void_p).value
    if address is None:
        return None
    if address not in known:
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFPageObj_GetMatrix(text_object, matrix)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360 if matrix.a or matrix.b else 0
        near = round(angle / 90) * 90
        size = ctypes.c_float()
        pdfium_c.FPDFTextObj_GetFontSize(text_object, size)
        scaled = max(1.0, abs(size.value) * math.hypot(matrix.c, matrix.d))
        angle = near % 360 if abs(angle - near) <= 3 else angle
        known[address] = _Look(_font(text_object, fonts), angle, scaled)
    return known[address]


def _font(text_object: _Raw, fonts: dict[int, _Font]) -> _Font:
    font = pdfium_c.FPDFTextObj_GetFont(text_object)
    address = ctypes.cast(font, ctypes.c_void_p).value
    if address is None:
        return _PLAIN
    if address not in fonts:
        size = pdfium_c.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(max(1, size))
        pdfium_c.FPDFFont_GetBaseFontName(font, buffer, size)
        name = buffer.value.decode("utf-8", "replace")
        bold = "bold" in name.lower() or pdfium_c.FPDFFont_GetWeight(font) >= 600
        fonts[address] = _Font(legacy_font(name), draws_capitals(name), bold)
    return fonts[address]


# Runs


@dataclass(frozen=True, slots=True)
class _Uprights:
    """The upright rules of a page from left to right: what stands on two sides of one is not one run."""

    xs: tuple[float, ...]
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "_Uprights":
        ordered = tuple(sorted(rule for rule in rules if rule.y0 != rule.y1))
        return cls(tuple(rule.x0 for rule in ordered), ordered)

    def part(self, last: _Letter, letter: _Letter) -> bool:
        """Say whether a rule stands in the gap before a letter, at the height of its line."""
        if letter.x0 - last.x1 < _WORD_GAP * letter.size:
            return False
        middle = letter.y + 0.3 * letter.size
        first, end = bisect_left(self.xs, last.x1), bisect_right(self.xs, letter.x0)
        between = self.rules[first : min(end, first + _MOST_RULES_IN_A_GAP)]
        return any(rule.y0 <= middle <= rule.y1 for rule in between)


def _runs(letters: Iterator[_Letter] | Any, uprights: _Uprights) -> Iterator[Run]:
    gathered: list[_Letter] = []
    for letter in letters:
        if gathered and not _follows(gathered, letter, uprights):
            if run := _run(gathered):
                yield run
            gathered = []
        gathered.append(letter)
    if run := _run(gathered):
        yield run


def _follows(gathered: list[_Letter], letter: _Letter, uprights: _Uprights) -> bool:
    """Whether a letter goes on where the run stands: same line, neither far ahead nor behind, in one cell."""
    last = next((one for one in reversed(gathered) if not one.sign.isspace()), gathered[-1])
    size = max(last.size, letter.size)
    if abs(letter.y - last.y) > 0.45 * size:
        return False
    if letter.sign.isspace():
        return True
    return -0.6 * size < letter.x0 - last.x1 < _WIDE_GAP * size and not uprights.part(last, letter)


def _run(gathered: list[_Letter]) -> Run | None:
    letters = gathered
    while letters and letters[-1].sign.isspace():
        letters = letters[:-1]
    while letters and letters[0].sign.isspace():
        letters = letters[1:]
    if not letters:
        return None
    text = _text(letters)
    if not text.strip():
        return None
    main = max((letter for letter in letters if not letter.sign.isspace()), key=lambda one: one.size)
    base = sorted(one.y for one in letters if one.size >= 0.8 * main.size)
    bold = all(one.font.bold for one in letters if not one.sign.isspace())
    x0, x1 = min(one.x0 for one in letters), max(one.x1 for one in letters)
    return Run(text.strip(), x0, x1, base[len(base) // 2], main.size, bold)


def _text(letters: list[_Letter]) -> str:
    """Return the letters as text: a blank where there is one or a gap like one, legacy fonts decoded piece
    by piece."""
    text = ""
    piece = ""
    font: _Font = letters[0].font
    last: _Letter | None = None
    for letter in letters:
        if letter.font != font and not letter.sign.isspace():
            text += _decoded(piece, font)
            piece, font = "", letter.font
        if letter.sign.isspace():
            piece += "" if piece.endswith(" ") else " "
        else:
            if last is not None and letter.x0 - last.x1 > _WORD_GAP * letter.size and not piece.endswith(" "):
                piece += " "
            piece += letter.sign
            last = letter
    return " ".join((text + _decoded(piece, font)).split(" "))


def _decoded(piece: str, font: _Font) -> str:
    if font.encoding:
        piece = from_legacy(piece, font.encoding)
    return cleaned(piece.upper() if font.capitals else piece).replace("\n", " ")


def _turned(letters: Iterator[_Letter] | Any) -> Iterator[str]:
    """Yield the texts that stand on their side, letter behind letter as they were drawn."""
    text = ""
    last: _Letter | None = None
    for letter in letters:
        if last is not None and math.dist((letter.x0, letter.y), (last.x0, last.y)) > 4 * last.size:
            yield text.strip()
            text = ""
        text += cleaned(letter.sign)
        last = letter
    if text.strip():
        yield text.strip()


# Rules and pictures


def _rules(page: pdfium.PdfPage, turn: int, width: float, height: float) -> tuple[tuple[Rule, ...], bool]:
    rules: list[Rule] = []
    has_picture = False
    edges = [ctypes.c_float() for _ in range(4)]
    for place in range(min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        thing = pdfium_c.FPDFPage_GetObject(page.raw, place)
        kind = pdfium_c.FPDFPageObj_GetType(thing)
        has_picture |= kind in {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM}
        if kind != pdfium_c.FPDF_PAGEOBJ_PATH or not pdfium_c.FPDFPageObj_GetBounds(thing, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        x0, y0 = _upright(left, bottom, turn, width, height)
        x1, y1 = _upright(right, top, turn, width, height)
        segments = pdfium_c.FPDFPath_CountSegments(thing)
        rules += _edges(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), is_box=4 <= segments <= 6)
    return tuple(rules), has_picture


def _edges(x0: float, y0: float, x1: float, y1: float, *, is_box: bool) -> Iterator[Rule]:
    """Yield the ruled lines of a path's bounds: one of a thin path, four of a box."""
    wide, high = x1 - x0, y1 - y0
    if high <= _THIN and wide >= _SHORTEST_RULE:
        yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    elif wide <= _THIN and high >= _SHORTEST_RULE:
        yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    elif is_box and wide >= _SHORTEST_RULE and high >= _SHORTEST_RULE:
        yield from (Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1))
