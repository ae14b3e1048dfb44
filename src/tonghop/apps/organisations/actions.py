"""Everything that writes the register: loading, applying and undoing a reorganisation, amending by a list.

Each takes the register's lock, asks the domain, writes the difference and leaves an event. `by` is a person
with the right to keep the register, or None for whoever holds the owner's door (the command line); as the
application without a person the database refuses every row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, connection, transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import SYSTEM, record
from tonghop.apps.organisations import queries
from tonghop.apps.organisations.models import Withheld
from tonghop.apps.organisations.rows import Difference, difference, write
from tonghop.domain.errors import Refusal
from tonghop.domain.organisations import reorganisations
from tonghop.domain.organisations.amendments import Amendment, Line, amended, renaming
from tonghop.domain.organisations.completion import completed
from tonghop.domain.organisations.events import Event
from tonghop.domain.organisations.register import Register

Counts = Mapping[str, Mapping[str, int]]
"""Level → kind → how many."""


class CountsDiffer(Refusal):
    """What was loaded is not what the source promises; nothing is kept."""

    code = "counts-differ"
    message_vi = "Ngày {on} nạp được {found}, đúng ra phải là {known}. Không ghi gì."
    message_en = "For {on} there are {found}, and there should be {known}. Nothing was kept."


class UnitIsUsed(Refusal):
    """Something else points to a unit that would go, or to one that is nobody."""

    code = "unit-is-used"
    message_vi = (
        "Chưa ghi được: còn nhiệm vụ, cấp dưới hoặc sự kiện trỏ tới đơn vị không có trong danh bạ ({what})."
    )
    message_en = (
        "Not written: a mandate, a unit below or an event points to a unit that is not there ({what})."
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came, the units that the office has otherwise, and the events that were not applied since they
    were taken back or are built on one that was.
    """

    change: Difference
    differing: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()


class ReasonMissing(Refusal):
    code = "reason-missing"
    message_vi = "Hãy ghi lý do; lý do được lưu trong nhật ký."
    message_en = "Give the reason; it is kept in the audit."


class AmendmentRefused(Refusal):
    """What one line would change cannot be; nothing is kept."""

    code = "amendment-refused"
    message_vi = "Chưa ghi: {faults}."
    message_en = "Not written: {faults}."


@transaction.atomic
def load(
    *,
    packaged: Register,
    source: str,
    known: Mapping[date, Counts],
    by: Person | None,
    at: datetime,
    on: date,
    done: Callable[[int], None] = lambda count: None,
) -> Loaded:
    """Bring in units and events that the register lacks; what was taken back does not come again.

    Shape:  `known` are the counts of places by day that the source promises; the database has to agree where
            it was empty before.
    Raises: NotPermitted, CountsDiffer, UnitIsUsed, and what `completion.completed` raises.
    """
    _begin(by, on)
    before = queries.register()
    result = completed(before, packaged, queries.withheld())
    change = difference(before, result.register)
    loaded = Loaded(change, result.differing, result.held_back)
    if change.is_nothing:
        return loaded
    _write(change, done)
    if not before.versions:
        _demand_counts(known)
    facts = {"source": source, **change.counts}
    record(kind="register.loaded", by=_actor(by), subject="register", at=at, facts=facts)
    return loaded


@transaction.atomic
def apply(*, event: Event, by: Person | None, at: datetime, on: date) -> Difference:
    """Apply one reorganisation, for the first time or again.

    Raises: NotPermitted, UnitIsUsed, EventIsKnown, UnitIsNotInForce, UnitIsInForce, SuccessionIsForeign.
    """
    _begin(by, on)
    before = queries.register(event.units, [event.id])
    change = difference(before, reorganisations.apply(before, event))
    _write(change)
    Withheld.objects.filter(event=event.id).delete()
    facts = {
        "kind": event.kind,
        "effective_on": event.on.isoformat(),
        "decree": event.decree,
        **change.counts,
    }
    subject = f"reorganisation:{event.id}"
    record(kind="reorganisation.applied", by=_actor(by), subject=subject, at=at, facts=facts)
    return change


