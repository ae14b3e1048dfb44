"""Where an answer may send somebody on: only to a path of this program, never to another site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_own_path(address: str) -> bool:
    """Say whether an address is a path here: no other host, no scheme, no form that a browser reads as one.

    >>> [is_own_path(one) for one in ("/van-phong/?a=1", "//evil.example", "https://evil.example", "x")]
    [True, False, False, False]
    """
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def next_path(request: HttpRequest, otherwise: str) -> str:
    """Return the path that a form asks to go on to, or another where it asks for what is not ours."""
    asked = request.POST.get("next", "")
    return asked if is_own_path(asked) else otherwise
