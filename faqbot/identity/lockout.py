"""May this be tried now? Failures are counted by account and by address, in the store, for all processes alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from faqbot.errors import SignInRefused
from faqbot.staff.audit import Deed
from faqbot.staff.lockout import FORGOTTEN, FREE_BY_ACCOUNT, FREE_BY_ADDRESS, LONGEST, locked_until
from faqbot.store.base_identity import IdentityStore

REFUSED = (
    "サインインできませんでした。名前とパスワードを確かめてください。"
    f"続けて {FREE_BY_ACCOUNT} 回違ったときは、しばらく入れません（長くて {LONGEST.seconds // 60} 分）。"
    "それでも入れないときは、管理者に連絡してください。"
)
"""One sentence for every reason: it tells nobody which names exist."""


class Lockout:
    """Counts wrong passwords and codes, and makes whoever guesses wait longer each time."""

    def __init__(self, store: IdentityStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def is_locked(self, name: str, address: str) -> bool:
        """Whether this name, or whoever comes from this address, has to wait."""
        return self._waits(_by_account(name), FREE_BY_ACCOUNT) or (
            bool(address) and self._waits(_by_address(address), FREE_BY_ADDRESS)
        )

    def refuse(self, name: str, address: str) -> SignInRefused:
        """Count a failure; returns what is to be raised. While something waits, failures are not counted.

        It is audited. A name that no account has is not written: it may be a password in the wrong field.
        """
        locked = self.is_locked(name, address)
        known = name if self._store.account(name) else ""
        self._store.note(Deed.LOCKED if locked else Deed.REFUSED, "sessions", known)
        if not locked:
            now = self._clock()
            self._store.count_failure(_by_account(name), now, forgotten=now - FORGOTTEN)
            if address:
                self._store.count_failure(_by_address(address), now, forgotten=now - FORGOTTEN)
        return SignInRefused(REFUSED)

    def forgive(self, name: str) -> None:
        """Whoever is in has not been guessing. The address keeps its count: one good account is no pass for guessing others'."""
        self._store.forgive(_by_account(name))

    def _waits(self, key: str, free: int) -> bool:
        found = self._store.attempts(key)
        return found is not None and self._clock() < locked_until(found, free)


def _by_account(name: str) -> str:
    """Hashed: what is typed there may be a password in the wrong field."""
    return hashlib.sha256(f"account {name}".encode()).hexdigest()


def _by_address(address: str) -> str:
    return hashlib.sha256(f"address {address}".encode()).hexdigest()
