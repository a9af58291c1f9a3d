"""What proves who somebody is, besides a password: the second factor, and the key of a machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """The shared secret of an authenticator app (RFC 6238)."""

    account: str
    secret: str = field(repr=False)
    """Base32, as apps take it."""
    confirmed: bool = False
    """The app has shown a right code; until then the factor is asked of nobody."""
    last_step: int = 0
    """The 30-second step of the last code that was taken: that one and older ones are refused (RFC 6238 §5.2)."""


class Scope(StrEnum):
    """What a machine may do with its key."""

    ASK = "ask"
    """Ask questions, also from outside of the networks of the API."""
    METRICS = "metrics"
    """Read what monitoring reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """The key of a machine. What the machine holds is `fq_<id>_<secret>`; `digest` is the SHA-256 of the secret."""

    id: str
    name: str
    digest: str = field(repr=False)
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked: bool = False
