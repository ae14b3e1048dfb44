"""The page of a reading: the text on the left with its spans marked, tasks, reports and citations on the right.

Both sides are linked by plain anchors; the script only lights up the partner of what the pointer is on. Ids:
`task-7` ⇄ `text-task-7`, `report-2` ⇄ `text-report-2`, `citation-3` ⇄ `text-citation-3-1` (its first mention).
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from importlib import resources

from tonghop.domain.directives.citations import Citation
from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.language import flat, match_key
from tonghop.domain.provenance import Notice, Span
from tonghop.formats.pages.marked_text import Mark, marked_text, plain
from tonghop.formats.pages.reading_parts import (
    PartyTasks,
    clause_labels,
    counts,
    is_shown_only,
    quote_parts,
    task_count,
    tasks_by_party,
)
from tonghop.formats.pages.wording import (
    VIETNAMESE,
    Wording,
    date_words,
    deadline_words,
    due_words,
    sensitive_words,
)

_DOUBTFUL = 0.6
"""Below this confidence a card says how sure the reading is; above, the number would only be noise."""


def reading_page(reading: Reading, say: Wording = VIETNAMESE) -> bytes:
    """Return one self-contained HTML page (UTF-8) of the reading; the same reading gives the same bytes."""
    style, script = _resource("reading_page.css"), _resource("reading_page.js")
    title = plain(_title(reading.heading, say))
    page = f"""<!DOCTYPE html>
