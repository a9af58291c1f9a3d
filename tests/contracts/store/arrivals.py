"""What comes in is answered once, and what was answered is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from faqbot.errors import InboxFull
from faqbot.store.base import Delivery, Fate, Store
from tests.contracts.store.values import LATER, NOW, Contract, arrival, on_ticket, turn


class DeliveryContract(Contract):
    """What was answered to messages that may come again."""

    def test_an_answer_is_kept_by_channel_and_message(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        given = Delivery({"text": "答え", "attachments": [{"title": "題"}]}, arrived=False)
        store.deliver("rocketchat", "m1", given, now=NOW)
        assert reopen().delivery("rocketchat", "m1") == given
        assert store.delivery("line", "m1") is None
        assert store.delivery("rocketchat", "m2") is None

    def test_the_last_word_counts(self, store: Store) -> None:
        store.deliver("rocketchat", "m1", Delivery({"text": "1"}, arrived=False), now=NOW)
        store.deliver("rocketchat", "m1", Delivery({"text": "1"}, arrived=True), now=LATER)
        assert store.delivery("rocketchat", "m1") == Delivery({"text": "1"}, arrived=True)

    def test_what_is_old_goes(self, store: Store) -> None:
        store.deliver("rocketchat", "m1", Delivery({}, arrived=True), now=NOW)
        store.deliver("rocketchat", "m2", Delivery({}, arrived=True), now=NOW + timedelta(days=13))
        assert store.delivery("rocketchat", "m1") is not None
        store.deliver("rocketchat", "m3", Delivery({}, arrived=True), now=NOW + timedelta(days=15))
        assert store.delivery("rocketchat", "m1") is None
        assert store.delivery("rocketchat", "m2") is not None


class InboxContract(Contract):
    def test_what_has_come_waits_until_it_is_finished(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        assert store.next_arrival("line", busy=()) is None
        assert store.take_in([arrival()], most=10) == 1
        assert reopen().next_arrival("line", busy=()) == arrival()
        store.finish(arrival(), Fate.DONE)
        assert store.next_arrival("line", busy=()) is None
        assert store.count_arrivals("line", NOW) == {"done": 1}

    def test_the_same_twice_is_one_also_after_it_was_finished(self, store: Store) -> None:
        assert store.take_in([arrival(), arrival("a2"), arrival()], most=10) == 2
        store.finish(arrival(), Fate.DONE)
        assert store.take_in([arrival(), arrival("a3")], most=10) == 1
        assert store.take_in([], most=10) == 0
        assert store.take_in([arrival(channel="chat")], most=10) == 1
        assert store.count_arrivals("line", NOW) == {"done": 1, "waiting": 2}

    def test_each_session_is_answered_in_the_order_of_sending(self, store: Store) -> None:
        second, first = arrival("late", sent_at=LATER), arrival("early")
        other = arrival("other", session="s2", sent_at=NOW - timedelta(hours=1))
        store.take_in([second, first, other], most=10)
        assert store.next_arrival("line", busy=()) == first
        assert store.next_arrival("line", busy={"s1"}) == other
        assert store.next_arrival("line", busy={"s1", "s2"}) is None
        store.finish(first, Fate.DONE)
        assert store.next_arrival("line", busy=()) == second

    def test_it_holds_no_more_than_it_is_told(self, store: Store) -> None:
        store.take_in([arrival("a1"), arrival("a2")], most=2)
        with pytest.raises(InboxFull, match="少し待って"):
            store.take_in([arrival("a2"), arrival("a3")], most=2)
        assert store.take_in([arrival("a1")], most=2) == 0
        store.finish(arrival("a1"), Fate.DONE)
        assert store.take_in([arrival("a3")], most=2) == 1

    def test_what_is_being_sent_comes_back_with_it(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.take_in([arrival()], most=10)
        store.note_reply(arrival(), turn_id="t1", reply="[]")
        assert reopen().next_arrival("line", busy=()) == replace(arrival(), turn_id="t1", reply="[]")

    def test_what_has_waited_long_is_told(self, store: Store) -> None:
        store.take_in([arrival("a1"), arrival("a2", received_at=LATER), arrival("a3")], most=10)
        long = store.waiting_since("line", NOW, limit=9)
        assert [each.event for each in long] == ["a1", "a3"]
        assert len(store.waiting_since("line", LATER, limit=2)) == 2

    def test_a_message_taken_back_is_nowhere_any_more(self, store: Store) -> None:
        ticket = on_ticket(store, text="秘密")
        store.receive(turn("part", text="秘密の一部", part_of="t1"))
        store.take_in([arrival(message="m1")], most=10)
        store.note_reply(arrival(), turn_id="t1", reply="")
        store.finish(arrival(), Fate.DONE)
        store.take_back("line", "m1")
        assert [kept.text for kept in map(store.turn, ("t1", "part")) if kept] == ["", ""]
        assert not store.tickets()
        assert [(gone.id, gone.text) for gone in store.tickets(state="dismissed")] == [(ticket.id, "")]

    def test_a_ticket_of_others_too_stays(self, store: Store) -> None:
        on_ticket(store, "t1")
        on_ticket(store, "t2")
        store.take_in([arrival(message="m1")], most=10)
        store.note_reply(arrival(), turn_id="t1", reply="")
        store.take_back("line", "m1")
        assert [ticket.count for ticket in store.tickets()] == [2]
        assert store.next_arrival("line", busy=()) is None

    def test_a_message_taken_back_before_it_came_is_not_kept(self, store: Store) -> None:
        store.take_in([arrival("gone", message="m1")], most=10)
        store.take_back("line", "m1")
        assert store.take_in([arrival("a1", message="m1"), arrival("a2", message="m2")], most=10) == 1
        waiting = store.next_arrival("line", busy=())
        assert waiting
        assert waiting.event == "a2"

    def test_what_is_old_and_finished_expires(self, store: Store) -> None:
        store.take_in([arrival("a1"), arrival("a2"), arrival("a3", received_at=LATER)], most=10)
        store.finish(arrival("a1"), Fate.LATE)
        store.finish(arrival("a3"), Fate.DONE)
        assert store.expire_arrivals(LATER) == 1
        assert store.count_arrivals("line", NOW) == {"waiting": 1, "done": 1}

    def test_derived_keys_differ_by_purpose_and_stay(self, store: Store, reopen: Callable[[], Store]) -> None:
        one = store.derived_key("sessions")
        assert len(one) == 32
        assert one == reopen().derived_key("sessions") != store.derived_key("taps")
