"""The REST endpoints that a bot uses: `me`, `chat.postMessage`, `chat.sendMessage`, `integrations.list`.

Forms and refusals: authentication.yaml, messaging.yaml and integrations.yaml of Rocket.Chat-Open-API.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from faqbot.simulators.rocketchat.contract import Contract
from faqbot.simulators.rocketchat.outgoing import Integration
from faqbot.simulators.rocketchat.workspace import BOT, Message, Workspace

LONGEST = 5_000
"""Characters of a message: the default of the setting `Message_MaxAllowedSize`."""

_ACTIONS = 5


class Rest:
    """Remembers what it refused."""

    def __init__(
        self, workspace: Workspace, integration: Integration, token: str, contract: Contract | None
    ) -> None:
        self._workspace, self._integration = workspace, integration
        self._token, self._contract = token, contract
        self.refused: list[str] = []

    def routes(self) -> list[Route]:
        """Paths and what answers them."""
        return [
            Route("/api/v1/me", self._me),
            Route("/api/v1/integrations.list", self._integrations),
            Route("/api/v1/chat.postMessage", self._post, methods=["POST"]),
            Route("/api/v1/chat.sendMessage", self._send, methods=["POST"]),
        ]

    async def _me(self, request: Request) -> Response:
        return self._stranger(request) or JSONResponse({"_id": BOT.id, "username": BOT.name, "success": True})

    async def _integrations(self, request: Request) -> Response:
        to = self._integration
        shown = {
            "type": "webhook-outgoing",
            "name": "faqbot",
            "enabled": to.enabled,
            "urls": [to.url],
            "token": to.token,
            "triggerWords": list(to.trigger_words),
            "event": "sendMessage",
        }
        return self._stranger(request) or JSONResponse({"integrations": [shown], "success": True})

    async def _post(self, request: Request) -> Response:
        body = await _json(request)
        room = str(body.get("roomId") or body.get("channel") or "").lstrip("#")
        return self._stranger(request) or self._posted("chat.postMessage", body, body, room, "text")

    async def _send(self, request: Request) -> Response:
        body = await _json(request)
        given = body.get("message")
        message = given if isinstance(given, dict) else {}
        room = str(message.get("rid") or "")
        return self._stranger(request) or self._posted("chat.sendMessage", body, message, room, "msg")

    def _posted(
        self, path: str, body: Mapping[str, Any], message: Mapping[str, Any], room: str, text: str
    ) -> Response:
        faults = list(_faults(message, room, text))
        if room and room not in self._workspace.rooms:
            faults.append("[invalid-channel]")
        if self._contract and not faults:
            faults += self._contract.faults(f"/api/v1/{path}", body)
        if faults:
            return self._refuse(400, f"{path}: {'; '.join(faults)}")
        made = self._workspace.post(
            self._workspace.rooms[room],
            BOT,
            str(message.get(text) or ""),
            number=str(message.get("_id") or ""),
            attachments=message.get("attachments") or (),
            thread=str(message.get("tmid") or ""),
        )
        return JSONResponse({"message": _shown(made), "success": True})

    def _stranger(self, request: Request) -> Response | None:
        given = request.headers.get("x-auth-token"), request.headers.get("x-user-id")
        if given == (self._token, BOT.id):
            return None
        self.refused.append(f"{request.url.path}: 401")
        return JSONResponse({"status": "error", "message": "You must be logged in to do this."}, 401)

    def _refuse(self, status: int, error: str) -> Response:
        self.refused.append(error)
        self._workspace.version += 1
        return JSONResponse({"success": False, "error": error}, status)


def _faults(message: Mapping[str, Any], room: str, text: str) -> Iterator[str]:
    attachments = message.get("attachments") or []
    if not room:
        yield "The 'rid' property on the message object is missing."
    if not (message.get(text) or attachments):
        yield "the message is empty"
    if len(str(message.get(text) or "")) > LONGEST:
        yield "error-message-size-exceeded"
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        yield "attachments must be an array of objects"
    elif any(len(each.get("actions", ())) > _ACTIONS for each in attachments):
        yield f"more than {_ACTIONS} actions in an attachment"


def _shown(message: Message) -> Mapping[str, Any]:
    user = {"_id": message.user.id, "username": message.user.name}
    return {
        "_id": message.id,
        "rid": message.room.id,
        "msg": message.text,
        "ts": message.at.isoformat(),
        "u": user,
    }


async def _json(request: Request) -> Mapping[str, Any]:
    try:
        given = await request.json()
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}
