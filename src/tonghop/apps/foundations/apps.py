"""The app's entry for Django."""

from django.apps import AppConfig


class Foundations(AppConfig):
    name = "tonghop.apps.foundations"
    label = "foundations"
    verbose_name = "Nền móng"
