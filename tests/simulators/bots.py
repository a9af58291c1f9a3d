"""Small bots to talk with the simulator: real HTTP servers that note what they are sent and answer by the official SDK."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from linebot.v3.messaging import ApiClient, ApiException, Configuration, MessagingApi, ReplyMessageRequest
from linebot.v3.webhook import SignatureValidator
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

TOKEN, SECRET = "simulator-token", "simulator-secret"


@dataclass
class Bot:
    """Notes genuine webhooks; answers with the statuses in `statuses` first, then with 200; replies with `messages` if any."""

    host: str = ""
    messages: list[Mapping[str, Any]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0

    @property
    def app(self) -> Starlette:
        routes = [
            Route("/line/webhook", self._receive, methods=["POST"]),
            Route("/icon.png", lambda _: Response(b"icon", media_type="image/png")),
            Route("/page", lambda _: Response(b"page", media_type="text/html")),
        ]
        return Starlette(routes=routes)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for body in self.seen for event in body["events"]]

    async def _receive(self, request: Request) -> Response:
        raw = (await request.body()).decode("utf-8", "replace")
        if not SignatureValidator(SECRET).validate(raw, request.headers.get("x-line-signature", "")):
            self.refused += 1
            return Response(status_code=400)
        body = json.loads(raw)
        self.seen.append(body)
        status = self.statuses.pop(0) if self.statuses else 200
        for event in body["events"]:
            if status == 200 and self.messages and "replyToken" in event:
                await run_in_threadpool(self._reply, event["replyToken"])
        return Response(status_code=status)

    def _reply(self, token: str) -> None:
        request = ReplyMessageRequest.from_dict({"replyToken": token, "messages": self.messages})
        with contextlib.suppress(ApiException):  # the simulator remembers what it refused
            messaging(self.host).reply_message(request)


def line(host: str, token: str = TOKEN) -> ApiClient:
    """The official SDK's client against the simulator."""
    return ApiClient(Configuration(host=host, access_token=token))


def messaging(host: str) -> MessagingApi:
    return MessagingApi(line(host))
