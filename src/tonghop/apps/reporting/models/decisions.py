"""What was decided on revisions: approved, returned to named parts, or taken back; each entered once."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.models.plans import KeptFile
from tonghop.apps.reporting.models.submissions import Revision
from tonghop.domain.reporting.decisions import Verdict


class Decided(models.TextChoices):
    """The domain's verdicts with their names."""

    APPROVED = Verdict.APPROVED.value, _("Duyệt")
    RETURNED = Verdict.RETURNED.value, _("Trả lại")
    ENDED = Verdict.ENDED.value, _("Rút quyết định")


class Decision(models.Model):
    """A decision on one revision, by a body of the level above: `decider`, which is the office at last.

    `parts` are the fields that are to be mended, `gap` says with which gap it was approved all the same.
    `symbol`, `dated_on`, `signer` and `file` are those of a signed paper, where the approver has no account
    and somebody entered what was signed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="decisions")
    office = models.CharField(max_length=100)
    decider = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Decided.choices)
    reason = models.CharField(max_length=30, blank=True)
    why = models.TextField(blank=True)
    parts = ArrayField(models.CharField(max_length=200), default=list)
    gap = models.TextField(blank=True)
    symbol = models.CharField(max_length=100, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict__in=Decided.values), name="a_decision_is_one_of_the_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Decided.APPROVED) | ~Q(why=""), name="what_is_not_approved_says_why"
            ),
            models.CheckConstraint(
                condition=Q(symbol="", dated_on__isnull=True, signer="")
                | (~Q(symbol="") & Q(dated_on__isnull=False) & ~Q(signer="")),
                name="a_signed_approval_says_which_paper",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id} {self.verdict}"
