"""The door's entry for Django."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "tonghop.web.portal"
    label = "portal"
    verbose_name = "Cổng công bố"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published, page_slug_changed, page_unpublished

        from tonghop.web.portal import indexing
        from tonghop.web.portal.old_addresses import keep_of_renamed

        page_slug_changed.connect(keep_of_renamed, dispatch_uid="tonghop.portal.old_addresses")
        page_published.connect(indexing.on_published, dispatch_uid="portal-found")
        page_unpublished.connect(indexing.on_unpublished, dispatch_uid="portal-not-found")
