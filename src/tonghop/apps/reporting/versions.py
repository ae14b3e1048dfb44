"""What a version of a campaign says, as the domain's value."""

import json
from functools import lru_cache
from uuid import UUID

from tonghop.apps.reporting.models import Campaign, CampaignVersion
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.campaign_record import campaign_from, tables_of


def newest_version(campaign: Campaign) -> CampaignVersion | None:
    """Return the version that acts from the next cycle on, None where the campaign says nothing yet."""
    return campaign.versions.order_by("-number").first()


def said(version: CampaignVersion) -> domain.Campaign:
    """Return what a version says."""
    return _parsed(version.content)


def said_by_version(version_id: int, campaign: UUID | None = None) -> domain.Campaign:
    """Return what a version says, by its number in the database: a version never changes, and its text is not
    fetched twice. Whoever asks has been let in before.

    `campaign` is its campaign, asked of the database where nobody says: a number alone may mean another
    version after a database was brought back from a copy.
    """
    known = campaign or CampaignVersion.objects.values_list("campaign_id", flat=True).get(pk=version_id)
    return _said_by(version_id, known)


@lru_cache(maxsize=64)
def _said_by(version_id: int, campaign: UUID) -> domain.Campaign:
    return said(CampaignVersion.objects.get(pk=version_id, campaign=campaign))


def content_of(campaign: domain.Campaign) -> str:
    """Return a campaign as a version keeps it."""
    return json.dumps(tables_of(campaign), ensure_ascii=False)


@lru_cache(maxsize=16)
def _parsed(content: str) -> domain.Campaign:
    """Three thousand bodies take a moment to read; a version's words never change."""
    return campaign_from(json.loads(content))
