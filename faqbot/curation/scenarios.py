"""The menu that residents go down, edited: checked before it is kept, live at the next tap."""

from __future__ import annotations

from dataclasses import replace

from faqbot.corpus.scenario import problems
from faqbot.curation.topics import Topics
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput
from faqbot.staff.accounts import Account
from faqbot.staff.rights import require_owner, require_signed_in
from faqbot.store.base import EntryStore
from faqbot.types import Audience, Collection, Topic

_TOLD = 3


class Scenarios:
    """The scenarios of collections. A collection's owner changes its scenario; everybody may read it."""

    def __init__(self, desk: Desk, store: EntryStore) -> None:
        self._desk = desk
        self._store = store

    def save(self, account: Account, collection: str, topics: Topics, *, was: Topics) -> None:
        """Put a scenario in the place of the one that was read. Without topics the categories are the menu again.

        Raises:
            NotFound: no such collection.
            NotAllowed: the account's department does not own it.
            InvalidInput: a place of it leads nowhere; the message names the first such places.
            StaleCollection: somebody else has changed the collection's description meanwhile.
        """
        before = self._desk.collection(collection, audience=Audience.STAFF)
        require_owner(account, before.owner)
        self._check(before, topics, was)
        after = replace(before, topics=topics)
        self._store.save_collection(after, replaces=replace(before, topics=was))

    def from_categories(self, account: Account, collection: str) -> Topics:
        """A first scenario to begin with, not kept: one topic for each category that has entries.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such collection.
        """
        require_signed_in(account)
        described = self._desk.collection(collection, audience=Audience.STAFF)
        used = {entry.category for entry in self._desk.entries(collection, audience=Audience.STAFF)}
        named = [each for each in described.categories if each.name in used]
        return tuple(
            Topic(id=f"t{number}", title=each.name, reading=each.reading, category=each.name)
            for number, each in enumerate(named, 1)
        )

    def _check(self, collection: Collection, topics: Topics, was: Topics) -> None:
        """What the scenario named before may stay: an entry may have been archived since."""
        live = {entry.id for entry in self._desk.entries(collection.name, audience=Audience.STAFF)}
        found = list(problems(topics, [each.name for each in collection.categories], live | _named(was)))
        if found:
            raise InvalidInput("メニューを直してください。" + " ／ ".join(found[:_TOLD]))


def _named(topics: Topics) -> set[str]:
    return {entry for topic in topics for entry in (*topic.entries, *_named(topic.topics))}
