"""Django's name for the office's pages, and where allauth's signals are heard."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "tonghop.web.office"
    label = "office"

    def ready(self) -> None:
        from allauth.mfa import signals

        from tonghop.web.office import entrance

        signals.authenticator_added.connect(entrance.on_factor_added)
        signals.authenticator_reset.connect(entrance.on_factor_added)
        signals.authenticator_removed.connect(entrance.on_factor_removed)
        signals.authentication_failed.connect(entrance.on_factor_failed)
