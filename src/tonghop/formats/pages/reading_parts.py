"""What a view needs and a reading does not say outright: tasks by party, labels, quotes in pieces.

The terminal view and the page show the same groups in the same order with the same numbers.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.outline import Clause
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.language import match_key
from tonghop.domain.provenance import Span
from tonghop.formats.pages.wording import Wording


@dataclass(frozen=True, slots=True)
class PartyTasks:
    """An acting party, the tasks that name it first, and those it shares; both index the obligations."""

    name: str
    own: tuple[int, ...]
    shared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A piece of an obligation's quote; `sentence` is the rights-sensitive sentence that it is, else None."""

    span: Span
    sentence: SensitiveSentence | None = None


def tasks_by_party(reading: Reading) -> tuple[PartyTasks, ...]:
    """Group the obligations by acting party, in the order in which the parties first act.

    A task of several parties is told in full under the first and referred to under the others. Spellings
    that differ only in case, tone placement or punctuation are one party. Tasks without a party come
    under the name "".
    """
    names: dict[str, str] = {}
    own: dict[str, list[int]] = {}
    shared: dict[str, list[int]] = {}
    for number, obligation in enumerate(reading.obligations):
        for place, actor in enumerate(obligation.actors or ("",)):
            key = match_key(actor)
            names.setdefault(key, actor)
            listed = (shared if place else own).setdefault(key, [])
            if number not in own.get(key, ()) and number not in listed:
                listed.append(number)
    return tuple(
        PartyTasks(name, tuple(own.get(key, ())), tuple(shared.get(key, ()))) for key, name in names.items()
    )


def clause_labels(reading: Reading) -> tuple[str, ...]:
    """Return for every obligation the label of the innermost clause in which it begins, "" without one."""
    clauses = sorted(chain.from_iterable(map(_with_children, reading.outline)), key=lambda c: c.span.start)
    starts = [clause.span.start for clause in clauses]
    return tuple(_label(clauses, starts, each.span.start) for each in reading.obligations)


def quote_parts(obligation: Obligation) -> tuple[QuotePart, ...]:
    """Cut the quote's span into ordinary pieces and rights-sensitive sentences, in the order of the text."""
    parts: list[QuotePart] = []
    place = obligation.span.start
    for sentence in sorted(obligation.rights_sensitive, key=lambda each: each.span):
        start, end = max(sentence.span.start, place), min(sentence.span.end, obligation.span.end)
        if start >= end:
            continue
        if place < start:
            parts.append(QuotePart(Span(place, start)))
        parts.append(QuotePart(Span(start, end), sentence))
        place = end
    if place < obligation.span.end:
        parts.append(QuotePart(Span(place, obligation.span.end)))
    return tuple(parts)


def is_shown_only(obligation: Obligation, text: str) -> bool:
    """Tell whether rights-sensitive sentences are all that the obligation says: no task is left of it."""
    left = (part.span.cut(text) for part in quote_parts(obligation) if part.sentence is None)
    return bool(obligation.rights_sensitive) and not any(each.isalnum() for words in left for each in words)


def task_count(reading: Reading) -> int:
    """Return how many obligations leave a task, apart from sentences that are shown only."""
    return sum(1 for each in reading.obligations if not is_shown_only(each, reading.text))


def counts(reading: Reading, say: Wording) -> list[str]:
    """Return the line of counts, one phrase a count; what does not occur is left out."""
    tasks = reading.obligations
    numbers = (
        (say.count_tasks, task_count(reading)),
        (say.count_parties, len({match_key(actor) for task in tasks for actor in task.actors})),
        (say.count_dated, sum(1 for task in tasks if task.deadlines)),
        (say.count_reporting, len(reading.reporting)),
        (say.count_citations, len(reading.citations)),
        (say.count_display_only, len({s.span for task in tasks for s in task.rights_sensitive})),
        (say.count_warnings, len(reading.notices)),
    )
    return [phrase.format(number) for phrase, number in numbers if number or phrase is say.count_tasks]


def _with_children(clause: Clause) -> Iterator[Clause]:
    stack = [clause]
    while stack:
        each = stack.pop()
        yield each
        stack.extend(each.children)


def _label(clauses: list[Clause], starts: list[int], offset: int) -> str:
    for clause in reversed(clauses[: bisect_right(starts, offset)]):
        if offset < clause.span.end:
            return clause.label
    return ""
