"""What every store does with what was read of entries. Inherit the contract."""

from __future__ import annotations

from collections.abc import Callable

from faqbot.store.base import Store
from tests.contracts.store import Contract


class ReadingContract(Contract):
    """One piece a collection, given back to whoever would have read the same."""

    def test_what_was_kept_is_given_back(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.keep_readings("city", "first", b"\x00read")
        store.keep_readings("desk", "first", b"other")
        store.close()
        again = reopen()
        assert again.readings("city", "first") == b"\x00read"
        again.close()

    def test_another_edition_finds_nothing_and_takes_its_place(self, store: Store) -> None:
        store.keep_readings("city", "first", b"read")
        assert store.readings("city", "second") is None
        store.keep_readings("city", "second", b"anew")
        assert store.readings("city", "first") is None
        assert store.readings("city", "second") == b"anew"
