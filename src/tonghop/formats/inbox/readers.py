"""From the bytes of one file to its returns: one line a kind.

A reader gives returns without envelope or arrival (`opening` adds them), refusals, or raises `Refused`. What
it cannot read it leaves to be asked: a return without figures is received, and its figures are asked for.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tonghop.domain.consolidation import returns
from tonghop.domain.consolidation.returns import Return
from tonghop.formats.inbox.kinds import Kind
from tonghop.formats.inbox.reading_cache import ReadingCache
from tonghop.formats.inbox.reading_plan import ReadingPlan
from tonghop.formats.inbox.return_json import Result

if TYPE_CHECKING:
    from tonghop.domain.reporting.layouts import LayoutReader
    from tonghop.domain.reporting.word_reports import WordReports


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of one file and its name in the inbox."""

    content: bytes
    name: str
    kind: Kind

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Tools:
    """What the readers of one campaign and cycle share; each is made when a file first needs it."""

    def __init__(self, plan: ReadingPlan) -> None:
        self.plan = plan

    @cached_property
    def layouts(self) -> "LayoutReader":
        from tonghop.domain.reporting.layouts import LayoutReader
        from tonghop.formats.inbox.confirmations import confirmed

        return LayoutReader(self.plan.campaign, self.plan.cycle, confirmed(self.plan))

    @cached_property
    def words(self) -> "WordReports":
        from tonghop.domain.reporting.word_reports import WordReports
        from tonghop.formats.inbox.confirmations import confirmed

        return WordReports(self.plan.campaign, self.plan.cycle, confirmed(self.plan))


class Readers:
    """Reads the files of one campaign and cycle, each kind by its own reader; keeps what it has read."""

    def __init__(self, plan: ReadingPlan, cache: ReadingCache) -> None:
        self._tools = Tools(plan)
        self._cache = cache

    def __call__(self, content: bytes, name: str, kind: Kind) -> tuple[Result, ...]:
        known = self._cache.get(content, name)
        if known is None:
            known = _READERS[kind](File(content, name, kind), self._tools)
            self._cache.keep(content, name, known)
        return known


def _workbook(file: File, tools: Tools) -> tuple[Result, ...]:
    from tonghop.formats.inbox.workbooks import read_workbook

    return read_workbook(file.content, file.name, file.kind, tools.layouts)


def _document(file: File, tools: Tools) -> tuple[Result, ...]:
    from tonghop.formats.inbox.documents import read_document

    return read_document(file.content, file.name, tools.words)


def _report(file: File, tools: Tools) -> tuple[Result, ...]:
    from tonghop.formats.inbox.carried_reports import read_report

    return read_report(file.content, file.name, tools.plan, lambda: tools.words)


def _record(file: File, tools: Tools) -> tuple[Result, ...]:
    from tonghop.formats.inbox.records import read_record

    return read_record(file.content, file.name, tools.plan)


def _picture(file: File, tools: Tools) -> tuple[Result, ...]:
    return (Return(file.name, file.sha256, kind=returns.Kind.SCAN),)


_READERS: Mapping[Kind, Callable[[File, Tools], tuple[Result, ...]]] = {
    Kind.XLSX: _workbook,
    Kind.XLSB: _workbook,
    Kind.XLS: _workbook,
    Kind.ODS: _workbook,
    Kind.CSV: _workbook,
    Kind.DOCX: _report,
    Kind.DOC: _document,
    Kind.RTF: _document,
    Kind.ODT: _document,
    Kind.PDF: _report,
    Kind.HTML: _document,
    Kind.TEXT: _document,
    Kind.PICTURE: _picture,
    Kind.RECORD: _record,
}
