"""Which tickets are one need? What whoever groups them has found last."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from faqbot.store.engine import Database
from faqbot.store.tables import needs


class SqlNeeds(Database):
    """Tickets by need: see `faqbot.store.base_tickets.TicketStore`."""

    def needs(self, collection: str) -> tuple[tuple[str, ...], ...]:
        kept = select(needs.c.groups).where(needs.c.collection == collection)
        with self.read() as connection:
            return tuple(map(tuple, connection.execute(kept).scalar() or ()))

    def keep_needs(self, collection: str, groups: Sequence[Sequence[str]]) -> None:
        found = list(map(list, groups))
        kept = insert(needs).values(collection=collection, groups=found)
        with self.write(hasty=True) as connection:
            connection.execute(
                kept.on_conflict_do_update(index_elements=["collection"], set_={"groups": found})
            )
