"""Files of their own that bodies hand in, how far they were read, and what was answered about layouts."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.models.campaigns import Campaign
from tonghop.apps.reporting.models.due_rows import DueRow
from tonghop.apps.reporting.models.plans import KeptFile


class UploadState(models.TextChoices):
    """How far a file is. `TAKEN`: some of it stands in the draft."""

    WAITING = "waiting", _("Chờ đọc")
    READING = "reading", _("Đang đọc")
    READ = "read", _("Đã đọc, chờ đối chiếu")
    FAILED = "failed", _("Không đọc được")
    TAKEN = "taken", _("Đã đưa vào báo cáo")


class Upload(models.Model):
    """A file that a body handed in for a row of the due list.

    `outcome` is what was read of it, as `formats.inbox.return_json` writes it; `answers` are a person's words
    on questions about this file: {question: value}. `fault` says in Vietnamese why it was not read.
    `taken_version` is the version of the draft that holds what was taken last.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    row = models.ForeignKey(DueRow, on_delete=models.PROTECT, related_name="uploads")
    office = models.CharField(max_length=100)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.WAITING)
    outcome = models.BinaryField(default=bytes)
    answers = models.JSONField(default=dict)
    fault = models.TextField(blank=True)
    uploaded_by = models.CharField(max_length=36)
    uploaded_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=36, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["row", "file"], name="a_file_is_handed_in_once_for_a_report"),
            models.CheckConstraint(
                condition=Q(state__in=UploadState.values), name="an_upload_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=UploadState.FAILED) | ~Q(fault=""), name="a_failed_upload_says_why"
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by="", taken_version__isnull=True)
                | (Q(taken_at__isnull=False, taken_version__isnull=False) & ~Q(taken_by="")),
                name="who_took_a_file_up_and_when_or_neither",
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_read(self) -> bool:
        return self.state in (UploadState.READ, UploadState.TAKEN)


class RememberedAnswer(models.Model):
    """What somebody answered about a layout, kept for the next file of that layout; the newest counts.

    `key` is what the question says it is remembered by. `unit` is the body whose files it is about, None for
    an answer of the office, which holds for all. Entered once, never changed.
    """

    id = models.BigAutoField(primary_key=True)
    office = models.CharField(max_length=100)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.TextField()
    value = models.CharField(max_length=300)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(key="") & ~Q(value=""), name="an_answer_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
