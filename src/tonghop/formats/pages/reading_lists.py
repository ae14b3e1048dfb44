"""The lists beside the text: warnings, tasks by party, reporting duties, citations, annexes."""

from collections.abc import Iterator

from tonghop.domain.directives.annexes import Annex
from tonghop.domain.directives.citations import Citation
from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.language import flat
from tonghop.domain.provenance import Notice
from tonghop.formats.pages.facts import fact, joined, listed
from tonghop.formats.pages.marked_text import plain
from tonghop.formats.pages.reading_marks import anchor_of, task_name
from tonghop.formats.pages.reading_parts import (
    PartyTasks,
    clause_labels,
    counts,
    is_shown_only,
    quote_parts,
    tasks_by_party,
)
from tonghop.formats.pages.wording import Wording, date_words, deadline_words, due_words, sensitive_words

_DOUBTFUL = 0.6
"""Below this confidence a card says how sure the reading is; above, the number would only be noise."""


def reading_lists(reading: Reading, say: Wording) -> Iterator[str]:
    """Yield the sections of the right side; those without entries are left out, but for the tasks."""
    yield _counts(reading, say)
    if reading.notices:
        items = "".join(_notice(number, each, say) for number, each in enumerate(reading.notices, 1))
        yield _list_section("warnings", say.warnings, f'<ul class="notices">{items}</ul>')
    yield _list_section("tasks", say.tasks, _tasks(reading, say))
    if reading.reporting:
        yield _list_section("reports", say.reporting, _reports(reading, say))
    if reading.citations:
        rows = "".join(_citation(number, each, say) for number, each in enumerate(reading.citations, 1))
        yield _list_section("citations", say.citations, f'<ol class="citations">{rows}</ol>')
    if reading.annexes:
        yield _list_section("annexes", say.annexes, _annexes(reading, say))


def _list_section(anchor: str, title: str, content: str) -> str:
    return f'<section aria-labelledby="{anchor}"><h2 id="{anchor}">{title}</h2>{content}</section>'


def _counts(reading: Reading, say: Wording) -> str:
    return f'<p class="counts">{" · ".join(counts(reading, say))}</p>'


def _notice(number: int, notice: Notice, say: Wording) -> str:
    link = "" if notice.span is None else f' <a href="#text-warning-{number}">{say.in_text}</a>'
    return f'<li id="warning-{number}" tabindex="-1">{plain(notice.message)}{link}</li>'


def _tasks(reading: Reading, say: Wording) -> str:
    labels = clause_labels(reading)
    groups = enumerate(tasks_by_party(reading), 1)
    return "".join(_party(number, group, reading, labels, say) for number, group in groups)


def _party(number: int, group: PartyTasks, reading: Reading, labels: tuple[str, ...], say: Wording) -> str:
    name = f'<span lang="vi">{plain(flat(group.name))}</span>' if group.name else say.no_party
    cards = "".join(_task(index, reading, labels[index], say) for index in group.own)
    links = ", ".join(_task_link(index, say) for index in group.shared)
    shared = f'<p class="shared">{say.also_with}: {links}</p>' if links else ""
    count = f'<span class="count">{len(group.own) + len(group.shared)}</span>'
    return f'<section class="of-party" id="party-{number}"><h3>{name} {count}</h3>{cards}{shared}</section>'


def _task_link(index: int, say: Wording) -> str:
    return f'<a href="#task-{index + 1}">{say.task.lower()} {index + 1}</a>'


def _task(index: int, reading: Reading, label: str, say: Wording) -> str:
    task, number = reading.obligations[index], index + 1
    name = task_name(number, task, reading.text, say)
    where = f' <span class="label">{say.clause} {plain(label)}</span>' if label else ""
    facts = "" if is_shown_only(task, reading.text) else "".join(_task_facts(task, reading, say))
    return (
        f'<article id="task-{number}" tabindex="-1" aria-labelledby="task-{number}-name">'
        f'<h4 id="task-{number}-name"><a href="#text-task-{number}">{name}</a>{where}</h4>'
        f"{''.join(_quote(task, reading.text, say))}{f'<dl>{facts}</dl>' if facts else ''}</article>"
    )


