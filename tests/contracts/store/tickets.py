"""Questions without an answer gather on tickets."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from faqbot.errors import InvalidInput, NotFound
from faqbot.store.base import Store
from faqbot.store.base_entries import DIMENSIONS
from faqbot.types import Ticket
from tests.contracts.store.values import LATER, NOW, Contract, axis, entry, on_ticket, turn


class TicketContract(Contract):
    def test_a_new_ticket(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.receive(turn())
        ticket = store.open_ticket(turn(), key="k", vector=axis(0), near=0.1, now=LATER)
        assert ticket == Ticket(
            id=ticket.id,
            collection="city",
            text="粗大ごみ",
            count=1,
            first_at=LATER,
            last_at=LATER,
        )
        assert store.tickets() == reopen().tickets() == (ticket,)
        assert store.turn("t1") == turn(ticket_id=ticket.id)

    def test_the_same_question_gathers(self, store: Store) -> None:
        first = on_ticket(store, "t1", key="k", vector=axis(0))
        again = on_ticket(store, "t2", key="k", vector=axis(1), now=LATER)
        assert again == replace(first, count=2, last_at=LATER)
        assert store.turn("t2") == turn("t2", ticket_id=first.id)

    def test_a_near_question_gathers(self, store: Store) -> None:
        first = on_ticket(store, "t1", key="k1", vector=axis(0))
        near = on_ticket(store, "t2", key="k2", vector=axis(0, towards=1, share=0.05), near=0.1)
        far = on_ticket(store, "t3", key="k3", vector=axis(0, towards=2, share=0.2), near=0.1)
        assert (near.id, near.count, near.text) == (first.id, 2, first.text)
        assert far.id != first.id

    def test_the_nearest_is_taken(self, store: Store) -> None:
        on_ticket(store, "t1", key="k1", vector=axis(0, towards=1, share=0.3), near=0.01)
        near = on_ticket(store, "t2", key="k2", vector=axis(0, towards=2, share=0.1), near=0.01)
        found = on_ticket(store, "t3", key="k3", vector=axis(0), near=0.5)
        assert found.id == near.id

    def test_the_same_words_go_before_nearness(self, store: Store) -> None:
        same = on_ticket(store, "t1", key="k1", vector=axis(0))
        on_ticket(store, "t2", key="k2", vector=axis(1))
        assert on_ticket(store, "t3", key="k1", vector=axis(1)).id == same.id

    def test_collections_have_their_own_tickets(self, store: Store) -> None:
        one = on_ticket(store, "t1", key="k", vector=axis(0))
        two = on_ticket(store, "t2", key="k", vector=axis(0), collection="counter")
        assert one.id != two.id
        assert store.tickets("city") == (one,)
        assert store.tickets("counter") == (two,)
        assert set(store.tickets()) == {one, two}

    def test_the_same_turn_twice_counts_once(self, store: Store) -> None:
        first = on_ticket(store)
        for key, vector in (("k", axis(0)), ("other", axis(5))):
            again = store.open_ticket(turn(), key=key, vector=vector, near=0.1, now=LATER)
            assert again == first

    def test_a_turn_on_a_closed_ticket_stays_on_it(self, store: Store) -> None:
        first = on_ticket(store)
        store.dismiss([first.id], reason="", now=NOW, by="a")
        again = store.open_ticket(turn(), key="k", vector=axis(0), near=0.1, now=LATER)
        assert (again.id, again.count, again.state) == (first.id, 1, "dismissed")

    def test_a_turn_never_received_gets_no_ticket(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.open_ticket(turn(), key="k", vector=axis(0), near=0.1, now=NOW)
        assert store.tickets() == ()

    def test_asked_again_after_the_answer_is_a_new_ticket(self, store: Store) -> None:
        first = on_ticket(store, "t1", key="k", vector=axis(0))
        store.publish(entry(), now=NOW, by="a", resolves=first.id)
        second = on_ticket(store, "t2", key="k", vector=axis(0))
        assert second.id != first.id
        assert second.count == 1
        store.dismiss([second.id], reason="", now=NOW, by="a")
        third = on_ticket(store, "t3", key="k3", vector=axis(0))
        assert third.id not in (first.id, second.id)

    def test_no_known_word_is_near_to_nothing(self, store: Store) -> None:
        zeros = [0.0] * DIMENSIONS
        one = on_ticket(store, "t1", key="k1", vector=zeros, near=2.0)
        two = on_ticket(store, "t2", key="k2", vector=zeros, near=2.0)
        three = on_ticket(store, "t3", key="k3", vector=axis(0), near=2.0)
        assert len({one.id, two.id, three.id}) == 3
        assert on_ticket(store, "t4", key="k1", vector=zeros).id == one.id

    def test_a_vector_that_cannot_be_used_is_refused(self, store: Store) -> None:
        store.receive(turn())
        for vector in ([1.0] * (DIMENSIONS + 1), [float("nan")], [float("inf")]):
            with pytest.raises(InvalidInput):
                store.open_ticket(turn(), key="k", vector=vector, near=0.1, now=NOW)
            with pytest.raises(InvalidInput):
                store.put_vectors("city", [("e1", vector)])
            with pytest.raises(InvalidInput):
                store.nearest_entries("city", vector, 1)
        assert store.tickets() == ()

    def test_most_asked_first_then_most_recent(self, store: Store) -> None:
        asked = [("a", 0), ("b", 1), ("b", 2), ("c", 3)]
        for number, (key, minute) in enumerate(asked):
            at = NOW + timedelta(minutes=minute)
            on_ticket(store, f"t{number}", key=key, text=key, vector=axis(ord(key)), now=at)
        assert [ticket.text for ticket in store.tickets()] == ["b", "c", "a"]

    def test_threads_make_no_twins(self, store: Store) -> None:
        def ask(number: int) -> str:
            return on_ticket(store, f"t{number}", key="k", vector=axis(0)).id

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(ask, range(80)))) == 1
        assert store.tickets()[0].count == 80
