"""What administrators see of the register: who is meant by a name, a unit with its past, what decrees did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.organisations.queries import register_at_hand
from tonghop.domain.organisations import matching, sentences
from tonghop.domain.organisations.matching import Candidate
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.sentences import Told
from tonghop.domain.organisations.units import Version

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A unit that may be meant, with the name of the unit above it."""

    version: Version
    above: str
    why: str


@dataclass(frozen=True, slots=True)
class Search:
    """The answer to a name; `more` is how many were left off."""

    found: tuple[FoundBody, ...]
    warnings: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A unit: what it was on the day (None where it did not exist), all its versions, what happened to it."""

    unit: str
    version: Version | None
    above: tuple[Version, ...]
    below: tuple[Version, ...]
    bodies: tuple[Version, ...]
    versions: tuple[Version, ...]
    history: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """A reorganisation in the list: as seen from one of its units."""

    id: str
    on: date
    told: Told
    units: int


def find_bodies(*, name: str, within: str, day: date, by: Person, on: date) -> Search:
    """Return who may be meant by a name or a code on a day.

    Raises: NotPermitted.
    """
    require_right(by, Right.KEEP_REGISTER, on=on)
    known = register_at_hand()
    bearing = [one for unit in known.units_bearing(name.strip()) if (one := known.version(unit, day))]
    if bearing:
        return Search(tuple(_found(known, one, "", day) for one in bearing), ())
    answer = matching.find(known, name, on=day, within=within)
    shown = answer.candidates[:MOST_FOUND]
    return Search(
        tuple(_found(known, one.version, one.why, day) for one in shown),
        answer.warnings,
        len(answer.candidates) - len(shown),
    )


def decide_body(*, named: str, by: Person, on: date) -> tuple[str | None, tuple[FoundBody, ...]]:
    """Return the id of the unit meant by a name, a code or an id, or None and who may be meant.

    Raises: NotPermitted.
    """
    require_right(by, Right.GRANT_MANDATES, on=on)
    known = register_at_hand()
    bearing = known.units_bearing(named.strip())
    in_force = [unit for unit in bearing if known.version(unit, on)]
    if len(in_force) == 1 or named.strip() in bearing:
        return (named.strip() if named.strip() in bearing else in_force[0]), ()
    answer = matching.find(known, named, on=on)
    if answer.decided:
        return answer.decided, ()
    return None, _candidates(known, answer.candidates[:MOST_FOUND], on)


def body_facts(unit: str, *, day: date, by: Person, on: date) -> BodyFacts:
    """Return a unit as it was on a day.

    Raises: NotPermitted, NoSuchThing.
    """
    require_right(by, Right.KEEP_REGISTER, on=on)
    known = register_at_hand()
    if unit not in known.versions:
        raise NoSuchThing()
    version = known.version(unit, day)
    above = [
        one for parent in (version.parents if version else ()) if (one := known.version(parent.unit, day))
    ]
    return BodyFacts(
        unit,
        version,
        tuple(above),
        known.children(unit, day),
        known.bodies_at(unit, day),
        known.versions[unit],
        sentences.history(known, unit),
    )


def reorganisations(*, words: str, by: Person, on: date) -> Sequence[str]:
    """Return the ids of reorganisations, the last applied first; `words` stand in the id, decree or note.

    Raises: NotPermitted.
    """
    require_right(by, Right.KEEP_REGISTER, on=on)
    asked = words.strip().casefold()
    return [
        event.id
        for event in reversed(register_at_hand().events)
        if asked in f"{event.id} {event.decree} {event.note}".casefold()
    ]


def tell_reorganisations(ids: Sequence[str], *, by: Person, on: date) -> tuple[ToldEvent, ...]:
    """Return reorganisations in words, in the order of the ids.

    Raises: NotPermitted, NoSuchThing.
    """
    require_right(by, Right.KEEP_REGISTER, on=on)
    known = register_at_hand()
    return tuple(_tell(known, id) for id in ids)


def _tell(known: Register, id: str) -> ToldEvent:
    event = known.event(id)
    if event is None:
        raise NoSuchThing()
    seen_from = event.opens[0].unit if event.opens else event.units[0]
    return ToldEvent(event.id, event.on, sentences.tell(known, event, seen_from), len(event.units))


def _candidates(known: Register, candidates: Sequence[Candidate], day: date) -> tuple[FoundBody, ...]:
    return tuple(_found(known, one.version, one.why, day) for one in candidates)


def _found(known: Register, version: Version, why: str, day: date) -> FoundBody:
    names = [one.name for parent in version.parents if (one := known.version(parent.unit, day))]
    return FoundBody(version, ", ".join(names), why)
