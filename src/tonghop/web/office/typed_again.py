"""What somebody typed where it could not be taken in, because the session had ended or its token is old.

It goes back to them on a page from which it is sent once more; nothing of it is kept here. Files cannot go
back: forms that carry some are led to the sign-in as every page is.
"""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure

from tonghop.apps.accounts.models import Person

TOKEN = "csrfmiddlewaretoken"
TYPED = "application/x-www-form-urlencoded"


def after_the_session(request: HttpRequest) -> HttpResponse:
    """Lead to where one signs in, and back; a form that was typed stays in sight meanwhile."""
    if request.method == "POST" and request.content_type == TYPED:
        return _again(request)
    return redirect_to_login(request.get_full_path())


def with_old_token(request: HttpRequest, reason: str) -> HttpResponse:
    """Offer to send a form once more with a token of today, where it is a form of ours.

    A page of somebody else's could make a browser send its own words here; its Origin tells.
    """
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if is_ours and request.method == "POST" and request.content_type == TYPED:
        return _again(request)
    return csrf_failure(request, reason)


def _again(request: HttpRequest) -> HttpResponse:
    typed = [(name, text) for name, texts in request.POST.lists() for text in texts if name != TOKEN]
    context = {
        "typed": typed,
        "texts": [text for _, text in typed if " " in text.strip()],
        "is_signed_in": isinstance(request.user, Person),
        "address": request.get_full_path(),
    }
    return render(request, "office/typed_again.html", context, status=403)
