"""Tasks whose party stands beside them: in labelled lines behind the task, or in the columns of a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tonghop.domain.directives.attributes import Attribute, Label, attributes
from tonghop.domain.directives.deadlines import Deadline, labelled_deadline
from tonghop.domain.directives.outline import Item
from tonghop.domain.directives.parties import Party, name_parties
from tonghop.domain.documents import Cell, Table
from tonghop.domain.provenance import Span


@dataclass(slots=True)
class Assignment:
    """What labelled lines say of one task: who leads, who supports, by when, and how far the lines reach behind it."""

    leads: list[Party] = field(default_factory=list)
    supports: list[Party] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    end: int | None = None


_SUPPORTING = re.compile(
    r"phối hợp(?: (?:chặt chẽ|đồng bộ|thường xuyên|tốt|trực tiếp))*(?: cùng)?(?: với)? +|cùng(?: với)? +"
)
_COLUMNS = (
    ("lead", re.compile(r"(?:chủ trì|thực hiện|chịu trách nhiệm|phụ trách|được giao|đầu mối)")),
    ("support", re.compile(r"phối hợp")),
    ("time", re.compile(r"^(?:thời gian|thời hạn|tiến độ|hoàn thành|thời điểm)")),
    ("task", re.compile(r"(?:nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|tên)")),
)


def labelled_assignments(
    text: str, folded: str, items: Sequence[Item], below: dict[int | None, list[Item]], written_on: str | None
) -> tuple[dict[int, Assignment], set[int]]:
    """Return what labelled lines assign to each item's number, and the numbers of the labelled lines themselves."""
    found: dict[int, Assignment] = {}
    lines: set[int] = set()
    for parent, siblings in below.items():
        tasks: list[Item] = []
        behind_lines = False
        for item in siblings:
            labelled = _labelled(text, folded, item, below)
            if not labelled:
                if behind_lines:
                    tasks, behind_lines = [], False
                tasks.append(item)
                continue
            behind_lines = True
            lines.add(item.number)
            lines.update(
                child.number
                for child in below.get(item.number, ())
                if _below_label(text, folded, child, labelled[0].label)
            )
            receivers = [leaf for task in tasks for leaf in _leaves(task, below, lines)]
            if not tasks and parent is not None:
                receivers = [items[parent]]
            _assign(text, folded, item, labelled, receivers, not tasks, found, written_on)
    return found, lines


def table_rows(
    text: str, folded: str, table: Table, written_on: str | None
) -> tuple[tuple[Cell, Assignment], ...]:
    """Return the task cells of a table with a lead column, each with what its row assigns; other tables give nothing."""
    columns, header = _columns(folded, table)
    if "task" not in columns or "lead" not in columns:
        return ()
    found = []
    for number in sorted({cell.row for cell in table.cells}):
        if number <= header:
            continue
        row = {cell.column: cell for cell in table.row(number)}
        task, lead = row.get(columns["task"]), row.get(columns["lead"])
        if task is None or lead is None or not task.span.cut(text).strip() or not lead.span.cut(text).strip():
            continue
        assignment = Assignment()
        _take(text, folded, Attribute(Label.LEAD, lead.span, lead.span.start), assignment, written_on)
        for name, label in (("support", Label.SUPPORT), ("time", Label.TIME)):
            cell = row.get(columns.get(name, -1))
            if cell is not None:
                _take(text, folded, Attribute(label, cell.span, cell.span.start), assignment, written_on)
        found.append((task, assignment))
    return tuple(found)


def supporting_parties(text: str, folded: str, span: Span) -> tuple[Party, ...]:
    """Return the parties named as "phối hợp với X" inside a span."""
    found: list[Party] = []
    for words in _SUPPORTING.finditer(folded, span.start, span.end):
        if folded[max(span.start, words.start() - 9) : words.start()].endswith(
            ("quy chế ", "sự ", "công tác ", "hội đồng ")
        ):
            continue
        naming = name_parties(text, folded, words.end(), span.end)
        if naming:
            found.extend(Party(p.name, p.span, "support") for p in naming.parties)
    return _distinct(found)


