"""How many may wait at once? Whoever comes after that is told so at once, and when to come again, instead of waiting in vain."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from faqbot.web.problems import problem

# Requests under way in one process. `python -m eval.burst` on 2 cores beside other jobs: see docs/trust.md.
MOST = 100
AGAIN = 3
"""Seconds until a refused request may be tried again: by then those who wait have been answered."""
_PATHS = ("/api/", "/rocketchat/")
"""What computes. Pages, `/health` and LINE's webhooks (which are only written down) pass always."""
_BUSY = "ただいま混み合っています。少し待って、もう一度お試しください。"


class Crowd:
    """Lets in so many requests that compute, and answers 503 with `Retry-After` to the others (RFC 9110 § 15.6.4)."""

    def __init__(self, app: ASGIApp, refused: Callable[[], None], most: int = MOST) -> None:
        self._app, self._refused, self._most = app, refused, most
        self.inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_PATHS):
            await self._app(scope, receive, send)
        elif self.inside >= self._most:
            self._refused()
            answer = problem(503, _BUSY, path=scope["path"], headers={"retry-after": str(AGAIN)})
            await answer(scope, receive, send)
        else:
            await self._let_in(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.inside += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self.inside -= 1
