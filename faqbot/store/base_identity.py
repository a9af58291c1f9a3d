"""What is asked of a store to know who somebody is. `tests/contracts/identity.py` holds for every implementation.

Errors are as in `faqbot.store.base`; what a method raises beyond StoreError is named below.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from faqbot.staff.accounts import Account, Role, Session
from faqbot.staff.credentials import ApiKey, SecondFactor
from faqbot.staff.lockout import Attempts, Try
from faqbot.store.base_trust import AuditStore


class AccountStore(Protocol):
    """Who may sign in."""

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, disabled ones too, in the order they were added."""
        ...

    def account(self, name: str) -> Account | None:
        """The account with this name, or None if there is none."""
        ...

    def account_of(self, issuer: str, subject: str) -> Account | None:
        """Whom an OpenID provider means by this subject, or None if nobody has come by it yet."""
        ...

    def add_account(self, account: Account) -> None:
        """Add an account.

        Raises:
            InvalidInput: the name is taken.
        """
        ...

    def set_password(self, name: str, password_hash: str) -> None:
        """Another password; every session of the account ends.

        Raises:
            NotFound: no such account.
        """
        ...

    def set_subject(self, name: str, issuer: str, subject: str) -> None:
        """Let a provider sign this account in, as `subject` (empty: whoever first comes by this name); its password opens
        nothing any more, and its sessions end.

        Raises:
            NotFound: no such account.
        """
        ...

    def set_place(self, name: str, role: Role, department: str) -> None:
        """Another role or department; if that changes anything, every session of the account ends.

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


class AttemptStore(Protocol):
    """Wrong passwords and codes, by a hash of what they were tried on."""

    def attempts(self, key: str) -> Attempts | None:
        """The failures that are counted under a key, or None if there are none."""
        ...

    def count_try(self, free: Mapping[str, int], now: datetime, *, forgotten: datetime) -> Try | None:
        """One more in a row under each key, unless `staff.lockout` makes one of them wait with so many free: then None, and
        nothing is counted. It is one step: of any number of tries at once, in any process, no more are counted than may be.

        Whatever has not failed since `forgotten` is dropped, and counts from one again.
        """
        ...

    def uncount_try(self, tried: Try) -> None:
        """That one was not wrong: one less under each of its keys, and the wait as it was before it."""
        ...

    def forgive(self, key: str) -> None:
        """Forget the failures under a key."""
        ...


class SessionStore(Protocol):
    """Who is signed in."""

    def begin_session(self, session: Session, *, began_before: datetime, seen_before: datetime) -> None:
        """Keep a session, and drop every one that began or was seen too long ago.

        Raises:
            NotFound: no such account.
        """
        ...

    def session(self, key: str) -> Session | None:
        """The session with this key, or None if there is none (any more)."""
        ...

    def sessions_of(self, account: str) -> tuple[Session, ...]:
        """The sessions of an account, the last seen first."""
        ...

    def see_session(self, key: str, now: datetime) -> None:
        """Note that a session is in use."""
        ...

    def end_session(self, key: str) -> None:
        """End a session; one that has ended stays so."""
        ...

    def end_sessions(self, account: str, *, sid: str = "") -> None:
        """End every session of an account; with a `sid`, only those that the provider calls so."""
        ...


class FactorStore(Protocol):
    """Second factors, and the codes for whoever has lost theirs."""

    def second_factor(self, account: str) -> SecondFactor | None:
        """The second factor of an account, or None if it has none."""
        ...

    def keep_factor(self, factor: SecondFactor, recovery: Collection[str] = ()) -> None:
        """Keep a factor and the digests of its recovery codes in place of what there was.

        Raises:
            NotFound: no such account.
        """
        ...

    def drop_factor(self, account: str) -> None:
        """Forget the factor of an account and its recovery codes."""
        ...

    def use_step(self, account: str, step: int) -> bool:
        """Take the code of a time step; False if that one or a later one has been taken."""
        ...

    def use_recovery(self, account: str, digest: str) -> bool:
        """Take a recovery code; False if there is none (any more)."""
        ...


class KeyStore(Protocol):
    """The keys of machines."""

    def add_api_key(self, key: ApiKey) -> None:
        """Keep a new key."""
        ...

    def api_key(self, key_id: str) -> ApiKey | None:
        """The key with this id, or None if there is none."""
        ...

    def api_keys(self) -> tuple[ApiKey, ...]:
        """All keys, revoked ones too, the oldest first."""
        ...

    def see_api_key(self, key_id: str, now: datetime) -> None:
        """Note that a key is in use."""
        ...

    def revoke_api_key(self, key_id: str) -> None:
        """Let a key open nothing any more.

        Raises:
            NotFound: no such key.
        """
        ...


class IdentityStore(AccountStore, AttemptStore, SessionStore, FactorStore, KeyStore, AuditStore, Protocol):
    """Everything that is kept to know who somebody is."""
