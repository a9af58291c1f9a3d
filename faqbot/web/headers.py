"""What browsers are told with every response: headers that keep pages from doing more than they should."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STAFF = ("/desk/", "/api/v1/desk/")
"""What only staff open: what is shown there is kept by no cache."""
_HSTS = f"max-age={365 * 24 * 3600}"
"""A year (RFC 6797 §6.1.1). Subdomains are the city's own affair."""

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def policy(*, form_action: str = "'self'", frame_ancestors: str = "'none'") -> str:
    """A content security policy (CSP Level 3): nothing inline, nothing from other hosts."""
    return (
        f"default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action {form_action}; "
        f"object-src 'none'; frame-ancestors {frame_ancestors}"
    )


class SecurityHeaders:
    """Adds the headers to every response that has not set them itself.

    The resident page may be framed by our own and the given origins, everything else by nobody.
    """

    def __init__(self, app: ASGIApp, framed_by: tuple[str, ...] = ()) -> None:
        self._app = app
        self._resident = policy(frame_ancestors=" ".join(["'self'", *framed_by]))
        self._policy = policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(scope, MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, with_headers)

    def _add(self, scope: Scope, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        framed = scope["path"] == "/"
        headers.setdefault("content-security-policy", self._resident if framed else self._policy)
        if not framed:
            headers.setdefault("x-frame-options", "DENY")
        if scope["scheme"] == "https":
            headers.setdefault("strict-transport-security", _HSTS)
        if scope["path"].startswith(STAFF):
            headers.setdefault("cache-control", "no-store")
