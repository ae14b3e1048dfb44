"""What kind of file some bytes are, told by the bytes; the name decides only among texts.

Files that are not opened are refused here: damaged, encrypted, with macros, bombs, programs.
"""

import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

from tonghop.formats.inbox.refusals import LARGEST_UNPACKED, Refused
from tonghop.formats.zip_packages import Package, package_of


class Kind(StrEnum):
    """The kinds of file that the inbox tells apart."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    PDF = "pdf"
    HTML = "html"
    TEXT = "txt"
    PICTURE = "picture"
    RECORD = "record"
    ZIP = "zip"
    MAIL = "eml"
    MAILBOX = "mbox"


CONTAINERS = (Kind.ZIP, Kind.MAIL, Kind.MAILBOX)
MOST_ENTRIES = 20_000
_MOST_RATIO = 250
_SMALL = 8 * 1024 * 1024
_MOST_COLUMNS = 16_384
_TEXTS = (Kind.TEXT, Kind.CSV, Kind.HTML, Kind.RECORD)
_SHORTEST_TEXT = 64

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIL_LINE = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|mime-version|return-path|reply-to|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_MAILBOX = re.compile(rb"From \S{1,300} [^\n]{10,80}\r?\n[A-Za-z-]{2,60}:")
_WEB = re.compile(rb"<(?:!doctype html|html|head|body|table|meta|div|p)[\s>]", re.IGNORECASE)
_RECORD = re.compile(rb"\{\s{0,20}\"schema\":\s?\"tonghop/(?:consolidated|submission)/")

SUFFIXES = {
    ".xlsx": (Kind.XLSX,), ".xlsb": (Kind.XLSB,), ".xls": (Kind.XLS,), ".ods": (Kind.ODS,),
    ".csv": (Kind.CSV,), ".tsv": (Kind.CSV,), ".docx": (Kind.DOCX,), ".doc": (Kind.DOC,), ".rtf": (Kind.RTF,),
    ".odt": (Kind.ODT,), ".pdf": (Kind.PDF,), ".html": (Kind.HTML,), ".htm": (Kind.HTML,),
    ".txt": (Kind.TEXT, Kind.CSV), ".md": (Kind.TEXT,), ".zip": (Kind.ZIP,), ".eml": (Kind.MAIL,),
    ".mbox": (Kind.MAILBOX,), ".json": (Kind.RECORD,), ".xltx": (Kind.XLSX,), ".dotx": (Kind.DOCX,),
    ".jpg": (Kind.PICTURE,), ".jpeg": (Kind.PICTURE,), ".png": (Kind.PICTURE,), ".tif": (Kind.PICTURE,),
    ".tiff": (Kind.PICTURE,), ".bmp": (Kind.PICTURE,), ".heic": (Kind.PICTURE,), ".gif": (Kind.PICTURE,),
    ".webp": (Kind.PICTURE,),
}  # fmt: skip


def kind_of(content: bytes, name: str) -> Kind:
    """Return the kind of a file.

    Raises: Refused, for files that are not opened.

    >>> kind_of(b"%PDF-1.7 ...", "bao-cao.docx")
    <Kind.PDF: 'pdf'>
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("empty")
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _package_kind(content)
    if content.startswith(_COMPOUND):
        return _compound_kind(content)
    if _is_picture(content):
        return Kind.PICTURE
    if content.startswith(_ARCHIVES) or content[257:262] == b"ustar":
        raise Refused("archive-kind")
    if content.startswith(_PROGRAMS):
        raise Refused("program")
    if content[:200].lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    return _text_kind(content, name)


def promised(name: str) -> tuple[Kind, ...]:
    """Return the kinds that a file's suffix promises, none where it promises nothing that we know."""
    return SUFFIXES.get(PurePosixPath(name).suffix.lower(), ())


def _is_picture(content: bytes) -> bool:
    is_heic = content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif")
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return content.startswith(_PICTURES) or is_heic or is_webp


def _package_kind(content: bytes) -> Kind:
    try:
        package = package_of(content)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise Refused("damaged") from None
    entries = package.entries
    kind = _office_kind(package)
    if kind is None:
        return Kind.ZIP
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("encrypted")
    if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in package.names):
        raise Refused("macros")
    demand_bounded(entries, len(content))
    return kind


