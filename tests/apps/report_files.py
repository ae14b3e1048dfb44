"""A body with a report to write, and files that it might hand in; all invented."""

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import due_lists
from openpyxl import Workbook
from people import AT, OFFICE, TODAY, administrator, official
from PIL import Image

from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.models import Cycle, DueRow, Upload
from tonghop.apps.reporting.submissions.uploads import HandedIn, hand_in, read_upload
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.indicators import Indicator

INDICATORS = (
    Indicator("buoi", "Số buổi tuyên truyền", "buổi", estimate=True),
    Indicator("luot", "Lượt người nghe", "lượt", required=False),
    Indicator("mo-hinh", "Mô hình đang duy trì", "mô hình", required=False),
)
SECTIONS = (Section("kho-khan", "Khó khăn, vướng mắc"),)
SECRET = "UBND XÃ MẪU\n\nMẬT\n\nSố: 12/BC-UBND\n\nBÁO CÁO\nKết quả tuyên truyền".encode()


@dataclass(frozen=True, slots=True)
class Writers:
    """Chi writes for body a, Dung for body b, Bao coordinates; `row` is the row of body a."""

    alice: Person
    chi: Person
    dung: Person
    bao: Person
    cycle: Cycle
    row: DueRow
    other_row: DueRow


def writers(**changes: object) -> Writers:
    alice = administrator()
    chi = official(alice, "chi", (Role.REPORTER, "a"))
    dung = official(alice, "dung", (Role.REPORTER, "b"))
    bao = official(alice, "bao", (Role.COORDINATOR, OFFICE))
    told = due_lists.said(**({"indicators": INDICATORS, "sections": SECTIONS} | changes))
    cycle = due_lists.opened(due_lists.campaign(told))
    with acting_by_itself():
        rows = {row.code: row for row in DueRow.objects.select_related("cycle").filter(cycle=cycle)}
    return Writers(alice, chi, dung, bao, cycle, rows["a"], rows["b"])


def table(*rows: tuple[object, ...], heading: str = "Thực hiện") -> bytes:
    """Return a workbook of somebody's own layout."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["TT", "Chỉ tiêu", "Đơn vị tính", heading])
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


PLAIN = table(
    ("Số buổi tuyên truyền", "buổi", 1240),
    ("Lượt người nghe", "lượt", 56000),
    ("Mô hình đang duy trì", "mô hình", "không phát sinh"),
)
UNCLEAR = table(("Số buổi tuyên truyền", "buổi", "1,234"), ("Lượt người nghe", "lượt", 500))


def scanned_pdf() -> bytes:
    """Return a paper that was scanned: a page with nothing on it but a picture."""
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    return out.getvalue()


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return out.getvalue()


SCAN = _picture()
"""A page of nothing, as a scanner gives it."""


def handed(who: Writers, content: bytes, name: str = "so-lieu.xlsx", by: Person | None = None) -> HandedIn:
    person = by or who.chi
    with acting_as(person):
        return hand_in(row_id=who.row.pk, content=content, name=name, by=person, at=AT, on=TODAY)


def was_read(who: Writers, content: bytes, name: str = "so-lieu.xlsx") -> Upload:
    """Hand a file in and read it as the worker does."""
    id: UUID = handed(who, content, name).upload.pk
    read_upload(upload_id=id, by=who.chi, at=AT, on=TODAY)
    with acting_as(who.chi):
        return Upload.objects.get(pk=id)
