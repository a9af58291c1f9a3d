"""Every version of an entry, and the newest of all: who, when, what changed, and what led to it; compare two, go back to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from faqbot.curation.differences import Difference, differences
from faqbot.curation.people import People
from faqbot.curation.publisher import Publisher, Saved
from faqbot.curation.steps import Step, Steps
from faqbot.errors import NotFound
from faqbot.staff.accounts import Account
from faqbot.staff.rights import require_signed_in
from faqbot.staff.versions import Cause, Mark, Origin, Recent, Version
from faqbot.store.base import Store
from faqbot.types import Entry

EVERY = Recent()


@dataclass(frozen=True, slots=True)
class Page:
    """Some versions, newest first; the next page begins before `older`, None where there is none."""

    steps: tuple[Step, ...]
    older: Mark | None


class History:
    """The use cases of the history."""

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
        steps, before = Steps(self._store), (None, *(version.entry for version in versions))
        found = [steps.step(version, earlier) for earlier, version in zip(before, versions, strict=False)]
        return tuple(reversed(found))

    def recent(
        self, account: Account, wanted: Recent = EVERY, *, before: Mark | None = None, limit: int = 50
    ) -> Page:
        """What was written last over all entries, newest first: a page of it, from `before` on.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        found = self._store.written(wanted, before=before, limit=limit + 1)
        steps, shown = Steps(self._store), found[:limit]
        older = Mark.of(shown[-1].version) if len(found) > limit else None
        return Page(tuple(steps.step(each.version, each.before) for each in shown), older)

    def writers(self, account: Account) -> Mapping[str, str]:
        """Who has ever written an entry: what they are called, by name.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        people = People(self._store)
        return {name: people.called(name) for name in self._store.writers()}

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


def _numbered(versions: tuple[Version, ...], number: int) -> Entry:
    for version in versions:
        if version.entry.version == number:
            return version.entry
    raise NotFound(f"第{number}版は見つかりません。履歴を読みこみなおしてください。")
