"""The panel as a web application: Streamlit behind a door that lets only its own pages in."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.starlette import App

from ui.addresses import Addresses
from ui.sections import SECTIONS

SCRIPT = Path(__file__).with_name("app.py")

_HEADERS = {
    "content-security-policy": (
        # Streamlit sets its configuration in an inline script and its looks in inline styles; Vega makes functions of charts.
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; "
        "form-action 'self'; object-src 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def create_panel(path: str = "") -> App:
    """The application; `path` is the folder under which a proxy shows it, without slashes around it."""
    first, *names = (place.path for places in SECTIONS.values() for place in places)
    addresses = Middleware(Addresses, names=("", *names), first=first, below=path)
    app = App(SCRIPT, middleware=[Middleware(Headed), Middleware(OwnPagesOnly), addresses])
    config.set_option("server.baseUrlPath", path, "faqbot")
    return app


class OwnPagesOnly:
    """Refuses what another site's page sends: every WebSocket, and every request that changes something.

    Streamlit's own check lets pages of other ports of this machine in, and to know its address it asks a server on the
    internet. Browsers send `Origin` with both (RFC 6454 §7, RFC 6455 §4.1); without one it is no browser's page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _is_foreign(scope):
            await _refuse(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    if scope["type"] == "lifespan" or scope.get("method") in ("GET", "HEAD"):
        return False
    headers = Headers(scope=scope)
    return urlsplit(headers.get("origin", "")).netloc != headers.get("host")


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await PlainTextResponse("このページからの操作ではありません。", 403)(scope, receive, send)


class Headed:
    """Adds the headers that keep pages from doing, and from being shown, more than they should."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, with_headers)
