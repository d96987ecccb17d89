"""How django-axes is used here: which network a request comes from, and who words the refusal."""

import ipaddress
from typing import Any

from django.http import HttpRequest, HttpResponse


def network(request: HttpRequest) -> str | None:
    """The network a request comes from: an IPv4 address, or the /64 of an IPv6 one, which a single subscriber owns whole.

    Only hops through proxies of ours (LEITAI_PROXIES) are believed; whatever else X-Forwarded-For says counts for nothing.
    """
    text = _client_address(request)
    try:
        address = ipaddress.ip_address(text or "")
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def _client_address(request: HttpRequest) -> str | None:
    from django.conf import settings

    proxies = settings.AXES_IPWARE_PROXY_COUNT or 0
    if not proxies:
        return str(request.META.get("REMOTE_ADDR", ""))
    hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()]
    # Each proxy of ours appends whom it was called by: the last `proxies` entries are ours to believe.
    return hops[-proxies] if len(hops) >= proxies else str(request.META.get("REMOTE_ADDR", ""))


def answer(request: HttpRequest, response: HttpResponse, credentials: Any = None) -> HttpResponse:
    """The sign-in page has already said what happened, with 429; axes need not."""
    return response
