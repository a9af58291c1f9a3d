"""Entries are found by nearness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from faqbot.errors import InvalidInput, NotFound
from faqbot.store.base import Near, Store
from tests.contracts.store.values import CITY, DESK, NOW, Contract, axis, entry


class VectorContract(Contract):
    @pytest.fixture
    def store(self, reopen: Callable[[], Store]) -> Iterator[Store]:
        store = reopen()
        store.save_collection(CITY)
        store.save_collection(DESK)
        rows = [entry(f"e{number}") for number in range(4)]
        rows += [replace(row, collection="counter") for row in rows]
        store.save_entries(rows, now=NOW, by="import")
        yield store
        store.close()

    def test_nearest_first(self, store: Store) -> None:
        store.put_vectors(
            "city",
            [("e0", axis(1)), ("e1", axis(0, towards=2, share=0.25)), ("e2", axis(0))],
        )
        found = store.nearest_entries("city", axis(0), 10)
        assert [near.key for near in found] == ["e2", "e1", "e0"]
        assert [near.distance for near in found] == pytest.approx([0.0, 0.25, 1.0], abs=1e-6)
        assert store.nearest_entries("city", axis(0), 1) == found[:1]
        assert store.nearest_entries("city", axis(0), 100_000) == found
        assert store.nearest_entries("city", axis(0), 0) == ()
        assert min(near.distance for near in found) >= 0.0

    def test_collections_are_apart(self, store: Store) -> None:
        store.put_vectors("city", [("e0", axis(0))])
        store.put_vectors("counter", [("e1", axis(0))])
        assert store.nearest_entries("city", axis(0), 9) == (Near("e0", 0.0),)
        store.put_vectors("city", [("e0", [])])
        assert store.nearest_entries("city", axis(0), 9) == ()
        assert store.nearest_entries("counter", axis(0), 9) == (Near("e1", 0.0),)

    def test_a_short_vector_is_filled_up(self, store: Store) -> None:
        store.put_vectors("city", [("e0", [3.0, 4.0]), ("e1", axis(1))])
        (near, _) = store.nearest_entries("city", [3.0, 4.0, 0.0], 9)
        assert near.key == "e0"
        assert near.distance == pytest.approx(0.0, abs=1e-6)

    def test_a_vector_of_zeros_is_near_to_nothing(self, store: Store) -> None:
        store.put_vectors("city", [("e0", []), ("e1", axis(0))])
        assert store.nearest_entries("city", axis(0), 9) == (Near("e1", 0.0),)
        assert store.nearest_entries("city", [0.0], 9) == ()

    def test_putting_leaves_the_others(self, store: Store) -> None:
        store.put_vectors("city", [("e0", axis(0)), ("e1", axis(1)), ("e2", axis(2))])
        store.put_vectors("city", [("e1", axis(3)), ("e2", []), ("e3", axis(4))])
        assert store.nearest_entries("city", axis(3), 1) == (Near("e1", 0.0),)
        assert {near.key for near in store.nearest_entries("city", axis(0), 9)} == {"e0", "e1", "e3"}
        with pytest.raises(NotFound, match="e9"):
            store.put_vectors("city", [("e0", []), ("e9", axis(0))])
        store.put_vectors("city", [])
        assert store.nearest_entries("city", axis(0), 1) == (Near("e0", 0.0),)

    def test_an_unknown_entry_changes_nothing(self, store: Store) -> None:
        store.put_vectors("city", [("e0", axis(0))])
        with pytest.raises(NotFound, match="e9"):
            store.put_vectors("city", [("e1", axis(1)), ("e9", axis(0))])
        with pytest.raises(InvalidInput, match="e1"):
            store.put_vectors("city", [("e1", axis(1)), ("e1", axis(0))])
        assert store.nearest_entries("city", axis(0), 9) == (Near("e0", 0.0),)
