"""Who may see a campaign (everybody with a mandate) and who keeps it (the coordinators of its office)."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, has_right
from tonghop.apps.accounts.roles import RIGHTS, Right
from tonghop.apps.reporting.models import Campaign


def kept_offices(*, by: Person, on: date) -> tuple[str, ...]:
    """Return the offices whose campaigns somebody keeps."""
    mandates = by.mandates.in_force(on=on).filter(role__in=RIGHTS[Right.KEEP_CAMPAIGNS])
    return tuple(sorted(set(mandates.values_list("body", flat=True))))


def access_campaigns(*, by: Person, on: date) -> QuerySet[Campaign]:
    """Return the campaigns that somebody may see: what is asked is no secret among officials."""
    return Campaign.objects.all() if has_right(by, Right.SEE_CAMPAIGNS, on=on) else Campaign.objects.none()


def access_campaign(campaign_id: UUID, *, by: Person, on: date) -> Campaign:
    """Return one campaign to look at.

    Raises: NoSuchThing.
    """
    found = access_campaigns(by=by, on=on).filter(pk=campaign_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def access_kept_campaign(campaign_id: UUID, *, by: Person, on: date) -> Campaign:
    """Return one campaign of an office whose campaigns one keeps; of another office it is as if not there.

    Raises: NoSuchThing.
    """
    found = Campaign.objects.filter(pk=campaign_id, office__in=kept_offices(by=by, on=on)).first()
    if found is None:
        raise NoSuchThing()
    return found


def held_campaign(campaign: Campaign) -> Campaign:
    """Return a campaign as it is now, held for change until the transaction ends.

    Raises: NoSuchThing, where the database lets the acting person change none such.
    """
    found = Campaign.objects.select_for_update().filter(pk=campaign.pk).first()
    if found is None:
        raise NoSuchThing()
    return found
