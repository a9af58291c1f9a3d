"""Where are questions kept, and what became of them? The log, and what people judge in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, insert, select, update

from faqbot.errors import NotFound
from faqbot.store.engine import Database
from faqbot.store.group_commit import GroupCommit
from faqbot.store.tables import judged_pairs, turns, visitors
from faqbot.types import Action, Do, JudgedPair, Outcome, ScoredId, Shape, Turn

_DECIDED = (
    "outcome",
    "revision",
    "confidence",
    "hits",
    "entry_id",
    "chosen_at",
    "shape",
    "shown",
    "offered",
    "refused",
    "about",
    "area",
    "language",
    "completes",
)
_Values = dict[str, Any]

# What every question needs stands here, so that it is not put together anew for each.
_RECEIVE = insert(turns)
_DECIDE = update(turns).where(turns.c.id == bindparam("of_turn"))
_TURN = select(turns).where(turns.c.id == bindparam("of_turn"))
_RECENT = (
    select(turns)
    .where(
        turns.c.session == bindparam("of_session"),
        turns.c.session != "",
        turns.c.received_at >= bindparam("since"),
    )
    .order_by(turns.c.pk.desc())
    .limit(bindparam("most"))
)
_REMEMBERED = select(visitors.c.area).where(visitors.c.session == bindparam("of_session"))


class SqlTurns(Database):
    """Turns and judged pairs: see `faqbot.store.base.TurnStore`."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._received = GroupCommit(self._insert)
        self._decided = GroupCommit(self._update)

    def receive(self, turn: Turn) -> None:
        self._received.put(_row(turn))

    def decide(self, turn: Turn) -> None:
        row = _row(turn)
        self._decided.put({"of_turn": turn.id} | {name: row[name] for name in _DECIDED})

    def turn(self, turn_id: str) -> Turn | None:
        with self.read() as connection:
            row = connection.execute(_TURN, {"of_turn": turn_id}).first()
        return None if row is None else _turn(row)

    def recent(self, session: str, since: datetime, limit: int) -> tuple[Turn, ...]:
        with self.read() as connection:
            said = connection.execute(_RECENT, {"of_session": session, "since": since, "most": limit})
            return tuple(map(_turn, said))

    def solve(self, turn_id: str, *, solved: bool) -> None:
        noted = update(turns).where(turns.c.id == turn_id).values(solved=solved)
        with self.write() as connection:
            if connection.execute(noted).rowcount == 0:
                raise unknown_turn()

    def unfinished(self, before: datetime | None = None) -> tuple[Turn, ...]:
        received = (
            select(turns)
            .where(turns.c.outcome == Outcome.RECEIVED.value)
            .order_by(turns.c.received_at, turns.c.pk)
        )
        if before:
            received = received.where(turns.c.received_at < before)
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

    def remember(self, session: str, *, area: str, now: datetime) -> None:
        kept = visitors.c.session == session
        with self.write() as connection:
            connection.execute(delete(visitors).where(kept))
            connection.execute(insert(visitors), {"session": session, "area": area, "kept_at": now})

    def remembered(self, session: str) -> str:
        with self.read() as connection:
            return connection.execute(_REMEMBERED, {"of_session": session}).scalar_one_or_none() or ""

    def forget(self, session: str) -> None:
        if not session:
            return
        mine = turns.c.session == session
        with self.write() as connection:
            connection.execute(delete(visitors).where(visitors.c.session == session))
            connection.execute(update(turns).where(mine).values(text="", session="", area=""))

    def _insert(self, rows: Sequence[_Values]) -> None:
        with self.write() as connection:
            connection.execute(_RECEIVE, rows)

    def _update(self, rows: Sequence[_Values]) -> None:
        with self.write(hasty=True) as connection:
            if connection.execute(_DECIDE, rows).rowcount != len(rows):
                raise unknown_turn()


def add_judged_pair(connection: Connection, pair: JudgedPair, settlement: str = "") -> None:
    """Keep a judged pair in the transaction of what it follows from, with the settlement that would take it back."""
    row = {field.name: getattr(pair, field.name) for field in fields(pair)}
    connection.execute(insert(judged_pairs), row | {"settlement": settlement})


def unknown_turn() -> NotFound:
    """What to raise for a turn that was never received."""
    return NotFound("この質問の記録が見つからないので、もう一度はじめから質問してください。")


def _row(turn: Turn) -> _Values:
    row = {field.name: getattr(turn, field.name) for field in fields(turn)}
    ticket_id = row.pop("ticket_id")
    return row | {
        "outcome": turn.outcome.value,
        "hits": _hits(turn.hits),
        "shape": turn.shape.value if turn.shape else None,
        "shown": list(turn.shown),
        "offered": [(action.do.value, action.turn, action.target) for action in turn.offered],
        "ticket_pk": int(ticket_id) if ticket_id else None,
        "completes": turn.shape is Shape.DAYS and turn.text == turn.area,
    }


def _hits(hits: Iterable[ScoredId]) -> list[tuple[str, float]]:
    return [(hit.entry_id, hit.score) for hit in hits]


def _turn(row: Row[Any]) -> Turn:
    values = dict(row._mapping)
    del values["pk"], values["completes"]
    ticket_pk = values.pop("ticket_pk")
    values["outcome"] = Outcome(values["outcome"])
    values["hits"] = tuple(ScoredId(entry_id=key, score=score) for key, score in values["hits"])
    values["shape"] = Shape(values["shape"]) if values["shape"] else None
    values["shown"] = tuple(values["shown"])
    values["offered"] = tuple(Action(Do(do), turn, target) for do, turn, target in values["offered"])
    return Turn(**values, ticket_id="" if ticket_pk is None else str(ticket_pk))
