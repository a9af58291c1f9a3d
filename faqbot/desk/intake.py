"""Entries from a file into a collection: whose row is which entry, and what each row did."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from faqbot.types import Entry

IMPORTER = "import"
"""Written as the author of versions that came from a file."""


class Effect(StrEnum):
    """What a row did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """Somebody has edited the entry here since it was imported; theirs stands."""


@dataclass(frozen=True, slots=True)
class Intake:
    """`entries` are what to write; `effects[i]` is what row i does, `ids[i]` the entry it is."""

    entries: tuple[Entry, ...]
    ids: tuple[str, ...]
    effects: tuple[Effect, ...]


def plan(
    rows: Sequence[Entry],
    stored: Sequence[Entry],
    authors: Mapping[str, str],
    *,
    keep_edited: bool,
) -> Intake:
    """Compare the rows of a file with what is stored. A row without an id is the entry of the same question and condition.

    With `keep_edited`, an entry whose last author (`authors`, by id) is not the importer is left as it is.
    """
    by_id = {entry.id: entry for entry in stored}
    by_name = {_name(entry): entry.id for entry in stored}
    free = free_ids({*by_id, *(row.id for row in rows)})
    named: list[Entry] = []
    for row in rows:
        entry_id = row.id or by_name.get(_name(row)) or next(free)
        by_name.setdefault(_name(row), entry_id)
        named.append(replace(row, id=entry_id))
    effects = tuple(_effect(e, by_id.get(e.id), authors, keep_edited) for e in named)
    written = {
        e.id: e for e, effect in zip(named, effects, strict=True) if effect in (Effect.ADDED, Effect.CHANGED)
    }
    return Intake(tuple(written.values()), tuple(e.id for e in named), effects)


def _effect(row: Entry, stored: Entry | None, authors: Mapping[str, str], keep_edited: bool) -> Effect:
    if stored is None:
        return Effect.ADDED
    if replace(row, version=stored.version) == stored:
        return Effect.UNCHANGED
    if keep_edited and authors.get(row.id, IMPORTER) != IMPORTER:
        return Effect.KEPT
    return Effect.CHANGED


def _name(entry: Entry) -> tuple[str, str]:
    return entry.question, entry.condition


def free_ids(taken: Set[str]) -> Iterator[str]:
    """Ids for new entries, above all that are taken (`n0012`)."""
    numbers = (int(i[1:]) for i in taken if re.fullmatch(r"n\d{1,9}", i))
    return (f"n{number:04d}" for number in itertools.count(max(numbers, default=0) + 1))
