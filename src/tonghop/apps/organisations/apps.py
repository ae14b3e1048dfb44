"""The app's entry for Django."""

from django.apps import AppConfig


class Organisations(AppConfig):
    name = "tonghop.apps.organisations"
    label = "organisations"
    verbose_name = "Danh bạ đơn vị"
