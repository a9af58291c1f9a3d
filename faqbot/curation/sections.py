"""What the page of figures shows, a section a value. Entries are named in `titles` by collection and id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from faqbot.staff.funnel import Along, Effect, Funnel, Judged, Slot, Term, Unmet, Viewed, Waiting

Titles = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the questions of a period can be chosen by. Collections by name, with their titles."""

    collections: Mapping[str, str]
    channels: tuple[str, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far questions got: all of them, those of as many days before, by group, and by hour."""

    whole: Funnel
    before: Funnel
    along: Mapping[Along, tuple[Funnel, ...]]
    slots: tuple[Slot, ...]
    collections: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """Which entries are looked at, and which most surely do not help."""

    worst: tuple[Judged, ...]
    viewed: tuple[Viewed, ...]
    titles: Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What reached no answer, the words that stand in it, and how long it waited until somebody saw to it."""

    unmet: tuple[Unmet, ...]
    terms: tuple[Term, ...]
    waiting: Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publications have changed."""

    effects: tuple[Effect, ...]
    titles: Titles


Section = Progress | Helped | Missing | Published
