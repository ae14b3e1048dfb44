"""Which unit of the register a body of a campaign is: proposed by name and place, confirmed by a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.organisations.models import Version
from tonghop.apps.organisations.queries import register
from tonghop.apps.reporting.campaigns.access import held_campaign
from tonghop.apps.reporting.campaigns.keeping import CampaignClosed
from tonghop.apps.reporting.models import Campaign, CampaignBody
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.errors import Refusal
from tonghop.domain.organisations.matching import Found, find
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.sentences import history
from tonghop.domain.reporting import campaign as domain


class NoSuchBody(Refusal):
    code = "no-such-body"
    message_vi = "Chiến dịch không có đơn vị mang mã “{code}”."
    message_en = "The campaign has no body of the code {code!r}."


class UnitNotThere(Refusal):
    code = "unit-not-there"
    message_vi = "Danh bạ không có đơn vị “{unit}” vào ngày {on}."
    message_en = "The register has no unit {unit!r} on {on}."


class UnitIsAnother(Refusal):
    code = "unit-is-another"
    message_vi = "Đơn vị “{unit}” trong danh bạ đã được xác nhận là “{code}” của chiến dịch này."
    message_en = "The unit {unit!r} of the register is confirmed as {code!r} of this campaign already."


@dataclass(frozen=True, slots=True)
class Ceased:
    """A unit that is no longer there on a day, and what became of it, in words."""

    unit: str
    vietnamese: str
    english: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A body of a campaign, its unit where one is confirmed, and the unit's name on the day."""

    body: domain.Body
    unit: str
    unit_name: str
    ceased: Ceased | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A body without a unit, and who is meant by its name."""

    body: domain.Body
    found: Found


def resolved_bodies(campaign: Campaign, content: domain.Campaign, *, on: date) -> tuple[Resolved, ...]:
    """Return the bodies of a campaign with their units as of a day, in the campaign's order."""
    units = dict(CampaignBody.objects.filter(campaign=campaign).values_list("code", "unit_id"))
    names = _names_on(units.values(), on)
    ceased = {row.unit: row for row in ceased_units(set(units.values()) - names.keys(), on=on)}
    return tuple(
        Resolved(body, unit := units.get(body.code, ""), names.get(unit, ""), ceased.get(unit))
        for body in content.bodies
    )


def ceased_units(units: Iterable[str], *, on: date) -> tuple[Ceased, ...]:
    """Return what became of the units that are not in force on a day; those in force are left out."""
    asked = sorted(set(units))
    gone = [unit for unit in asked if unit not in _names_on(asked, on)]
    if not gone:
        return ()
    known = _with_their_events(gone)
    return tuple(_ceased(known, unit, on) for unit in gone)


def proposals(content: domain.Campaign, bodies: Sequence[domain.Body], *, on: date) -> tuple[Proposal, ...]:
    """Return who may be meant by the names of bodies on a day; the whole register is looked through."""
    if not bodies:
        return ()
    known = register()
    return tuple(Proposal(body, _found(known, content, body, on)) for body in bodies)


def found_by_words(content: domain.Campaign, words: str, *, on: date) -> Found:
    """Return who may be meant by words that a person typed."""
    return _within(register(), content, words, on)


@transaction.atomic
def confirm_bodies(
    *, campaign: Campaign, units: Mapping[str, str], by: Person, at: datetime, on: date
) -> None:
    """Confirm that bodies of a campaign, by their codes, are these units of the register.

    Raises: NotPermitted, CampaignClosed, NoSuchBody, UnitNotThere, UnitIsAnother.
    """
    kept = held_campaign(campaign)
    require_right(by, Right.KEEP_CAMPAIGNS, on=on, body=kept.office)
    if kept.closed_at is not None:
        raise CampaignClosed()
    newest = newest_version(kept)
    codes = {body.code for body in said(newest).bodies} if newest else set()
    there = _names_on(units.values(), on)
    for code, unit in units.items():
        if code not in codes:
            raise NoSuchBody(code=code)
        if unit not in there:
            raise UnitNotThere(unit=unit, on=f"{on:%d/%m/%Y}")
        _confirm(kept, code, unit, codes, by=by, at=at)


def _confirm(campaign: Campaign, code: str, unit: str, codes: set[str], *, by: Person, at: datetime) -> None:
    other = CampaignBody.objects.filter(campaign=campaign, unit=unit, code__in=codes - {code}).first()
    if other is not None:
        raise UnitIsAnother(unit=unit, code=other.code)
    row = CampaignBody.objects.filter(campaign=campaign, code=code).first()
    if row is not None and row.unit_id == unit and row.confirmed_by:
        return
    if row is None:
        row = CampaignBody(campaign=campaign, code=code)
    row.unit_id, row.confirmed_by = unit, str(by.pk)
    row.save()
    facts = {"body": code, "unit": unit}
    record(
        kind="campaign.body-confirmed", by=str(by.pk), subject=f"campaign:{campaign.pk}", at=at, facts=facts
    )


def _found(known: Register, content: domain.Campaign, body: domain.Body, on: date) -> Found:
    """Look inside the place that the body names by its code, else where the campaign is."""
    if body.place:
        found = find(known, body.name, on=on, within=body.place)
        if found.candidates:
            return found
    return _within(known, content, body.name, on)


def _within(known: Register, content: domain.Campaign, name: str, on: date) -> Found:
    if content.place:
        found = find(known, name, on=on, within=content.place)
        if found.candidates:
            return found
    return find(known, name, on=on)


def _names_on(units: Iterable[str], on: date) -> dict[str, str]:
    """Return the names of those units that are in force on a day."""
    return dict(Version.objects.in_force(on=on).filter(unit__in=set(units)).values_list("unit_id", "name"))


def _with_their_events(units: Sequence[str]) -> Register:
    """Return as much of the register as tells what became of some units: the events that closed them, and all
    units of these events.
    """
    closed = Version.objects.filter(unit__in=units, closed_by__isnull=False)
    events = sorted(set(closed.values_list("closed_by_id", flat=True)))
    around = Version.objects.filter(Q(opened_by__in=events) | Q(closed_by__in=events))
    return register({*units, *around.values_list("unit_id", flat=True)}, events)


def _ceased(known: Register, unit: str, on: date) -> Ceased:
    told = [row for row in history(known, unit) if row.event.on <= on]
    if not told:
        return Ceased(
            unit, "Đơn vị không còn trong danh bạ vào ngày này.", "The unit is not there on this day."
        )
    return Ceased(unit, told[-1].vietnamese, told[-1].english, told[-1].names)
