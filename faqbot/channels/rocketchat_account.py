"""Our user in Rocket.Chat, by personal access token: posting by REST, and looking at how the webhook is set up.

Optional: without it, the answer to the webhook is the message. With it, a message of ours has an id that follows from the
question's, and Rocket.Chat posts an id only once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from faqbot.errors import RocketChatError

SECONDS = 10.0
"""Patience with Rocket.Chat; it waits 20 s for the answer to its webhook."""


class Account:
    """Safe to call from any thread. `user` is the user's id (`X-User-Id`)."""

    def __init__(self, url: str, user: str, token: str, *, seconds: float = SECONDS) -> None:
        self.user = user
        headers = {"X-Auth-Token": token, "X-User-Id": user}
        self._client = httpx.Client(base_url=f"{url}/api/v1/", headers=headers, timeout=seconds)

    def name(self) -> str:
        """The user's name, as Rocket.Chat knows it.

        Raises:
            RocketChatError: the token is not valid, or Rocket.Chat cannot be reached.
        """
        return str(self._ask("GET", "me").get("username", ""))

    def post(self, room: str, message: Mapping[str, Any], *, answers: str) -> None:
        """Post a message in a room, once for each message (id) that it `answers`.

        Raises:
            RocketChatError: it was refused, or Rocket.Chat cannot be reached.
        """
        sent = {"_id": _id(answers), "rid": room, "msg": message.get("text", "")}
        sent |= {name: message[name] for name in ("attachments", "tmid") if name in message}
        self._ask("POST", "chat.sendMessage", {"message": sent, "previewUrls": []})

    def webhooks(self) -> Sequence[Mapping[str, Any]]:
        """The outgoing webhooks that this user may see.

        Raises:
            RocketChatError: the user may not look at them, or Rocket.Chat cannot be reached.
        """
        listed = self._ask("GET", "integrations.list").get("integrations", [])
        return [each for each in listed if each.get("type") == "webhook-outgoing"]

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        try:
            answer = self._client.request(method, path, json=body)
            said = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise RocketChatError(
                f"Rocket.Chat（{self._client.base_url.host}）につながりません（{type(error).__name__}）。"
                "FAQBOT_ROCKETCHAT_URL と、ネットワークを確かめてください。"
            ) from error
        except ValueError as error:
            raise RocketChatError(
                "FAQBOT_ROCKETCHAT_URL の相手は Rocket.Chat ではないようです。アドレスを確かめてください。"
            ) from error
        if not isinstance(said, dict) or not answer.is_success or said.get("success") is False:
            raise RocketChatError(_refusal(answer.status_code))
        return said


def knock(webhook: str, token: str) -> Mapping[str, Any]:
    """What the bot's own webhook says to a message as of a bot, which it drops.

    Raises:
        RocketChatError: nobody answers there.
    """
    body = {"token": token, "bot": True, "message_id": "check", "channel_id": "check"}
    try:
        said = httpx.post(webhook, json=body, timeout=SECONDS).json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise RocketChatError(
            f"{webhook} でボットが待っていません（{type(error).__name__}）。"
            "FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN を設定してから、faqbot serve を動かしてください。"
        ) from error
    return said if isinstance(said, dict) else {}


def _id(answers: str) -> str:
    return hashlib.sha256(f"faqbot {answers}".encode("utf-8", "replace")).hexdigest()[:24]


def _refusal(status: int) -> str:
    if status == 401:
        return (
            "Rocket.Chat がトークンを受けつけません。FAQBOT_ROCKETCHAT_USER（ユーザーの ID）と "
            "FAQBOT_ROCKETCHAT_TOKEN（個人アクセストークン）を作り直して、設定してください。"
        )
    if status == 403:
        return "このユーザーには権限がありません。Rocket.Chat の管理者に、権限を頼んでください。"
    if status == 429:
        return "Rocket.Chat の回数の制限にかかりました。ボットのユーザーに bot ロールを付けてください。"
    return f"Rocket.Chat が断りました（{status}）。ボットのユーザーが部屋に入っているかを確かめてください。"
