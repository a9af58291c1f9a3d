"""Words that stand for one another, as lists of them are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SynonymKind(StrEnum):
    """`SAME`: spellings of one word, the first of which all are read as. The others only add words to a question."""

    SAME = "same"
    BOTH = "both"
    ONE_WAY = "one_way"


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word and others that stand for it (`ONE_WAY`: it for them, not they for it)."""

    kind: SynonymKind
    word: str
    others: tuple[str, ...]
    note: str = ""
    """For people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymList:
    """A version of a collection's own synonyms, and who wrote it when."""

    version: int
    synonyms: tuple[Synonym, ...]
    saved_at: datetime
    saved_by: str
