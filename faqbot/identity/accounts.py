"""Who may come behind the desk? Accounts, signing in and out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from datetime import UTC, datetime

from argon2 import PasswordHasher

from faqbot.errors import InvalidInput, NotFound, NotSignedIn
from faqbot.identity.lockout import Lockout
from faqbot.identity.passwords import Passwords, usable_password
from faqbot.identity.second_factor import SecondFactors
from faqbot.identity.sessions import Sessions, SignedIn
from faqbot.staff.accounts import Account, Origin, Role, Stage
from faqbot.store.base_identity import IdentityStore
from faqbot.text.normalize import storable

MAX_NAME = 40
NOWHERE = Origin()

_BAD_NAME = f"アカウントの名前は、空白を入れずに {MAX_NAME} 文字までで付けてください。"
_NO_DEPARTMENT = "所属を入れてください。"
_LAST = "最後の管理者は止められません。先に、別の管理者を作ってください。"
_ELSEWHERE = "このアカウントは庁内の認証でサインインするので、ここではパスワードを決められません。"
_AGAIN = "時間がたったので、サインインをはじめからやり直してください。"


class Accounts:
    """The use cases of accounts. Every method may be called from any thread."""

    def __init__(
        self,
        store: IdentityStore,
        *,
        second_factor: Collection[Role] = (),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        hasher: PasswordHasher | None = None,
    ) -> None:
        """`second_factor` has the roles that must show one; who has set one up is asked for it whatever their role."""
        self._store = store
        self._roles = frozenset(second_factor)
        self._clock = clock
        self._passwords = Passwords(hasher)
        self._lockout = Lockout(store, clock)
        self.sessions = Sessions(store, clock)
        self.factors = SecondFactors(store, clock)

    def create(
        self, name: str, password: str, *, role: Role, department: str, display_name: str = ""
    ) -> Account:
        """A new account.

        Raises:
            InvalidInput: the name or the password cannot be used, or the name is taken.
        """
        name = _usable_name(name)
        account = Account(
            name=name,
            display_name=storable(display_name).strip() or name,
            role=role,
            department=_usable_department(department),
            password_hash=self._passwords.hash(usable_password(password, name)),
            created_at=self._clock(),
        )
        self._store.add_account(account)
        return account

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, in the order they were added."""
        return self._store.accounts()

    def account(self, name: str) -> Account:
        """The account with this name, however it is typed.

        Raises:
            NotFound: no such account.
        """
        account = self._store.account(_folded(name))
        if account is None:
            raise NotFound(
                f"アカウント「{_folded(name)}」はありません。faqbot account list で名前を確かめてください。"
            )
        return account

    def sign_in(self, name: str, password: str, origin: Origin = NOWHERE) -> SignedIn:
        """A session for whoever knows the password; one that opens only `second` where a code is asked for.

        A wrong password takes as long as a right one.

        Raises:
            SignInRefused: wrong name or password, the account is locked, disabled or signs in elsewhere, or too many wrong
                ones have come from this address.
        """
        account = self._checked(_folded(name), password, origin)
        if account.role in self._roles or self.factors.has(account):
            return self.sessions.begin(account, origin, Stage.SECOND)
        self._lockout.forgive(account.name)
        return self.sessions.begin(account, origin)

    def second(self, token: str, code: str, origin: Origin = NOWHERE) -> SignedIn:
        """The whole session for one that waits for its code.

        Raises:
            NotSignedIn: it has waited too long.
            SignInRefused: the code is wrong or has been used, or the account is locked.
        """
        account = self.between(token)
        tried = self._lockout.begin(account.name, origin.address)
        if not self.factors.is_right(account, code):
            raise self._lockout.refuse(account.name, tried)
        self._lockout.was_right(tried)
        return self._let_in(account, token, origin)

    def set_up(self, token: str, code: str, origin: Origin = NOWHERE) -> tuple[SignedIn, tuple[str, ...]]:
        """The whole session for one that had to set up its app first, and the recovery codes.

        Raises:
            NotSignedIn: it has waited too long.
            InvalidInput: the code is not what the app shows.
        """
        account = self.between(token)
        codes = self.factors.confirm(account, code)
        return self._let_in(account, token, origin), codes

    def between(self, token: str) -> Account:
        """Who has given the password and is to show the second factor.

        Raises:
            NotSignedIn: nobody, or it is too long ago.
        """
        account = self.sessions.who(token, Stage.SECOND)
        if account is None:
            raise NotSignedIn(_AGAIN)
        return account

    def who(self, token: str) -> Account | None:
        """Whose session a token is; None if it has ended or never began."""
        return self.sessions.who(token)

    def sign_out(self, token: str) -> None:
        """End the session of a token."""
        self.sessions.end(token)

    def change_password(self, name: str, old: str, new: str, origin: Origin = NOWHERE) -> SignedIn:
        """One's own password: all sessions end, and a fresh one begins.

        Raises:
            SignInRefused: the old password is wrong.
            InvalidInput: the new one cannot be used.
        """
        account = self._checked(_folded(name), old, origin)
        self.set_password(account.name, new)
        return self.sessions.begin(account, origin)

    def add_factor(self, account: Account, code: str, origin: Origin) -> tuple[SignedIn, tuple[str, ...]]:
        """Ask for one's own code from now on, and the recovery codes: sessions without it end, and a fresh one begins.

        Raises:
            InvalidInput: the code is not what the app shows.
        """
        codes = self.factors.confirm(account, code)
        self.sessions.end_everywhere(account)
        return self.sessions.begin(account, origin), codes

    def drop_factor(self, name: str, password: str, origin: Origin = NOWHERE) -> None:
        """Ask for one's own code no more, by the password.

        Raises:
            SignInRefused: the password is wrong.
            InvalidInput: the role must show a second factor.
        """
        account = self._checked(_folded(name), password, origin)
        if account.role in self._roles:
            raise InvalidInput("この役割では、確認アプリが必要です。替えるときは、管理者に相談してください。")
        self.factors.drop(account)

    def reset_factor(self, name: str) -> None:
        """Somebody's second factor forgotten, by an administrator; their sessions end.

        Raises:
            NotFound: no such account.
        """
        account = self.account(name)
        self.factors.drop(account)
        self.sessions.end_everywhere(account)

    def set_password(self, name: str, new: str) -> None:
        """Somebody's password, set by an administrator; their sessions end.

        Raises:
            NotFound: no such account.
            InvalidInput: the password cannot be used, or the account has none.
        """
        account = self.account(name)
        if not account.is_local:
            raise InvalidInput(_ELSEWHERE)
        self._store.set_password(account.name, self._passwords.hash(usable_password(new, account.name)))
        self._lockout.forgive(account.name)

    def sign_in_elsewhere(self, name: str, issuer: str) -> None:
        """Let a provider sign an account in, whoever first comes there by its name; its password opens nothing any more.

        Raises:
            NotFound: no such account.
        """
        self._store.set_subject(self.account(name).name, issuer, "")

    def set_place(self, name: str, role: Role, department: str) -> None:
        """Another role or department; if that changes anything, the sessions of the account end.

        Raises:
            NotFound: no such account.
            InvalidInput: it is the last administrator that can sign in, or there is no department.
        """
        account = self.account(name)
        if role is not Role.ADMINISTRATOR and self._is_last_administrator(account):
            raise InvalidInput(_LAST)
        self._store.set_place(account.name, role, _usable_department(department))

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Shut an account out at once, or let it in again. Its records stay.

        Raises:
            NotFound: no such account.
            InvalidInput: it is the last administrator that can sign in.
        """
        account = self.account(name)
        if disabled and self._is_last_administrator(account):
            raise InvalidInput(_LAST)
        self._store.disable_account(account.name, disabled=disabled)

    def _checked(self, name: str, password: str, origin: Origin) -> Account:
        tried = self._lockout.begin(name, origin.address)
        account = self._store.account(name)
        right = self._passwords.is_right(account.password_hash if account else "", password)
        opens = account is not None and account.is_local and not account.disabled
        if account is None or not (right and opens):
            raise self._lockout.refuse(name, tried)
        self._lockout.was_right(tried)
        return account

    def _let_in(self, account: Account, token: str, origin: Origin) -> SignedIn:
        self.sessions.end(token)
        self._lockout.forgive(account.name)
        return self.sessions.begin(account, origin)

    def _is_last_administrator(self, account: Account) -> bool:
        left = {a.name for a in self._store.accounts() if a.role is Role.ADMINISTRATOR and not a.disabled}
        return left == {account.name}


def _folded(name: str) -> str:
    """A name typed in full width or capitals is the same name."""
    return unicodedata.normalize("NFKC", storable(name)).strip().casefold()


def _usable_name(name: str) -> str:
    name = _folded(name)
    if not name.isprintable() or not 0 < len(name) <= MAX_NAME or " " in name:
        raise InvalidInput(_BAD_NAME)
    return name


def _usable_department(department: str) -> str:
    if not (department := storable(department).strip()):
        raise InvalidInput(_NO_DEPARTMENT)
    return department
