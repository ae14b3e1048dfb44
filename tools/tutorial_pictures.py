"""Draws the pictures of docs/tutorial from what `tonghop demo` writes: python tools/tutorial_pictures.py

Needs LibreOffice for the Word and Excel files; run it again when a document changes its look.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "tutorial" / "pictures"
WIDTH, COLOURS = 760, 32
SHOWN = {
    # the picture: the file of the demo, the page of its print, the part of the page from its top
    "form": ("3-forms/2023-H1-btg-da-bac.xlsx", 0, 1.0),
    "report": ("5-report/report.pdf", 0, 1.0),
    "figures": ("5-report/report.pdf", 1, 1.0),
    "checking": ("5-report/checking.docx", 0, 1.0),
    "annex": ("5-report/annex.xlsx", 1, 0.75),
    "letter": ("5-report/letters/so-noi-vu.docx", 0, 0.75),
}


def main() -> None:
    """Run the demo and draw each picture."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        demo, desk = Path(folder) / "demo", Path(folder) / "desk"
        subprocess.run(
            [sys.executable, "-m", "tonghop", "demo", "-o", demo], check=True, stdout=subprocess.DEVNULL
        )
        for name, picture in _drawn(demo, desk):
            picture.save(PICTURES / f"{name}.png", optimize=True)
            print(f"{name}.png", f"{(PICTURES / f'{name}.png').stat().st_size // 1024} kB")


def _drawn(demo: Path, desk: Path) -> Iterator[tuple[str, Image.Image]]:
    for name, (file, page, part) in SHOWN.items():
        document = pypdfium2.PdfDocument(_printed(demo / file, desk))
        drawn = document[page].render(scale=2).to_pil().convert("RGB")
        drawn = drawn.crop((0, 0, drawn.width, round(drawn.height * part)))
        height = round(drawn.height * WIDTH / drawn.width)
        yield name, drawn.resize((WIDTH, height), Image.Resampling.LANCZOS).quantize(COLOURS)


def _printed(file: Path, desk: Path) -> Path:
    """Return the file as PDF."""
    if file.suffix == ".pdf":
        return file
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed (make install-system)"
    profile = f"-env:UserInstallation=file://{desk}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(desk), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return desk / f"{file.stem}.pdf"


if __name__ == "__main__":
    main()
