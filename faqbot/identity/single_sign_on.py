"""Signing in with a city's own identity provider, such as Keycloak (OpenID Connect, code flow with PKCE)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from faqbot.errors import SignInRefused
from faqbot.identity.accounts import Accounts
from faqbot.identity.claims import ClaimMap, Person, person
from faqbot.identity.provider import Provider
from faqbot.identity.sessions import SignedIn
from faqbot.identity.tokens import id_claims, logout_claims
from faqbot.staff.accounts import Account, Origin, Session
from faqbot.staff.acting import act_as
from faqbot.staff.audit import Deed
from faqbot.store.base_identity import IdentityStore
from faqbot.text.normalize import storable

_STALE = "サインインの途中で時間がたちました。はじめからやり直してください。"
_TAKEN = (
    "「{name}」という名前のアカウントが、前からあります。"
    "同じ人なら、管理者に faqbot account single-sign-on {name} で結びつけてもらってください。"
)
_DISABLED = "このアカウントは止められています。管理者に連絡してください。"
_MAX = 100
"""Characters kept of a name or a department that a provider sends."""


class SingleSignOn:
    """The use cases of signing in elsewhere. Every method may be called from any thread."""

    def __init__(
        self,
        store: IdentityStore,
        accounts: Accounts,
        provider: Provider,
        claims: ClaimMap,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._accounts = accounts
        self._provider = provider
        self._claims = claims
        self._clock = clock

    def begin(self, back: str) -> tuple[str, str]:
        """Where to send the browser, and the seed that it keeps until it comes back to `back`.

        State, nonce and PKCE's verifier are made of the seed: whoever comes back without it is somebody else, and nothing
        needs to be kept here.

        Raises:
            SignInRefused: the provider cannot be reached.
        """
        seed = secrets.token_urlsafe(32)
        url = self._provider.authorize(
            back=back, state=_of(seed, "state"), nonce=_of(seed, "nonce"), verifier=_of(seed, "verifier")
        )
        return url, seed

    def finish(self, answer: Mapping[str, str], seed: str, back: str, origin: Origin) -> SignedIn:
        """A session for whom the provider has let in. `answer` is what it sent back in the address.

        Raises:
            SignInRefused: the answer or the token is not what it must be, they have no role here, or the account is disabled.
        """
        if not seed or not hmac.compare_digest(answer.get("state", "").encode(), _of(seed, "state").encode()):
            raise SignInRefused(_STALE)
        if answer.get("iss", self._provider.client.issuer) != self._provider.client.issuer:  # RFC 9207 §2.4
            raise SignInRefused(_STALE)
        token = self._provider.redeem(answer.get("code", ""), back=back, verifier=_of(seed, "verifier"))
        told = self._checked(id_claims, token, nonce=_of(seed, "nonce"))
        account = self._let_in(told)
        return self._accounts.sessions.begin(account, origin, sid=str(told.get("sid", "")), id_token=token)

    def leave(self, session: Session | None, back: str) -> str:
        """Where to send a browser that has signed out here, so that it signs out there; empty if nowhere."""
        if session is None or not session.id_token:
            return ""
        try:
            return self._provider.leave(id_token=session.id_token, back=back)
        except SignInRefused:
            return ""

    def told_to_end(self, logout_token: str) -> None:
        """End the sessions that the provider says have ended (OpenID Connect Back-Channel Logout 1.0 §2.5).

        Raises:
            SignInRefused: the token is not the provider's.
        """
        told = self._checked(logout_claims, logout_token)
        account = self._store.account_of(self._provider.client.issuer, str(told["sub"]))
        if account:
            self._accounts.sessions.end_everywhere(account, sid=str(told.get("sid", "")))

    def _checked(self, check: Callable[..., dict[str, Any]], token: str, **more: str) -> dict[str, Any]:
        ours = self._provider.client
        wanted = {"issuer": ours.issuer, "client": ours.id, **more}
        try:
            return check(token, self._provider.keys(), now=self._clock(), **wanted)
        except SignInRefused:
            if not self._provider.ask_again():
                raise
            return check(token, self._provider.keys(), now=self._clock(), **wanted)

    def _let_in(self, told: dict[str, Any]) -> Account:
        """Their account; whom the provider knows and we refuse is audited, for somebody expected to come in."""
        try:
            return self._account(person(told, self._claims))
        except SignInRefused:
            known = self._store.account_of(self._provider.client.issuer, str(told["sub"]))
            self._store.note(Deed.REFUSED, "sessions", known.name if known else "")
            raise

    def _account(self, who: Person) -> Account:
        """Their account, made at the first sign-in, with the role and department of now."""
        issuer = self._provider.client.issuer
        known = self._store.account_of(issuer, who.subject)
        if known is None:
            known = self._first_time(who, issuer)
        if known.disabled:
            raise SignInRefused(_DISABLED)
        act_as(known.name)
        self._store.set_place(known.name, who.role, _short(who.department))
        return self._accounts.account(known.name)

    def _first_time(self, who: Person, issuer: str) -> Account:
        name = unicodedata.normalize("NFKC", _short(who.name)).casefold()
        there = self._store.account(name)
        if there is None:
            made = Account(
                name=name,
                display_name=_short(who.display_name),
                role=who.role,
                department=_short(who.department),
                password_hash="",
                created_at=self._clock(),
                issuer=issuer,
                subject=who.subject,
            )
            act_as(name)
            self._store.add_account(made)
            return made
        if there.issuer != issuer or there.subject:
            raise SignInRefused(_TAKEN.format(name=name))
        act_as(name)
        self._store.set_subject(name, issuer, who.subject)
        return there


def _of(seed: str, purpose: str) -> str:
    """43 characters of Base64url, as PKCE wants them (RFC 7636 §4.1)."""
    digest = hmac.new(seed.encode(), purpose.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _short(text: str) -> str:
    return storable(text).strip()[:_MAX]
