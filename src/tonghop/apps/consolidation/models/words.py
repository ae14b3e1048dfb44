"""What the office composed of the bodies' words, section by section."""

from uuid import uuid4

import pghistory
from django.db import models

from tonghop.apps.reporting.models import Cycle


@pghistory.track(append_only=True)
class Composed(models.Model):
    """A section as the office wants it in the report: {"text", "own", "from": [ids]} in order.

    `version` counts the saves; the history keeps them all. Not `is_used`: the gathered statements stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=100)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="composed")
    section = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    items = models.JSONField()
    is_used = models.BooleanField(default=True)
    changed_by = models.CharField(max_length=36)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cycle", "section"], name="a_section_is_composed_in_one_place"),
        )

    def __str__(self) -> str:
        return f"{self.section} v{self.version}"
