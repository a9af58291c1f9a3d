"""What is counted a day at a time is what counting every turn gives, whatever has happened to the turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from faqbot.schedule.hours import JST
from faqbot.staff.figures import Period
from faqbot.staff.funnel import Along, Chosen, Funnel
from faqbot.store import counting
from faqbot.store.sql import SqlStore, open_store
from faqbot.types import Outcome, ScoredId, Shape, Turn
from tests.contracts.store import CITY, DESK, axis, entry

START = datetime(2026, 3, 27, 12, tzinfo=UTC)
DAYS = 9
DEPARTMENTS = {"e1": "市民課", "e2": "環境課", "e3": "環境課"}
WHOLE = Period(first=START.date() - timedelta(days=1), last=START.date() + timedelta(days=DAYS + 1))
LONG = Period(first=WHOLE.first - timedelta(days=365), last=WHOLE.last)
NO_QUESTION = (Shape.TALK, Shape.SEVERAL)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_store(tmp_path)
    for collection in (CITY, DESK):
        store.save_collection(collection)
    made = [entry(key, department=department) for key, department in DEPARTMENTS.items()]
    store.save_entries(made, now=START, by="test")
    yield store
    store.close()


class History:
    """Turns as people make them: asked, decided, chosen, judged, put on tickets, taken back, erased; seeded."""

    def __init__(self, store: SqlStore, seed: int) -> None:
        self.store, self.chance, self.ids = store, Random(seed), list[str]()
        self.completing = set[str]()

    def happen(self, times: int) -> None:
        acts = [self.ask, self.ask, self.ask, self.choose, self.judge, self.erase, self.take_back, self.look]
        for _ in range(times):
            self.chance.choice(acts)()

    def ask(self) -> None:
        chance = self.chance
        made = Turn(
            id=f"t{len(self.ids)}",
            received_at=START + timedelta(minutes=chance.randrange(DAYS * 24 * 60)),
            collection=chance.choice(["city", "city", "counter"]),
            channel=chance.choice(["web", "line"]),
            text=chance.choice(["フライパン", "北", "粗大ごみ"]),
            session=chance.choice(["", "s1", "s2", "s3"]),
            part_of=chance.choice(["", *self.ids[-1:]]),
        )
        self.ids.append(made.id)
        self.store.receive(made)
        if chance.random() < 0.9:
            self.decide(made)

    def decide(self, made: Turn) -> None:
        chance, shape = self.chance, self.chance.choice(list(Shape))
        decided = replace(
            made,
            outcome=chance.choice([o for o in Outcome if o is not Outcome.RECEIVED]),
            shape=shape,
            entry_id=chance.choice(list(DEPARTMENTS)) if shape is Shape.ANSWER else "",
            hits=tuple(ScoredId(entry_id=key, score=1.0) for key in chance.sample(sorted(DEPARTMENTS), 2)),
            area=chance.choice(["", "北"]) if shape is Shape.DAYS else "",
            refused=chance.choice([0, 0, 1]),
        )
        self.store.decide(decided)
        if shape is Shape.DAYS and decided.text == decided.area:
            self.completing.add(decided.id)
        if shape is Shape.HANDOFF and chance.random() < 0.7:
            number = chance.randrange(3)
            self.store.open_ticket(
                decided, key=f"k{number}", vector=axis(number), near=0.1, now=made.received_at
            )

    def choose(self) -> None:
        if (found := self.any()) and found.shape is Shape.CANDIDATES:
            self.store.decide(replace(found, entry_id="e2", shape=Shape.ANSWER, chosen_at=found.received_at))

    def judge(self) -> None:
        if found := self.any():
            self.store.solve(found.id, solved=self.chance.random() < 0.6)

    def erase(self) -> None:
        if self.chance.random() < 0.1:
            self.store.forget(self.chance.choice(["s1", "s2"]))

    def take_back(self) -> None:
        if found := self.any():
            with self.store.write() as connection:
                connection.execute(text("UPDATE turns SET text = '' WHERE id = :id"), {"id": found.id})

    def look(self) -> None:
        self.store.funnel(Chosen(period=WHOLE))

    def any(self) -> Turn | None:
        return self.store.turn(self.chance.choice(self.ids)) if self.ids else None


def counted_plainly(store: SqlStore, history: History) -> list[dict[str, Any]]:
    """Each question with what is counted of it, read from the turns one by one, without any SQL of the store's."""
    found = [turn for turn in map(store.turn, history.ids) if turn]
    return [_counted(turn) for turn in found if not (_is_no_question(turn) or turn.id in history.completing)]


