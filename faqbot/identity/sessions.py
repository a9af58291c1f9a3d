"""Who is signed in, since when, from where? Sessions are kept on the server, by the hash of their token."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from faqbot.staff.accounts import Account, Origin, Session, Stage
from faqbot.store.base_identity import IdentityStore
from faqbot.text.normalize import storable

LASTS = timedelta(hours=12)
"""From sign-in; a working day with its overtime. Nobody is signed in over night."""
ELSEWHERE_LASTS = timedelta(hours=4)
"""A session by single sign-on: roles are the provider's, and what changes there takes effect within half a day. Signing in
again is one press while the provider's own session lasts."""
IDLE = timedelta(hours=2)
"""A lunch break and a meeting. Drafts are kept on the server, so an ended session loses nothing."""
SECOND_LASTS = timedelta(minutes=10)
"""Between the password and the second factor: enough to find the phone, and to set the app up."""
NOTED_EVERY = timedelta(minutes=1)
"""A request within a minute of the last one writes nothing."""
_SHOWN = 200
"""Characters kept of what a browser calls itself."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: its token goes to the browser and is kept nowhere else."""

    account: Account
    token: str = field(repr=False)
    stage: Stage = Stage.IN


class Sessions:
    """Begins and ends sessions. Every sign-in, and every step of one, gets a new token."""

    def __init__(self, store: IdentityStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def begin(
        self, account: Account, origin: Origin, stage: Stage = Stage.IN, sid: str = "", id_token: str = ""
    ) -> SignedIn:
        """A session of an account; `sid` and `id_token` are the provider's, at single sign-on."""
        token, now = secrets.token_urlsafe(32), self._clock()
        session = Session(
            key=_key(token),
            account=account.name,
            begun_at=now,
            seen_at=now,
            stage=stage,
            address=origin.address,
            device=storable(origin.device)[:_SHOWN],
            sid=sid,
            id_token=id_token,
        )
        self._store.begin_session(session, began_before=now - LASTS, seen_before=now - IDLE)
        return SignedIn(account, token, stage)

    def of(self, token: str, stage: Stage = Stage.IN) -> Session | None:
        """The session of a token that has come so far; None if it has ended or never began."""
        session, now = self._store.session(_key(token)), self._clock()
        if session is None or session.stage is not stage or self._is_over(session):
            return None
        if now - session.seen_at >= NOTED_EVERY:
            self._store.see_session(session.key, now)
        return session

    def who(self, token: str, stage: Stage = Stage.IN) -> Account | None:
        """Whose session a token is, as the account is now."""
        session = self.of(token, stage)
        account = self._store.account(session.account) if session else None
        return None if account is None or account.disabled else account

    def own(self, account: Account) -> tuple[Session, ...]:
        """The sessions of an account that still open something, the last used first."""
        return tuple(s for s in self._store.sessions_of(account.name) if not self._is_over(s))

    def end(self, token: str) -> None:
        """End the session of a token."""
        self._store.end_session(_key(token))

    def end_one(self, account: Account, key: str) -> None:
        """End one of the account's own sessions, by the key that `own` gives."""
        if any(session.key == key for session in self._store.sessions_of(account.name)):
            self._store.end_session(key)

    def end_everywhere(self, account: Account, *, sid: str = "") -> None:
        """End every session of an account; with a `sid`, those that the provider calls so."""
        self._store.end_sessions(account.name, sid=sid)

    def _is_over(self, session: Session) -> bool:
        now = self._clock()
        lasts = LASTS
        if session.stage is Stage.SECOND:
            lasts = SECOND_LASTS
        elif session.id_token:
            lasts = ELSEWHERE_LASTS
        return now - session.begun_at >= lasts or now - session.seen_at >= IDLE


def _key(token: str) -> str:
    """A token has 256 random bits: a plain hash of it cannot be turned back, and needs no salt."""
    return hashlib.sha256(storable(token).encode()).hexdigest()
