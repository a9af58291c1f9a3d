"""Every version of an entry: who, when, what changed, and what led to it; compare two, go back to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from faqbot.curation.differences import Difference, differences
from faqbot.curation.people import People
from faqbot.curation.publisher import Publisher, Saved
from faqbot.errors import NotFound
from faqbot.staff.accounts import Account
from faqbot.staff.rights import require_signed_in
from faqbot.staff.versions import Cause, Origin, Version
from faqbot.store.base import Store
from faqbot.types import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One version as it is read: `changes` are those from the version before it."""

    entry: Entry
    saved_at: datetime
    saved_by: str
    approved_by: str
    """Who looked at it as the second person; empty where nobody had to."""
    origin: Origin | None
    led_by: str
    """What led to it, in a sentence; empty where it was somebody's own editing."""
    changes: tuple[Difference, ...]


class History:
    """The use cases of the history of an entry."""

    def __init__(self, store: Store, publisher: Publisher) -> None:
        self._store = store
        self._publisher = publisher

    def list(self, account: Account, collection: str, entry_id: str) -> tuple[Step, ...]:
        """Every version, newest first.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such entry.
        """
        versions = self._versions(account, collection, entry_id)
        people, approved = People(self._store), self._approvers(collection, entry_id)
        before = (None, *(version.entry for version in versions))
        steps = [
            Step(
                entry=version.entry,
                saved_at=version.saved_at,
                saved_by=people.called(version.saved_by),
                approved_by=people.called(approved.get(version.entry.version, "")),
                origin=version.origin,
                led_by=self._led_by(version),
                changes=differences(earlier, version.entry),
            )
            for earlier, version in zip(before, versions, strict=False)
        ]
        return tuple(reversed(steps))

    def compare(
        self, account: Account, collection: str, entry_id: str, earlier: int, later: int
    ) -> tuple[Difference, ...]:
        """What differs between two versions, by their numbers.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such entry or version.
        """
        versions = self._versions(account, collection, entry_id)
        return differences(_numbered(versions, earlier), _numbered(versions, later))

    def roll_back(self, account: Account, collection: str, entry_id: str, to: int, *, version: int) -> Saved:
        """Write an earlier version once more, as a new one; `version` is the stored one that was looked at.

        Nothing in between is lost, so that this is undone in the same way.

        Raises:
            NotFound: no such entry or version.
            and as `Publisher.write`.
        """
        wanted = _numbered(self._versions(account, collection, entry_id), to)
        origin = Origin(Cause.VERSION, str(to))
        return self._publisher.write(account, [replace(wanted, version=version)], origin=origin)

    def _versions(self, account: Account, collection: str, entry_id: str) -> tuple[Version, ...]:
        require_signed_in(account)
        versions = self._store.versions(collection, entry_id)
        if not versions:
            raise NotFound("この項目は見つかりません。一覧を読みこみなおしてください。")
        return versions

    def _approvers(self, collection: str, entry_id: str) -> dict[int, str]:
        """Who approved which version: a request was written on the one before."""
        approved = self._store.approvals("approved", about=(collection, entry_id))
        return {each.entry.version + 1: each.decided_by for each in approved}

    def _led_by(self, version: Version) -> str:
        match version.origin:
            case Origin(Cause.TICKET, ticket):
                return f"答えられなかった質問{self._asked(ticket.split(','))}から"
            case Origin(Cause.PROPOSAL, proposal):
                found = self._store.proposal(proposal)
                by_staff = found is not None and found.source.startswith("staff:")
                return "ほかの課からの提案から" if by_staff else "サイトの巡回の提案から"
            case Origin(Cause.VERSION, ""):
                return "登録を取り消した"
            case Origin(Cause.VERSION, number):
                return f"第{number}版に戻した"
            case Origin(Cause.FILE, name):
                return f"ファイル「{name}」から"
        return ""

    def _asked(self, ticket_ids: Sequence[str]) -> str:
        """The first question of those that were answered together; empty where none is kept any more."""
        texts = [ticket.text for ticket in map(self._store.ticket, ticket_ids) if ticket and ticket.text]
        more = f"など {len(texts)} 件" if len(texts) > 1 else ""
        return f"「{texts[0]}」{more}" if texts else ""


def _numbered(versions: tuple[Version, ...], number: int) -> Entry:
    for version in versions:
        if version.entry.version == number:
            return version.entry
    raise NotFound(f"第{number}版は見つかりません。履歴を読みこみなおしてください。")
