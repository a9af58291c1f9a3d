"""Which request was that? Each gets an id, which its answer, its log lines and its audit bear, and one line in the access log.

The line has the route, not the path, and no query: both may carry what people typed. Of a resident's address only the network is
written (/24, /48 as in RFC 6177), which tells a flood from a visitor; of staff's, who know it, the whole.
"""

from __future__ import annotations

import logging
import secrets
from ipaddress import ip_address, ip_network
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from faqbot.staff.acting import Acting, acting, acting_from
from faqbot.web.headers import STAFF

HEADER = "x-request-id"
_log = logging.getLogger("faqbot.access")


class Access:
    """The outermost of the middleware but for `Located`, which says from where: what it does not see did not happen."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""
        begun, status = perf_counter(), 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = acting().request
            await send(message)

        with acting_from(Acting(address=address, request=secrets.token_hex(8))):
            try:
                await self._app(scope, receive, answer)
            finally:
                _log.info("request", extra={"fields": _fields(scope, address, status, begun)})


def _fields(scope: Scope, address: str, status: int, begun: float) -> dict[str, object]:
    staff = scope["path"].startswith(STAFF)
    return {
        "method": scope["method"],
        "route": getattr(scope.get("route"), "path", ""),
        "status": status,
        "milliseconds": round((perf_counter() - begun) * 1000, 1),
        "from": address if staff else network(address),
    }


def network(address: str) -> str:
    """The network of an address; empty where it is none."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))
