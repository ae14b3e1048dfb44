"""A desk with the figures of five bodies at places of the real country, for totals by place."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from journeys.small_campaign import SMALL
from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.reporting.campaign import Body
from tonghop.formats.workbooks.campaign_file import write_campaign
from tonghop.formats.workbooks.form_filling import fill_form
from tonghop.formats.workbooks.form_writer import FormRequest, form_workbook
from tonghop.formats.workbooks.ready_data import working_days

CYCLE = Cycle.parse("2025-H1")
BODIES = (
    Body("tan-hoa", "Đảng ủy phường Tân Hòa", line="party", place="04792"),
    Body("yen-mong", "Đảng ủy xã Yên Mông", line="party", place="04813"),
    Body("hoa-binh", "Đảng ủy xã Hòa Bình", line="party", place="04825"),
    Body("da-bac", "Ban Tuyên giáo Huyện ủy Đà Bắc", line="party"),  # its name decides
    Body("la", "Cơ quan không có trong danh bạ", line="party"),
)
CAMPAIGN = replace(SMALL, bodies=BODIES, excuses=())


def lay_desk(desk: Path) -> Path:
    """Lay down the campaign and the filled forms of all five bodies: 1, 2, 4, 8 and 16 sessions."""
    write_campaign(CAMPAIGN, desk / "campaign.xlsx")
    (desk / "inbox").mkdir()
    due = CAMPAIGN.regime(CYCLE).due_instant(CYCLE.year, working_days())
    arrivals = ["file,received_at,symbol,date"]
    for number, body in enumerate(BODIES):
        form = form_workbook(FormRequest(CAMPAIGN, CYCLE, due), body)
        filled = fill_form(form, {"sessions": {"value": 2**number}}, {})
        (desk / "inbox" / f"{body.code}.xlsx").write_bytes(filled)
        arrivals.append(f"{body.code}.xlsx,2025-05-29T08:00,,")
    (desk / "inbox" / "received.csv").write_text("\n".join(arrivals), encoding="utf-8")
    return desk


def words(desk: Path, structure: str, out: str = "out") -> list[str]:
    """Return the words of the command that consolidates the desk on a structure."""
    begin = ["consolidate", str(desk / "campaign.xlsx"), str(desk / "inbox"), "--cycle", str(CYCLE)]
    return [*begin, "-o", str(desk / out), "--date", "2026-11-23", "--structure", structure]


def sessions(desk: Path, out: str = "out") -> tuple[Any, Any]:
    """Return the record that was written, and in it the total of the sessions."""
    record = json.loads((desk / out / "consolidated.json").read_text(encoding="utf-8"))
    return record, next(row for row in record["totals"] if row["indicator"] == "sessions")
