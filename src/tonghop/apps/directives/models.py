"""A directive, its obligations sentence by sentence, and assignments.

Rule 10: a sentence that touches people's rights is kept and shown as text, and the database itself refuses
an assignment on it, however the row is written (migration 0002). Spans are offsets in the directive's text.
"""

from uuid import uuid4

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Cast


class Extent(models.Func):
    """The place of a sentence as a range of offsets."""

    function = "int4range"
    output_field = IntegerRangeField()


def _span_is_one(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(span_start__gte=0, span_end__gt=models.F("span_start")), name=name
    )


@pghistory.track(append_only=True)
class Directive(models.Model):
    """An issued text, as it was taken in."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    symbol = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=50, blank=True)
    title = models.TextField(blank=True)
    issuer = models.TextField(blank=True)
    issued_on = models.DateField(null=True, blank=True)
    text = models.TextField()
    source_name = models.TextField()
    source_sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source_sha256"], name="a_file_is_taken_in_once"),
            models.CheckConstraint(
                condition=models.Q(source_sha256__regex=r"^[0-9a-f]{64}$"),
                name="a_source_is_named_by_its_hash",
            ),
        )

    def __str__(self) -> str:
        return self.symbol or self.source_name


@pghistory.track(append_only=True)
class Obligation(models.Model):
    """One task that a directive lays on somebody, as it was read; it does nothing until confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="obligations")
    reading_id = models.CharField(max_length=64)
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=36, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["directive", "reading_id"], name="an_obligation_is_kept_once"),
            _span_is_one("an_obligation_has_a_place"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, confirmed_by="")
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(confirmed_by="")),
                name="who_confirmed_and_when_or_neither",
            ),
        )

    def __str__(self) -> str:
        return self.reading_id


@pghistory.track(append_only=True)
class ObligationSentence(models.Model):
    """One sentence of an obligation, and whether it touches people's rights."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="sentences")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="sentences")
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    text = models.TextField()
    rights_sensitive = models.BooleanField()
    why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["obligation", "span_start", "span_end"], name="a_sentence_is_kept_once"
            ),
            _span_is_one("a_sentence_has_a_place"),
            models.CheckConstraint(
                condition=models.Q(rights_sensitive=False) | ~models.Q(why=""),
                name="what_touches_rights_says_why",
            ),
            ExclusionConstraint(
                name="the_same_words_are_not_both_sensitive_and_not",
                expressions=[
                    ("directive", RangeOperators.EQUAL),
                    (Extent("span_start", "span_end"), RangeOperators.OVERLAPS),
                    (Cast("rights_sensitive", models.IntegerField()), RangeOperators.NOT_EQUAL),
                ],
            ),
        )

    def __str__(self) -> str:
        return self.text


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class Assignment(models.Model):
    """What a person laid on a body on the authority of one sentence.

    `rights_sensitive` repeats the sentence's flag so that a foreign key over both columns can hold it: it is
    always false, and a sentence that is linked here can never be marked otherwise than it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sentence = models.ForeignKey(ObligationSentence, on_delete=models.PROTECT, related_name="assignments")
    rights_sensitive = models.BooleanField(default=False, editable=False)
    body = models.CharField(max_length=100)
    due_on = models.DateField(null=True, blank=True)
    assigned_by = models.CharField(max_length=36)
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(rights_sensitive=False), name="no_assignment_touches_rights"
            ),
            models.UniqueConstraint(
                fields=["sentence", "body"], name="a_sentence_is_assigned_to_a_body_once"
            ),
            models.CheckConstraint(condition=~models.Q(body=""), name="an_assignment_names_a_body"),
        )

    def __str__(self) -> str:
        return f"{self.sentence_id} → {self.body}"
