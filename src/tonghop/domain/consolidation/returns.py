"""A return: what one file from a body says, cell by cell, before anyone has judged it."""

from dataclasses import dataclass
from datetime import datetime

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.values import Raw


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """What a form knows about itself: of which campaign, cycle and body it is, and which cells it has."""

    campaign: str
    cycle: str
    body: str
    version: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator's row of a filled form. `at` and `estimated_at` are cells such as "Số liệu!D7"."""

    indicator: str
    raw: Raw
    at: str
    nil_mark: Raw = None
    estimated: Raw = None
    estimated_at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a body wrote under one section of the outline, verbatim."""

    section: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Stray:
    """Something written beside the form's own cells: shown to a person, counted nowhere."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Return:
    """One received file that is a filled form."""

    file: str
    sha256: str
    identity: FormIdentity
    figures: tuple[FigureRow, ...] = ()
    passages: tuple[Passage, ...] = ()
    strays: tuple[Stray, ...] = ()
    arrived_at: datetime | None = None

    @property
    def is_blank(self) -> bool:
        cells = (cell for row in self.figures for cell in (row.raw, row.nil_mark, row.estimated))
        return not self.passages and all(cell is None or cell == "" for cell in cells)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not read into the report, with a stable code and a plain sentence. Nothing is dropped
    unsaid.
    """

    file: str
    code: str
    message: str


def mismatch(answer: Return, campaign: Campaign, cycle: Cycle) -> RefusedFile | None:
    """Return why a filled form does not belong to this campaign and cycle, or None where it does."""
    found = answer.identity
    if found.campaign != campaign.key:
        return RefusedFile(
            answer.file, "other-campaign", f"Biểu này thuộc chiến dịch khác ({found.campaign})."
        )
    if found.cycle != str(cycle):
        return RefusedFile(
            answer.file, "other-cycle", f"Biểu này của kỳ {found.cycle}, đang tổng hợp kỳ {cycle}."
        )
    if found.body not in {body.code for body in campaign.bodies}:
        message = f"Đơn vị “{found.body}” của biểu này không có trong danh sách đơn vị của chiến dịch."
        return RefusedFile(answer.file, "unknown-body", message)
    if found.version != campaign.form_version(cycle):
        message = "Biểu này lập từ bản khác của chiến dịch (chỉ tiêu hoặc đề mục đã đổi); gửi lại biểu mới."
        return RefusedFile(answer.file, "other-form-version", message)
    return None
