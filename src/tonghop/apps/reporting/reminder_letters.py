"""Reminder letters in the official form and short messages, for bodies of which nothing came."""

from datetime import date

from tonghop.apps.reporting.models import Asked, Cycle
from tonghop.apps.reporting.reminders import owing_bodies, what
from tonghop.apps.reporting.versions import said
from tonghop.domain.calendar.cycles import Cycle as CycleCode
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.reporting.campaign import Body
from tonghop.formats.official.letter_messages import message
from tonghop.formats.official.letter_words import Reminder, due_words, reminder_in
from tonghop.formats.official.letters import letters_to


def letters_of(cycle: Cycle, on: date) -> list[tuple[str, bytes]]:
    """Return the letters as files; none where nothing is missing or the cycle has not opened."""
    bodies = [owing.body for owing in owing_bodies(cycle)]
    return list(letters_to(_shared(cycle, on), bodies)) if bodies else []


def messages_of(cycle: Cycle, on: date) -> list[tuple[Body, str]]:
    """Return a short message for each body of which nothing came."""
    bodies = [owing.body for owing in owing_bodies(cycle)]
    return [(body, message(_shared(cycle, on), body)) for body in bodies]


def joint_message(cycle: Cycle, on: date) -> str:
    """Return one short message to a group of all bodies."""
    if cycle.version is None:
        return ""
    return message(_shared(cycle, on), Body("all", "các cơ quan, đơn vị"))


def _shared(cycle: Cycle, on: date) -> Reminder:
    assert cycle.version is not None  # an open cycle has one, and only such a one has rows
    campaign = said(cycle.version)
    due = DueInstant(cycle.due_on, cycle.late_from)
    if cycle.asked == Asked.PLAN:
        return Reminder(campaign, what(cycle), due_words(due, "by"), "", on)
    return reminder_in(campaign, CycleCode.parse(cycle.code), due, on)
