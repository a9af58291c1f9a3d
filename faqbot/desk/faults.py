"""Who sees to a fault, by when, and what is sent to them? The fault sheets of the systems, and their reception hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from faqbot.schedule.hours import JST
from faqbot.staff.accounts import Account
from faqbot.staff.deadlines import Due, Hours, due
from faqbot.staff.inquiries import Inquiry
from faqbot.staff.triage import Triage, filled
from faqbot.store.base_staff import StaffStore

HoursOf = Callable[[str], Hours | None]
"""The reception hours of a system, or None where they are not known."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What follows from the chosen target: by when, and the message to send, ready to copy."""

    due: Due
    message: str


class Faults:
    """The use cases of faults. Every method may be called from any thread."""

    def __init__(
        self,
        store: StaffStore,
        *,
        hours: HoursOf = lambda system: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._hours = hours
        self._clock = clock

    def take_in(self, triage: Triage) -> None:
        """Keep the fault sheet of a system.

        Raises:
            NotFound: no such system.
        """
        self._store.save_triage(triage)

    def sheet(self, system: str) -> Triage | None:
        """The fault sheet of a system, or None if it has none."""
        return self._store.triage(system)

    def follow(self, account: Account, inquiry: Inquiry) -> Fault | None:
        """What the inquiry's target asks for; None where none is chosen."""
        sheet = self.sheet(inquiry.system)
        target = sheet.target(inquiry.target) if sheet else None
        if target is None:
            return None
        hours = self._hours(inquiry.system)
        promised = due(target, inquiry.received_at, hours) if hours else Due()
        return Fault(promised, filled(target.message, self._words(account, inquiry)))

    def opens(self, system: str) -> tuple[bool, datetime | None]:
        """Whether a system's reception is open now, and when it opens next; (True, None) where the hours are not known."""
        hours, now = self._hours(system), self._clock()
        if hours is None or hours.is_open(now):
            return True, None
        return False, hours.next_opening(now)

    def _words(self, account: Account, inquiry: Inquiry) -> dict[str, str]:
        """A draft already has its number in the store, which the page does not know."""
        stored = None if inquiry.number else self._store.inquiry(inquiry.id)
        return {
            "受付番号": str(inquiry.number or (stored.number if stored else "")),
            "受付日時": inquiry.received_at.astimezone(JST).strftime("%Y年%-m月%-d日 %-H:%M"),
            "所属": inquiry.department,
            "内容": inquiry.question,
            "担当者": account.display_name,
        }
