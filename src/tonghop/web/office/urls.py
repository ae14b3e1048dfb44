"""The office's addresses: every subject's routes in one list."""

from tonghop.web.office import calendar_pages, cycles, my_work, plan_pages, reminders
from tonghop.web.office.routes import Route

ROUTES: tuple[Route, ...] = (
    *my_work.ROUTES,
    *cycles.ROUTES,
    *reminders.ROUTES,
    *calendar_pages.ROUTES,
    *plan_pages.ROUTES,
)
PATTERNS = [*(route.pattern for route in ROUTES), calendar_pages.FEED]
