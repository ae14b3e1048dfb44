"""Size of letters and contrast: a reader's own choice in a cookie, by a form that needs no script.

Whoever chooses nothing gets no cookie. No token is asked for: the form changes nothing but the look of pages
in the browser that sent it, and a token would give every reader a cookie.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

YEAR_SECONDS = 365 * 24 * 60 * 60
SIZES = {"100": "Cỡ chữ thường", "125": "Cỡ chữ lớn", "150": "Cỡ chữ rất lớn"}
CONTRASTS = {"thuong": "Màu thường", "cao": "Tương phản cao", "toi": "Nền tối"}
IN_ENGLISH = (
    {"100": "Normal text", "125": "Large text", "150": "Very large text"},
    {"thuong": "Normal colours", "cao": "High contrast", "toi": "Dark"},
)
"""The same for the page in English."""

CHOICES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "co": ("portal_text_size", SIZES),
    "tuong-phan": ("portal_contrast", CONTRASTS),
}
"""Field of the form → its cookie, and what may be chosen; the first is what nobody has to choose."""


@dataclass(frozen=True, slots=True)
class Aids:
    """How one reader sees the pages."""

    size: str
    contrast: str

    @property
    def classes(self) -> str:
        return f"chu-{self.size} nen-{self.contrast}"


def aids_of(request: HttpRequest) -> Aids:
    """Return what a reader chose; an unknown word is nothing chosen."""
    return Aids(*(_chosen(request, *choice) for choice in CHOICES.values()))


@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep a choice, and lead back to the page it was made on."""
    back = request.POST.get("ve", "/")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    answer = HttpResponseRedirect(back if is_ours else "/")
    for field, (cookie, known) in CHOICES.items():
        if request.POST.get(field, "") in known:
            answer.set_cookie(
                cookie,
                request.POST[field],
                max_age=YEAR_SECONDS,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
    return answer


def _chosen(request: HttpRequest, cookie: str, known: Mapping[str, str]) -> str:
    asked = request.COOKIES.get(cookie, "")
    return asked if asked in known else next(iter(known))
