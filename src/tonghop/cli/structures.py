"""`tonghop consolidate --structure`: which register totals by place stand on, and saying so.

A module of its own, since the register may be the database's: consolidation itself needs none.
"""

from typing import TYPE_CHECKING

import typer

from tonghop.cli.register_choice import RegisterChoice
from tonghop.cli.registers import places

if TYPE_CHECKING:
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.consolidation.consolidation import Consolidation
    from tonghop.domain.consolidation.structures import Structure
    from tonghop.domain.reporting.campaign import Campaign
    from tonghop.formats.registers.grounds import Ground

_FROM_WORDS = {
    "database": "cơ sở dữ liệu / the database's",
    "packaged": "kèm chương trình / the program's",
}
_SHOWN_DIGITS = 12


def ground_of(
    campaign: "Campaign", cycle: "Cycle", structure: "Structure", choice: RegisterChoice
) -> "Ground":
    """Ask for the register as `tonghop units` does, and say which one answered.

    Raises: as `registers.kept_register`.
    """
    from tonghop.formats.registers.grounds import ground_on

    ground = ground_on(places(choice), campaign, cycle, structure)
    asked = ground.asked
    typer.echo(f"Cơ cấu / structure: {structure.vietnamese} ({structure.label})")
    typer.echo(f"Danh bạ / register: {_FROM_WORDS[asked.kept_in]} (sha256 {asked.sha256[:_SHOWN_DIGITS]}…)")
    return ground


def on_structure(done: "Consolidation", ground: "Ground") -> "Consolidation":
    """State the totals of a consolidation by place."""
    from tonghop.domain.consolidation.structures import structured

    return structured(done, ground.register, ground.structure, asked=ground.asked)
