"""From what are hashed ids derived, once the database's key has been another one, or they were to be hashed anew?"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from faqbot.staff.audit import Deed
from faqbot.store.audit import put_note
from faqbot.store.base_trust import LINE_SESSIONS
from faqbot.store.engine import Database
from faqbot.store.key import Key
from faqbot.store.tables import inbox, roots, turns, visitors

LINE = "line"
_HASH = "[0-9a-f]" * 64


class SqlRoots(Database):
    """Roots: see `faqbot.store.base_trust.RootStore`."""

    def roots(self) -> tuple[Key, ...]:
        """The roots, the oldest first; none while everything is derived from the database's own key."""
        with self.read() as connection:
            return tuple(
                map(Key, connection.execute(select(roots.c.secret).order_by(roots.c.number)).scalars())
            )

    def add_root(self, first: Key, now: datetime) -> int:
        """Add a root (after the `first`, if there is none), and hash the LINE sessions that are kept by it."""
        following = Key(secrets.token_hex(32))
        with self.write() as connection:
            given = [following]
            if connection.execute(select(roots.c.number)).first() is None:
                given.insert(0, first)
            connection.execute(insert(roots), [{"secret": key.secret, "since": now} for key in given])
            moved = _rehash(connection, following.derive(LINE_SESSIONS))
            put_note(connection, Deed.KEY_CHANGED, "roots", str(moved))
        return moved


def _rehash(connection: Connection, key: bytes) -> int:
    """Sessions of LINE are hashes; those of the page are the browsers' own tokens, and stay."""
    found = (
        select(turns.c.session)
        .where(turns.c.channel == LINE, turns.c.session != "")
        .union(
            select(inbox.c.session).where(inbox.c.channel == LINE, inbox.c.session != ""),
            select(visitors.c.session).where(visitors.c.session.op("GLOB")(_HASH)),
        )
    )
    before = connection.execute(found).scalars().all()
    for session in before:
        after = hmac.digest(key, session.encode(), sha256).hex()
        for table in (turns, inbox, visitors):
            connection.execute(update(table).where(table.c.session == session).values(session=after))
    return len(before)
