"""Zip packages in memory: opened once for all who ask, their parts read with a limit.

A file of an inbox is asked four times what it is and what is in it, and zipfile takes longer for the
directory than calamine for a small workbook's cells. So an ordinary directory and ordinary parts are read
directly, and whatever is out of order is left to zipfile to judge. The styles, themes and links of thousands
of workbooks are the very same packed bytes, and are inflated once.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from io import BytesIO
from typing import NamedTuple

_PART = struct.Struct("<4s22xHH")
_SIGNATURE = b"PK\x03\x04"
_END = struct.Struct("<4sHHHHIIH")
_END_SIGNATURE, _END_64_SIGNATURE, _END_64_SIZE = b"PK\x05\x06", b"PK\x06\x07", 20
_ENTRY = struct.Struct("<4sBxBxHH4xIIIHHHHH4xI")
_ENTRY_SIGNATURE = b"PK\x01\x02"
_NEWEST_VERSION = 63
"""What zipfile still reads; it refuses newer entries."""

_DEFLATED = 8
_NO_ORDINARY_FLAGS = 0x1 | 0x20 | 0x40
"""Encrypted, patched, strongly encrypted."""

_LOOKED_AT = 4096
"""As far as zipfile inflates, and finds damage, when it is asked for less."""

_SHORT_PART, _SHORT_PACKED, _MOST_REMEMBERED = 32_768, 8_192, 128


class Entry(NamedTuple):
    """What a zip's directory says of one part."""

    number: int
    filename: str
    header_offset: int
    flag_bits: int
    compress_type: int
    crc: int
    compress_size: int
    file_size: int


class Package:
    """The directory of a zip package. Where two entries have one name, the last counts, as for zipfile.

    Raises: what `zipfile.ZipFile` raises for bytes that are no zip.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.entries = _ordinary_entries(content) or list(_entries(self._zip))
        self._by_name = {entry.filename: entry for entry in self.entries}
        self.names = self._by_name.keys()

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(BytesIO(self._content))

    def entry(self, name: str) -> Entry:
        """Return a part's entry; raises KeyError."""
        return self._by_name[name]

    def part(self, name: str, largest: int) -> bytes:
        """Return a part's bytes.

        Raises: KeyError, ValueError for one that is larger; what zipfile raises for a damaged one.
        """
        content = self.beginning(self.entry(name), largest + 1)
        if len(content) > largest:
            raise ValueError(f"{name} is larger than {largest} bytes")
        return content

    def beginning(self, entry: Entry, most: int) -> bytes:
        """Return the first bytes of a part, all where it has fewer than `most`; the zip's word on its size is
        not believed.
        """
        content = self._ordinary(entry, most)
        if content is not None:
            return content
        with self._zip.open(self._zip.infolist()[entry.number]) as stream:
            return stream.read(most)

    def _ordinary(self, entry: Entry, most: int) -> bytes | None:
        """Inflate a part directly where nothing about it is out of order: zipfile takes thrice the time.

        None is left to zipfile to judge.
        """
        if entry.compress_type != _DEFLATED or entry.flag_bits & _NO_ORDINARY_FLAGS:
            return None
        at = entry.header_offset
        if not 0 <= at <= len(self._content) - _PART.size:
            return None
        signature, name, extra = _PART.unpack_from(self._content, at)
        named = at + _PART.size
        start = named + name + extra
        own = self._content[named : named + name]
        if signature != _SIGNATURE or not own.isascii() or own.decode("ascii") != entry.filename:
            return None
        if entry.file_size <= _SHORT_PART and entry.compress_size <= _SHORT_PACKED:
            packed = self._content[start : start + entry.compress_size]
            content = _short_inflated(packed, entry.file_size, entry.crc)
            if content is not None:
                return content[:most]
        view = memoryview(self._content)[start : start + entry.compress_size]
        reach = max(most, _LOOKED_AT)
        content = _inflated(view, entry.file_size, entry.crc, reach)
        return None if content is None else content[:most]


def _inflated(packed: bytes | memoryview, size: int, crc: int, reach: int) -> bytes | None:
    """Inflate up to `reach` bytes; None where they are damaged or not what the directory says."""
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflating.decompress(packed, reach)
    except zlib.error:
        return None
    if len(content) == reach < size and not inflating.eof:
        return content
    is_whole = inflating.eof and len(content) == size
    return content if is_whole and zlib.crc32(content) == crc else None


@lru_cache(maxsize=_MOST_REMEMBERED)
def _short_inflated(packed: bytes, size: int, crc: int) -> bytes | None:
    """Inflate a short part whole, once for all packages in which its packed bytes are the same."""
    return _inflated(packed, size, crc, _SHORT_PART + 1)


def _ordinary_entries(content: bytes) -> list[Entry] | None:
    """Read the directory of a zip that ends with it, with nothing before, between or behind, and plain names;
    None is left to zipfile to judge.
    """
    end = len(content) - _END.size
    if end < 0:
        return None
    signature, disk, first_disk, here, count, size, offset, comment = _END.unpack_from(content, end)
    is_plain = signature == _END_SIGNATURE and not comment and offset + size == end
    before = content[max(0, end - _END_64_SIZE) : end]
    if not is_plain or disk or first_disk or here != count or before.startswith(_END_64_SIGNATURE):
        return None
    entries: list[Entry] = []
    at = offset
    while at < end:
        if at + _ENTRY.size > end:
            return None
        told = _ENTRY.unpack_from(content, at)
        signature, _, version, flags, method, crc, packed, whole, name, extra, said, disk, _, header = told
        raw = content[at + _ENTRY.size : at + _ENTRY.size + name]
        at += _ENTRY.size + name + extra + said
        is_odd = extra or version > _NEWEST_VERSION or not raw.isascii() or b"\0" in raw or b"\\" in raw
        if signature != _ENTRY_SIGNATURE or is_odd or at > end:
            return None
        entries.append(Entry(len(entries), raw.decode("ascii"), header, flags, method, crc, packed, whole))
    return entries


def _entries(package: zipfile.ZipFile) -> Iterator[Entry]:
    for number, told in enumerate(package.infolist()):
        yield Entry(
            number,
            told.filename,
            told.header_offset,
            told.flag_bits,
            told.compress_type,
            told.CRC,
            told.compress_size,
            told.file_size,
        )


@lru_cache(maxsize=1)
def package_of(content: bytes) -> Package:
    """Open a package, once for all who ask about the same bytes one after another."""
    return Package(content)
