"""The simulator calls, and calls again, as Rocket.Chat's source does; and with it, bot and Rocket.Chat meet over real HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from faqbot.channels.rocketchat_account import Account
from faqbot.channels.rocketchat_rooms import Rooms
from faqbot.desk.desk import Desk
from faqbot.errors import RocketChatError
from faqbot.simulators.rocketchat.app import create_simulator
from faqbot.simulators.rocketchat.outgoing import Integration, Outgoing, wait
from faqbot.simulators.rocketchat.workspace import BOT, User, Workspace
from faqbot.store.base import Store
from faqbot.web.app import create_app
from faqbot.web.rocketchat import PATH, Door, router
from tests.conftest import SHARED, Clock, entry
from tests.listening import listening

CONTRACT = SHARED / "specs" / "rocketchat" / "messaging.yaml"
SATO = User("u1", "sato")
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@dataclass
class Answers:
    """A bot that gives these answers (status, body), the last one for ever, and notes what it was sent."""

    given: list[tuple[int, str]]
    seen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/", self._answer, methods=["POST"])])

    async def _answer(self, request: Request) -> Response:
        self.seen.append(json.loads(await request.body()))
        status, body = self.given.pop(0) if len(self.given) > 1 else self.given[0]
        return Response(body, status, media_type="application/json")


@dataclass
class Naps:
    """Time passes at once; how long it would have taken is noted."""

    taken: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


Play = Callable[[Workspace, Outgoing], Awaitable[None]]


def play(integration: Integration, scene: Play, naps: Naps | None = None) -> tuple[Workspace, Outgoing]:
    """Let people do what `scene` says, and wait until nothing is under way."""

    async def playing() -> tuple[Workspace, Outgoing]:
        workspace = Workspace(lambda: NOW)
        outgoing = Outgoing(workspace, integration, sleep=naps or Naps())
        await scene(workspace, outgoing)
        await outgoing.settle()
        await outgoing.close()
        return workspace, outgoing

    return asyncio.run(playing())


async def one_message(workspace: Workspace, _: Outgoing) -> None:
    workspace.post(workspace.room("R", "helpdesk"), SATO, "質問")


SORRY = '{"error": "?"}'


@pytest.mark.parametrize(
    ("answers", "calls", "enabled"),
    [
        ([(200, '{"text": "答え"}')], 2, True),  # the second is for the answer itself
        ([(200, "{}")], 1, True),
        ([(200, "")], 7, True),
        ([(404, SORRY)], 7, True),
        ([(500, SORRY)], 1, True),
        ([(500, "")], 7, True),
        ([(410, SORRY)], 1, False),
        ([(503, SORRY), (503, SORRY), (200, "{}")], 3, True),
    ],
)
def test_it_calls_again_where_rocketchat_does(
    answers: list[tuple[int, str]], calls: int, enabled: bool
) -> None:
    bot, naps = Answers([*answers[:1], (200, "{}")] if calls == 2 else answers), Naps()
    with listening(bot.app) as url:
        _, outgoing = play(Integration(url, "t"), one_message, naps)
    assert len(bot.seen) == calls
    assert outgoing.integration.enabled is enabled
    assert naps.taken == [wait("powers-of-ten", n) for n in range(calls - 1 if calls != 2 else 0)]


def test_the_delays_are_those_of_rocketchat() -> None:
    assert [wait("powers-of-ten", n) for n in range(4)] == [0.1, 1.0, 10.0, 100.0]
    assert [wait("powers-of-two", n) for n in range(3)] == [2.0, 4.0, 8.0]
    assert [wait("increments-of-two", n) for n in range(3)] == [2.0, 4.0, 6.0]


def test_words_and_edits_decide_whether_it_calls() -> None:
    async def scene(workspace: Workspace, _: Outgoing) -> None:
        room = workspace.room("R")
        workspace.post(room, SATO, "ひとりごと", number="a")
        workspace.post(room, SATO, "faq 質問", number="b")
        workspace.edit("b", "faq しつもん")

    bot = Answers([(200, "{}")])
    with listening(bot.app) as url:
        play(Integration(url, "t", trigger_words=("faq",)), scene)
    (sent,) = bot.seen
    assert (sent["trigger_word"], sent["message_id"], sent["bot"]) == ("faq", "b", False)
    assert "channel_name" not in sent


# Bot and Rocket.Chat together


@pytest.fixture
def home(desk: Desk, clock: Clock) -> Iterator[str]:
    """The address of our webhook."""
    desk.take_in(
        "chat", [entry("password", "パスワードを忘れました", "再設定の画面を開きます。", collection="chat")]
    )
    door = Door("t", Rooms("chat"), (BOT.id,), clock=clock)
    made = create_app(desk, collection="gomi", widget_origins=(), channels=[router(desk, door)])
    with listening(made) as address:
        yield f"{address}{PATH}"


def answers(workspace: Workspace, room: str = "R") -> list[str]:
    return [str(each.attachments[0]["text"]) for each in workspace.of(room) if each.bot and each.attachments]


def test_a_hundred_rooms_at_once_get_one_answer_each(home: str, store: Store) -> None:
    async def scene(workspace: Workspace, _: Outgoing) -> None:
        for n in range(100):
            workspace.post(workspace.room(f"R{n}"), User(f"u{n}", f"user{n}"), "パスワードを忘れた")

    workspace, outgoing = play(Integration(home, "t"), scene)
    assert all(answers(workspace, f"R{n}") == ["再設定の画面を開きます。"] for n in range(100))
    assert len(workspace.messages) == 200
    assert {call.status for call in outgoing.calls} == {200}
    assert len(outgoing.calls) == 200  # each question, and each answer, which is dropped
    assert store.count_turns() == 100


def test_two_webhooks_an_edit_and_a_replay_give_one_answer(home: str, store: Store) -> None:
    async def scene(workspace: Workspace, outgoing: Outgoing) -> None:
        Outgoing(workspace, Integration(home, "t", run_on_edits=True))
        made = workspace.post(workspace.room("R"), SATO, "パスワードを忘れた")
        await outgoing.settle()
        workspace.edit(made.id, "パスワードを わすれた")
        outgoing.hear(made)

    workspace, _ = play(Integration(home, "t", run_on_edits=True), scene)
    assert answers(workspace) == ["再設定の画面を開きます。"]
    assert store.count_turns() == 1


def test_a_wrong_token_makes_no_message_and_no_second_call(home: str, store: Store) -> None:
    workspace, outgoing = play(Integration(home, "wrong"), one_message)
    assert len(workspace.messages) == len(outgoing.calls) == 1
    assert "トークン" in outgoing.calls[0].body
    assert store.count_turns() == 0


def test_on_a_phone_the_number_picks_in_a_thread_and_with_a_word(home: str) -> None:
    async def scene(workspace: Workspace, outgoing: Outgoing) -> None:
        room = workspace.room("R", "helpdesk")
        first = workspace.post(room, SATO, "faq gomi: メニュー")
        for text, thread in [("faq 2", ""), ("faq gomi: フライパン", first.id), ("faq 1", first.id)]:
            await outgoing.settle()
            workspace.post(room, SATO, text, thread=thread)

    workspace, _ = play(Integration(home, "t", trigger_words=("faq",)), scene)
    said = [each for each in workspace.of("R") if each.bot]
    assert "faq 1" in str(said[0].attachments[-1]["text"])
    assert "不燃ごみ" in said[1].text
    assert said[2].attachments[0]["text"] == "不燃ごみです。"
    assert "よかった" in said[3].text
    assert [bool(each.thread) for each in said] == [False, False, True, True]


# REST


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.shared)], ids=["rules", "contract"])
def simulator(request: pytest.FixtureRequest) -> Iterator[tuple[str, Any]]:
    """A simulator whose webhook reaches nobody, by our rules alone and with Rocket.Chat's contract."""
    made = create_simulator(
        Integration("http://127.0.0.1:9/", "t", retry=False),
        token="pat",
        contract=CONTRACT if request.param else None,
    )
    with listening(made.app) as url:
        yield url, made


