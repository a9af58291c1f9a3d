"""What the staff desk asks of a store. `tests/contracts/staff.py` holds for every implementation.

Errors are as in `faqbot.store.base`; what a method raises beyond StoreError and InvalidInput is named below.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from faqbot.staff.figures import By, Period, Tally
from faqbot.staff.inquiries import Act, Change, Inquiry, Sought
from faqbot.staff.triage import Triage
from faqbot.store.base_identity import IdentityStore


class InquiryStore(Protocol):
    """What was asked of the staff, with the history of every record."""

    def keep_draft(self, draft: Inquiry) -> None:
        """Keep what an agent has written so far, in place of what was kept before.

        What has been recorded meanwhile stays as it is: a draft that comes late undoes nothing.

        Raises:
            NotFound: the id is that of another agent's draft.
        """
        ...

    def drop_draft(self, inquiry_id: str, agent: str) -> None:
        """Throw an agent's draft away, if there is one."""
        ...

    def write_inquiry(self, inquiry: Inquiry, *, act: Act, by: str, now: datetime) -> Inquiry:
        """Write a record (a draft becomes one) with a link of its history, in one transaction; returns it as stored.

        `inquiry.version` must be that of the stored one, or 0 if that is a draft or there is none.

        Raises:
            StaleInquiry: somebody else has written it meanwhile.
        """
        ...

    def inquiry(self, inquiry_id: str) -> Inquiry | None:
        """The inquiry with this id, a draft too; None if there is none."""
        ...

    def inquiries(self, sought: Sought) -> tuple[Inquiry, ...]:
        """Those that are sought, the last received first."""
        ...

    def changes(self, inquiry_id: str) -> tuple[Change, ...]:
        """The history of a record, oldest first; empty for a draft."""
        ...


class TriageStore(Protocol):
    """The fault sheets of the systems."""

    def save_triage(self, triage: Triage) -> None:
        """Keep a system's sheet in place of the one before.

        Raises:
            NotFound: no such collection.
        """
        ...

    def triage(self, system: str) -> Triage | None:
        """The sheet of a system, or None if it has none."""
        ...


class FigureStore(Protocol):
    """What the records of a period add up to. An empty `system` counts all of them."""

    def tally(self, period: Period, by: By = By.NOTHING, system: str = "") -> tuple[Tally, ...]:
        """The inquiries received in a period, counted by a dimension, its groups in the order of their keys.

        By nothing it is one tally, also where nothing was received.
        """
        ...

    def wait(self, period: Period, share: float, system: str = "") -> int | None:
        """Within how many seconds of receipt this share of those that have ended had ended (0.5: the median).

        The nearest rank (Hyndman and Fan, "Sample Quantiles", 1996, definition 1); None if none has ended.
        """
        ...


class StaffStore(IdentityStore, InquiryStore, TriageStore, FigureStore, Protocol):
    """Everything that is kept for the staff."""
