"""Eighteen months of a city that does not exist, written straight into a store: entries, questions, tickets, judgements.

Questions come as people ask: more on weekdays and in office hours, few things often and most things seldom (Zipf). Seeded;
what the questions say is `eval.fiction`'s. Turns are inserted thousands at a time, past the desk, which would take hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from eval.clock import Tell
from eval.fiction import fiction
from faqbot.store.sql import SqlStore
from faqbot.store.tables import judged_pairs, tickets, turns
from faqbot.types import Audience, Collection, Entry

SEED = 20261121
FIRST, DAYS = datetime(2025, 5, 21, 15, tzinfo=UTC), 549
"""From midnight of 22 May 2025 in Japan until the end of 21 November 2026."""
COLLECTIONS = {"city": 15_000, "garbage": 2_000, "chat": 1_500, "counter": 1_500}
DEPARTMENTS = ("総務課", "市民課", "環境課", "税務課", "福祉課", "こども課", "建設課", "情報課")
CHANNELS, _OFTEN = ("web", "line", "rocketchat"), (60, 30, 10)
_HOURS = [2, 1, 1, 1, 1, 2, 4, 8, 20, 30, 30, 26, 28, 26, 26, 26, 24, 18, 14, 14, 14, 12, 8, 4]
_WEEKDAYS = [12, 11, 11, 10, 10, 4, 3]
_SHARES = (70, 20, 5, 5)
_TICKETS_IN = 50
"""One ticket for so many questions: of a million, some 5,000 are open in the largest collection."""
_STATES, _STATE_SHARES = ("open", "resolved", "dismissed"), (36, 43, 21)
_CHUNK = 10_000
Row = dict[str, Any]


def fill(store: SqlStore, count: int, tell: Tell) -> None:
    """Put the entries and that many turns, with their tickets, into an empty store."""
    tell("entries")
    made = _entries()
    for name in COLLECTIONS:
        audience = Audience.PUBLIC if name in ("city", "garbage") else Audience.STAFF
        store.save_collection(Collection(name=name, title=name, audience=audience, owner="総務課"))
    store.save_entries(made, now=FIRST, by="bench")
    past = Past(made, count)
    with store.write() as connection:
        _insert(connection, tickets, past.tickets())
    rows = past.turns(count)
    for done in range(0, count, _CHUNK):
        tell(f"turns {done:,}")
        with store.write(hasty=True) as connection:
            connection.execute(insert(turns), list(islice(rows, _CHUNK)))
    with store.write() as connection:
        _insert(connection, judged_pairs, past.judged(count // 50))


def _entries() -> tuple[Entry, ...]:
    chance, told = Random(f"{SEED} owners"), iter(fiction().entries(sum(COLLECTIONS.values())))
    return tuple(
        replace(entry, collection=name, department=chance.choice(DEPARTMENTS))
        for name, size in COLLECTIONS.items()
        for entry in islice(told, size)
    )


def _insert(connection: Connection, table: Any, rows: Iterator[Row]) -> None:
    while chunk := list(islice(rows, _CHUNK)):
        connection.execute(insert(table), chunk)


class Past:
    """What was asked; the same seed asks the same."""

    def __init__(self, entries: Sequence[Entry], count: int) -> None:
        self._chance = Random(SEED)
        self._entries = {name: [e for e in entries if e.collection == name] for name in COLLECTIONS}
        self._often = {name: _zipf(len(found)) for name, found in self._entries.items()}
        self._ticket_count = max(len(COLLECTIONS), count // _TICKETS_IN)
        self._tickets_often = _zipf(self._ticket_count)

    def tickets(self) -> Iterator[Row]:
        """One in three is open; the others were answered or put aside within a few weeks."""
        for pk in range(1, self._ticket_count + 1):
            (name,) = self._chance.choices(list(COLLECTIONS), _SHARES)
            entry = self._some_entry(name)
            (state,) = self._chance.choices(_STATES, _STATE_SHARES)
            first = FIRST + timedelta(days=DAYS) * (pk / self._ticket_count)
            yield {
                "pk": pk,
                "collection": name,
                "key": f"{entry.id} {pk}",
                "text": f"{entry.question} {pk}",
                "count": 1,
                "first_at": first,
                "last_at": first + timedelta(days=self._chance.expovariate(0.2)),
                "state": state,
                "entry_id": entry.id if state == "resolved" else "",
                "decided_at": None
                if state == "open"
                else first + timedelta(days=self._chance.expovariate(0.1)),
            }

    def turns(self, count: int) -> Iterator[Row]:
        """That many turns in the order they came."""
        number = 0
        for day in range(DAYS):
            until = count * (day + 1) // DAYS
            for moment in self._moments(day, until - number):
                yield self._turn(number, moment)
                number += 1

    def judged(self, count: int) -> Iterator[Row]:
        """What residents and curators said was right, or not."""
        for number in range(count):
            name = self._chance.choice(list(COLLECTIONS))
            entry = self._some_entry(name)
            yield {
                "collection": name,
                "text": entry.question,
                "entry_id": entry.id,
                "right": number % 5 > 0,
                "judged_at": FIRST + timedelta(days=DAYS) * (number / count),
                "origin": ("solved", "choice", "curator")[number % 3],
            }

    def _moments(self, day: int, count: int) -> list[datetime]:
        hours = self._chance.choices(range(24), _HOURS, k=count)
        seconds = sorted(hour * 3600 + self._chance.randrange(3600) for hour in hours)
        return [FIRST + timedelta(days=day, seconds=second) for second in seconds]

    def _turn(self, number: int, moment: datetime) -> Row:
        chance = self._chance
        (name,) = chance.choices(list(COLLECTIONS), _SHARES)
        entry, fate = self._some_entry(name), chance.random()
        row = {
            "id": f"t{number:08}",
            "received_at": moment,
            "collection": name,
            "channel": chance.choices(CHANNELS, _OFTEN)[0],
            "text": entry.question,
            "session": f"s{number // 3:08}" if number % 5 else "",
            "revision": 1,
            "confidence": round(chance.random(), 3),
            "hits": [(entry.id, 0.9), (self._some_entry(name).id, 0.4), (self._some_entry(name).id, 0.2)],
            "entry_id": "",
            "chosen_at": None,
            "solved": None,
            "ticket_pk": None,
        }
        return row | self._fate(fate, entry, moment)

    def _fate(self, fate: float, entry: Entry, moment: datetime) -> Row:
        told = self._chance.choices([None, True, False], (85, 11, 4))[0]
        if fate < 0.68:
            return {"outcome": "answered", "shape": "answer", "entry_id": entry.id, "solved": told}
        if fate < 0.80:
            chosen = {"entry_id": entry.id, "chosen_at": moment + timedelta(seconds=20), "solved": told}
            return {"outcome": "suggested", "shape": "answer", **chosen}
        if fate < 0.88:
            return {"outcome": "suggested", "shape": "candidates"}
        if fate < 0.95:
            return {"outcome": "unanswered", "shape": "handoff", "ticket_pk": self._some_ticket()}
        return {"outcome": "unanswered", "shape": "talk"}

    def _some_entry(self, name: str) -> Entry:
        return self._chance.choices(self._entries[name], cum_weights=self._often[name])[0]

    def _some_ticket(self) -> int:
        return self._chance.choices(range(1, self._ticket_count + 1), cum_weights=self._tickets_often)[0]


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 10) for rank in range(count)))
