"""Once and never twice: what a process that died left behind, what LINE does not answer, and who waits."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from faqbot.channels.line_events import Happening, Kind
from faqbot.channels.line_flex import text_message
from faqbot.channels.line_patience import Patience
from faqbot.channels.line_sender import Sender, Sent
from faqbot.desk.desk import Desk
from faqbot.store.base import Arrival, Store
from tests.channels.test_line import EPOCH
from tests.channels.wire import ANN, Wire, wired
from tests.conftest import Clock
from tests.listening import listening
from tests.simulators.bots import TOKEN

HELLO = [text_message("毛布は可燃ごみです。")]


def left_behind(store: Store, clock: Clock, token: str, *, written: bool) -> None:
    """What a process leaves that died while it answered: the reply was written down, or not yet."""
    did = Happening(kind=Kind.SAID, event="e1", user=ANN, sent_at=clock(), token=token, content="毛布")
    came = Arrival(
        channel="line", event="e1", session="s1", sent_at=clock(), received_at=clock(), payload=did.payload()
    )
    store.take_in([came], most=10)
    if written:
        store.note_reply(came, turn_id="", reply=json.dumps(HELLO))


@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize("was_sent", [True, False])
def test_what_was_under_way_is_answered_once(
    desk: Desk, store: Store, clock: Clock, written: bool, was_sent: bool
) -> None:
    with wired(desk, store, clock) as first:
        token = first.simulator.platform.issue_token(ANN)
        if was_sent:
            assert Sender(TOKEN, first.host).reply(token, HELLO) is Sent.SENT
        left_behind(store, clock, token, written=written)
        client = first.client.post  # the next webhook wakes the workers, as a start would
        client(f"{first.host}/simulator/talks/{ANN}x/acts", json={"kind": "follow"})
        first.until(first.quiet)
        assert len(first.from_bot(ANN)) == 1
        counts = dict(store.count_arrivals("line", EPOCH))
    # Written down and refused within the minute: it had been sent. Not written down: nobody can tell, so somebody looks.
    assert counts.get("late", 0) == int(was_sent and not written)


@dataclass
class Moody:
    """LINE on a bad day: answers with these statuses first, and takes a token once."""

    statuses: list[int] = field(default_factory=list)
    lost: bool = False
    """Whether a bad answer comes of a request that was carried out."""
    taken: int = 0

    @property
    def app(self) -> Starlette:
        paths = ("/v2/bot/message/reply", "/v2/bot/message/push")
        return Starlette(routes=[Route(path, self._take, methods=["POST"]) for path in paths])

    async def _take(self, request: Request) -> Response:
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200 and self.taken:
            return JSONResponse({"message": "Invalid reply token"}, 400)
        self.taken += status == 200 or self.lost
        sent = {"sentMessages": [{"id": "1"}]}
        return JSONResponse(sent if status == 200 else {"message": "no"}, status)


@pytest.fixture
def pauses() -> list[float]:
    return []


def sender(host: str, pauses: list[float]) -> Sender:
    return Sender(TOKEN, host, sleep=pauses.append)


@pytest.mark.parametrize("lost", [False, True])
def test_a_passing_fault_of_line_is_waited_out(pauses: list[float], lost: bool) -> None:
    line = Moody([500, 429] if not lost else [500], lost=lost)
    with listening(line.app) as host:
        assert sender(host, pauses).reply("t", HELLO) is Sent.SENT
    assert (line.taken, len(pauses)) == (1, 1 if lost else 2)


def test_a_lasting_fault_is_given_up(pauses: list[float]) -> None:
    with listening(Moody([500] * 9).app) as host:
        assert sender(host, pauses).reply("t", HELLO) is Sent.FAILED
        assert not sender(host, pauses).push(ANN, HELLO, str(uuid.uuid4()))
    assert sender("http://127.0.0.1:9", pauses).reply("t", HELLO) is Sent.FAILED


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_token_is_not_tried_again(pauses: list[float], status: int) -> None:
    with listening(Moody([status]).app) as host:
        assert sender(host, pauses).reply("t", HELLO) is Sent.FAILED
    assert pauses == []


@pytest.fixture
def wire(desk: Desk, store: Store, clock: Clock) -> Iterator[Wire]:
    with wired(desk, store, clock) as made:
        yield made


def test_what_line_finds_fault_with_is_said_as_text(wire: Wire) -> None:
    token = wire.simulator.platform.issue_token(ANN)
    broken = [{"type": "flex", "altText": "毛布\n可燃ごみです。", "contents": {"type": "bubble"}}]
    assert Sender(TOKEN, wire.host).reply(token, broken) is Sent.SENT
    assert wire.from_bot(ANN) == [{"type": "text", "text": "毛布\n可燃ごみです。"}]


def test_a_push_with_the_same_key_is_sent_once(wire: Wire) -> None:
    wire.simulator.platform.talk(ANN)
    key = str(uuid.uuid4())
    assert [Sender(TOKEN, wire.host).push(ANN, HELLO, key) for _ in range(2)] == [True, True]
    assert len(wire.from_bot(ANN)) == 1


def test_who_waits_is_shown_that_an_answer_is_coming(wire: Wire, store: Store) -> None:
    wire.simulator.platform.talk(ANN)
    clock = Clock()
    left_behind(store, clock, "t", written=False)
    patience = Patience(store, Sender(TOKEN, wire.host), clock=clock)
    assert not patience.look()
    clock.now += timedelta(seconds=2)
    assert patience.look()
    assert patience.look()
    shown = [each for each in wire.simulator.gate.exchanges if each.path.endswith("/loading/start")]
    assert [each.status for each in shown] == [202]
