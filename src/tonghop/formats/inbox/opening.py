"""One file of the inbox to its results: containers opened, every file in them recognised, refused or read."""

import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from tonghop.domain.consolidation.returns import NO_ENVELOPE, Envelope, Remark, Return
from tonghop.domain.errors import Refusal
from tonghop.domain.secrecy import SecretDocument
from tonghop.formats.inbox.file_names import decoded_zip_name, distinct, is_left_by_system, shown
from tonghop.formats.inbox.kinds import CONTAINERS, Kind, demand_bounded, kind_of, promised
from tonghop.formats.inbox.mail import mails_of, open_mail
from tonghop.formats.inbox.refusals import LARGEST_FILE, Refused, refused
from tonghop.formats.inbox.return_json import Result

DEEPEST = 4
"""A zip in a mail in a zip in the inbox is three containers deep."""

Reader = Callable[[bytes, str, Kind], tuple[Result, ...]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file found inside the inbox with what is known around it: the mail it came in and when that came."""

    name: str
    content: bytes
    depth: int = 0
    envelope: Envelope = NO_ENVELOPE
    came_at: datetime | None = None


def results_of(
    file: Opened, read: Reader, *, skip: Collection[str] = (), begun: Callable[[str], None] | None = None
) -> Iterator[tuple[Result, ...]]:
    """Yield the results of a file, or of each file in it where it is a container.

    Shape: `skip` are names that are passed over (they have been read, or brought a reader down); `begun` is
    told each name before its file is read. Nothing is raised: whatever goes wrong with a file becomes its
    refusal.
    """
    if file.name in skip:
        return
    if begun:
        begun(file.name)
    try:
        kind = _kind(file)
    except Refused as told:
        yield (refused(file.name, told.code, told.message),)
        return
    if kind in CONTAINERS:
        yield from _inner_results(file, kind, read, skip, begun)
    else:
        yield tuple(_enveloped(row, file, kind) for row in _read(file, kind, read))


def _kind(file: Opened) -> Kind:
    if len(file.content) > LARGEST_FILE:
        raise Refused("too-large")
    return kind_of(file.content, file.name)


def _inner_results(
    file: Opened, kind: Kind, read: Reader, skip: Collection[str], begun: Callable[[str], None] | None
) -> Iterator[tuple[Result, ...]]:
    if file.depth >= DEEPEST:
        yield (refused(file.name, "nested-too-deep"),)
        return
    inner = _CONTAINERS[kind](file)
    count = 0
    while True:
        try:
            part = next(inner, None)
        except Refused as told:
            yield (refused(file.name, told.code, told.message),)
            return
        except Exception:  # a container may be broken in any way, and what came out of it before stays read
            yield (refused(file.name, "damaged"),)
            return
        if part is None:
            break
        count += 1
        yield from results_of(part, read, skip=skip, begun=begun)
    if not count:
        yield (refused(file.name, "empty", "Không có tệp nào bên trong."),)


def _in_zip(file: Opened) -> Iterator[Opened]:
    with zipfile.ZipFile(BytesIO(file.content)) as package:
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused("encrypted")
        demand_bounded(entries, len(file.content))
        names = distinct(shown(decoded_zip_name(entry.filename, entry.flag_bits)) for entry in entries)
        ordered = sorted(zip(names, entries, strict=True), key=lambda pair: pair[0])
        for name, entry in ordered:
            if not is_left_by_system(name):
                yield _inside(file, name, package.read(entry))


def _in_mail(file: Opened) -> Iterator[Opened]:
    mail = open_mail(file.content)
    names = distinct(shown(name) for name, _ in mail.files)
    came_at = mail.came_at or file.came_at
    for name, (_, content) in zip(names, mail.files, strict=True):
        inner = _inside(file, name, content)
        hints = (*mail.envelope.hints, *file.envelope.hints)
        yield replace(
            inner,
            envelope=Envelope(mail.envelope.sender, hints),
            # A forwarded mail came when the mail around it came.
            came_at=file.came_at if file.came_at and file.depth else came_at,
        )


def _in_mailbox(file: Opened) -> Iterator[Opened]:
    for number, mail in enumerate(mails_of(file.content), 1):
        yield _inside(file, f"thư {number:04d}.eml", mail)


_CONTAINERS = {Kind.ZIP: _in_zip, Kind.MAIL: _in_mail, Kind.MAILBOX: _in_mailbox}


def _inside(file: Opened, name: str, content: bytes) -> Opened:
    return Opened(f"{file.name}/{name}", content, file.depth + 1, file.envelope, file.came_at)


def _read(file: Opened, kind: Kind, read: Reader) -> tuple[Result, ...]:
    try:
        return read(file.content, file.name, kind)
    except Refused as told:
        return (refused(file.name, told.code, told.message),)
    except SecretDocument as secret:
        return (refused(file.name, secret.code, secret.vietnamese),)
    except Refusal as refusal:
        return (refused(file.name, refusal.code, refusal.vietnamese),)
    except (ImportError, NameError, SyntaxError):  # no file can be the reason: a bug of ours
        raise
    except MemoryError:
        return (refused(file.name, "too-large", "Tệp cần quá nhiều bộ nhớ để đọc."),)
    except Exception:  # a damaged file may raise anything, and must not stop the other two hundred
        return (refused(file.name, "damaged"),)


def _enveloped(row: Result, file: Opened, kind: Kind) -> Result:
    """Add what stands around a file, and say where its suffix promised another kind."""
    if not isinstance(row, Return):
        return row
    expected = promised(file.name)
    remarks = row.remarks
    if kind in expected and file.envelope is NO_ENVELOPE and file.came_at is None:
        return row
    if kind not in expected and expected:
        message = f"Đuôi tệp không đúng với nội dung (nội dung là {kind.value}); đã đọc theo nội dung."
        remarks = (*remarks, Remark("check", message))
    return replace(row, envelope=file.envelope, arrived_at=file.came_at, remarks=remarks)
