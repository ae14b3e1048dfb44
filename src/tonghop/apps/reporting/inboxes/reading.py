"""Reading what was put in: file by file, each in a short transaction of its own; nothing is read twice.

A reading that was stopped or killed goes on behind the last file that was kept. What bears a mark of secrecy
is refused by its reader, and its bytes are gone with the delivery that held them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.utils import timezone

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.campaigns.figures import asked_of
from tonghop.apps.reporting.inboxes.access import require_keeping
from tonghop.apps.reporting.inboxes.answers import answers_of
from tonghop.apps.reporting.inboxes.incoming import keep_list
from tonghop.apps.reporting.kept_files import keep
from tonghop.apps.reporting.models import Delivery, Inbox, InboxFile, InboxResult, InboxState
from tonghop.domain.consolidation.incoming import symbols_in
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.domain.errors import Refusal
from tonghop.formats.inbox.arrivals import NO_ARRIVALS
from tonghop.formats.inbox.file_names import RECEIVED
from tonghop.formats.inbox.folders import InboxFile as ListedFile
from tonghop.formats.inbox.inbox import SECONDS_A_FILE, WORKER, read_inbox
from tonghop.formats.inbox.leaves import Leaf, leaves_of
from tonghop.formats.inbox.reading_plan import ReadingPlan, confirmed_layouts
from tonghop.formats.inbox.return_json import Result, dumped, loaded

AT_ONCE = 32
"""So many files go to the readers together: a worker process starts once for them."""

MOST_AT_ONCE = 64 * 2**20
_BEGINNING = 3_000


class Stopped(Exception):  # noqa: N818 (nothing went wrong)
    """Somebody stopped the reading."""


@dataclass(frozen=True, slots=True)
class Workers:
    """How files are read: by which command, with how much time for each."""

    command: Sequence[str] = WORKER
    seconds: float = SECONDS_A_FILE
    jobs: int = 1


def read_what_waits(*, inbox: UUID, by: Person, on: date, workers: Workers = Workers()) -> None:
    """Read all that waits in an inbox; done twice, the second time finds nothing.

    Raises: whatever is a fault of the program, after the inbox was marked as failed.
    """
    with acting_as(by):
        found = _begun(inbox, by, on)
        if found is None:
            return
    try:
        _read_all(found, by, workers)
    except Stopped:
        return
    except Exception:
        with acting_as(by):
            Inbox.objects.filter(pk=inbox).update(state=InboxState.FAILED, ended_at=timezone.now())
        raise


def _begun(inbox: UUID, by: Person, on: date) -> Inbox | None:
    found = Inbox.objects.select_for_update(of=("self",)).select_related("cycle__campaign").filter(pk=inbox)
    row = found.first()
    if row is None or row.state in (InboxState.STOPPED, InboxState.READ):
        return None
    require_keeping(row.cycle, by=by, on=on)
    row.state, row.ended_at = InboxState.READING, None
    row.done = InboxFile.objects.filter(delivery__inbox=row).exclude(plan_key="").count()
    row.save(update_fields=["state", "ended_at", "done"])
    return row


def _read_all(inbox: Inbox, by: Person, workers: Workers) -> None:
    with acting_as(by):
        plan = plan_of(inbox)
        waiting = list(
            Delivery.objects.filter(inbox=inbox, is_read=False)
            .order_by("number")
            .values_list("pk", flat=True)
        )
    desk = _Desk(inbox, by, plan, workers)
    for some in _by_the_handful(_unread_leaves(waiting, desk)):
        desk.read(some)
    again = list(_waiting_again(desk))
    for some in _by_the_handful(again):
        desk.read(some)
    with acting_as(by):
        ended = Inbox.objects.filter(pk=inbox.pk, state=InboxState.READING)
        count = InboxFile.objects.filter(delivery__inbox=inbox).count()
        ended.update(state=InboxState.READ, ended_at=timezone.now(), count=count, done=count)
        facts = {"files": count, "plan": plan.key}
        record(kind="inbox.read", by=str(by.pk), subject=f"inbox:{inbox.pk}", at=timezone.now(), facts=facts)


def plan_of(inbox: Inbox) -> ReadingPlan:
    """Return what the files of an inbox are read by: the cycle's campaign, and what people confirmed."""
    asked = asked_of(inbox.cycle.campaign, inbox.cycle)
    return ReadingPlan(asked.content, asked.turn, confirmed_layouts(answers_of(inbox.cycle)))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file to be read; `file` is the row that it has already, None for a new one. `refusal`: its container
    could not be opened. `ends`: the delivery whose last file this is.
    """

    delivery: UUID
    number: int
    leaf: Leaf
    file: InboxFile | None = None
    refusal: RefusedFile | None = None
    ends: bool = False


def _unread_leaves(deliveries: Iterable[UUID], desk: "_Desk") -> Iterator[_Waiting]:
    """Yield the files of deliveries that were not kept before."""
    for pk in deliveries:
        with acting_as(desk.by):
            delivery = Delivery.objects.get(pk=pk)
            content = bytes(delivery.content or b"")
            kept = set(InboxFile.objects.filter(delivery=delivery).values_list("number", flat=True))
        held: _Waiting | None = None
        for number, found in enumerate(leaves_of(delivery.name, content), 1):
            if held is not None and held.number not in kept:
                yield held
            if isinstance(found, Leaf):
                held = _Waiting(pk, number, found)
            else:
                held = _Waiting(pk, number, Leaf(found.file, b""), refusal=found)
        last = held or _Waiting(pk, 1, Leaf(delivery.name, content))
        if last.number in kept:
            desk.end(pk)
        else:
            yield replace(last, ends=True)


def _waiting_again(desk: "_Desk") -> Iterator[_Waiting]:
    with acting_as(desk.by):
        files = list(
            InboxFile.objects.filter(delivery__inbox=desk.inbox, plan_key="", file__isnull=False)
            .select_related("file")
            .order_by("name")
        )
        around = {file.pk: _around(file) for file in files}
    for file in files:
        assert file.file is not None
        envelope = around[file.pk]
        leaf = Leaf(file.name, bytes(file.file.content), *envelope)
        yield _Waiting(file.delivery_id, file.number, leaf, file)


def _around(file: InboxFile) -> tuple[Any, ...]:
    """Return the envelope and arrival that a file was found with; the results of its first reading know."""
    for row in InboxResult.objects.filter(file=file).order_by("reading", "number"):
        (result,) = loaded(bytes(row.content))
        if isinstance(result, Return):
            return result.envelope, result.arrived_at
    return ()


def _by_the_handful(files: Iterable[_Waiting]) -> Iterator[list[_Waiting]]:
    some: list[_Waiting] = []
    size = 0
    for file in files:
        some.append(file)
        size += len(file.leaf.content)
        if len(some) == AT_ONCE or size >= MOST_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


@dataclass(frozen=True, slots=True)
class _Desk:
    """One run over an inbox."""

    inbox: Inbox
    by: Person
    plan: ReadingPlan
    workers: Workers

    def read(self, files: Sequence[_Waiting]) -> None:
        """Read some files and keep what they say."""
        self._demand_going_on()
        lists = [file for file in files if is_list(file.leaf.name)]
        results = self._results([file for file in files if file.refusal is None and file not in lists])
        for file in files:
            with acting_as(self.by):
                own = (file.refusal,) if file.refusal else results.get(file.leaf.name, ())
                if file in lists:
                    own = _kept_list(self.inbox, file.leaf, self.by)
                _keep(self.inbox, file, own, self.plan.key)
                if file.ends:
                    _end(file.delivery)
                kept = InboxFile.objects.filter(delivery__inbox=self.inbox)
                done = kept.exclude(plan_key="").count()
                waiting = Delivery.objects.filter(inbox=self.inbox, is_read=False).count()
                count = kept.count() + waiting
                Inbox.objects.filter(pk=self.inbox.pk).update(done=done, count=count)

    def end(self, delivery: UUID) -> None:
        """Mark a delivery as read; its bytes are gone from here."""
        with acting_as(self.by):
            _end(delivery)

    def _results(self, files: Sequence[_Waiting]) -> Mapping[str, tuple[Result, ...]]:
        found: dict[str, list[Result]] = {file.leaf.name: [] for file in files}
        around = {file.leaf.name: file.leaf for file in files}
        with TemporaryDirectory(prefix="tonghop-inbox-") as folder:
            listed = [_laid_down(Path(folder), number, file.leaf) for number, file in enumerate(files)]
            read = read_inbox(
                listed,
                NO_ARRIVALS,
                self.plan,
                jobs=self.workers.jobs,
                seconds=self.workers.seconds,
                worker=self.workers.command,
                done=self._demand_going_on,
            )
        rows: tuple[Result, ...] = (*read.returns, *read.refused)
        for row in rows:
            if isinstance(row, Return):
                leaf = around[row.file]
                row = replace(row, envelope=leaf.envelope, arrived_at=row.arrived_at or leaf.came_at)
            found[row.file].append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    def _demand_going_on(self) -> None:
        with acting_as(self.by):
            if not Inbox.objects.filter(pk=self.inbox.pk, state=InboxState.READING).exists():
                raise Stopped()


def is_list(name: str) -> bool:
    """Say whether a file is the inbox's own list of when files came."""
    return PurePosixPath(name).name.lower() == RECEIVED


