"""Files of older word processors (.doc, .rtf, .odt), turned into docx by LibreOffice where it is
installed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

CONVERSION_SECONDS: Final = 120

Converter = Callable[[bytes, str], bytes | None]
"""Takes a file and its extension, returns it as docx, or None where that failed."""

_PROGRAMS: Final = ("soffice", "libreoffice", "soffice.com")
_WINDOWS_PLACES: Final = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")


def installed_converter() -> Converter | None:
    """Return the conversion by the LibreOffice of this machine, or None where there is none.

    The environment variable TONGHOP_SOFFICE names the program where it lies in an unusual place.
    """
    program = _program()
    if program is None:
        return None
    return lambda data, extension: converted(data, extension, program)


def converted(data: bytes, extension: str, program: str, seconds: float = CONVERSION_SECONDS) -> bytes | None:
    """Return the file as docx, or None: LibreOffice works in a folder and a profile of its own, and for a
    limited time."""
    with tempfile.TemporaryDirectory(prefix="tonghop-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        received = folder / f"received.{extension}"
        received.write_bytes(data)
        _run([
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            "--convert-to", "docx", "--outdir", str(folder / "out"), str(received),
        ], seconds)  # fmt: skip
        made = folder / "out" / "received.docx"
        return made.read_bytes() if made.is_file() else None


def _program() -> str | None:
    named = os.environ.get("TONGHOP_SOFFICE")
    if named:
        return named if Path(named).is_file() else None
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((str(path) for path in _usual_places() if path.is_file()), None)


def _usual_places() -> list[Path]:
    if sys.platform == "darwin":
        return [Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")]
    folders = [os.environ[name] for name in _WINDOWS_PLACES if name in os.environ]
    return [Path(folder) / "LibreOffice" / "program" / "soffice.exe" for folder in folders]


def _run(command: list[str], seconds: float) -> None:
    """Run the program without a window; what runs longer than allowed is ended with everything that it
    started."""
    if sys.platform == "win32":
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.CREATE_NO_WINDOW,
        )
    else:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    with process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