@transaction.atomic
def undo(*, event_id: str, why: str, by: Person | None, at: datetime, on: date) -> Difference:
    """Take the last reorganisation of its units back; what it closed is open again, and loading the country
    leaves it alone.

    Raises: NotPermitted, EventIsUnknown, LaterEventStands, UnitIsUsed.
    """
    _begin(by, on)
    before = queries.register(queries.units_of_event(event_id), [event_id])
    change = difference(before, reorganisations.undo(before, event_id))
    _write(change)
    Withheld.objects.update_or_create(event=event_id, defaults={"why": why, "undone_at": at})
    subject = f"reorganisation:{event_id}"
    facts = {"why": why, **change.counts}
    record(kind="reorganisation.undone", by=_actor(by), subject=subject, at=at, facts=facts)
    return change


@transaction.atomic
def amend(
    *, lines: Sequence[Line], source_sha256: str, by: Person | None, at: datetime, on: date
) -> Amendment:
    """Take in a list of versions, all or none; faults, or a list without news, write nothing.

    Raises: NotPermitted, UnitIsUsed.
    """
    _begin(by, on)
    before = queries.register()
    result = amended(before, lines)
    change = difference(before, result.register)
    if result.faults or change.is_nothing:
        return result
    _write(change)
    facts = {"source_sha256": source_sha256, **change.counts}
    record(kind="register.amended", by=_actor(by), subject="register", at=at, facts=facts)
    return result


@transaction.atomic
def amend_name(
    *,
    unit: str,
    name: str,
    aliases: Sequence[str],
    valid_from: date | None,
    why: str,
    by: Person | None,
    at: datetime,
    on: date,
) -> Amendment:
    """Give a unit another name or other aliases from a day on; without a day, mend how it was written.

    Raises: NotPermitted, ReasonMissing, AmendmentRefused, UnitIsUnknown, UnitIsUsed.
    """
    if not why.strip():
        raise ReasonMissing()
    if by is not None:
        require_right(by, Right.KEEP_REGISTER, on=on)
    versions = queries.register([unit]).versions.get(unit, ())
    lines = renaming(unit, versions, name=name, aliases=aliases, valid_from=valid_from, on=on)
    told = "\n".join((unit, name, *aliases, valid_from.isoformat() if valid_from else "", why.strip()))
    result = amend(lines=lines, source_sha256=sha256(told.encode()).hexdigest(), by=by, at=at, on=on)
    if result.faults:
        raise AmendmentRefused(faults="; ".join(fault.message for fault in result.faults))
    facts = {"why": why.strip(), "name": name, "valid_from": valid_from.isoformat() if valid_from else None}
    record(kind="unit.renamed", by=_actor(by), subject=f"unit:{unit}", at=at, facts=facts)
    return result


@transaction.atomic
def undo_with_reason(*, event_id: str, why: str, by: Person, at: datetime, on: date) -> Difference:
    """Take a reorganisation back, as `undo`, on the word of a person who says why.

    Raises: ReasonMissing, and what `undo` raises.
    """
    if not why.strip():
        raise ReasonMissing()
    return undo(event_id=event_id, why=why.strip(), by=by, at=at, on=on)


def _begin(by: Person | None, on: date) -> None:
    """Make sure of the right, and put writers of the register one behind the other."""
    if by is not None:
        require_right(by, Right.KEEP_REGISTER, on=on)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('tonghop register'))")


def _actor(by: Person | None) -> str:
    return SYSTEM if by is None else str(by.pk)


def _write(change: Difference, done: Callable[[int], None] = lambda count: None) -> None:
    try:
        with transaction.atomic():
            write(change, done)
    except IntegrityError as fault:
        if "foreign key" not in str(fault):
            raise
        raise UnitIsUsed(what=str(fault).splitlines()[0]) from fault


def _demand_counts(known: Mapping[date, Counts]) -> None:
    for on, levels in known.items():
        found = queries.counted(on)
        if any(found.get(level, {}) != kinds for level, kinds in levels.items()):
            raise CountsDiffer(on=on, found=found, known=levels)
