"""What is asked of a store to prove a change: what people asked before it, and how an entry has fared since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How often the answer of an entry was shown, and what was said of it."""

    views: int = 0
    solved: int = 0
    not_solved: int = 0


class ProofStore(Protocol):
    """Never who asked."""

    def answers_given(self, collection: str, limit: int) -> tuple[tuple[str, str], ...]:
        """The last questions that reached an entry, as pairs of text and entry id, the newest first."""
        ...

    def shown(self, collection: str, entry_id: str, begin: datetime, end: datetime) -> Shown:
        """How an entry fared from one moment up to another, which is not in it."""
        ...
