"""One reckoning of a cycle: from what it was made, what came out, and what the office says beside it."""

from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.models import Cycle


class State(models.TextChoices):
    """How far a computation is."""

    WAITING = "waiting", _("Đang tính")
    MADE = "made", _("Đã tính")
    FAILED = "failed", _("Không tính được")


class KeptDocument(models.Model):
    """The bytes of a record, an issued file or a signed original, by their hash; never changed."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_kept_document_is_named_by_its_hash"
            ),
        )

    def __str__(self) -> str:
        return self.sha256


class Computation(models.Model):
    """A cycle reckoned up once. `inputs` is all that it was made from (ingredients.py), `record` what came
    out, `head` what every page shows of it, `points` its findings and questions.

    `structure` is the record's word: as-reported, a day, succession to a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="computations")
    structure = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_by = models.CharField(max_length=36)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    fault_vi = models.TextField(blank=True)
    fault_en = models.TextField(blank=True)
    tool_version = models.CharField(max_length=200, blank=True)
    inputs = models.JSONField(default=dict)
    record = models.ForeignKey(
        KeptDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    head = models.JSONField(default=dict)
    points = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="a_computation_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.MADE)
                | (Q(made_at__isnull=False, record__isnull=False) & ~Q(tool_version="")),
                name="what_is_computed_has_its_record",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FAILED) | ~Q(fault_vi=""), name="what_failed_says_why"
            ),
        )
        indexes = (models.Index(fields=["cycle", "state", "-asked_at"], name="newest_computation_of_cycle"),)

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.state}"


class ComputedTotal(models.Model):
    """One total of a computation: `summary` is its row of the record without the addends, which stand in
    `addends`.
    """

    id = models.BigAutoField(primary_key=True)
    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="totals")
    office = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    summary = models.JSONField()
    addends = models.JSONField()
    places = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["computation", "code"], name="an_indicator_is_computed_once_in_a_computation"
            ),
        )

    def __str__(self) -> str:
        return self.code


class ComputedSection(models.Model):
    """What the bodies wrote under one heading, as the record has it: alike statements together."""

    id = models.BigAutoField(primary_key=True)
    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="sections")
    office = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=80)
    title = models.TextField(blank=True)
    items = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["computation", "section"], name="a_section_is_gathered_once_in_a_computation"
            ),
        )

    def __str__(self) -> str:
        return self.section


@pghistory.track(append_only=True)
class Adjustment(models.Model):
    """A joint activity counted once: what is taken off a total, of which bodies, and why. It can be ended."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="adjustments")
    indicator = models.CharField(max_length=80)
    bodies = ArrayField(models.CharField(max_length=80))
    amount = models.DecimalField(max_digits=24, decimal_places=6)
    why = models.TextField()
    by = models.CharField(max_length=36)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=36, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0, bodies__len__gte=2) & ~Q(why=""),
                name="an_adjustment_takes_something_off_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="", ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_why="")),
                name="an_ended_adjustment_says_by_whom_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} −{self.amount}"


class Answer(models.Model):
    """The office's word on a question of a cycle; a later one replaces an earlier one, which stays."""

    id = models.BigAutoField(primary_key=True)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=20)
    message = models.TextField()
    value = models.TextField()
    why = models.TextField(blank=True)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(value=""), name="an_answer_says_something"),)

    def __str__(self) -> str:
        return f"{self.question} = {self.value}"
