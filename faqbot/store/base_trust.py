"""What is asked of a store so that it can be trusted: the audit, retention, and what is kept of one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from faqbot.staff.audit import AuditSought, Chain, Deed, Record
from faqbot.staff.retention import Kept

LINE_SESSIONS = "line sessions"
"""The purpose of pseudonyms that are the session tokens of LINE users."""


class AuditStore(Protocol):
    """Who did what. Changes of what is watched are recorded by the database itself, in the transaction of the change."""

    def note(self, deed: Deed, kind: str, thing: str, *, who: str = "") -> None:
        """Record what is no change: a look, an export, a refused sign-in. Without `who` it is who acts."""
        ...

    def audited(self, sought: AuditSought) -> tuple[Record, ...]:
        """The records that are sought, the last first."""
        ...

    def audit_chain(self) -> AbstractContextManager[Chain]:
        """The whole chain as it stands when the context is entered; its links can be read once, inside."""
        ...


class RetentionStore(Protocol):
    """What goes when its time is over."""

    def count_old(self, kind: Kept, before: datetime) -> int:
        """How many of a kind are older than that moment."""
        ...

    def expire(self, kind: Kept, before: datetime) -> int:
        """Erase or delete those, in one transaction with its record in the audit. Returns how many."""
        ...


class PersonStore(Protocol):
    """What is kept of one person. Rows by table, as the columns are named, without hashes and secrets."""

    def session_data(self, session: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """All that is kept of a session."""
        ...

    def account_data(self, name: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """All that is kept of an account, and what the audit says that it did."""
        ...

    def erase_session(self, session: str) -> int:
        """Erase all that ties a session to its questions, and their words; returns how many questions that were.

        Figures stay; a ticket on which nobody else's question stands is closed without its words.
        """
        ...

    def erase_account(self, name: str) -> None:
        """Take from an account all but its name, by which records of work are signed, and shut it out.

        Raises:
            NotFound: no such account.
        """
        ...


class RootStore(Protocol):
    """What hashed ids are derived from."""

    def pseudonym(self, purpose: str, identity: str) -> str:
        """A keyed hash of an identity (64 hexadecimal digits), the same until the database forgets it.

        HMAC-SHA256 by a key derived from the database's; after `change_roots`, of that hash again by the new root's.
        """
        ...

    def change_roots(self, now: datetime) -> int:
        """Hash every LINE session that is kept once more, by a new root: who has an old copy cannot tell who they are here.

        Returns how many sessions that were. Running processes follow.
        """
        ...


class DumpStore(Protocol):
    """Everything that is kept, to be taken along."""

    def dump(
        self,
    ) -> AbstractContextManager[Iterator[tuple[str, tuple[str, ...], Iterator[Mapping[str, Any]]]]]:
        """Each table's name, its columns and its rows, as of one moment; without what only opens doors here."""
        ...


class TrustStore(AuditStore, RetentionStore, PersonStore, RootStore, DumpStore, Protocol):
    """Everything that the operator's use cases need."""
