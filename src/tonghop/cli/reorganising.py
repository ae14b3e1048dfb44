"""`tonghop units undo|apply EVENT`: taking a reorganisation of the database's register back, and again."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from tonghop.cli.registers import with_bodies_of

if TYPE_CHECKING:
    from tonghop.apps.organisations.rows import Difference
    from tonghop.domain.organisations.events import Event

_DAY_AND_DASH = len("2025-07-01-")


def undo_event(event_id: str, why: str, *, at: datetime) -> None:
    """Take an event back, as the owner, and tell what it changed.

    Raises: EventIsUnknown, LaterEventStands, UnitIsUsed.
    """

    def change() -> "Difference":
        from tonghop.apps.organisations.actions import undo

        return undo(event_id=event_id, why=why, by=None, at=at, on=at.date())

    _tell(f"Đã hoàn tác / undone: {event_id}", _as_owner(change))


def apply_event(event_id: str, *, at: datetime) -> None:
    """Apply the event of this id that comes with the program, as the owner, and tell what it changed.

    Raises: EventIsUnknown, EventIsKnown, UnitIsNotInForce, UnitIsInForce, UnitIsUsed.
    """
    event = _packaged_event(event_id)

    def change() -> "Difference":
        from tonghop.apps.organisations.actions import apply

        return apply(event=event, by=None, at=at, on=at.date())

    _tell(f"Đã áp dụng / applied: {event_id}", _as_owner(change))


def _packaged_event(event_id: str) -> "Event":
    """Return an event of the country, or of the bodies of the place that the id of a body's event names."""
    from tonghop.domain.organisations.reorganisations import EventIsUnknown
    from tonghop.formats.registers.vietnam import vietnam

    place, is_of_body, _ = event_id[_DAY_AND_DASH:].partition(":")
    known = with_bodies_of(vietnam(), frozenset((place,))) if is_of_body else vietnam()
    event = known.event(event_id)
    if event is None:
        raise EventIsUnknown(event=event_id)
    return event


def _as_owner(change: "Callable[[], Difference]") -> "Difference":
    from tonghop.config.startup import open_memory

    with open_memory("owner"):
        return change()


def _tell(what: str, change: "Difference") -> None:
    counts = change.counts
    typer.echo(
        f"{what}: thêm / added {counts['versions']}, sửa / changed {counts['changed']},"
        f" bỏ / removed {counts['removed']} phiên bản / versions"
    )
