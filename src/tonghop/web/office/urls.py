"""The office's addresses: every subject's routes in one list."""

from tonghop.web.office import (
    account,
    administration,
    assigning,
    calendar_pages,
    campaign_edits,
    campaigns,
    composing,
    cycles,
    directives,
    directives_review,
    directives_status,
    figures,
    follow_ups,
    given_work,
    issues,
    my_work,
    plan_pages,
    reminders,
)
from tonghop.web.office.routes import Route

ROUTES: tuple[Route, ...] = (
    *my_work.ROUTES,
    *account.ROUTES,
    *administration.ROUTES,
    *campaigns.ROUTES,
    *campaign_edits.ROUTES,
    *cycles.ROUTES,
    *reminders.ROUTES,
    *calendar_pages.ROUTES,
    *plan_pages.ROUTES,
    *directives.ROUTES,
    *directives_review.ROUTES,
    *directives_status.ROUTES,
    *assigning.ROUTES,
    *given_work.ROUTES,
    *figures.ROUTES,
    *follow_ups.ROUTES,
    *composing.ROUTES,
    *issues.ROUTES,
)
PATTERNS = [*(route.pattern for route in ROUTES), calendar_pages.FEED]
