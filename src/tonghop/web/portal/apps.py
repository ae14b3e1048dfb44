"""The door's entry for Django."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "tonghop.web.portal"
    label = "portal"
    verbose_name = "Cổng công bố"
    default_auto_field = "django.db.models.BigAutoField"
