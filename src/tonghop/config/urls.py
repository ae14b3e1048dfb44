"""Which address leads to which door."""

from django.urls import path

from tonghop.web import status

urlpatterns = [
    path("", status.page, name="status"),
    path("healthz", status.health, name="health"),
]
