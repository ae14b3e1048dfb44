"""Which of a body's difficulties a report tells: those whose words stand in one of its sections."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import CharField

from tonghop.apps.audit.actions import record
from tonghop.apps.foundations.questions import Given, Question
from tonghop.apps.reporting.models import Difficulty, Revision
from tonghop.apps.reporting.submissions.access import ReportForm
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.drafts import plain_text

_OPEN = Question(
    lambda: Difficulty.objects.filter(unit=Given("unit", CharField()), reported_row__isnull=True)
)


def tell_difficulties(form: ReportForm, revision: Revision, *, by: str, at: datetime) -> None:
    """Remember the difficulties whose words a revision tells, which until then were told in none."""
    texts = [text for field, text in revision.content.items() if field.startswith(drafts.SECTION_MARK)]
    if not texts:
        return
    told = [one for one in _OPEN.ask(unit=form.row.unit_id) if is_told(one, revision.content)]
    if told:
        ids = [one.pk for one in told]
        Difficulty.objects.filter(pk__in=ids).update(reported_row=form.row, reported_in=revision.number)
        facts = {"difficulties": sorted(map(str, ids)), "revision": revision.number}
        record(kind="difficulty.reported", by=by, subject=f"due-row:{form.row.pk}", at=at, facts=facts)


def is_told(difficulty: Difficulty, fields: Mapping[str, str]) -> bool:
    """Say whether a report's sections tell a difficulty, word for word."""
    words = plain_text(difficulty.words)
    return any(words in text for field, text in fields.items() if field.startswith(drafts.SECTION_MARK))
