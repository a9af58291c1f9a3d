"""What was asked before a change, and how has an entry fared since?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from faqbot.store.base_proof import Shown
from faqbot.store.engine import Database
from faqbot.store.tables import turns

_reached = turns.c.entry_id != ""
# An expression, which no index has: SQLite goes back from the newest turn instead of sorting all of a collection's.
_collection = turns.c.collection + ""


class SqlProof(Database):
    """See `faqbot.store.base_proof.ProofStore`."""

    def answers_given(self, collection: str, limit: int) -> tuple[tuple[str, str], ...]:
        asked = select(turns.c.text, turns.c.entry_id).where(
            _collection == collection, _reached, turns.c.text != ""
        )
        with self.read() as connection:
            rows = connection.execute(asked.order_by(turns.c.pk.desc()).limit(limit))
            return tuple((row.text, row.entry_id) for row in rows)

    def shown(self, collection: str, entry_id: str, begin: datetime, end: datetime) -> Shown:
        said = turns.c.solved
        counted = select(
            func.count().label("views"),
            func.count().filter(said.is_(True)).label("solved"),
            func.count().filter(said.is_(False)).label("not_solved"),
        ).where(
            turns.c.collection == collection,
            turns.c.entry_id == entry_id,
            _reached,
            turns.c.received_at >= begin,
            turns.c.received_at < end,
        )
        with self.read() as connection:
            return Shown(**connection.execute(counted).one()._mapping)
