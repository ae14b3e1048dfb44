"""The inbox: a folder or zip of whatever was sent, read file by file into returns and refusals.

Thin for now: filled forms are read; every other file is listed with a code and a plain sentence, never
guessed and never dropped. A damaged file stops nobody else's.
"""

import csv
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.domain.errors import Refusal
from tonghop.domain.language import nfc
from tonghop.formats.workbooks.form_reader import read_form

RECEIVED = "received.csv"
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
_LEFT_BY_SYSTEMS = ("Thumbs.db", "desktop.ini", ".DS_Store")


class InboxUnreadable(Refusal):
    code = "inbox-unreadable"
    message_vi = "Không mở được hộp thư đến “{file}”: {reason}. Đưa vào một thư mục hoặc một tệp zip."
    message_en = "The inbox {file!r} cannot be opened: {reason}. Give a folder or a zip file."


@dataclass(frozen=True, slots=True)
class InboxFile:
    """One file of the inbox: its name inside it, when the file system says it changed, and how to read it."""

    name: str
    size: int
    changed_at: datetime | None
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Arrival times by file name, from received.csv, and what could not be read of it."""

    by_file: Mapping[str, datetime]
    refused: tuple[RefusedFile, ...] = ()


def inbox_files(path: Path) -> tuple[InboxFile, ...]:
    """List the files of a folder or zip in the order of their names; raises InboxUnreadable."""
    if path.is_dir():
        files = list(_folder_files(path))
    elif path.is_file() and zipfile.is_zipfile(path):
        files = list(_zip_files(path))
    else:
        raise InboxUnreadable(
            file=path.name, reason="không phải thư mục hay tệp zip" if path.exists() else "không có"
        )
    return tuple(sorted((f for f in files if not _is_left_by_system(f.name)), key=lambda f: f.name))


def read_arrivals(files: tuple[InboxFile, ...]) -> Arrivals:
    """Read received.csv (columns file, received_at, symbol, date) where the inbox has one."""
    listed = next((f for f in files if PurePosixPath(f.name).name.lower() == RECEIVED), None)
    if listed is None:
        return Arrivals({})
    names = {f.name for f in files}
    by_file: dict[str, datetime] = {}
    refused: list[RefusedFile] = []
    for number, row in enumerate(_csv_rows(listed.read()), 2):
        name, told = nfc(row.get("file") or "").strip(), (row.get("received_at") or "").strip()
        instant = _instant(told)
        if name not in names:
            refused.append(
                RefusedFile(listed.name, "listed-not-found", f"Dòng {number}: không có tệp “{name}”.")
            )
        elif instant is None and told:
            refused.append(
                RefusedFile(listed.name, "time-unreadable", f"Dòng {number}: không đọc được giờ “{told}”.")
            )
        elif instant is not None:
            by_file[name] = instant
    return Arrivals(by_file, tuple(refused))


def read_file(
    file: InboxFile, arrivals: Mapping[str, datetime], *, trust_file_times: bool
) -> Return | RefusedFile:
    """Read one file; whatever goes wrong with it becomes its own refusal."""
    try:
        read = _read(file)
    except Exception as error:  # a damaged file may raise anything, and must not stop the other two hundred
        return RefusedFile(
            file.name, "damaged", f"Tệp hỏng hoặc không đúng định dạng ({type(error).__name__})."
        )
    if isinstance(read, RefusedFile):
        return read
    told = arrivals.get(file.name)
    return replace(read, arrived_at=told or (file.changed_at if trust_file_times else None))


def is_report(file: InboxFile) -> bool:
    """Return whether a file is meant as somebody's report (received.csv is the inbox's own list)."""
    return PurePosixPath(file.name).name.lower() != RECEIVED


def _read(file: InboxFile) -> Return | RefusedFile:
    if file.size > LARGEST_FILE:
        return RefusedFile(file.name, "too-large", f"Tệp lớn hơn {LARGEST_FILE // 1024 // 1024} MB.")
    content = file.read()
    if not content:
        return RefusedFile(file.name, "empty", "Tệp rỗng.")
    suffix = PurePosixPath(file.name).suffix.lower()
    if suffix in _NOT_READ_YET:
        return RefusedFile(file.name, *_NOT_READ_YET[suffix])
    if suffix != ".xlsx":
        return RefusedFile(
            file.name, "unknown-kind", f"Chưa đọc được loại tệp “{suffix or 'không có đuôi'}”."
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return RefusedFile(
            file.name, "encrypted", "Tệp đặt mật khẩu hoặc là tệp .xls đổi đuôi; gửi lại bản .xlsx."
        )
    with zipfile.ZipFile(BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
            return RefusedFile(file.name, "too-large", "Nội dung nén trong tệp quá lớn.")
    return read_form(content, file.name)


def _folder_files(folder: Path) -> Iterator[InboxFile]:
    for path in folder.rglob("*"):
        if path.is_file():
            state = path.stat()
            name = nfc(path.relative_to(folder).as_posix())
            yield InboxFile(
                name, state.st_size, datetime.fromtimestamp(state.st_mtime, ZONE), path.read_bytes
            )


def _zip_files(path: Path) -> Iterator[InboxFile]:
    with zipfile.ZipFile(path) as package:
        for part in package.infolist():
            if not part.is_dir():
                name = nfc(part.filename)
                yield InboxFile(name, part.file_size, _zip_time(part), _part_reader(path, part.filename))


def _zip_time(part: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*part.date_time, tzinfo=ZONE)
    except ValueError:  # some programs write no time at all: month 0, day 0
        return None


def _part_reader(path: Path, name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        with zipfile.ZipFile(path) as package:
            return package.read(name)

    return read


def _is_left_by_system(name: str) -> bool:
    last = PurePosixPath(name).name
    return last in _LEFT_BY_SYSTEMS or last.startswith(("~$", "._"))


def _csv_rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig", "replace")
    return list(csv.DictReader(text.splitlines(), skipinitialspace=True))


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant.replace(tzinfo=ZONE) if instant.tzinfo is None else instant


_REPORT = (
    "report-not-read",
    "Báo cáo bằng lời: đã nhận, bản này chưa đọc được số liệu. Ghi số liệu vào biểu.",
)
_SCAN = ("scan", "Ảnh chụp hoặc bản quét: đã nhận, không đọc được số liệu. Ghi số liệu vào biểu.")
_OTHER = ("other-layout", "Bảng không phải biểu do Tonghop phát ra: bản này chưa đọc được. Ghi lại vào biểu.")
_MAIL = ("mail-not-read", "Thư điện tử: bản này chưa mở được; lưu các tệp đính kèm vào hộp thư đến.")
_PACKED = ("archive-not-read", "Tệp nén nằm trong hộp thư đến: bản này chưa mở được; giải nén trước.")
_MACROS = ("macros", "Bảng tính có macro: không mở. Lưu lại thành .xlsx rồi gửi.")
_NOT_READ_YET = {
    **dict.fromkeys((".docx", ".doc", ".pdf", ".odt", ".rtf", ".txt", ".html", ".md"), _REPORT),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic", ".gif"), _SCAN),
    **dict.fromkeys((".xls", ".ods", ".csv", ".tsv"), _OTHER),
    **dict.fromkeys((".eml", ".msg", ".mbox"), _MAIL),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar"), _PACKED),
    **dict.fromkeys((".xlsm", ".xlsb", ".docm"), _MACROS),
}
