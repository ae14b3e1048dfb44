"""The form of every page: the name in the address is made here, by one rule, and never in the browser."""

import re
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from tonghop.web.portal.short_names import short_name

HELP = (
    "Để trống: phần mềm đặt theo tiêu đề, không dấu. Đổi tên sau khi đăng thì địa chỉ cũ tự chuyển đến đây."
)


class PortalPageForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail is not typed
    """Wagtail's form, whose scripts would make the name of the title and leave đ out ("Đức" → "uc")."""

    slug = forms.CharField(
        label="Tên ngắn trong địa chỉ",
        help_text=HELP,
        max_length=255,
        required=False,
        widget=forms.TextInput,
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if follows_title(self.instance):
            self.initial["slug"] = ""

    def clean_slug(self) -> str:
        """Return what was typed as a short name; nothing typed is made of the title when the page is saved."""
        typed = self.cleaned_data["slug"]
        return short_name(typed) if typed else ""


def follows_title(page: Any) -> bool:
    """Say whether a page's name is still that of its title: as long as it never was public it goes with it."""
    if page.first_published_at is not None or not page.title:
        return False
    return bool(re.fullmatch(re.escape(short_name(page.title)) + r"(-\d+)?", page.slug or ""))
