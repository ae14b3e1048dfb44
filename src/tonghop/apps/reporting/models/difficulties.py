"""Difficulties and proposals that bodies raise about their own work, and the steps towards an answer."""

from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q

from tonghop.apps.directives.models import Obligation
from tonghop.apps.reporting.models.campaigns import Campaign
from tonghop.apps.reporting.models.due_rows import DueRow
from tonghop.domain.reporting.difficulties import Matter, State, Step


@pghistory.track(append_only=True)
class Difficulty(models.Model):
    """What a body raised. Its words never change (migration 0014); where it stands follows from its steps.

    `office` is the coordinating office that answers or routes it, `routed_to` whom it asked to answer.
    `reported_row` and `reported_in` say in which report, by the number of its revision, it was told first.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=100)
    matter = models.CharField(max_length=12)
    words = models.TextField()
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="difficulties"
    )
    indicator = models.CharField(max_length=80, blank=True)
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="difficulties"
    )
    state = models.CharField(max_length=12)
    routed_to = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_by = models.CharField(max_length=36)
    raised_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    reported_row = models.ForeignKey(
        DueRow, on_delete=models.PROTECT, null=True, blank=True, related_name="difficulties"
    )
    reported_in = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="a_difficulty_stands_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(matter__in=[matter.value for matter in Matter]), name="a_difficulty_is_of_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(office=""), name="a_difficulty_is_told_to_an_office"
            ),
            models.CheckConstraint(
                condition=Q(indicator="") | Q(campaign__isnull=False),
                name="an_indicator_is_one_of_the_campaigns",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ROUTED.value) | Q(routed_to__isnull=False),
                name="what_is_routed_is_with_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reported_row__isnull=True, reported_in__isnull=True)
                | Q(reported_row__isnull=False, reported_in__isnull=False),
                name="in_which_report_and_revision_or_neither",
            ),
        )
        indexes = (
            models.Index(fields=["office", "state"], name="difficulties_of_an_office"),
            models.Index(fields=["unit", "raised_at"], name="difficulties_of_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.matter} {self.state}"


class DifficultyStep(models.Model):
    """A step that was taken, for which body; entered with the change and never changed (migration 0014)."""

    id = models.BigAutoField(primary_key=True)
    difficulty = models.ForeignKey(Difficulty, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)
    taken_by = models.CharField(max_length=36)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in Step]), name="a_difficulty_has_known_steps"
            ),
            models.CheckConstraint(
                condition=Q(step=Step.ROUTED.value, to_unit__isnull=False)
                | (~Q(step=Step.ROUTED.value) & Q(to_unit__isnull=True)),
                name="only_routing_names_another_unit",
            ),
            models.CheckConstraint(
                condition=~Q(
                    step__in=[Step.ANSWERED.value, Step.ANSWER_COMPLETED.value, Step.TAKEN_BACK.value]
                )
                | ~Q(words=""),
                name="an_answer_has_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.difficulty_id} {self.step}"
