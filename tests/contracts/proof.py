"""What every store does for proving a change: what was asked before it, and how an entry fared. Inherit the contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from faqbot.store.base import Store
from faqbot.store.base_proof import Shown
from faqbot.types import Outcome
from tests.contracts.store import LATER, NOW, Contract, turn


class ProofContract(Contract):
    """Nothing tells who asked."""

    def test_the_last_questions_that_reached_an_entry(self, store: Store) -> None:
        for number, entry_id in enumerate(["e1", "", "e2", "e1"]):
            _answer(store, f"t{number}", entry_id)
        _answer(store, "elsewhere", "e1", collection="counter")
        assert store.answers_given("city", 10) == (
            ("質問 t3", "e1"),
            ("質問 t2", "e2"),
            ("質問 t0", "e1"),
        )
        assert store.answers_given("city", 1) == (("質問 t3", "e1"),)

    def test_what_was_erased_is_no_question(self, store: Store) -> None:
        _answer(store, "t1", "e1", session="s")
        store.forget("s")
        assert store.answers_given("city", 10) == ()

    def test_how_an_entry_fared_from_one_moment_to_another(self, store: Store) -> None:
        for number, (at, solved) in enumerate(
            [(NOW, True), (NOW, False), (NOW, None), (LATER, True), (NOW - timedelta(hours=1), True)]
        ):
            _answer(store, f"t{number}", "e1", at=at, solved=solved)
        _answer(store, "other", "e2", solved=True)
        assert store.shown("city", "e1", NOW, LATER) == Shown(views=3, solved=1, not_solved=1)
        assert store.shown("city", "e3", NOW, LATER) == Shown()


def _answer(
    store: Store,
    turn_id: str,
    entry_id: str,
    *,
    at: datetime = NOW,
    solved: bool | None = None,
    collection: str = "city",
    session: str = "",
) -> None:
    asked = turn(turn_id, text=f"質問 {turn_id}", received_at=at, collection=collection, session=session)
    store.receive(asked)
    store.decide(replace(asked, outcome=Outcome.ANSWERED, entry_id=entry_id))
    if solved is not None:
        store.solve(turn_id, solved=solved)
