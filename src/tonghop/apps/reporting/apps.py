"""The app's entry for Django."""

from django.apps import AppConfig


class Reporting(AppConfig):
    name = "tonghop.apps.reporting"
    label = "reporting"
    verbose_name = "Báo cáo"
