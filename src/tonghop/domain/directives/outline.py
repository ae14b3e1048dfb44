"""The outline of a directive: numbered items and the headings above them, as a tree over the document's paragraphs."""

from dataclasses import dataclass

from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """An item of the outline. `label` is its full address ("III.1.a"); `title` its first words; children lie below it."""

    label: str
    title: str
    span: Span
    children: tuple["Clause", ...] = ()
