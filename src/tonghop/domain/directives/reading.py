"""The front of this room: read a document into everything that a directive says."""

from dataclasses import dataclass

from tonghop.domain.directives.annexes import Annex, find_annexes
from tonghop.domain.directives.citations import Citation, find_citations
from tonghop.domain.directives.duties import ReportingDuty, find_duties
from tonghop.domain.directives.heading import Heading, read_heading
from tonghop.domain.directives.obligations import Obligation, find_obligations
from tonghop.domain.directives.outline import Clause, Item, clauses, items_of
from tonghop.domain.documents import Document
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Notice, Source


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
    """Read a document into heading, outline, citations, obligations and reporting duties, each with its span.

    Any document gives a reading, perhaps an empty one; what went wrong stands in `notices`.
    """
    folded = searchable(document.text)
    heading = read_heading(document, folded=folded)
    citations = find_citations(document.text, folded=folded, heading=heading)
    parts = [items_of(document, folded, part) for part in (heading.body, heading.annexes) if part is not None]
    obligations = tuple(
        o for items in parts for o in _obligations(document, folded, items, heading, citations)
    )
    return Reading(
        source=document.source,
        text=document.text,
        heading=heading,
        citations=citations,
        obligations=obligations,
        reporting=_reporting(document.text, folded, obligations, heading),
        outline=tuple(clause for items in parts for clause in clauses(items, document.text)),
        annexes=find_annexes(document, folded, heading.annexes),
        notices=document.notices,
    )


def _obligations(
    document: Document,
    folded: str,
    items: tuple[Item, ...],
    heading: Heading,
    citations: tuple[Citation, ...],
) -> tuple[Obligation, ...]:
    return find_obligations(
        document,
        folded,
        items,
        issuer=heading.issuer,
        written_on=heading.date,
        addressees=heading.addressees,
        citations=citations,
    )


def _reporting(
    text: str, folded: str, obligations: tuple[Obligation, ...], heading: Heading
) -> tuple[ReportingDuty, ...]:
    return tuple(
        duty
        for obligation in obligations
        for duty in find_duties(
            text,
            obligation.span,
            actors=obligation.actors,
            deadlines=obligation.deadlines,
            folded=folded,
            written_on=heading.date,
            issuer=heading.issuer,
        )
        if not _touches_rights(duty, obligation)
    )


def _touches_rights(duty: ReportingDuty, obligation: Obligation) -> bool:
    """Tell whether a duty stands in a sentence that is shown as text and becomes nothing else."""
    return any(
        duty.span.start < sentence.span.end and sentence.span.start < duty.span.end
        for sentence in obligation.rights_sensitive
    )
