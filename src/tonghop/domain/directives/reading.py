"""The front of this room: read a document into everything that a directive says."""

from dataclasses import dataclass

from tonghop.domain.directives.citations import Citation
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.outline import Clause
from tonghop.domain.documents import Document
from tonghop.domain.provenance import Notice, Source


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (phụ lục) of the directive: `kind` is "outline" (đề cương), "form" (biểu mẫu) or "other"."""

    kind: str
    title: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Reading:
    """A directive as read. Nothing in it acts before a person has confirmed it."""

    source: Source
    text: str
    heading: Heading
    citations: tuple[Citation, ...]
    obligations: tuple[Obligation, ...]
    reporting: tuple[ReportingDuty, ...]
    outline: tuple[Clause, ...]
    annexes: tuple[Annex, ...]
    notices: tuple[Notice, ...]


def read(document: Document) -> Reading:
    """Read a document into heading, outline, citations, obligations and reporting duties, each with its span."""
    raise NotImplementedError
