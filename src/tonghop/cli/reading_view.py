"""A reading on the terminal: one page from heading to warnings, and the text with its marks in the margin.

Nothing is told by colour alone, so the page reads the same in a pipe or under NO_COLOR. Whatever comes
from the file passes through `_safe`: a directive must not be able to steer the terminal.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from tonghop.domain.directives.citations import Citation
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.provenance import Span
from tonghop.formats.pages.reading_parts import (
    PartyTasks,
    clause_labels,
    counts,
    is_shown_only,
    quote_parts,
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

_HEADING = "bold"
_SOFT = "dim"
_DUE = "bold yellow"
_PARTY = "bold cyan"
_CALM = "italic magenta"
_WARNING = "bold red"


def reading_view(reading: Reading, say: Wording = VIETNAMESE) -> RenderableType:
    """Return the page of a reading for a rich console of any width from 60 columns."""
    return Group(*_parts(reading, say))


def marked_lines(reading: Reading) -> Iterator[str]:
    """Yield the text line by line with a margin that names what stands in each line.

    7 a task (its number), B2 a reporting duty, C3 a citation, H a deadline, ~ a sentence shown only.
    """
    margins = _margins(reading)
    width = max((len(margin) for margin in margins), default=0)
    for line, margin in zip(reading.text.split("\n"), margins, strict=True):
        yield f"{margin:<{width}} │ {_safe(line, keep_blanks=True)}".rstrip()


def _parts(reading: Reading, say: Wording) -> Iterator[RenderableType]:
    yield _heading(reading.heading, say)
    yield Padding(_Phrases(counts(reading, say)), (0, 1))
    yield Padding(Text(say.unconfirmed, _SOFT), (0, 1))
    if not reading.text.strip():
        yield Padding(Text(say.nothing_read, _WARNING), (1, 1, 0, 1))
    yield from _warnings(reading, say)
    yield from _tasks(reading, say)
    yield from _reports(reading, say)
    yield from _citations(reading, say)
    yield from _annexes(reading, say)


def _section(title: str) -> RenderableType:
    return Padding(Rule(Text(title.upper(), _HEADING), align="left", characters="─", style=_SOFT), (1, 0))


def _heading(heading: Heading, say: Wording) -> RenderableType:
    name = _safe(heading.title or heading.symbol or say.untitled)
    above = " · ".join(_safe(each).upper() for each in (heading.kind, heading.symbol) if each)
    body = Group(Text(name, _HEADING), *_heading_facts(heading, say))
    return Panel(
        body, title=Text(above) if above else None, title_align="left", box=box.ROUNDED, padding=(0, 1)
    )


def _heading_facts(heading: Heading, say: Wording) -> Iterator[RenderableType]:
    rows = [
        (say.issuer, heading.issuer),
        (say.date, date_words(heading.date) if heading.date else None),
        (say.place, heading.place),
        (say.signatory, heading.signatory),
        (say.urgency, heading.urgency),
        (say.addressees, "; ".join(heading.addressees)),
        (say.recipients, "; ".join(heading.recipients)),
    ]
    facts = [(name, _safe(value)) for name, value in rows if value]
    if facts:
        yield Text("")
        yield _facts(facts)


def _facts(rows: Iterable[tuple[str, str | Text]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=_SOFT, no_wrap=True, min_width=10)
    table.add_column(ratio=1, overflow="fold")
    for name, value in rows:
        table.add_row(name, value if isinstance(value, Text) else Text(value))
    return table


def _warnings(reading: Reading, say: Wording) -> Iterator[RenderableType]:
    if not reading.notices:
        return
    yield _section(say.warnings)
    for notice in reading.notices:
        yield _hanging(Text("!", _WARNING), Text(_safe(notice.message)))


def _hanging(mark: Text, content: RenderableType) -> Table:
    """Set a short mark in a margin of its own, so that every line of the content starts under the first."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=4, justify="right")
    table.add_column(ratio=1, overflow="fold")
    table.add_row(mark, content)
    return table


def _tasks(reading: Reading, say: Wording) -> Iterator[RenderableType]:
    if not reading.obligations:
        return
    yield _section(say.tasks)
    labels = clause_labels(reading)
    for group in tasks_by_party(reading):
        yield from _party(group, reading, labels, say)


def _party(
    group: PartyTasks, reading: Reading, labels: tuple[str, ...], say: Wording
) -> Iterator[RenderableType]:
    name = _safe(group.name) or say.no_party
    yield Text.assemble("▌ ", (name[:1].upper() + name[1:], _PARTY))
    for index in group.own:
        yield _hanging(
            Text(str(index + 1), _HEADING), _task(reading.obligations[index], reading, labels[index], say)
        )
    if group.shared:
        numbers = ", ".join(str(index + 1) for index in group.shared)
        shared = Text(f"{say.also_with}: {say.task.lower()} {numbers}", _SOFT)
        yield _hanging(Text("↳", _SOFT), Padding(shared, (0, 0, 1, 0)))


def _task(task: Obligation, reading: Reading, label: str, say: Wording) -> RenderableType:
    parts = [
        _shown_only(part.span.cut(reading.text), part.sentence, say)
        if part.sentence
        else Text(_safe(part.span.cut(reading.text)))
        for part in quote_parts(task)
        if part.span.cut(reading.text).strip()
    ]
    facts = [] if is_shown_only(task, reading.text) else list(_task_facts(task, reading, say))
    if label:
        facts.append((say.clause, Text(_safe(label))))
    return Padding(Group(*parts, *([_facts(facts)] if facts else [])), (0, 0, 1, 0))


