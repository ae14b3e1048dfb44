"""What has been read before, kept by the file's bytes: a run that was interrupted goes on where it stopped.

An entry's name is made of the bytes, the name of the file and everything that reading depends on
(`ReadingPlan.key`); so an entry is never out of date, and the folder can be deleted at any time.
"""

import hashlib
import os
from pathlib import Path

from tonghop.domain.consolidation.returns import RefusedFile
from tonghop.formats.inbox.return_json import Result, dumped, loaded

FOLDER = ".tonghop-cache"
_NOT_KEPT = ("secret", "too-slow", "reader-failed", "unreadable", "no-converter")
"""Refusals that another run may not repeat, and files of which nothing is kept."""


class ReadingCache:
    """A folder of read files. Without a folder nothing is kept."""

    def __init__(self, folder: Path | None, key: str) -> None:
        self._folder = folder
        self._key = key

    def get(self, content: bytes, name: str) -> tuple[Result, ...] | None:
        """Return what was read of these bytes under this name, or None."""
        if self._folder is None:
            return None
        try:
            return loaded(self._place(content, name).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            return None

    def keep(self, content: bytes, name: str, results: tuple[Result, ...]) -> None:
        """Keep what was read; an entry is there whole or not at all."""
        if self._folder is None or any(isinstance(r, RefusedFile) and r.code in _NOT_KEPT for r in results):
            return
        place = self._place(content, name)
        unfinished = place.with_name(f"{place.name}.{os.getpid()}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(dumped(results))
            unfinished.replace(place)
        except OSError:  # a full disk costs the next run some time and this one nothing
            unfinished.unlink(missing_ok=True)

    def _place(self, content: bytes, name: str) -> Path:
        assert self._folder is not None
        digest = hashlib.sha256(content)
        digest.update(b"\0" + name.encode() + b"\0" + self._key.encode())
        text = digest.hexdigest()
        return self._folder / text[:2] / f"{text[2:]}.json"
