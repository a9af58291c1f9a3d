"""The provider on the other side: where its doors are, which keys it signs with, and what it gives for a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit
from warnings import catch_warnings, simplefilter

import httpx
from authlib.deprecate import AuthlibDeprecationWarning
from authlib.integrations.base_client import OAuthError
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from faqbot.errors import SettingsError, SignInRefused

with (
    catch_warnings()
):  # it would tell every operator, at every command, that it looks forward to another httpx
    simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.httpx_client import OAuth2Client

_SECONDS = 5.0
"""How long the provider may take. Eight threads serve everybody; one that waits serves nobody."""
_KNOWN_FOR = 600.0
"""Seconds after which its keys are asked for again: a key that was taken back opens nothing for longer."""
_AGAIN_AFTER = 30.0
"""Seconds before it is asked again that did not answer, or whose keys did not fit: a flood of tokens is no flood of requests."""
_SCOPE = "openid profile"
_DOORS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_AWAY = (
    "庁内の認証につながりません。少し待って、もう一度お試しください。急ぐときは、管理者に連絡してください。"
)
_STRANGE = "庁内の認証の設定が合っていません。管理者に、FAQBOT_OIDC_ISSUER を確かめてもらってください。"
_REFUSED = "庁内の認証で断られました。もう一度お試しください。続くときは、管理者に連絡してください。"


@dataclass(frozen=True, slots=True)
class Client:
    """How the provider knows us. `issuer` is its own address, as its tokens say it."""

    issuer: str
    id: str
    secret: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Raise SettingsError unless tokens come by TLS, or from this machine."""
        url = urlsplit(self.issuer)
        if url.scheme != "https" and url.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise SettingsError("FAQBOT_OIDC_ISSUER は https:// で始まるアドレスにしてください。")


class Provider:
    """One OpenID provider. What it publishes is kept for some minutes; may be called from any thread."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._lock = Lock()
        self._doors: Mapping[str, Any] = {}
        self._keys = KeySet([])
        self._read_at = self._tried_at = -_KNOWN_FOR

    def authorize(self, *, back: str, state: str, nonce: str, verifier: str) -> str:
        """Where to send a browser that wants to sign in; `verifier` stays with us (RFC 7636, S256).

        Raises:
            SignInRefused: the provider cannot be reached, or is another than the settings say.
        """
        with self._session(back) as session:
            url, _ = session.create_authorization_url(
                self._door("authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier
            )
        return str(url)

    def redeem(self, code: str, *, back: str, verifier: str) -> str:
        """The ID token for a code, not checked yet.

        Raises:
            SignInRefused: the provider refuses, or cannot be reached.
        """
        try:
            with self._session(back) as session:
                token = session.fetch_token(
                    self._door("token_endpoint"),
                    code=code,
                    code_verifier=verifier,
                    grant_type="authorization_code",
                )
            return str(token["id_token"])
        except (OAuthError, KeyError, ValueError) as error:
            raise SignInRefused(_REFUSED) from error
        except httpx.HTTPError as error:
            raise SignInRefused(_AWAY) from error

    def leave(self, *, id_token: str, back: str) -> str:
        """Where to send a browser that signs out (OpenID Connect RP-Initiated Logout 1.0 §2); empty if nowhere."""
        self._door("issuer")
        door = self._doors.get("end_session_endpoint", "")
        if not door:
            return ""
        told = {"client_id": self.client.id, "id_token_hint": id_token, "post_logout_redirect_uri": back}
        return f"{door}{'&' if '?' in door else '?'}{urlencode(told)}"

    def keys(self) -> KeySet:
        """The keys that it signs with now.

        Raises:
            SignInRefused: the provider cannot be reached.
        """
        self._door("jwks_uri")
        return self._keys

    def ask_again(self) -> bool:
        """Read its keys anew, for it may sign with another since; False if that was done just now."""
        with self._lock:
            if monotonic() - self._tried_at < _AGAIN_AFTER:
                return False
            self._learn()
            return True

    def _door(self, name: str) -> str:
        with self._lock:
            if monotonic() - self._read_at >= _KNOWN_FOR:
                if monotonic() - self._tried_at < _AGAIN_AFTER:
                    raise SignInRefused(_AWAY)
                self._learn()
        return str(self._doors[name])

    def _learn(self) -> None:
        self._tried_at = monotonic()
        self._doors, self._keys = self._read()
        self._read_at = monotonic()

    def _read(self) -> tuple[Mapping[str, Any], KeySet]:
        """What it publishes (OpenID Connect Discovery 1.0 §4)."""
        issuer = self.client.issuer
        try:
            doors = _get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if doors.get("issuer") != issuer or any(name not in doors for name in _DOORS):
                raise SignInRefused(_STRANGE)
            return doors, KeySet.import_key_set(_get(str(doors["jwks_uri"])))  # type: ignore[arg-type]
        except httpx.HTTPError as error:
            raise SignInRefused(_AWAY) from error
        except (ValueError, KeyError, JoseError) as error:
            raise SignInRefused(_STRANGE) from error

    def _session(self, back: str) -> OAuth2Client:
        ours = self.client
        return OAuth2Client(
            ours.id,
            ours.secret or None,
            scope=_SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=_SECONDS,
        )


def _get(url: str) -> dict[str, Any]:
    found = httpx.get(url, timeout=_SECONDS, follow_redirects=False).raise_for_status().json()
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found
