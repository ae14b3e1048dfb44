"""The app."""

from django.apps import AppConfig


class Publications(AppConfig):
    name = "tonghop.apps.publications"
    label = "publications"