def test_by_rest_a_message_is_posted_once(simulator: tuple[str, Any]) -> None:
    url, made = simulator
    account = Account(url, BOT.id, "pat")
    assert account.name() == BOT.name
    for _ in range(2):
        account.post(
            "HELPDESK", {"text": "答え", "attachments": [{"title": "題", "text": "文"}]}, answers="m1"
        )
    account.post("HELPDESK", {"text": "答え", "tmid": "m2"}, answers="m2")
    account.close()
    assert [(m.text, m.thread, m.user) for m in made.workspace.of("HELPDESK")] == [
        ("答え", "", BOT),
        ("答え", "m2", BOT),
    ]
    assert made.rest.refused == []


@pytest.mark.parametrize(
    ("token", "room", "message", "said"),
    [
        ("wrong", "HELPDESK", {"text": "答え"}, "トークン"),
        ("pat", "NOWHERE", {"text": "答え"}, "部屋"),
        ("pat", "HELPDESK", {"text": ""}, "断りました"),
        ("pat", "HELPDESK", {"text": "長" * 5_001}, "断りました"),
    ],
)
def test_what_is_refused_is_told(
    simulator: tuple[str, Any], token: str, room: str, message: dict[str, Any], said: str
) -> None:
    url, made = simulator
    with pytest.raises(RocketChatError, match=said):
        Account(url, BOT.id, token).post(room, message, answers="m")
    assert made.rest.refused


