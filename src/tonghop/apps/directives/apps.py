"""The app's entry for Django."""

from django.apps import AppConfig


class Directives(AppConfig):
    name = "tonghop.apps.directives"
    label = "directives"
    verbose_name = "Văn bản chỉ đạo"
