"""Which machine is this? Keys with scopes, shown once and kept as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

from faqbot.errors import InvalidInput
from faqbot.staff.credentials import ApiKey, Scope
from faqbot.store.base_identity import KeyStore
from faqbot.text.normalize import storable

PREFIX = "fq_"
"""So that a key in a log or a repository is known for what it is."""
MOST_DAYS = 730
"""Nobody remembers where a key of three years ago went."""
NOTED_EVERY = timedelta(minutes=1)


class ApiKeys:
    """The use cases of machines' keys. Every method may be called from any thread."""

    def __init__(self, store: KeyStore, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock

    def create(self, name: str, scopes: Collection[Scope], *, days: int) -> tuple[ApiKey, str]:
        """A new key that is good for so many days, and what the machine is to send: it cannot be shown again.

        Raises:
            InvalidInput: it has no name or no scope, or would be good for too long.
        """
        name = storable(name).strip()
        if not name or not scopes:
            raise InvalidInput("キーには、何のためのものかの名前と、できることを 1 つ以上付けてください。")
        if not 0 < days <= MOST_DAYS:
            raise InvalidInput(f"キーの期限は 1 日から {MOST_DAYS} 日までにしてください。")
        secret, now = secrets.token_urlsafe(32), self._clock()
        made = ApiKey(
            id=secrets.token_hex(4),
            name=name,
            digest=_digest(secret),
            scopes=frozenset(scopes),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        self._store.add_api_key(made)
        return made, f"{PREFIX}{made.id}_{secret}"

    def all(self) -> tuple[ApiKey, ...]:
        """All keys, revoked and expired ones too, the oldest first."""
        return self._store.api_keys()

    def revoke(self, key_id: str) -> None:
        """Let a key open nothing any more, at once.

        Raises:
            NotFound: no such key.
        """
        self._store.revoke_api_key(key_id)

    def holder(self, sent: str, scope: Scope) -> ApiKey | None:
        """The key that was sent, if it is one that may do this now."""
        key_id, _, secret = sent.removeprefix(PREFIX).partition("_")
        found, now = self._store.api_key(storable(key_id)), self._clock()
        if found is None or not hmac.compare_digest(found.digest, _digest(secret)):
            return None
        if found.revoked or now >= found.expires_at or scope not in found.scopes:
            return None
        if found.used_at is None or now - found.used_at >= NOTED_EVERY:
            self._store.see_api_key(found.id, now)
        return found


def sent_by(authorization: str) -> str:
    """What a machine sends as its key (RFC 6750 §2.1), or nothing."""
    scheme, _, sent = authorization.partition(" ")
    return sent.strip() if scheme.lower() == "bearer" else ""


def _digest(secret: str) -> str:
    """A secret has 256 random bits: its plain hash cannot be turned back."""
    return hashlib.sha256(storable(secret).encode()).hexdigest()
