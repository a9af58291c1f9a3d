"""What a step of a conversation is answered from: who asks, what they may read, what was said before, and when.

A scene has one library, even if somebody publishes meanwhile. What was said before is read back from the turns of the
session, so that any process can go on with a conversation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from faqbot.desk import wording
from faqbot.desk.answer import Composer
from faqbot.desk.library import Libraries, Library, Shelf
from faqbot.desk.memory import Memory
from faqbot.desk.wording import Wordings, Words
from faqbot.errors import InvalidInput, NotFound
from faqbot.text.masking import digits_of, mask
from faqbot.text.normalize import storable
from faqbot.types import Audience, Collection, Entry, Shape, Turn

MAX_QUESTION = 500
"""Characters of one question; LINE allows 5,000 a message, but nobody asks one in more than a few lines."""
FORGETS_AFTER = timedelta(minutes=10)
"""After this long a message stands alone again: whoever comes back has another question."""
LOOKS_BACK = 6


@dataclass(frozen=True, slots=True)
class Asker:
    """Who talks to us: with which clearance, by which channel, in which session (an opaque token; empty: none)."""

    audience: Audience
    channel: str
    session: str = ""
    language: str = ""
    """`ja`, `easy` or `en`; empty: as before in the session."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One step: `before` are the session's last turns, the newest first; `area` is the asker's, empty if not known."""

    library: Library
    shelf: Shelf
    asker: Asker
    before: tuple[Turn, ...]
    now: datetime
    language: str
    words: Words
    area: str

    @property
    def collection(self) -> Collection:
        """What is asked."""
        return self.shelf.collection

    @property
    def last(self) -> Turn | None:
        """The turn before, if it is not forgotten."""
        return self.before[0] if self.before else None

    @property
    def about(self) -> str:
        """Whose days were asked for last; empty if none were."""
        asked = (turn.about for turn in self.before if turn.about and turn.shape is not Shape.MENU)
        return next(asked, "")

    @property
    def example(self) -> str:
        """Something that could be asked here."""
        return self.collection.examples[0] if self.collection.examples else self.collection.title

    @property
    def subject(self) -> Entry | None:
        """The entry that was talked of last, or whose condition was asked."""
        for turn in self.before:
            if turn.shape not in (Shape.TALK, Shape.AREAS, Shape.DAYS):
                asked_back = turn.shape is Shape.CONDITION
                return self.entry(turn.entry_id or (turn.hits[0].entry_id if asked_back else ""))
        return None

    def entry(self, entry_id: str) -> Entry | None:
        """A published entry of the collection, if there is one with this id."""
        index = self.shelf.index
        return index.entries[index.row(entry_id)] if index.has(entry_id) else None

    def department(self, turn: Turn | None = None) -> str:
        """Whose business it is: that of a turn's entry or nearest hit, else of what was talked of; empty if unknown."""
        nearest = turn.hits[0].entry_id if turn and turn.hits else ""
        found = self.entry(turn.entry_id or nearest) if turn else self.subject
        return found.department if found else ""

    def composer(self, turn: Turn | None = None) -> Composer:
        """What makes replies to a turn; without one, to what was not kept."""
        turn_id, text = (turn.id, turn.text) if turn else ("", "")
        return Composer(turn_id, text, self.collection, self.words, self.now, self.language)


class Scenes:
    """Sets the scene of a step."""

    def __init__(
        self, store: Memory, live: Libraries, clock: Callable[[], datetime], wordings: Wordings
    ) -> None:
        self._store = store
        self._live = live
        self._clock = clock
        self._wordings = wordings

    def of(self, collection: str, asker: Asker) -> Scene:
        """The scene for an asker of a collection, now.

        Raises:
            NotFound: no such collection for this audience.
        """
        library = self._live.current()
        shelf = readable(library, collection, asker.audience)
        now = self._clock()
        before = self._before(collection, asker, now)
        language = asker.language or (before[0].language if before else "ja")
        area = next((turn.area for turn in before if turn.area), "")
        if not area and asker.session and shelf.collection.areas:
            area = self._store.remembered(asker.session)
        words = self._wordings.get(language) or self._wordings["ja"]
        return Scene(library, shelf, asker, before, now, language, words, area)

    def in_language(self, scene: Scene, language: str) -> Scene:
        """The same scene in another language."""
        return replace(scene, language=language, words=self._wordings[language])

    def turn(self, turn_id: str, asker: Asker) -> Turn:
        """A turn by its id: whoever holds it may go on with it, if the audience may read its collection.

        Raises:
            NotFound: no such turn for this audience.
        """
        turn = self._store.turn(storable(turn_id))
        if turn is None:
            raise NotFound(wording.NO_TURN)
        readable(self._live.current(), turn.collection, asker.audience)
        return turn

    def talking_of(self, session: str) -> str:
        """The collection of the last turn of a session; empty if it is forgotten."""
        last = self._store.recent(session, self._clock() - FORGETS_AFTER, 1) if session else ()
        return last[0].collection if last else ""

    def _before(self, collection: str, asker: Asker, now: datetime) -> tuple[Turn, ...]:
        if not asker.session:
            return ()
        turns = self._store.recent(asker.session, now - FORGETS_AFTER, LOOKS_BACK)
        return tuple(turn for turn in turns if turn.collection == collection and not turn.part_of)


def readable(library: Library, name: str, audience: Audience) -> Shelf:
    """The collection of this name, if this audience may read it; a staff collection does not exist for a resident.

    Raises:
        NotFound: no such collection for this audience.
    """
    shelf = library.shelves.get(name)
    if shelf is None or not may_read(audience, shelf.collection):
        raise NotFound(wording.NO_COLLECTION.format(name=storable(name)[:40]))
    return shelf


def may_read(audience: Audience, collection: Collection) -> bool:
    """Whether an audience may read a collection (requirement C9)."""
    return audience is Audience.STAFF or collection.audience is Audience.PUBLIC


def usable(text: str, collection: Collection | None = None) -> str:
    """As typed, but storable and with personal numbers masked; those of the collection's contacts stay.

    Raises:
        InvalidInput: it is too long.
    """
    text = storable(text).strip()
    if len(text) > MAX_QUESTION:
        raise InvalidInput(wording.TOO_LONG.format(limit=MAX_QUESTION, length=len(text)))
    contacts = collection.contacts if collection else ()
    return mask(text, {digits_of(contact.phone) for contact in contacts})