def _office_kind(package: Package) -> Kind | None:
    names = package.names
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if "word/document.xml" in names:
        return Kind.DOCX
    if "ppt/presentation.xml" in names:
        raise Refused("presentation")
    told = _head(package, "mimetype") if "mimetype" in names else b""
    if b"opendocument.spreadsheet" in told:
        return Kind.ODS
    if b"opendocument.text" in told:
        return Kind.ODT
    if b"opendocument.presentation" in told:
        raise Refused("presentation")
    if "[Content_Types].xml" in names:
        types = _head(package, "[Content_Types].xml")
        if b"spreadsheetml" in types:
            return Kind.XLSX
        return Kind.DOCX if b"wordprocessingml" in types else None
    return None


def _head(package: Package, name: str) -> bytes:
    try:
        return package.beginning(package.entry(name), 64 * 1024)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        return b""


def demand_bounded(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse a package that would unpack to more than any report: in total, or against its own size."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise Refused("too-many-files")
    if unpacked > LARGEST_UNPACKED or (unpacked > _SMALL and unpacked > _MOST_RATIO * packed):
        raise Refused("zip-bomb")


def _compound_kind(content: bytes) -> Kind:
    """Tell Word's, Excel's, Outlook's and encrypted files apart by the names of their streams."""
    if _has_stream(content, "EncryptedPackage"):
        raise Refused("encrypted")
    if _has_stream(content, "_VBA_PROJECT_CUR") or _has_stream(content, "Macros"):
        raise Refused("macros")
    if _has_stream(content, "__substg1.0"):
        raise Refused("outlook-mail")
    if _has_stream(content, "WordDocument"):
        return Kind.DOC
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return Kind.XLS
    raise Refused("unknown-kind")


def _has_stream(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def _text_kind(content: bytes, name: str) -> Kind:
    if _RECORD.match(content[:200].removeprefix(b"\xef\xbb\xbf")):
        return Kind.RECORD
    head = content[:65536]
    if _MAILBOX.match(head):
        return Kind.MAILBOX
    if _FIRST_HEADER.match(head) and len(_MAIL_LINE.findall(head[:16384])) >= 2:
        return Kind.MAIL
    if _is_binary(head):
        raise Refused("unknown-kind")
    kinds = promised(name)
    if Kind.CSV in kinds and Kind.TEXT not in kinds:
        _demand_narrow(content)
        return Kind.CSV
    if _WEB.search(head[:4096].replace(b"\0", b"")) or Kind.HTML in kinds:
        return Kind.HTML
    if _looks_tabular(content):
        _demand_narrow(content)
        return Kind.CSV
    if kinds and not set(kinds) & set(_TEXTS) and len(content) < _SHORTEST_TEXT:
        raise Refused("damaged")  # the first bytes of a file whose rest was lost
    if kinds or not PurePosixPath(name).suffix:
        return Kind.TEXT
    raise Refused("unknown-kind")


def _is_binary(head: bytes) -> bool:
    """Say whether bytes are no text: UTF-16 has a zero beside nearly every letter, other texts have none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    zeros = max(head[::2].count(0), head[1::2].count(0))
    if zeros > 0.3 * len(head) / 2 and min(head[::2].count(0), head[1::2].count(0)) == 0:
        return False
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
    return controls > 0.02 * len(head)


def _lines(content: bytes) -> list[bytes]:
    return [line for line in content[:65536].replace(b"\0", b"").splitlines()[:50] if line.strip()]


def _looks_tabular(content: bytes) -> bool:
    """Say whether several lines have the same separators, as a table has and prose has not."""
    lines = _lines(content)
    for separator in (b"\t", b";"):
        counts = [line.count(separator) for line in lines]
        if len(lines) > 2 and min(counts) > 0 and max(counts) == min(counts):
            return True
    return False


def _demand_narrow(content: bytes) -> None:
    for line in content.split(b"\n"):
        if (
            len(line) > _MOST_COLUMNS
            and max(line.count(s) for s in (b",", b";", b"\t", b"|")) > _MOST_COLUMNS
        ):
            raise Refused("too-wide")
