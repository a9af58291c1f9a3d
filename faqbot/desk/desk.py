"""The desk: everything anyone does, one short use case each. Channels, pages and panels only call it.

Looking around is in `catalogue`, filling the collections in `stock`; here is what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from faqbot.desk import wording
from faqbot.desk.conversation import Conversation, Sent
from faqbot.desk.deliveries import Deliveries
from faqbot.desk.ledger import Ledger
from faqbot.desk.live import LiveSearcher
from faqbot.desk.proposals import Proposals
from faqbot.desk.rehearsal import Rehearsal
from faqbot.desk.scene import Asker
from faqbot.desk.stock import Stock
from faqbot.desk.unkept import Unkept
from faqbot.desk.watching import NOBODY, Watching, timed
from faqbot.desk.wording import DEFAULT, Wordings
from faqbot.errors import InvalidInput, NotFound, NotKept
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.text.normalize import storable
from faqbot.types import (
    Action,
    Audience,
    Do,
    Entry,
    Outcome,
    Reply,
    Shape,
    Synonym,
)


class Desk(Stock):
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
        super().__init__(store, live, Ledger(store, analyzer, clock), clock=clock, wordings=wordings)
        self.analyzer = analyzer
        """Reads with every list of synonyms, whatever a collection has chosen."""
        self._watching = watching
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

    def choose(self, turn_id: str, entry_id: str | None, *, audience: Audience) -> Reply:
        """The asker picked a candidate of a turn, or none of them (None).

        Raises:
            NotFound: no such turn or entry for this audience.
        """
        action = Action(Do.CHOOSE, turn_id, entry_id) if entry_id is not None else Action(Do.NONE, turn_id)
        return self._on_turn(action, audience)

    def open_entry(
        self, collection: str, entry_id: str, *, audience: Audience, channel: str, session: str = ""
    ) -> Reply:
        """An entry reached by its category, without a question.

        Raises:
            NotFound: no such collection or entry for this audience.
        """
        action = Action(Do.ENTRY, target=entry_id)
        return self.act(collection, action, audience=audience, channel=channel, session=session)

    def pick(
        self,
        turn_id: str | None,
        entry_id: str | None,
        *,
        collection: str | None,
        audience: Audience,
        channel: str,
        session: str = "",
    ) -> Reply:
        """A candidate of a turn as by `choose`, or an entry of a collection without one as by `open_entry`.

        Raises:
            InvalidInput: neither a turn nor an entry with its collection is named.
            NotFound: no such turn, collection or entry for this audience.
        """
        if turn_id:
            return self.choose(turn_id, entry_id, audience=audience)
        if collection is None or entry_id is None:
            raise InvalidInput(wording.NOTHING_PICKED)
        return self.open_entry(collection, entry_id, audience=audience, channel=channel, session=session)

    def feedback(self, turn_id: str, *, solved: bool, audience: Audience) -> Reply:
        """解決した / しません: what to say, and whom to phone if it did not help.

        Raises:
            NotFound: no such turn for this audience.
        """
        return self._on_turn(Action(Do.SOLVED if solved else Do.UNSOLVED, turn_id), audience)

    def give_up(self, collection: str, text: str, *, audience: Audience, channel: str) -> str:
        """Put a question that an agent found no answer to on a ticket; returns the ticket's id.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: there is no question, or it is too long.
        """
        return self._conversation.give_up(collection, text, Asker(audience, channel))

    def talking_of(self, session: str) -> str:
        """The collection that was asked last in a session; empty where nothing was, or too long ago."""
        return self._conversation.talking_of(session)

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

    # What has been asked

    def count_turns(self) -> int:
        """How many questions have been kept."""
        return self._store.count_turns()

    def ready(self) -> bool:
        """Whether the next question is answered without building an index first.

        Raises:
            StoreError: the database does not answer.
        """
        self._store.ping()
        return all(shelf.built for shelf in self._live.current().shelves.values())

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
