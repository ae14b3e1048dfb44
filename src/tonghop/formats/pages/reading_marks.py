"""The marks of a reading's text, each with its anchor and with the anchor of the list entry it leads to.

`task-7` ⇄ `text-task-7`, `report-2` ⇄ `text-report-2`, `citation-3` ⇄ `text-citation-3-1` (its first
mention). Parties, deadlines and sentences shown only have anchors by their place:
`text-deadline-120-141`.
"""

from collections.abc import Iterable, Iterator

from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.reading import Reading
from tonghop.domain.language import match_key
from tonghop.domain.provenance import Span
from tonghop.formats.pages.marked_text import Mark
from tonghop.formats.pages.reading_parts import is_shown_only, tasks_by_party
from tonghop.formats.pages.wording import Wording


def reading_marks(reading: Reading, say: Wording) -> list[Mark]:
    """Return the marks of the text, outer kinds first, so that equal spans nest in a sensible order."""
    marks = [_report_mark(number, duty, say) for number, duty in enumerate(reading.reporting, 1)]
    marks += [
        _task_mark(number, task, reading.text, say) for number, task in enumerate(reading.obligations, 1)
    ]
    for number, notice in enumerate(reading.notices, 1):
        if notice.span is not None:
            marks.append(
                Mark(notice.span, "notice", f"text-warning-{number}", f"warning-{number}", "!", say.warning)
            )
    marks += _distinct(_sensitive_marks(reading, say))
    marks += _distinct(_party_marks(reading))
    marks += _distinct(_deadline_marks(reading))
    marks += _distinct(_mention_marks(reading))
    return marks


def task_name(number: int, task: Obligation, text: str, say: Wording) -> str:
    """Return "Việc 7", or "Đoạn 7" where nothing of it is a task."""
    return f"{say.passage if is_shown_only(task, text) else say.task} {number}"


def anchor_of(kind: str, span: Span) -> str:
    """Return the anchor of what has no number of its own."""
    return f"text-{kind}-{span.start}-{span.end}"


def _task_mark(number: int, task: Obligation, text: str, say: Wording) -> Mark:
    kind = "passage" if is_shown_only(task, text) else "task"
    label = task_name(number, task, text, say)
    return Mark(task.span, kind, f"text-task-{number}", f"task-{number}", str(number), label)


def _report_mark(number: int, duty: ReportingDuty, say: Wording) -> Mark:
    label = f"{say.report} {number}"
    return Mark(duty.span, "report", f"text-report-{number}", f"report-{number}", f"B{number}", label)


def _sensitive_marks(reading: Reading, say: Wording) -> Iterator[Mark]:
    for number, task in enumerate(reading.obligations, 1):
        for sentence in task.rights_sensitive:
            anchor = anchor_of("sensitive", sentence.span)
            yield Mark(
                sentence.span, "sensitive", anchor, f"task-{number}", say.display_only, say.display_only
            )


def _party_marks(reading: Reading) -> Iterator[Mark]:
    places = {match_key(group.name): place for place, group in enumerate(tasks_by_party(reading), 1)}
    for number, task in enumerate(reading.obligations, 1):
        for party in task.parties:
            place = places.get(match_key(party.name))
            target = f"task-{number}" if place is None else f"party-{place}"
            kind = "party support" if party.role == "support" else "party"
            yield Mark(party.span, kind, anchor_of("party", party.span), target)


def _deadline_marks(reading: Reading) -> Iterator[Mark]:
    for number, task in enumerate(reading.obligations, 1):
        for deadline in task.deadlines:
            yield Mark(deadline.span, "deadline", anchor_of("deadline", deadline.span), f"task-{number}")


def _mention_marks(reading: Reading) -> Iterator[Mark]:
    for number, citation in enumerate(reading.citations, 1):
        for order, span in enumerate(citation.mentions, 1):
            yield Mark(span, "citation", f"text-citation-{number}-{order}", f"citation-{number}")


def _distinct(marks: Iterable[Mark]) -> list[Mark]:
    """A party heading above ten tasks, or a date that two share, is one place in the text: the first wins."""
    first: dict[Span, Mark] = {}
    for mark in marks:
        first.setdefault(mark.span, mark)
    return list(first.values())
