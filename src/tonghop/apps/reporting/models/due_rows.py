"""Cycles, the rows of their due lists, and what happened to them."""

from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from tonghop.apps.directives.models import Obligation
from tonghop.apps.reporting.models.campaigns import Campaign, CampaignVersion
from tonghop.domain.reporting.due_list import Standing

ANNULLED = "annulled"
"""What a row is when it is owed no longer; such a row is counted nowhere."""


class Asked(models.TextChoices):
    """What a cycle asks of each body."""

    REPORT = "report", _("Báo cáo")
    PLAN = "plan", _("Kế hoạch")


@pghistory.track(append_only=True)
class Cycle(models.Model):
    """One turn of a regime. Planned with its days; it has rows once it has opened, by the version of then."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="cycles")
    version = models.ForeignKey(
        CampaignVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="cycles"
    )
    code = models.CharField(max_length=20)
    asked = models.CharField(max_length=10, choices=Asked.choices, default=Asked.REPORT)
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="plans_owed"
    )
    opens_on = models.DateField()
    due_on = models.DateField()
    late_from = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=36, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "code", "asked"], name="a_campaign_has_one_cycle_of_a_code"
            ),
            models.CheckConstraint(condition=Q(asked__in=Asked.values), name="a_cycle_asks_for_something"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, version__isnull=True, opened_by="")
                | (Q(opened_at__isnull=False, version__isnull=False) & ~Q(opened_by="")),
                name="an_open_cycle_says_by_whom_and_by_which_version",
            ),
        )

    def __str__(self) -> str:
        return self.code


def _state() -> Case:
    """How a row stands, out of what happened to it. A report that came counts although it was excused."""
    return Case(
        When(annulled_at__isnull=False, then=Value(ANNULLED)),
        When(has_arrived=True, arrived_at__isnull=True, then=Value(Standing.UNKNOWN_TIME.value)),
        When(has_arrived=True, arrived_at__gte=F("late_from"), then=Value(Standing.LATE.value)),
        When(has_arrived=True, then=Value(Standing.ON_TIME.value)),
        When(is_excused=True, then=Value(Standing.EXCUSED.value)),
        default=Value(Standing.MISSING.value),
    )


@pghistory.track(append_only=True)
class DueRow(models.Model):
    """One body's debt in one cycle. Its name and code are those of the day on which the cycle opened.

    `due_on` and `late_from` are the row's own: an extension moves them. `office` repeats the cycle's, for
    row-level security. `line`, `level` and the two keys of its name are as on that day too, and are
    what lists are filtered and sorted by. `above` is the body between it and the office, where the campaign
    names one: it approves first.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    name = models.TextField()
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    above = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    line = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=20, blank=True)
    sort_key = models.TextField(db_collation="C", default="")
    bare_name = models.TextField(default="")
    due_on = models.DateField()
    late_from = models.DateTimeField()
    has_arrived = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    is_excused = models.BooleanField(default=False)
    is_extended = models.BooleanField(default=False)
    annulled_at = models.DateTimeField(null=True, blank=True)
    state = models.GeneratedField(
        expression=_state(), output_field=models.CharField(max_length=12), db_persist=True
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cycle", "code"], name="a_body_owes_once_in_a_cycle"),
            models.CheckConstraint(
                condition=Q(has_arrived=True) | Q(arrived_at__isnull=True),
                name="what_has_an_instant_has_arrived",
            ),
        )
        indexes = (
            models.Index(fields=["cycle", "state"], name="rows_of_a_cycle_by_state"),
            models.Index(fields=["unit"], name="rows_of_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class Happening(models.TextChoices):
    """What may happen to a row of the due list, each for a reason and by somebody."""

    EXTENSION = "extension", _("Gia hạn")
    EXCUSE = "excuse", _("Miễn báo cáo")
    EXCUSE_ENDED = "excuse-ended", _("Thôi miễn")
    ANNULMENT = "annulment", _("Hủy dòng")
    ANNULMENT_ENDED = "annulment-ended", _("Khôi phục dòng")
    ARRIVAL = "arrival", _("Báo cáo đến")
    ARRIVAL_TAKEN_BACK = "arrival-taken-back", _("Rút ghi nhận báo cáo đến")


class RowEvent(models.Model):
    """Something that happened to a row: entered with the change, and never changed (migration 0002)."""

    id = models.BigAutoField(primary_key=True)
    office = models.CharField(max_length=100)
    row = models.ForeignKey(DueRow, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Happening.choices)
    why = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    late_from = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField()
    by = models.CharField(max_length=36)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Happening.values), name="a_row_has_known_happenings"),
            models.CheckConstraint(
                condition=Q(kind=Happening.ARRIVAL) | ~Q(why=""), name="what_happens_to_a_row_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.row_id} {self.kind}"