def _is_no_question(turn: Turn) -> bool:
    left = turn.refused == 0
    return (
        turn.shape in NO_QUESTION
        or (turn.shape is Shape.MENU and left)
        or (turn.shape is Shape.HANDOFF and not turn.ticket_id and left)
    )


def _counted(turn: Turn) -> dict[str, Any]:
    offered = turn.shape in (Shape.CANDIDATES, Shape.CONDITION) or turn.chosen_at is not None
    shown = bool(turn.entry_id) or turn.shape in (Shape.DAYS, Shape.ALARM)
    nearest = turn.entry_id or (turn.hits[0].entry_id if turn.hits else "")
    owner = {"city": "総務課", "counter": "市民課"}[turn.collection]
    when = turn.received_at.astimezone(JST)
    return {
        "turn": turn,
        "department": DEPARTMENTS.get(nearest, owner) if turn.collection == "city" else owner,
        "day": when.date(),
        "slot": (when.weekday(), when.hour),
        "received": 1,
        "understood": turn.outcome in (Outcome.ANSWERED, Outcome.SUGGESTED),
        "offered": offered,
        "chosen": offered and bool(turn.entry_id),
        "shown": shown,
        "solved": turn.solved is True,
        "not_solved": turn.solved is False,
        "silent": shown and turn.solved is None,
    }


def summed(rows: list[dict[str, Any]], key: str = "") -> Funnel:
    numbers = {name: sum(row[name] for row in rows) for name in Funnel.__slots__ if name != "key"}
    return Funnel(key=key, **numbers)


KEYS = {
    Along.DAY: lambda row: row["day"].isoformat(),
    Along.WEEK: lambda row: (row["day"] - timedelta(days=row["day"].weekday())).isoformat(),
    Along.CHANNEL: lambda row: row["turn"].channel,
    Along.COLLECTION: lambda row: row["turn"].collection,
    Along.DEPARTMENT: lambda row: row["department"],
}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_the_turns_say(store: SqlStore, seed: int) -> None:
    history = History(store, seed)
    for _ in range(3):
        history.happen(40)
        rows = counted_plainly(store, history)
        assert store.funnel(Chosen(period=WHOLE)) == (summed(rows),)
        for along, key in KEYS.items():
            groups = {key(row) for row in rows}
            expected = [summed([r for r in rows if key(r) == group], group) for group in sorted(groups)]
            assert list(store.funnel(Chosen(period=WHOLE), along)) == expected
        missed = Counter(row["turn"].ticket_id for row in rows if row["turn"].ticket_id)
        assert sum(m.count for m in store.missed(Chosen(period=WHOLE), 99)) == missed.total()
        slots = Counter(row["slot"] for row in rows)
        assert {(s.weekday, s.hour): s.received for s in store.slots(Chosen(period=WHOLE))} == slots
        for period in (WHOLE, LONG):
            assert judged(store, period) == judged_plainly(rows)


def judged(store: SqlStore, period: Period) -> dict[str, tuple[int, int, int]]:
    found = store.judged(Chosen(period=period, collection="city"))
    viewed = store.viewed(Chosen(period=period, collection="city"), 99)
    assert {each.entry_id: each.count for each in viewed} == {each.entry_id: each.shown for each in found}
    return {each.entry_id: (each.shown, each.solved, each.not_solved) for each in found}


