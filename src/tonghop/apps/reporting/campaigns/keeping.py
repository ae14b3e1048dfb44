"""Making a campaign, changing it (each change is a version), and closing it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.models import Directive
from tonghop.apps.reporting.campaigns.access import held_campaign
from tonghop.apps.reporting.models import Campaign, CampaignVersion
from tonghop.apps.reporting.versions import content_of, newest_version, said
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.campaign_record import campaign_from, tables_of
from tonghop.domain.reporting.values import plain_decimal

Row = Mapping[str, Any]  # Any: a plain table of the campaign's record, which checks it


class CampaignExists(Refusal):
    code = "campaign-exists"
    message_vi = (
        "Cơ quan đã có chiến dịch cùng văn bản hoặc cùng tên (“{title}”); mở chiến dịch đó và nhập tệp ở đó."
    )
    message_en = (
        "The office already has a campaign of this directive or title ({title!r}); open it and import there."
    )


class CampaignClosed(Refusal):
    code = "campaign-closed"
    message_vi = "Chiến dịch đã kết thúc, không sửa được nữa."
    message_en = "The campaign is closed and changes no more."


class ChangedMeanwhile(Refusal):
    code = "changed-meanwhile"
    message_vi = (
        "Trong lúc bạn sửa, chiến dịch đã có bản {number}. Nội dung bạn ghi vẫn còn ở dưới; mở bản mới, xem "
        "rồi ghi lại."
    )
    message_en = (
        "While you were writing, version {number} was saved. What you wrote is below; open the new version, "
        "look at it and write yours again."
    )


class NoSuchRow(Refusal):
    code = "no-such-row"
    message_vi = "Chiến dịch không có dòng này."
    message_en = "The campaign has no such row."


class ReasonMissing(Refusal):
    code = "reason-missing"
    message_vi = "Cần nêu lý do."
    message_en = "A reason is needed."


@transaction.atomic
def make(
    *,
    content: domain.Campaign,
    office: str,
    directive: Directive | None = None,
    note: str = "",
    by: Person,
    at: datetime,
    on: date,
) -> Campaign:
    """Make a campaign of an office, with its first version.

    Raises: NotPermitted, CampaignExists.
    """
    require_right(by, Right.KEEP_CAMPAIGNS, on=on, body=office)
    campaign = Campaign(
        office=office,
        key=key_of(content),
        title=content.title,
        directive=directive,
        made_by=str(by.pk),
        made_at=at,
    )
    _keep(campaign)
    _add_version(campaign, content, 1, note, by=by, at=at)
    _record("campaign.made", campaign, {"office": office, "title": content.title}, by=by, at=at)
    return campaign


@transaction.atomic
def make_empty(*, office: str, title: str, coordinator: str, by: Person, at: datetime, on: date) -> Campaign:
    """Make a campaign in which everything else is still to be entered.

    Raises: NotPermitted, CampaignExists, FieldWrong.
    """
    return make(content=domain.Campaign(title, coordinator), office=office, by=by, at=at, on=on)


@transaction.atomic
def revise(
    *,
    campaign: Campaign,
    content: domain.Campaign,
    base: int,
    note: str = "",
    by: Person,
    at: datetime,
    on: date,
) -> CampaignVersion:
    """Let a campaign say something else from the next cycle on; what it says already makes no version.

    Units:  `base` is the number of the version that was changed, so that nobody's later change is lost.
    Raises: NotPermitted, CampaignClosed, ChangedMeanwhile, CampaignExists.
    """
    kept, newest = _opened(campaign, by=by, on=on)
    number = newest.number if newest else 0
    if newest is not None and said(newest) == content:
        return newest
    if number != base:
        raise ChangedMeanwhile(number=number)
    kept.key, kept.title = key_of(content), content.title
    _keep(kept)
    version = _add_version(kept, content, number + 1, note, by=by, at=at)
    _record("campaign.changed", kept, {"version": number + 1, "note": note}, by=by, at=at)
    return version


@transaction.atomic
def put_row(
    *,
    campaign: Campaign,
    table: str,
    number: int | None,
    row: Row,
    base: int,
    note: str = "",
    by: Person,
    at: datetime,
    on: date,
) -> CampaignVersion:
    """Change one row of a campaign's table, told by its number from 1, or add one (None).

    Shape:  of "campaign" the one row; keys that `row` leaves out are kept, empty values are taken out.
    Raises: as `revise`; NoSuchRow; FieldWrong, with the field.
    """
    tables = _tables(campaign, base, by=by, on=on)
    if table == "campaign":
        tables[table] = _merged(tables[table], row)
    elif number is None:
        tables[table] = [*tables[table], _merged({}, row)]
    else:
        rows: list[Row] = tables[table]
        changed = _merged(_row_at(rows, number), row)
        tables[table] = [*rows[: number - 1], changed, *rows[number:]]
    return revise(campaign=campaign, content=campaign_from(tables), base=base, note=note, by=by, at=at, on=on)


@transaction.atomic
def drop_row(
    *, campaign: Campaign, table: str, number: int, base: int, by: Person, at: datetime, on: date
) -> CampaignVersion:
    """Take a row out of a campaign's table.

    Raises: as `revise`; NoSuchRow; FieldWrong, where another row still names it.
    """
    tables = _tables(campaign, base, by=by, on=on)
    rows: list[Row] = tables[table]
    _row_at(rows, number)
    tables[table] = [*rows[: number - 1], *rows[number:]]
    return revise(campaign=campaign, content=campaign_from(tables), base=base, by=by, at=at, on=on)


@transaction.atomic
def put_targets(
    *,
    campaign: Campaign,
    targets: Mapping[str, Decimal | None],
    base: int,
    by: Person,
    at: datetime,
    on: date,
) -> CampaignVersion:
    """Set the targets of indicators by their codes; None takes one out.

    Raises: as `revise`; NoSuchRow, for a code that is not there.
    """
    tables = _tables(campaign, base, by=by, on=on)
    rows: list[Row] = tables["indicator"]
    if not targets.keys() <= {row["code"] for row in rows}:
        raise NoSuchRow()
    tables["indicator"] = [
        _merged(row, {"target": _told(targets[row["code"]])}) if row["code"] in targets else row
        for row in rows
    ]
    return revise(campaign=campaign, content=campaign_from(tables), base=base, by=by, at=at, on=on)


@transaction.atomic
def close(*, campaign: Campaign, why: str, by: Person, at: datetime, on: date) -> None:
    """Close a campaign: cycles that are open go on, no other opens.

    Raises: NotPermitted, CampaignClosed, ReasonMissing.
    """
    kept, _ = _opened(campaign, by=by, on=on)
    if not why.strip():
        raise ReasonMissing()
    kept.closed_at, kept.closed_by, kept.closed_why = at, str(by.pk), why.strip()
    kept.save(update_fields=["closed_at", "closed_by", "closed_why"])
    _record("campaign.closed", kept, {"why": why.strip()}, by=by, at=at)


def key_of(content: domain.Campaign) -> str:
    """Return the name by which an office knows a campaign: never empty."""
    return content.key or "chien-dich"


def _opened(campaign: Campaign, *, by: Person, on: date) -> tuple[Campaign, CampaignVersion | None]:
    """Return a campaign that may be changed, held until the transaction ends, and its newest version."""
    kept = held_campaign(campaign)
    require_right(by, Right.KEEP_CAMPAIGNS, on=on, body=kept.office)
    if kept.closed_at is not None:
        raise CampaignClosed()
    return kept, newest_version(kept)


def _tables(campaign: Campaign, base: int, *, by: Person, on: date) -> dict[str, Any]:
    """Return what the newest version says as plain tables, where it is the one that was changed."""
    _, newest = _opened(campaign, by=by, on=on)
    if newest is None or newest.number != base:
        raise ChangedMeanwhile(number=newest.number if newest else 0)
    return tables_of(said(newest))


def _keep(campaign: Campaign) -> None:
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError as fault:
        if "an_offices_campaigns_have_distinct_keys" not in str(fault):
            raise
        raise CampaignExists(title=campaign.title) from fault


def _add_version(
    campaign: Campaign, content: domain.Campaign, number: int, note: str, *, by: Person, at: datetime
) -> CampaignVersion:
    return CampaignVersion.objects.create(
        campaign=campaign,
        number=number,
        content=content_of(content),
        note=note.strip(),
        made_by=str(by.pk),
        made_at=at,
    )


def _record(kind: str, campaign: Campaign, facts: Mapping[str, object], *, by: Person, at: datetime) -> None:
    record(kind=kind, by=str(by.pk), subject=f"campaign:{campaign.pk}", at=at, facts=facts)


def _row_at(rows: Sequence[Row], number: int) -> Row:
    if not 1 <= number <= len(rows):
        raise NoSuchRow()
    return rows[number - 1]


def _merged(row: Row, changed: Row) -> dict[str, Any]:
    return {key: value for key, value in {**row, **changed}.items() if value not in ("", None, [])}


def _told(target: Decimal | None) -> str | None:
    return None if target is None else plain_decimal(target)
