"""One change to many entries: shown before and after, made as a whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from faqbot.curation.differences import Difference, differences
from faqbot.curation.publisher import Publisher, Saved
from faqbot.errors import InvalidInput
from faqbot.staff.accounts import Account
from faqbot.staff.rights import may_change, require_administrator, require_signed_in
from faqbot.types import Entry

MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is set in every entry; None leaves a field as it is."""

    category: str | None = None
    department: str | None = None
    """Set by administrators alone."""
    checked_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    always: bool = False
    """Take away both bounds of validity first."""

    def on(self, entry: Entry) -> Entry:
        """The entry with the change made."""
        freed = replace(entry, valid_from=None, valid_until=None) if self.always else entry
        names = (field.name for field in fields(self) if field.name != "always")
        given = {name: value for name in names if (value := getattr(self, name)) is not None}
        return replace(freed, **given)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry before and after; `refused` says that it is another department's, and with it nothing is written."""

    entry: Entry
    changes: tuple[Difference, ...]
    refused: bool


class Bulk:
    """The use cases of changing many entries at once."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def preview(self, account: Account, entries: Sequence[Entry], change: Change) -> tuple[Line, ...]:
        """What the change would do to each entry.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        wished = [(entry, change.on(entry)) for entry in entries]
        return tuple(
            Line(
                entry,
                differences(entry, after),
                not (may_change(account, entry.department) and may_change(account, after.department)),
            )
            for entry, after in wished
        )

    def apply(self, account: Account, entries: Sequence[Entry], change: Change) -> Saved:
        """Make the change to all entries, which bear the versions that were looked at, or to none.

        Raises:
            InvalidInput: no or too many entries, or nothing is changed.
            and as `Publisher.write`.
        """
        if change.department is not None:
            require_administrator(account)
        if change == Change():
            raise InvalidInput("何を変えるかが決まっていません。変える項目を入れてください。")
        if not 0 < len(entries) <= MOST:
            raise InvalidInput(f"まとめて変えられるのは 1 件から {MOST} 件までです。選びなおしてください。")
        return self._publisher.write(account, [change.on(entry) for entry in entries])
