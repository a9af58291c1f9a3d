"""Changes of an entry that somebody proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from faqbot.types.entries import Entry


class ProposalKind(StrEnum):
    """What a crawl found out about an entry, or about a page (`SUSPICIOUS`: it says far less than last time)."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    MOVED = "moved"
    SUSPICIOUS = "suspicious"
    SUGGESTED = "suggested"
    """A person wishes it so; `source` is then `staff:` and the name of their account."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text that has changed, as a person compares the two."""

    change: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a web site says otherwise than we do, put before the department that owns the entry.

    `base` and `said` are the entry in the site's words: when it was last settled, and now. What would be published follows
    from them and the stored entry (`faqbot.desk.proposals.merge`), so that nothing a curator wrote is lost.
    """

    id: str = ""
    """Given by the store."""
    source: str
    collection: str
    department: str
    kind: ProposalKind
    url: str
    entry_id: str = ""
    """Empty where it is about a whole page."""
    before: str = ""
    after: str = ""
    """Both as a person reads them, in full."""
    sentences: tuple[Sentence, ...] = ()
    base: Entry | None = None
    said: Entry | None = None
    found_at: datetime
    state: Literal["open", "accepted", "rejected", "superseded"] = "open"
    decided_at: datetime | None = None
    decided_by: str = ""
    note: str = ""
    """Why, in the words of whoever suggests it."""
