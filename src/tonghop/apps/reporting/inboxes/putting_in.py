"""Putting files in for a cycle: what is new is kept until it is read, what is there changes nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting import tasks
from tonghop.apps.reporting.inboxes.access import require_keeping
from tonghop.apps.reporting.models import Cycle, Delivery, Inbox, InboxState
from tonghop.domain.errors import Refusal
from tonghop.formats.inbox.file_names import distinct, is_left_by_system, shown
from tonghop.formats.inbox.refusals import LARGEST_FILE

MOST_FILES = 500
MOST_BYTES = 200 * 2**20
"""In one go; whoever has more puts it in in parts, or as a zip."""


class NothingPutIn(Refusal):
    code = "nothing-put-in"
    message_vi = "Chưa chọn tệp nào; hãy chọn tệp, tệp zip, thư (.eml, .mbox) hoặc thư mục."
    message_en = "No file was chosen; choose files, a zip, mails (.eml, .mbox) or a folder."


class TooManyFiles(Refusal):
    code = "too-many-files"
    message_vi = "Một lần chỉ nhận tối đa {limit} tệp; hãy chia làm nhiều lần, hoặc nén thành tệp .zip."
    message_en = "At most {limit} files are taken at once; put them in in parts, or as a zip."


class FilesTooLarge(Refusal):
    code = "files-too-large"
    message_vi = "Các tệp vượt quá giới hạn ({each} MB một tệp, cả thảy {limit} MB); hãy chia làm nhiều lần."
    message_en = "The files are over the limit ({each} MB each, {limit} MB together); put them in in parts."


@dataclass(frozen=True, slots=True)
class Given:
    """A file as the browser gave it: its name, with folders where a folder was chosen, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PutIn:
    """What became of files: `inbox` holds the new ones, None where all were there; `known` are those."""

    inbox: Inbox | None
    new: int
    known: tuple[str, ...]


@transaction.atomic
def put_in(*, cycle: Cycle, files: Sequence[Given], by: Person, at: datetime, on: date) -> PutIn:
    """Keep files until they are read, and ask for the reading.

    Raises: NotPermitted, NothingPutIn, TooManyFiles, FilesTooLarge; nothing is kept then.
    """
    require_keeping(cycle, by=by, on=on)
    given = [file for file in files if not is_left_by_system(file.name)]
    if not given:
        raise NothingPutIn()
    if len(given) > MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    if any(len(f.content) > LARGEST_FILE for f in given) or sum(len(f.content) for f in given) > MOST_BYTES:
        raise FilesTooLarge(each=LARGEST_FILE // 2**20, limit=MOST_BYTES // 2**20)
    # Two people who put in the same at once: the second waits, and finds it there.
    Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    there = Delivery.objects.filter(cycle=cycle)
    known = set(there.values_list("sha256", flat=True))
    fresh: list[tuple[str, Given]] = []
    twice: list[str] = []
    for file in sorted(given, key=lambda row: row.name):
        digest = hashlib.sha256(file.content).hexdigest()
        # Equal bytes put in together stay apart: their names and folders may name two senders.
        if digest in known:
            twice.append(shown(file.name))
        else:
            fresh.append((digest, file))
    if not fresh:
        return PutIn(None, 0, tuple(twice))
    inbox = Inbox.objects.create(office=cycle.office, cycle=cycle, count=len(fresh), by=str(by.pk), at=at)
    taken = list(there.values_list("name", flat=True))
    names = distinct([*taken, *(_name(file.name) for _, file in fresh)])[len(taken) :]
    Delivery.objects.bulk_create(
        [
            Delivery(
                office=cycle.office,
                inbox=inbox,
                cycle=cycle,
                number=number,
                name=name,
                sha256=digest,
                size=len(file.content),
                content=file.content,
            )
            for number, ((digest, file), name) in enumerate(zip(fresh, names, strict=True), 1)
        ]
    )
    facts = {
        "cycle": cycle.code,
        "files": len(fresh),
        "sha256": sorted({digest for digest, _ in fresh})[:100],
    }
    record(kind="inbox.put-in", by=str(by.pk), subject=f"inbox:{inbox.pk}", at=at, facts=facts)
    ask_for_reading(inbox, by=by)
    return PutIn(inbox, len(fresh), tuple(twice))


@transaction.atomic
def stop(*, inbox: Inbox, by: Person, at: datetime, on: date) -> None:
    """Stop a reading after the file that is being read. Raises: NotPermitted."""
    require_keeping(inbox.cycle, by=by, on=on)
    running = Inbox.objects.filter(pk=inbox.pk, state__in=(InboxState.WAITING, InboxState.READING))
    if running.update(state=InboxState.STOPPED):
        record(kind="inbox.stopped", by=str(by.pk), subject=f"inbox:{inbox.pk}", at=at, facts={})


@transaction.atomic
def go_on(*, inbox: Inbox, by: Person, at: datetime, on: date) -> None:
    """Go on with a reading that was stopped or failed. Raises: NotPermitted."""
    require_keeping(inbox.cycle, by=by, on=on)
    resting = Inbox.objects.filter(pk=inbox.pk, state__in=(InboxState.STOPPED, InboxState.FAILED))
    if resting.update(state=InboxState.WAITING):
        record(kind="inbox.gone-on", by=str(by.pk), subject=f"inbox:{inbox.pk}", at=at, facts={})
        ask_for_reading(inbox, by=by)


def ask_for_reading(inbox: Inbox, *, by: Person) -> None:
    """Put the reading of an inbox into the queue; two readings of one never run at once."""
    tasks.read_files.configure(lock=f"inbox:{inbox.pk}").defer(inbox=str(inbox.pk), person=str(by.pk))


def _name(name: str) -> str:
    """Return a name without what leads out of its folder."""
    parts = [part for part in shown(name).replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "tệp"
