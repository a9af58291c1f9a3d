"""Which messages of a channel have been answered, and with what? Kept as long as a message may come again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from faqbot.store.base import Delivery
from faqbot.store.engine import Database
from faqbot.store.tables import deliveries

KEPT_FOR = timedelta(days=14)
"""Six retries by powers of ten come within 31 hours, a seventh after 11.6 days (Rocket.Chat, triggerHandler.ts)."""


class SqlDeliveries(Database):
    """Answers by message: see `faqbot.store.base.DeliveryStore`."""

    def delivery(self, channel: str, message: str) -> Delivery | None:
        kept = select(deliveries.c.body, deliveries.c.arrived).where(
            deliveries.c.channel == channel, deliveries.c.message == message
        )
        with self.read() as connection:
            row = connection.execute(kept).first()
        return None if row is None else Delivery(body=row.body, arrived=row.arrived)

    def deliver(self, channel: str, message: str, delivery: Delivery, *, now: datetime) -> None:
        same = (deliveries.c.channel == channel) & (deliveries.c.message == message)
        row = {"channel": channel, "message": message, "at": now}
        with self.write() as connection:
            connection.execute(delete(deliveries).where(same | (deliveries.c.at < now - KEPT_FOR)))
            connection.execute(
                insert(deliveries), row | {"body": dict(delivery.body), "arrived": delivery.arrived}
            )
