"""The app's entry for Django."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "tonghop.apps.audit"
    label = "audit"
    verbose_name = "Nhật ký"
