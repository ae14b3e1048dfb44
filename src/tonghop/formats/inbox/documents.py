"""Reports in words (Word, PDF, web page, text) read into returns.

A scan is received and its figures are asked for; so is a report in which no figure is found. A table with
rows of other bodies gives a return for each of them.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tonghop.domain.consolidation.returns import Figure, Hold, Kind, LayoutDoubt, Passage, Remark, Return
from tonghop.domain.directives.heading import read_heading
from tonghop.domain.documents import Document
from tonghop.domain.reporting.found_figures import FoundFigure
from tonghop.domain.reporting.headings import Role
from tonghop.domain.reporting.values import Unclear
from tonghop.domain.reporting.word_reports import ReportDoubt, ReportReading, WordReports
from tonghop.domain.secrecy import refuse_secret
from tonghop.formats.inbox.refusals import SENTENCES, Refused
from tonghop.formats.inbox.return_json import Result
from tonghop.formats.inbox.table_figures import amount_of, figures_and_doubts, is_shared, shared_doubt
from tonghop.formats.intake import open_document

_SCAN, _SOME_PAGES = "scan", "scan-pages"
_OWN_NAMES = {"unsupported": "unknown-kind"}


def read_document(content: bytes, name: str, words: WordReports) -> tuple[Result, ...]:
    """Read a report in words.

    Raises: SecretDocument, Refused (damaged, encrypted, empty, no converter for old Word files).
    """
    document = open_document(content, name=name)
    refuse_secret(document)
    reading = words.read(document)
    if reading.unread == _SCAN:
        return (Return(name, document.source.sha256, kind=Kind.SCAN),)
    if reading.unread:
        code = _OWN_NAMES.get(reading.unread, reading.unread)
        raise Refused(code if code in SENTENCES else "damaged")
    own = Return(
        name,
        document.source.sha256,
        kind=Kind.REPORT,
        figures=tuple(_figures(reading)),
        passages=tuple(Passage(row.section, row.text, row.at) for row in reading.passages),
        doubts=tuple(_doubts(reading)),
        remarks=tuple(_remarks(document, reading)),
        hints=words.hints(document),
        title=read_heading(document).title or "",
        holds=tuple(Hold(row.code, row.message, row.choices) for row in reading.holds),
    )
    return (own, *_of_others(own, reading))


def _figures(reading: ReportReading) -> Iterator[Figure]:
    since, expected = _cumulative(reading), _estimated(reading)
    for row in reading.figures:
        told, at = since.get(row.indicator, (None, ""))
        part = expected.get(row.indicator)
        yield Figure(row.indicator, row.value, row.at, row.sentence, part, cumulative=told, cumulative_at=at)
    for doubt in reading.doubts:
        if not _is_beside(doubt):
            unclear = Unclear(doubt.code, doubt.message, doubt.choices)
            part = expected.get(doubt.indicator)
            yield Figure(doubt.indicator, unclear, doubt.at, doubt.sentence, part)


def _doubts(reading: ReportReading) -> Iterator[LayoutDoubt]:
    since, expected = _cumulative(reading), _estimated(reading)
    for doubt in reading.doubts:
        if _is_beside(doubt):
            told, at = since.get(doubt.indicator, (None, ""))
            part = expected.get(doubt.indicator)
            yield replace(_beside(doubt), estimated=part, cumulative=told, cumulative_at=at)


def _estimated(reading: ReportReading) -> dict[str, Decimal]:
    """Return the estimated parts that the tables give, each kind that stands there once."""
    return {
        row.indicator: amount
        for row in reading.tables.others
        if row.role is Role.ESTIMATED and row.body is None and (amount := amount_of(row)) is not None
    }


def _cumulative(reading: ReportReading) -> dict[str, tuple[Decimal, str]]:
    """Return the sums since the year's start with their places, where sentences and tables give but one."""
    told: dict[str, dict[Decimal, str]] = {}
    for row in reading.tables.others:
        if row.role is Role.CUMULATIVE and row.body is None and (amount := amount_of(row)) is not None:
            told.setdefault(row.indicator, {})[amount] = row.at
    for other in reading.others:
        if other.slot == "cumulative":
            told.setdefault(other.indicator, {}).setdefault(other.amount, other.at)
    return {code: next(iter(found.items())) for code, found in told.items() if len(found) == 1}


def _is_beside(doubt: ReportDoubt) -> bool:
    """Say whether a question is of no indicator's figure alone, or of a layout."""
    return not doubt.indicator or (doubt.cell is not None and is_shared(doubt.cell))


def _beside(doubt: ReportDoubt) -> LayoutDoubt:
    if doubt.cell is not None and is_shared(doubt.cell):
        return shared_doubt(doubt.cell)
    return LayoutDoubt(doubt.code, doubt.message, doubt.at, doubt.choices, layout=doubt.at)


def _remarks(document: Document, reading: ReportReading) -> Iterator[Remark]:
    for row in reading.findings:
        yield Remark(row.kind, row.message, row.at)
    for notice in document.notices:
        if notice.code == _SOME_PAGES:
            yield Remark("check", notice.message)


def _of_others(own: Return, reading: ReportReading) -> Iterator[Return]:
    """Yield the returns of bodies that have rows of their own in the report's tables."""
    rows: dict[str, list[FoundFigure]] = {}
    for row in reading.tables.figures:
        if row.body:
            rows.setdefault(row.body, []).append(row)
    for body, found in rows.items():
        figures, doubts = figures_and_doubts(found)
        yield Return(
            own.file,
            own.sha256,
            kind=Kind.REPORT,
            body=body,
            part=body,
            figures=figures,
            doubts=doubts,
            holds=own.holds,
        )
