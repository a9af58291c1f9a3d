"""Collections come back as they were described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from faqbot.errors import StaleCollection
from faqbot.store.base import Store
from faqbot.types import Contact
from tests.contracts.store.values import CITY, DESK, Contract


class CollectionContract(Contract):
    def test_collections_come_back_whole(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.save_collection(DESK)
        assert store.collections() == reopen().collections() == (CITY, DESK)

    def test_only_a_difference_raises_the_revision(self, store: Store) -> None:
        before = store.revision()
        store.save_collection(CITY)
        assert store.revision() == before
        changed = replace(CITY, contacts=(Contact(department="総務課"),))
        store.save_collection(changed)
        assert store.revision() == before + 1
        assert store.collections() == (changed,)

    def test_a_description_that_has_changed_is_not_written_over(self, store: Store) -> None:
        mine, theirs = replace(CITY, greeting="mine"), replace(CITY, greeting="theirs")
        store.save_collection(theirs, replaces=CITY)
        with pytest.raises(StaleCollection):
            store.save_collection(mine, replaces=CITY)
        assert store.collections() == (theirs,)
