"""Two people in one report: what can be saved is saved, the rest is kept aside until somebody chooses."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.reporting.models import SetAside
from tonghop.apps.reporting.submissions.saving import SameFieldsChanged, Saved, save, set_aside, settle
from tonghop.domain.reporting.drafts import Clash, Fields


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a form that was sent: the draft, and what clashed with another's writing, kept aside."""

    saved: Saved
    clashes: tuple[Clash, ...] = ()
    aside: SetAside | None = None


@transaction.atomic
def save_what_does_not_clash(
    *, row_id: UUID, fields: Fields, base_version: int, by: Person, at: datetime, on: date
) -> Kept:
    """Save what nobody else has written meanwhile, and keep aside what somebody has.

    Raises: NoSuchThing, NoReportAsked, FieldUnknown, TextTooLong, VersionUnknown.
    """
    try:
        saved = save(row_id=row_id, fields=fields, base_version=base_version, by=by, at=at, on=on)
        return Kept(saved)
    except SameFieldsChanged as refusal:
        clashes = refusal.clashes
    kept = {clash.field: clash.mine for clash in clashes}
    aside = set_aside(row_id=row_id, fields=kept, base_version=base_version, by=by, at=at, on=on)
    others = {field: text for field, text in fields.items() if field not in kept}
    saved = save(row_id=row_id, fields=others, base_version=base_version, by=by, at=at, on=on)
    return Kept(saved, clashes, aside)


@transaction.atomic
def choose(
    *,
    row_id: UUID,
    set_aside_id: UUID,
    fields: Fields,
    base_version: int,
    by: Person,
    at: datetime,
    on: date,
) -> Kept:
    """Write what somebody chose between two texts, and settle the one that was set aside.

    Shape:  `fields` are those that are to be written; a field that stays as it is in the report is not there.
            Where it was written a third time meanwhile, the choice is itself set aside.
    Raises: as `save_what_does_not_clash`.
    """
    known = SetAside.objects.filter(pk=set_aside_id, submission=row_id, settled_at__isnull=True).first()
    if known is None or not set(fields) <= set(known.fields):
        raise NoSuchThing()
    kept = save_what_does_not_clash(
        row_id=row_id, fields=fields, base_version=base_version, by=by, at=at, on=on
    )
    settle(row_id=row_id, set_aside_id=set_aside_id, by=by, at=at, on=on)
    return kept
