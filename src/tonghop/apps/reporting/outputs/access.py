"""Whose ledger somebody keeps: those of their own bodies, and no other's."""

from datetime import date
from uuid import UUID

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.permissions import bodies_with
from tonghop.apps.directives.queries import bodies_named
from tonghop.apps.reporting.models import Output
from tonghop.apps.reporting.models.outputs import OutputQuerySet
from tonghop.apps.reporting.permissions import mandates_with
from tonghop.domain.reporting import outputs as domain


def kept_bodies(*, by: Person, on: date) -> tuple[tuple[str, str], ...]:
    """Return the bodies whose ledgers somebody keeps, with their names."""
    return bodies_named(bodies_with(Right.KEEP_OUTPUTS, by=by, on=on), on=on)


def access_outputs(*, by: Person, on: date) -> OutputQuerySet:
    """Return the entries of the ledgers that somebody keeps, those that were taken back too."""
    bodies = mandates_with(Right.KEEP_OUTPUTS, by=by, on=on)
    return Output.objects.filter(unit__in=bodies.values("body"))


def access_output(output_id: UUID, *, by: Person, on: date) -> Output:
    """Return one entry.

    Raises: NoSuchThing.
    """
    found = access_outputs(by=by, on=on).filter(pk=output_id).first()
    if found is None:
        raise NoSuchThing()
    return found


def entry_of(row: Output) -> domain.Output:
    """Return a row as the domain's value."""
    return domain.Output(
        str(row.pk),
        row.kind,
        row.title,
        row.made_on,
        row.link,
        row.place,
        row.count,
        row.minutes,
        row.made_with,
    )
