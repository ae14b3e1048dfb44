"""The parts of an official document as plain data, from top to bottom.

Word (`word.py`) and PDF (`pdf.py`) are written from the same parts, so that they cannot say different things.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tonghop.formats.official.styles import OfficialStyle

LEFT, CENTRE, RIGHT, JUSTIFY = "left", "center", "right", "justify"
BLANK_NUMBER = "        "
UNSIGNED = "…………………………"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; `size` None takes the paragraph's. `link` is the anchor that it leads to.

    `drafted`: the sentence was made from a template. It looks like any other on paper; in Word it has a style
    of its own, so that whoever edits can see and find it.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None
    link: str = ""
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`indent` is that of the first line and `left` of all lines, in mm; `before` and `after` are points.

    `keep`: it stays on the page of what follows. `anchor` is a name that links lead to.
    """

    runs: tuple[Run, ...]
    align: str = JUSTIFY
    size: float | None = None
    indent: float = 10
    left: float = 0
    before: float = 0
    after: float = 6
    keep: bool = False
    anchor: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its header, its share of the width, and how its cells stand."""

    title: str
    width: float
    align: str = LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A table row of as many cells as columns, or one cell over all of them (`spanning`)."""

    cells: tuple[Run, ...]
    bold: bool = False
    spanning: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose header repeats on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `label` stands left of it, `shown` at its end. `marked` bars are drawn darker."""

    label: str
    value: float
    shown: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars from zero; `rule_at` draws an upright rule, such as the plan's 100 %.

    `alt` is the one sentence that says what the chart shows, for those who cannot see it.
    """

    title: str
    bars: tuple[Bar, ...]
    alt: str
    rule_at: float | None = None
    rule_label: str = ""


@dataclass(frozen=True, slots=True)
class CodeSquare:
    """A code as a square for telephones: rows of modules, "1" dark and "0" light, with the quiet edge.

    `alt` says what it tells, for those who cannot see it.
    """

    rows: tuple[str, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Who issues, and when. `symbol` is what follows the number ("-BC/BTGTU"), `number` "" leaves it to the
    clerk; `about` is the "V/v …" of an official letter, under its number.
    """

    superior: str
    issuer: str
    symbol: str
    place: str
    day: date | None
    number: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The type's name and the summary, closed by a rule (State) or five dashes (Party)."""

    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class End:
    """ "Nơi nhận" left and the signature block right; the signer's name is left blank unless given."""

    recipients: tuple[str, ...]
    signer: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Part = Paragraph | Table | BarChart | CodeSquare | Heading | Title | End | PageBreak


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A document in one of the two official forms. `title` is its name in the file's properties."""

    style: OfficialStyle
    title: str
    parts: tuple[Part, ...] = ()
    landscape: bool = False

    @property
    def day(self) -> date | None:
        """The day in the heading; None where it is left open or there is no heading."""
        return next((part.day for part in self.parts if isinstance(part, Heading)), None)

    def texts(self) -> Iterator[str]:
        """Yield the text of every paragraph and table cell, in reading order."""
        for part in self.parts:
            if isinstance(part, Paragraph):
                yield "".join(run.text for run in part.runs)
            elif isinstance(part, Table):
                yield from (column.title for column in part.columns)
                yield from (cell.text for row in part.rows for cell in row.cells)


def paragraph(
    *runs: Run | str,
    align: str = JUSTIFY,
    size: float | None = None,
    indent: float = 10,
    left: float = 0,
    before: float = 0,
    after: float = 6,
    keep: bool = False,
    anchor: str = "",
    level: int = 0,
) -> Paragraph:
    """Return a paragraph of runs, plain ones given as text. `level` 1 to 3 makes it a heading for programs
    that list them.
    """
    return Paragraph(_runs(runs), align, size, indent, left, before, after, keep, anchor, level)


def row(*cells: Run | str, bold: bool = False, spanning: bool = False, anchor: str = "") -> Row:
    """Return a table row, plain cells given as text."""
    return Row(_runs(cells), bold, spanning, anchor)


def centred(text: str, *, bold: bool = False, italic: bool = False, size: float | None = None) -> Paragraph:
    """Return a line in the middle, as above annexes."""
    return paragraph(Run(text, bold=bold, italic=italic), align=CENTRE, indent=0, size=size, after=0)


def recipient_lines(recipients: Sequence[str], *, is_party: bool) -> tuple[str, ...]:
    """Write the recipients as the forms do: Party items end in commas, State items in semicolons, the last in
    a stop.

    >>> recipient_lines(["Tỉnh ủy", "Lưu VP"], is_party=True)
    ('- Tỉnh ủy,', '- Lưu VP.')
    """
    end = "," if is_party else ";"
    return tuple(
        f"- {text}{end if number < len(recipients) else '.'}" for number, text in enumerate(recipients, 1)
    )


def vietnamese_date(place: str, day: date | None, *, two_digit_months: bool) -> str:
    """Write place and date as documents do: two digits for the day, and for months 1 and 2, or for all
    (Party); without a day the places stay open.

    >>> vietnamese_date("Hòa Bình", date(2023, 6, 5), two_digit_months=False)
    'Hòa Bình, ngày 05 tháng 6 năm 2023'
    """
    if day is None:
        return f"{place or '…………'}, ngày      tháng      năm         "
    month = f"{day.month:02d}" if two_digit_months or day.month < 3 else str(day.month)
    return f"{place or '…………'}, ngày {day.day:02d} tháng {month} năm {day.year}"


def _runs(texts: Sequence[Run | str]) -> tuple[Run, ...]:
    return tuple(Run(text) if isinstance(text, str) else text for text in texts)
