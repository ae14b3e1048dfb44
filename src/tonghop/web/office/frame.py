"""What the frame of every page shows: who is signed in, where one is, and the ways to the other pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from tonghop.apps.accounts.models import Person

TEXT_SIZES = ("small", "normal", "large")
TEXT_SIZE_COOKIE = "tonghop_text_size"


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the navigation; `current` where the page shown lies below it."""

    href: str
    label: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The facts that base.html draws its frame from."""

    signed_in: str
    nav: tuple[Way, ...]
    text_size: str


def frame(request: HttpRequest) -> Mapping[str, object]:
    """Return the frame as `office` for every template (a context processor of Django)."""
    person = request.user if hasattr(request, "user") and isinstance(request.user, Person) else None
    size = request.COOKIES.get(TEXT_SIZE_COOKIE, "normal")
    return {
        "office": Frame(
            person.full_name if person else "",
            _ways(request) if person else (),
            size if size in TEXT_SIZES else "normal",
        )
    }


def _ways(request: HttpRequest) -> tuple[Way, ...]:
    listed = (("my-work", gettext("Việc của tôi")), ("campaigns", gettext("Chiến dịch")))
    return tuple(
        Way(href, label, current=request.path == href)
        for href, label in ((reverse(name), label) for name, label in listed)
    )
