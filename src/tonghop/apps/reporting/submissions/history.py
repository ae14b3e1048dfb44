"""What became of a report, newest first: one line of time through changes, revisions, decisions and the row.

Its body's people and the auditors see all of it. The office sees what was sent to it, and never what somebody
typed and did not send. A page is read from an instant on: first the instants, then what happened at them, so
that what happened at one instant stays on one page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.models import (
    Change,
    Decision,
    DueRow,
    Evidence,
    Revision,
    RowEvent,
    SetAside,
    SignedPaper,
    Submission,
)
from tonghop.apps.reporting.submissions.access import may_write
from tonghop.domain.reporting.decisions import differences
from tonghop.domain.reporting.drafts import BESIDE, SECTION_MARK, figure_field

ENTRIES_A_PAGE = 30


class Kind(StrEnum):
    """What an entry of the history tells."""

    CHANGED = "changed"
    SET_ASIDE = "set-aside"
    SETTLED = "settled"
    SENT = "sent"
    DECIDED = "decided"
    HAPPENED = "happened"
    EVIDENCE_ADDED = "evidence-added"
    EVIDENCE_REMOVED = "evidence-removed"
    PAPER = "paper"


SENT_KINDS = frozenset({Kind.SENT, Kind.DECIDED, Kind.HAPPENED, Kind.PAPER})
"""What the office sees."""
_ORDER = tuple(Kind)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field as it stood before and after, and from which file and cell it came, "" where it was typed."""

    field: str
    before: str
    after: str
    file: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `thing` is the row that tells of it; of a revision `fields` are those in which
    it differs from the one before, `added` and `removed` the names of files beside it.
    """

    at: datetime
    kind: Kind
    by: str
    thing: Any  # one of the models, told apart by `kind`
    fields: tuple[FieldChange, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some entries, the newest first; `older` is the instant before which the next page begins."""

    entries: tuple[Entry, ...]
    older: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """Where entries of a kind come from: rows, and the names of their instant and their person."""

    kind: Kind
    rows: QuerySet[Any]
    at: str
    by: str


def sees_drafts(row: DueRow, *, by: Person, on: date) -> bool:
    """Say whether somebody sees what was typed and not sent: its body's people, and the office's auditors."""
    return may_write(row, by=by, on=on) or has_right(by, Right.SEE_DRAFTS, on=on, body=row.office)


def fields_about(field: str) -> tuple[str, ...]:
    """Return a field with what stands beside it.

    >>> fields_about("#khac"), fields_about("buoi")[:2]
    (('#khac',), ('buoi', 'buoi/state'))
    """
    if field.startswith(SECTION_MARK) or "/" in field:
        return (field,)
    return field, *(figure_field(field, part) for part in BESIDE)


def history(
    row: DueRow,
    *,
    whole: bool,
    field: str = "",
    before: datetime | None = None,
    limit: int = ENTRIES_A_PAGE,
) -> HistoryPage:
    """Return a page of a report's history, of all of it or of one field with what stands beside it.

    Shape: `whole` shows drafts as well; `before` is excluded. Whoever asks was let in to the row.
    """
    fields = fields_about(field) if field else ()
    sources = [s for s in _sources(row, fields) if whole or s.kind in SENT_KINDS]
    if before is not None:
        sources = [_before(source, before) for source in sources]
    instants = _instants(sources, limit + 1)
    if not instants:
        return HistoryPage(())
    first = instants[min(limit, len(instants)) - 1]
    entries = [entry for source in sources for entry in _entries(source, first, row, fields)]
    entries.sort(key=lambda entry: (entry.at, _ORDER.index(entry.kind), str(entry.thing.pk)), reverse=True)
    has_older = len(instants) > limit and bool(_instants([_before(s, first) for s in sources], 1))
    return HistoryPage(tuple(entries), first if has_older else None)


def _sources(row: DueRow, fields: Sequence[str]) -> Iterator[_Source]:
    """Yield where entries come from; of single fields only what tells of them."""
    of_report: dict[str, Any] = {"submission": row.pk}
    about = {"fields__has_any_keys": list(fields)} if fields else {}
    aside = SetAside.objects.filter(**of_report, **about)
    decisions = Decision.objects.filter(revision__submission=row.pk).select_related("revision", "decider")
    revisions = Revision.objects.filter(**of_report)
    if fields:
        decisions = decisions.filter(parts__overlap=list(fields))
        revisions = revisions.filter(number__in=_revisions_that_changed(row, fields))
    yield _Source(Kind.CHANGED, Change.objects.filter(**of_report, **about), "at", "by")
    yield _Source(Kind.SET_ASIDE, aside, "at", "by")
    yield _Source(Kind.SETTLED, aside.filter(settled_at__isnull=False), "settled_at", "settled_by")
    yield _Source(Kind.SENT, revisions, "sent_at", "sent_by")
    yield _Source(Kind.DECIDED, decisions, "at", "by")
    if fields:
        return
    evidence = Evidence.objects.filter(**of_report)
    papers = SignedPaper.objects.filter(revision__submission=row.pk).select_related("revision")
    yield _Source(Kind.HAPPENED, RowEvent.objects.filter(row=row), "happened_at", "by")
    yield _Source(Kind.EVIDENCE_ADDED, evidence, "added_at", "added_by")
    yield _Source(
        Kind.EVIDENCE_REMOVED, evidence.filter(removed_at__isnull=False), "removed_at", "removed_by"
    )
    yield _Source(Kind.PAPER, papers, "entered_at", "entered_by")


