"""What the staff desk asks of a store. `tests/contracts/staff.py` holds for every implementation.

Errors are as in `faqbot.store.base`; what a method raises beyond StoreError and InvalidInput is named below.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from faqbot.staff.accounts import Account, Session


class AccountStore(Protocol):
    """Who may sign in, and who is signed in."""

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, disabled ones too, in the order they were added."""
        ...

    def account(self, name: str) -> Account | None:
        """The account with this name, or None if there is none."""
        ...

    def add_account(self, account: Account) -> None:
        """Add an account.

        Raises:
            InvalidInput: the name is taken.
        """
        ...

    def set_password(self, name: str, password_hash: str) -> None:
        """Another password; every session of the account ends, and a lock-out with them.

        Raises:
            NotFound: no such account.
        """
        ...

    def disable_account(self, name: str, *, disabled: bool) -> None:
        """Shut an account out (its sessions end at once), or let it in again.

        Raises:
            NotFound: no such account.
        """
        ...

    def count_failure(self, name: str, *, limit: int, until: datetime) -> None:
        """One more wrong password in a row; the `limit`-th locks the account until then, and counting begins anew."""
        ...

    def begin_session(self, session: Session, *, began_before: datetime, seen_before: datetime) -> None:
        """Keep a session, forget the account's failures, and drop every session that began or was seen too long ago.

        Raises:
            NotFound: no such account.
        """
        ...

    def session(self, key: str) -> Session | None:
        """The session with this key, or None if there is none (any more)."""
        ...

    def see_session(self, key: str, now: datetime) -> None:
        """Note that a session is in use."""
        ...

    def end_session(self, key: str) -> None:
        """End a session; one that has ended stays so."""
        ...
