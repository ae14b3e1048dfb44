"""A plain text as a Word file in which Word writes the numbers: "1.", "a)", "I.", "1.2." and the dashes."""

import re
from dataclasses import dataclass, field

from rendering.word_package import abstract_list, docx_of, list_on, numbered, paragraph
from tonghop.domain.language import flat, nfc
from tonghop.formats.intake.lines import paragraph_spans
from tonghop.formats.intake.plain_text import without_preamble

_TYPED = re.compile(
    r"(?:(?P<roman>[IVX]{1,6})\.|(?P<levels>\d{1,2}(?:\.\d{1,2}){0,3})\.|(?P<letter>[a-z])\)|(?P<mark>[-+]))"
    r"[ \n]+(?=\S)"
)
_ROMANS = {"I": 1, "V": 5, "X": 10}


@dataclass(slots=True)
class _Lists:
    """The lists of the file: a new one wherever a number does not follow the one before it."""

    written: list[str] = field(default_factory=list)
    last: dict[str, tuple[int, int]] = field(default_factory=dict)

    def place(self, form: str, text: str, number: int, above: tuple[int, ...]) -> int:
        """Return the list in which a paragraph with this number stands."""
        key = f"{form}{text}{above}"
        known = self.last.get(key)
        if known is None or (form != "bullet" and known[1] + 1 != number):
            levels = [("decimal", f"%{at + 1}.", start) for at, start in enumerate(above)]
            self.written.append(abstract_list(len(self.written) + 1, *levels, (form, text, number)))
            known = len(self.written), number
        self.last[key] = known[0], number
        return known[0]


def as_docx(text: str) -> bytes:
    """Return the text as docx, its typed enumerators turned into Word's automatic numbering."""
    body = nfc(without_preamble(nfc(text)))
    lists = _Lists()
    paragraphs = [_paragraph(span.cut(body), lists) for span in paragraph_spans(body)]
    numbers = [list_on(number, number) for number in range(1, len(lists.written) + 1)]
    return docx_of("".join(paragraphs), numbering="".join(lists.written + numbers))


def _paragraph(text: str, lists: _Lists) -> str:
    found = _TYPED.match(text)
    if found is None:
        return paragraph(_plain(text))
    rest = _plain(text[found.end() :])
    if mark := found["mark"]:
        return numbered(rest, lists.place("bullet", mark, 1, ()))
    if roman := found["roman"]:
        return numbered(rest, lists.place("upperRoman", "%1.", _arabic(roman), ()))
    if letter := found["letter"]:
        return numbered(rest, lists.place("lowerLetter", "%1)", ord(letter) - ord("a") + 1, ()))
    parts = tuple(int(part) for part in found["levels"].split("."))
    if found["levels"] != ".".join(map(str, parts)) or 0 in parts:
        return paragraph(_plain(text))
    level = len(parts) - 1
    written = "".join(f"%{at}." for at in range(1, level + 2))
    return numbered(rest, lists.place("decimal", written, parts[-1], parts[:-1]), level)


def _plain(text: str) -> str:
    """Return the text on one line, without the signs that no XML holds."""
    return flat("".join(c for c in text if c >= " " or c in "\n\t"))


def _arabic(roman: str) -> int:
    values = [_ROMANS[sign] for sign in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
