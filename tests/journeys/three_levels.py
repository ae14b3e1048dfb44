"""Communes, two provinces and a ministry that know each other by files only."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from journeys.small_campaign import CYCLE, DUE, SMALL
from rendering.carrying import pdf_carrying
from tonghop.cli.main import run
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.formats.workbooks.campaign_file import write_campaign
from tonghop.formats.workbooks.form_filling import fill_form
from tonghop.formats.workbooks.form_writer import FormRequest, form_workbook

COMMUNES = {
    "hoa-binh": ("Cao Sơn", "Tân Lập", "Đà Bắc"),
    "son-la": ("Chiềng Mai", "Mường Bú", "Yên Châu"),
}
PLACES = {"hoa-binh": "Hòa Bình", "son-la": "Sơn La"}


def province(code: str) -> Campaign:
    """The campaign of one province: its communes owe the reports."""
    communes = tuple(
        Body(f"xa-{number}", f"Ban Tuyên giáo Đảng ủy xã {name}")
        for number, name in enumerate(COMMUNES[code], 1)
    )
    return replace(SMALL, place=PLACES[code], bodies=communes, excuses=(), checks=())


def ministry() -> Campaign:
    """The campaign of the level above: the provinces owe the reports."""
    bodies = tuple(Body(code, f"Ban Tuyên giáo Tỉnh ủy {name}") for code, name in PLACES.items())
    return replace(
        SMALL, coordinator="Ban Tuyên giáo Trung ương", place="", bodies=bodies, excuses=(), checks=()
    )


def consolidated(campaign: Campaign, folder: Path, *more: str, expected: int) -> Any:
    """Run the command on `folder`/inbox and return the record that it writes into `folder`/out."""
    write_campaign(campaign, folder / "campaign.toml")
    words = ["consolidate", str(folder / "campaign.toml"), str(folder / "inbox"), "--cycle", str(CYCLE)]
    assert run([*words, "-o", str(folder / "out"), "--date", "2023-06-05", *more]) == expected
    return json.loads((folder / "out" / "consolidated.json").read_text(encoding="utf-8"))


def filled(campaign: Campaign, folder: Path, figures: Mapping[str, Mapping[str, Any]]) -> None:
    """Put the filled forms of some bodies into an inbox; a figure "x" is nil."""
    folder.mkdir(parents=True)
    by_code = {body.code: body for body in campaign.bodies}
    for code, own in figures.items():
        form = form_workbook(FormRequest(campaign, CYCLE, DUE), by_code[code])
        cells = {key: {"value": value} for key, value in own.items()}
        (folder / f"{code}.xlsx").write_bytes(fill_form(form, cells, {"difficulties": "Thiếu loa."}))


def leaves(source: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the lowest addends of a source."""
    inner = source.get("sources")
    return [leaf for row in inner for leaf in leaves(row)] if inner else [source]


def report_pdf(record: Mapping[str, Any], data: bytes, typst: Any, folder: Path) -> bytes:
    """Write a report as a PDF with its table of figures and its data attached."""
    rows = "".join(
        f"[{number}], {_text(row['name'])}, {_text(row['unit'])}, {_text(_shown(row))},\n"
        for number, row in enumerate(record["totals"], 1)
    )
    keyword = f"tonghop.data={_sha256(data)}"
    source = (
        f'#set document(keywords: ({_text(keyword)},))\n#set text(lang: "vi")\nBÁO CÁO\n\n'
        '#table(columns: 4, "TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện",\n' + rows + ")\n"
    )
    (folder / "report.typ").write_text(source, encoding="utf-8")
    return pdf_carrying(data, page=typst.compile(str(folder / "report.typ"), format="pdf"))


def _shown(row: Mapping[str, Any]) -> str:
    if row["between"]:
        return " đến ".join(vietnamese_number(Decimal(end)) for end in row["between"]) + " (*)"
    return "…" if row["value"] is None else vietnamese_number(Decimal(row["value"]))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
