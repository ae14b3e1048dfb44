"""What the events of the audit were about, as far as whoever reads them may see it: by name, never more."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import access_people, has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.models import Directive
from tonghop.apps.organisations.queries import names_of as names_of_units
from tonghop.apps.reporting.campaigns.access import access_campaigns
from tonghop.apps.reporting.permissions import access_cycles, access_rows

Found = Mapping[str, tuple[str, str]]
"""Id → the name of the thing, and what stands behind it (a cycle's code), "" where nothing does."""


def subjects_seen(subjects: Iterable[str], *, by: Person, on: date) -> Mapping[str, tuple[str, str]]:
    """Return the names of subjects such as "due-row:ID", of those that somebody may open.

    Shape: one question of SQL for each kind of thing that occurs, however many there are.
    """
    of_kind: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _, id = subject.partition(":")
        of_kind.setdefault(kind, set()).add(id)
    return {
        f"{kind}:{id}": told
        for kind, ids in of_kind.items()
        if kind in _SEEN
        for id, told in _SEEN[kind](ids, by, on).items()
    }


def _rows(ids: set[str], by: Person, on: date) -> Found:
    found = access_rows(by=by, on=on).filter(pk__in=_uuids(ids))
    return {str(pk): (name, code) for pk, name, code in found.values_list("pk", "name", "cycle__code")}


def _cycles(ids: set[str], by: Person, on: date) -> Found:
    found = access_cycles(by=by, on=on).filter(pk__in=_uuids(ids))
    return {str(pk): (title, code) for pk, title, code in found.values_list("pk", "campaign__title", "code")}


def _campaigns(ids: set[str], by: Person, on: date) -> Found:
    found = access_campaigns(by=by, on=on).filter(pk__in=_uuids(ids))
    return {str(pk): (title, "") for pk, title in found.values_list("pk", "title")}


def _directives(ids: set[str], by: Person, on: date) -> Found:
    if not has_right(by, Right.SEE_DIRECTIVES, on=on):
        return {}
    found = Directive.objects.filter(pk__in=_uuids(ids)).values_list("pk", "symbol", "title")
    return {str(pk): (symbol or title, "") for pk, symbol, title in found}


def _people(ids: set[str], by: Person, on: date) -> Found:
    if not has_right(by, Right.SEE_PEOPLE, on=on):
        return {}
    found = access_people(by=by, on=on).filter(pk__in=_uuids(ids))
    return {str(pk): (name, "") for pk, name in found.values_list("pk", "full_name")}


def _units(ids: set[str], by: Person, on: date) -> Found:
    if not has_right(by, Right.KEEP_REGISTER, on=on):
        return {}
    return {unit: (name, "") for unit, name in names_of_units(ids, on=on).items()}


def _uuids(ids: Iterable[str]) -> list[UUID]:
    """Return the ids that are some; whatever else stands in an event finds nothing."""
    found = []
    for id in ids:
        try:
            found.append(UUID(id))
        except ValueError:
            continue
    return found


_SEEN: Mapping[str, Callable[[set[str], Person, date], Found]] = MappingProxyType(
    {
        "due-row": _rows,
        "cycle": _cycles,
        "campaign": _campaigns,
        "directive": _directives,
        "person": _people,
        "unit": _units,
    }
)
