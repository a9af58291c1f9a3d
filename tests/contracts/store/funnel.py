"""How questions fared is counted from the turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from faqbot.staff.figures import Period
from faqbot.staff.funnel import Along, Chosen, Funnel, Slot, Waiting
from faqbot.store.base import Store
from faqbot.types import Outcome, Shape
from tests.contracts.store.values import LATER, NOW, Contract, axis, entry, turn


class FunnelContract(Contract):
    """How questions fared is counted from the turns."""

    @pytest.fixture
    def asked(self, store: Store) -> Store:
        """Ten turns of a week of which six are questions, and one of the week before in another collection."""
        fates: tuple[tuple[str, dict[str, Any]], ...] = (
            ("solved", {"outcome": Outcome.ANSWERED, "shape": Shape.ANSWER, "entry_id": "a"}),
            ("silent", {"outcome": Outcome.ANSWERED, "shape": Shape.ANSWER, "entry_id": "a"}),
            (
                "chosen",
                {"outcome": Outcome.SUGGESTED, "shape": Shape.ANSWER, "entry_id": "b", "chosen_at": NOW},
            ),
            ("offered", {"outcome": Outcome.SUGGESTED, "shape": Shape.CANDIDATES}),
            ("refused", {"outcome": Outcome.SUGGESTED, "shape": Shape.MENU, "refused": 2, "chosen_at": NOW}),
            ("missed", {"outcome": Outcome.UNANSWERED, "shape": Shape.HANDOFF}),
            ("thanks", {"outcome": Outcome.UNANSWERED, "shape": Shape.TALK}),
            ("menu", {"outcome": Outcome.UNANSWERED, "shape": Shape.MENU}),
            ("phone", {"outcome": Outcome.UNANSWERED, "shape": Shape.HANDOFF}),
            ("two things", {"outcome": Outcome.ANSWERED, "shape": Shape.SEVERAL}),
        )
        for text, fate in fates:
            made = turn(text, text=text)
            store.receive(made)
            store.decide(replace(made, **fate))
        for number, text in enumerate(("missed", "refused")):
            found = store.turn(text)
            assert found
            store.open_ticket(found, key=text, vector=axis(number), near=0.1, now=NOW)
        store.solve("solved", solved=True)
        store.solve("chosen", solved=False)
        before = replace(
            turn("before"), id="before", received_at=NOW - timedelta(days=7), collection="counter"
        )
        store.receive(replace(before, channel="line"))
        return store

    def test_each_stage_is_counted(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        (found,) = asked.funnel(chosen)
        assert found == Funnel(
            received=6, understood=5, offered=3, chosen=1, shown=3, solved=1, not_solved=1, silent=1
        )

    def test_groups_and_choices(self, asked: Store) -> None:
        period = Period(first=date(2026, 3, 1), last=date(2026, 4, 30))
        weeks = {f.key: f.received for f in asked.funnel(Chosen(period=period), Along.WEEK)}
        assert weeks == {"2026-03-23": 1, "2026-03-30": 6}
        by_line = Chosen(period=period, channel="line")
        assert [(f.key, f.received) for f in asked.funnel(by_line, Along.COLLECTION)] == [("counter", 1)]
        assert asked.funnel(Chosen(period=period, collection="nowhere")) == (Funnel(),)
        assert asked.funnel(Chosen(period=period, collection="nowhere"), Along.CHANNEL) == ()

    def test_what_is_viewed_and_missed_most(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        assert [(v.entry_id, v.count) for v in asked.viewed(chosen, 2)] == [("a", 2), ("b", 1)]
        assert [v.entry_id for v in asked.viewed(chosen, 1)] == ["a"]
        (missed,) = asked.missed(chosen, 1)
        assert (missed.week, missed.count) == (date(2026, 3, 30), 1)
        assert {m.text for m in asked.missed(chosen, 5)} == {"missed", "refused"}

    def test_questions_by_hour_and_day_of_the_week(self, asked: Store) -> None:
        everything = Chosen(period=Period(first=date(2026, 3, 1), last=date(2026, 4, 30)))
        assert asked.slots(everything) == (Slot(weekday=2, hour=18, received=7, shown=3),)

    def test_what_people_said_of_answers(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        told = {j.entry_id: (j.shown, j.solved, j.not_solved) for j in asked.judged(chosen)}
        assert told == {"a": (2, 1, 0), "b": (1, 0, 1)}
        assert asked.judged(replace(chosen, channel="line")) == ()

    def test_a_late_word_changes_the_day_of_its_question(self, asked: Store) -> None:
        day = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        asked.funnel(day)
        asked.solve("silent", solved=False)
        (found,) = asked.funnel(day)
        assert (found.solved, found.not_solved, found.silent) == (1, 2, 0)
        assert asked.recount() == 2
        assert asked.funnel(day) == (found,)

    def test_words_are_counted_with_the_questions_of_their_tickets(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        unread = asked.unread_tickets(10)
        assert sorted(unread.values()) == ["missed", "refused"]
        asked.note_terms({key: ["電柱", text] for key, text in unread.items()})
        assert asked.unread_tickets(10) == {}
        assert [(t.term, t.count) for t in asked.missing_terms(chosen, askers=2, limit=9)] == [("電柱", 2)]
        assert len(asked.missing_terms(chosen, askers=1, limit=9)) == 3
        assert {u.text: u.count for u in asked.unmet(chosen, 9)} == {"missed": 1, "refused": 1}

    def test_a_ticket_without_words_is_looked_at_once(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        asked.note_terms(dict.fromkeys(asked.unread_tickets(10), ()))
        assert asked.unread_tickets(10) == {}
        assert asked.missing_terms(chosen, askers=1, limit=9) == ()

    def test_how_long_questions_without_an_answer_waited(self, asked: Store) -> None:
        day = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        assert asked.waiting(day) == Waiting(open=2)
        first, second = (ticket.id for ticket in asked.tickets())
        asked.dismiss([first], reason="", now=NOW + timedelta(minutes=10), by="mori")
        asked.dismiss([second], reason="", now=NOW + timedelta(minutes=30), by="mori")
        ended = Waiting(open=0, ended=2, median_seconds=1200, nine_in_ten_seconds=1800)
        assert asked.waiting(day) == asked.waiting(replace(day, channel="web", collection="city")) == ended
        assert asked.waiting(replace(day, channel="line")) == Waiting(open=0)

    def test_what_a_publication_has_changed(self, asked: Store) -> None:
        (ticket,) = (t for t in asked.tickets() if t.text == "missed")
        asked.publish(replace(entry("a"), version=0), now=LATER, by="mori", resolves=ticket.id)
        earlier = turn("earlier", received_at=NOW - timedelta(days=3), entry_id="a", shape=Shape.ANSWER)
        asked.receive(earlier)
        asked.decide(replace(earlier, outcome=Outcome.ANSWERED))
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        (found,) = asked.effects(chosen, 9)
        assert (found.entry_id, found.version, found.before, found.after) == ("a", 1, 1, 2)
        assert found.published_at == LATER
        assert asked.effects(replace(chosen, department="環境課"), 9) == ()

    def test_what_its_ticket_gathered_before(self, asked: Store) -> None:
        (ticket,) = (t for t in asked.tickets() if t.text == "missed")
        tomorrow = NOW + timedelta(days=1)
        asked.publish(replace(entry("new"), version=0), now=tomorrow, by="mori", resolves=ticket.id)
        chosen = Chosen(period=Period(first=date(2026, 4, 2), last=date(2026, 4, 2)))
        (found,) = asked.effects(chosen, 9)
        assert (found.before, found.after, found.missed) == (0, 0, 1)
