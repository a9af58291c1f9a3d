"""Rocket.Chat's webhook over real HTTP: one answer to one message, whatever comes."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from faqbot.channels.rocketchat_rooms import Rooms
from faqbot.desk.desk import Desk
from faqbot.store.base import Store
from faqbot.web.app import create_app
from faqbot.web.rocketchat import LATE, PATH, Door, router
from tests.channels.test_rocketchat import BODY
from tests.conftest import Clock, entry
from tests.listening import listening

ROOMS = Rooms("chat", {"gomi-room": "gomi"})


@pytest.fixture
def home(desk: Desk, clock: Clock) -> Iterator[str]:
    desk.take_in(
        "chat",
        [entry("password", "パスワードを忘れました", "再設定の画面を開きます。", collection="chat")],
    )
    made = create_app(
        desk,
        collection="gomi",
        widget_origins=(),
        channels=[router(desk, Door("secret", ROOMS, ("faqbot",), clock=clock))],
    )
    with listening(made) as address:
        yield address


@pytest.fixture
def send(home: str) -> Callable[..., dict[str, Any]]:
    """Send a message like Rocket.Chat; gives the body of the answer, which is always accepted."""

    def sent(text: str, number: str = "m1", /, **changes: Any) -> dict[str, Any]:
        answer = httpx.post(
            f"{home}{PATH}", json=BODY | {"text": text, "message_id": number} | changes, timeout=30
        )
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        body = answer.json()
        assert body
        return dict(body)

    return sent


Send = Callable[..., dict[str, Any]]


def posted(body: dict[str, Any]) -> bool:
    """Whether Rocket.Chat would make a message of it (triggerHandler.ts)."""
    return bool(body.get("text") or body.get("attachments"))


def test_a_question_is_answered_for_staff(send: Send) -> None:
    body = send("パスワードを忘れた")
    assert body["attachments"][0]["text"] == "再設定の画面を開きます。"


def test_the_number_typed_back_picks(send: Send, store: Store) -> None:
    """On a phone, where no button shows: down the scenario to an entry, and what became of it."""
    shown = send("gomi: メニュー")["attachments"][-1]["text"]
    assert "2. 不燃ごみ" in shown
    shown = send("2", "m2")["attachments"][-1]["text"]
    place = next(n for n, line in enumerate(shown.splitlines(), 1) if "傘" in line)
    assert send(f"{place}番", "m3")["attachments"][0]["title"] == "傘"
    assert "よかった" in send("１", "m4")["text"]
    assert [(pair.entry_id, pair.right) for pair in store.judged_pairs("gomi")] == [("umbrella", True)]


def test_a_label_picks_in_the_collection_that_was_asked(send: Send, store: Store) -> None:
    assert send("gomi: フライパン")["attachments"][0]["text"] == "不燃ごみです。"
    assert posted(send("解決しない", "m2"))
    assert [ticket.collection for ticket in store.tickets()] == ["gomi"]
    assert "再設定" in send("パスワードを忘れた", "m3")["attachments"][0]["text"]


def test_a_thread_stays_with_its_collection_and_is_answered_in_it(send: Send) -> None:
    assert send("gomi: 毛布", "m2", tmid="m1")["tmid"] == "m1"
    follow = send("フライパン", "m3", tmid="m1")
    assert follow["attachments"][0]["text"] == "不燃ごみです。"
    assert "tmid" not in send("パスワードを忘れた", "m4")


def test_a_room_has_its_collection(send: Send) -> None:
    assert send("フライパン", channel_name="gomi-room")["attachments"][0]["text"] == "不燃ごみです。"


@pytest.mark.parametrize(
    "again", [{}, {"isEdited": True}, {"isEdited": True, "text": "パスワードを変えたい"}]
)
def test_what_comes_twice_is_answered_once(send: Send, store: Store, again: dict[str, Any]) -> None:
    assert posted(send("パスワードを忘れた"))
    assert not posted(send("パスワードを忘れた", **again))
    assert store.count_turns() == 1


def test_an_edit_of_what_was_never_answered_is_answered(send: Send) -> None:
    assert posted(send("パスワードを忘れた", isEdited=True))


def test_the_same_message_many_times_at_once_is_answered_once(send: Send, store: Store) -> None:
    with ThreadPoolExecutor(12) as people:
        bodies = list(people.map(lambda _: send("パスワードを忘れた"), range(12)))
    assert sum(map(posted, bodies)) == 1
    assert store.count_turns() == 1


def test_a_hundred_rooms_at_once_get_one_answer_each(send: Send, store: Store) -> None:
    with ThreadPoolExecutor(100) as people:
        bodies = list(
            people.map(
                lambda n: send("パスワードを忘れた", f"m{n}", channel_id=f"R{n}", user_id=f"u{n}"), range(100)
            )
        )
    assert all(body["attachments"][0]["text"] == "再設定の画面を開きます。" for body in bodies)
    assert store.count_turns() == 100


def test_an_answer_that_nobody_waited_for_comes_at_the_retry(home: str, send: Send, store: Store) -> None:
    raw = json.dumps(BODY | {"text": "パスワードを忘れた"}).encode()
    where = urlsplit(home)
    head = f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(raw)}\r\n\r\n"
    with socket.create_connection((where.hostname or "", where.port or 0)) as impatient:
        impatient.sendall(head.encode() + raw)
    assert posted(send("パスワードを忘れた"))
    assert not posted(send("パスワードを忘れた"))
    assert store.count_turns() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"bot": True},
        {"user_name": "faqbot"},
        {"token": "wrong"},
        {"token": None},
        {"message_id": None},
        {"text": ""},
    ],
)
def test_what_is_not_for_us_leaves_nothing(send: Send, store: Store, changes: dict[str, Any]) -> None:
    assert not posted(send("パスワードを忘れた", **changes))
    assert store.count_turns() == 0


def test_our_own_answer_is_not_answered(send: Send, store: Store) -> None:
    said = send("パスワードを忘れた")
    assert not posted(send(said["text"], "m2", bot=True))
    assert store.count_turns() == 1


def test_what_has_no_answer_becomes_a_ticket(send: Send, store: Store) -> None:
    body = send("宇宙船の予約")
    assert body["attachments"][0]["title"].startswith("連絡先")
    assert [ticket.text for ticket in store.tickets("chat")] == ["宇宙船の予約"]


def test_unsolved_becomes_a_ticket(send: Send, store: Store) -> None:
    send("パスワードを忘れた")
    send("2", "m2")
    assert [ticket.text for ticket in store.tickets("chat")] == ["パスワードを忘れた"]


def test_a_question_that_comes_late_is_answered_below_it(send: Send, clock: Clock) -> None:
    clock.now += LATE + timedelta(seconds=1)
    assert send("パスワードを忘れた")["tmid"] == "m1"


def test_a_picture_in_a_direct_message_is_answered(send: Send) -> None:
    assert "写真" in send("", channel_name=None)["text"]


def test_a_word_alone_shows_what_can_be_asked(send: Send) -> None:
    assert posted(send("faq", trigger_word="faq"))


def test_a_long_text_is_told_so(send: Send) -> None:
    assert "500" in send("長" * 501)["text"]


def test_garbage_is_refused_with_a_body(home: str) -> None:
    answer = httpx.post(f"{home}{PATH}", content=b"\xff{")
    assert answer.status_code == 400
    assert answer.json()["error"]