def judged_plainly(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    shown = [row for row in rows if row["turn"].entry_id and row["turn"].collection == "city"]
    return {
        key: (
            len(of_entry),
            sum(row["solved"] for row in of_entry),
            sum(row["not_solved"] for row in of_entry),
        )
        for key in {row["turn"].entry_id for row in shown}
        if (of_entry := [row for row in shown if row["turn"].entry_id == key])
    }


@pytest.mark.parametrize("seed", [21])
def test_counting_everything_again_changes_nothing(store: SqlStore, seed: int) -> None:
    History(store, seed).happen(120)
    store.funnel(Chosen(period=WHOLE))
    before = kept(store)
    assert store.recount() > 0
    assert kept(store) == before


def kept(store: SqlStore) -> dict[str, list[Any]]:
    names = ("question_days", "question_hours", "entry_days", "ticket_days", "stale_days")
    with store.read() as connection:
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))] for name in names
        }


def test_only_the_days_that_changed_are_counted(store: SqlStore) -> None:
    history = History(store, 1)
    history.happen(100)
    history.look()
    assert kept(store)["stale_days"] == []
    found = store.turn(history.ids[0])
    assert found
    store.solve(found.id, solved=True)
    assert kept(store)["stale_days"] == [(found.received_at.astimezone(JST).date().isoformat(), 0)]


def test_what_comes_while_a_day_is_counted_is_counted_next(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process writes in the middle of it: it does not wait, and is not forgotten."""
    other, counts = open_store(tmp_path), counting._counts
    late = Turn(id="late", received_at=START, collection="city", channel="web", text="北")

    def counted_slowly(*given: Any) -> Any:
        found = counts(*given)
        if other.turn("late") is None:
            other.receive(late)
        return found

    monkeypatch.setattr(counting, "_counts", counted_slowly)
    store.receive(replace(late, id="first"))
    assert store.funnel(Chosen(period=WHOLE))[0].received == 1
    assert store.funnel(Chosen(period=WHOLE))[0].received == 2
    assert kept(store)["stale_days"] == []
    other.close()


def test_a_department_and_a_channel_are_chosen(store: SqlStore) -> None:
    history = History(store, 5)
    history.happen(200)
    rows = [
        row
        for row in counted_plainly(store, history)
        if row["department"] == "環境課" and row["turn"].channel == "web"
    ]
    chosen = Chosen(period=WHOLE, department="環境課", channel="web")
    assert rows
    assert store.funnel(chosen) == (summed(rows),)
    viewed = Counter(row["turn"].entry_id for row in rows if row["turn"].entry_id)
    assert {v.entry_id: v.count for v in store.viewed(chosen, 10)} == viewed


def test_what_was_counted_outlives_deleted_turns(store: SqlStore) -> None:
    History(store, 2).happen(100)
    before = store.funnel(Chosen(period=WHOLE))
    with store.write() as connection:
        connection.execute(text("DELETE FROM turns"))
    store.recount()
    assert store.funnel(Chosen(period=WHOLE)) == before


def test_the_words_of_a_ticket_go_with_its_question(store: SqlStore) -> None:
    asked = Turn(id="t", received_at=START, collection="city", channel="line", text="電柱")
    store.receive(asked)
    ticket = store.open_ticket(asked, key="k", vector=axis(0), near=0.1, now=START)
    store.note_terms({ticket.id: ["電柱"]})
    with store.write() as connection:
        connection.execute(text("UPDATE tickets SET text = ''"))
    assert store.missing_terms(Chosen(period=WHOLE), askers=0, limit=9) == ()
    store.note_terms({ticket.id: ["電柱"]})
    assert store.missing_terms(Chosen(period=WHOLE), askers=0, limit=9) == ()
