"""What every store promises of tickets that are closed together, and opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from faqbot.errors import NotAllowed, NotFound, StaleEntry
from faqbot.staff.approvals import Approval
from faqbot.staff.versions import Cause, Origin
from faqbot.store.base import Store
from faqbot.store.base_entries import DIMENSIONS
from faqbot.types import Outcome, ScoredId, Status, Ticket
from tests.contracts.store import LATER, NOW, Contract, axis, entry, turn

AFTER = LATER + timedelta(hours=1)


class SettlementContract(Contract):
    def test_tickets_by_need_are_kept_by_collection(self, store: Store) -> None:
        assert store.needs("city") == ()
        store.keep_needs("city", [("1", "2"), ("3",)])
        store.keep_needs("counter", [("9",)])
        assert store.needs("city") == (("1", "2"), ("3",))
        store.keep_needs("city", [("3", "1")])
        assert (store.needs("city"), store.needs("counter")) == ((("3", "1"),), (("9",),))

    def test_dismissing_keeps_why_and_who(self, store: Store) -> None:
        one, two, other = _tickets(store, "a", "b", "c")
        settlement = store.dismiss([one.id, two.id], reason="県の仕事です。", now=LATER, by="curator")
        assert [ticket.id for ticket in store.tickets()] == [other.id]
        decided = {"settlement": settlement, "reason": "県の仕事です。", "decided_at": LATER}
        told = {replace(t, state="dismissed", decided_by="curator", **decided) for t in (one, two)}  # type: ignore[arg-type]
        assert set(store.closed("city", 10)) == told

    def test_dismissing_is_all_or_nothing(self, store: Store) -> None:
        one, two = _tickets(store, "a", "b")
        store.dismiss([two.id], reason="", now=NOW, by="a")
        with pytest.raises(StaleEntry):
            store.dismiss([one.id, two.id], reason="", now=LATER, by="b")
        with pytest.raises(NotFound):
            store.dismiss([one.id, "999"], reason="", now=LATER, by="b")
        assert store.tickets() == (one,)

    @pytest.mark.parametrize("ticket_id", ["", "999", "x", "1,2"])
    def test_an_unknown_ticket_is_not_found(self, store: Store, ticket_id: str) -> None:
        with pytest.raises(NotFound):
            store.dismiss([ticket_id], reason="", now=NOW, by="a")
        with pytest.raises(NotFound):
            _reopen(store, ticket_id)
        assert store.ticket(ticket_id) is None

    def test_one_entry_resolves_several(self, store: Store) -> None:
        one, two = _tickets(store, "a", "b")
        store.publish(entry(), now=LATER, by="a", resolves=f"{one.id},{two.id}")
        assert {(t.id, t.state, t.entry_id) for t in store.closed("city", 10)} == {
            (one.id, "resolved", "e1"),
            (two.id, "resolved", "e1"),
        }
        assert [(pair.text, pair.entry_id) for pair in store.judged_pairs("city")] == [
            ("a", "e1"),
            ("b", "e1"),
        ]

    def test_one_unknown_among_several_writes_nothing(self, store: Store) -> None:
        (one,) = _tickets(store, "a")
        with pytest.raises(NotFound):
            store.publish(entry(), now=LATER, by="a", resolves=f"{one.id},999")
        assert (store.tickets(), store.entries("city"), store.judged_pairs("city")) == ((one,), (), ())

    def test_reopening_what_was_dismissed(self, store: Store) -> None:
        one, two = _tickets(store, "a", "b")
        settlement = store.dismiss([one.id, two.id], reason="別の窓口", now=LATER, by="a")
        assert set(_reopen(store, settlement)) == {one, two}
        assert set(store.tickets()) == {one, two}
        with pytest.raises(NotFound):
            _reopen(store, settlement)

    def test_an_entry_that_was_changed_is_as_it_was(self, store: Store) -> None:
        (ticket,) = _tickets(store, "a")
        before = store.publish(entry(), now=NOW, by="a")
        store.publish(replace(before, phrasings=("a",)), now=LATER, by="a", resolves=ticket.id)
        _reopen(store, ticket.id)
        assert store.entries("city") == (replace(before, version=3),)
        assert [each.phrasings for each in store.history("city", "e1")] == [(), ("a",), ()]
        assert store.judged_pairs("city") == ()
        assert store.tickets() == (ticket,)

    def test_an_entry_that_was_new_is_archived(self, store: Store) -> None:
        (ticket,) = _tickets(store, "a")
        store.publish(entry(version=0), now=LATER, by="a", resolves=ticket.id)
        _reopen(store, ticket.id)
        assert [each.status for each in store.entries("city")] == [Status.ARCHIVED]

    def test_an_entry_as_it_stood_stays(self, store: Store) -> None:
        (ticket,) = _tickets(store, "a")
        before = store.publish(entry(), now=NOW, by="a")
        store.publish(before, now=LATER, by="a", resolves=ticket.id)
        _reopen(store, ticket.id)
        assert store.entries("city") == (before,)

    def test_an_entry_written_since_is_not_taken_back(self, store: Store) -> None:
        (ticket,) = _tickets(store, "a")
        written = store.publish(entry(), now=LATER, by="a", resolves=ticket.id)
        since = store.publish(replace(written, answer="新しい答え"), now=LATER, by="b")
        with pytest.raises(StaleEntry):
            _reopen(store, ticket.id)
        assert (store.tickets(), store.entries("city")) == ((), (since,))

    def test_another_departments_entry_is_not_taken_back(self, store: Store) -> None:
        (ticket,) = _tickets(store, "a")
        written = store.publish(entry(), now=LATER, by="a", resolves=ticket.id)
        with pytest.raises(NotAllowed):
            _reopen(store, ticket.id, within=frozenset({"税務課"}))
        assert (store.tickets(), store.entries("city")) == ((), (written,))

    def test_closed_again_after_it_was_reopened(self, store: Store) -> None:
        (ticket,) = _tickets(store, "a")
        before = store.publish(entry(), now=NOW, by="a")
        store.publish(replace(before, phrasings=("a",)), now=LATER, by="a", resolves=ticket.id)
        _reopen(store, ticket.id)
        again = replace(before, phrasings=("aa",), version=3)
        store.publish(again, now=AFTER, by="a", resolves=ticket.id)
        _reopen(store, ticket.id)
        assert [each.phrasings for each in store.entries("city")] == [()]

    def test_what_was_asked_meanwhile_is_on_the_reopened_ticket(self, store: Store) -> None:
        (ticket,) = _tickets(store, "a")
        settlement = store.dismiss([ticket.id], reason="", now=NOW, by="a")
        store.receive(turn("later"))
        store.open_ticket(turn("later"), key="a", vector=axis(9), near=0.0, now=LATER)
        _reopen(store, settlement)
        assert store.tickets() == (replace(ticket, count=2, last_at=LATER),)
        kept = store.turn("later")
        assert kept is not None
        assert kept.ticket_id == ticket.id

    def test_a_reopened_ticket_gathers_near_questions(self, store: Store) -> None:
        (ticket,) = _tickets(store, "a")
        settlement = store.dismiss([ticket.id], reason="", now=NOW, by="a")
        _reopen(store, settlement, vector=axis(5))
        store.receive(turn("near"))
        gathered = store.open_ticket(turn("near"), key="z", vector=axis(5), near=0.1, now=LATER)
        assert gathered.id == ticket.id

    def test_what_the_log_knows_of_open_tickets(self, store: Store) -> None:
        one, two = _tickets(store, "a", "b")
        store.decide(turn("t0", outcome=Outcome.UNANSWERED, hits=(ScoredId(entry_id="old", score=0.1),)))
        store.receive(turn("line", channel="line"))
        store.open_ticket(turn("line", channel="line"), key="a", vector=axis(0), near=0.0, now=LATER)
        hits = (ScoredId(entry_id="e1", score=0.5), ScoredId(entry_id="e2", score=0.25))
        store.decide(turn("line", outcome=Outcome.UNANSWERED, hits=hits))
        found = store.backgrounds("city")
        assert (found[one.id].channels, found[one.id].near) == ({"web": 1, "line": 1}, hits)
        assert (found[two.id].channels, found[two.id].near) == ({"web": 1}, ())
        store.dismiss([one.id], reason="", now=NOW, by="a")
        assert set(store.backgrounds("city")) == {two.id}

    @pytest.mark.parametrize("known", [True, False], ids=["another wording", "a new entry"])
    def test_where_two_look_two_undo(self, store: Store, known: bool) -> None:
        """One alone does not, whatever their reach; by agreement of two, all is as it was."""
        if known:
            store.save_entries([entry()], now=NOW, by="import")
        (ticket,) = _tickets(store, "a")
        store.publish(replace(entry(), phrasings=("a",)), now=LATER, by="hana", resolves=ticket.id)
        store.set_four_eyes(entry().department, on=True, now=LATER, by="root")
        with pytest.raises(NotAllowed):
            _reopen(store, ticket.id)
        assert store.tickets() == ()
        before = store.undone(ticket.id)
        assert before is not None
        wish = Approval(entry=before, origin=Origin(Cause.UNDO, ticket.id), asked_by="hana", asked_at=AFTER)
        store.revise([], requests=[wish], now=AFTER, by="hana", within=None)
        (asked,) = store.approvals()
        vectors = {ticket.id: axis(7)}
        with pytest.raises(NotAllowed):
            store.approve(asked.id, note="", now=AFTER, by="hana", within=None, vectors=vectors)
        written = store.approve(asked.id, note="", now=AFTER, by="mori", within=None, vectors=vectors)
        assert written == replace(before, version=before.version + 1)
        assert store.tickets() == (ticket,)
        assert store.judged_pairs("city") == ()
        again = turn("again", text="b")
        store.receive(again)
        assert store.open_ticket(again, key="b", vector=axis(7), near=0.1, now=AFTER).id == ticket.id


def _tickets(store: Store, *texts: str) -> list[Ticket]:
    made = []
    for number, text in enumerate(texts):
        asked = turn(f"t{number}", text=text)
        store.receive(asked)
        vector = axis(number) if number < DIMENSIONS else []
        made.append(store.open_ticket(asked, key=text, vector=vector, near=0.0, now=NOW))
    return made


def _reopen(
    store: Store, settlement: str, *, vector: list[float] | None = None, within: frozenset[str] | None = None
) -> tuple[Ticket, ...]:
    vectors = dict.fromkeys(settlement.split(","), vector or axis(7))
    return store.reopen(settlement, vectors=vectors, now=AFTER, by="a", within=within)
