"""The bytes of files, and the plans that bodies filed."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from tonghop.apps.reporting.models.due_rows import DueRow


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