@pytest.mark.shared
def test_the_contract_sees_what_the_rules_do_not() -> None:
    made = create_simulator(
        Integration("http://127.0.0.1:9/", "t", retry=False), token="pat", contract=CONTRACT
    )
    with listening(made.app) as url:
        headers = {"x-auth-token": "pat", "x-user-id": BOT.id}
        body = {"roomId": "HELPDESK", "text": "答え", "attachments": [{"fields": [{"title": "題"}]}]}
        answer = httpx.post(f"{url}/api/v1/chat.postMessage", json=body, headers=headers)
    assert answer.status_code == 400


def test_where_rest_fails_the_webhook_answers(desk: Desk, clock: Clock, simulator: tuple[str, Any]) -> None:
    desk.take_in("chat", [entry("password", "パスワードを忘れました", collection="chat")])
    url, made = simulator

    def asked(room: str, number: str) -> dict[str, Any]:
        account = Account(url, BOT.id, "pat")
        door = Door("t", Rooms("chat"), (BOT.id,), account, clock)
        app = create_app(desk, collection="gomi", widget_origins=(), channels=[router(desk, door)])
        body = {
            "token": "t",
            "message_id": number,
            "channel_id": room,
            "user_id": "u1",
            "text": "パスワードを忘れた",
        }
        with listening(app) as home:
            return dict(httpx.post(f"{home}{PATH}", json=body).json())

    assert asked("HELPDESK", "m1") == {"posted": True}
    assert asked("HELPDESK", "m1") == {"ignored": "answered"}
    assert asked("NOWHERE", "m2")["attachments"]
    assert len(made.workspace.of("HELPDESK")) == 1


def test_the_page_shows_a_room_and_says(simulator: tuple[str, Any]) -> None:
    url, _ = simulator
    assert httpx.get(url).headers["content-security-policy"].startswith("default-src 'self'")
    said = httpx.post(f"{url}/simulator/rooms/HELPDESK/acts", json={"kind": "say", "text": "質問"})
    assert said.status_code == 202
    shown = httpx.get(f"{url}/simulator/rooms/HELPDESK").json()
    assert [message["text"] for message in shown["messages"]] == ["質問"]
    number = shown["messages"][0]["id"]
    httpx.post(
        f"{url}/simulator/rooms/HELPDESK/acts", json={"kind": "edit", "id": number, "text": "しつもん"}
    )
    assert httpx.get(f"{url}/simulator/rooms/HELPDESK").json()["messages"][0]["edited"]
    assert httpx.post(f"{url}/simulator/rooms/HELPDESK/acts", json={"kind": "?"}).status_code == 400
