"""How much may a request bring, and how long may it take to bring it?"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from anyio import move_on_after
from starlette.types import ASGIApp, Receive, Scope, Send

from faqbot.web.problems import too_large, too_slow

MAX_BODY = 16 * 1024
"""Bytes. 500 characters of JSON-escaped surrogate pairs are 6,000."""
LARGER = {"/line/webhook": 1024 * 1024}
"""Bytes by path: one webhook tells several events, and a message may have 5,000 characters."""
MAX_STAFF_BODY = 64 * 1024
"""Bytes, behind the sign-in: all the texts of an inquiry at their longest are some 7,000 characters."""
SECONDS = 20.0
"""In which a body must have come: a phone in a tunnel is slow, whoever sends a byte a minute holds a place."""
STAFF = "/api/v1/desk/"


class BodyLimit:
    """Refuses a request whose body is larger than its limit, whether or not it says so beforehand, or does not come."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body: bytes | None = None
        with move_on_after(SECONDS) as waiting:
            body = await _read(scope, receive, _limit(scope["path"]))
        if waiting.cancelled_caught:
            await too_slow(scope["path"])(scope, receive, send)
        elif body is None:
            await too_large(scope["path"])(scope, receive, send)
        else:
            await self._app(scope, _replay(body, receive), send)


def _limit(path: str) -> int:
    return MAX_STAFF_BODY if path.startswith(STAFF) else LARGER.get(path, MAX_BODY)


async def _read(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """The whole body, or None as soon as it is larger than so many bytes (or the client has gone)."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if not length.isdigit() or int(length) > limit:
        return None
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        body += bytes(message.get("body", b""))
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return body


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> MutableMapping[str, Any]:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
