"""Collections: bodies of entries with one audience, and what a resident meets around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from faqbot.types.entries import NO_FIELDS
from faqbot.types.synonyms import Synonym


class Audience(StrEnum):
    """Who may read a collection (requirement C9): never widened by a request."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category in words, colour and icon, as a resident meets it."""

    name: str
    short: str = ""
    reading: str = ""
    icon: str = ""
    colour: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to phone. `hours` is written as `schedule.hours` reads it; empty where the facts do not give them."""

    department: str
    phone: str = ""
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A place of the scenario: more topics, a whole category, or single entries (by id). `id` is unique among its siblings."""

    id: str
    title: str
    reading: str = ""
    icon: str = ""
    text: str = ""
    topics: tuple[Topic, ...] = ()
    category: str = ""
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A part of the city with its own collection days.

    `towns` are pairs of name and reading. `days` says by the name of a category when it is collected, written as
    `schedule.days` reads it. A `sample` is made up, and whoever shows its days must say so.
    """

    name: str
    reading: str = ""
    towns: tuple[tuple[str, str], ...] = ()
    days: Mapping[str, str] = field(default_factory=lambda: NO_FIELDS)
    note: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A body of entries with one audience. `role` is empty, or `emergency`: its entries are answered before all others."""

    name: str
    title: str
    audience: Audience
    owner: str
    greeting: str = ""
    placeholder: str = ""
    categories: tuple[Category, ...] = ()
    contacts: tuple[Contact, ...] = ()
    """The first one is the collection's default."""
    examples: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    """The scenario; without one, the categories are it."""
    asks: str = ""
    """How an entry that is only a name is worded as a question (「{name}は、どう出しますか？」)."""
    role: str = ""
    areas: tuple[Area, ...] = ()
    areas_note: str = ""
    """Where the collection days come from, for whoever is shown them."""
    check_months: int = 12
    """How long a 確認日 holds: an entry checked longer ago is due for checking."""
    synonyms: tuple[str, ...] | None = None
    """The names of the lists of synonyms that its questions are read with; None: every list there is."""
    own_synonyms: tuple[Synonym, ...] = ()
    """Its own list beside those. Curators edit it, so `EntryStore.save_collection` leaves it as it is."""

    def contact(self, department: str) -> Contact:
        """The contact of a department, or the collection's default, or one that only names the owner."""
        for contact in self.contacts:
            if contact.department == department:
                return contact
        return self.contacts[0] if self.contacts else Contact(department=self.owner)