def _before(source: _Source, instant: datetime) -> _Source:
    return _Source(source.kind, source.rows.filter(**{f"{source.at}__lt": instant}), source.at, source.by)


def _instants(sources: Sequence[_Source], limit: int) -> list[datetime]:
    """Return the newest instants of all sources, one for each entry, in one question of SQL."""
    parts = [
        source.rows.order_by(f"-{source.at}").annotate(moment=F(source.at)).values_list("moment")[:limit]
        for source in sources
    ]
    first, *others = parts
    return [at for (at,) in first.union(*others, all=True).order_by("-moment")[:limit]]


def _revisions_that_changed(row: DueRow, fields: Sequence[str]) -> list[int]:
    """Return the numbers of the revisions in which one of some fields is not as in the one before."""
    told = {f"field_{number}": KeyTextTransform(field, "content") for number, field in enumerate(fields)}
    found = Revision.objects.filter(submission=row.pk).order_by("number").annotate(**told)
    numbers, before = [], (None,) * len(fields)
    for number, *values in found.values_list("number", *told):
        if tuple(values) != before:
            numbers.append(number)
        before = tuple(values)
    return numbers


def _entries(source: _Source, first: datetime, row: DueRow, fields: Sequence[str]) -> Iterable[Entry]:
    rows = list(source.rows.filter(**{f"{source.at}__gte": first}))
    if source.kind is Kind.SENT:
        return _sent(rows, row, fields)
    if source.kind is Kind.CHANGED:
        return _changed(rows, row, fields)
    return [
        Entry(getattr(thing, source.at), source.kind, getattr(thing, source.by), thing, _typed(thing, fields))
        for thing in rows
    ]


def _typed(thing: Any, fields: Sequence[str]) -> tuple[FieldChange, ...]:
    """Return what was set aside; other things have no fields."""
    if not isinstance(thing, SetAside):
        return ()
    return tuple(FieldChange(name, "", text) for name, text in _of(thing.fields, fields))


def _of(told: Mapping[str, Any], fields: Sequence[str]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in told.items() if not fields or name in fields)


def _changed(changes: Sequence[Change], row: DueRow, fields: Sequence[str]) -> Iterator[Entry]:
    cells = _cells(row, {change.file_id for change in changes if change.file_id})
    for change in changes:
        told = tuple(
            FieldChange(name, before, after, *cells.get((change.file_id, name), ("", "")))
            for name, (before, after) in _of(change.fields, fields)
        )
        yield Entry(change.at, Kind.CHANGED, change.by, change, told)


def _cells(row: DueRow, files: set[str]) -> Mapping[tuple[str | None, str], tuple[str, str]]:
    """Return where fields stood in files: a draft knows until they are typed over, revisions for good."""
    if not files:
        return {}
    told = [*Revision.objects.filter(submission=row.pk).values_list("sources", flat=True)]
    told += Submission.objects.filter(row=row.pk).values_list("sources", flat=True)
    return {
        (source["sha256"], field): (source.get("file", ""), source.get("at", ""))
        for sources in told
        for field, source in sources.items()
        if source.get("sha256") in files
    }


def _sent(revisions: Sequence[Revision], row: DueRow, fields: Sequence[str]) -> Iterator[Entry]:
    numbers = {revision.number - 1 for revision in revisions} - {0}
    before = {one.number: one for one in Revision.objects.filter(submission=row.pk, number__in=numbers)}
    for revision in revisions:
        last = before.get(revision.number - 1)
        told = tuple(
            FieldChange(one.field, one.approved, one.now, *_cell(revision, one.field))
            for one in differences(last.content if last else {}, revision.content)
            if not fields or one.field in fields
        )
        old, new = (_files(one) if one else {} for one in (last, revision))
        added = tuple(name for digest, name in new.items() if digest not in old)
        removed = tuple(name for digest, name in old.items() if digest not in new)
        yield Entry(revision.sent_at, Kind.SENT, revision.sent_by, revision, told, added, removed)


def _cell(revision: Revision, field: str) -> tuple[str, str]:
    source = revision.sources.get(field, {})
    return source.get("file", ""), source.get("at", "")


def _files(revision: Revision) -> dict[str, str]:
    return {row["sha256"]: row["file_name"] for row in revision.evidence}
