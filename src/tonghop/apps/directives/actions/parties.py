"""Who is meant by the parties that a directive names: found by rule, chosen by a person where it is open."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.models import (
    ConfirmedParty,
    Directive,
    NamedParty,
    Obligation,
    ObligationParty,
    PartyBody,
)
from tonghop.apps.organisations.queries import register
from tonghop.domain.directives.parties import Party
from tonghop.domain.errors import Refusal
from tonghop.domain.language import flat, nfc
from tonghop.domain.organisations.addressees import OPEN, Addressee, resolve
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.units import PLACE, Version

_NO_PLACE = "danh bạ chưa cho biết cơ quan nhận văn bản đóng ở đâu"


class UnknownBody(Refusal):
    code = "unknown-body"
    message_vi = "Danh bạ không có đơn vị “{body}” trong ngày hôm nay. Hãy chọn đơn vị khác trong danh bạ."
    message_en = "The register has no body “{body}” today. Choose another one of the register."


def keep_parties(
    directive: Directive, named: Iterable[tuple[Obligation, Sequence[Party]]], *, on: date
) -> None:
    """Keep the parties of obligations; a name is looked up once for all of them, then and today."""
    wanted = [(obligation, flat(nfc(party.name)), party) for obligation, own in named for party in own]
    known = named_parties(directive, {name for _, name, _ in wanted if name}, on=on)
    rows = {
        (obligation.pk, name, party.role): ObligationParty(
            obligation=obligation,
            party=known[name],
            role=party.role,
            span_start=party.span.start if party.span.end > party.span.start else None,
            span_end=party.span.end if party.span.end > party.span.start else None,
        )
        for obligation, name, party in reversed(wanted)
        if name
    }
    ObligationParty.objects.bulk_create(rows.values())


def named_parties(directive: Directive, names: Collection[str], *, on: date) -> Mapping[str, NamedParty]:
    """Return the parties of these names, those that are new looked up in the register."""
    known = {party.name: party for party in NamedParty.objects.filter(directive=directive, name__in=names)}
    new = sorted(set(names) - known.keys())
    if not new:
        return known
    parties: list[NamedParty] = []
    bodies: list[PartyBody] = []
    units = register()
    place = _place(units, directive, on)
    for name in new:
        now = _resolved(units, name, place, on)
        then = _resolved(units, name, place, directive.issued_on) if directive.issued_on else now
        party = NamedParty(
            directive=directive,
            name=name,
            outcome=now.outcome,
            why=now.why,
            outcome_then=then.outcome,
            why_then=then.why,
        )
        parties.append(party)
        bodies += _bodies(party, now, then)
    NamedParty.objects.bulk_create(parties)
    PartyBody.objects.bulk_create(bodies)
    return known | {party.name: party for party in parties}


@transaction.atomic
def choose_bodies(
    *, party: NamedParty, chosen: Collection[str], added: str = "", by: Person, at: datetime, on: date
) -> None:
    """Say which bodies a party means; obligations that were confirmed with it follow.

    Shape:  `chosen` are ids of units; `added` is the name or id of one more body of the register.
    Raises: NotPermitted, UnknownBody.
    """
    require_right(by, Right.REVIEW_DIRECTIVES, on=on, body=party.directive.office_id or "")
    wanted = set(chosen)
    rows = {row.body_id: row for row in PartyBody.objects.select_for_update().filter(party=party)}
    if unknown := sorted(wanted - rows.keys()):
        raise UnknownBody(body=unknown[0])
    if added.strip():
        row = _found(party, added.strip(), on)
        row = rows.setdefault(row.body_id, row)
        wanted.add(row.body_id)
    for body, row in rows.items():
        row.is_chosen = body in wanted
        row.save()
    party.decided_at, party.decided_by = at, str(by.pk)
    party.save()
    for obligation in Obligation.objects.filter(parties__party=party, confirmed_at__isnull=False).distinct():
        confirm_parties(obligation)
    record(
        kind="party.chosen",
        by=str(by.pk),
        subject=f"party:{party.pk}",
        at=at,
        facts={"bodies": sorted(wanted)},
    )


def bodies_called(directive: Directive, names: Collection[str], *, on: date) -> Mapping[str, str]:
    """Return the body of the register that each name or id means today, seen from the directive's office.

    Raises: UnknownBody, for the first that means none or several.
    """
    if not names:
        return {}
    units = register()
    place = _place(units, directive, on)
    return {name: _called(units, name, place, on).unit for name in sorted(names)}


def confirm_parties(obligation: Obligation) -> None:
    """Write the bodies that a confirmed obligation is laid on, as its parties are understood now."""
    ConfirmedParty.objects.filter(obligation=obligation).delete()
    rows: dict[tuple[str, str], ConfirmedParty] = {}
    named = ObligationParty.objects.filter(obligation=obligation).select_related("party")
    for each in named.prefetch_related("party__bodies"):
        for body in each.party.bodies.all():
            if body.is_chosen:
                rows[body.body_id, each.role] = ConfirmedParty(
                    obligation=obligation,
                    body_id=body.body_id,
                    as_written=each.party.name,
                    role=each.role,
                    is_chosen_by_person=bool(each.party.decided_by),
                )
    ConfirmedParty.objects.bulk_create(rows.values())


def _place(units: Register, directive: Directive, on: date) -> str:
    """Return the place of the office that took the directive in, "" where the register does not say.

    An office that has ended stood somewhere: what that place has become is the register's to say.
    """
    versions = units.versions.get(directive.office_id or "", ())
    version = next((each for each in versions if each.holds(on)), versions[-1] if versions else None)
    if version is None:
        return ""
    return version.unit if version.line == PLACE else version.place


def _resolved(units: Register, name: str, place: str, on: date) -> Addressee:
    if not place:
        return Addressee(name, OPEN, (), _NO_PLACE)
    return resolve(units, name, on=on, place=place)


def _bodies(party: NamedParty, now: Addressee, then: Addressee) -> list[PartyBody]:
    """Return who may be meant; the rule alone chooses only where the register says the same of both days."""
    today = {version.unit: version.name for version in now.bodies}
    before = {version.unit: version.name for version in then.bodies}
    is_certain = now.outcome != OPEN and today.keys() == before.keys()
    return [
        PartyBody(
            party=party,
            body_id=unit,
            name=today.get(unit) or before[unit],
            is_then=unit in before,
            is_now=unit in today,
            is_chosen=is_certain,
        )
        for unit in dict.fromkeys([*today, *before])
    ]


def _found(party: NamedParty, words: str, on: date) -> PartyBody:
    units = register()
    version = _called(units, words, _place(units, party.directive, on), on)
    return PartyBody(party=party, body_id=version.unit, name=version.name, is_now=True)


def _called(units: Register, words: str, place: str, on: date) -> Version:
    version = units.version(words, on)
    if version is None:
        found = _resolved(units, words, place, on)
        version = found.bodies[0] if found.outcome != OPEN and len(found.bodies) == 1 else None
    if version is None or version.line == PLACE:
        raise UnknownBody(body=words)
    return version
