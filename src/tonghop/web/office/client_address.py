"""From which address a request comes: what the connection says, or the named proxy before us."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_PREFIX = 64
"""One customer of a network has at least so many addresses of IPv6: they count as one."""


def client_address(request: HttpRequest) -> str:
    """Return the address of whoever asks, as text; "" where the connection has none (a socket file).

    X-Forwarded-For is believed only of a proxy named in TONGHOP_TRUSTED_PROXY, and of its entries the last
    that is no such proxy: what stands before it was written by whoever asks.
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    if address in settings.TRUSTED_PROXIES:
        told = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
        address = next(
            (one for one in reversed(told) if one and one not in settings.TRUSTED_PROXIES), address
        )
    return _shortened(address)


def _shortened(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed, IPV6_PREFIX), strict=False).network_address)
    return str(parsed)
