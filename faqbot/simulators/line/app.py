"""The simulator put together: LINE's endpoints, the person's page, and the sender of webhooks, in one application."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from faqbot.simulators.line.contract import Contract
from faqbot.simulators.line.gate import Gate, Operation
from faqbot.simulators.line.menuing import Menuing
from faqbot.simulators.line.people import People
from faqbot.simulators.line.phone import Phone
from faqbot.simulators.line.platform import Clock, Platform
from faqbot.simulators.line.talking import BOT, Talking
from faqbot.simulators.line.webhook import Webhook

STATIC = Path(__file__).parent / "static"
_POLICY = b"default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; object-src 'none'"


@dataclass(frozen=True, slots=True)
class Simulator:
    """The application with what a test wants to look at."""

    app: Starlette
    platform: Platform
    webhook: Webhook
    people: People
    gate: Gate


def create_simulator(
    *,
    bot: str,
    token: str,
    secret: str,
    contract: Path | None = None,
    clock: Clock = time.time,
    **webhook: Any,
) -> Simulator:
    """`bot` is where webhooks go; `contract` LINE's messaging-api.yml, where it is at hand; `webhook` as in `Webhook`."""
    platform = Platform(clock)
    sender = Webhook(bot, secret, BOT, **webhook)
    people = People(platform, sender)
    gate = Gate(token, Contract(contract) if contract else None)
    operations = (*Talking(platform, sender).operations(), *Menuing(platform).operations())
    routes = [
        *(_route(gate, each) for each in operations),
        *Phone(platform, people, sender, gate).routes(),
        Route("/", _page),
        Mount("/static", StaticFiles(directory=STATIC)),
        Route("/{path:path}", _unknown, methods=["GET", "POST", "PUT", "DELETE"]),
    ]

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        yield
        await sender.close()

    app = Starlette(routes=routes, lifespan=living, middleware=[Middleware(_Policy)])
    return Simulator(app, platform, sender, people, gate)


def _route(gate: Gate, operation: Operation) -> Route:
    async def answer(request: Request) -> Response:
        return await gate.pass_through(operation, request)

    return Route(operation.path, answer, methods=[operation.method])


async def _page(_: Request) -> Response:
    return FileResponse(STATIC / "index.html")


async def _unknown(_: Request) -> Response:
    return JSONResponse({"message": "Not found"}, 404)


class _Policy:
    """Lets the page load nothing from elsewhere: what a bot sends decides about addresses, and this machine may be offline."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(b"content-security-policy", _POLICY), (b"x-content-type-options", b"nosniff")]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self._app(scope, receive, with_policy)
