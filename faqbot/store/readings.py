"""What was read of the entries of a collection, as one piece that only its reader understands."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from faqbot.store.engine import Database
from faqbot.store.tables import readings


class SqlReadings(Database):
    """Readings: see `faqbot.store.base_readings.ReadingStore`."""

    def readings(self, collection: str, edition: str) -> bytes | None:
        kept = select(readings.c.kept).where(
            readings.c.collection == collection, readings.c.edition == edition
        )
        with self.read() as connection:
            return connection.execute(kept).scalar()

    def keep_readings(self, collection: str, edition: str, kept: bytes) -> None:
        row = {"edition": edition, "kept": kept}
        with self.write(hasty=True) as connection:
            connection.execute(
                insert(readings)
                .values(collection=collection, **row)
                .on_conflict_do_update(index_elements=["collection"], set_=row)
            )
