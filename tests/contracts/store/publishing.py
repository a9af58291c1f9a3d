"""One entry is published with what led to it, or nothing is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from faqbot.errors import NotFound, StaleEntry
from faqbot.store.base import Store
from faqbot.types import JudgedPair
from tests.contracts.store.values import DESK, LATER, NOW, Contract, entry, on_ticket


class PublishContract(Contract):
    def test_a_new_entry(self, store: Store) -> None:
        before = store.revision()
        stored = store.publish(entry(version=0), now=NOW, by="curator")
        assert stored == entry(version=1)
        assert store.entries("city") == store.history("city", "e1") == (stored,)
        assert store.revision() == before + 1

    def test_the_next_version(self, store: Store) -> None:
        first = store.publish(entry(), now=NOW, by="a")
        second = store.publish(replace(first, answer="新"), now=LATER, by="b")
        assert second == replace(first, answer="新", version=2)
        assert store.history("city", "e1") == (first, second)
        assert store.authors("city") == {"e1": "b"}

    def test_nothing_new_is_no_version(self, store: Store) -> None:
        first = store.publish(entry(), now=NOW, by="a")
        revision = store.revision()
        assert store.publish(first, now=LATER, by="b") == first
        assert store.revision() == revision
        assert store.history("city", "e1") == (first,)

    @pytest.mark.parametrize("version", [0, 1, 3])
    def test_somebody_was_faster(self, store: Store, version: int) -> None:
        first = store.publish(entry(), now=NOW, by="a")
        second = store.publish(replace(first, answer="速い"), now=NOW, by="a")
        revision = store.revision()
        with pytest.raises(StaleEntry):
            store.publish(entry(version=version, answer="遅い"), now=NOW, by="b")
        assert store.entries("city") == (second,)
        assert store.revision() == revision

    def test_a_new_entry_has_no_later_version(self, store: Store) -> None:
        with pytest.raises(StaleEntry):
            store.publish(entry(version=2), now=NOW, by="a")
        assert store.entries("city") == ()

    def test_one_of_many_writers_of_a_version_wins(self, store: Store) -> None:
        store.publish(entry(), now=NOW, by="a")

        def attempt(number: int) -> bool:
            try:
                store.publish(entry(answer=f"{number}"), now=NOW, by="a")
            except StaleEntry:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(attempt, range(8))) == 1
        assert len(store.history("city", "e1")) == 2

    def test_it_resolves_the_ticket(self, store: Store) -> None:
        ticket = on_ticket(store, text="マットレスは？")
        store.publish(entry(), now=LATER, by="curator", resolves=ticket.id)
        assert store.tickets() == ()
        (resolved,) = store.tickets(state="resolved")
        decided = {"settlement": ticket.id, "decided_at": LATER, "decided_by": "curator"}
        assert resolved == replace(ticket, state="resolved", entry_id="e1", **decided)  # type: ignore[arg-type]
        assert store.judged_pairs("city") == (
            JudgedPair(
                collection="city",
                text="マットレスは？",
                entry_id="e1",
                right=True,
                judged_at=LATER,
                origin="curator",
            ),
        )

    def test_an_entry_as_it_stands_resolves_a_ticket(self, store: Store) -> None:
        first, ticket = store.publish(entry(), now=NOW, by="a"), on_ticket(store)
        store.publish(first, now=NOW, by="a", resolves=ticket.id)
        assert store.tickets(state="resolved")[0].entry_id == "e1"
        assert len(store.judged_pairs("city")) == 1

    @pytest.mark.parametrize("ticket_id", ["", "999", "-1", "１", "1 OR 1=1", "9" * 40])
    def test_no_such_ticket_writes_nothing(self, store: Store, ticket_id: str) -> None:
        revision = store.revision()
        with pytest.raises(NotFound):
            store.publish(entry(), now=NOW, by="a", resolves=ticket_id)
        assert not store.entries("city")
        assert not store.judged_pairs("city")
        assert store.revision() == revision

    def test_a_ticket_of_another_collection_is_not_resolved(self, store: Store) -> None:
        store.save_collection(DESK)
        ticket = on_ticket(store, collection="counter")
        with pytest.raises(NotFound):
            store.publish(entry(), now=NOW, by="a", resolves=ticket.id)
        assert store.tickets() == (ticket,)
        assert store.entries("city") == ()

    def test_a_stale_entry_leaves_the_ticket_open(self, store: Store) -> None:
        store.publish(entry(), now=NOW, by="a")
        ticket = on_ticket(store)
        with pytest.raises(StaleEntry):
            store.publish(entry(version=7), now=NOW, by="a", resolves=ticket.id)
        assert store.tickets() == (ticket,)
