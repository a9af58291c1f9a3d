"""What a page says, as entries: the same thing keeps its id for as long as the site has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from faqbot.types import Entry
from scrapers.extract.found import Extracted, Found
from scrapers.sources import Source

SAYS = ("question", "reading", "answer", "category", "condition")
"""The fields in which a page says something; the others of an entry say where and when."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing as a page said it. `key` tells it from the others of the page; `table`: it came from a table of items."""

    key: str
    table: bool
    entry: Entry

    def says(self) -> tuple[str, ...]:
        """What a change of which is a change of the entry."""
        return tuple(getattr(self.entry, name) for name in SAYS)


def sightings(extracted: Extracted, source: Source) -> tuple[Sighting, ...]:
    """The things that a page says, without those that say nothing; of two with one key the first."""
    made: dict[str, Sighting] = {}
    for sighting in _all(extracted, source):
        made.setdefault(sighting.key, sighting)
    return tuple(made.values())


def _all(extracted: Extracted, source: Source) -> Iterator[Sighting]:
    for table, things in ((True, extracted.items), (False, extracted.faqs)):
        for found in things:
            if found.question and (found.answer or found.category or found.note):
                key = f"{'item' if table else 'faq'}:{found.key}"
                yield Sighting(key, table, _entry(key, found, extracted, source))


def _entry(key: str, found: Found, extracted: Extracted, source: Source) -> Entry:
    category = source.categories.get(found.category, found.category)
    contact = extracted.contact.department if extracted.contact else ""
    return Entry(
        id=entry_id(source.name, extracted.page_id or extracted.url, key),
        collection=source.collection,
        question=found.question,
        reading=found.reading,
        phrasings=found.phrasings,
        condition=found.condition,
        subject=found.question if found.condition else "",
        answer=_answer(category, found),
        category=category,
        department=source.department or contact,
        source_title=extracted.title,
        source_url=extracted.url + (f"#{found.anchor}" if found.anchor else ""),
        checked_on=extracted.updated_on,
    )


def entry_id(source: str, page: str, key: str) -> str:
    """Of where the thing stood when it was first seen, never of what it says: `mihon-3f2a…`."""
    place = f"{page}\n{key}".encode()
    return f"{source}-{blake2b(place, digest_size=6).hexdigest()}"


def _answer(category: str, found: Found) -> str:
    """A dictionary of items has a category and remarks; the category is then the first line, as in faqbot.corpus."""
    lines = [
        f"「{category}」です。" if category and category not in found.answer else "",
        found.answer,
        found.note,
    ]
    return "\n".join(dict.fromkeys(filter(None, lines)))
