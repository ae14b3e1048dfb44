"""The office's addresses: every subject's routes in one list."""

from tonghop.web.office import (
    account,
    administration,
    assigning,
    audit,
    calendar_pages,
    campaign_edits,
    campaigns,
    cycles,
    directives,
    directives_review,
    directives_status,
    given_work,
    history,
    my_work,
    overview,
    plan_pages,
    reminders,
)
from tonghop.web.office.routes import Route

ROUTES: tuple[Route, ...] = (
    *my_work.ROUTES,
    *account.ROUTES,
    *administration.ROUTES,
    *audit.ROUTES,
    *campaigns.ROUTES,
    *campaign_edits.ROUTES,
    *overview.ROUTES,
    *cycles.ROUTES,
    *reminders.ROUTES,
    *calendar_pages.ROUTES,
    *plan_pages.ROUTES,
    *directives.ROUTES,
    *directives_review.ROUTES,
    *directives_status.ROUTES,
    *assigning.ROUTES,
    *given_work.ROUTES,
    *history.ROUTES,
)
PATTERNS = [*(route.pattern for route in ROUTES), calendar_pages.FEED]
