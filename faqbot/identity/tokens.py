"""Is this token the provider's, for us, now? ID tokens and logout tokens (OpenID Connect Core 1.0 §3.1.3.7).

Only asymmetric signatures of the provider's published keys count (RFC 8725 §3.1): a token without a signature, or one that
is signed with something we might share, is refused whatever it says of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from faqbot.errors import SignInRefused

ALGORITHMS = (
    "RS256",
    "PS256",
    "ES256",
    "RS384",
    "PS384",
    "ES384",
    "RS512",
    "PS512",
    "ES512",
    "Ed25519",
    "EdDSA",
)
LEEWAY = 60
"""Seconds that two machines' clocks may be apart."""
TOO_OLD = 600
"""Seconds from a logout token's issue; after that it is somebody's copy."""
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_WRONG = "庁内の認証から届いた内容を確かめられませんでした。もう一度お試しください。続くときは、管理者に連絡してください。"


def id_claims(
    token: str, keys: KeySet, *, issuer: str, client: str, nonce: str, now: datetime
) -> dict[str, Any]:
    """The claims of an ID token, all checks passed.

    Raises:
        SignInRefused: the signature, issuer, audience, authorized party, times or nonce are not what they must be.
    """
    claims = _verified(token, keys, issuer, client, now)
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("nonce") != nonce or (several and "azp" not in claims):
        raise SignInRefused(_WRONG)
    if claims.get("azp", client) != client:
        raise SignInRefused(_WRONG)
    return claims


def logout_claims(token: str, keys: KeySet, *, issuer: str, client: str, now: datetime) -> dict[str, Any]:
    """The claims of a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6).

    Raises:
        SignInRefused: it is not the provider's for us, is old, or is an ID token.
    """
    claims = _verified(token, keys, issuer, client, now)
    events = claims.get("events")
    if "nonce" in claims or not isinstance(events, Mapping) or LOGOUT not in events:
        raise SignInRefused(_WRONG)
    if now.timestamp() - claims["iat"] > TOO_OLD:
        raise SignInRefused(_WRONG)
    return claims


def _verified(token: str, keys: KeySet, issuer: str, client: str, now: datetime) -> dict[str, Any]:
    try:
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError) as error:
        raise SignInRefused(_WRONG) from error
    return claims
