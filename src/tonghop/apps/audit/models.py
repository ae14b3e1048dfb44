"""The one table of the audit. The database numbers, dates and hashes each event (migration 0002)."""

from django.db import models


def _from_content(key: str) -> models.Func:
    """One key of the content: the stored text stays the only truth, such columns follow from it."""
    return models.Func(
        models.F("content"),
        template=f"((%(expressions)s)::jsonb ->> '{key}')",
        output_field=models.TextField(),
    )


def _area() -> models.Func:
    """What stands before the first point of the kind: "report" of "report.sent"."""
    return models.Func(
        models.F("content"),
        template="split_part(((%(expressions)s)::jsonb ->> 'kind'), '.', 1)",
        output_field=models.TextField(),
    )


class Event(models.Model):
    """Something that somebody did. Added by the function `tonghop_record_event`, and never changed."""

    sequence = models.BigIntegerField(primary_key=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField()
    content = models.TextField()
    hash = models.CharField(max_length=64, unique=True)
    kind = models.GeneratedField(
        expression=_from_content("kind"), output_field=models.TextField(), db_persist=True
    )
    area = models.GeneratedField(expression=_area(), output_field=models.TextField(), db_persist=True)
    actor = models.GeneratedField(
        expression=_from_content("actor"), output_field=models.TextField(), db_persist=True
    )
    subject = models.GeneratedField(
        expression=_from_content("subject"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        ordering = ("sequence",)
        # With the sequence behind it, the newest of a person, an object or an area are read off an index.
        # Columns, not expressions: row-level security lets only what cannot leak be compared in an index.
        indexes = (
            models.Index(fields=["subject", "sequence"], name="events_of_a_subject"),
            models.Index(fields=["actor", "sequence"], name="events_of_an_actor"),
            models.Index(fields=["area", "sequence"], name="events_of_an_area"),
            models.Index(fields=["recorded_at"], name="events_by_their_clock"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__isnull=False, actor__isnull=False, subject__isnull=False),
                name="an_event_says_who_did_what_to_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.subject}"