def _quote(task: Obligation, text: str, say: Wording) -> Iterator[str]:
    for part in quote_parts(task):
        words = plain(flat(part.span.cut(text)))
        if part.sentence is not None:
            yield _shown_only(words, part.sentence, say)
        elif words:
            yield f'<blockquote lang="vi">{words}</blockquote>'


def _shown_only(words: str, sentence: SensitiveSentence, say: Wording) -> str:
    return (
        f'<div class="shown-only">'
        f'<p><a href="#{anchor_of("sensitive", sentence.span)}">{say.display_only}</a></p>'
        f'<blockquote lang="vi">{words}</blockquote><p>{sensitive_words(sentence.why, say)}</p></div>'
    )


def _task_facts(task: Obligation, reading: Reading, say: Wording) -> Iterator[str]:
    if task.deadlines:
        dates = "".join(_deadline(each, say) for each in task.deadlines)
        yield fact(say.deadline, f"<ul>{dates}</ul>", kind="due")
    if len(task.actors) > 1:
        yield listed(say.lead, task.actors)
    yield listed(say.support, task.support)
    yield joined(say.channel, task.channels)
    yield joined(say.audience, task.audiences)
    basis = [index for index in task.basis if 0 <= index < len(reading.citations)]
    if basis:
        links = (f'<a href="#citation-{i + 1}">{plain(flat(reading.citations[i].text))}</a>' for i in basis)
        yield fact(say.basis, "; ".join(links), language="vi")
    if task.confidence < _DOUBTFUL:
        yield fact(say.confidence, f"{task.confidence:.0%} · {plain(task.why)}")


def _deadline(deadline: Deadline, say: Wording) -> str:
    anchor = anchor_of("deadline", deadline.span)
    return f'<li><a href="#{anchor}">{plain(deadline_words(deadline, say))}</a></li>'


def _reports(reading: Reading, say: Wording) -> str:
    heads = (say.report, say.reporters, say.recipient, say.frequency, say.due)
    head = "".join(f'<th scope="col" role="columnheader">{each}</th>' for each in heads)
    rows = "".join(_report(number, duty, say) for number, duty in enumerate(reading.reporting, 1))
    return (
        f'<table class="reports" role="table" aria-label="{say.reporting}"><thead role="rowgroup">'
        f'<tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _report(number: int, duty: ReportingDuty, say: Wording) -> str:
    recipient = plain(flat(duty.recipient or "–"))
    if duty.via:
        recipient += f" <small>({say.via} {plain(flat(duty.via))})</small>"
    cells = (
        (say.reporters, "; ".join(plain(flat(each)) for each in duty.reporters) or "–"),
        (say.recipient, recipient),
        (say.frequency, plain(say.frequencies.get(duty.frequency, duty.frequency))),
        (say.due, plain(due_words(duty, say)) or "–"),
    )
    shown = "".join(f'<td role="cell" data-name="{name}">{value}</td>' for name, value in cells)
    link = f'<a href="#text-report-{number}">B{number}</a>'
    head = f'<th scope="row" role="rowheader">{link}</th>'
    return f'<tr role="row" id="report-{number}" tabindex="-1">{head}{shown}</tr>'


def _citation(number: int, citation: Citation, say: Wording) -> str:
    facts = [date_words(citation.date)] if citation.date else []
    facts += [flat(citation.issuer)] if citation.issuer else []
    facts += [say.lines[citation.line]] if citation.line and citation.line in say.lines else []
    links = " ".join(
        f'<a href="#text-citation-{number}-{order}" aria-label="{say.mentions} {order}">{order}</a>'
        for order, _ in enumerate(citation.mentions, 1)
    )
    about = f" <span>{plain(' · '.join(facts))}</span>" if facts else ""
    return (
        f'<li id="citation-{number}" tabindex="-1">'
        f'<span lang="vi" class="name">{plain(flat(citation.text))}</span>'
        f'{about} <span class="mentions">{say.mentions}: {links}</span></li>'
    )


def _annexes(reading: Reading, say: Wording) -> str:
    return f"<ul>{''.join(_annex(each, say) for each in reading.annexes)}</ul>"


def _annex(annex: Annex, say: Wording) -> str:
    name = plain(flat(f"{annex.label} {annex.title}"))
    return f'<li><span lang="vi">{name}</span> ({say.annex_kinds.get(annex.kind, plain(annex.kind))})</li>'
