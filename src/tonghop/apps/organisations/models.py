"""The register in rows: units, their versions, what each version was called and stood under, and events.

The twin of `tonghop.domain.organisations`: the rule is downstairs, the row upstairs. A unit is an id that
never changes and outlives its versions; a mandate for a body points to it.
"""

from datetime import date
from typing import TypeVar

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models

from tonghop.domain.organisations.events import KINDS
from tonghop.domain.organisations.units import LEVELS, LINES, PLACE

LONGEST_UNIT, LONGEST_EVENT = 100, 120
Kept = TypeVar("Kept", bound=type[models.Model])


def remembered(model: Kept) -> Kept:
    """Remember every insert, change and removal of a model's rows.

    Each model needs trackers of its own: one that is shared keeps the columns of the first model, and then
    sees no change in the others.
    """
    trackers = pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
    tracked: Kept = pghistory.track(*trackers, append_only=True)(model)
    return tracked


class Days(models.Func):
    """The days of a version as a range, its last day excluded; open where no beginning or end is recorded."""

    function = "daterange"
    output_field = DateRangeField()


class Exact(models.DecimalField):  # type: ignore[type-arg]  # generic in the stubs only
    """A number kept with all its digits: a third of a third must come back as it was."""

    def db_type(self, connection: object) -> str:
        return "numeric"


@remembered
class Unit(models.Model):
    """A place or a body: only its id, which is never given to another. Everything else has a date."""

    id = models.CharField(primary_key=True, max_length=LONGEST_UNIT)

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(id=""), name="a_unit_has_an_id"),)

    def __str__(self) -> str:
        return self.id


@remembered
class Reorganisation(models.Model):
    """What a decree opened and closed. `number` is its place in the order in which events were applied."""

    id = models.CharField(primary_key=True, max_length=LONGEST_EVENT)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=20)
    effective_on = models.DateField()
    decree = models.TextField(blank=True)
    is_day_certain = models.BooleanField(default=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="an_event_is_of_a_known_kind"),
        )

    def __str__(self) -> str:
        return self.id


class VersionQuerySet(models.QuerySet["Version"]):
    """Versions, told by adjectives."""

    def begun(self, *, on: date) -> "VersionQuerySet":
        """Those whose first day has come, or has never been recorded."""
        return self.filter(models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on))

    def in_force(self, *, on: date) -> "VersionQuerySet":
        """Those that hold on this day."""
        return self.begun(on=on).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=on))


@remembered
class Version(models.Model):
    """What a unit was in one stretch of time; two of one unit never hold on the same day."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.TextField()
    kind = models.TextField()
    level = models.CharField(max_length=20)
    line = models.CharField(max_length=20)
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    attested_from = models.DateField(null=True, blank=True)
    aliases = ArrayField(models.TextField(), default=list, blank=True)
    classes = ArrayField(models.TextField(), default=list, blank=True)
    opened_by = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, null=True, blank=True, related_name="opens"
    )
    closed_by = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, null=True, blank=True, related_name="closes"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="a_unit_has_one_version_a_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (Days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="a_version_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_version_has_a_name"),
            models.CheckConstraint(condition=models.Q(level__in=LEVELS), name="a_version_has_a_known_level"),
            models.CheckConstraint(condition=models.Q(line__in=LINES), name="a_version_has_a_known_line"),
            models.CheckConstraint(
                condition=models.Q(place__isnull=True) | ~models.Q(line=PLACE),
                name="only_a_body_stands_at_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by__isnull=True) | models.Q(valid_to__isnull=False),
                name="what_an_event_closed_has_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_by__isnull=True) | models.Q(valid_from__isnull=False),
                name="what_an_event_opened_has_begun",
            ),
        )

    def __str__(self) -> str:
        return self.name


@remembered
class Parent(models.Model):
    """The unit above, one in each hierarchy that a version belongs to."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="parents")
    hierarchy = models.CharField(max_length=50)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="below")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "hierarchy"], name="a_version_has_one_parent_in_a_hierarchy"
            ),
            models.CheckConstraint(condition=~models.Q(hierarchy=""), name="a_hierarchy_has_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.hierarchy}={self.unit_id}"


@remembered
class Code(models.Model):
    """A code that a version bore, in the system that gave it (statistics, electronic id)."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(max_length=20)
    value = models.CharField(max_length=35, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "system", "value"], name="a_code_stands_once_in_a_version"
            ),
            models.CheckConstraint(condition=~models.Q(value=""), name="a_code_is_not_empty"),
        )

    def __str__(self) -> str:
        return self.value


@remembered
class Succession(models.Model):
    """What became of a unit in an event; no share where nobody knows how much."""

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="successions")
    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="made_from")
    share = Exact(max_digits=1000, decimal_places=500, null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gt=0, share__lte=1),
                name="a_share_is_a_part_of_one_whole",
            ),
            models.UniqueConstraint(fields=["event", "old", "new"], name="a_succession_is_told_once"),
        )

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Withheld(models.Model):
    """A reorganisation that was taken back: loading the country again does not apply it. It points to no row,
    since the reorganisation is gone; the audit remembers who did it, and each time.
    """

    event = models.CharField(primary_key=True, max_length=LONGEST_EVENT)
    why = models.TextField(blank=True)
    undone_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(event=""), name="what_is_withheld_has_an_id"),
        )

    def __str__(self) -> str:
        return self.event
