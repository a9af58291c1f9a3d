"""Did publishing help? The questions that led to it, asked of what is live now; and how the entry fared before and since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from faqbot.curation.reach import Reach
from faqbot.curation.replay import Reaches
from faqbot.desk.judgements import CURATOR
from faqbot.staff.versions import Version
from faqbot.store.base import Store
from faqbot.store.base_proof import Shown


@dataclass(frozen=True, slots=True)
class Arrival:
    """A question that the entry was to answer, and where it leads now. `arrives`: it reaches the entry, or is offered it."""

    text: str
    reach: Reach
    arrives: bool


@dataclass(frozen=True, slots=True)
class Aftermath:
    """`before` is as long as `since`: from the publication until now."""

    published_at: datetime
    questions: tuple[Arrival, ...]
    before: Shown
    since: Shown


def aftermath(store: Store, reaches: Reaches, version: Version, now: datetime) -> Aftermath:
    """What came of publishing a version of an entry. Nothing is kept of the questions that are asked for it."""
    entry, at = version.entry, version.saved_at
    led = dict.fromkeys(
        pair.text
        for pair in store.judged_pairs(entry.collection)
        if pair.entry_id == entry.id and pair.right and pair.origin == CURATOR and pair.judged_at >= at
    )
    found = ((text, reaches.of(text)) for text in led if text)
    return Aftermath(
        at,
        tuple(Arrival(text, reach, entry.id in reach.shown) for text, reach in found),
        store.shown(entry.collection, entry.id, at - (now - at), at),
        store.shown(entry.collection, entry.id, at, now),
    )
