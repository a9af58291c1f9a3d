"""Who may come behind the desk? Accounts, signing in and out."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher

from faqbot.errors import InvalidInput, NotFound, SignInRefused
from faqbot.identity.passwords import Passwords, usable_password
from faqbot.staff.accounts import Account, Role, Session
from faqbot.store.base_staff import AccountStore
from faqbot.text.normalize import storable

MAX_NAME = 40

TRIES = 5
LOCK = timedelta(minutes=5)
"""Light on purpose: it stops guessing, and whoever locks an agent out in bad faith holds up five minutes of calls at most."""

LASTS = timedelta(hours=12)
"""From sign-in; a working day with its overtime. Nobody is signed in over night."""
IDLE = timedelta(hours=2)
"""A lunch break and a meeting. Drafts are kept on the server, so an ended session loses nothing."""
NOTED_EVERY = timedelta(minutes=1)
"""A request within a minute of the last one writes nothing."""

REFUSED = (
    "サインインできませんでした。名前とパスワードを確かめてください。"
    f"続けて {TRIES} 回違ったときは、{LOCK.seconds // 60} 分たってからお試しください。"
    "それでも入れないときは、管理者に連絡してください。"
)
"""One sentence for every reason: it tells nobody which names exist."""

_BAD_NAME = f"アカウントの名前は、空白を入れずに {MAX_NAME} 文字までで付けてください。"
_NO_DEPARTMENT = "所属を入れてください。"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: its token goes to the browser and is kept nowhere else."""

    account: Account
    token: str = field(repr=False)


class Accounts:
    """The use cases of accounts. Every method may be called from any thread."""

    def __init__(
        self,
        store: AccountStore,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._passwords = Passwords(hasher)

    def create(
        self, name: str, password: str, *, role: Role, department: str, display_name: str = ""
    ) -> Account:
        """A new account.

        Raises:
            InvalidInput: the name or the password cannot be used, or the name is taken.
        """
        name = _usable_name(name)
        if not department.strip():
            raise InvalidInput(_NO_DEPARTMENT)
        account = Account(
            name=name,
            display_name=storable(display_name).strip() or name,
            role=role,
            department=storable(department).strip(),
            password_hash=self._passwords.hash(usable_password(password, name)),
            created_at=self._clock(),
        )
        self._store.add_account(account)
        return account

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, in the order they were added."""
        return self._store.accounts()

    def sign_in(self, name: str, password: str) -> SignedIn:
        """A session for whoever knows the password. A wrong one takes as long as a right one.

        Raises:
            SignInRefused: wrong name or password, or the account is locked or disabled.
        """
        account = self._store.account(_folded(name))
        right = self._passwords.is_right(account.password_hash if account else None, password)
        if account is None or account.disabled or self._is_locked(account):
            raise SignInRefused(REFUSED)
        if not right:
            self._store.count_failure(account.name, limit=TRIES, until=self._clock() + LOCK)
            raise SignInRefused(REFUSED)
        return self._begin(account)

    def who(self, token: str) -> Account | None:
        """Whose session a token is; None if it has ended or never began."""
        now = self._clock()
        session = self._store.session(_key(token))
        if session is None or now - session.begun_at >= LASTS or now - session.seen_at >= IDLE:
            return None
        if now - session.seen_at >= NOTED_EVERY:
            self._store.see_session(session.key, now)
        return self._store.account(session.account)

    def sign_out(self, token: str) -> None:
        """End the session of a token."""
        self._store.end_session(_key(token))

    def change_password(self, name: str, old: str, new: str) -> SignedIn:
        """One's own password: all sessions end, and a fresh one begins.

        Raises:
            SignInRefused: the old password is wrong.
            InvalidInput: the new one cannot be used.
        """
        account = self.sign_in(name, old).account
        self.set_password(account.name, new)
        return self._begin(account)

    def set_password(self, name: str, new: str) -> None:
        """Somebody's password, set by an administrator; their sessions end.

        Raises:
            NotFound: no such account.
            InvalidInput: the password cannot be used.
        """
        name = _folded(name)
        self._store.set_password(name, self._passwords.hash(usable_password(new, name)))

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Shut an account out at once, or let it in again. Its records stay.

        Raises:
            NotFound: no such account.
            InvalidInput: it is the last administrator that can sign in.
        """
        name = _folded(name)
        account = self._store.account(name)
        if account is None:
            raise NotFound(
                f"アカウント「{name}」はありません。faqbot account list で名前を確かめてください。"
            )
        if disabled and self._is_last_administrator(account):
            raise InvalidInput("最後の管理者は止められません。先に、別の管理者を作ってください。")
        self._store.disable_account(name, disabled=disabled)

    def _is_last_administrator(self, account: Account) -> bool:
        left = {a.name for a in self._store.accounts() if a.role is Role.ADMINISTRATOR and not a.disabled}
        return left == {account.name}

    def _begin(self, account: Account) -> SignedIn:
        token, now = secrets.token_urlsafe(32), self._clock()
        session = Session(key=_key(token), account=account.name, begun_at=now, seen_at=now)
        self._store.begin_session(session, began_before=now - LASTS, seen_before=now - IDLE)
        return SignedIn(account, token)

    def _is_locked(self, account: Account) -> bool:
        return account.locked_until is not None and self._clock() < account.locked_until


def _key(token: str) -> str:
    """A token has 256 random bits: a plain hash of it cannot be turned back, and needs no salt."""
    return hashlib.sha256(storable(token).encode()).hexdigest()


def _folded(name: str) -> str:
    """A name typed in full width or capitals is the same name."""
    return unicodedata.normalize("NFKC", storable(name)).strip().casefold()


def _usable_name(name: str) -> str:
    name = _folded(name)
    if not name.isprintable() or not 0 < len(name) <= MAX_NAME or " " in name:
        raise InvalidInput(_BAD_NAME)
    return name
