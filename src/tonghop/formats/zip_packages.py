"""Zip packages in memory: opened once for all who ask, their parts read with a limit.

A file of an inbox is asked four times what it is and what is in it, and reading a zip's directory costs more
than reading a small workbook's cells.
"""

import struct
import zipfile
import zlib
from functools import lru_cache
from io import BytesIO

_PART = struct.Struct("<4s22xHH")
_SIGNATURE = b"PK\x03\x04"
_DEFLATED = 8
_SMALL, _MOST_SMALL = 4096, 64
_NO_ORDINARY_FLAGS = 0x1 | 0x20 | 0x40
"""Encrypted, patched, strongly encrypted."""


class Package:
    """The directory of a zip package. Where two entries have one name, the last counts, as for zipfile.

    Raises: what `zipfile.ZipFile` raises for bytes that are no zip.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._small: dict[int, bytes] = {}
        self._zip = zipfile.ZipFile(BytesIO(content))
        self.entries = self._zip.infolist()
        self.names = self._zip.NameToInfo.keys()

    def entry(self, name: str) -> zipfile.ZipInfo:
        """Return a part's entry; raises KeyError."""
        return self._zip.getinfo(name)

    def part(self, name: str, largest: int) -> bytes:
        """Return a part's bytes.

        Raises: KeyError, ValueError for one that is larger; what zipfile raises for a damaged one.
        """
        content = self.beginning(self.entry(name), largest + 1)
        if len(content) > largest:
            raise ValueError(f"{name} is larger than {largest} bytes")
        return content

    def beginning(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        """Return the first bytes of a part, all where it has fewer than `most`; the zip's word on its size is
        not believed.
        """
        kept = self._small.get(entry.header_offset)
        content = self._ordinary(entry, most) if kept is None else kept[:most]
        if content is not None:
            return content
        with self._zip.open(entry) as stream:
            return stream.read(most)

    def _ordinary(self, entry: zipfile.ZipInfo, most: int) -> bytes | None:
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
        if signature != _SIGNATURE or not own.isascii() or own.decode("ascii") != entry.orig_filename:
            return None
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        reach = max(most, _SMALL)  # as far as zipfile looks, and finds damage
        try:
            packed = memoryview(self._content)[start : start + entry.compress_size]
            content = inflating.decompress(packed, reach)
        except zlib.error:
            return None
        if len(content) == reach < entry.file_size and not inflating.eof:
            return content[:most]
        is_whole = inflating.eof and len(content) == entry.file_size
        if not is_whole or zlib.crc32(content) != entry.CRC:
            return None
        if len(content) <= _SMALL and len(self._small) < _MOST_SMALL:
            self._small[at] = content
        return content[:most]


@lru_cache(maxsize=1)
def package_of(content: bytes) -> Package:
    """Open a package, once for all who ask about the same bytes one after another."""
    return Package(content)
