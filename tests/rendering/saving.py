"""Files opened and saved again by another office program."""

import subprocess
from pathlib import Path


def saved_again(file: Path) -> bytes:
    """Open a Word file in LibreOffice and save it as Word."""
    out = file.parent / "saved"
    profile = (file.parent / "profile").as_uri()
    words = ["soffice", "--headless", f"-env:UserInstallation={profile}"]
    words += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(file)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return (out / file.name).read_bytes()
