"""The desk: everything anyone does, one short use case each. Channels, pages and panels only call it."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from faqbot.desk import wording
from faqbot.desk.conversation import Conversation, Sent
from faqbot.desk.deliveries import Deliveries
from faqbot.desk.handoff import handoff
from faqbot.desk.intake import IMPORTER, Intake, plan
from faqbot.desk.ledger import NEAR_QUESTIONS, Ledger
from faqbot.desk.live import LiveSearcher, Shelf
from faqbot.desk.lookup import merged
from faqbot.desk.proposals import Proposals
from faqbot.desk.rehearsal import Rehearsal
from faqbot.desk.scene import MAX_QUESTION, Asker, may_read, readable, usable
from faqbot.desk.unkept import Unkept
from faqbot.desk.watching import NOBODY, Watching, timed
from faqbot.desk.wording import DEFAULT, Wordings
from faqbot.errors import NotFound, NotKept
from faqbot.search.explain import Explanation
from faqbot.staff.audit import Deed
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.text.normalize import storable
from faqbot.types import (
    Action,
    Audience,
    Collection,
    Do,
    Entry,
    Handoff,
    Hit,
    Outcome,
    Reply,
    Shape,
    Synonym,
)

HITS_KEPT = 10
TWINS_LOOKED_AT = 10


class Desk:
    """What should happen. One a process; every method may be called from any thread."""

    def __init__(
        self,
        store: Store,
        live: LiveSearcher,
        analyzer: Analyzer,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        wordings: Wordings = DEFAULT,
        watching: Watching = NOBODY,
    ) -> None:
        self._store = store
        self._live = live
        self._clock = clock
        self._wordings = wordings
        self.analyzer = analyzer
        """Reads with every list of synonyms, whatever a collection has chosen."""
        self._watching = watching
        self._ledger = Ledger(store, analyzer, clock)
        self._conversation = Conversation(store, live, analyzer, self._ledger, clock=clock, wordings=wordings)
        self._unkept = Unkept(store, live, analyzer, clock=clock, wordings=wordings)
        self.deliveries = Deliveries(store, clock)
        self.proposals = Proposals(store, clock=clock, publish_vectors=self.place)

    # Asking

    def ask(
        self,
        collection: str,
        text: str,
        *,
        audience: Audience,
        channel: str,
        session: str = "",
        language: str = "",
    ) -> Reply:
        """Keep what was said, answer it, and put it on a ticket if it reached no answer.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the question is too long.
        """
        asker = Asker(audience, channel, session, language)
        return self._answered(channel, lambda talk: talk.say(collection, text, asker))

    def show(
        self, collection: str, sent: Sent, *, audience: Audience, channel: str, session: str = ""
    ) -> Reply:
        """Answer a sticker, a picture or a place.

        Raises:
            NotFound: no such collection for this audience.
        """
        asker = Asker(audience, channel, session)
        return self._answered(channel, lambda talk: talk.show(collection, sent, asker))

    def act(
        self,
        collection: str,
        action: Action,
        *,
        audience: Audience,
        channel: str,
        session: str = "",
        language: str = "",
    ) -> Reply:
        """Do what was tapped: see `Do`.

        Raises:
            NotFound: no such collection, turn, entry, place or area for this audience.
            InvalidInput: the text to send is too long.
        """
        asker = Asker(audience, channel, session, language)
        return self._answered(channel, lambda talk: talk.act(collection, action, asker))

    def talking_of(self, session: str) -> str:
        """The collection that was asked last in a session; empty where nothing was, or too long ago."""
        return self._conversation.talking_of(session)

    def choose(self, turn_id: str, entry_id: str | None, *, audience: Audience) -> Reply:
        """The asker picked a candidate of a turn, or none of them (None).

        Raises:
            NotFound: no such turn or entry for this audience.
        """
        action = Action(Do.CHOOSE, turn_id, entry_id) if entry_id is not None else Action(Do.NONE, turn_id)
        return self._on_turn(action, audience)

    def give_up(self, collection: str, text: str, *, audience: Audience, channel: str) -> str:
        """Put a question that an agent found no answer to on a ticket; returns the ticket's id.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: there is no question, or it is too long.
        """
        return self._conversation.give_up(collection, text, Asker(audience, channel))

    def open_entry(
        self, collection: str, entry_id: str, *, audience: Audience, channel: str, session: str = ""
    ) -> Reply:
        """An entry reached by its category, without a question.

        Raises:
            NotFound: no such collection or entry for this audience.
        """
        action = Action(Do.ENTRY, target=entry_id)
        return self.act(collection, action, audience=audience, channel=channel, session=session)

    def feedback(self, turn_id: str, *, solved: bool, audience: Audience) -> Reply:
        """解決した / しません: what to say, and whom to phone if it did not help.

        Raises:
            NotFound: no such turn for this audience.
        """
        return self._on_turn(Action(Do.SOLVED if solved else Do.UNSOLVED, turn_id), audience)

    def contact(self, collection: str, department: str = "", *, audience: Audience) -> Handoff:
        """Whom to phone about a collection (a department of it), as of now.

        Raises:
            NotFound: no such collection for this audience.
        """
        described = self._shelf(collection, audience).collection
        return handoff(described, department, self._wordings["ja"], self._clock())

    # Looking around

    def suggest(
        self, collection: str, typed: str, *, audience: Audience, limit: int = 8
    ) -> tuple[Entry, ...]:
        """Entries to offer while a question is being typed.

        Raises:
            NotFound: no such collection for this audience.
        """
        shelf = self._shelf(collection, audience)
        rows = shelf.suggester.suggest(storable(typed)[:MAX_QUESTION].strip(), limit)
        return tuple(shelf.index.entries[row] for row in rows)

    def collection(self, name: str, *, audience: Audience) -> Collection:
        """A collection's description.

        Raises:
            NotFound: no such collection for this audience.
        """
        return self._shelf(name, audience).collection

    def collections(self, *, audience: Audience) -> tuple[Collection, ...]:
        """The collections this audience may ask."""
        shelves = self._live.current().shelves.values()
        return tuple(
            s.collection for s in shelves if may_read(audience, s.collection) and not s.collection.role
        )

    def entries(
        self, collection: str, *, audience: Audience, category: str | None = None
    ) -> tuple[Entry, ...]:
        """The published entries of a collection (of one category), as they are searched.

        Raises:
            NotFound: no such collection for this audience.
        """
        entries = self._shelf(collection, audience).entries
        return tuple(e for e in entries if category is None or e.category == category)

    def search(self, collection: str, text: str, *, audience: Audience) -> tuple[Hit, ...]:
        """The best entries for a question, best first, without keeping a turn (for agents and previews).

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the question is too long.
        """
        return self._shelf(collection, audience).searcher.search(usable(text), HITS_KEPT)

    def look_up(
        self, collections: Sequence[str], text: str, *, audience: Audience, limit: int = HITS_KEPT
    ) -> tuple[Hit, ...]:
        """The best entries of several collections in one list, without keeping a turn; scores compare within it.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the question is too long.
        """
        text = usable(text)
        shelves = [self._shelf(name, audience) for name in collections]
        return merged((shelf.searcher.decide(text, limit) for shelf in shelves), limit)

    def explain(self, collection: str, text: str, entry_id: str, *, audience: Audience) -> Explanation:
        """Why an entry stands where it does for a question.

        Raises:
            NotFound: no such collection or entry for this audience.
        """
        shelf = self._shelf(collection, audience)
        return shelf.searcher.explain(usable(text), _entry(shelf, entry_id).id)

    def count_turns(self) -> int:
        """How many questions have been kept."""
        return self._store.count_turns()

    def revision(self) -> int:
        """The revision that questions are answered from now."""
        return self._live.current().revision

    def warm(self) -> None:
        """Build the index now, so that the first asker does not wait for it."""
        for shelf in self._live.current().shelves.values():
            shelf.warm()

    def rehearse(
        self,
        collection: str,
        changed: Sequence[Entry] = (),
        withdrawn: Container[str] = (),
        own_synonyms: tuple[Synonym, ...] | None = None,
    ) -> Rehearsal:
        """A talk with the bot as publishing these entries, and withdrawing others (by id), would make it. Nothing is kept.

        `own_synonyms` would be the collection's own list (None: as it is).

        Raises:
            NotFound: no such collection.
        """
        self._shelf(collection, Audience.STAFF)
        library = self._live.rehearsed(collection, changed, withdrawn, own_synonyms)
        return Rehearsal(library, collection, self.analyzer, clock=self._clock, wordings=self._wordings)

    def ready(self) -> bool:
        """Whether the next question is answered without building an index first.

        Raises:
            StoreError: the database does not answer.
        """
        self._store.ping()
        return all(shelf.built for shelf in self._live.current().shelves.values())

    # Filling

    def describe(self, collection: Collection) -> None:
        """Add a collection, or change its description."""
        self._store.save_collection(collection)

    def take_in(
        self,
        collection: str,
        rows: Sequence[Entry],
        *,
        keep_edited: bool = False,
        dry_run: bool = False,
    ) -> Intake:
        """Entries from a file, in one transaction. With `keep_edited`, what was edited here since stays.

        Raises:
            NotFound: the collection has not been described.
        """
        if not dry_run:
            self._shelf(collection, Audience.STAFF)
        made = plan(
            rows,
            self._store.entries(collection),
            self._store.authors(collection),
            keep_edited=keep_edited,
        )
        if made.entries and not dry_run:
            self._store.save_entries(made.entries, now=self._clock(), by=IMPORTER)
            self.place(made.entries)
        return made

    def twins(self, collection: str, entry_id: str) -> tuple[Entry, ...]:
        """Other entries that ask nearly the same (variants of one thing are not twins), nearest first.

        Raises:
            NotFound: no such collection or entry.
        """
        shelf = self._shelf(collection, Audience.STAFF)
        entries = {entry.id: entry for entry in shelf.entries}
        if entry_id not in entries:
            raise NotFound(wording.NO_ENTRY)
        return self.alike(entries[entry_id])

    def alike(self, entry: Entry) -> tuple[Entry, ...]:
        """Live entries that ask nearly what an entry would ask, stored or not; as `twins`.

        Raises:
            NotFound: no such collection.
        """
        shelf = self._shelf(entry.collection, Audience.STAFF)
        entries = {each.id: each for each in shelf.entries}
        vector = self._ledger.vector(entry.question)
        near = self._store.nearest_entries(entry.collection, vector, TWINS_LOOKED_AT)
        found = [entries[n.key] for n in near if n.distance <= NEAR_QUESTIONS and n.key in entries]
        return tuple(e for e in found if e.id != entry.id and not (e.subject and e.subject == entry.subject))

    def place(self, entries: Sequence[Entry]) -> None:
        """Let entries that have just been written be found as twins."""
        for collection in {entry.collection for entry in entries}:
            written = (entry for entry in entries if entry.collection == collection)
            self._store.put_vectors(collection, ((e.id, self._ledger.vector(e.question)) for e in written))

    def vector(self, text: str) -> Sequence[float]:
        """A question as the nearest-neighbour look-ups of tickets compare it."""
        return self._ledger.vector(text)

    def hand_over(self, collection: str) -> tuple[Entry, ...]:
        """Every entry of a collection whatever its status, for export, which is audited.

        Raises:
            NotFound: no such collection.
        """
        self._shelf(collection, Audience.STAFF)
        self._store.note(Deed.EXPORTED, "entries", collection)
        return self._store.entries(collection)

    def sweep(self, before: datetime | None = None) -> int:
        """Answer's debt: turns that were received when a process died become tickets. Returns how many.

        While another process may be answering, say `before` when a turn was received by one that is no more.
        """
        unfinished = self._store.unfinished(before)
        for turn in unfinished:
            self._ledger.open_ticket(turn)
            self._store.decide(replace(turn, outcome=Outcome.UNANSWERED))
        return len(unfinished)

    def undelivered(self, turn_id: str) -> None:
        """The reply to a turn never reached who asked: it counts as unanswered, and goes on a ticket if it asked anything.

        Raises:
            NotFound: no such turn.
        """
        turn = self._store.turn(turn_id)
        if turn is None:
            raise NotFound(wording.NO_TURN)
        if turn.text and turn.shape not in (Shape.TALK, Shape.MENU):
            self._ledger.open_ticket(turn)
            self._store.decide(replace(turn, outcome=Outcome.UNANSWERED))

    # Inside

    def _answered(self, channel: str, answer: Callable[[Conversation], Reply]) -> Reply:
        """Kept before it is answered; where nothing can be kept, answered all the same."""
        try:
            return timed(self._watching, channel, lambda: answer(self._conversation))
        except NotKept:
            reply = timed(self._watching, channel, lambda: self._unkept.answer(answer))
            self._watching.unkept()
            return reply

    def _on_turn(self, action: Action, audience: Audience) -> Reply:
        """An action whose collection, channel and session are its turn's."""
        turn = self._store.turn(storable(action.turn))
        if turn is None:
            raise NotFound(wording.NO_TURN)
        asker = Asker(audience, turn.channel, turn.session, turn.language)
        return self._conversation.act(turn.collection, action, asker)

    def _shelf(self, name: str, audience: Audience) -> Shelf:
        return readable(self._live.current(), name, audience)


def _entry(shelf: Shelf, entry_id: str) -> Entry:
    try:
        return shelf.index.entries[shelf.index.row(entry_id)]
    except KeyError:
        raise NotFound(wording.NO_ENTRY) from None
