"""Webhooks are written, signed and delivered as LINE does it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from linebot.v3.models import UnknownEvent
from linebot.v3.webhook import WebhookParser

from faqbot.simulators.line import events
from faqbot.simulators.line.contract import Contract
from faqbot.simulators.line.storm import Weather, storm
from faqbot.simulators.line.talking import BOT
from faqbot.simulators.line.webhook import Outcome, Webhook, sign, write
from tests.simulators.bots import SECRET
from tests.simulators.conftest import CONTRACT, Stage

ANN = events.user_id("ann")
COMMON: dict[str, Any] = {"at": 1_763_000_000.5}
EVERY_KIND = {
    "text": events.message(ANN, events.text("毛布"), "1", "t", **COMMON),
    "sticker": events.message(ANN, events.sticker(keywords=("ok",)), "1", "t", **COMMON),
    "image": events.message(ANN, events.image(), "1", "t", **COMMON),
    "location": events.message(ANN, events.location(34.78, 135.47, "市役所"), "1", "t", **COMMON),
    "postback": events.postback(ANN, "v1:yes", "t", params={"date": "2026-11-20"}, **COMMON),
    "follow": events.follow(ANN, "t", **COMMON),
    "unfollow": events.unfollow(ANN, **COMMON),
    "unsend": events.unsend(ANN, "1", **COMMON),
    "unknown": events.unknown(ANN, **COMMON),
    "standby": events.message(ANN, events.text("毛布"), "1", "t", mode="standby", **COMMON),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_official_sdk_reads_what_is_sent(kind: str) -> None:
    body = write(BOT, [EVERY_KIND[kind]])
    (read,) = WebhookParser(SECRET).parse(body.decode(), sign(SECRET, body))
    assert isinstance(read, UnknownEvent) == (kind == "unknown")
    assert read.timestamp == 1_763_000_000_500


@pytest.mark.shared
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_what_is_sent_is_as_the_contract_says(kind: str) -> None:
    contract = Contract(CONTRACT.with_name("webhook.yml"))
    assert list(contract.check({"destination": BOT, "events": [EVERY_KIND[kind]]}, "CallbackRequest")) == []


def test_on_standby_there_is_no_reply_token() -> None:
    assert "replyToken" not in EVERY_KIND["standby"]
    assert "replyToken" in EVERY_KIND["text"]


def test_ids_grow_with_time_and_differ() -> None:
    one, other, later = events.ulid(1.0), events.ulid(1.0), events.ulid(2.0)
    assert len({one, other, later}) == 3
    assert max(one, other) < later
    assert len(later) == 26


def during(work: Callable[[], Awaitable[Any]], webhook: Webhook) -> Any:
    async def whole() -> Any:
        try:
            return await work()
        finally:
            await webhook.close()

    return asyncio.run(whole())


def test_what_the_bot_did_not_take_comes_again(stage: Stage) -> None:
    stage.bot.statuses = [500, 503]
    webhook = stage.simulator.webhook
    outcome = during(lambda: webhook.send([EVERY_KIND["text"]]), webhook)
    assert outcome == Outcome(200)
    assert [event["deliveryContext"]["isRedelivery"] for event in stage.bot.events] == [False, True, True]
    assert len({event["webhookEventId"] for event in stage.bot.events}) == 1
    assert [o.reason for o in webhook.outcomes] == ["error_status_code", "error_status_code", ""]


def test_without_redelivery_it_comes_once(stage: Stage) -> None:
    stage.bot.statuses = [500]
    webhook = stage.simulator.webhook
    webhook.redeliver = False
    assert during(lambda: webhook.send([EVERY_KIND["text"]]), webhook).reason == "error_status_code"
    assert len(stage.bot.events) == 1


def test_a_storm_leaves_every_genuine_event_and_lets_no_forgery_through(stage: Stage) -> None:
    webhook = stage.simulator.webhook
    sent = [events.message(ANN, events.text(f"質問 {n}"), str(n), f"t{n}") for n in range(60)]
    weather = Weather(duplicates=0.3, forged=0.3, garbage=0.3)
    plan = storm(webhook, sent, weather, seed=7)
    during(lambda: webhook.deliver_all(plan, at_once=8), webhook)
    seen = [event["webhookEventId"] for event in stage.bot.events]
    assert set(seen) == {event["webhookEventId"] for event in sent}
    assert len(seen) > len(sent)
    assert stage.bot.refused > 10
    assert seen != sorted(seen)


def test_the_same_seed_makes_the_same_storm(stage: Stage) -> None:
    sent = [EVERY_KIND["text"] | {"webhookEventId": str(n)} for n in range(30)]
    one, same, other = (storm(stage.simulator.webhook, sent, Weather(), seed) for seed in (1, 1, 2))
    assert one == same != other


def test_a_person_writes_and_the_bot_answers(stage: Stage) -> None:
    """The whole way round: page → webhook → official SDK → talk."""
    stage.bot.messages = [{"type": "text", "text": "毛布は可燃ごみです。"}]
    act = {"kind": "text", "text": "毛布"}
    assert httpx.post(f"{stage.host}/simulator/talks/{ANN}/acts", json=act).status_code == 202
    view = seen(stage, lines=2)
    assert [(each["side"], each["message"]["text"]) for each in view["lines"]] == [
        ("person", "毛布"),
        ("bot", "毛布は可燃ごみです。"),
    ]
    assert view["refused"] == []


def test_what_is_displayed_of_a_postback_is_not_sent(stage: Stage) -> None:
    action = {"type": "postback", "label": "はい", "data": "v1:yes", "displayText": "はい、そうです"}
    httpx.post(f"{stage.host}/simulator/talks/{ANN}/acts", json={"kind": "tap", "action": action})
    view = seen(stage, lines=1, webhooks=1)
    assert view["lines"][0]["message"] == {"type": "text", "text": "はい、そうです"}
    assert [event["type"] for event in stage.bot.events] == ["postback"]


def test_a_message_taken_back_leaves_the_talk(stage: Stage) -> None:
    httpx.post(f"{stage.host}/simulator/talks/{ANN}/acts", json={"kind": "text", "text": "毛布"})
    number = seen(stage, lines=1)["lines"][0]["id"]
    httpx.post(f"{stage.host}/simulator/talks/{ANN}/acts", json={"kind": "unsend", "id": number})
    assert seen(stage, lines=0, webhooks=2)["lines"] == []
    assert {event["type"] for event in stage.bot.events} == {"message", "unsend"}


def seen(stage: Stage, *, lines: int, webhooks: int = 0) -> Any:
    """The talk as the page sees it, once it has so many lines and the bot has had so many webhooks.

    As the page does, each look waits on the server until something is new.
    """
    version, found = "-", -1
    for _ in range(60):
        looked = httpx.get(f"{stage.host}/simulator/talks/{ANN}", params={"version": version})
        if looked.status_code == 204:
            continue
        view = looked.json()
        version, found = view["version"], len(view["lines"])
        if found == lines and len(stage.bot.seen) >= webhooks:
            return view
    pytest.fail(f"there are {found} lines")


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://city.example/icon.png", 200),
        ("https://city.example/page", 404),
        ("https://city.example//127.0.0.1:9/icon.png", 404),
        ("nonsense", 404),
    ],
)
def test_a_picture_of_a_message_comes_from_the_bot_on_this_machine(
    stage: Stage, url: str, status: int
) -> None:
    answer = httpx.get(f"{stage.host}/simulator/pictures", params={"url": url})
    assert answer.status_code == status


@pytest.mark.parametrize(
    "act", [{"kind": "text", "text": " "}, {"kind": "image", "data": "x"}, {"kind": "dance"}]
)
def test_a_page_that_asks_for_nonsense_is_told(stage: Stage, act: dict[str, str]) -> None:
    assert httpx.post(f"{stage.host}/simulator/talks/{ANN}/acts", json=act).status_code == 400
