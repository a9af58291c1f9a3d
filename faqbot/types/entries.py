"""Entries: the approved records that are found and quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """The life of an entry; only a published one is searched, on the days for which it is valid."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Kind(StrEnum):
    """`UNKNOWN` registers a question whose answer is *known not to be known*: the bot says so and hands off."""

    ANSWER = "answer"
    UNKNOWN = "unknown"


NO_FIELDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One approved record: a question, how people word it, and its answer.

    `id` is stable for life and unique within its collection; it is never derived from the content.
    Entries that share a `subject` are the variants of one thing, told apart by their `condition`.
    """

    id: str
    collection: str
    question: str
    answer: str
    department: str
    category: str = ""
    reading: str = ""
    phrasings: tuple[str, ...] = ()
    subject: str = ""
    condition: str = ""
    source_title: str = ""
    source_url: str = ""
    checked_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    """The first and the last day, in Japan, on which it is said; None: no bound."""
    kind: Kind = Kind.ANSWER
    status: Status = Status.PUBLISHED
    version: int = 1
    fields: Mapping[str, str] = field(default_factory=lambda: NO_FIELDS)
    """Further columns of the corpus file, kept as they came (版, 範囲, 見本 …)."""

    def is_live(self, day: date) -> bool:
        """Whether it is searched on a day in Japan."""
        begun = self.valid_from is None or self.valid_from <= day
        ended = self.valid_until is not None and self.valid_until < day
        return self.status is Status.PUBLISHED and begun and not ended
