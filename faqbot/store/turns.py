"""Where are questions kept, and what became of them? The log, and what people judge in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from faqbot.errors import NotFound
from faqbot.store.engine import Database
from faqbot.store.tables import judged_pairs, turns
from faqbot.types import JudgedPair, Outcome, ScoredId, Turn


class SqlTurns(Database):
    """Turns and judged pairs: see `faqbot.store.base.TurnStore`."""

    def receive(self, turn: Turn) -> None:
        with self.write() as connection:
            connection.execute(insert(turns), _row(turn))

    def decide(
        self,
        turn_id: str,
        *,
        outcome: Outcome,
        revision: int,
        confidence: float,
        hits: Iterable[ScoredId],
        entry_id: str,
    ) -> None:
        self._note(
            turn_id,
            outcome=outcome.value,
            revision=revision,
            confidence=confidence,
            hits=_hits(hits),
            entry_id=entry_id,
        )

    def turn(self, turn_id: str) -> Turn | None:
        with self.read() as connection:
            row = connection.execute(select(turns).where(turns.c.id == turn_id)).first()
        return None if row is None else _turn(row)

    def choose(self, turn_id: str, *, entry_id: str, now: datetime) -> None:
        self._note(turn_id, entry_id=entry_id, chosen_at=now)

    def solve(self, turn_id: str, *, solved: bool) -> None:
        self._note(turn_id, solved=solved)

    def unfinished(self) -> tuple[Turn, ...]:
        received = (
            select(turns)
            .where(turns.c.outcome == Outcome.RECEIVED.value)
            .order_by(turns.c.received_at, turns.c.pk)
        )
        with self.read() as connection:
            return tuple(map(_turn, connection.execute(received)))

    def count_turns(self) -> int:
        with self.read() as connection:
            return connection.execute(select(func.count()).select_from(turns)).scalar_one()

    def judge(self, pair: JudgedPair) -> None:
        with self.write() as connection:
            add_judged_pair(connection, pair)

    def judged_pairs(self, collection: str) -> tuple[JudgedPair, ...]:
        columns = [judged_pairs.c[field.name] for field in fields(JudgedPair)]
        pairs = select(*columns).where(judged_pairs.c.collection == collection).order_by(judged_pairs.c.pk)
        with self.read() as connection:
            return tuple(JudgedPair(**row._mapping) for row in connection.execute(pairs))

    def _note(self, turn_id: str, **values: Any) -> None:
        with self.write() as connection:
            noted = connection.execute(update(turns).where(turns.c.id == turn_id).values(values))
            if noted.rowcount == 0:
                raise unknown_turn()


def add_judged_pair(connection: Connection, pair: JudgedPair) -> None:
    """Keep a judged pair in the transaction of what it follows from."""
    row = {field.name: getattr(pair, field.name) for field in fields(pair)}
    connection.execute(insert(judged_pairs), row)


def unknown_turn() -> NotFound:
    """What to raise for a turn that was never received."""
    return NotFound("この質問の記録が見つからないので、もう一度はじめから質問してください。")


def _row(turn: Turn) -> dict[str, Any]:
    row = {field.name: getattr(turn, field.name) for field in fields(turn)}
    ticket_id = row.pop("ticket_id")
    return row | {
        "outcome": turn.outcome.value,
        "hits": _hits(turn.hits),
        "ticket_pk": int(ticket_id) if ticket_id else None,
    }


def _hits(hits: Iterable[ScoredId]) -> list[tuple[str, float]]:
    return [(hit.entry_id, hit.score) for hit in hits]


def _turn(row: Row[Any]) -> Turn:
    values = dict(row._mapping)
    del values["pk"]
    ticket_pk = values.pop("ticket_pk")
    values["outcome"] = Outcome(values["outcome"])
    values["hits"] = tuple(ScoredId(entry_id=key, score=score) for key, score in values["hits"])
    return Turn(**values, ticket_id="" if ticket_pk is None else str(ticket_pk))
