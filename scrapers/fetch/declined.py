"""The one exception of the room: what is being fetched must not, or cannot, be had."""

from __future__ import annotations

from scrapers.page import Reason


class Declined(Exception):
    """Ends a fetch wherever it stands; the client makes a `Refused` of it."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
