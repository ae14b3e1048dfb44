"""How somebody likes to see the pages: language and size of letters, kept in cookies, without scripts."""

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from tonghop.web.office.frame import TEXT_SIZE_COOKIE, TEXT_SIZES
from tonghop.web.office.own_paths import next_path

YEAR_SECONDS = 365 * 24 * 60 * 60


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language asked for; one that is not there changes nothing."""
    known = [code for code, _ in settings.LANGUAGES]
    return _kept(request, settings.LANGUAGE_COOKIE_NAME, request.POST.get("language", ""), known)


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep the size of letters asked for."""
    return _kept(request, TEXT_SIZE_COOKIE, request.POST.get("text_size", ""), TEXT_SIZES)


def _kept(request: HttpRequest, cookie: str, asked: str, known: Collection[str]) -> HttpResponse:
    answer = redirect(next_path(request, otherwise=settings.LOGIN_REDIRECT_URL))
    if asked in known:
        answer.set_cookie(
            cookie, asked, max_age=YEAR_SECONDS, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    return answer


PATTERNS = [
    path("ngon-ngu/", language, name="choose-language"),
    path("co-chu/", text_size, name="choose-text-size"),
]
