"""Campaigns, their cycles, and who owes a report: the twin of `tonghop.domain.reporting`.

What a campaign says (regimes, indicators, sections, bodies, checks) is the domain's value, kept as a numbered
version that never changes. A cycle is bound to the version with which it opened; so a change acts from the
next cycle on. Who owes is rows: entered once, when a cycle opens, and annulled only by a recorded event. How
a row stands is computed by the database from what happened to it, so that the counts of a cycle always add
up: due = on time + late + unknown time + missing + excused.
"""

from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from tonghop.apps.directives.models import Directive, Obligation
from tonghop.domain.reporting.due_list import Standing

ANNULLED = "annulled"
"""What a row is when it is owed no longer; such a row is counted nowhere."""


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
    what lists are filtered and sorted by.
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


class KeptFile(models.Model):
    """The bytes of a file by their hash; the same file filed twice is kept once."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_kept_file_is_named_by_its_hash"
            ),
        )

    def __str__(self) -> str:
        return self.sha256


class PlanFiling(models.Model):
    """A plan that a body filed for a row. A later filing replaces an earlier one, which stays as it is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    row = models.ForeignKey(DueRow, on_delete=models.PROTECT, related_name="filings")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="filings")
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    symbol = models.CharField(max_length=100)
    dated_on = models.DateField()
    is_signed = models.BooleanField()
    signer = models.CharField(max_length=200, blank=True)
    filed_by = models.CharField(max_length=36)
    filed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["row", "number"], name="a_rows_filings_are_numbered_once"),
            models.CheckConstraint(
                condition=Q(is_signed=False) | ~Q(signer=""), name="a_signed_plan_says_who_signed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.row_id} #{self.number}"
