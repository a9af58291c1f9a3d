"""The desk: everything anyone does, one short use case each. Channels, pages and panels only call it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from faqbot.desk import wording
from faqbot.desk.answer import chosen, handed_off, reply
from faqbot.desk.intake import IMPORTER, Intake, plan
from faqbot.desk.live import LiveSearcher, Shelf
from faqbot.desk.lookup import merged
from faqbot.errors import InvalidInput, NotFound
from faqbot.search.explain import Explanation
from faqbot.search.latent import embed
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.text.masking import mask
from faqbot.text.normalize import storable
from faqbot.types import (
    Answered,
    Audience,
    Collection,
    Contact,
    Decision,
    Entry,
    Hit,
    JudgedPair,
    Outcome,
    Reply,
    ScoredId,
    Suggested,
    Turn,
    Unanswered,
)

MAX_QUESTION = 500
"""Characters of one question; LINE allows 5,000 a message, but nobody asks one in more than a few lines."""

HITS_KEPT = 10
TWINS_LOOKED_AT = 10
NEAR_QUESTIONS = 0.08
"""Cosine distance within which two unanswered questions are one: a slip or an ending apart, not another thing."""


class Desk:
    """What should happen. One a process; every method may be called from any thread."""

    def __init__(
        self,
        store: Store,
        live: LiveSearcher,
        analyzer: Analyzer,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._live = live
        self._analyzer = analyzer
        self._clock = clock

    # Asking

    def ask(
        self, collection: str, text: str, *, audience: Audience, channel: str, session: str = ""
    ) -> Reply:
        """Keep the question, answer it, and put it on a ticket if it reached no answer.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the question is too long.
        """
        shelf = self._shelf(collection, audience)
        text = _usable(text)
        if not text:
            return _asked_nothing(shelf.collection)
        turn = Turn(
            id=secrets.token_urlsafe(16),
            received_at=self._clock(),
            collection=collection,
            channel=channel,
            text=text,
            session=session,
        )
        self._store.receive(turn)
        return self._answer(turn, shelf)

    def choose(self, turn_id: str, entry_id: str | None, *, audience: Audience) -> Reply:
        """The asker picked a candidate (its answer is shown), or none of them (a ticket, and whom to phone).

        Raises:
            NotFound: no such turn or entry for this audience.
        """
        turn = self._turn(turn_id, audience)
        shelf = self._shelf(turn.collection, audience)
        if entry_id is None:
            self._store.choose(turn.id, entry_id="", now=self._clock())
            self._open_ticket(turn)
            return handed_off(
                Reply(
                    turn_id=turn.id,
                    query=turn.text,
                    outcome=Outcome.UNANSWERED,
                    confidence=0.0,
                    message=wording.NONE_OF_THESE,
                ),
                shelf.collection,
            )
        entry = _entry(shelf, entry_id)
        self._store.choose(turn.id, entry_id=entry.id, now=self._clock())
        self._judge(turn, entry.id, right=True, origin="choice")
        return chosen(turn.id, turn.text, entry, shelf.collection)

    def give_up(self, collection: str, text: str, *, audience: Audience, channel: str) -> str:
        """Put a question that an agent found no answer to on a ticket; returns the ticket's id.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: there is no question, or it is too long.
        """
        reply = self.ask(collection, text, audience=audience, channel=channel)
        if not reply.turn_id:
            raise InvalidInput(wording.empty(audience))
        self.choose(reply.turn_id, None, audience=audience)
        turn = self._store.turn(reply.turn_id)
        return turn.ticket_id if turn else ""

    def open_entry(
        self, collection: str, entry_id: str, *, audience: Audience, channel: str, session: str = ""
    ) -> Reply:
        """An entry reached by its category, without a question: kept as a turn whose text is the entry's question.

        Raises:
            NotFound: no such collection or entry for this audience.
        """
        shelf = self._shelf(collection, audience)
        entry = _entry(shelf, entry_id)
        now = self._clock()
        turn = Turn(
            id=secrets.token_urlsafe(16),
            received_at=now,
            collection=collection,
            channel=channel,
            text=entry.question,
            session=session,
        )
        self._store.receive(turn)
        made = chosen(turn.id, turn.text, entry, shelf.collection)
        self._store.decide(
            turn.id,
            outcome=made.outcome,
            revision=shelf.revision,
            confidence=1.0,
            hits=(ScoredId(entry_id=entry.id, score=1.0),),
            entry_id=entry.id,
        )
        return made

    def feedback(self, turn_id: str, *, solved: bool, audience: Audience) -> tuple[str, Contact | None]:
        """解決した / しません: what to say, and whom to phone if it did not help.

        Raises:
            NotFound: no such turn for this audience.
        """
        turn = self._turn(turn_id, audience)
        shelf = self._shelf(turn.collection, audience)
        self._store.solve(turn.id, solved=solved)
        if turn.entry_id:
            self._judge(turn, turn.entry_id, right=solved, origin="solved" if solved else "not_solved")
        if solved:
            return wording.SOLVED, None
        self._open_ticket(turn)
        department = next((e.department for e in shelf.entries if e.id == turn.entry_id), "")
        return wording.NOT_SOLVED, shelf.collection.contact(department)

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
        return tuple(s.collection for s in shelves if _may_read(audience, s.collection))

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
        return self._shelf(collection, audience).searcher.search(_usable(text), HITS_KEPT)

    def look_up(
        self, collections: Sequence[str], text: str, *, audience: Audience, limit: int = HITS_KEPT
    ) -> tuple[Hit, ...]:
        """The best entries of several collections in one list, without keeping a turn; scores compare within it.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the question is too long.
        """
        text = _usable(text)
        shelves = [self._shelf(name, audience) for name in collections]
        return merged((shelf.searcher.decide(text, limit) for shelf in shelves), limit)

    def explain(self, collection: str, text: str, entry_id: str, *, audience: Audience) -> Explanation:
        """Why an entry stands where it does for a question.

        Raises:
            NotFound: no such collection or entry for this audience.
        """
        shelf = self._shelf(collection, audience)
        return shelf.searcher.explain(_usable(text), _entry(shelf, entry_id).id)

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
            self._store.replace_vectors(
                collection,
                ((e.id, self._vector(e.question)) for e in self._store.entries(collection)),
            )
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
        mine = entries[entry_id]
        near = self._store.nearest_entries(collection, self._vector(mine.question), TWINS_LOOKED_AT)
        found = [entries[n.key] for n in near if n.distance <= NEAR_QUESTIONS and n.key in entries]
        return tuple(e for e in found if e.id != mine.id and not (e.subject and e.subject == mine.subject))

    def hand_over(self, collection: str) -> tuple[Entry, ...]:
        """Every entry of a collection whatever its status, for export.

        Raises:
            NotFound: no such collection.
        """
        self._shelf(collection, Audience.STAFF)
        return self._store.entries(collection)

    def sweep(self) -> int:
        """Answer's debt: turns that were received when the process died become tickets. Returns how many."""
        unfinished = self._store.unfinished()
        for turn in unfinished:
            self._open_ticket(turn)
            self._store.decide(
                turn.id,
                outcome=Outcome.UNANSWERED,
                revision=0,
                confidence=0.0,
                hits=(),
                entry_id="",
            )
        return len(unfinished)

    # Inside

    def _answer(self, turn: Turn, shelf: Shelf) -> Reply:
        """The ticket first: a turn counts as decided only when all that follows from it has been kept."""
        decision = shelf.searcher.decide(turn.text, HITS_KEPT)
        if isinstance(decision, Unanswered):
            self._open_ticket(turn)
        self._store.decide(
            turn.id,
            outcome=_outcome(decision),
            revision=shelf.revision,
            confidence=decision.confidence,
            hits=[ScoredId(entry_id=h.entry.id, score=h.score) for h in decision.hits],
            entry_id=decision.entry.id if isinstance(decision, Answered) else "",
        )
        return reply(turn, decision, shelf.collection)

    def _open_ticket(self, turn: Turn) -> None:
        analysis = self._analyzer.analyze(turn.text)
        self._store.open_ticket(
            turn,
            key=analysis.sound or analysis.text,
            vector=self._vector(turn.text),
            near=NEAR_QUESTIONS,
            now=self._clock(),
        )

    def _vector(self, text: str) -> list[float]:
        return [float(value) for value in embed(self._analyzer.analyze(text))]

    def _judge(self, turn: Turn, entry_id: str, *, right: bool, origin: str) -> None:
        self._store.judge(
            JudgedPair(
                collection=turn.collection,
                text=turn.text,
                entry_id=entry_id,
                right=right,
                judged_at=self._clock(),
                origin=origin,
            )
        )

    def _turn(self, turn_id: str, audience: Audience) -> Turn:
        turn = self._store.turn(storable(turn_id))
        if turn is None:
            raise NotFound(wording.NO_TURN)
        self._shelf(turn.collection, audience)
        return turn

    def _shelf(self, name: str, audience: Audience) -> Shelf:
        shelf = self._live.current().shelves.get(name)
        if shelf is None or not _may_read(audience, shelf.collection):
            raise NotFound(wording.NO_COLLECTION.format(name=storable(name)[:40]))
        return shelf


def _may_read(audience: Audience, collection: Collection) -> bool:
    return audience is Audience.STAFF or collection.audience is Audience.PUBLIC


def _entry(shelf: Shelf, entry_id: str) -> Entry:
    try:
        return shelf.index.entries[shelf.index.row(entry_id)]
    except KeyError:
        raise NotFound(wording.NO_ENTRY) from None


def _usable(text: str) -> str:
    """As typed, but storable and with personal numbers masked."""
    text = storable(text).strip()
    if len(text) > MAX_QUESTION:
        raise InvalidInput(wording.TOO_LONG.format(limit=MAX_QUESTION, length=len(text)))
    return mask(text)


def _asked_nothing(collection: Collection) -> Reply:
    made = Reply(
        turn_id="",
        query="",
        outcome=Outcome.UNANSWERED,
        confidence=0.0,
        message=wording.empty(collection.audience),
    )
    return replace(made, handoff=collection.contact(""))


def _outcome(decision: Decision) -> Outcome:
    match decision:
        case Answered():
            return Outcome.ANSWERED
        case Suggested():
            return Outcome.SUGGESTED
        case Unanswered():
            return Outcome.UNANSWERED
