"""What is asked of a store so that it can be trusted: the audit."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from faqbot.staff.audit import AuditSought, Chain, Deed, Record


class AuditStore(Protocol):
    """Who did what. Changes of what is watched are recorded by the database itself, in the transaction of the change."""

    def note(self, deed: Deed, kind: str, thing: str, *, who: str = "") -> None:
        """Record what is no change: a look, an export, a refused sign-in. Without `who` it is who acts."""
        ...

    def audited(self, sought: AuditSought) -> tuple[Record, ...]:
        """The records that are sought, the last first."""
        ...

    def audit_chain(self) -> AbstractContextManager[Chain]:
        """The whole chain as it stands when the context is entered; its links can be read once, inside."""
        ...
