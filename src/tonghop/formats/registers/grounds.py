"""On which register totals by place are stated: one that is at hand, with the bodies of the places around."""

from dataclasses import dataclass

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.structures import AskedRegister, Structure, last_day
from tonghop.domain.organisations import matching
from tonghop.domain.organisations.bodies import family_of
from tonghop.domain.organisations.fingerprints import fingerprint
from tonghop.domain.organisations.register import Register
from tonghop.domain.reporting.campaign import Campaign
from tonghop.formats.registers import vietnam
from tonghop.formats.registers.body_template import vietnam_with_bodies, with_template_bodies


@dataclass(frozen=True, slots=True)
class Ground:
    """What totals are to be stated on: the structure, and the register with the bodies of the province."""

    structure: Structure
    register: Register
    asked: AskedRegister


def ground_on(known: Register, campaign: Campaign, cycle: Cycle, structure: Structure) -> Ground:
    """Return the ground of a campaign on a register, and say which one it is."""
    is_packaged = known is vietnam.vietnam()
    asked = AskedRegister(
        "packaged" if is_packaged else "database",
        vietnam.fingerprint() if is_packaged else fingerprint(known),
        vietnam.fingerprint(("bodies.toml",)),
    )
    on = last_day(campaign, cycle, structure.day)
    around = matching.surroundings(known, campaign.place, on) if campaign.place else frozenset()
    return Ground(structure, with_bodies_of(known, around), asked)


def with_bodies_of(known: Register, around: frozenset[str]) -> Register:
    """Return a register with the template's bodies of some places and of their kin, where it lacks them."""
    families = frozenset[str]().union(*(family_of(known, unit) for unit in around))
    if not families:
        return known
    if known is vietnam.vietnam():
        return vietnam_with_bodies(families)
    return with_template_bodies(known, families)
