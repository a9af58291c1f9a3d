"""A resident talks with the bot on LINE: the real web application, the official SDK, LINE's rules."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from faqbot.desk.desk import Desk
from faqbot.simulators.line import events
from faqbot.simulators.line.webhook import sign, write
from faqbot.store.base import Store
from faqbot.store.base_trust import LINE_SESSIONS
from tests.channels.wire import ANN, BOB, Wire, actions, wired, written
from tests.conftest import Clock
from tests.simulators.bots import SECRET

EPOCH = datetime.min.replace(tzinfo=UTC)


@pytest.fixture
def wire(desk: Desk, store: Store, clock: Clock) -> Iterator[Wire]:
    with wired(desk, store, clock) as made:
        yield made
        assert made.refused() == []


def post(wire: Wire, body: bytes, signature: str | None = None) -> int:
    headers = {"x-line-signature": sign(SECRET, body) if signature is None else signature}
    return wire.client.post(f"{wire.bot}/line/webhook", content=body, headers=headers).status_code


def named(sent: list[Any], label: str) -> dict[str, Any]:
    return next(a for a in actions(sent) if a.get("label") == label)


def test_a_question_its_answer_and_whether_it_helped(wire: Wire) -> None:
    (card,) = wire.say(ANN, "毛布")
    assert card["altText"].startswith("毛布\n可燃ごみです。")
    (thanks,) = wire.tap(ANN, named([card], "解決した"))
    assert "よかった" in thanks["text"]
    (pair,) = wire.store.judged_pairs("gomi")
    assert (pair.entry_id, pair.right, pair.origin) == ("blanket", True, "solved")


def test_what_did_not_help_leads_to_a_person(wire: Wire) -> None:
    (card,) = wire.say(ANN, "毛布")
    (contact,) = wire.tap(ANN, named([card], "解決しない"))
    assert "tel:0000000000" in written(contact)
    assert [ticket.text for ticket in wire.store.tickets()] == ["毛布"]


def test_somebody_new_is_greeted_with_what_can_be_asked(wire: Wire) -> None:
    hello, menu = wire.act(ANN, {"kind": "follow"})
    assert "マイナンバー" in hello["text"]
    assert {a["displayText"] for a in actions(menu)} == {"可燃ごみ", "不燃ごみ"}


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ({"kind": "sticker", "package": "446", "sticker": "1988", "keywords": []}, "スタンプ"),
        ({"kind": "image", "data": "data:image/png;base64," + base64.b64encode(b"x").decode()}, "写真"),
        ({"kind": "location", "latitude": 34.8, "longitude": 135.5}, "場所"),
    ],
)
def test_what_is_no_text_is_answered(wire: Wire, act: dict[str, Any], said: str) -> None:
    (answer,) = wire.act(ANN, act)
    assert said in answer["text"]
    assert list(actions(answer))


@pytest.mark.parametrize(("kind", "said"), [("video", "動画"), ("audio", "声"), ("file", "ファイル")])
def test_recordings_and_files_are_answered(wire: Wire, kind: str, said: str) -> None:
    content: dict[str, Any] = {"type": kind, "contentProvider": {"type": "line"}, "duration": 1}
    if kind == "file":
        content = {"type": "file", "fileName": "a.pdf", "fileSize": 1}
    token = wire.simulator.platform.issue_token(ANN)
    assert post(wire, write("U", [events.message(ANN, content, "1", token)])) == 200
    wire.until(lambda: bool(wire.from_bot(ANN)))
    assert said in wire.from_bot(ANN)[0]["text"]


def test_a_text_too_long_is_told(wire: Wire) -> None:
    (answer,) = wire.say(ANN, "あ" * 600)
    assert "500" in answer["text"]


def test_the_bot_can_be_pinged_and_knows_its_door(wire: Wire) -> None:
    body = write("U", [])
    assert post(wire, body) == 200
    assert post(wire, body, "") == 400
    assert post(wire, body, sign("other", body)) == 400
    assert post(wire, body + b" ") == 200
    assert post(wire, body + b" ", sign(SECRET, body)) == 400
    for garbage in (b"", b"{", b"null", b"[]", b'{"events":5}', b"\xff\xfe"):
        assert post(wire, garbage) == 400
    assert post(wire, b"x" * 2_000_000) == 413


def test_a_long_webhook_is_read_whole(wire: Wire) -> None:
    """Several messages of 5,000 characters come as one body, far larger than what a resident may send."""
    assert post(wire, write("U", []) + b" " * 500_000) == 200


def test_what_it_does_not_know_is_passed_over_and_the_rest_is_answered(wire: Wire) -> None:
    token = wire.simulator.platform.issue_token(ANN)
    odd: list[Any] = [5, None, {}, {"type": "message"}, events.unknown(ANN), {"type": 5}]
    odd.append(events.message(ANN, {"type": "hologram"}, "9", "t"))
    group = events.message(ANN, events.text("毛布"), "8", "t")
    group["source"] = {"type": "group", "groupId": "C" + "0" * 32, "userId": ANN}
    assert post(wire, write("U", [*odd, group, events.message(ANN, events.text("傘"), "7", token)])) == 200
    wire.until(wire.quiet)
    assert [message["altText"].split()[0] for message in wire.from_bot(ANN)] == ["傘"]
    assert wire.store.count_arrivals("line", EPOCH) == {"done": 1}


def test_on_standby_it_is_silent(wire: Wire) -> None:
    wire.client.post(f"{wire.host}/simulator/weather", json={"mode": "standby"})
    assert wire.say(ANN, "毛布") == []
    assert wire.store.count_turns() == 0


def test_the_same_event_is_answered_once(wire: Wire) -> None:
    token = wire.simulator.platform.issue_token(ANN)
    sent = events.message(ANN, events.text("毛布"), "1", token)
    for body in (write("U", [sent, sent]), write("U", [events.redelivered(sent)])):
        assert post(wire, body) == 200
    wire.until(wire.quiet)
    assert len(wire.from_bot(ANN)) == 1
    assert wire.store.count_turns() == 1


def test_a_message_taken_back_is_erased(wire: Wire) -> None:
    wire.say(ANN, "ひみつの相談")
    assert [ticket.text for ticket in wire.store.tickets()] == ["ひみつの相談"]
    number = wire.simulator.platform.talk(ANN).lines[0].id
    wire.act(ANN, {"kind": "unsend", "id": number})
    assert wire.store.tickets() == ()
    assert texts(wire, ANN) == [""]


def test_who_blocks_the_account_is_forgotten(wire: Wire) -> None:
    wire.say(ANN, "毛布")
    assert wire.act(ANN, {"kind": "unfollow"}) == []
    assert texts(wire, ANN) == []


def test_delete_my_data_is_done(wire: Wire) -> None:
    wire.say(ANN, "毛布")
    (said,) = wire.say(ANN, "データを消して")
    assert "消しました" in said["text"]
    assert texts(wire, ANN) == []


def texts(wire: Wire, user: str) -> list[str]:
    session = wire.store.pseudonym(LINE_SESSIONS, user)
    return [turn.text for turn in wire.store.recent(session, EPOCH, 99)]


def test_numbers_are_masked_and_nobody_is_named(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.say(ANN, "06-6843-3512 に毛布のことで電話した")
    (kept,) = texts(wire, ANN)
    assert "［電話番号］" in kept
    assert not any(secret in caplog.text for secret in (ANN, "毛布", "6843"))


def test_a_forged_or_foreign_button_does_nothing(wire: Wire) -> None:
    (card,) = wire.say(ANN, "毛布")
    action = named([card], "解決した")
    assert wire.tap(BOB, action) == []
    assert wire.tap(ANN, action | {"data": action["data"].replace("solved", "unsolved", 1)}) == []
    assert wire.tap(ANN, action | {"data": "tab:normal-garbage"}) == []
    assert wire.store.judged_pairs("gomi") == ()


def test_a_staff_collection_does_not_exist_on_line(wire: Wire) -> None:
    (said,) = wire.say(ANN, "パスワードを忘れました")
    assert "パスワード" not in written(said)


def test_a_menu_button_of_the_clerk_opens_the_scenario(wire: Wire) -> None:
    button = {"type": "postback", "label": "種類", "data": "menu:=可燃ごみ"}
    (menu,) = wire.tap(ANN, button)
    assert [a["displayText"] for a in actions(menu)] == ["毛布", "もどる"]
    (contact,) = wire.tap(ANN, button | {"data": "handoff"})
    assert "tel:" in written(contact)


class Later(Clock):
    """A clock by which everything is answered two minutes after it came."""

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=2)
        return self.now


@pytest.mark.parametrize("late", ["keep", "push"])
def test_what_is_too_late_is_kept_or_pushed(
    desk: Desk, store: Store, late: Any, make_desk: Callable[[Store], Desk]
) -> None:
    with wired(desk, store, Later(), late=late) as wire:
        came = wire.say(ANN, "毛布")
        open_tickets = [ticket.text for ticket in store.tickets()]
        assert wire.refused() == []
    if late == "push":
        assert (len(came), open_tickets) == (1, [])
        assert wire.simulator.platform.pushed == 1
        assert store.count_arrivals("line", EPOCH) == {"pushed": 1}
    else:
        assert (came, open_tickets) == ([], ["毛布"])
        assert store.count_arrivals("line", EPOCH) == {"late": 1}
