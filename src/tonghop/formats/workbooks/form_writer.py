"""The form of one body for one cycle, as a workbook: figures, narratives, and the form's identity in five
places.

The identity stands beside the keys of each table (`form_layout`), in one small visible line and the footer,
in a hidden sheet and in the custom document properties, so that renaming, re-saving and copying leave at
least one of them. Equal input gives equal bytes.
"""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from tonghop.domain.reporting.campaign import Body
from tonghop.formats.office_packages import STAMP
from tonghop.formats.workbooks import form_layout as layout
from tonghop.formats.workbooks.form_figures import SHEET as FIGURES_SHEET
from tonghop.formats.workbooks.form_figures import write_figures
from tonghop.formats.workbooks.form_looks import looks
from tonghop.formats.workbooks.form_narratives import SHEET as NARRATIVES_SHEET
from tonghop.formats.workbooks.form_narratives import write_narratives
from tonghop.formats.workbooks.form_plan import PLAN, plan_cells
from tonghop.formats.workbooks.form_request import EMPTY
from tonghop.formats.workbooks.form_request import Filled as Filled
from tonghop.formats.workbooks.form_request import FormRequest as FormRequest
from tonghop.formats.workbooks.form_request import code_line as code_line

IDENTITY_SHEET = "_tonghop"


def form_workbook(
    request: FormRequest, body: Body, previous: Mapping[str, Decimal] | None = None, filled: Filled = EMPTY
) -> bytes:
    """Write the form of one body.

    Shape: `previous` has the body's figures of the same cycle a year before, by indicator; they are shown,
    not asked. `filled` is what the body has said so far.
    """
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    before = previous or {}
    _set_properties(workbook, request.made_from(body, before, filled), request, body)
    look = looks(workbook)
    write_figures(workbook.add_worksheet(FIGURES_SHEET), request, body, before, look, filled)
    if request.campaign.told():
        write_narratives(workbook.add_worksheet(NARRATIVES_SHEET), request, body, look, filled.texts)
    _write_identity(workbook.add_worksheet(IDENTITY_SHEET), request, body)
    workbook.close()
    return out.getvalue()


def _set_properties(workbook: Any, made_from: str, request: FormRequest, body: Body) -> None:
    title = f"Biểu báo cáo {request.cycle.vietnamese}"
    workbook.set_properties({"title": title, "created": STAMP.replace(tzinfo=None)})
    identity = request.identity(body)
    for field in layout.IDENTITY_FIELDS:
        workbook.set_custom_property(f"tonghop.{field}", getattr(identity, field), "text")
    codes = " ".join(row.code for row in request.campaign.asked(request.cycle))[:255]
    workbook.set_custom_property("tonghop.indicators", codes, "text")
    workbook.set_custom_property(f"tonghop.{layout.MADE_FROM}", made_from, "text")


def _write_identity(sheet: Any, request: FormRequest, body: Body) -> None:
    identity = request.identity(body)
    sheet.write_string(0, 0, layout.IDENTITY_KEY)
    for row, field in enumerate(layout.IDENTITY_FIELDS, 1):
        sheet.write_string(row, 0, field)
        sheet.write_string(row, 1, getattr(identity, field))
    end = len(layout.IDENTITY_FIELDS) + 1
    sheet.write_string(end, 0, "indicators")
    for column, indicator in enumerate(request.campaign.asked(request.cycle), 1):
        sheet.write_string(end, column, indicator.code)
    sheet.write_string(end + 1, 0, PLAN)
    for column, text in enumerate(plan_cells(request, body), 1):
        sheet.write_string(end + 1, column, text)
    sheet.protect()
    sheet.hide()
