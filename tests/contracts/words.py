"""What every store does with the synonyms that curators keep. Inherit the contract."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faqbot.errors import NotFound, StaleEntry
from faqbot.store.base import Store
from faqbot.types import Synonym, SynonymKind, SynonymList
from tests.contracts.store import CITY, DAY, DESK, LATER, NOW, Contract

BULKY = Synonym(SynonymKind.BOTH, "粗大ごみ", ("大型ごみ", "おおがたごみ"), "電話で多い")
BIN = Synonym(SynonymKind.ONE_WAY, "ごみ箱", ("容器",))


class WordContract(Contract):
    """A list is written as a whole; the newest version is in force."""

    def test_the_newest_list_is_the_collections_own(self, store: Store) -> None:
        store.save_collection(CITY)
        store.save_collection(DESK)
        before = store.revision()
        first = store.save_synonyms("city", (BULKY,), version=0, now=NOW, by="sato")
        second = store.save_synonyms("city", (BULKY, BIN), version=1, now=LATER, by="mori")
        assert first == SynonymList(version=1, synonyms=(BULKY,), saved_at=NOW, saved_by="sato")
        assert store.synonym_lists("city") == (second, first)
        assert store.synonym_lists("counter") == ()
        own = {each.name: each.own_synonyms for each in store.collections()}
        assert own == {"city": (BULKY, BIN), "counter": ()}
        assert (
            store.snapshot(DAY).collections
            == store.since(before, DAY, DAY).collections
            == store.collections()
        )
        assert store.revision() == before + 2

    def test_the_same_list_again_changes_nothing(self, store: Store) -> None:
        store.save_collection(CITY)
        stored = store.save_synonyms("city", (BULKY,), version=0, now=NOW, by="sato")
        before = store.revision()
        assert store.save_synonyms("city", (BULKY,), version=1, now=LATER, by="mori") == stored
        assert store.revision() == before

    def test_describing_a_collection_leaves_its_list_alone(self, store: Store) -> None:
        store.save_collection(CITY)
        store.save_synonyms("city", (BULKY,), version=0, now=NOW, by="sato")
        before = store.revision()
        store.save_collection(replace(CITY, own_synonyms=(BIN,)))
        assert store.revision() == before
        store.save_collection(replace(CITY, title="新しい名前"))
        (kept,) = store.collections()
        assert (kept.title, kept.own_synonyms) == ("新しい名前", (BULKY,))

    def test_two_curators_cannot_overwrite_each_other(self, store: Store) -> None:
        store.save_collection(CITY)
        store.save_synonyms("city", (BULKY,), version=0, now=NOW, by="sato")
        for stale in (0, 2):
            with pytest.raises(StaleEntry):
                store.save_synonyms("city", (BIN,), version=stale, now=NOW, by="mori")
        with pytest.raises(NotFound):
            store.save_synonyms("nothing", (BIN,), version=0, now=NOW, by="mori")
