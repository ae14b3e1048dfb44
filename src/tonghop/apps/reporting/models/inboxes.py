"""Files that the office was mailed and put in: what was delivered, what was found in it, what was answered.

A delivery is read in the background into the files that it holds (a zip and a mail hold others), each file
into results of the domain. What is read again gives results of a later reading; none is ever changed. Bytes
stay only of files that were read: of what bears a mark of secrecy nothing does.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.models.campaigns import Campaign
from tonghop.apps.reporting.models.due_rows import Cycle
from tonghop.apps.reporting.models.plans import KeptFile


class InboxState(models.TextChoices):
    """How far the reading of what was put in has come."""

    WAITING = "waiting", _("Chờ đọc")
    READING = "reading", _("Đang đọc")
    READ = "read", _("Đã đọc")
    STOPPED = "stopped", _("Đã dừng")
    FAILED = "failed", _("Bị lỗi khi đọc")


class Inbox(models.Model):
    """What a coordinator put in at once for a cycle. `done` of `count` files are read."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="inboxes")
    state = models.CharField(max_length=10, choices=InboxState.choices, default=InboxState.WAITING)
    count = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=InboxState.values), name="an_inbox_is_in_a_known_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.state} {self.done}/{self.count}"


class Delivery(models.Model):
    """One file as it was put in. Its bytes are here until it is read, and nowhere on from then if it holds
    others or is refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="deliveries")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField(null=True)
    is_read = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cycle", "name"], name="what_is_put_in_has_a_name_of_its_own"),
            models.CheckConstraint(
                condition=Q(is_read=False) | Q(content__isnull=True), name="what_was_read_lies_here_no_longer"
            ),
        )
        indexes = (models.Index(fields=["cycle", "sha256"], name="deliveries_by_their_bytes"),)

    def __str__(self) -> str:
        return self.name


class InboxFile(models.Model):
    """One file found in a delivery, by its name inside ("thư.eml/bao-cao.docx"). `file` are its bytes, none
    where it is refused. `reading` counts how often it was read, `plan_key` says by what (it is read again
    where that is empty). `symbols` are the numbers of documents that stand in it, in one line each.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reading = models.PositiveIntegerField(default=1)
    plan_key = models.CharField(max_length=64, blank=True)
    symbols = models.TextField(blank=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["delivery", "number"], name="the_files_of_a_delivery_are_numbered_once"
            ),
        )
        indexes = (models.Index(fields=["cycle"], name="files_of_a_cycle"),)

    def __str__(self) -> str:
        return self.name


class InboxResult(models.Model):
    """What reading a file gave: a return of a body, or a refusal. `content` is the domain's value in JSON
    (`return_json`); body (where the file itself says it), kind and refusal stand beside for lists.
    """

    id = models.BigAutoField(primary_key=True)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(InboxFile, on_delete=models.PROTECT, related_name="results")
    reading = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    body = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    refusal = models.CharField(max_length=60, blank=True)
    content = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["file", "reading", "number"], name="the_results_of_a_reading_are_numbered_once"
            ),
        )
        indexes = (models.Index(fields=["cycle"], name="results_of_a_cycle"),)

    def __str__(self) -> str:
        return f"{self.file_id} {self.kind or self.refusal}"


class InboxAnswer(models.Model):
    """A person's word on a question of the files. The newest on a question holds; an empty one takes it back.

    `remembered` is what it is kept by for later cycles of the campaign, as in the domain's `Answer`;
    `message`, `file` and `choices` are what was read before it was given.
    """

    id = models.BigAutoField(primary_key=True)
    office = models.CharField(max_length=100)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=100)
    value = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    remembered = models.JSONField(default=list)
    message = models.TextField(blank=True)
    file = models.TextField(blank=True)
    choices = models.JSONField(default=list)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["campaign"], name="answers_of_a_campaign"),)

    def __str__(self) -> str:
        return self.question


class IncomingList(models.Model):
    """A list of incoming documents (sổ văn bản đến) as it was exported from the office's own system."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="incoming_lists")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    faults = models.JSONField(default=list)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cycle", "sha256"], name="a_list_is_put_in_once_a_cycle"),
        )

    def __str__(self) -> str:
        return self.file_name


class ListedDocument(models.Model):
    """One line of a list of incoming documents. `matched` is the file that somebody said it is; what the
    rules find is computed whenever it is asked. `is_left_out`: it is none of the files.
    """

    id = models.BigAutoField(primary_key=True)
    office = models.CharField(max_length=100)
    list = models.ForeignKey(IncomingList, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField()
    incoming_number = models.CharField(max_length=60, blank=True)
    came_at = models.DateTimeField()
    has_hour = models.BooleanField()
    symbol = models.CharField(max_length=100, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    sender = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    file_name = models.TextField(blank=True)
    matched = models.ForeignKey(
        InboxFile, on_delete=models.PROTECT, null=True, blank=True, related_name="listed"
    )
    is_left_out = models.BooleanField(default=False)
    matched_by = models.CharField(max_length=36, blank=True)
    matched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["list", "number"], name="a_line_of_a_list_stands_once"),
            models.CheckConstraint(
                condition=Q(matched__isnull=True) | Q(is_left_out=False), name="a_line_is_a_file_or_none"
            ),
            models.CheckConstraint(
                condition=Q(matched__isnull=True, is_left_out=False, matched_by="", matched_at__isnull=True)
                | (~Q(matched_by="") & Q(matched_at__isnull=False)),
                name="who_matched_a_line_and_when_or_neither",
            ),
        )

    def __str__(self) -> str:
        return f"{self.incoming_number} {self.symbol}"
