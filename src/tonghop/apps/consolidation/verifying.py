"""Proving that an issued report is what was issued: its bytes against their hashes, and made again."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tonghop.apps.consolidation.computing import tool_version
from tonghop.apps.consolidation.issuing import files_of
from tonghop.apps.consolidation.models import IssuedFile, IssuedReport
from tonghop.domain.consolidation.verification import verification_code
from tonghop.domain.errors import Refusal


class Proof(StrEnum):
    """What was found out about one thing."""

    SAME = "same"
    OTHER = "other"
    NOT_TRIED = "not-tried"


@dataclass(frozen=True, slots=True)
class Proven:
    """One finding: about what, what was found, and in both languages why nothing could be tried."""

    what: str
    proof: Proof
    why_vi: str = ""
    why_en: str = ""


def verified(issue: IssuedReport) -> tuple[Proven, ...]:
    """Prove an issue: the kept bytes are what their hashes say, and made again from its inputs are the same.

    By other versions of the program than those that made it nothing is made again: their bytes may differ.
    """
    files = list(IssuedFile.objects.filter(issue=issue).select_related("file").order_by("name"))
    return (*_kept(issue, files), *_made_again(issue, files))


def issue_of_file(content: bytes) -> IssuedReport | None:
    """Return the issue that a file is of, byte for byte; None where it is of none."""
    found = (
        IssuedFile.objects.filter(file=hashlib.sha256(content).hexdigest()).select_related("issue").first()
    )
    return found.issue if found else None


def issue_of_record(sha256: str) -> IssuedReport | None:
    """Return the issue whose record has this hash."""
    return IssuedReport.objects.filter(record_sha256=sha256).order_by("number").first()


def _kept(issue: IssuedReport, files: list[IssuedFile]) -> Iterator[Proven]:
    for file in files:
        same = hashlib.sha256(bytes(file.file.content)).hexdigest() == file.file_id
        yield Proven(f"{file.name} sha256 {file.file_id[:12]}…", Proof.SAME if same else Proof.OTHER)
    told = verification_code(issue.record_sha256) == issue.code
    yield Proven(f"{issue.code}", Proof.SAME if told else Proof.OTHER)


def _made_again(issue: IssuedReport, files: list[IssuedFile]) -> Iterator[Proven]:
    if issue.tool_version != (now := tool_version()):
        yield Proven(
            "lập lại / made again",
            Proof.NOT_TRIED,
            f"Báo cáo lập bằng {issue.tool_version}; chương trình này là {now}.",
            f"It was made by {issue.tool_version}; this program is {now}.",
        )
        return
    try:
        again = files_of(issue.computation.inputs, issue.inputs)
    except Refusal as refusal:
        yield Proven("lập lại / made again", Proof.OTHER, refusal.vietnamese, refusal.english)
        return
    for file in files:
        same = hashlib.sha256(again.get(file.name, b"")).hexdigest() == file.file_id
        yield Proven(f"{file.name} lập lại / made again", Proof.SAME if same else Proof.OTHER)
