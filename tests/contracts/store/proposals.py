"""What is proposed waits for one decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from faqbot.errors import NotFound, StaleEntry
from faqbot.store.base import Store
from faqbot.types import Kind, ProposalKind, Sentence, Status
from tests.contracts.store.values import LATER, LONE_SURROGATE, NOW, Contract, entry, proposal


class ProposalContract(Contract):
    def test_a_proposal_comes_back_whole(self, store: Store, reopen: Callable[[], Store]) -> None:
        said = entry(
            checked_on=date(2026, 2, 28), phrasings=("言い方",), fields={"版": "2"}, kind=Kind.UNKNOWN
        )
        full = proposal(
            before="前の文。",
            after="後の文。",
            sentences=(Sentence("removed", "前の文。"), Sentence("added", "後の文。")),
            base=entry(answer="前の文。", status=Status.DRAFT),
            said=said,
        )
        (kept,) = store.propose([full])
        assert kept == replace(full, id=kept.id)
        assert reopen().proposal(kept.id) == kept
        assert store.proposals() == store.proposals("city", "mihon") == (kept,)
        assert store.proposals("counter") == store.proposals(source="other") == ()
        assert kept.said is not None
        with pytest.raises(TypeError):
            kept.said.fields["版"] = "3"  # type: ignore[index]

    def test_what_changes_twice_is_asked_once(self, store: Store) -> None:
        page = {"kind": ProposalKind.SUSPICIOUS, "entry_id": ""}
        first = store.propose([proposal(), proposal("e2"), proposal(**page), proposal(source="other")])
        again = store.propose(
            [proposal(found_at=LATER), proposal(**page), proposal(**page, url="https://b.example.jp/")]
        )
        assert store.proposals() == (first[1], first[3], *again)
        superseded = store.proposals(state="superseded")
        assert [each.id for each in superseded] == [first[0].id, first[2].id]
        assert superseded[0].decided_at == LATER

    def test_accepting_writes_the_entries_and_closes_the_proposals(self, store: Store) -> None:
        one, two, page = store.propose(
            [proposal(), proposal("e2"), proposal("", kind=ProposalKind.SUSPICIOUS)]
        )
        decided = {one.id: entry(version=0), two.id: entry("e2", status=Status.ARCHIVED), page.id: None}
        before = store.revision()
        written = store.accept(decided, now=LATER, by="hanako")
        assert [each.id for each in written] == ["e1", "e2"]
        assert store.revision() == before + 1
        assert store.authors("city") == {"e1": "hanako", "e2": "hanako"}
        assert store.proposals() == ()
        closed = store.proposals(state="accepted")
        assert [(each.id, each.decided_at, each.decided_by) for each in closed] == [
            (each.id, LATER, "hanako") for each in (one, two, page)
        ]

    def test_accepting_is_all_or_nothing(self, store: Store) -> None:
        store.save_entries([entry("e2"), entry("e2b")], now=NOW, by="a")
        store.save_entries([entry("e2", answer="なおした")], now=NOW, by="a")
        one, two = store.propose([proposal(), proposal("e2")])
        with pytest.raises(StaleEntry):
            store.accept({one.id: entry(), two.id: entry("e2", answer="古い")}, now=LATER, by="a")
        with pytest.raises(NotFound):
            store.accept({one.id: entry(), "999": None}, now=LATER, by="a")
        assert [each.id for each in store.entries("city")] == ["e2", "e2b"]
        assert store.proposals() == (one, two)

    def test_what_is_decided_stays_decided(self, store: Store) -> None:
        one, two = store.propose([proposal(), proposal("e2")])
        store.reject(one.id, now=LATER, by="hanako")
        store.accept({two.id: None}, now=LATER, by="hanako")
        assert [each.state for each in map(store.proposal, (one.id, two.id)) if each] == [
            "rejected",
            "accepted",
        ]
        for proposal_id in (one.id, two.id):
            with pytest.raises(StaleEntry):
                store.reject(proposal_id, now=LATER, by="taro")
            with pytest.raises(StaleEntry):
                store.accept({proposal_id: entry()}, now=LATER, by="taro")
        assert store.entries("city") == ()

    def test_a_collection_must_be_there(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.propose([proposal(), proposal(collection="nowhere")])
        assert store.proposals() == ()

    @pytest.mark.parametrize("proposal_id", ["", "999", "x", LONE_SURROGATE])
    def test_an_unknown_proposal_is_not_found(self, store: Store, proposal_id: str) -> None:
        assert store.proposal(proposal_id) is None
        with pytest.raises(NotFound):
            store.reject(proposal_id, now=NOW, by="a")
