"""What stays Vietnamese on a page in English (names, titles, words of documents and of people) says so.

A screen reader then reads it as Vietnamese, and the test of strays knows it from a word that was forgotten.
On a Vietnamese page nothing has to be said.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tonghop.domain.errors import Refusal

_PLAIN = (bool, int, float)


def is_english() -> bool:
    """Say whether the page is in English."""
    return get_language() == "en"


def vi(text: object) -> Any:
    """Mark a text as Vietnamese where the page is in English; nothing stays nothing. Any: text or mark."""
    if not is_english() or text is None or text == "":
        return text
    return format_html('<span lang="vi">{}</span>', text)


def english_sentence(sentence: str, names: Iterable[str]) -> SafeString:
    """Return an English sentence in which names stay Vietnamese, the longest marked first."""
    parts = [(sentence, False)]
    for name in sorted(filter(None, set(names)), key=len, reverse=True):
        parts = [piece for part in parts for piece in _split(*part, name)]
    return mark_safe("".join(str(vi(text) if is_name else escape(text)) for text, is_name in parts))


def refusal_in_english(refusal: Refusal) -> SafeString:
    """Return what a refusal says in English, with its facts marked that are words."""
    facts = {key: _fact(value) for key, value in refusal.facts.items()}
    return mark_safe(str(escape(refusal.message_en)).format(**facts))


class _OfData:
    """Options that are names or words of documents, with an empty one in the page's language."""

    def create_option(self, name: str, value: Any, *given: Any, **named: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *given, **named)  # type: ignore[misc]
        if str(value):
            option["attrs"]["lang"] = "vi"
        return option


class DataSelect(_OfData, forms.Select):
    """A list of names."""


class DataCheckboxes(_OfData, forms.CheckboxSelectMultiple):
    """Names to be ticked."""


def _split(text: str, is_name: bool, name: str) -> list[tuple[str, bool]]:
    if is_name or name not in text:
        return [(text, is_name)]
    pieces = [piece for part in text.split(name) for piece in ((name, True), (part, False))]
    return pieces[1:]


def _fact(value: object) -> object:
    """Keep what a message may format by itself; everything else is words."""
    if isinstance(value, _PLAIN) or hasattr(value, "year"):
        return value
    if isinstance(value, Promise):
        return str(value)
    return vi(str(value))
