"""The official endpoints for messages, people and the channel itself, by LINE's own paths (messaging-api.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from starlette.responses import JSONResponse, Response

from faqbot.simulators.line.faults import Fault
from faqbot.simulators.line.gate import Call, Operation, Refusal, agree
from faqbot.simulators.line.messages import check_loading, check_messages, check_push, check_reply
from faqbot.simulators.line.platform import Platform, Talk
from faqbot.simulators.line.webhook import Webhook

BOT = "U" + "0" * 31 + "b"


class Talking:
    """What the bot may do in talks."""

    def __init__(self, platform: Platform, webhook: Webhook) -> None:
        self._platform, self._webhook = platform, webhook

    def operations(self) -> tuple[Operation, ...]:
        """Method and path of each, with what is demanded of the body."""
        v2 = "/v2/bot"
        return (
            Operation("POST", f"{v2}/message/reply", self._reply, "ReplyMessageRequest", check_reply),
            Operation("POST", f"{v2}/message/push", self._push, "PushMessageRequest", check_push),
            Operation(
                "POST", f"{v2}/message/validate/reply", agree, "ValidateMessageRequest", check_messages
            ),
            Operation("POST", f"{v2}/message/validate/push", agree, "ValidateMessageRequest", check_messages),
            Operation("GET", f"{v2}/message/quota", self._quota),
            Operation("GET", f"{v2}/message/quota/consumption", self._consumption),
            Operation("GET", f"{v2}/message/{{message}}/content", self._content),
            Operation(
                "POST", f"{v2}/chat/loading/start", self._load, "ShowLoadingAnimationRequest", check_loading
            ),
            Operation("POST", f"{v2}/chat/markAsRead", agree, "MarkMessagesAsReadByTokenRequest"),
            Operation("GET", f"{v2}/profile/{{user}}", self._profile),
            Operation("GET", f"{v2}/info", self._info),
            Operation("GET", f"{v2}/channel/webhook/endpoint", self._endpoint),
            Operation(
                "PUT", f"{v2}/channel/webhook/endpoint", self._set_endpoint, "SetWebhookEndpointRequest"
            ),
            Operation(
                "POST", f"{v2}/channel/webhook/test", self._test_endpoint, "TestWebhookEndpointRequest"
            ),
        )

    async def _reply(self, call: Call) -> Mapping[str, Any]:
        if "x-line-retry-key" in call.request.headers:
            raise Refusal(400, "The retry key is not supported by this endpoint")
        user = self._platform.use_token(call.body["replyToken"])
        if not user:
            raise Refusal(400, "Invalid reply token")
        return _sent(self._platform.deliver(user, call.body["messages"]))

    async def _push(self, call: Call) -> Mapping[str, Any]:
        key = _retry_key(call)
        talk = self._platform.talks.get(call.body["to"])
        if talk is None or not talk.friend:
            raise Refusal(400, "Failed to send messages")
        if self._platform.quota is not None and self._platform.pushed >= self._platform.quota:
            raise Refusal(429, "You have reached your monthly limit.")
        earlier = self._platform.accepted(key, call.id)
        if earlier:
            raise Refusal(409, "The retry key is already accepted", x_line_accepted_request_id=earlier)
        self._platform.pushed += 1
        return _sent(self._platform.deliver(talk.user, call.body["messages"]))

    async def _quota(self, _: Call) -> Mapping[str, Any]:
        quota = self._platform.quota
        return {"type": "none"} if quota is None else {"type": "limited", "value": quota}

    async def _consumption(self, _: Call) -> Mapping[str, Any]:
        return {"totalUsage": self._platform.pushed}

    async def _content(self, call: Call) -> Response:
        kept = self._platform.contents.get(call["message"])
        if kept is None:
            raise Refusal(404, "Not found")
        return Response(kept[1], media_type=kept[0])

    async def _load(self, call: Call) -> Response:
        talk = self._known(call.body["chatId"], "chatId")
        talk.loading_until = self._platform.clock() + call.body.get("loadingSeconds", 20)
        self._platform.changed()
        return JSONResponse({}, 202)

    async def _profile(self, call: Call) -> Mapping[str, Any]:
        talk = self._platform.talks.get(call["user"])
        if talk is None or not talk.friend:
            raise Refusal(404, "Not found")
        return {"userId": talk.user, "displayName": talk.name, "language": "ja"}

    async def _info(self, _: Call) -> Mapping[str, Any]:
        return {
            "userId": BOT,
            "basicId": "@simulator",
            "displayName": "faqbot（ためし）",
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }

    async def _endpoint(self, _: Call) -> Mapping[str, Any]:
        return {"endpoint": self._webhook.url, "active": True}

    async def _set_endpoint(self, call: Call) -> Mapping[str, Any]:
        self._webhook.url = call.body["endpoint"]
        return {}

    async def _test_endpoint(self, call: Call) -> Mapping[str, Any]:
        outcome = await self._webhook.ping(call.body.get("endpoint", ""))
        moment = datetime.fromtimestamp(self._platform.clock(), UTC)
        return {
            "success": outcome.ok,
            "timestamp": f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z",
            "statusCode": outcome.status,
            "reason": "OK" if outcome.ok else outcome.reason.upper(),
            "detail": str(outcome.status) if outcome.status else outcome.reason,
        }

    def _known(self, user: str, where: str) -> Talk:
        if user not in self._platform.talks:
            raise Refusal(400, "The request body has 1 error(s)", [Fault("invalid user", where)])
        return self._platform.talks[user]


def _sent(ids: list[str]) -> Mapping[str, Any]:
    return {"sentMessages": [{"id": each} for each in ids]}


def _retry_key(call: Call) -> str:
    key = call.request.headers.get("x-line-retry-key", "")
    try:
        return str(UUID(key)) if key else ""
    except ValueError as error:
        raise Refusal(400, "Invalid retry key") from error
