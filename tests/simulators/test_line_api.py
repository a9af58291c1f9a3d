"""The official SDK talks to the simulator as to LINE, and is refused as LINE refuses."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import httpx
import pytest
import yaml
from linebot.v3.messaging import (
    ApiException,
    MessagingApiBlob,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuBatchRequest,
    RichMenuBatchUnlinkOperation,
    RichMenuRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
    UpdateRichMenuAliasRequest,
)
from linebot.v3.messaging import CreateRichMenuAliasRequest as NewAlias

from faqbot.simulators.line import events
from faqbot.simulators.line.contract import Contract
from faqbot.simulators.line.menuing import Menuing
from faqbot.simulators.line.talking import Talking
from tests.simulators.bots import TOKEN, line, messaging
from tests.simulators.conftest import CONTRACT, Stage
from tests.simulators.test_line_rules import MENU, picture

ANN = events.user_id("ann")
HELLO = [TextMessage(text="こんにちは")]


def refusal(error: pytest.ExceptionInfo[ApiException]) -> tuple[int, str]:
    return error.value.status, json.loads(error.value.body)["message"]


def texts(stage: Stage, user: str = ANN) -> list[Any]:
    return [line.message.get("text") for line in stage.simulator.platform.talk(user).lines]


def test_a_reply_reaches_the_talk_once(stage: Stage) -> None:
    token, api = stage.simulator.platform.issue_token(ANN), messaging(stage.host)
    sent = api.reply_message(ReplyMessageRequest(replyToken=token, messages=HELLO))
    assert len(sent.sent_messages) == 1
    with pytest.raises(ApiException) as again:
        api.reply_message(ReplyMessageRequest(replyToken=token, messages=HELLO))
    assert refusal(again) == (400, "Invalid reply token")
    assert texts(stage) == ["こんにちは"]


def test_a_reply_token_lives_a_minute(stage: Stage) -> None:
    token = stage.simulator.platform.issue_token(ANN)
    stage.watch.now += 60.1
    with pytest.raises(ApiException) as late:
        messaging(stage.host).reply_message(ReplyMessageRequest(replyToken=token, messages=HELLO))
    assert refusal(late) == (400, "Invalid reply token")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/info", "BotInfoResponse"),
        (f"/profile/{ANN}", "UserProfileResponse"),
        ("/message/quota", "MessageQuotaResponse"),
        ("/message/quota/consumption", "QuotaConsumptionResponse"),
        ("/channel/webhook/endpoint", "GetWebhookEndpointResponse"),
        ("/richmenu/list", "RichMenuListResponse"),
        ("/richmenu/alias/list", "RichMenuAliasListResponse"),
        ("/richmenu/alias/home", "RichMenuAliasResponse"),
        ("/user/all/richmenu", "RichMenuIdResponse"),
    ],
)
def test_what_is_answered_is_as_the_contract_says(stage: Stage, path: str, schema: str) -> None:
    stage.simulator.platform.talk(ANN)
    stage.simulator.platform.quota = 100
    stage.simulator.platform.aliases["home"] = stage.simulator.platform.default_menu = made(stage)
    answer = httpx.get(f"{stage.host}/v2/bot{path}", headers=BEARER)
    assert answer.status_code == 200
    assert list(Contract(CONTRACT).check(answer.json(), schema)) == []


@pytest.mark.shared
def test_every_path_is_one_of_the_contract(stage: Stage) -> None:
    platform, webhook = stage.simulator.platform, stage.simulator.webhook
    ours = [*Talking(platform, webhook).operations(), *Menuing(platform).operations()]
    text = CONTRACT.read_text("utf-8")
    paths = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))["paths"]
    theirs = {(verb.upper(), plain(path)) for path, verbs in paths.items() for verb in verbs}
    assert {(each.method, plain(each.path)) for each in ours} <= theirs


def plain(path: str) -> str:
    """The path without the names of its parameters."""
    return re.sub(r"\{\w+\}", "{}", path)


def test_a_wrong_token_is_refused(stage: Stage) -> None:
    answer = httpx.get(f"{stage.host}/v2/bot/info", headers={"authorization": "Bearer other"})
    assert answer.status_code == 401
    assert messaging(stage.host).get_bot_info().user_id.startswith("U")


def test_what_was_found_is_told_and_remembered(stage: Stage) -> None:
    body = {"to": ANN, "messages": [{"type": "text", "text": ""}, {"type": "text", "text": "x" * 5001}]}
    answer = httpx.post(f"{stage.host}/v2/bot/message/push", json=body, headers=BEARER)
    assert answer.status_code == 400
    assert answer.json()["message"] == "The request body has 2 error(s)"
    assert [d["property"] for d in answer.json()["details"]] == ["messages[0].text", "messages[1].text"]
    (kept,) = httpx.get(f"{stage.host}/simulator/exchanges").json()["exchanges"]
    assert (kept["status"], kept["faults"]) == (400, answer.json()["details"])


BEARER = {"authorization": f"Bearer {TOKEN}"}


def test_a_push_is_counted_and_taken_once_per_retry_key(stage: Stage) -> None:
    stage.simulator.platform.talk(ANN)
    api, key = messaging(stage.host), "123e4567-e89b-12d3-a456-426614174000"
    request = PushMessageRequest(to=ANN, messages=HELLO)
    api.push_message(request, x_line_retry_key=key)
    with pytest.raises(ApiException) as again:
        api.push_message(request, x_line_retry_key=key)
    assert refusal(again)[0] == 409
    assert again.value.headers["x-line-accepted-request-id"]
    assert api.get_message_quota_consumption().total_usage == 1
    assert texts(stage) == ["こんにちは"]


def test_a_month_has_an_end(stage: Stage) -> None:
    stage.simulator.platform.talk(ANN)
    stage.simulator.platform.quota = 1
    api = messaging(stage.host)
    api.push_message(PushMessageRequest(to=ANN, messages=HELLO))
    with pytest.raises(ApiException) as spent:
        api.push_message(PushMessageRequest(to=ANN, messages=HELLO))
    assert refusal(spent) == (429, "You have reached your monthly limit.")
    assert api.get_message_quota().value == 1


def test_a_retry_key_on_a_reply_is_refused(stage: Stage) -> None:
    """developers.line.biz, "Retry failed API requests": elsewhere than where it is supported, it is answered with 400."""
    body = {
        "replyToken": stage.simulator.platform.issue_token(ANN),
        "messages": [{"type": "text", "text": "a"}],
    }
    headers = BEARER | {"x-line-retry-key": "123e4567-e89b-12d3-a456-426614174000"}
    assert httpx.post(f"{stage.host}/v2/bot/message/reply", json=body, headers=headers).status_code == 400


def test_nobody_who_blocked_is_reached(stage: Stage) -> None:
    stage.simulator.platform.talk(ANN).friend = False
    with pytest.raises(ApiException):
        messaging(stage.host).get_profile(ANN)


@pytest.mark.parametrize("seconds", [4, 7, 65])
def test_the_loading_animation_takes_steps_of_five(stage: Stage, seconds: int) -> None:
    stage.simulator.platform.talk(ANN)
    body = {"chatId": ANN, "loadingSeconds": seconds}
    assert httpx.post(f"{stage.host}/v2/bot/chat/loading/start", json=body, headers=BEARER).status_code == 400


def test_the_loading_animation_ends_with_the_answer(stage: Stage) -> None:
    platform = stage.simulator.platform
    token = platform.issue_token(ANN)
    platform.talk(ANN)
    messaging(stage.host).show_loading_animation(ShowLoadingAnimationRequest(chatId=ANN, loadingSeconds=20))
    assert platform.talk(ANN).loading_until == stage.watch.now + 20
    messaging(stage.host).reply_message(ReplyMessageRequest(replyToken=token, messages=HELLO))
    assert platform.talk(ANN).loading_until == 0


def test_the_webhook_is_tested_without_events(stage: Stage) -> None:
    api = messaging(stage.host)
    tested = api.test_webhook_endpoint(
        test_webhook_endpoint_request={"endpoint": api.get_webhook_endpoint().endpoint}
    )
    assert (tested.success, tested.status_code) == (True, 200)
    assert stage.bot.events == []
    gone = api.test_webhook_endpoint(test_webhook_endpoint_request={"endpoint": "http://127.0.0.1:9/"})
    assert (gone.success, gone.reason) == (False, "COULD_NOT_CONNECT")


def test_a_picture_that_somebody_sent_can_be_fetched(stage: Stage) -> None:
    stage.simulator.platform.contents["77"] = ("image/png", b"png")
    assert bytes(MessagingApiBlob(line(stage.host)).get_message_content("77")) == b"png"


def test_a_menu_is_shown_only_with_its_picture(stage: Stage) -> None:
    api, blob = messaging(stage.host), MessagingApiBlob(line(stage.host))
    request = RichMenuRequest.from_dict(MENU)
    api.validate_rich_menu_object(request)
    menu = api.create_rich_menu(request).rich_menu_id
    with pytest.raises(ApiException) as bare:
        api.set_default_rich_menu(menu)
    assert refusal(bare) == (400, "must upload richmenu image before applying it to user")
    png = {"Content-Type": "image/png"}
    with pytest.raises(ApiException):
        blob.set_rich_menu_image(menu, picture(800, 400), _headers=png)
    blob.set_rich_menu_image(menu, picture(2500, 843), _headers=png)
    with pytest.raises(ApiException):
        blob.set_rich_menu_image(menu, picture(2500, 843), _headers=png)
    api.set_default_rich_menu(menu)
    assert api.get_default_rich_menu_id().rich_menu_id == menu
    assert stage.simulator.platform.menu_of(ANN) == menu
    assert [each.rich_menu_id for each in api.get_rich_menu_list().richmenus] == [menu]
    api.delete_rich_menu(menu)
    with pytest.raises(ApiException):
        api.get_default_rich_menu_id()


def made(stage: Stage) -> str:
    menu = messaging(stage.host).create_rich_menu(RichMenuRequest.from_dict(MENU)).rich_menu_id
    MessagingApiBlob(line(stage.host)).set_rich_menu_image(
        menu, picture(2500, 843), _headers={"Content-Type": "image/png"}
    )
    return str(menu)


def test_aliases_lead_to_menus(stage: Stage) -> None:
    api, one, two = messaging(stage.host), made(stage), made(stage)
    api.create_rich_menu_alias(NewAlias(richMenuAliasId="home", richMenuId=one))
    with pytest.raises(ApiException) as taken:
        api.create_rich_menu_alias(NewAlias(richMenuAliasId="home", richMenuId=two))
    assert refusal(taken) == (400, "conflict richmenu alias id")
    api.update_rich_menu_alias("home", UpdateRichMenuAliasRequest(richMenuId=two))
    assert api.get_rich_menu_alias("home").rich_menu_id == two
    assert [a.rich_menu_alias_id for a in api.get_rich_menu_alias_list().aliases] == ["home"]
    api.delete_rich_menu_alias("home")
    assert api.get_rich_menu_alias_list().aliases == []


def test_a_person_keeps_their_own_menu_until_it_is_taken_from_them(stage: Stage) -> None:
    """developers.line.biz, "Stop displaying rich menus": the default one does not show while another is linked."""
    stage.simulator.platform.talk(ANN)
    api, usual, disaster = messaging(stage.host), made(stage), made(stage)
    api.link_rich_menu_id_to_user(ANN, usual)
    api.set_default_rich_menu(disaster)
    assert stage.simulator.platform.menu_of(ANN) == usual
    operations = [RichMenuBatchUnlinkOperation(**{"type": "unlink", "from": usual})]
    api.rich_menu_batch(RichMenuBatchRequest(operations=operations))
    assert stage.simulator.platform.menu_of(ANN) == disaster


def test_a_tab_switches_the_menu_and_tells_the_bot(stage: Stage) -> None:
    other = made(stage)
    stage.simulator.platform.aliases["more"] = other

    async def tap() -> None:
        stage.simulator.people.tap(ANN, {"type": "richmenuswitch", "richMenuAliasId": "more", "data": "tab"})
        stage.simulator.people.tap(ANN, {"type": "richmenuswitch", "richMenuAliasId": "gone", "data": "tab"})
        await stage.simulator.people.settled()
        await stage.simulator.webhook.close()

    asyncio.run(tap())
    assert stage.simulator.platform.menu_of(ANN) == other
    assert sorted(event["postback"]["params"]["status"] for event in stage.bot.events) == [
        "RICHMENU_ALIAS_ID_NOTFOUND",
        "SUCCESS",
    ]
