"""How is the store? Each count has an index that holds only what is counted."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from faqbot.store.base_vitals import Vitals
from faqbot.store.engine import Database
from faqbot.store.tables import entries, inbox, revision, tickets, turns
from faqbot.types import Outcome


class SqlVitals(Database):
    """The numbers: see `faqbot.store.base_vitals.VitalsStore`."""

    def vitals(self) -> Vitals:
        still_open = select(func.count(), func.min(tickets.c.first_at)).where(tickets.c.state == "open")
        waiting = select(func.count()).select_from(inbox).where(inbox.c.state == "waiting")
        undecided = select(func.count()).select_from(turns).where(turns.c.outcome == Outcome.RECEIVED.value)
        with self.read() as connection:
            count, oldest = connection.execute(still_open).one()
            known, saved = connection.execute(select(func.count(), func.max(entries.c.saved_at))).one()
            return Vitals(
                revision=connection.execute(select(revision.c.number)).scalar_one(),
                entries=known,
                saved_at=saved,
                tickets_open=count,
                oldest_ticket=oldest,
                inbox_waiting=connection.execute(waiting).scalar_one(),
                undecided=connection.execute(undecided).scalar_one(),
                bytes=_bytes(Path(str(self._engine.url.database))),
            )


def _bytes(file: Path) -> int:
    parts = (file, file.with_name(f"{file.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())