def _kept_list(inbox: Inbox, leaf: Leaf, by: Person) -> tuple[Result, ...]:
    try:
        keep_list(cycle=inbox.cycle, content=leaf.content, name=leaf.name, by=str(by.pk), at=timezone.now())
    except Refusal as told:
        return (RefusedFile(leaf.name, told.code, told.vietnamese),)
    return ()


def _laid_down(folder: Path, number: int, leaf: Leaf) -> ListedFile:
    path = folder / f"{number:04d}"
    path.write_bytes(leaf.content)
    return ListedFile(leaf.name, path, len(leaf.content), None)


def _keep(inbox: Inbox, told: _Waiting, results: Sequence[Result], plan_key: str) -> None:
    """Keep what one file says; the same file kept by another run stays as it is."""
    at = timezone.now()
    leaf = told.leaf
    is_read = all(isinstance(row, Return) for row in results)
    if told.file is None:
        file = InboxFile(
            office=inbox.office,
            cycle=inbox.cycle,
            delivery_id=told.delivery,
            number=told.number,
            name=leaf.name,
            sha256=leaf.sha256,
            size=len(leaf.content),
            file_id=keep(leaf.content) if is_read else None,
            plan_key=plan_key,
            symbols="\n".join(sorted(_symbols(leaf))) if is_read else "",
            read_at=at,
        )
        file.save(force_insert=True)
    else:
        file = told.file
        file.reading, file.plan_key, file.read_at = file.reading + 1, plan_key, at
        file.save(update_fields=["reading", "plan_key", "read_at"])
    InboxResult.objects.bulk_create(
        [
            InboxResult(
                office=inbox.office,
                cycle=inbox.cycle,
                file=file,
                reading=file.reading,
                number=number,
                body=row.sender if isinstance(row, Return) else "",
                kind=row.kind.value if isinstance(row, Return) else "",
                refusal="" if isinstance(row, Return) else row.code,
                content=dumped([row]),
            )
            for number, row in enumerate(results, 1)
        ]
    )