def _shown_only(words: str, sentence: SensitiveSentence, say: Wording) -> RenderableType:
    note = Text(f"{say.display_only}. {sensitive_words(sentence.why, say)}", _SOFT)
    return _Barred(Group(Text(_safe(words), _CALM), note))


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases in a row that break between each other and never inside."""

    phrases: Sequence[str]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = ""
        for phrase in self.phrases:
            longer = f"{line} · {phrase}" if line else phrase
            if line and len(longer) > options.max_width:
                yield Text(line, _HEADING)
                longer = phrase
            line = longer
        yield Text(line, _HEADING)


@dataclass(frozen=True, slots=True)
class _Barred:
    """Content with a broken bar down its left side."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, options.max_width - 2)
        for line in console.render_lines(self.content, options.update(width=width), pad=False):
            yield Segment("┊ ", console.get_style(_SOFT))
            yield from line
            yield Segment.line()


def _task_facts(task: Obligation, reading: Reading, say: Wording) -> Iterator[tuple[str, Text]]:
    if task.deadlines:
        yield say.deadline, Text("; ".join(_safe(deadline_words(each, say)) for each in task.deadlines), _DUE)
    lists = (
        (say.lead, task.actors if len(task.actors) > 1 else ()),
        (say.support, task.support),
        (say.channel, task.channels),
        (say.audience, task.audiences),
        (say.basis, tuple(reading.citations[i].text for i in task.basis if 0 <= i < len(reading.citations))),
    )
    for name, values in lists:
        if values:
            yield name, Text("; ".join(map(_safe, values)))


def _reports(reading: Reading, say: Wording) -> Iterator[RenderableType]:
    if not reading.reporting:
        return
    yield _section(say.reporting)
    table = _table(("", 0), (say.reporters, 4), (say.recipient, 4), (say.frequency, 2), (say.due, 3))
    for number, duty in enumerate(reading.reporting, 1):
        table.add_row(f"B{number}", *map(Text, _report_cells(duty, say)))
    yield table


def _report_cells(duty: ReportingDuty, say: Wording) -> tuple[str, str, str, str]:
    recipient = _safe(duty.recipient or "–")
    return (
        _safe("; ".join(duty.reporters)) or "–",
        f"{recipient} ({say.via} {_safe(duty.via)})" if duty.via else recipient,
        say.frequencies.get(duty.frequency, duty.frequency),
        _safe(due_words(duty, say)) or "–",
    )


def _table(*columns: tuple[str, int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False, header_style=_SOFT)
    for name, ratio in columns:
        table.add_column(name, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    return table


def _citations(reading: Reading, say: Wording) -> Iterator[RenderableType]:
    if not reading.citations:
        return
    yield _section(say.citations)
    table = _table(("", 0), (say.citation, 5), (say.dated, 0), (say.issued_by, 4), (say.line, 2))
    for number, citation in enumerate(reading.citations, 1):
        table.add_row(f"C{number}", *map(Text, _citation_cells(citation, say)))
    yield table


def _citation_cells(citation: Citation, say: Wording) -> tuple[str, str, str, str]:
    return (
        _safe(citation.text),
        date_words(citation.date) if citation.date else "–",
        _safe(citation.issuer or "–"),
        say.lines.get(citation.line or "", "–"),
    )


def _annexes(reading: Reading, say: Wording) -> Iterator[RenderableType]:
    if not reading.annexes:
        return
    yield _section(say.annexes)
    for annex in reading.annexes:
        kind = say.annex_kinds.get(annex.kind, annex.kind)
        yield _hanging(Text("·"), Text(f"{_safe(f'{annex.label} {annex.title}')} ({kind})"))


def _margins(reading: Reading) -> list[str]:
    starts = [0]
    for line in reading.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    starts.pop()
    margins: list[list[str]] = [[] for _ in starts]
    for span, name in _names(reading):
        first = bisect_right(starts, span.start) - 1
        last = max(first, bisect_right(starts, span.end - 1) - 1)
        for listed in margins[first : last + 1]:
            listed.append(name)
    return [" ".join(key for key, _ in groupby(names)) for names in margins]


def _names(reading: Reading) -> Iterator[tuple[Span, str]]:
    for number, task in enumerate(reading.obligations, 1):
        yield task.span, str(number)
    for number, duty in enumerate(reading.reporting, 1):
        yield duty.span, f"B{number}"
    for task in reading.obligations:
        for deadline in task.deadlines:
            yield deadline.span, "H"
    for task in reading.obligations:
        for sentence in task.rights_sensitive:
            yield sentence.span, "~"
    for number, citation in enumerate(reading.citations, 1):
        for span in citation.mentions:
            yield span, f"C{number}"


def _safe(text: str, *, keep_blanks: bool = False) -> str:
    """Return the text without characters that steer a terminal or turn the direction of writing.

    Blanks become one blank each run, or, with `keep_blanks`, stay as they are where they are harmless.
    """
    plain = "".join(map(_harmless, text))
    return plain if keep_blanks else " ".join(plain.split())


def _harmless(character: str) -> str:
    if character == "\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}:
        return character
    return " " if character.isspace() else ""
