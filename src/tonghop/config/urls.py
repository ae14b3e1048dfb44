"""Which address leads to which door."""

from django.urls import include, path

from tonghop.web import status
from tonghop.web.office import entrance_urls as entrance
from tonghop.web.office import preferences
from tonghop.web.office import urls as office

urlpatterns = [
    path("", status.page, name="status"),
    path("healthz", status.health, name="health"),
    path("tai-khoan/", include(entrance.PATTERNS)),
    path("tuy-chon/", include(preferences.PATTERNS)),
    path("van-phong/", include(office.PATTERNS)),
]
