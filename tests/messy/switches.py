"""Every kind of mess as a switch with its chance, and the list of what is not demanded yet.

A switch of the groups "shape" and "bad" is a weight within its group; all others are chances from 0 to 1.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Switch:
    name: str
    group: str
    chance: float
    what: str


_ROWS = (
    # what a body sends
    ("form", "shape", 40, "the form, filled in"),
    ("workbook", "shape", 14, "an xlsx of the body's own layout"),
    ("ods", "shape", 4, "the same from LibreOffice"),
    ("xls", "shape", 4, "the same from an old Excel"),
    ("csv", "shape", 5, "the same as text with separators"),
    ("word", "shape", 9, "a Word report: prose, or a table, or both"),
    ("pdf", "shape", 5, "the same printed to a PDF with a text layer"),
    ("scan", "shape", 5, "a picture of it, as jpg or image-only PDF"),
    ("bad-file", "shape", 6, "a file that must be refused"),
    ("silent", "shape", 8, "nothing"),
    # the inbox
    ("received-csv", "inbox", 0.8, "received.csv says when files came"),
    ("inbox-zip", "inbox", 0.1, "the inbox itself is a zip"),
    ("system-files", "inbox", 0.3, "Thumbs.db, lock files and the like"),
    ("bad-strangers", "inbox", 0.12, "refusable files that belong to nobody"),
    ("bodies-table", "inbox", 0.25, "one workbook with a row for each of several bodies"),
    ("mailbox", "inbox", 0.3, "all mails together in one mailbox"),
    ("alike-names", "inbox", 0.4, "two communes of one name in two districts"),
    ("alike-unclear", "sending", 0.4, "one of two communes of one name, and nothing says of which district"),
    ("children-in-parent", "inbox", 0.25, "a district's figures that contain its communes'"),
    ("copied", "inbox", 0.12, "a body sends last year's report again under this year's title"),
    ("excused", "inbox", 0.3, "a body is excused"),
    # the sending of one file
    ("mail", "sending", 0.1, "as an attachment of an .eml"),
    ("in-zip", "sending", 0.06, "packed in a zip"),
    ("nested", "sending", 0.12, "in a folder below a folder"),
    ("name-anonymous", "sending", 0.2, "the file name names nobody"),
    ("name-unmarked", "sending", 0.2, "the file name without Vietnamese marks"),
    ("name-decomposed", "sending", 0.08, "the file name in NFD, as from a Mac"),
    ("name-alias", "sending", 0.25, "the file name has an alias"),
    ("no-letterhead", "sending", 0.15, "the text inside names nobody"),
    ("letterhead-against-name", "sending", 0.03, "file name and letterhead name two bodies"),
    ("supersedes", "sending", 0.08, "an older file with other figures came before"),
    ("later-damaged", "sending", 0.03, "a good file, and after it one that cannot be opened"),
    ("two-unordered", "sending", 0.03, "two files with different figures, nobody knows which is later"),
    ("sent-twice", "sending", 0.04, "the very same file twice"),
    ("other-cycle", "sending", 0.03, "a filled form of another cycle"),
    ("wrong-suffix", "sending", 0.03, "a good file under the suffix of another kind"),
    # forms
    ("form-renamed-sheets", "form", 0.15, "sheets renamed"),
    ("form-inserted-rows", "form", 0.15, "rows inserted above and between"),
    ("form-inserted-column", "form", 0.08, "a column inserted"),
    (
        "form-new-workbook",
        "form",
        0.12,
        "sheets copied into a new workbook; hidden sheet and properties lost",
    ),
    ("form-visible-only", "form", 0.05, "only the visible cells copied; keys lost, the code line is left"),
    ("form-inline-texts", "form", 0.05, "re-saved by a program that shares no strings"),
    ("form-as-ods", "form", 0.05, "saved as ods"),
    ("form-as-xls", "form", 0.05, "saved as xls"),
    ("form-stray-row", "form", 0.08, "a row added by the body"),
    ("form-narratives", "form", 0.5, "narratives filled in"),
    ("form-estimate", "form", 0.3, "estimates filled in"),
    ("form-estimate-doubt", "form", 0.15, "an estimate with words that leave it open (per figure)"),
    ("form-figure-and-nil", "form", 0.02, "a figure and the nil mark together (per figure)"),
    ("form-nil-mark", "form", 0.06, "nil by the mark (per figure)"),
    # layouts
    ("title-rows", "layout", 0.8, "letterhead and title above the table"),
    ("two-header-rows", "layout", 0.25, "two header rows with merged cells"),
    ("column-numbers", "layout", 0.15, "a row of column numbers under the header"),
    ("last-year", "layout", 0.35, "last year's column beside this year's"),
    ("estimate-column", "layout", 0.12, "the estimated part in a column beside"),
    ("scope-row", "layout", 0.04, "a heading above all rows that may make them a part"),
    ("plan-column", "layout", 0.2, "the plan's figures and a percentage beside"),
    ("transposed", "layout", 0.15, "indicators across"),
    ("two-sheets", "layout", 0.15, "the table continues on a second sheet"),
    ("hidden-sheet", "layout", 0.12, "a hidden sheet with last year's table"),
    ("hidden-row", "layout", 0.08, "a hidden row with an old figure of an indicator"),
    ("empty-sheets", "layout", 0.3, "empty sheets beside"),
    ("notes-below", "layout", 0.4, "notes with figures below the table"),
    ("totals-row", "layout", 0.15, "a totals row that adds up unlike things"),
    ("of-which-rows", "layout", 0.2, "rows 'trong đó' below an indicator"),
    ("months", "layout", 0.12, "a column a month and their total"),
    ("months-no-total", "layout", 0.05, "a column a month without a total"),
    ("formulas", "layout", 0.2, "formulas with their values"),
    ("formulas-bare", "layout", 0.08, "formulas without values"),
    ("unit-in-label", "layout", 0.25, "the unit of measure in the label, no unit column"),
    ("other-unit", "layout", 0.06, "a figure in another unit of measure"),
    ("no-header", "layout", 0.06, "two columns of figures without a header that says which"),
    ("other-period", "layout", 0.04, "a table that says it is of another period"),
    ("vague-label", "layout", 0.08, "a label that fits two indicators"),
    ("twice-different", "layout", 0.06, "an indicator twice with different figures"),
    ("unknown-rows", "layout", 0.3, "rows of things that nobody asked for"),
    ("indicator-alias", "layout", 0.25, "an indicator by its alias (per figure)"),
    ("indicator-case", "layout", 0.2, "an indicator in capitals or with odd blanks (per figure)"),
    ("indicator-unmarked", "layout", 0.05, "an indicator without marks (per figure)"),
    ("csv-legacy", "layout", 0.2, "csv in cp1258"),
    ("csv-utf16", "layout", 0.2, "csv in UTF-16"),
    # reports
    ("prose", "report", 0.8, "figures in sentences"),
    ("table", "report", 0.5, "figures in a table"),
    ("prose-against-table", "report", 0.12, "sentence and table disagree"),
    ("other-title", "report", 0.06, "a title that says another period"),
    ("prose-last-year", "report", 0.4, "last year's figure and the change beside"),
    # what is wrong with a file that must be refused
    ("damaged", "bad", 1, "cut off in the middle"),
    ("damaged-inside", "bad", 1, "a sound zip whose sheet is no XML"),
    ("not-at-all", "bad", 1, "not what its suffix says"),
    ("empty", "bad", 1, "no bytes"),
    ("encrypted", "bad", 1, "a workbook with a password"),
    ("encrypted-pdf", "bad", 1, "a PDF with a password"),
    ("macros", "bad", 1, "a workbook with macros"),
    ("zip-bomb", "bad", 0.5, "a sheet that unpacks to 400 MB"),
    ("outside-entity", "bad", 1, "XML that wants a file of the machine"),
    ("laughing-entities", "bad", 1, "entities that double thirty times"),
    ("far-cell", "bad", 1, "two cells, one in the last column of the last row"),
    ("million-columns", "bad", 0.5, "a row of a million columns"),
    ("oversized", "bad", 0.3, "three hundred million bytes"),
    ("program", "bad", 1, "an .exe"),
    # figures as written
    ("thousands", "figure", 0.15, "1.234 as text"),
    ("blank-thousands", "figure", 0.05, "1 234"),
    ("with-unit", "figure", 0.08, "12 buổi"),
    ("words", "figure", 0.03, "một trăm linh một"),
    ("leading-zero", "figure", 0.04, "05"),
    ("text-cell", "figure", 0.06, "a number as text, with blanks around"),
    ("nil-words", "figure", 0.04, "không phát sinh"),
    ("nil-dash", "figure", 0.03, "-"),
    ("nil-no", "figure", 0.02, "không"),
    ("zero", "figure", 0.03, "0"),
    ("blank", "figure", 0.06, "nothing"),
    ("more-than", "figure", 0.03, "hơn 1.200"),
    ("nearly", "figure", 0.03, "gần 1.200"),
    ("about", "figure", 0.03, "khoảng 500"),
    ("milliard", "figure", 0.05, "35 tỷ đồng where millions are asked"),
    ("date-of-fraction", "figure", 0.02, "a date that the spreadsheet made of 3/5"),
    ("fraction", "figure", 0.02, "3/5 as text"),
    ("range", "figure", 0.02, "12-15"),
    ("doubt", "figure", 0.02, "12?"),
    ("sum-in-text", "figure", 0.02, "150 + 20"),
    ("two-figures", "figure", 0.02, "12 buổi/1.500 lượt"),
    ("point-number", "figure", 0.02, "1.234 typed as a number where wholes are counted"),
    ("comma-thousands", "figure", 0.02, "1,234"),
    ("negative", "figure", 0.01, "-5"),
    ("elsewhere", "figure", 0.02, "xem phụ lục"),
    ("not-yet", "figure", 0.02, "chưa có số liệu"),
    ("wrong-unit", "figure", 0.01, "12 người where sessions are counted"),
)

SWITCHES: Mapping[str, Switch] = MappingProxyType({row[0]: Switch(*row) for row in _ROWS})

SHAPES = tuple(name for name, row in SWITCHES.items() if row.group == "shape")
BAD_KINDS = tuple(name for name, row in SWITCHES.items() if row.group == "bad")

NOT_YET: frozenset[str] = frozenset()
"""What the program is not yet expected to read. Safety (no wrong value, nothing lost) is demanded all the
same; take a name out as soon as its reading stands."""

ENDS_THE_PROGRAM: frozenset[str] = frozenset()
"""Bad files that bring the program down instead of being refused. The quick tests leave them out, `python
tests/messy` does not."""


@dataclass(frozen=True, slots=True)
class Odds:
    """The chances of one run."""

    chances: Mapping[str, float]

    def hit(self, chance: Random, name: str) -> bool:
        # The draw comes first, so that switching one mess off leaves the draws of all others where they were.
        return chance.random() < self.chances[name]

    def one_of(self, chance: Random, names: tuple[str, ...]) -> str:
        """Draw one name by its weight; where all are switched off, the first."""
        weights = [self.chances[name] for name in names]
        return chance.choices(names, weights)[0] if any(weights) else names[0]


def odds(overrides: Mapping[str, float] | None = None) -> Odds:
    """Return the chances, some of them overridden; KeyError for a switch that is not there."""
    unknown = set(overrides or {}) - set(SWITCHES)
    if unknown:
        raise KeyError(f"no such switches: {sorted(unknown)}")
    return Odds({name: row.chance for name, row in SWITCHES.items()} | dict(overrides or {}))


def only(names: Collection[str]) -> dict[str, float]:
    """Return overrides that switch off everything but these, which keep their chance."""
    return {name: 0.0 for name in SWITCHES if name not in names}


def expected(switches: Collection[str], not_yet: Collection[str] = NOT_YET) -> bool:
    """Return whether the program is expected to read something that has these switches on it."""
    return not any(name in not_yet for name in switches)
