"""May this be tried now? Failures are counted by account and by address, in the store, for all processes alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from faqbot.errors import SignInRefused
from faqbot.identity.networks import party
from faqbot.staff.audit import Deed
from faqbot.staff.lockout import FORGOTTEN, FREE_BY_ACCOUNT, FREE_BY_ADDRESS, LONGEST, Try
from faqbot.store.base_identity import IdentityStore

REFUSED = (
    "サインインできませんでした。名前とパスワードを確かめてください。"
    f"続けて {FREE_BY_ACCOUNT} 回違ったときは、しばらく入れません（長くて {LONGEST.seconds // 60} 分）。"
    "それでも入れないときは、管理者に連絡してください。"
)
"""One sentence for every reason: it tells nobody which names exist."""


class Lockout:
    """Counts wrong passwords and codes, and makes whoever guesses wait longer each time.

    Each try is counted as wrong before it is checked, and taken back if it was right: who sends a hundred guesses at once
    has no more of them checked than who sends one after the other.
    """

    def __init__(self, store: IdentityStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def begin(self, name: str, address: str) -> Try:
        """Count a try for this name, from this address.

        Raises:
            SignInRefused: one of them has to wait; what was typed is not to be checked.
        """
        keys = [_by_account(name), *([_by_address(address)] if address else [])]
        free = {key: self._free(key, name) for key in keys}
        now = self._clock()
        tried = self._store.count_try(free, now, forgotten=now - FORGOTTEN)
        if tried is None:
            raise SignInRefused(REFUSED)
        return tried

    def refuse(self, name: str, tried: Try) -> SignInRefused:
        """What was tried is wrong; returns what is to be raised. It is audited, and that a wait begins with it.

        What is tried while something waits is not: whoever floods the door would fill the audit, which nobody may empty.
        A name that no account has is not written: it may be a password in the wrong field.
        """
        known = name if self._store.account(name) else ""
        self._store.note(Deed.REFUSED, "sessions", known)
        if any(found.failures + 1 >= self._free(key, name) for key, found in tried.before.items()):
            self._store.note(Deed.LOCKED, "sessions", known)
        return SignInRefused(REFUSED)

    def was_right(self, tried: Try) -> None:
        """That one does not count. What was wrong before it does: the address keeps its count, since one good account is no
        pass for guessing others'.
        """
        self._store.uncount_try(tried)

    def forgive(self, name: str) -> None:
        """Whoever is in has not been guessing."""
        self._store.forgive(_by_account(name))

    def _free(self, key: str, name: str) -> int:
        return FREE_BY_ACCOUNT if key == _by_account(name) else FREE_BY_ADDRESS


def _by_account(name: str) -> str:
    """Hashed: what is typed there may be a password in the wrong field."""
    return hashlib.sha256(f"account {name}".encode()).hexdigest()


def _by_address(address: str) -> str:
    return hashlib.sha256(f"address {party(address)}".encode()).hexdigest()
