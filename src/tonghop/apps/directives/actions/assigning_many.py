"""Giao việc: many confirmed sentences to many bodies at once, as one page asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.actions.assigning import lay, require_assignable
from tonghop.apps.directives.actions.parties import UnknownBody, bodies_called
from tonghop.apps.directives.given_work import GROUP, named_bodies_of
from tonghop.apps.directives.models import Assignment, Directive, ObligationSentence
from tonghop.domain.errors import Refusal


class NothingToAssign(Refusal):
    code = "nothing-to-assign"
    message_vi = "Chưa chọn đơn vị nào. Hãy chọn ít nhất một đơn vị ở một câu."
    message_en = "No body is chosen. Choose at least one body for a sentence."


@dataclass(frozen=True, slots=True)
class Order:
    """Who gets a sentence until when: `chosen` are values of `Choice`, `called` bodies by name or id."""

    sentence: UUID
    chosen: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    due_on: date | None = None


@transaction.atomic
def assign_many(
    *, directive: Directive, orders: Sequence[Order], by: Person, at: datetime, on: date
) -> tuple[Assignment, ...]:
    """Lay sentences of a directive on bodies, all of them or none.

    Raises: NotPermitted, NothingToAssign, UnknownBody, and what `assign` raises.
    """
    require_right(by, Right.ASSIGN, on=on, body=directive.office_id or "")
    wanted = {order.sentence: order for order in orders if order.chosen or order.called}
    if not wanted:
        raise NothingToAssign()
    called = bodies_called(directive, {name for order in wanted.values() for name in order.called}, on=on)
    rows = ObligationSentence.objects.filter(directive=directive, pk__in=wanted).select_related("obligation")
    made: list[Assignment] = []
    for row in rows.order_by("span_start", "pk"):
        order = wanted[row.pk]
        kept = require_assignable(row, by=by, on=on)
        bodies = [*_chosen(row, order, on), *(called[name] for name in order.called)]
        made += [lay(kept, body, order.due_on, by=by, at=at, on=on) for body in dict.fromkeys(bodies)]
    return tuple(made)


def _chosen(sentence: ObligationSentence, order: Order, on: date) -> list[str]:
    """Return the bodies of the boxes ticked; only those that the confirmed parties of the task mean."""
    offered = named_bodies_of(sentence, on=on)
    bodies: list[str] = []
    for value in order.chosen:
        found = offered.get(value[len(GROUP) :], []) if value.startswith(GROUP) else [value]
        if not found or not all(any(body in own for own in offered.values()) for body in found):
            raise UnknownBody(body=value.removeprefix(GROUP))
        bodies += found
    return bodies
