"""The form of every page: the name in the address is made here, by one rule, and never in the browser."""

import json
import re
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import BlockField

from tonghop.web.portal.short_names import short_name

HELP = (
    "Để trống: phần mềm đặt theo tiêu đề, không dấu. Đổi tên sau khi đăng thì địa chỉ cũ tự chuyển đến đây."
)


class PortalPageForm(WagtailAdminPageForm):
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
        for field in self.fields.values():
            field.show_hidden_initial = False  # Wagtail draws none, and every page would seem changed
        if follows_title(self.instance):
            self.initial["slug"] = ""

    @cached_property
    def changed_data(self) -> list[str]:
        """Return the fields that somebody changed. Blocks are compared as they are kept: Wagtail compares
        what was typed, so that a day looks changed, and whoever only approved would become an author.
        """
        return [name for name in super().changed_data if not self._is_kept_alike(name)]

    def _is_kept_alike(self, name: str) -> bool:
        field = self.fields[name]
        if not isinstance(field, BlockField) or name not in getattr(self, "cleaned_data", {}):
            return False
        before, after = self.get_initial_for_field(field, name), self.cleaned_data[name]
        return _kept(field, before) == _kept(field, after)

    def clean_slug(self) -> str:
        """Return what was typed as a short name; nothing typed becomes that of the title on saving."""
        typed = self.cleaned_data["slug"]
        return short_name(typed) if typed else ""


def _kept(field: Any, value: Any) -> str:
    """Return blocks as they are kept; their values are days or texts, as they were read lazily or not."""
    return json.dumps(field.block.get_prep_value(value), cls=DjangoJSONEncoder, sort_keys=True)


def follows_title(page: Any) -> bool:
    """Say whether a page's name is still that of its title: it goes with it until the page is public."""
    if page.first_published_at is not None or not page.title:
        return False
    return bool(re.fullmatch(re.escape(short_name(page.title)) + r"(-\d+)?", page.slug or ""))
