"""Who works at the desk, and since when they are signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


def cookie_name(*, secure: bool) -> str:
    """What the cookie of a session is called; behind TLS by the `__Host-` prefix (RFC 6265bis §4.1.3.2)."""
    return "__Host-faqbot" if secure else "faqbot"


class Role(StrEnum):
    """What an account may do; each role may do what the ones before it may (requirement D3)."""

    AGENT = "agent"
    CURATOR = "curator"
    ADMINISTRATOR = "administrator"

    def covers(self, needed: Role) -> bool:
        """Whether this role may do what `needed` may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may sign in. `name` is what they type, `display_name` what reports print (担当者名)."""

    name: str
    display_name: str
    role: Role
    department: str
    password_hash: str = field(repr=False)
    created_at: datetime
    disabled: bool = False
    issuer: str = ""
    """Who signs this person in (an OpenID provider's issuer), and as whom; empty for a local password."""
    subject: str = ""

    @property
    def is_local(self) -> bool:
        """Whether a password of ours opens it; an account of single sign-on has none."""
        return not self.issuer


class Stage(StrEnum):
    """How far a sign-in has come."""

    SECOND = "second"
    """The password was right, and the second factor is still to come: opens nothing else."""
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a sign-in comes from: the address, and what the browser calls itself."""

    address: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sign-in that lasts. `key` is the SHA-256 of its token: whoever reads the database holds no token."""

    key: str
    account: str
    begun_at: datetime
    seen_at: datetime
    stage: Stage = Stage.IN
    address: str = ""
    device: str = ""
    sid: str = ""
    """The provider's name for it (OpenID Connect Back-Channel Logout 1.0 §2.1); empty for a local one."""
    id_token: str = field(default="", repr=False)
    """Goes back to the provider at sign-out, so that it does not ask again."""
