"""Which revisions count in a cycle: one rule for what is consolidated and what is only looked at."""

from django.db.models import F, QuerySet

from tonghop.apps.reporting.models import Cycle, Revision
from tonghop.domain.reporting.decisions import Verdict


def counted_revisions(cycle: Cycle) -> QuerySet[Revision]:
    """Return the newest revision of each row that counts: it has arrived, is not annulled, and was not
    returned to its body. `consolidation.queries.changed_since` and `engines.extraction` say the same in SQL.
    """
    return Revision.objects.filter(
        submission__row__cycle=cycle,
        submission__row__annulled_at__isnull=True,
        submission__row__has_arrived=True,
        number=F("submission__revisions"),
    ).exclude(submission__decided=Verdict.RETURNED)
