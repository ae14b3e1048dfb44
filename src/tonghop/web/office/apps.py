"""Django's name for the office's pages."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "tonghop.web.office"
    label = "office"
