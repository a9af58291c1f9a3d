"""A turn is kept before and after it is answered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest

from faqbot.errors import InvalidInput, NotFound
from faqbot.store.base import Store
from faqbot.types import Action, Do, JudgedPair, Outcome, ScoredId, Shape
from tests.contracts.store.values import LATER, LONE_SURROGATE, NOW, ODDITIES, Contract, turn


class TurnContract(Contract):
    def test_a_received_turn_is_kept(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.receive(turn(session="s"))
        assert store.turn("t1") == reopen().turn("t1") == turn(session="s")
        assert store.turn("t2") is None
        assert store.count_turns() == 1

    def test_a_decided_turn_comes_back_whole(self, store: Store) -> None:
        store.receive(turn())
        decided = turn(
            outcome=Outcome.ANSWERED,
            revision=7,
            confidence=0.9,
            hits=(ScoredId(entry_id="e1", score=0.1 + 0.2), ScoredId(entry_id="e2", score=-3.0)),
            entry_id="e1",
            chosen_at=LATER,
            shape=Shape.CONDITION,
            shown=("e1", "e2"),
            offered=(Action(Do.CHOOSE, "t1", "e1"), Action(Do.NONE, "t1")),
            refused=1,
            about="可燃ごみ",
            area="中央",
            language="en",
        )
        store.decide(decided)
        assert store.turn("t1") == decided

    def test_what_was_received_stays_as_it_was(self, store: Store) -> None:
        store.receive(turn(session="s"))
        store.decide(turn(text="別の文", session="", channel="line", outcome=Outcome.ANSWERED))
        assert store.turn("t1") == turn(session="s", outcome=Outcome.ANSWERED)

    def test_the_last_turns_of_a_session(self, store: Store) -> None:
        for number, session in enumerate(["s", "s", "", "s", "other"]):
            store.receive(turn(f"t{number}", session=session, received_at=NOW + timedelta(minutes=number)))
        assert [t.id for t in store.recent("s", NOW, 2)] == ["t3", "t1"]
        assert [t.id for t in store.recent("s", NOW + timedelta(minutes=2), 9)] == ["t3"]
        assert store.recent("", NOW, 9) == ()

    def test_what_is_kept_of_a_visitor_can_be_erased(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.receive(turn(session="s", area="中央"))
        store.receive(turn("t2", session="other"))
        store.remember("s", area="中央", now=NOW)
        store.remember("s", area="東", now=LATER)
        store.remember("other", area="西", now=NOW)
        assert reopen().remembered("s") == "東"
        store.forget("s")
        store.forget("")
        assert store.remembered("s") == ""
        assert store.remembered("other") == "西"
        assert store.turn("t1") == turn(text="", session="", area="")
        assert store.turn("t2") == turn("t2", session="other")

    @pytest.mark.parametrize("solved", [True, False])
    def test_feedback(self, store: Store, solved: bool) -> None:
        store.receive(turn())
        store.solve("t1", solved=not solved)
        store.solve("t1", solved=solved)
        assert store.turn("t1") == turn(solved=solved)

    def test_an_unknown_turn_is_not_found(self, store: Store) -> None:
        for note in (_decide, _solve):
            with pytest.raises(NotFound):
                note(store, "t1")

    def test_the_unfinished_are_those_never_decided(self, store: Store) -> None:
        for number in range(4):
            at = NOW - timedelta(minutes=number)
            store.receive(turn(f"t{number}", received_at=at))
        _decide(store, "t2")
        assert [each.id for each in store.unfinished()] == ["t3", "t1", "t0"]
        assert [each.id for each in store.unfinished(before=NOW - timedelta(minutes=1))] == ["t3"]

    def test_time_is_the_same_moment_in_utc(self, store: Store) -> None:
        tokyo = timezone(timedelta(hours=9))
        store.receive(turn(received_at=NOW.astimezone(tokyo)))
        stored = store.turn("t1")
        assert stored is not None
        assert stored.received_at == NOW
        assert stored.received_at.tzinfo is UTC

    @pytest.mark.parametrize("text", ODDITIES)
    def test_odd_text_comes_back_as_it_was(self, store: Store, text: str) -> None:
        odd = turn(text or "empty", text=text, session=text)
        store.receive(odd)
        assert store.turn(odd.id) == odd

    def test_a_lone_surrogate_is_refused(self, store: Store) -> None:
        bad = LONE_SURROGATE
        with pytest.raises(InvalidInput):
            store.receive(turn(text=bad))
        with pytest.raises(InvalidInput):
            store.turn(bad)
        for note in (_decide, _solve):
            with pytest.raises(InvalidInput):
                note(store, bad)
        with pytest.raises(InvalidInput):
            store.receive(turn(hits=(ScoredId(entry_id=bad, score=1.0),)))
        assert store.count_turns() == 0

    def test_judged_pairs_are_all_kept(self, store: Store) -> None:
        pair = JudgedPair(
            collection="city",
            text="質問",
            entry_id="e1",
            right=False,
            judged_at=NOW,
            origin="not_solved",
        )
        store.judge(pair)
        store.judge(replace(pair, right=True))
        store.judge(replace(pair, collection="counter"))
        assert store.judged_pairs("city") == (pair, replace(pair, right=True))

    def test_many_threads_lose_nothing(self, store: Store) -> None:
        def receive(thread: int) -> None:
            for number in range(50):
                store.receive(turn(f"{thread}-{number}"))

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(receive, range(8)))
        assert store.count_turns() == 400
        assert len({each.id for each in store.unfinished()}) == 400


def _decide(store: Store, turn_id: str) -> None:
    store.decide(turn(turn_id, outcome=Outcome.UNANSWERED))


def _solve(store: Store, turn_id: str) -> None:
    store.solve(turn_id, solved=True)
