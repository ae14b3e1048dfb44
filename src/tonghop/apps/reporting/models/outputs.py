"""The ledger of a body's own outputs, and which of them the indicators of a campaign count."""

from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tonghop.apps.reporting.models.campaigns import Campaign
from tonghop.domain.reporting.outputs import KINDS, LONGEST_LINK, LONGEST_PLACE, LONGEST_TITLE, Measure

TIMED = [code for code, kind in KINDS.items() if kind.has_minutes]


class OutputQuerySet(models.QuerySet["Output"]):
    """Entries, told by adjectives."""

    def standing(self) -> "OutputQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)


@pghistory.track(append_only=True)
class Output(models.Model):
    """Something that a body made. `link_sha256` is of the link's one form, whatever its spelling."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=LONGEST_TITLE)
    made_on = models.DateField()
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    link_sha256 = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    count = models.PositiveIntegerField(default=1)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    made_with = models.CharField(max_length=LONGEST_TITLE, blank=True)
    entered_by = models.CharField(max_length=36)
    entered_at = models.DateTimeField()
    changed_by = models.CharField(max_length=36)
    changed_at = models.DateTimeField()
    taken_back_by = models.CharField(max_length=36, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.TextField(blank=True)

    objects = OutputQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="an_output_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(title=""), name="an_output_has_a_title"),
            models.CheckConstraint(condition=Q(count__gte=1), name="an_output_counts_at_least_once"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, kind__in=TIMED),
                name="only_broadcasts_have_minutes",
            ),
            models.CheckConstraint(
                condition=(Q(link="") & Q(link_sha256="")) | (~Q(link="") & ~Q(link_sha256="")),
                name="a_link_has_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by="", taken_back_why="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="") & ~Q(taken_back_why="")),
                name="an_output_taken_back_says_by_whom_and_why",
            ),
        )
        indexes = (
            models.Index(fields=["unit", "made_on"], name="outputs_of_a_unit_by_day"),
            models.Index(
                fields=["unit", "link_sha256"], condition=~Q(link_sha256=""), name="outputs_of_a_unit_by_link"
            ),
        )

    def __str__(self) -> str:
        return self.title


@pghistory.track(append_only=True)
class OutputCount(models.Model):
    """Which kinds of outputs an indicator of a campaign counts, and by what; no kinds: none any longer."""

    id = models.BigAutoField(primary_key=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="output_counts")
    code = models.CharField(max_length=80)
    kinds = ArrayField(models.CharField(max_length=20))
    measure = models.CharField(max_length=10)
    set_by = models.CharField(max_length=36)
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "code"], name="an_indicator_counts_outputs_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(measure__in=[measure.value for measure in Measure]),
                name="outputs_are_counted_by_a_known_measure",
            ),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=list(KINDS)), name="an_indicator_counts_known_kinds"
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}.{self.code} = {self.measure} {self.kinds}"
