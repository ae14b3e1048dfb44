"""When a campaign reminds, who was reminded by which way, and the secret addresses of calendars."""

from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.models.campaigns import Campaign
from tonghop.apps.reporting.models.due_rows import Cycle


def _usual_days() -> list[int]:
    """Seven and two days before the due day, one day after it."""
    return [-7, -2, 1]


@pghistory.track(append_only=True)
class ReminderRule(models.Model):
    """On which days a campaign reminds, counted from each row's due day, and whether it does so by itself."""

    id = models.BigAutoField(primary_key=True)
    office = models.CharField(max_length=100)
    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="reminder_rule")
    days = ArrayField(models.SmallIntegerField(), default=_usual_days)
    is_automatic = models.BooleanField(default=False)
    changed_by = models.CharField(max_length=36)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.days}"


class Way(models.TextChoices):
    """By which way somebody was reminded."""

    EMAIL = "email", _("Thư điện tử")
    LETTER = "letter", _("Công văn")
    MESSAGE = "message", _("Tin nhắn")
    PHONE = "phone", _("Điện thoại")


class Reminder(models.Model):
    """Somebody was reminded in a cycle: entered before it is sent, so that nobody is reminded twice a day.

    `whom` is an e-mail address, or the code of a body where an office told it by another way.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="reminders")
    way = models.CharField(max_length=10, choices=Way.choices)
    whom = models.CharField(max_length=254)
    person = models.CharField(max_length=36, blank=True)
    codes = ArrayField(models.CharField(max_length=80))
    subject = models.TextField()
    words = models.TextField()
    on = models.DateField()
    made_at = models.DateTimeField()
    by = models.CharField(max_length=36)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["cycle", "way", "whom", "on"], name="nobody_is_reminded_twice_a_day"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="a_reminder_goes_a_known_way"),
            models.CheckConstraint(condition=Q(codes__len__gt=0), name="a_reminder_is_about_a_body"),
        )

    def __str__(self) -> str:
        return f"{self.whom} {self.on}"


@pghistory.track(append_only=True)
class CalendarAddress(models.Model):
    """The secret address of somebody's calendar: only its hash is kept, so that it can be shown once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.CharField(max_length=36)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="a_person_has_one_calendar"
            ),
            models.CheckConstraint(
                condition=Q(token_sha256__regex=r"^[0-9a-f]{64}$"), name="a_calendar_keeps_only_a_hash"
            ),
        )

    def __str__(self) -> str:
        return self.person
