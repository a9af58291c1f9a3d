"""Four eyes: what waits for a second person, and their yes or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from faqbot.curation.differences import Difference, differences
from faqbot.curation.people import People
from faqbot.curation.publisher import Publisher
from faqbot.curation.settling import vectors
from faqbot.curation.steps import Steps
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account
from faqbot.staff.approvals import Approval
from faqbot.staff.rights import may_change, reach, require_curator, require_signed_in
from faqbot.staff.versions import Cause, Origin
from faqbot.store.base import Store
from faqbot.store.base_editing import Wanted
from faqbot.text.normalize import storable
from faqbot.types import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request as it is read: what would change, and what the account may do about it."""

    request: Approval
    asked_by: str
    led_by: str
    """What led to it, in a sentence; empty where it is somebody's own editing."""
    changes: tuple[Difference, ...]
    may_approve: bool
    """A curator of the department (or an administrator) who is not its author."""
    may_decline: bool
    """Whoever may approve; and its author, who takes it back."""


class Approvals:
    """The use cases of requests to publish."""

    def __init__(self, store: Store, desk: Desk, publisher: Publisher, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._desk = desk
        self._publisher = publisher
        self._clock = clock

    def list(self, account: Account) -> tuple[Waiting, ...]:
        """What waits, oldest first, of every department.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        people = People(self._store)
        return tuple(self._waiting(account, each, people) for each in self._store.approvals())

    def mine(self, account: Account) -> tuple[Approval, ...]:
        """What became of the account's own requests, newest first: approved, declined (with a note), stale, or open.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        asked = [each for each in self._store.approvals(None) if each.asked_by == account.name]
        return tuple(reversed(asked))

    def approve(self, account: Account, approval_id: str, note: str = "") -> Entry:
        """Publish what somebody else has asked for; it is live at once. Returns the entry as stored.

        Raises:
            NotAllowed: it is the account's own request, or another department's.
            StaleEntry: the entry has been written since it was asked, or the request is decided.
            InvalidInput: another entry asks the same by now.
            NotFound: no such request.
        """
        require_curator(account)
        if (request := self._store.approval(approval_id)) and request.state == "open":
            self._publisher.check([request.entry])
        written = self._store.approve(
            approval_id,
            note=storable(note).strip(),
            now=self._clock(),
            by=account.name,
            within=reach(account),
            vectors=self._reopening(request),
        )
        self._desk.place([written])
        return written

    def decline(self, account: Account, approval_id: str, note: str = "") -> None:
        """Say no to a request, with a word to its author; an author takes their own back in the same way.

        Raises:
            NotAllowed: somebody else's request, of another department.
            StaleEntry: the request is decided.
            NotFound: no such request.
        """
        require_curator(account)
        self._store.decline(
            approval_id,
            note=storable(note).strip(),
            now=self._clock(),
            by=account.name,
            within=reach(account),
        )

    def _reopening(self, request: Approval | None) -> Mapping[str, Sequence[float]]:
        """The vectors of the tickets that a request would open again."""
        match request and request.origin:
            case Origin(Cause.UNDO, settlement):
                closed = map(self._store.ticket, settlement.split(","))
                return vectors(self._desk, (ticket for ticket in closed if ticket))
        return {}

    def _waiting(self, account: Account, request: Approval, people: People) -> Waiting:
        entry = request.entry
        found = self._store.listed(Wanted(collection=entry.collection, ids={entry.id})).versions
        before = found[0].entry if found else None
        owners = {entry.department} | ({before.department} if before else set())
        own = request.asked_by == account.name
        owner = all(may_change(account, each) for each in owners)
        return Waiting(
            request=request,
            asked_by=people.called(request.asked_by),
            led_by=Steps(self._store).led_by(request.origin),
            changes=differences(before, entry),
            may_approve=owner and not own,
            may_decline=owner or own,
        )
