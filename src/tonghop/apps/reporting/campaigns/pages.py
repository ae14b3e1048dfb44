"""What the pages of campaigns show, gathered by one question each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tonghop.apps.accounts.models import Person
from tonghop.apps.directives.models import Directive
from tonghop.apps.organisations.models import Version
from tonghop.apps.reporting.campaigns.access import access_campaigns, kept_offices
from tonghop.apps.reporting.campaigns.bodies import Resolved, resolved_bodies
from tonghop.apps.reporting.campaigns.keeping import NoSuchRow
from tonghop.apps.reporting.models import Campaign, CampaignVersion, Cycle
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.campaign_changes import Change, changes
from tonghop.domain.reporting.campaign_record import tables_of
from tonghop.domain.reporting.regime_words import Turn, Words, meanings, turns
from tonghop.formats.workbooks.ready_data import working_days

_NOTHING = domain.Campaign("–", "–")


@dataclass(frozen=True, slots=True)
class Listed:
    """A campaign in the list, and whether whoever looks keeps it."""

    campaign: Campaign
    office: str
    number: int
    is_kept: bool


@dataclass(frozen=True, slots=True)
class RegimeTold:
    """A regime explained: what it means, and its turns of this year and the next."""

    regime: domain.Regime
    meanings: tuple[Words, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A campaign as it is now. `open_by_older` are open cycles that go by an older version."""

    campaign: Campaign
    office: str
    newest: CampaignVersion | None
    content: domain.Campaign
    regimes: tuple[RegimeTold, ...]
    open_by_older: tuple[Cycle, ...]
    is_kept: bool

    @property
    def number(self) -> int:
        return self.newest.number if self.newest else 0

    @property
    def rows(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """The tables of the campaign, by part; of "campaign" the one row."""
        tables = tables_of(self.content)
        return {**tables, "campaign": [tables["campaign"]]}

    def row(self, table: str, number: int | None) -> Mapping[str, Any]:
        """Return one row of a table, told by its number from 1; an empty one for None.

        Raises: NoSuchRow.
        """
        if number is None:
            return {}
        if not 1 <= number <= len(self.rows[table]):
            raise NoSuchRow()
        return self.rows[table][number - 1]


@dataclass(frozen=True, slots=True)
class Compared:
    """A version, what it changed against the one before, and the person who made it."""

    version: CampaignVersion
    by: str
    changes: tuple[Change, ...]
    is_first: bool


def listed_campaigns(*, by: Person, on: date) -> tuple[Listed, ...]:
    """Return the campaigns that somebody sees: open ones first, those of their own offices first of all."""
    mine = kept_offices(by=by, on=on)
    found = list(access_campaigns(by=by, on=on).prefetch_related("versions").order_by("title", "pk"))
    names = office_names([row.office for row in found], on=on)
    rows = [
        Listed(
            row,
            names[row.office],
            max((version.number for version in row.versions.all()), default=0),
            row.office in mine,
        )
        for row in found
    ]
    return tuple(sorted(rows, key=lambda row: (row.campaign.closed_at is not None, not row.is_kept)))


def campaign_page(campaign: Campaign, *, by: Person, at: datetime, on: date) -> CampaignPage:
    """Return what the page of a campaign shows."""
    newest = newest_version(campaign)
    content = said(newest) if newest else _NOTHING
    older = Cycle.objects.filter(campaign=campaign, opened_at__isnull=False, late_from__gt=at)
    older = older.exclude(version=newest).select_related("version").order_by("due_on", "code")
    return CampaignPage(
        campaign,
        office_names([campaign.office], on=on)[campaign.office],
        newest,
        content,
        tuple(told_regime(row, on) for row in content.regimes),
        tuple(older),
        campaign.office in kept_offices(by=by, on=on),
    )


def told_regime(regime: domain.Regime, on: date) -> RegimeTold:
    """Explain a regime by this year's and the next year's turns."""
    days = working_days()
    years = (on.year, on.year + 1)
    return RegimeTold(
        regime, meanings(regime), tuple(turn for year in years for turn in turns(regime, year, days))
    )


def next_opening(content: domain.Campaign, on: date) -> date:
    """Return the day on which the next cycle of a campaign opens; the day itself where none is known."""
    days = working_days()
    openings = (
        row.opens_on(year, days) for row in content.regimes for year in (on.year, on.year + 1, on.year + 2)
    )
    return min((day for day in openings if day >= on), default=on)


def bodies_page(
    campaign: Campaign, content: domain.Campaign, *, on: date
) -> tuple[date, tuple[Resolved, ...]]:
    """Return the bodies with their units as of the next cycle's opening, and that day."""
    day = next_opening(content, on)
    return day, resolved_bodies(campaign, content, on=day)


def compared_versions(campaign: Campaign) -> tuple[Compared, ...]:
    """Return the versions of a campaign, the newest first, each with what it changed."""
    versions = list(campaign.versions.order_by("number"))
    people = dict(
        Person.objects.filter(pk__in={row.made_by for row in versions}).values_list("pk", "full_name")
    )
    names = {str(pk): name for pk, name in people.items()}
    found = [
        Compared(
            row,
            names.get(row.made_by, ""),
            changes(said(before), said(row)) if before else (),
            before is None,
        )
        for before, row in zip([None, *versions], versions, strict=False)
    ]
    return tuple(reversed(found))


def directives_to_propose() -> tuple[Directive, ...]:
    """Return the directives of which an obligation is confirmed, the newest first."""
    found = Directive.objects.filter(obligations__confirmed_at__isnull=False).distinct()
    return tuple(found.order_by("-received_at", "pk").defer("text"))


def office_names(offices: Sequence[str], *, on: date) -> dict[str, str]:
    """Return what offices are called on a day; by their id where the register has no name."""
    versions = Version.objects.filter(unit__in=set(offices)).order_by("valid_from")
    names = {
        row.unit_id: row.name
        for row in versions
        if (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or on < row.valid_to)
    }
    return {office: names.get(office, office) for office in offices}
