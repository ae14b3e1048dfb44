"""Campaigns in versions, which units their bodies are, and figures that two of them ask once."""

from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import F, Q

from tonghop.apps.directives.models import Directive


@pghistory.track(append_only=True)
class Campaign(models.Model):
    """A directive carried out by an office. Everything it says stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    key = models.CharField(max_length=80)
    title = models.TextField()
    directive = models.ForeignKey(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    made_by = models.CharField(max_length=36)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=36, blank=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["office", "key"], name="an_offices_campaigns_have_distinct_keys"),
            models.CheckConstraint(condition=~Q(office="") & ~Q(title=""), name="a_campaign_is_somebodys"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="", closed_why="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(closed_why="")),
                name="a_closed_campaign_says_by_whom_and_why",
            ),
        )

    def __str__(self) -> str:
        return self.title


class CampaignVersion(models.Model):
    """What a campaign says from some moment on: the domain's tables in JSON, never changed."""

    id = models.BigAutoField(primary_key=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    note = models.TextField(blank=True)
    made_by = models.CharField(max_length=36)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "number"], name="a_campaigns_versions_are_numbered_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} v{self.number}"


@pghistory.track(append_only=True)
class CampaignBody(models.Model):
    """Which unit of the register a body of a campaign is. Without a unit, nobody can sign in for the body."""

    id = models.BigAutoField(primary_key=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="bodies")
    code = models.CharField(max_length=80)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.CharField(max_length=36, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["campaign", "code"], name="a_body_of_a_campaign_is_one_unit"),
        )

    def __str__(self) -> str:
        return f"{self.code} = {self.unit_id}"


@pghistory.track(append_only=True)
class SharedIndicator(models.Model):
    """A figure that is asked once: an indicator of this campaign is taken from that of another one.

    The link acts on cycles that open while it stands; a cycle that is open goes on as it opened. Two in a row
    (taken from what is itself taken) are refused by the database (migration 0004).
    """

    id = models.BigAutoField(primary_key=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="taken")
    code = models.CharField(max_length=80)
    source = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="lent")
    source_code = models.CharField(max_length=80)
    linked_by = models.CharField(max_length=36)
    linked_at = models.DateTimeField()
    ended_by = models.CharField(max_length=36, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "code"],
                condition=Q(ended_at__isnull=True),
                name="an_indicator_is_taken_from_one_place",
            ),
            models.CheckConstraint(
                condition=~Q(campaign=F("source")), name="an_indicator_is_taken_from_another_campaign"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="who_ended_a_link_and_when_or_neither",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}.{self.code} = {self.source_id}.{self.source_code}"
