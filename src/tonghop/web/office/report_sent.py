"""What a body sent, and its receipt: for the body to print, for the office to read; nothing of the draft."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tonghop.apps.reporting.permissions import may_watch
from tonghop.apps.reporting.submissions.access import may_write
from tonghop.apps.reporting.submissions.reading import report_status, revision_page
from tonghop.web.office import cycle_words, report_words
from tonghop.web.office.door import Visit
from tonghop.web.office.routes import Route


@require_safe
def receipt(request: HttpRequest, visit: Visit, row_id: UUID, revision_id: UUID) -> HttpResponse:
    """Show the receipt of a revision and all that was sent with it."""
    sent = revision_page(row_id, revision_id, by=visit.person, on=visit.on)
    row, revision = sent.row, sent.revision
    writes = may_write(row, by=visit.person, on=visit.on)
    context = {
        "sent": sent,
        "row": row,
        "revision": revision,
        "name": cycle_words.cycle_name(row.cycle.code),
        "sent_at": cycle_words.moment(revision.sent_at),
        "received_at": cycle_words.moment(revision.received_at) if revision.received_at else "",
        "until": cycle_words.until(row.late_from),
        "rows": [(figure, report_words.sent_value(figure)) for figure in sent.figures],
        "may_write": writes,
        "may_watch": may_watch(row.office, by=visit.person, on=visit.on),
        "look": report_words.status(report_status(row)) if writes else None,
    }
    return render(request, "office/report/receipt.html", context)


ROUTES = (Route("bao-cao/<uuid:row_id>/bien-nhan/<uuid:revision_id>/", receipt, "report-receipt"),)
