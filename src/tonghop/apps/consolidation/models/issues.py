"""The issued report: prepared by one person, released by another, frozen; its files, its signed original."""

from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tonghop.apps.consolidation.models.computations import Computation, KeptDocument
from tonghop.apps.reporting.models import Cycle


@pghistory.track(append_only=True)
class IssuedReport(models.Model):
    """A report of a cycle as it is issued. All but release, giving up and publication is frozen at once.

    `inputs` is what its files are made from beside the computation's: the words, the day. `authors` are all
    who had a hand in it (prepared, composed, adjusted): none of them releases. `received` of `due` bodies are
    in it, `missing` names who is not. `restates` is the issue that this one corrects, and why.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField()
    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="issues")
    inputs = models.JSONField()
    record_sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=14)
    dated_on = models.DateField(null=True, blank=True)
    structure = models.CharField(max_length=40)
    rules_version = models.PositiveIntegerField()
    tool_version = models.CharField(max_length=200)
    due = models.PositiveIntegerField()
    received = models.PositiveIntegerField()
    missing = models.JSONField(default=list)
    gap_why = models.TextField(blank=True)
    restates = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="restated_by"
    )
    restates_why = models.TextField(blank=True)
    authors = ArrayField(models.CharField(max_length=36))
    prepared_by = models.CharField(max_length=36)
    prepared_at = models.DateTimeField()
    released_by = models.CharField(max_length=36, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    given_up_by = models.CharField(max_length=36, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    given_up_why = models.TextField(blank=True)
    released_for_publication_by = models.CharField(max_length=36, blank=True)
    released_for_publication_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cycle", "number"], name="a_cycles_issues_are_numbered_once"),
            models.CheckConstraint(
                condition=~Q(released_by=F("prepared_by")), name="who_prepared_a_report_never_releases_it"
            ),
            models.UniqueConstraint(
                fields=["restates"],
                condition=Q(given_up_at__isnull=True),
                name="an_issue_is_restated_once",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by="")
                | (Q(released_at__isnull=False) & ~Q(released_by="")),
                name="who_released_and_when_or_neither",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True, given_up_by="", given_up_why="")
                | (Q(given_up_at__isnull=False) & ~Q(given_up_by="") & ~Q(given_up_why="")),
                name="who_gave_up_an_issue_and_why_or_neither",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(given_up_at__isnull=True),
                name="what_is_released_is_not_given_up",
            ),
            models.CheckConstraint(
                condition=Q(released_for_publication_at__isnull=True, released_for_publication_by="")
                | (
                    Q(released_for_publication_at__isnull=False, released_at__isnull=False)
                    & ~Q(released_for_publication_by="")
                ),
                name="only_what_is_released_may_be_published",
            ),
            models.CheckConstraint(
                condition=Q(restates__isnull=True, restates_why="")
                | (Q(restates__isnull=False) & ~Q(restates_why="")),
                name="a_restatement_says_why",
            ),
            models.CheckConstraint(
                condition=Q(received__lte=F("due")), name="no_more_have_reported_than_are_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} #{self.number}"


class IssuedFile(models.Model):
    """One file of an issue, its bytes by their hash. Entered once, never changed."""

    id = models.BigAutoField(primary_key=True)
    issue = models.ForeignKey(IssuedReport, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=60)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    file = models.ForeignKey(KeptDocument, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["issue", "name"], name="an_issue_has_a_file_of_a_name_once"),
        )

    def __str__(self) -> str:
        return self.name


class SignedOriginal(models.Model):
    """The signed paper of an issue with the number, day and signer that came back from the clerk.

    A later entry replaces an earlier one, which stays. `signer` is an office such as "Trưởng ban", no name.
    """

    id = models.BigAutoField(primary_key=True)
    issue = models.ForeignKey(IssuedReport, on_delete=models.PROTECT, related_name="originals")
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=100)
    dated_on = models.DateField()
    signer = models.CharField(max_length=200)
    file = models.ForeignKey(KeptDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    entered_by = models.CharField(max_length=36)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["issue", "number"], name="an_issues_originals_are_numbered_once"),
            models.CheckConstraint(
                condition=~Q(symbol="") & ~Q(signer=""), name="an_original_says_its_symbol_and_signer"
            ),
        )

    def __str__(self) -> str:
        return self.symbol
