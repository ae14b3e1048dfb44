"""Tasks whose party stands beside them: in labelled lines behind the task, or in the columns of a table.

Plans write "- Cơ quan chủ trì: Sở Y tế", "- Thời gian: Quý II" behind a task or behind a list of tasks; the
lines then speak of all of them. An empty label ("Đơn vị thực hiện:") is filled by the lines below it. Tables
do the same with columns; a table without a column for the task and one for who leads it assigns nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tonghop.domain.directives.attributes import Attribute, Label, attributes
from tonghop.domain.directives.deadlines import Deadline, labelled_deadline
from tonghop.domain.directives.directive import Directive
from tonghop.domain.directives.outline import Item
from tonghop.domain.directives.parties import Party, name_parties
from tonghop.domain.documents import Cell, Table
from tonghop.domain.language import flat
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Assignment:
    """What labelled lines say of one task: who leads, who supports, by when.

    `end` is how far the lines reach behind the task, and 0 where they do not belong to its words.
    """

    leads: tuple[Party, ...] = ()
    supports: tuple[Party, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    end: int = 0

    def joined(self, other: "Assignment") -> "Assignment":
        return Assignment(
            self.leads + other.leads,
            self.supports + other.supports,
            self.deadlines + other.deadlines,
            max(self.end, other.end),
        )


_LEADS = re.compile(r"chủ trì[^.;]{0,80}, ")
_COMMA = re.compile(r"[,;] +(?=\S)")
_JOINS = re.compile(r" *(?:cùng )?phối hợp(?!\w)")
_SUPPORTING = re.compile(
    r"phối hợp(?: (?:chặt chẽ|đồng bộ|thường xuyên|tốt|trực tiếp))*(?: cùng)?(?: với)? +|cùng(?: với)? +"
)
_NO_SUPPORT = ("quy chế ", "sự ", "công tác ", "hội đồng ")
"""Words before "phối hợp" where it is a noun ("quy chế phối hợp")."""

_LEADING = ("chủ trì", " chủ trì")
_COLUMNS = (
    ("lead", re.compile(r"chủ trì|thực hiện|chịu trách nhiệm|phụ trách|được giao|đầu mối")),
    ("support", re.compile(r"phối hợp")),
    ("time", re.compile(r"^(?:thời gian|thời hạn|tiến độ|hoàn thành|thời điểm)")),
    ("task", re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|tên")),
)
"""What a column holds, by the words of its title; the first that fits counts."""

_HEADER_ROWS = 3
_LONGEST_TITLE = 80
_LONGEST_NAME = 120


def labelled_assignments(
    directive: Directive, items: Sequence[Item], below: dict[int | None, list[Item]]
) -> tuple[dict[int, Assignment], set[int]]:
    """Return what labelled lines assign to each item's number, and the numbers of these lines."""
    found = {item.number: said for item in items if (said := _assigned_inside(directive, item))}
    lines: set[int] = set()
    for parent, siblings in below.items():
        for line, labelled, tasks in _labelled_lines(directive, siblings, below):
            lines.add(line.number)
            lines.update(child.number for child in _filling(directive, line, labelled[0].label, below))
            receivers = [leaf for task in tasks for leaf in _leaves(task, below, lines)]
            if not tasks and parent is not None:
                receivers = [items[parent]]
            said = _assigned(directive, labelled)
            for receiver in receivers:
                reach = line.body.end if receiver is receivers[-1] and _belongs(line, tasks) else 0
                before = found.get(receiver.number, Assignment())
                found[receiver.number] = before.joined(replace(said, end=reach))
    return found, lines


