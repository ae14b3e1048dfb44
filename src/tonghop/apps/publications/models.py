"""What the public may read, as the database's own views show it (migration 0001). Nothing can be written."""

from django.db import models


class PublicReport(models.Model):
    """A released report whose publication was decided. Instants and hashes are those of the issue, frozen.

    `directive` is the symbol of the document that asked, `cycle` as in 2026-H1, `symbol` and `signed_on` what
    the clerk's book gave it (empty until they come back). `restates` is an earlier public report.
    """

    id = models.UUIDField(primary_key=True)
    campaign = models.UUIDField(db_column="campaign_id")
    title = models.TextField()
    coordinator = models.TextField()
    place = models.TextField()
    directive = models.TextField()
    cycle = models.CharField(max_length=20)
    due_on = models.DateField()
    number = models.PositiveIntegerField()
    dated_on = models.DateField(null=True)
    released_at = models.DateTimeField()
    published_at = models.DateTimeField()
    code = models.CharField(max_length=14)
    record_sha256 = models.CharField(max_length=64)
    structure = models.CharField(max_length=40)
    tool_version = models.CharField(max_length=200)
    symbol = models.TextField()
    signed_on = models.DateField(null=True)
    due = models.PositiveIntegerField()
    on_time = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    unknown_time = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    excused = models.PositiveIntegerField()
    gap_why = models.TextField()
    restates = models.UUIDField(null=True, db_column="restates_id")
    restates_why = models.TextField()

    class Meta:
        managed = False
        db_table = "publications_report"

    def __str__(self) -> str:
        return f"{self.title} {self.cycle}"

    @property
    def received(self) -> int:
        """How many bodies are in the report."""
        return self.on_time + self.late + self.unknown_time


class PublicFigure(models.Model):
    """One total of a public report, as it was issued: decimal strings, None where nothing was reported.

    `low` and `high` bound a count that is not exact. Of bodies only how many there were is public.
    """

    id = models.BigIntegerField(primary_key=True)
    report = models.ForeignKey(PublicReport, on_delete=models.DO_NOTHING, related_name="figures")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    name = models.TextField()
    unit = models.TextField()
    kind = models.CharField(max_length=20)
    value = models.TextField(null=True)
    inexact = models.BooleanField()
    low = models.TextField(null=True)
    high = models.TextField(null=True)
    estimated = models.TextField(null=True)
    previous = models.TextField(null=True)
    target = models.TextField(null=True)
    reported_by = models.PositiveIntegerField()
    nil = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    excused = models.PositiveIntegerField()

    class Meta:
        managed = False
        db_table = "publications_figure"

    def __str__(self) -> str:
        return self.code


class PublicRegime(models.Model):
    """How often and by when the campaign of a public report asks, as its rules said at that time."""

    id = models.TextField(primary_key=True)
    report = models.ForeignKey(PublicReport, on_delete=models.DO_NOTHING, related_name="regimes")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    frequency = models.CharField(max_length=20)
    due = models.CharField(max_length=20)
    relation = models.CharField(max_length=20)

    class Meta:
        managed = False
        db_table = "publications_regime"

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """Everything public at a time, by a mark that is another after each change that readers can see.

    One row, written by the database's triggers alone (migration 0004).
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    mark = models.UUIDField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_edition_holds_at_a_time"),)

    def __str__(self) -> str:
        return str(self.mark)
