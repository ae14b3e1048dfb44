"""A body's report in one cycle: what is typed so far, every change of it, and what was sent.

The draft is the domain's `Fields` in JSON. Each save is a change that stays; what was sent is a revision that
never changes, with the number of its receipt. Two people who write at once lose nothing: what could not be
taken up is set aside and shown.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.models.due_rows import DueRow
from tonghop.apps.reporting.models.plans import KeptFile


class Origin(models.TextChoices):
    """By which way words and figures came."""

    WEB = "web", _("Nhập trên mạng")
    FILE = "file", _("Từ tệp của đơn vị")
    OFFICE = "office", _("Cơ quan tổng hợp nhập từ tệp")
    LEDGER = "ledger", _("Từ sổ của đơn vị")


class Submission(models.Model):
    """A body's answer to one row of a due list.

    `content` is the draft (field → text), `version` counts its changes, `sources` says of fields that came
    from a file where they stood there: {field: {"file", "sha256", "at"}}. `sent_version` is the version that
    the newest revision holds; `revisions` how many were sent. `decided` is what the office
    decided on the newest revision, "" while it waits. `is_complete`: nothing that the form asks for
    is open any more.
    """

    row = models.OneToOneField(DueRow, on_delete=models.PROTECT, primary_key=True, related_name="submission")
    office = models.CharField(max_length=100)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    is_complete = models.BooleanField(default=False)
    revisions = models.PositiveIntegerField(default=0)
    sent_version = models.PositiveIntegerField(null=True, blank=True)
    decided = models.CharField(max_length=10, blank=True)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=36)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(sent_version__isnull=True, revisions=0)
                | (Q(sent_version__isnull=False, revisions__gt=0) & Q(sent_version__lte=F("version"))),
                name="what_was_sent_is_a_version_of_the_draft",
            ),
        )

    def __str__(self) -> str:
        return f"{self.row_id} v{self.version}"


class Change(models.Model):
    """One saved change of a draft: {field: [before, after]}. Entered once, never changed."""

    id = models.BigAutoField(primary_key=True)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    origin = models.CharField(max_length=10, choices=Origin.choices)
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["submission", "version"], name="a_drafts_changes_are_a_chain"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="a_change_comes_a_known_way"),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} v{self.version}"


class Revision(models.Model):
    """What a body sent: the draft as it stood, the values that it was read into, and the receipt.

    `entries` is the domain's `entries_record`, `evidence` lists the files beside it: {"sha256", "file_name",
    "caption", "size"}. `sha256` is the hash of `content` and of those hashes in one JSON text; the receipt
    shows it. `received_at` is when it reached the office: the instant of sending, or what is known of a file.
    Entered once, never changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="sent")
    office = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    content = models.JSONField()
    sources = models.JSONField(default=dict)
    entries = models.JSONField()
    evidence = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    receipt = models.CharField(max_length=30, unique=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    sent_by = models.CharField(max_length=36)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["submission", "number"], name="a_reports_revisions_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_revision_is_known_by_its_hash"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="a_revision_comes_a_known_way"
            ),
        )

    def __str__(self) -> str:
        return self.receipt


class SetAside(models.Model):
    """Text that somebody saved while another had written the same fields: kept and shown until it is settled.

    `fields` is what they wrote, `base_version` the version that they had seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="set_aside")
    base_version = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.CharField(max_length=36)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=36, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by="")),
                name="who_settled_a_text_and_when_or_neither",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.at}"


class KeptReply(models.Model):
    """What was answered to a request that names a key, so that the same request sent twice acts once."""

    key = models.UUIDField(primary_key=True, editable=False)
    person = models.CharField(max_length=36)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)


class Evidence(models.Model):
    """A file that a body puts beside its report. Removed ones stay, and are not shown any more."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="evidence")
    office = models.CharField(max_length=100)
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    caption = models.CharField(max_length=300, blank=True)
    added_by = models.CharField(max_length=36)
    added_at = models.DateTimeField()
    removed_by = models.CharField(max_length=36, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["submission", "file"],
                condition=Q(removed_at__isnull=True),
                name="a_file_stands_once_beside_a_report",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by="")
                | (Q(removed_at__isnull=False) & ~Q(removed_by="")),
                name="who_removed_a_file_and_when_or_neither",
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class SignedPaper(models.Model):
    """The signed original of what a body sent: its symbol, date and file, entered when it is back.

    A later entry replaces an earlier one, which stays as it is. `signer` is an office such as "Chủ tịch".
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="papers")
    office = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=100)
    dated_on = models.DateField()
    signer = models.CharField(max_length=200)
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    entered_by = models.CharField(max_length=36)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["revision", "number"], name="a_revisions_papers_are_numbered_once"
            ),
            models.CheckConstraint(condition=~Q(symbol="") & ~Q(signer=""), name="a_paper_says_which_it_is"),
        )

    def __str__(self) -> str:
        return self.symbol
