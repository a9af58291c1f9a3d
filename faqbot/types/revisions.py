"""What is published as of one revision, and what has changed since another."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.types.collections import Collection
from faqbot.types.entries import Entry


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The entries that are live as of one revision (on one day, where it was asked for one)."""

    revision: int
    entries: tuple[Entry, ...]
    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """What has changed since a revision and a day: live entries that are new or differ, and those that are not (or no
    longer) live, by (collection, id). `collections` are all of them, as they are now.
    """

    revision: int
    changed: tuple[Entry, ...]
    gone: frozenset[tuple[str, str]]
    collections: tuple[Collection, ...]
