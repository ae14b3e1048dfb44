"""The structure of an xls's sheets, from the records of its compound file ([MS-CFB], [MS-XLS])."""

import struct
from collections.abc import Iterator

from tonghop.formats.workbooks.sheet_structure import NO_STRUCTURE, PasswordNeeded, SheetStructure

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PASSWORD = 0x002F
_END = 0xFFFFFFFA
_SHEET, _ROW, _COLUMNS, _END_OF_PART, _BEGIN_OF_PART = 0x0085, 0x0208, 0x007D, 0x000A, 0x0809
_FORMULA, _RK_RUN, _DIMENSIONS = 0x0006, 0x00BD, 0x0200
_CELLS = frozenset((0x0203, 0x0204, 0x00FD, 0x027E, 0x0205, 0x00D6, _FORMULA, _RK_RUN))
_MOST_HIDDEN_COLUMNS = 256
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
"""No sheet of such a file has more; calamine takes memory for as many as the file claims."""


def old_excel_structures(content: bytes, largest_part: int) -> dict[str, SheetStructure]:
    """Return the structure of every sheet by its name; none for older or damaged files, which calamine
    judges.

    Raises: PasswordNeeded where the content is hidden by one; a new file with a password is an old one
    outside.
    """
    if _ENCRYPTED in content:
        raise PasswordNeeded
    stream = _workbook_stream(content[:largest_part])
    if not stream:
        return {}
    return {name: _structure(stream, at) for name, at in _sheets(stream)}


def _workbook_stream(content: bytes) -> bytes:
    """Return the bytes of the stream "Workbook", which lies among the small streams where it is short; empty
    where it is not there.
    """
    try:
        shift = struct.unpack_from("<H", content, 30)[0]
        size = 1 << min(shift, 12)
        fats = struct.unpack_from("<109I", content, 76)
        table = b"".join(content[(at + 1) * size : (at + 2) * size] for at in fats if at < _END)
        directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
        for entry in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, entry + 64)[0]
            name = directory[entry : entry + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if name.lower() in ("workbook", "book"):
                start, told = struct.unpack_from("<II", directory, entry + 116)
                if told >= struct.unpack_from("<I", content, 56)[0]:
                    return _chain(content, table, start, size)[:told]
                return _small_stream(content, table, directory, start, size)[:told]
    except struct.error:
        return b""
    return b""


def _small_stream(content: bytes, table: bytes, directory: bytes, start: int, size: int) -> bytes:
    """Return a short stream: its small sectors lie in the stream of the root entry, with a table of their
    own.
    """
    shift = struct.unpack_from("<H", content, 32)[0]
    small_table = _chain(content, table, struct.unpack_from("<I", content, 60)[0], size)
    held = _chain(content, table, struct.unpack_from("<I", directory, 116)[0], size)
    return _chain(held, small_table, start, 1 << min(shift, 12), first=0)


def _chain(content: bytes, table: bytes, start: int, size: int, first: int = 1) -> bytes:
    """Return the sectors of a chain, of which number 0 lies `first` sectors behind the content's begin."""
    parts: list[bytes] = []
    at, most = start, len(content) // size + 1
    while at < _END and len(parts) < most:
        parts.append(content[(at + first) * size : (at + first + 1) * size])
        if at * 4 + 4 > len(table):
            break
        at = struct.unpack_from("<I", table, at * 4)[0]
    return b"".join(parts)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, begin and length of the records of one part of the stream, up to its end."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN_OF_PART) - (kind == _END_OF_PART)
        yield kind, at + 4, length
        if depth <= 0:
            return
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, at, length in _records(stream, 0):
        if kind == _PASSWORD:
            raise PasswordNeeded
        if kind == _SHEET and length >= 8:
            offset, _, count, wide = struct.unpack_from("<IHBB", stream, at)
            raw = stream[at + 8 : at + 8 + count * (2 if wide & 1 else 1)]
            yield raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace"), offset


def _structure(stream: bytes, start: int) -> SheetStructure:
    rows: set[int] = set()
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    uncomputed: dict[tuple[int, int], str] = {}
    left, right = 0xFFFF, -1
    claimed = (0, 0)
    try:
        for kind, at, length in _records(stream, start):
            if kind in _CELLS and length >= 6:
                row, column = struct.unpack_from("<HH", stream, at)
                last = struct.unpack_from("<H", stream, at + length - 2)[0] if kind == _RK_RUN else column
                rows.add(row)
                left, right = min(left, column), max(right, last)
                if kind == _FORMULA and (told := _without_value(stream, at)):
                    uncomputed[row, column] = told
            elif kind == _DIMENSIONS and (beyond := _dimensions_beyond(stream, at, length)):
                claimed = max(claimed, beyond)
            elif kind == _ROW and length >= 16 and struct.unpack_from("<H", stream, at + 12)[0] & 0x20:
                hidden_rows.add(struct.unpack_from("<H", stream, at)[0])
            elif kind == _COLUMNS and length >= 10:
                first, last, _, _, flags = struct.unpack_from("<5H", stream, at)
                if flags & 1:
                    hidden_columns.update(range(first, min(last, _MOST_HIDDEN_COLUMNS - 1) + 1))
    except struct.error:
        return NO_STRUCTURE
    return SheetStructure(
        rows=max(claimed[0], max(rows) - min(rows) + 1 if rows else 0),
        columns=max(claimed[1], right - left + 1, 0),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        uncomputed=uncomputed,
    )


def _dimensions_beyond(stream: bytes, at: int, length: int) -> tuple[int, int] | None:
    """Return the rows and columns that a sheet claims, where they are more than any sheet has."""
    if length not in (10, 14):
        return None
    first, last, left, right = struct.unpack_from("<4H" if length == 10 else "<IIHH", stream, at)
    rows, columns = max(0, last - first) + 1, max(0, right - left) + 1
    return (rows, columns) if rows > _MOST_ROWS + 1 or columns > _MOST_COLUMNS + 1 else None


def _without_value(stream: bytes, at: int) -> str:
    """Return what to show of a formula whose kept result is an error or an empty text, "" for all others."""
    result = stream[at + 6 : at + 14]
    if result[6:] != b"\xff\xff":
        return ""
    return {2: "#N/A", 3: "=…"}.get(result[0], "")
