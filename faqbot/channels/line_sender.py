"""Sends by the official SDK: a reply once, a push once, the loading animation whenever.

A reply token works once, so asking again after an answer that never came cannot send twice. A push is told apart by its retry
key (409: it was accepted before), which LINE keeps for 24 hours ("Retry failed API requests").
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
)
from urllib3.exceptions import HTTPError

from faqbot.channels.line_flex import Message, text_message

log = logging.getLogger(__name__)

PAUSES = (0.5, 2.0)
"""Seconds before each further attempt: three in all, well within a reply token's minute."""
TIMEOUT = (3.0, 8.0)
"""Seconds to connect, and for an answer."""
_SPENT = "Invalid reply token"


class Sent(StrEnum):
    """How sending went."""

    SENT = "sent"
    SPENT = "spent"
    """The reply token has been used, or is too old."""
    FAILED = "failed"


class Sender:
    """One account's way out. `host` stands for LINE, where it is not LINE itself."""

    def __init__(self, token: str, host: str = "", sleep: Callable[[float], Any] = time.sleep) -> None:
        self._api = MessagingApi(ApiClient(Configuration(host=host or None, access_token=token)))
        self._sleep = sleep

    def reply(self, token: str, messages: Sequence[Message]) -> Sent:
        """Send messages by a reply token; where LINE finds fault with them, what they say as text."""
        try:
            return self._reply(token, messages)
        except ApiException as error:
            log.error("LINE refused a reply: %s", _places(error))
            try:
                return self._reply(token, [text_message(_plain(message)) for message in messages])
            except ApiException:
                return Sent.FAILED

    def push(self, user: str, messages: Sequence[Message], key: str) -> bool:
        """Send messages without a token. The same `key` (a UUID) sends once. Returns whether they were sent."""
        request = PushMessageRequest.from_dict({"to": user, "messages": list(messages)})
        try:
            return (
                self._tried(lambda: self._api.push_message(request, key, _request_timeout=TIMEOUT))
                is not None
            )
        except ApiException as error:
            if error.status != 409:
                log.error("LINE refused a push: %s", error.status)
            return bool(error.status == 409)

    def load(self, user: str, seconds: int) -> None:
        """Show that an answer is coming, for so many seconds (5 to 60, in steps of 5). It is no matter if this fails."""
        request = ShowLoadingAnimationRequest(chatId=user, loadingSeconds=seconds)
        try:
            self._api.show_loading_animation(request, _request_timeout=TIMEOUT)
        except (ApiException, HTTPError) as error:
            log.info("no loading animation: %s", type(error).__name__)

    def _reply(self, token: str, messages: Sequence[Message]) -> Sent:
        """Raises ApiException where the messages themselves are at fault."""
        request = ReplyMessageRequest.from_dict({"replyToken": token, "messages": list(messages)})
        try:
            attempts = self._tried(lambda: self._api.reply_message(request, _request_timeout=TIMEOUT))
        except ApiException as error:
            if error.status == 400 and _SPENT in _said(error):
                return Sent.SPENT
            if error.status in (401, 403):
                log.error("LINE does not accept FAQBOT_LINE_TOKEN (%s)", error.status)
                return Sent.FAILED
            raise
        return Sent.SENT if attempts else Sent.FAILED

    def _tried(self, call: Callable[[], Any]) -> int | None:
        """Call until it works; None if it never does. What cannot get better by waiting is raised.

        A refused token at the second attempt means that the first one arrived after all.
        """
        for attempt, pause in enumerate((*PAUSES, None), 1):
            try:
                call()
                return attempt
            except ApiException as error:
                if attempt > 1 and _SPENT in _said(error):
                    return attempt
                if not _passing(error):
                    raise
            except HTTPError as error:
                log.warning("LINE was not reached: %s", type(error).__name__)
            if pause is not None:
                self._sleep(pause)
        return None


def _passing(error: ApiException) -> bool:
    """Whether the fault may be gone in a moment."""
    return bool(error.status == 429 or error.status >= 500)


def _said(error: ApiException) -> str:
    try:
        return str(json.loads(error.body or b"{}").get("message", ""))
    except (ValueError, AttributeError):
        return ""


def _places(error: ApiException) -> str:
    """Where LINE found fault: places in the message, never its words."""
    try:
        details = json.loads(error.body or b"{}").get("details", ())
        return ", ".join(f"{each.get('property')}: {each.get('message')}" for each in details) or str(
            error.status
        )
    except (ValueError, AttributeError):
        return str(error.status)


def _plain(message: Message) -> str:
    return str(message.get("text") or message.get("altText") or "…")
