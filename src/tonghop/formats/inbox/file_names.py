"""Names of files as people read them, whatever bytes they were made of."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from tonghop.domain.language import nfc

RECEIVED = "received.csv"
_LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db")
_SYSTEM_FOLDERS = ("__macosx", ".git", ".svn", "$recycle.bin", "system volume information", ".trash")
_LONGEST = 240


def shown(name: str) -> str:
    """Return a name that can be printed and written: NFC, no control characters, undecodable bytes as "�".

    >>> shown("a\\udcff\\n.xlsx")
    'a\\ufffd\\ufffd.xlsx'
    """
    clean = nfc(name) if name.isprintable() else _clean(name)
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 20]}…{clean[-19:]}"


def _clean(name: str) -> str:
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in nfc(text))


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names, a number behind those that have become equal.

    >>> distinct(["a.xlsx", "a.xlsx"])
    ['a.xlsx', 'a (2).xlsx']
    """
    taken: set[str] = set()
    found = []
    for name in names:
        free, number = name, 2
        while free in taken:
            path = PurePosixPath(name)
            free, number = str(path.with_name(f"{path.stem} ({number}){path.suffix}")), number + 1
        taken.add(free)
        found.append(free)
    return found


def is_left_by_system(name: str) -> bool:
    """Say whether a file is no mail of anybody's: lock files, thumbnails, what a Mac puts beside each file.

    >>> is_left_by_system("huyện/~$bao-cao.docx"), is_left_by_system("bao-cao.docx")
    (True, False)
    """
    path = PurePosixPath(name)
    last = path.name.lower()
    in_system_folder = any(part.lower() in _SYSTEM_FOLDERS for part in path.parts[:-1])
    return in_system_folder or last in _LEFT_BY_SYSTEMS or last.startswith(("~$", "._", ".~lock"))


def decoded_zip_name(name: str, flag_bits: int) -> str:
    """Return the name of a zip entry; programs without Unicode write UTF-8 or their code page and say
    neither.

    >>> decoded_zip_name("xã Mẫu.xlsx".encode().decode("cp437"), 0)
    'xã Mẫu.xlsx'
    """
    if flag_bits & 0x800:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
