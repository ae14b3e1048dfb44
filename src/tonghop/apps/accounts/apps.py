"""The app's entry for Django."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "tonghop.apps.accounts"
    label = "accounts"
    verbose_name = "Người dùng"
