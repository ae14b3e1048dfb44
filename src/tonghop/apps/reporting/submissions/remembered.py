"""What people answered about layouts of files, kept for the next file: nobody is asked the same twice.

A body's answer is for its own files; an office's answer (without a body) is for all files of its campaign,
and a body's own goes before it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from tonghop.apps.accounts.models import Person
from tonghop.apps.reporting.models import DueRow, RememberedAnswer
from tonghop.domain.consolidation.questions import Answer, Answers, memory_id


def remembered_answers(row: DueRow) -> Answers:
    """Return what is remembered for the files of a row's body; the newest answer counts."""
    own_or_office = Q(unit=row.unit_id) | Q(unit=None)
    found = RememberedAnswer.objects.filter(own_or_office, campaign=row.cycle.campaign_id)
    in_turn = found.order_by(F("unit").asc(nulls_first=True), "id")
    return {
        memory_id(kept.key): Answer(memory_id(kept.key), kept.value, kept.by, remembered=(kept.key,))
        for kept in in_turn
    }


def remember(row: DueRow, keys: Iterable[str], value: str, *, by: Person, at: datetime) -> None:
    """Remember an answer for the files of a row's body. For whoever has been let in."""
    RememberedAnswer.objects.bulk_create(
        RememberedAnswer(
            office=row.office,
            campaign_id=row.cycle.campaign_id,
            unit_id=row.unit_id,
            key=key,
            value=value,
            by=str(by.pk),
            at=at,
        )
        for key in keys
    )