def table_rows(directive: Directive, table: Table) -> Iterator[tuple[Cell, Assignment]]:
    """Yield the task cells of a table with a lead column, each with what its row assigns."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    columns, header = _columns(directive.folded, rows)
    for number in sorted(rows):
        row = {name: rows[number][column] for name, column in columns.items() if column in rows[number]}
        filled = all(name in row and row[name].span.cut(directive.text).strip() for name in ("task", "lead"))
        if number > header and filled:
            yield row["task"], _row_assignment(directive, row)


def supporting_parties(directive: Directive, span: Span) -> tuple[Party, ...]:
    """Return the parties named as "phối hợp với X" inside a span, each once."""
    found: list[Party] = []
    for words in _SUPPORTING.finditer(directive.folded, *span):
        if directive.folded[max(span.start, words.start() - 9) : words.start()].endswith(_NO_SUPPORT):
            continue
        naming = name_parties(directive.text, directive.folded, words.end(), span.end)
        if naming:
            found.extend(replace(party, role="support") for party in naming.parties)
    found.extend(replace(party, role="support") for party in _joining(directive, span))
    return tuple({party.name.casefold(): party for party in reversed(found)}.values())[::-1]


def _joining(directive: Directive, span: Span) -> Iterator[Party]:
    """Yield the parties that join in ("Sở Y tế chủ trì, Sở Tài chính phối hợp thẩm định")."""
    if not _LEADS.search(directive.folded, *span):
        return
    for comma in _COMMA.finditer(directive.folded, *span):
        naming = name_parties(directive.text, directive.folded, comma.end(), span.end)
        if naming and _JOINS.match(directive.folded, naming.end, span.end):
            yield from naming.parties


def _labelled_lines(
    directive: Directive, siblings: Sequence[Item], below: dict[int | None, list[Item]]
) -> Iterator[tuple[Item, tuple[Attribute, ...], list[Item]]]:
    """Yield the labelled lines among siblings, each with its values and the tasks that it stands behind."""
    tasks: list[Item] = []
    behind_lines = False
    for item in siblings:
        labelled = _labelled(directive, item, below)
        if labelled:
            yield item, labelled, tasks
        else:
            tasks = [] if behind_lines else tasks
            tasks.append(item)
        behind_lines = bool(labelled)


def _labelled(directive: Directive, item: Item, below: dict[int | None, list[Item]]) -> tuple[Attribute, ...]:
    """Return the attributes of a line that is nothing but labels, and of the lines below an empty label."""
    own = attributes(directive.text, directive.folded, item.body)
    if not own or own[0].label in (Label.TASK, Label.OTHER):
        return ()
    if directive.folded[item.body.start : own[0].start].strip(" *_-+•"):
        return ()
    if own[0].span.start < own[0].span.end:
        return own
    label = own[0].label
    return tuple(a for child in below.get(item.number, ()) for a in _below_label(directive, child, label))


def _assigned_inside(directive: Directive, item: Item) -> Assignment | None:
    """Return what labels inside a task say of it ("… (Đơn vị chủ trì: Sở A; đơn vị phối hợp: Sở B)")."""
    inside = attributes(directive.text, directive.folded, item.body)
    at_head = inside and not directive.folded[item.body.start : inside[0].start].strip(" *_-+•")
    if not inside or (at_head and inside[0].label is not Label.TASK):
        return None
    said = _assigned(directive, inside)
    return said if said.leads else None


def _below_label(directive: Directive, child: Item, label: Label) -> tuple[Attribute, ...]:
    """Return what a line below an empty label says: labelled values, a time, or parties ("Sở Y tế")."""
    labelled = attributes(directive.text, directive.folded, child.body)
    value = Attribute(label, child.body, child.body.start)
    if labelled or label is Label.TIME:
        return labelled or (value,)
    naming = name_parties(directive.text, directive.folded, *child.body)
    if naming and (naming.then == "end" or directive.folded.startswith(_LEADING, naming.end)):
        return (value,)
    return ()


def _filling(
    directive: Directive, line: Item, label: Label, below: dict[int | None, list[Item]]
) -> Iterator[Item]:
    """Yield the lines below a labelled line that belong to its label."""
    return (child for child in below.get(line.number, ()) if _below_label(directive, child, label))


def _leaves(item: Item, below: dict[int | None, list[Item]], lines: set[int]) -> list[Item]:
    """Return the lowest items under a task, without labelled lines, or the task where none lie below."""
    children = [child for child in below.get(item.number, ()) if child.number not in lines]
    return [leaf for child in children for leaf in _leaves(child, below, lines)] if children else [item]


def _belongs(line: Item, tasks: Sequence[Item]) -> bool:
    """Say whether a line belongs to the words of its task: a numbered one beside it does not."""
    return not tasks or line.mark is None or line.mark.kind in ("dash", "plus")


def _assigned(directive: Directive, labelled: Sequence[Attribute]) -> Assignment:
    """Return what the values say together."""
    said = Assignment()
    for attribute in labelled:
        if attribute.span.start < attribute.span.end:
            said = said.joined(_value(directive, attribute))
    return said


def _value(directive: Directive, attribute: Attribute) -> Assignment:
    span = attribute.span
    if attribute.label is Label.TIME:
        deadline = labelled_deadline(
            directive.text, span, folded=directive.folded, written_on=directive.written_on
        )
        return Assignment(deadlines=(deadline,) if deadline else ())
    if attribute.label is Label.LEAD:
        return Assignment(_parties(directive, span, "lead"), supporting_parties(directive, span))
    if attribute.label is Label.SUPPORT:
        return Assignment(supports=_parties(directive, span, "support"))
    return Assignment()


def _parties(directive: Directive, span: Span, role: str) -> tuple[Party, ...]:
    """Return the parties of a value; one that no rule reads is a party as written, if it is short."""
    naming = name_parties(directive.text, directive.folded, *span)
    if naming:
        return tuple(replace(party, role=role) for party in naming.parties)
    name = flat(span.cut(directive.text))
    return (Party(name, span, role),) if len(name) <= _LONGEST_NAME else ()


def _row_assignment(directive: Directive, row: dict[str, Cell]) -> Assignment:
    labels = (("lead", Label.LEAD), ("support", Label.SUPPORT), ("time", Label.TIME))
    cells = [(label, row[name].span) for name, label in labels if name in row]
    return _assigned(directive, [Attribute(label, span, span.start) for label, span in cells])


def _columns(folded: str, rows: dict[int, dict[int, Cell]]) -> tuple[dict[str, int], int]:
    """Return which column holds what, and the number of the header row, one of the first three."""
    for number in range(_HEADER_ROWS):
        columns: dict[str, int] = {}
        for cell in rows.get(number, {}).values():
            title = flat(cell.span.cut(folded))
            kind = next((name for name, pattern in _COLUMNS if pattern.search(title)), None)
            if kind and kind not in columns and len(title) < _LONGEST_TITLE:
                columns[kind] = cell.column
        if "task" in columns and "lead" in columns:
            return columns, number
    return {}, 0
