"""`tonghop consolidate --structure`: which register totals by place stand on, and saying so.

A module of its own, since the register may be the database's: consolidation itself needs none.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from tonghop.cli.register_choice import RegisterChoice
from tonghop.cli.registers import places, with_bodies_of

if TYPE_CHECKING:
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.consolidation.consolidation import Consolidation
    from tonghop.domain.consolidation.structures import AskedRegister, Structure
    from tonghop.domain.organisations.register import Register
    from tonghop.domain.reporting.campaign import Campaign

_FROM_WORDS = {
    "database": "cơ sở dữ liệu / the database's",
    "packaged": "kèm chương trình / the program's",
}
_SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Ground:
    """What totals are to be stated on: the structure, and the register with the bodies of the province."""

    structure: "Structure"
    register: "Register"
    asked: "AskedRegister"


def ground_of(campaign: "Campaign", cycle: "Cycle", structure: "Structure", choice: RegisterChoice) -> Ground:
    """Ask for the register as `tonghop units` does, and say which one answered.

    Raises: as `registers.kept_register`.
    """
    from tonghop.domain.consolidation.structures import AskedRegister, last_day
    from tonghop.domain.organisations import matching
    from tonghop.domain.organisations.fingerprints import fingerprint
    from tonghop.formats.registers import vietnam

    known = places(choice)
    is_packaged = known is vietnam.vietnam()
    asked = AskedRegister(
        "packaged" if is_packaged else "database",
        vietnam.fingerprint() if is_packaged else fingerprint(known),
        vietnam.fingerprint(("bodies.toml",)),
    )
    on = last_day(campaign, cycle, structure.day)
    around = matching.surroundings(known, campaign.place, on) if campaign.place else frozenset()
    typer.echo(f"Cơ cấu / structure: {structure.vietnamese} ({structure.label})")
    typer.echo(f"Danh bạ / register: {_FROM_WORDS[asked.kept_in]} (sha256 {asked.sha256[:_SHOWN_DIGITS]}…)")
    return Ground(structure, with_bodies_of(known, around), asked)


def on_structure(done: "Consolidation", ground: Ground) -> "Consolidation":
    """State the totals of a consolidation by place."""
    from tonghop.domain.consolidation.structures import structured

    return structured(done, ground.register, ground.structure, asked=ground.asked)
