"""The app."""

from django.apps import AppConfig


class Consolidation(AppConfig):
    name = "tonghop.apps.consolidation"
    label = "consolidation"
