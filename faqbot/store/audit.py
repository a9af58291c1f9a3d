"""Who did what? The audit: read, added to, and never changed (see `audit_triggers`)."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from faqbot.staff.audit import Anchor, AuditSought, Chain, Deed, Record, moment, read
from faqbot.store.engine import Database
from faqbot.store.tables import audit, audit_head

_LAST = select(audit.c.link).order_by(audit.c.number.desc()).limit(1).scalar_subquery()
_LINKS = select(audit.c.number, audit.c.link).order_by(audit.c.number)
_SEAL = func.audit_seal(audit_head.c.number, audit_head.c.digest)
_HEAD = select(audit_head.c.number, audit_head.c.digest, audit_head.c.seal, _SEAL)


class SqlAudit(Database):
    """The audit: see `faqbot.store.base_trust.AuditStore`."""

    def note(self, deed: Deed, kind: str, thing: str, *, who: str = "") -> None:
        with self.write() as connection:
            put_note(connection, deed, kind, thing, who)

    def audited(self, sought: AuditSought) -> tuple[Record, ...]:
        with self.read() as connection:
            return tuple(map(read, connection.execute(_narrowed(sought)).scalars()))

    @contextmanager
    def audit_chain(self) -> Iterator[Chain]:
        with self.read() as connection:
            head = connection.execute(_HEAD).first()
            links = connection.execute(_LINKS).tuples()
            if head is None:
                yield Chain(links, Anchor(), sealed=True)
            else:
                yield Chain(links, Anchor(head[0], head[1]), sealed=hmac.compare_digest(head[2], head[3]))


def put_note(connection: Connection, deed: Deed, kind: str, thing: str, who: str = "") -> None:
    """Record something in the transaction of what it follows from."""
    link = func.audit_link(_LAST, deed.value, kind, thing, who, None, None)
    connection.execute(insert(audit).values(link=link))


def _narrowed(sought: AuditSought) -> Select[Any]:
    wanted = select(audit.c.link).order_by(audit.c.number.desc()).limit(sought.limit)
    for column, value in (
        (audit.c.who, sought.who),
        (audit.c.deed, sought.deed.value if sought.deed else ""),
        (audit.c.kind, sought.kind),
        (audit.c.thing, sought.thing),
    ):
        if value:
            wanted = wanted.where(column == value)
    if sought.since:
        wanted = wanted.where(audit.c.at >= moment(sought.since))
    if sought.until:
        wanted = wanted.where(audit.c.at < moment(sought.until))
    return wanted
