"""Adding an event: the only way to write the audit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tonghop.apps.audit.chain import Head, canonical
from tonghop.apps.columns import forbidden_word
from tonghop.domain.errors import Refusal

SYSTEM = "system"
"""The actor of what the program does by itself, on nobody's word."""


class FactAboutOpinion(Refusal):
    code = "fact-about-opinion"
    message_vi = "Nhật ký không ghi điều người dân hay cán bộ nghĩ: {key} ({word})."
    message_en = "The audit does not record what people think: {key} ({word})."


@dataclass(frozen=True, slots=True)
class Happened:
    """What an event tells.

    Shape:  kind "assignment.made", by a person's id or SYSTEM, subject "assignment:ID", facts as JSON.
    Units:  `at` with its time zone: when the door was opened; the database adds its own clock.
    """

    kind: str
    by: str
    subject: str
    at: datetime
    facts: Mapping[str, object]


def record(*, kind: str, by: str, subject: str, at: datetime, facts: Mapping[str, object]) -> Head:
    """Add an event to the chain, in the transaction of the action that it tells of; see `Happened`.

    Raises: FactAboutOpinion; ValueError, for a time without its zone.
    """
    return record_all([Happened(kind, by, subject, at, facts)])


def record_all(events: Sequence[Happened]) -> Head:
    """Add events to the chain in their order, by one statement. Raises: as `record`; none is a bug."""
    contents = [_content(event) for event in events]
    with connection.cursor() as cursor:
        cursor.execute(
            "select event.sequence, event.hash"
            " from unnest(%s::text[]) with ordinality as told (content, number)"
            " cross join lateral tonghop_record_event(told.content) event order by told.number",
            [contents],
        )
        *_, (sequence, link) = cursor.fetchall()
    return Head(sequence, link)


def _content(event: Happened) -> str:
    if event.at.tzinfo is None:
        raise ValueError("an event's time needs its zone")
    for key in _keys(event.facts):
        if word := forbidden_word(key):
            raise FactAboutOpinion(key=key, word=word)
    return canonical(
        {
            "kind": event.kind,
            "actor": event.by,
            "subject": event.subject,
            "at": event.at.isoformat(),
            "facts": event.facts,
        }
    )


def _keys(value: object) -> list[str]:
    """Return every key of a nested content."""
    if isinstance(value, Mapping):
        return [*map(str, value), *(key for inner in value.values() for key in _keys(inner))]
    if isinstance(value, list | tuple):
        return [key for inner in value for key in _keys(inner)]
    return []
