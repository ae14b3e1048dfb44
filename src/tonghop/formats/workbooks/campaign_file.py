"""The campaign file, in either of its two forms, and the list of bodies beside it."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError

from tonghop.domain.language import nfc
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.campaign_record import bodies_from, campaign_from, tables_of
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.formats.workbooks.campaign_sheet_reader import Places, tables_and_places
from tonghop.formats.workbooks.campaign_sheets import campaign_workbook
from tonghop.formats.workbooks.campaign_toml import CampaignUnreadable, campaign_toml, parsed_toml

SUFFIXES = (".toml", ".xlsx")


def read_campaign(path: Path) -> Campaign:
    """Read campaign.toml or campaign.xlsx; raises CampaignUnreadable, and FieldWrong with the place in the
    file.
    """
    tables, places = _tables(path)
    head = tables.get("campaign")
    if isinstance(head, dict) and isinstance(listed := head.pop("bodies", None), str):
        tables["body"] = [_plain_body(body) for body in read_bodies(path.parent / listed)]
    try:
        return campaign_from(tables)
    except FieldWrong as wrong:
        raise (places.found(wrong, tables) if places else wrong) from None


def write_campaign(campaign: Campaign, path: Path) -> None:
    """Write a campaign as the suffix of `path` says, .toml or .xlsx."""
    if path.suffix.lower() == ".xlsx":
        path.write_bytes(campaign_workbook(campaign))
    else:
        path.write_text(campaign_toml(campaign), encoding="utf-8", newline="\n")


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
        if path.suffix.lower() == ".xlsx":
            return tables_and_places(content)
        return parsed_toml(nfc(content.decode("utf-8-sig")), path.name), None
    except (OSError, UnicodeDecodeError, CalamineError) as error:
        raise CampaignUnreadable(file=path.name, reason=_reason(error)) from None


def _body_row(row: Mapping[str | None, str | None]) -> dict[str, object]:
    cells: dict[str, object] = {key.strip(): (value or "").strip() for key, value in row.items() if key}
    cells["aliases"] = [alias.strip() for alias in str(cells.get("aliases", "")).split(";") if alias.strip()]
    return cells


def _plain_body(body: Body) -> dict[str, Any]:
    rows: Sequence[dict[str, Any]] = tables_of(Campaign("bodies", "bodies", bodies=(body,)))["body"]
    return rows[0]


def _reason(error: Exception) -> str:
    return error.strerror or "không mở được" if isinstance(error, OSError) else str(error)
