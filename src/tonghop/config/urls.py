"""Which address leads to which door."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path

from tonghop.apps.accounts.roles import Right
from tonghop.web import status
from tonghop.web.office import entrance_urls as entrance
from tonghop.web.office import preferences
from tonghop.web.office import urls as office
from tonghop.web.office.door import PAGE, View, Visit, entered
from tonghop.web.portal import addresses as portal
from tonghop.web.portal import editing


def _for_editors(view: View) -> View:
    """Put a view of Wagtail's behind the office's door: the two rooms do not know each other."""

    def visited(request: HttpRequest, visit: Visit, **named: object) -> HttpResponseBase:
        return view(request, **named)

    return entered(visited, Right.EDIT_PORTAL, PAGE)


urlpatterns = [
    path("trang-thai/", status.page, name="status"),
    path("healthz", status.health, name="health"),
    path("tai-khoan/", include(entrance.PATTERNS)),
    path("tuy-chon/", include(preferences.PATTERNS)),
    path("van-phong/", include(office.PATTERNS)),
    path("bien-tap/", include(editing.patterns(_for_editors))),
    path("", include(portal.PATTERNS)),
]
