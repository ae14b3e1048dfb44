"""The validator of Word and Excel files (Microsoft's Open XML SDK as one program), where it is installed.

`make install-validators` puts it into the virtual environment; it works without a network.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

_PLACE = Path("ooxml", "node_modules", "@xarsh", "ooxml-validator-linux-x64", "ooxml-validator")
_LONGEST_SECONDS = 120


def program() -> Path | None:
    """Return the validator, or None where it is not installed."""
    place = Path(sys.prefix) / _PLACE
    return place if os.access(place, os.X_OK) else None


def faults(file: Path) -> list[str]:
    """Return what is wrong with a file by the schemas of ISO 29500 as Office 2019 takes them: part, place and
    sentence of each fault.
    """
    validator = program()
    assert validator, "tests that validate are marked 'ooxml'"
    # Without ICU, which a bare machine does not have, .NET starts only so.
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(
        [validator, file, "Office2019"],
        capture_output=True,
        timeout=_LONGEST_SECONDS,
        env=environment,
        check=False,
    )
    told = json.loads(done.stdout)
    assert told["ok"] == (not told["errors"]), done.stderr
    return [f"{row['path']} {row['xPath']}: {row['description']}" for row in told["errors"]]
