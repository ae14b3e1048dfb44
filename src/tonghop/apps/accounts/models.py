"""People and their mandates. Without a mandate in force nobody may do anything, however well they sign in."""

from datetime import date
from uuid import uuid4

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Lower

from tonghop.apps.accounts.roles import Role
from tonghop.apps.foundations.questions import Given


class Spell(models.Func):
    """The days of a mandate as a range, its last day excluded; without an end it goes on."""

    function = "daterange"
    output_field = DateRangeField()


class People(BaseUserManager["Person"]):
    """How people are found by the name with which they sign in."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(login__iexact=username)


@pghistory.track(exclude=["password", "last_login"], append_only=True)
class Person(AbstractBaseUser, PermissionsMixin):
    """An official who works with the program; nothing is kept but how to recognise and to reach them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    login = models.CharField(max_length=150)
    full_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["full_name"]  # noqa: RUF012 (Django declares it so)
    objects = People()

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("login"), name="one_person_has_one_login"),
            models.CheckConstraint(
                condition=models.Q(is_superuser=False), name="nobody_is_above_the_mandates"
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """Return the name by the word that Django's libraries ask for it."""
        return self.full_name


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates, told by adjectives."""

    def in_force(self, *, on: date | Given) -> "MandateQuerySet":
        """Those that hold on this day, of people who are still active."""
        begun = self.filter(person__is_active=True, valid_from__lte=on)
        return begun.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=on))


@pghistory.track(append_only=True)
class Mandate(models.Model):
    """One role of one person for one body, from a day until another (not included)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    body = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="a_mandate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="a_mandate_names_a_known_role"
            ),
            models.CheckConstraint(condition=~models.Q(body=""), name="a_mandate_names_a_body"),
            ExclusionConstraint(
                name="a_role_for_a_body_is_held_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("body", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Spell("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.body}"


@pghistory.track(exclude=["secret_sha256"], append_only=True)
class OneTimeLink(models.Model):
    """A link with which one person sets a password: once, and until a time. Its secret itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    issued_by = models.CharField(max_length=36)
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at__isnull=True, replaced_at__isnull=True),
                name="a_person_has_one_link_that_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("issued_at")), name="a_link_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(replaced_at__isnull=True),
                name="a_replaced_link_is_not_used",
            ),
            models.CheckConstraint(
                condition=models.Q(secret_sha256__regex=r"^[0-9a-f]{64}$"), name="a_link_keeps_only_a_hash"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.valid_until}"


class SignInAttempt(models.Model):
    """An attempt to sign in that has not come to a right password; kept for minutes, to slow down guessing.

    The name that was typed stands here as a keyed hash: it may be anything, even somebody's password.
    """

    id = models.BigAutoField(primary_key=True)
    login_hash = models.CharField(max_length=64)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["login_hash", "address"]),
            models.Index(fields=["address"]),
            models.Index(fields=["at"]),
        )

    def __str__(self) -> str:
        return f"{self.address} {self.at}"
