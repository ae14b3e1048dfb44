"""A file looked at before anything of it is kept: what it is, whether it may be opened, whether it bears a
mark of secrecy; and its pages as pictures, for whoever types what a scan says.

A process of its own does the looking (`first_look_process`), with limits of time and memory. The bytes go to
it through a pipe: no disk sees them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghop.domain.consolidation.returns import RefusedFile
from tonghop.formats.inbox.refusals import refused

LOOK, PICTURE = "look", "picture"
LOOK_SECONDS = 30.0
PICTURE_SECONDS = 20.0
PROCESS = (sys.executable, "-m", "tonghop.formats.inbox.first_look_process")


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look found. `refused` is why the whole file is not taken; `kinds` are the kinds of what
    is in it that may be read.
    """

    kinds: tuple[str, ...]
    refused: RefusedFile | None = None


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a picture, re-encoded; `pages` is how many the file has, `media_type` image/png or jpeg."""

    content: bytes
    media_type: str
    pages: int


def look_at(
    content: bytes, name: str, *, seconds: float = LOOK_SECONDS, process: Sequence[str] = PROCESS
) -> Look:
    """Say whether a file may be kept and read; whatever goes wrong is a refusal with a plain sentence."""
    told, _ = _asked({"task": LOOK, "name": name}, content, seconds, process)
    if told is None:
        return Look((), refused(name, "too-slow"))
    if "kinds" not in told:
        return Look((), refused(name, "reader-failed"))
    code, message = told.get("code", ""), told.get("message", "")
    return Look(tuple(told["kinds"]), RefusedFile(name, code, message) if code else None)


def page_picture(
    content: bytes,
    name: str,
    inner: str,
    page: int,
    *,
    seconds: float = PICTURE_SECONDS,
    process: Sequence[str] = PROCESS,
) -> PagePicture | None:
    """Return a page of a PDF or picture, counted from 1; None where there is no such page, or none that can
    be drawn.

    Shape: `inner` is the name of the file inside the one that came ("thư.eml/quet.pdf"), else the same name.
    """
    header = {"task": PICTURE, "name": name, "inner": inner, "page": page}
    told, picture = _asked(header, content, seconds, process)
    if told is None or not told.get("pages") or not picture:
        return None
    return PagePicture(picture, str(told["media_type"]), int(told["pages"]))


def _asked(
    header: Mapping[str, Any], content: bytes, seconds: float, process: Sequence[str]
) -> tuple[Mapping[str, Any] | None, bytes]:
    """Return the process's answer and the bytes behind it; None where it took too long, {} where it fell."""
    try:
        done = subprocess.run(
            process,
            input=json.dumps(dict(header)).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        return None, b""
    line, _, rest = done.stdout.partition(b"\n")
    if done.returncode or not line:
        return {}, b""
    told: Mapping[str, Any] = json.loads(line)
    return told, rest
