"""A body's report in words (Word, PDF, html, txt): what it says, sentence by sentence and table by table.

Figures come from prose and from tables, at most one an indicator; two different ones are a contradiction
and asked, never chosen. Narratives keep their words and places. What makes the whole document doubtful (a
plan, another period, a draft) is said first: until a person answers, nothing in it counts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.directives.heading import Heading, read_heading
from tonghop.domain.directives.outline import Item, items_of
from tonghop.domain.documents import Document, Footnote, Paragraph
from tonghop.domain.language import searchable
from tonghop.domain.numerals import in_figures
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.found_figures import (
    NOTHING_CONFIRMED,
    Confirmed,
    FoundFigure,
    LayoutDoubt,
    LayoutReading,
)
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.layouts import LayoutReader
from tonghop.domain.reporting.period_words import Turn
from tonghop.domain.reporting.prose import mentions_in
from tonghop.domain.reporting.prose_mentions import Mention, Setting
from tonghop.domain.reporting.prose_scope import Slot
from tonghop.domain.reporting.prose_settings import settings_of
from tonghop.domain.reporting.prose_subjects import own_words
from tonghop.domain.reporting.prose_words import listed, plain_words
from tonghop.domain.reporting.report_facts import misfits, sender_hints
from tonghop.domain.reporting.report_paragraphs import Places, parted
from tonghop.domain.reporting.report_sections import (
    OTHER,
    Sections,
    Statement,
    ToldPassage,
    passages_of,
    statements_of,
)
from tonghop.domain.reporting.report_tables import grids_of, place_in_table
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.reporting.settled_words import Told, settled_words
from tonghop.domain.reporting.values import Unclear, Value
from tonghop.domain.reporting.wordings import wordings_of

_UNREAD = listed("scan|empty|damaged|encrypted|unsupported|too-large|no-converter|not-converted")


_THOUSANDS = re.compile(r"\d{3}(?![\d/])", re.ASCII)
_BEGUN = re.compile(r"(?<![\d/.,-])\d{1,3}(?:[ .]\d{3}){0,4}[.,]?[ \t\xa0]{0,5}\n[ \t\xa0]{0,9}\Z", re.ASCII)
_LONGEST_BEGINNING = 40

_NO_TABLES = LayoutReading()


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A certain figure of an indicator. `at` is where it stands first, `places` all places that say the same.

    `sentence` is verbatim, or the table line's label.
    """

    indicator: str
    value: Value
    at: str
    sentence: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A figure of something else than this period's whole: `slot` says what ("previous", "target", "part"
    …).
    """

    indicator: str
    slot: Slot
    amount: Decimal
    inexact: bool
    at: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReportDoubt:
    """A question that the report leaves open. `indicator` is empty where it is about the document or about
    a label.

    `message` is a plain Vietnamese question; `cell` is the table's cell that leaves it open, None for
    sentences and for what sentences and tables say together.
    """

    indicator: str
    code: str
    message: str
    choices: tuple[str, ...]
    at: str
    sentence: str = ""
    cell: FoundFigure | None = None


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """Something the office should see; `kind` is one of the contract's."""

    kind: str
    indicator: str
    at: str
    message: str


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What a report says. `unread` is the intake's code where nothing could be read ("scan": figures are
    asked for).

    `holds` are doubts about the whole document: while one is unanswered nothing of the report may be counted.
    `tables` is what the tables say, with rows of other bodies.
    """

    figures: tuple[ReportFigure, ...] = ()
    others: tuple[OtherFigure, ...] = ()
    doubts: tuple[ReportDoubt, ...] = ()
    holds: tuple[ReportDoubt, ...] = ()
    findings: tuple[ReportFinding, ...] = ()
    passages: tuple[ToldPassage, ...] = ()
    statements: tuple[Statement, ...] = ()
    tables: LayoutReading = _NO_TABLES
    unread: str = ""

    @property
    def countable(self) -> tuple[ReportFigure, ...]:
        """The figures that may be counted without asking anybody."""
        return () if self.holds else self.figures


class WordReports:
    """Reads the reports of one campaign and cycle; built once for all files of an inbox.

    `confirmed` is what people answered about tables before.
    """

    def __init__(self, campaign: Campaign, cycle: Cycle, confirmed: Confirmed = NOTHING_CONFIRMED) -> None:
        asked = campaign.asked(cycle)
        self._turn = Turn.of(cycle, campaign.regime(cycle).window)
        self._indicators: Mapping[str, Indicator] = {row.code: row for row in asked}
        self._said = wordings_of(asked)
        self._sections = Sections(campaign.sections)
        self._tables = LayoutReader(campaign, cycle, confirmed)
        self._topic = frozenset(
            word for title in (campaign.title, campaign.report_title) for word in plain_words(title)
        )

    def hints(self, document: Document) -> tuple[Hint, ...]:
        """Return the places of a report that may name its sender, for `Senders.of`."""
        return sender_hints(document, read_heading(document))

    def read(self, document: Document, sender: Body | None = None) -> ReportReading:
        """Return what a report says. The sender, where it is known, tells its own work from that of
        others.
        """
        if unread := _unread(document):
            return ReportReading(unread=unread)
        folded = searchable(document.text)
        heading = read_heading(document, folded=folded)
        items = items_of(parted(document), folded, heading.body)
        places = Places.of(document)
        tables = _placed(self._tables.read(grids_of(document)))
        told = [*self._told(document, folded, heading, items, places, sender)]
        settled = settled_words(told, tables, self._indicators)
        return ReportReading(
            figures=tuple(
                ReportFigure(one.indicator, one.value, one.places[0], one.sentence, one.places)
                for one in settled.figures
            ),
            others=tuple(
                OtherFigure(m.indicator, m.slot, m.amount, m.inexact, one.at, one.sentence)
                for one in told
                if (m := one.mention).slot != "period" and m.amount is not None and m.doubt is None
            ),
            doubts=tuple(
                ReportDoubt(d.indicator, d.code, d.message, d.choices, d.at, d.sentence, d.cell)
                for d in settled.doubts
            ),
            holds=tuple(
                ReportDoubt("", found.code, found.message, found.choices, "paragraph 1")
                for found in misfits(heading, document.text, self._turn)
            ),
            findings=tuple(
                ReportFinding("contradiction", d.indicator, d.at, d.message)
                for d in settled.doubts
                if d.code == "contradiction"
            ),
            passages=(
                *passages_of(items, self._sections, document.text, places),
                *_leftovers(document, heading, places),
            ),
            statements=tuple(statements_of(items, self._sections, document.text, places)),
            tables=tables,
        )

    def _told(
        self,
        document: Document,
        folded: str,
        heading: Heading,
        items: Sequence[Item],
        places: Places,
        sender: Body | None,
    ) -> Iterator[Told]:
        """Yield every mention of an indicator in the report's paragraphs, headings and list items told
        beforehand.
        """
        names = (sender.name, *sender.aliases) if sender else (heading.issuer or "",)
        own = own_words(names) | own_words(_GENERIC)
        base = Setting(self._turn, own, self._topic)
        totals: dict[int, frozenset[str]] = {}
        for item, setting in settings_of(items, document.text, folded, base, totals):
            mentions = mentions_in(document.text, folded, item.whole, self._said, setting)
            found = [_unbroken(mention, document.text) for mention in mentions]
            totals[item.number] = frozenset(m.indicator for m in found if m.slot == "period")
            for mention in found:
                yield Told(mention, places.at(mention.place), mention.sentence.cut(document.text))
        for number, note in enumerate(_notes(document), start=1):
            for mention in mentions_in(document.text, folded, note.span, self._said, base):
                aside = replace(mention, slot="part" if mention.slot == "period" else mention.slot)
                start = note.span.start
                at = f"footnote {number} [{aside.place.start - start}, {aside.place.end - start}]"
                yield Told(aside, at, aside.sentence.cut(document.text))


def _unbroken(mention: Mention, text: str) -> Mention:
    """Return a mention with the doubt whether its number began on the line above: "1" over "250 buổi"."""
    start = mention.place.start
    first = _THOUSANDS.match(text, start)
    begun = _BEGUN.search(text, max(0, start - _LONGEST_BEGINNING), start) if first else None
    if begun is None or first is None or mention.amount is None:
        return mention
    joined = "".join(c for c in begun.group() if c.isdigit()) + first.group()
    choices = (in_figures(Decimal(joined)), in_figures(mention.amount))
    message = f"con số bị ngắt dòng, có thể là {' hoặc '.join(choices)}"
    return replace(mention, amount=None, doubt=Unclear("broken-number", message, choices))


_GENERIC = ("đơn vị", "địa phương", "cơ quan")


def _unread(document: Document) -> str:
    if any(c.isalnum() for c in document.text):
        return ""
    return next((notice.code for notice in document.notices if notice.code in _UNREAD), "empty")


def _notes(document: Document) -> Iterator[Footnote]:
    return (block for block in document.blocks if isinstance(block, Footnote))


def _placed(reading: LayoutReading) -> LayoutReading:
    """Name the places of a reading as the contracts do: "table 2 row 3 cell 4"."""

    def moved(found: Iterable[FoundFigure]) -> tuple[FoundFigure, ...]:
        return tuple(one._replace(at=place_in_table(one.at), doubt=_doubt_placed(one.doubt)) for one in found)

    remarks = tuple(replace(one, at=place_in_table(one.at)) for one in reading.remarks)
    return LayoutReading(moved(reading.figures), moved(reading.others), remarks)


def _doubt_placed(doubt: LayoutDoubt | None) -> LayoutDoubt | None:
    if doubt is None or not doubt.options:
        return doubt
    return replace(doubt, options=tuple(one._replace(at=place_in_table(one.at)) for one in doubt.options))


def _leftovers(document: Document, heading: Heading, places: Places) -> Iterator[ToldPassage]:
    """Yield what stands outside of the body's paragraphs and is no letterhead: annexed text, notes."""
    annexes = heading.annexes
    for block in document.blocks:
        if isinstance(block, Paragraph) and annexes and annexes.holds(block.span):
            yield ToldPassage(OTHER, block.span.cut(document.text), places.run(block.span), block.span)
    for number, note in enumerate(_notes(document), start=1):
        yield ToldPassage(OTHER, note.span.cut(document.text), f"footnote {number}", note.span)
