"""The campaign file, in either of its two forms, and the list of bodies beside it."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError

from tonghop.domain.language import nfc
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.campaign_record import bodies_from, campaign_from, tables_of
from tonghop.domain.reporting.fields import FieldWrong, demand
from tonghop.formats.workbooks.campaign_sheet_reader import Places, tables_and_places
from tonghop.formats.workbooks.campaign_sheets import campaign_workbook
from tonghop.formats.workbooks.campaign_toml import CampaignUnreadable, campaign_toml, parsed_toml
from tonghop.formats.workbooks.sheets import LARGEST_FILE, read_sheets

SUFFIXES = (".toml", ".xlsx")


def read_campaign(path: Path) -> Campaign:
    """Read campaign.toml or campaign.xlsx; raises CampaignUnreadable, and FieldWrong with the place in the
    file.
    """
    tables, places = _tables(path)
    head = tables.get("campaign")
    if isinstance(head, dict) and isinstance(listed := head.pop("bodies", None), str):
        tables["body"] = [_plain_body(body) for body in read_bodies(path.parent / listed)]
    return _built(tables, places)


def uploaded_campaign(content: bytes, name: str) -> Campaign:
    """Read a campaign file that somebody sent, by its bytes: bounded, and looking at no other file.

    Raises: CampaignUnreadable, WorkbookTooLarge, WorkbookEncrypted, WorkbookDamaged; FieldWrong with the
    place in the file.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise CampaignUnreadable(file=name, reason="cần tệp .xlsx hoặc .toml")
    if suffix == ".xlsx":
        read_sheets(content)  # refuses what is too large, locked or damaged before all of it is unpacked
    elif len(content) > LARGEST_FILE:
        raise CampaignUnreadable(file=name, reason="tệp quá lớn")
    tables, places = _tables_in(content, name)
    head = tables.get("campaign")
    if isinstance(head, dict) and "bodies" in head:
        advice = "Ghi các đơn vị ngay trong tệp gửi lên ([[body]]).", "Put the bodies into the file itself."
        demand(False, "[campaign]", "bodies", head["bodies"], *advice)
    return _built(tables, places)


def content_of(campaign: Campaign, suffix: str) -> bytes:
    """Return a campaign as the bytes of a file, .toml or .xlsx."""
    return campaign_workbook(campaign) if suffix == ".xlsx" else campaign_toml(campaign).encode()


def write_campaign(campaign: Campaign, path: Path) -> None:
    """Write a campaign as the suffix of `path` says, .toml or .xlsx."""
    path.write_bytes(content_of(campaign, path.suffix.lower()))


def read_bodies(path: Path) -> tuple[Body, ...]:
    """Read a bodies.csv: columns code, name, line, place, parent, aliases (";" between), contact, phone."""
    try:
        text = nfc(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CampaignUnreadable(file=path.name, reason=_reason(error)) from None
    rows = [_body_row(row) for row in csv.DictReader(text.splitlines(), skipinitialspace=True)]
    return bodies_from(rows)


def _tables(path: Path) -> tuple[dict[str, Any], Places | None]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CampaignUnreadable(file=path.name, reason=_reason(error)) from None
    return _tables_in(content, path.name)


def _tables_in(content: bytes, name: str) -> tuple[dict[str, Any], Places | None]:
    try:
        if Path(name).suffix.lower() == ".xlsx":
            return tables_and_places(content)
        return parsed_toml(nfc(content.decode("utf-8-sig")), name), None
    except (UnicodeDecodeError, CalamineError) as error:
        raise CampaignUnreadable(file=name, reason=_reason(error)) from None


def _built(tables: dict[str, Any], places: Places | None) -> Campaign:
    try:
        return campaign_from(tables)
    except FieldWrong as wrong:
        raise (places.found(wrong, tables) if places else wrong) from None


def _body_row(row: Mapping[str | None, str | None]) -> dict[str, object]:
    cells: dict[str, object] = {key.strip(): (value or "").strip() for key, value in row.items() if key}
    cells["aliases"] = [alias.strip() for alias in str(cells.get("aliases", "")).split(";") if alias.strip()]
    return cells


def _plain_body(body: Body) -> dict[str, Any]:
    rows: Sequence[dict[str, Any]] = tables_of(Campaign("bodies", "bodies", bodies=(body,)))["body"]
    return rows[0]


def _reason(error: Exception) -> str:
    return error.strerror or "không mở được" if isinstance(error, OSError) else str(error)
