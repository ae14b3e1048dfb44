"""The W3C's validator of HTML (vnu), where it and Java are installed.

`make install-validators` puts it into the virtual environment; it works without a network.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_PLACE = Path("html", "node_modules", "vnu-jar", "build", "dist", "vnu.jar")
_LONGEST_SECONDS = 120


def program() -> Path | None:
    """Return the validator, or None where it or Java is not installed."""
    place = Path(sys.prefix) / _PLACE
    return place if place.is_file() and shutil.which("java") else None


def faults(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """Return what is wrong with pages (by their names), warnings too; they are laid into a folder."""
    validator = program()
    assert validator, "tests that validate HTML are marked 'html'"
    names = {f"page-{number}.html": name for number, name in enumerate(pages, 1)}
    for file, content in zip(names, pages.values(), strict=True):
        (folder / file).write_bytes(content)
    done = subprocess.run(
        ["java", "-jar", validator, "--format", "json", *names],
        capture_output=True,
        cwd=folder,
        timeout=_LONGEST_SECONDS,
        check=False,
    )
    told = json.loads(done.stderr)["messages"]
    assert (done.returncode == 0) == (not any(row["type"] == "error" for row in told)), done.stderr
    return [
        f"{names[Path(row['url']).name]} line {row.get('lastLine')}: {row['message']} {row.get('extract')}"
        for row in told
    ]
