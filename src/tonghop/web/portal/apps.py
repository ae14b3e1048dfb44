"""The door's entry for Django."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "tonghop.web.portal"
    label = "portal"
    verbose_name = "Cổng công bố"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_slug_changed

        from tonghop.web.portal.old_addresses import keep_of_renamed

        page_slug_changed.connect(keep_of_renamed, dispatch_uid="tonghop.portal.old_addresses")
