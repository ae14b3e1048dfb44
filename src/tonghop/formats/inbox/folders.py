"""The files that lie in an inbox: a folder and those below it, a zip, or one mailbox file."""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.errors import Refusal
from tonghop.formats.inbox.file_names import decoded_zip_name, distinct, is_left_by_system, shown
from tonghop.formats.inbox.refusals import LARGEST_FILE, Refused


class InboxUnreadable(Refusal):
    code = "inbox-unreadable"
    message_vi = (
        "Không mở được hộp thư đến “{file}”: {reason}. "
        "Đưa vào một thư mục, tệp zip hoặc hộp thư (.eml, .mbox)."
    )
    message_en = "The inbox {file!r} cannot be opened: {reason}. Give a folder, a zip file or a mailbox."


@dataclass(frozen=True, slots=True)
class InboxFile:
    """One file of the inbox: its name inside it, where it lies, and when the file system says it changed.

    `entry` is its number in the zip at `path`, or None where `path` is the file itself.
    """

    name: str
    path: Path
    size: int
    changed_at: datetime | None
    entry: int | None = None

    def read(self) -> bytes:
        """Return the file's bytes.

        Raises: Refused, for files that are too large to be read at all, damaged or locked.
        """
        if self.size > LARGEST_FILE:
            raise Refused("too-large")
        try:
            return self._content()
        except (OSError, EOFError, NotImplementedError):
            raise Refused("unreadable" if self.entry is None else "damaged") from None
        except (zipfile.BadZipFile, ValueError):
            raise Refused("damaged") from None
        except RuntimeError:  # what zipfile raises for a password
            raise Refused("encrypted") from None

    def _content(self) -> bytes:
        if self.entry is None:
            with self.path.open("rb") as stream:
                return stream.read(LARGEST_FILE + 1)
        with zipfile.ZipFile(self.path) as package, package.open(package.infolist()[self.entry]) as part:
            return part.read(LARGEST_FILE + 1)


def inbox_files(path: Path) -> tuple[InboxFile, ...]:
    """List the files of an inbox in the order of their names; raises InboxUnreadable."""
    if path.is_dir():
        files = list(_folder_files(path))
    elif not path.is_file():
        raise InboxUnreadable(file=path.name, reason="không có")
    elif zipfile.is_zipfile(path):
        files = list(_zip_files(path))
    elif path.suffix.lower() in (".eml", ".mbox"):
        files = [_file(path, path.name)]
    else:
        raise InboxUnreadable(file=path.name, reason="không phải thư mục, tệp zip hay hộp thư")
    kept = sorted((f for f in files if not is_left_by_system(f.name)), key=lambda f: (f.name, str(f.path)))
    names = distinct(file.name for file in kept)
    return tuple(replace(file, name=name) for file, name in zip(kept, names, strict=True))


def _folder_files(folder: Path) -> Iterator[InboxFile]:
    for above, _, names in os.walk(folder):
        for name in names:
            path = Path(above) / name
            if path.is_file():
                yield _file(path, path.relative_to(folder).as_posix())


def _file(path: Path, name: str) -> InboxFile:
    state = path.stat()
    return InboxFile(shown(name), path, state.st_size, datetime.fromtimestamp(state.st_mtime, ZONE))


def _zip_files(path: Path) -> Iterator[InboxFile]:
    with zipfile.ZipFile(path) as package:
        for number, part in enumerate(package.infolist()):
            if not part.is_dir():
                name = shown(decoded_zip_name(part.filename, part.flag_bits))
                yield InboxFile(name, path, part.file_size, _zip_time(part), number)


def _zip_time(part: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*part.date_time, tzinfo=ZONE)
    except ValueError:  # some programs write no time at all: month 0, day 0
        return None
