"""Lists of incoming documents: put in, held against the files, and matched by hand where the rules ask."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.inboxes.access import file_of, require_keeping
from tonghop.apps.reporting.models import Cycle, InboxFile, IncomingList, ListedDocument
from tonghop.domain.consolidation.incoming import Incoming, KnownFile, Matched, matched
from tonghop.domain.reporting.senders import Senders
from tonghop.formats.inbox.incoming_lists import read_incoming_list

BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class ListPutIn:
    """A list that was put in; `is_new` False where the same bytes were there."""

    list: IncomingList
    is_new: bool
    count: int


@transaction.atomic
def put_in_list(*, cycle: Cycle, content: bytes, name: str, by: Person, at: datetime, on: date) -> ListPutIn:
    """Keep the lines of a list.

    Raises: NotPermitted, ListUnreadable, ListWithoutHeadings, WorkbookDamaged and its kin.
    """
    require_keeping(cycle, by=by, on=on)
    return keep_list(cycle=cycle, content=content, name=name, by=str(by.pk), at=at)


@transaction.atomic
def keep_list(*, cycle: Cycle, content: bytes, name: str, by: str, at: datetime) -> ListPutIn:
    """Keep the lines of a list for whoever has been let in. Raises: as `put_in_list`."""
    digest = hashlib.sha256(content).hexdigest()
    known = IncomingList.objects.filter(cycle=cycle, sha256=digest).first()
    if known is not None:
        return ListPutIn(known, is_new=False, count=known.documents.count())
    read = read_incoming_list(content, name)
    kept = IncomingList.objects.create(
        office=cycle.office,
        cycle=cycle,
        file_name=name[-255:],
        sha256=digest,
        faults=list(read.faults),
        by=by,
        at=at,
    )
    ListedDocument.objects.bulk_create(
        [
            ListedDocument(
                office=cycle.office,
                list=kept,
                number=line.number,
                incoming_number=line.incoming_number,
                came_at=line.came_at,
                has_hour=line.has_hour,
                symbol=line.symbol,
                dated_on=line.dated_on,
                sender=line.sender,
                subject=line.subject,
                file_name=line.file,
            )
            for line in read.lines
        ],
        batch_size=1000,
    )
    facts = {"cycle": cycle.code, "sha256": digest, "lines": len(read.lines), "faults": len(read.faults)}
    record(kind="inbox.list-put-in", by=by, subject=f"cycle:{cycle.pk}", at=at, facts=facts)
    return ListPutIn(kept, is_new=True, count=len(read.lines))


@transaction.atomic
def match_by_hand(*, cycle: Cycle, line_id: int, file_id: str, by: Person, at: datetime, on: date) -> None:
    """Say which file a line is: its id, "none" for none of them, "" to leave it to the rules again.

    Raises: NotPermitted, NoSuchThing.
    """
    from uuid import UUID

    require_keeping(cycle, by=by, on=on)
    line = (
        ListedDocument.objects.select_for_update(of=("self",)).filter(pk=line_id, list__cycle=cycle).first()
    )
    if line is None:
        raise NoSuchThing()
    try:
        file = file_of(cycle, UUID(file_id)) if file_id not in ("", "none") else None
    except ValueError:
        raise NoSuchThing() from None
    line.matched, line.is_left_out = file, file_id == "none"
    is_said = file is not None or line.is_left_out
    line.matched_by, line.matched_at = (str(by.pk), at) if is_said else ("", None)
    line.save(update_fields=["matched", "is_left_out", "matched_by", "matched_at"])
    facts = {"line": line.pk, "file": file.name if file else "", "left_out": line.is_left_out}
    record(kind="inbox.list-matched", by=str(by.pk), subject=f"cycle:{cycle.pk}", at=at, facts=facts)


# ---- what lines are


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list with what it is."""

    row: ListedDocument
    match: Matched

    @property
    def is_asked(self) -> bool:
        return not self.match.file and not self.row.is_left_out


def lines_of(cycle: Cycle, files: Sequence[KnownFile], senders: Senders) -> list[Line]:
    """Return the lines of all lists of a cycle, the newest list last, matched with its files."""
    rows = list(
        ListedDocument.objects.filter(list__cycle=cycle)
        .select_related("matched")
        .order_by("list__at", "list_id", "number")
    )
    said = {row.matched.name for row in rows if row.matched}
    free = [row for row in rows if row.matched is None and not row.is_left_out]
    found = matched([_incoming(row) for row in free], [f for f in files if f.name not in said], senders)
    ruled = dict(zip((row.pk for row in free), found, strict=True))
    return [Line(row, ruled.get(row.pk) or _by_hand(row)) for row in rows]


def _by_hand(row: ListedDocument) -> Matched:
    return Matched(row.matched.name, BY_HAND) if row.matched else Matched()


def _incoming(row: ListedDocument) -> Incoming:
    return Incoming(
        row.number,
        row.came_at,
        row.has_hour,
        row.incoming_number,
        row.symbol,
        row.dated_on,
        row.sender,
        row.subject,
        row.file_name,
    )


def known_files(cycle: Cycle, bodies: dict[str, str]) -> list[KnownFile]:
    """Return the files of a cycle as lists are held against them; `bodies` by file, where they are known."""
    rows = InboxFile.objects.filter(cycle=cycle, file__isnull=False).values_list("name", "symbols")
    return [
        KnownFile(name, bodies.get(name, ""), frozenset(filter(None, symbols.split("\n"))))
        for name, symbols in rows
    ]
