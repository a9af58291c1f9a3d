"""What Rocket.Chat sends is read, and replies are written, as its source code says."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from faqbot.channels.rocketchat import ignored, is_genuine, read, said
from faqbot.channels.rocketchat_message import LABEL, MOST_BUTTONS, message
from faqbot.channels.rocketchat_rooms import Rooms, named
from faqbot.errors import InvalidInput
from faqbot.types import Action, Audience, Collection, Do, Handoff, Option, Outcome, Reply, Shape
from tests.conftest import entry

BODY = {
    "token": "secret",
    "bot": False,
    "channel_id": "ROOM",
    "channel_name": "helpdesk",
    "message_id": "m1",
    "timestamp": "2026-11-20T03:00:00.000Z",
    "user_id": "u1",
    "user_name": "sato",
    "text": "紙が出ない",
    "siteUrl": "http://chat.example.jp",
}
OWN = ("faqbot", "u9")


def heard(**changes: Any) -> Any:
    return said(BODY | changes)


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"text=1", b"\xff", b"[" * 100_000])
def test_what_is_no_webhook_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(raw)


@pytest.mark.parametrize(("given", "ours"), [("", ""), (None, "secret"), (7, "secret"), ("Secret", "secret")])
def test_a_wrong_token_is_wrong(given: Any, ours: str) -> None:
    assert is_genuine(read(json.dumps(BODY).encode()), "secret")
    assert not is_genuine(BODY | {"token": given}, ours)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"bot": True}, "bot"),
        ({"bot": {"i": "integration"}}, "bot"),
        ({"user_name": "FAQBOT"}, "own"),
        ({"user_id": "u9"}, "own"),
        ({"text": ""}, "no text"),
        ({"text": "", "channel_name": None}, ""),
        ({"text": "faq", "trigger_word": "faq"}, ""),
        ({"message_id": None}, "no message"),
    ],
)
def test_who_gets_no_answer(changes: dict[str, Any], reason: str) -> None:
    assert ignored(heard(**changes), OWN) == reason


@pytest.mark.parametrize(
    ("text", "trigger", "left"),
    [
        ("faq 紙が出ない", "faq", "紙が出ない"),
        ("@faq：紙が出ない", "@faq", "紙が出ない"),
        ("紙が出ない faq", "faq", "紙が出ない faq"),
        ("[ ](http://chat.example.jp/channel/a?msg=b) 2", "", "2"),
    ],
)
def test_the_question_is_what_was_typed_for_us(text: str, trigger: str, left: str) -> None:
    assert heard(text=text, trigger_word=trigger).text == left


def test_a_session_is_one_person_in_one_place() -> None:
    key = b"key"
    one = heard().session(key, "")
    assert one == heard(message_id="m2", text="?").session(key, "")
    others = [heard(user_id="u2"), heard(channel_id="R2")]
    assert (
        len(
            {
                one,
                heard().session(key, "t"),
                heard().session(b"k2", ""),
                *(o.session(key, "") for o in others),
            }
        )
        == 5
    )
    assert "u1" not in one


COLLECTIONS = (
    Collection(name="chat", title="職員チャットの操作", audience=Audience.STAFF, owner="課"),
    Collection(name="kiosk", title="番号発券機・総合受付", audience=Audience.STAFF, owner="課"),
    Collection(name="terminal", title="統合端末の操作", audience=Audience.STAFF, owner="課"),
)


@pytest.mark.parametrize(
    ("text", "collection", "left"),
    [
        ("kiosk: 紙が出ない", "kiosk", "紙が出ない"),
        ("ＫＩＯＳＫ：紙が出ない", "kiosk", "紙が出ない"),
        ("総合受付：紙が出ない", "kiosk", "紙が出ない"),
        ("番号発券機 紙が出ない", "kiosk", "番号発券機 紙が出ない"),
        ("操作：むずかしい", "", "操作：むずかしい"),
        ("エラー: 0x80", "", "エラー: 0x80"),
        ("kiosk:", "", "kiosk:"),
        ("紙が出ない", "", "紙が出ない"),
    ],
)
def test_a_prefix_names_the_collection(text: str, collection: str, left: str) -> None:
    assert named(text, COLLECTIONS) == (collection, left)


def test_a_room_names_the_collection() -> None:
    rooms = Rooms("chat", {"uketsuke": "kiosk", "ROOM": "terminal"})
    assert [rooms.of_room(*room) for room in [("uketsuke", "x"), ("", "ROOM"), ("", "y")]] == [
        "kiosk",
        "terminal",
        "chat",
    ]


def reply(**changes: Any) -> Reply:
    given = {
        "turn_id": "t",
        "query": "紙",
        "outcome": Outcome.SUGGESTED,
        "confidence": 0.5,
        "message": "どれですか？",
    }
    return Reply(**given | changes)


def options(count: int) -> tuple[Option, ...]:
    return tuple(
        Option(f"選ぶもの{n}" + "長" * n, Action(Do.SAY, target=str(n))) for n in range(1, count + 1)
    )


def test_choices_are_numbered_and_the_first_are_buttons() -> None:
    made = message(reply(options=options(50)), title="題", call="faq", thread="m0")
    (choices,) = made["attachments"]
    lines = choices["text"].splitlines()
    assert lines[1].startswith("2. 選ぶもの2")
    assert "faq 1" in lines[-1]
    assert [button["msg"] for button in choices["actions"]] == [
        f"faq {n}" for n in range(1, MOST_BUTTONS + 1)
    ]
    assert all(len(button["text"]) <= LABEL for button in choices["actions"])
    assert made["tmid"] == "m0"
    assert "tmid" not in message(reply(), title="題")


def test_an_answer_is_quoted_with_its_facts() -> None:
    answered = entry(
        "e", "紙が出ません", "1. 扉を開けます。", source_url="https://city.example.jp/", fields={"版": "8.5"}
    )
    made = message(reply(outcome=Outcome.ANSWERED, shape=Shape.ANSWER, answer=answered), title="発券機")
    (shown,) = made["attachments"]
    assert (shown["title"], shown["text"]) == ("紙が出ません", "1. 扉を開けます。")
    assert shown["title_link"] == "https://city.example.jp/"
    facts = {field["title"]: field["value"] for field in shown["fields"]}
    assert facts == {"窓口": "発券機", "担当": "ごみ課", "対象の版": "8.5", "最終確認日": "2024-04-01"}


def test_several_things_have_no_numbers_of_their_own() -> None:
    parts = (
        reply(options=options(3)),
        reply(shape=Shape.HANDOFF, handoff=Handoff(department="課", phone="00")),
    )
    made = message(reply(shape=Shape.SEVERAL, parts=parts), title="題")
    assert not any("actions" in each for each in made["attachments"])
    assert [each["title"] for each in made["attachments"]] == ["紙", "連絡先：課"]


def test_nobody_is_called_by_a_quotation() -> None:
    made = message(reply(message="「@all」は見つかりません。", days=(date(2026, 12, 3),)), title="題")
    assert made["text"] == "「＠all」は見つかりません。\n・12月3日（木）"
