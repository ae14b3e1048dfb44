"""A follow-up: the office asks a body about one of its values, the body answers, and it is closed."""

from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.models import DueRow


class Side(models.TextChoices):
    """Who writes in a follow-up."""

    OFFICE = "office", _("Cơ quan tổng hợp")
    BODY = "body", _("Đơn vị báo cáo")


@pghistory.track(append_only=True)
class FollowUp(models.Model):
    """A conversation about one value of a body's report. `value` is as it was when the office asked.

    `last_side` wrote last: what is open waits for the other side.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    row = models.ForeignKey(DueRow, on_delete=models.PROTECT, related_name="follow_ups")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=80)
    value = models.CharField(max_length=100, blank=True)
    opened_by = models.CharField(max_length=36)
    opened_at = models.DateTimeField()
    last_side = models.CharField(max_length=10, choices=Side.choices)
    last_at = models.DateTimeField()
    closed_by = models.CharField(max_length=36, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["row", "indicator"],
                condition=Q(closed_at__isnull=True),
                name="a_value_has_one_open_follow_up",
            ),
            models.CheckConstraint(condition=Q(last_side__in=Side.values), name="a_follow_up_has_two_sides"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="", closed_why="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(closed_why="")),
                name="a_closed_follow_up_says_by_whom_and_with_what_result",
            ),
        )

    def __str__(self) -> str:
        return f"{self.row_id} {self.indicator}"


class FollowUpMessage(models.Model):
    """One message of a follow-up. Entered once, never changed."""

    id = models.BigAutoField(primary_key=True)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=Side.choices)
    words = models.TextField()
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(side__in=Side.values) & ~Q(words=""), name="a_message_says_something_for_a_side"
            ),
        )

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.side}"