def _end(delivery: UUID) -> None:
    Delivery.objects.filter(pk=delivery).update(is_read=True, content=None)


def _symbols(leaf: Leaf) -> frozenset[str]:
    """Return the numbers and symbols at the top of a file and in its name, by which lists name it.

    Whatever goes wrong here only means that the list of incoming documents finds the file by less.
    """
    found = symbols_in(leaf.name.rpartition("/")[2])
    try:
        return found | symbols_in(_top(leaf))
    except Exception:  # the file was read once already, by a process that may fall
        return found


def _top(leaf: Leaf) -> str:
    from tonghop.formats.inbox.kinds import Kind, kind_of
    from tonghop.formats.workbooks.sheets import read_sheets

    kind = kind_of(leaf.content, leaf.name)
    if kind in (Kind.DOCX, Kind.PDF, Kind.HTML, Kind.TEXT):
        from tonghop.formats.intake import open_document

        return open_document(leaf.content, name=leaf.name, converter=lambda: None).text[:_BEGINNING]
    if kind in (Kind.XLSX, Kind.XLS, Kind.ODS, Kind.CSV):
        grids = read_sheets(leaf.content)
        cells = (
            cell for grid in grids[:3] for row in grid.rows[:12] for cell in row if isinstance(cell, str)
        )
        return "\n".join(islice(cells, 100))[:_BEGINNING]
    return ""
