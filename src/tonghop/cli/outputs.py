"""What commands write: the files of a consolidation in its folder, or one file; each is there whole or as it
was before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from tonghop.domain.consolidation.consolidation import Consolidation
    from tonghop.domain.consolidation.questions import Answers

REPORT, CHECKING = "report.docx", "checking.docx"
RECORD, ANSWERS, LETTERS = "consolidated.json", "answers.toml", "letters"


@dataclass(frozen=True, slots=True)
class Moment:
    """The day on the report and the instant up to which arrivals count (None: all)."""

    day: date
    made_at: datetime
    until: datetime | None = None


def write_out(done: "Consolidation", out: Path, moment: Moment, given: "Answers") -> None:
    """Write the reports, the checking document, the annex, the letters, the record and the answers."""
    from tonghop.formats.official.report_files import Dating, report_files
    from tonghop.formats.workbooks.answers_file import answers_toml

    with _written_whole(out) as files:
        files.update(report_files(done, Dating(moment.day, moment.made_at), given))
        files[ANSWERS] = answers_toml(done.questions, given.values()).encode()
    _write_letters(done, out / LETTERS, moment.day)


@contextmanager
def text_written_whole(file: Path) -> Iterator[TextIO]:
    """Yield a place for the text of a file, which takes the file's name when all is written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as written:
            yield written
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _write_letters(done: "Consolidation", folder: Path, day: date) -> None:
    """Write the letters, with a bar where there are many, and take away those of an earlier run: a letter to
    a body that has reported since would be sent by mistake. Files of other names are somebody's own.
    """
    from tonghop.cli.progress import counted
    from tonghop.domain.reporting.due_list import Standing
    from tonghop.formats.official.letters import letter_names, letters

    written = set()
    with counted(len(done.bodies_that_are(Standing.MISSING)), "Công văn / letters") as one_more:
        for name, content in letters(done, day):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            written.add(name)
            if name.endswith(".txt"):
                one_more()
    for name in letter_names(done.campaign.bodies) - written:
        (folder / name).unlink(missing_ok=True)


@contextmanager
def _written_whole(out: Path) -> Iterator[dict[str, bytes]]:
    """Yield a place for files by name; they are put into the folder together, after all are ready."""
    files: dict[str, bytes] = {}
    yield files
    out.mkdir(parents=True, exist_ok=True)
    unfinished = {name: out / f".{name}.part" for name in files}
    try:
        for name, content in files.items():
            unfinished[name].write_bytes(content)
        for name, part in unfinished.items():
            part.replace(out / name)
    finally:
        for part in unfinished.values():
            part.unlink(missing_ok=True)
