"""`tonghop units load vietnam`: the country's register into the database, counted there before it is kept."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tonghop.domain.organisations.register import Register

_MOST_SHOWN = 20
_LEVEL_WORDS = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}


def load_country(packaged: "Register", *, at: datetime) -> None:
    """Load what the database lacks, as the owner, and tell what came; what the office has otherwise stays."""
    from tonghop.cli.progress import counted
    from tonghop.config.startup import open_memory
    from tonghop.formats.registers.vietnam import DATA, KNOWN_COUNTS, fingerprint

    with open_memory("owner"):
        from tonghop.apps.organisations import queries
        from tonghop.apps.organisations.actions import load

        with counted(sum(map(len, packaged.versions.values())), "Nạp / loading") as one_more:
            loaded = load(
                packaged=packaged,
                source=f"vietnam sha256:{fingerprint((*DATA, 'bodies.toml'))}",
                known=KNOWN_COUNTS,
                by=None,
                at=at,
                on=at.date(),
                done=_repeated(one_more),
            )
        days = {on: queries.counted(on) for on in KNOWN_COUNTS}
    change, told = loaded.change, loaded.change.counts
    typer.echo(
        "đã có đủ / nothing new"
        if change.is_nothing
        else f"đã nạp / loaded: {told['units']} đơn vị / units, {told['versions']} phiên bản / versions,"
        f" {told['events']} sự kiện / events"
    )
    for on, levels in days.items():
        typer.echo(f"{on.isoformat()}: {_told(levels)}")
    _tell_held_back(loaded.held_back)
    _tell_differing(loaded.differing)


def _repeated(one_more: Callable[[], None]) -> Callable[[int], None]:
    def several(count: int) -> None:
        for _ in range(count):
            one_more()

    return several


def _told(levels: dict[str, dict[str, int]]) -> str:
    parts = []
    for level, word in _LEVEL_WORDS.items():
        kinds = levels.get(level, {})
        told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        parts.append(f"{sum(kinds.values())} {word}" + (f" ({told})" if told else ""))
    return "; ".join(parts)


def _tell_held_back(events: Sequence[str]) -> None:
    if events:
        typer.echo(
            "! không áp dụng lại, vì đã hoàn tác hoặc dựa trên sự kiện đã hoàn tác (tonghop units apply)"
            f" / not applied, as undone or built on what was undone: {len(events)}: {_shown(events)}"
        )


def _tell_differing(units: Sequence[str]) -> None:
    if units:
        typer.echo(
            f"! giữ như trong cơ sở dữ liệu / kept as the database has them: {len(units)}: {_shown(units)}"
        )


def _shown(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_MOST_SHOWN]) + (" …" if len(ids) > _MOST_SHOWN else "")
