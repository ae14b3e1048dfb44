"""The office's addresses: every subject's routes in one list."""

from tonghop.web.office import campaign_edits, campaigns, my_work
from tonghop.web.office.routes import Route

ROUTES: tuple[Route, ...] = (*my_work.ROUTES, *campaigns.ROUTES, *campaign_edits.ROUTES)
PATTERNS = [route.pattern for route in ROUTES]