def _distinct(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple({party.name.casefold(): party for party in reversed(parties)}.values())[::-1]


def _labelled(
    text: str, folded: str, item: Item, below: dict[int | None, list[Item]]
) -> tuple[Attribute, ...]:
    """Return the attributes of a line that is nothing but labels, and of the lines below an empty label."""
    own = attributes(text, folded, item.body)
    if (
        not own
        or own[0].label is Label.TASK
        or folded[item.body.start : own[0].start].strip(" *_-+•")
        or own[0].label is Label.OTHER
    ):
        return ()
    if own[0].span.start < own[0].span.end:
        return own
    return tuple(
        a for child in below.get(item.number, ()) for a in _below_label(text, folded, child, own[0].label)
    )


def _below_label(text: str, folded: str, child: Item, label: Label) -> tuple[Attribute, ...]:
    """Return what a line below an empty label says: labelled values, or parties that lead (with "chủ trì", or by name alone)."""
    labelled = attributes(text, folded, child.body)
    if labelled or label is Label.TIME:
        return labelled or (Attribute(label, child.body, child.body.start),)
    naming = name_parties(text, folded, child.body.start, child.body.end)
    if naming and (
        naming.then == "end"
        or folded.startswith("chủ trì", naming.end)
        or folded.startswith(" chủ trì", naming.end)
    ):
        return (Attribute(label, child.body, child.body.start),)
    return ()


def _leaves(item: Item, below: dict[int | None, list[Item]], lines: set[int]) -> list[Item]:
    children = [child for child in below.get(item.number, ()) if child.number not in lines]
    return [leaf for child in children for leaf in _leaves(child, below, lines)] if children else [item]


def _assign(
    text: str,
    folded: str,
    line: Item,
    labelled: Sequence[Attribute],
    receivers: Sequence[Item],
    below_the_task: bool,
    found: dict[int, Assignment],
    written_on: str | None,
) -> None:
    for place, receiver in enumerate(receivers):
        assignment = found.setdefault(receiver.number, Assignment())
        for attribute in labelled:
            _take(text, folded, attribute, assignment, written_on)
        listed = line.mark is None or line.mark.kind in ("dash", "plus") or below_the_task
        if listed and place == len(receivers) - 1:
            assignment.end = max(line.body.end, assignment.end or 0)


def _take(
    text: str, folded: str, attribute: Attribute, assignment: Assignment, written_on: str | None
) -> None:
    span = attribute.span
    if span.start >= span.end:
        return
    if attribute.label is Label.TIME:
        deadline = labelled_deadline(text, span, folded=folded, written_on=written_on)
        assignment.deadlines.extend([deadline] if deadline else [])
    elif attribute.label is Label.LEAD:
        assignment.leads.extend(_parties(text, folded, span, "lead"))
        assignment.supports.extend(supporting_parties(text, folded, span))
    elif attribute.label is Label.SUPPORT:
        assignment.supports.extend(_parties(text, folded, span, "support"))


def _parties(text: str, folded: str, span: Span, role: str) -> list[Party]:
    """Return the parties of a value; a value that no rule reads is one party as written, if it is short enough for a name."""
    naming = name_parties(text, folded, span.start, span.end)
    if naming:
        return [Party(p.name, p.span, role) for p in naming.parties]
    name = " ".join(span.cut(text).split())
    return [Party(name, span, role)] if len(name) <= 120 else []


def _columns(folded: str, table: Table) -> tuple[dict[str, int], int]:
    """Return which column holds what, and the number of the header row, looked for in the first three rows."""
    for number in range(3):
        columns: dict[str, int] = {}
        for cell in table.row(number):
            title = " ".join(folded[cell.span.start : cell.span.end].split())
            kind = next((name for name, pattern in _COLUMNS if pattern.search(title)), None)
            if kind and kind not in columns and len(title) < 80:
                columns[kind] = cell.column
        if "task" in columns and "lead" in columns:
            return columns, number
    return {}, 0