<html lang="{say.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {say.page_title} – {say.product}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#tasks">{say.skip}</a>
<header class="bar">
<p class="product">{say.product} <span>{say.page_title}</span></p>
{_navigation(reading, say)}
</header>
<main>
<section id="text" class="pane" aria-labelledby="title" tabindex="0">
{_heading_card(reading, say)}
{_legend(reading, say)}
<div class="directive" lang="vi">{marked_text(reading.text, _marks(reading, say))}</div>
{_source(reading, say)}
</section>
<section id="lists" class="pane" aria-label="{say.tasks}, {say.reporting}, {say.citations}" tabindex="0">
<p class="unconfirmed">{say.unconfirmed}</p>
{"".join(_lists(reading, say))}
</section>
</main>
<script>{script}</script>
</body>
</html>
"""
    return page.encode("utf-8")


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _navigation(reading: Reading, say: Wording) -> str:
    entries = (
        ("text", say.text, None),
        ("tasks", say.tasks, task_count(reading)),
        ("reports", say.reporting, len(reading.reporting)),
        ("citations", say.citations, len(reading.citations)),
        ("warnings", say.warnings, len(reading.notices)),
    )
    shown = (_navigation_link(*entry) for entry in entries if entry[2] != 0 or entry[0] == "tasks")
    return f'<nav aria-label="{say.page_title}">{"".join(shown)}</nav>'


def _navigation_link(anchor: str, label: str, count: int | None) -> str:
    shown = "" if count is None else f' <span class="count">{count}</span>'
    return f'<a href="#{anchor}">{label}{shown}</a>'


# ---- the left side ----


def _heading_card(reading: Reading, say: Wording) -> str:
    heading = reading.heading
    above = " · ".join(plain(flat(each)) for each in (heading.kind, heading.symbol) if each)
    rows = (
        (say.issuer, heading.issuer),
        (say.date, date_words(heading.date) if heading.date else None),
        (say.place, heading.place),
        (say.signatory, heading.signatory),
        (say.urgency, heading.urgency),
    )
    facts = "".join(_fact(name, plain(flat(value)), language="vi") for name, value in rows if value)
    facts += _listed(say.addressees, heading.addressees) + _listed(say.recipients, heading.recipients)
    return (
        f'<div class="heading">{f"""<p class="kind" lang="vi">{above}</p>""" if above else ""}'
        f'<h1 id="title" lang="vi">{plain(_title(heading, say))}</h1>'
        f"{f'<dl>{facts}</dl>' if facts else ''}</div>"
    )


def _title(heading: Heading, say: Wording) -> str:
    return flat(heading.title or heading.symbol or say.untitled)


def _fact(name: str, value: str, *, language: str | None = None, kind: str | None = None) -> str:
    shown = f' class="{kind}"' if kind else ""
    spoken = f' lang="{language}"' if language else ""
    return f"<div{shown}><dt>{name}</dt><dd{spoken}>{value}</dd></div>"


def _listed(name: str, values: tuple[str, ...]) -> str:
    if not values:
        return ""
    if len(values) == 1:
        return _fact(name, plain(flat(values[0])), language="vi")
    items = "".join(f"<li>{plain(flat(each))}</li>" for each in values)
    return _fact(name, f"<ul>{items}</ul>", language="vi")


def _legend(reading: Reading, say: Wording) -> str:
    if not reading.text.strip():
        return f'<p class="empty">{say.nothing_read}</p>'
    entries = (
        ("task", say.task),
        ("report", say.reporting),
        ("party", say.party),
        ("deadline", say.deadline),
        ("citation", say.citations),
        ("sensitive", say.display_only),
    )
    items = "".join(f'<li><span class="{kind}">{label}</span></li>' for kind, label in entries)
    return f'<ul class="legend" aria-label="{say.legend}">{items}</ul>'


def _source(reading: Reading, say: Wording) -> str:
    source = reading.source
    facts = _fact(say.file, plain(source.file)) + _fact(
        say.fingerprint, f"<code>{plain(source.sha256)}</code>"
    )
    if source.encoding:
        facts += _fact(say.encoding, plain(source.encoding))
    return f'<footer class="source"><h2>{say.source}</h2><dl>{facts}</dl></footer>'


def _marks(reading: Reading, say: Wording) -> list[Mark]:
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


def _task_mark(number: int, task: Obligation, text: str, say: Wording) -> Mark:
    kind = "passage" if is_shown_only(task, text) else "task"
    label = _task_name(number, task, text, say)
    return Mark(task.span, kind, f"text-task-{number}", f"task-{number}", str(number), label)


def _task_name(number: int, task: Obligation, text: str, say: Wording) -> str:
    return f"{say.passage if is_shown_only(task, text) else say.task} {number}"


def _report_mark(number: int, duty: ReportingDuty, say: Wording) -> Mark:
    label = f"{say.report} {number}"
    return Mark(duty.span, "report", f"text-report-{number}", f"report-{number}", f"B{number}", label)


def _sensitive_marks(reading: Reading, say: Wording) -> Iterator[Mark]:
    for number, task in enumerate(reading.obligations, 1):
        for sentence in task.rights_sensitive:
            anchor = _anchor("sensitive", sentence.span)
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
            yield Mark(party.span, kind, _anchor("party", party.span), target)


def _deadline_marks(reading: Reading) -> Iterator[Mark]:
    for number, task in enumerate(reading.obligations, 1):
        for deadline in task.deadlines:
            yield Mark(deadline.span, "deadline", _anchor("deadline", deadline.span), f"task-{number}")


def _mention_marks(reading: Reading) -> Iterator[Mark]:
    for number, citation in enumerate(reading.citations, 1):
        for order, span in enumerate(citation.mentions, 1):
            yield Mark(span, "citation", f"text-citation-{number}-{order}", f"citation-{number}")


def _anchor(kind: str, span: Span) -> str:
    return f"text-{kind}-{span.start}-{span.end}"


def _distinct(marks: Iterable[Mark]) -> list[Mark]:
    """A party heading above ten tasks, or a date that two tasks share, is one place in the text: the first wins."""
    first: dict[Span, Mark] = {}
    for mark in marks:
        first.setdefault(mark.span, mark)
    return list(first.values())


# ---- the right side ----


def _lists(reading: Reading, say: Wording) -> Iterator[str]:
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
    name = _task_name(number, task, reading.text, say)
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
        f'<div class="shown-only"><p><a href="#{_anchor("sensitive", sentence.span)}">{say.display_only}</a></p>'
        f'<blockquote lang="vi">{words}</blockquote><p>{sensitive_words(sentence.why, say)}</p></div>'
    )


def _task_facts(task: Obligation, reading: Reading, say: Wording) -> Iterator[str]:
    if task.deadlines:
        dates = "".join(_deadline(each, say) for each in task.deadlines)
        yield _fact(say.deadline, f"<ul>{dates}</ul>", kind="due")
    if len(task.actors) > 1:
        yield _listed(say.lead, task.actors)
    yield _listed(say.support, task.support)
    yield _listed(say.channel, task.channels)
    yield _listed(say.audience, task.audiences)
    basis = [index for index in task.basis if 0 <= index < len(reading.citations)]
    if basis:
        links = (f'<a href="#citation-{i + 1}">{plain(flat(reading.citations[i].text))}</a>' for i in basis)
        yield _fact(say.basis, "; ".join(links), language="vi")
    if task.confidence < _DOUBTFUL:
        yield _fact(say.confidence, f"{task.confidence:.0%} · {plain(task.why)}")


def _deadline(deadline: Deadline, say: Wording) -> str:
    anchor = _anchor("deadline", deadline.span)
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
    return f'<tr role="row" id="report-{number}" tabindex="-1"><th scope="row" role="rowheader">{link}</th>{shown}</tr>'


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
        f'<li id="citation-{number}" tabindex="-1"><span lang="vi" class="name">{plain(flat(citation.text))}</span>'
        f'{about} <span class="mentions">{say.mentions}: {links}</span></li>'
    )


def _annexes(reading: Reading, say: Wording) -> str:
    items = (
        f'<li><span lang="vi">{plain(flat(each.title))}</span> ({say.annex_kinds.get(each.kind, plain(each.kind))})</li>'
        for each in reading.annexes
    )
    return f"<ul>{''.join(items)}</ul>"
