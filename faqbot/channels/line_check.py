"""Is the account set up? Token, webhook address, secret, one after another, and what to do about what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MessagingApi,
    TestWebhookEndpointRequest,
    TestWebhookEndpointResponse,
)

from faqbot.channels.line_account import telling
from faqbot.errors import LineError

PATH = "/line/webhook"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `advice` says what to do where it is not `ok`."""

    ok: bool
    said: str
    advice: str = ""


def check(token: str, secret: str, host: str = "") -> Iterator[Finding]:
    """What was found, in the order in which it must be put right; it ends at what makes the rest impossible to tell."""
    missing = [*_missing(token, secret)]
    yield from missing
    if missing:
        return
    api = MessagingApi(ApiClient(Configuration(host=host or None, access_token=token)))
    try:
        with telling():
            info = api.get_bot_info()
            yield Finding(
                True, f"トークン: アカウント「{info.display_name}」（{info.basic_id}）につながりました。"
            )
            yield from _webhook(api, secure=not host)
    except LineError as error:
        yield Finding(False, "LINE に聞けませんでした。", str(error))


def _missing(token: str, secret: str) -> Iterator[Finding]:
    if not token:
        yield Finding(
            False,
            "トークンがありません。",
            "LINE Developers の「Messaging API設定」で「チャネルアクセストークン（長期）」を発行し、"
            "FAQBOT_LINE_TOKEN に入れてください。",
        )
    if not secret:
        yield Finding(
            False,
            "チャネルシークレットがありません。",
            "LINE Developers の「チャネル基本設定」にある「チャネルシークレット」を、FAQBOT_LINE_SECRET に入れてください。",
        )
    if token and secret and 2 * len(token) < len(secret):
        yield Finding(
            False,
            "トークンとチャネルシークレットが、入れかわっているようです。",
            "長いほうを FAQBOT_LINE_TOKEN に、短いほうを FAQBOT_LINE_SECRET に入れてください。",
        )


def _webhook(api: MessagingApi, *, secure: bool) -> Iterator[Finding]:
    try:
        there = api.get_webhook_endpoint()
    except ApiException as error:
        if error.status != 404:
            raise
        yield Finding(False, "Webhook URL が、まだ登録されていません。", _REGISTER)
        return
    url = str(there.endpoint)
    if (secure and not url.startswith("https://")) or not url.endswith(PATH):
        yield Finding(False, f"Webhook URL が {url} になっています。", _REGISTER)
        return
    yield Finding(True, f"Webhook URL: {url}")
    if not there.active:
        yield Finding(
            False,
            "「Webhookの利用」がオフです。",
            "LINE Developers の「Messaging API設定」で「Webhookの利用」をオンにしてください。",
        )
        return
    yield _tested(api.test_webhook_endpoint(TestWebhookEndpointRequest(endpoint=url)))


def _tested(result: TestWebhookEndpointResponse) -> Finding:
    if result.success:
        return Finding(True, "Webhook: LINE から届き、署名も合っています。")
    if result.reason == "ERROR_STATUS_CODE" or result.status_code >= 400:
        advice = _STATUSES.get(result.status_code, "faqbot serve の記録を見てください。")
        return Finding(False, f"Webhook: 届きましたが、{result.status_code} で断られました。", advice)
    return Finding(
        False, "Webhook: LINE から届きませんでした。", _REASONS.get(result.reason, _REASONS["UNCLASSIFIED"])
    )


_REGISTER = (
    "LINE Developers の「Messaging API設定」の「Webhook URL」に、"
    f"https:// で始まり {PATH} で終わる、このボットの住所を入れてください。"
)
_STATUSES = {
    400: "FAQBOT_LINE_SECRET が、このチャネルの「チャネルシークレット」と同じか、確かめてください。"
    "直したら faqbot serve を動かしなおします。",
    404: "faqbot serve が、FAQBOT_LINE_TOKEN と FAQBOT_LINE_SECRET の両方を設定して動いているか、確かめてください。",
    502: "faqbot serve が動いているか、前に置いたサーバー（リバースプロキシ）の行き先が合っているか、確かめてください。",
    503: "ボットがメッセージを保存できません。faqbot doctor で、ディスクの空きなどを確かめてください。",
}
_REASONS = {
    "COULD_NOT_CONNECT": "faqbot serve が動いているか、インターネットから見えるか、ファイアウォールと DNS を確かめてください。",
    "REQUEST_TIMEOUT": "2 秒以内に返事がありませんでした。機械が混み合っていないか、"
    "途中の装置が止めていないかを確かめてください。",
    "UNCLASSIFIED": "証明書（HTTPS）が正しいか、期限が切れていないかを確かめてください。",
}
