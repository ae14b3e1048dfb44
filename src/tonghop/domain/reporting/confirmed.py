"""A reading cut down to what people have confirmed: nothing else may become part of a campaign.

What somebody marked as touching people's rights stays marked, whatever the program had read: neither a duty
nor a target nor a section comes of it (design rule 10).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.provenance import Span

_MARKED_BY_A_PERSON = "marked-by-a-person"


def confirmed_only(reading: Reading, confirmed: Sequence[Span], marked: Sequence[Span]) -> Reading:
    """Return a reading with the obligations and duties that lie in confirmed spans and touch no marked one.

    Shape: spans are offsets in the reading's text. Of an obligation that nobody confirmed only its marked
    sentences stay, without anybody who does anything: by them titles and targets are left out.
    """
    sensitive = (*marked, *(row.span for one in reading.obligations for row in one.rights_sensitive))
    return replace(
        reading,
        obligations=tuple(_left(reading.obligations, confirmed, marked)),
        reporting=tuple(
            row
            for row in reading.reporting
            if _meets(row.span, confirmed) and not _meets(row.span, sensitive)
        ),
    )


def _left(
    obligations: Sequence[Obligation], confirmed: Sequence[Span], marked: Sequence[Span]
) -> Iterator[Obligation]:
    for row in obligations:
        obligation = _marked(row, marked)
        if _meets(row.span, confirmed):
            yield obligation
        elif obligation.rights_sensitive:
            yield replace(obligation, actors=(), support=(), parties=(), deadlines=())


def _marked(obligation: Obligation, marked: Sequence[Span]) -> Obligation:
    known = {row.span for row in obligation.rights_sensitive}
    added = tuple(
        SensitiveSentence(span, _MARKED_BY_A_PERSON)
        for span in marked
        if span not in known and _meets(obligation.span, [span])
    )
    return replace(obligation, rights_sensitive=(*obligation.rights_sensitive, *added))


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
