"""The simulator put together: the REST endpoints, the outgoing webhook, and a page to try the bot as a person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from faqbot.simulators.rocketchat.contract import Contract
from faqbot.simulators.rocketchat.outgoing import Integration, Outgoing
from faqbot.simulators.rocketchat.rest import Rest
from faqbot.simulators.rocketchat.workspace import Message, User, Workspace

STATIC = Path(__file__).parent / "static"
PERSON = User("personUserId00001", "sato")
STEP, STEPS = 0.05, 20
"""A page that is up to date waits for a second at most (STEPS of STEP seconds), so as not to hold up the server's end."""

_POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'"


@dataclass(frozen=True, slots=True)
class Simulator:
    """The application with what a test wants to look at."""

    app: Starlette
    workspace: Workspace
    outgoing: Outgoing
    rest: Rest


def create_simulator(
    integration: Integration,
    *,
    token: str,
    contract: Path | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    **outgoing: Any,
) -> Simulator:
    """`token` is the bot's personal access token; `contract` is messaging.yaml; `outgoing` as in `Outgoing`."""
    workspace = Workspace(clock)
    for number, name in (("HELPDESK", "helpdesk"), ("UKETSUKE", "uketsuke"), ("DIRECT", "")):
        workspace.room(number, name)
    sender = Outgoing(workspace, integration, **outgoing)
    rest = Rest(workspace, integration, token, Contract(contract) if contract else None)
    page = _Page(workspace, sender, rest)

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        yield
        await sender.close()

    routes = [*rest.routes(), *page.routes(), Mount("/static", StaticFiles(directory=STATIC))]
    app = Starlette(routes=routes, lifespan=living, middleware=[Middleware(_Policy)])
    return Simulator(app, workspace, sender, rest)


class _Page:
    """What the page asks: a room as people see it, and what somebody does in it."""

    def __init__(self, workspace: Workspace, outgoing: Outgoing, rest: Rest) -> None:
        self._workspace, self._outgoing, self._rest = workspace, outgoing, rest

    def routes(self) -> list[Route]:
        return [
            Route("/", lambda _: FileResponse(STATIC / "index.html")),
            Route("/simulator/rooms/{room}", self._room),
            Route("/simulator/rooms/{room}/acts", self._act, methods=["POST"]),
        ]

    async def _room(self, request: Request) -> Response:
        """The whole room, or 204 if within a second nothing has changed since `?version=`."""
        for _ in range(STEPS):
            if str(self._workspace.version) != request.query_params.get("version"):
                return JSONResponse(self._view(request.path_params["room"]))
            await asyncio.sleep(STEP)
        return Response(status_code=204)

    def _view(self, room: str) -> Mapping[str, Any]:
        calls = self._outgoing.calls
        return {
            "version": str(self._workspace.version),
            "rooms": [{"id": each.id, "name": each.name} for each in self._workspace.rooms.values()],
            "messages": [_shown(message) for message in self._workspace.of(room)],
            "calls": [
                {"tries": c.tries, "status": c.status, "body": c.body[:300], "posted": c.posted}
                for c in calls[-8:]
            ],
            "refused": self._rest.refused[-5:],
            "words": list(self._outgoing.integration.trigger_words),
        }

    async def _act(self, request: Request) -> Response:
        act, room = await request.json(), self._workspace.room(request.path_params["room"])
        match act:
            case {"kind": "say", "text": str(text)} if text.strip():
                self._workspace.post(room, PERSON, text.strip(), thread=str(act.get("thread", "")))
            case {"kind": "edit", "id": str(number), "text": str(text)} if number in self._workspace.messages:
                self._workspace.edit(number, text)
            case _:
                return JSONResponse({"message": "unknown act"}, 400)
        return Response(status_code=202)


def _shown(message: Message) -> Mapping[str, Any]:
    return {
        "id": message.id,
        "user": message.user.name,
        "mine": message.user == PERSON,
        "text": message.text,
        "at": message.at.isoformat(),
        "attachments": list(message.attachments),
        "thread": message.thread,
        "edited": message.edited,
    }


class _Policy(BaseHTTPMiddleware):
    """Lets the page load nothing from elsewhere: this machine may be offline."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.update({"content-security-policy": _POLICY, "x-content-type-options": "nosniff"})
        return response
