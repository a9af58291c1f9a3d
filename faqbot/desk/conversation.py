"""One conversation, two ways: free text and the scenario. What is said or tapped comes in, a reply goes out.

Each step is kept as a turn before it is answered. What was said before is read back from the turns of the session, so
that any process can go on with a conversation, and a log can be replayed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from faqbot.desk import wording
from faqbot.desk.answer import Composer
from faqbot.desk.days import asks_for_days, days_reply, found_area, narrowed, next_days, which_area
from faqbot.desk.following import follow
from faqbot.desk.ledger import Ledger
from faqbot.desk.live import Library, LiveSearcher, Shelf
from faqbot.desk.menu import menu
from faqbot.desk.picked import picked
from faqbot.desk.several import several
from faqbot.desk.wording import Wordings, Words
from faqbot.errors import InvalidInput, NotFound
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.text.masking import mask
from faqbot.text.normalize import storable
from faqbot.text.smalltalk import Talk, Wish, question_in, talk, wish
from faqbot.types import (
    Action,
    Area,
    Audience,
    Collection,
    Decision,
    Do,
    Entry,
    Hit,
    Option,
    Outcome,
    Reply,
    ScoredId,
    Shape,
    Turn,
    Unanswered,
)

MAX_QUESTION = 500
"""Characters of one question; LINE allows 5,000 a message, but nobody asks one in more than a few lines."""
HITS_KEPT = 10
FORGETS_AFTER = timedelta(minutes=10)
"""After this long a message stands alone again: whoever comes back has another question."""
LOOKS_BACK = 6
NEAR_ENOUGH = 0.4
"""Of the best score: who has refused five candidates is not helped by five that share a kana."""


class Sent(StrEnum):
    """What came in a message that is no text."""

    STICKER = "sticker"
    IMAGE = "image"
    LOCATION = "location"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"


_STANDS_FOR = {
    Sent.STICKER: "［スタンプ］",
    Sent.IMAGE: "［写真］",
    Sent.LOCATION: "［位置］",
    Sent.VIDEO: "［動画］",
    Sent.AUDIO: "［音声］",
    Sent.FILE: "［ファイル］",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who talks to us: with which clearance, by which channel, in which session (an opaque token; empty: none)."""

    audience: Audience
    channel: str
    session: str = ""
    language: str = ""
    """`ja`, `easy` or `en`; empty: as before in the session."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a step is answered from: one library, even if somebody publishes meanwhile."""

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
        return self.shelf.collection

    @property
    def last(self) -> Turn | None:
        return self.before[0] if self.before else None

    def composer(self, turn: Turn) -> Composer:
        return Composer(turn.id, turn.text, self.collection, self.words, self.now, self.language)

    def subject(self) -> Entry | None:
        """The entry that was talked of last, or whose condition was asked."""
        for turn in self.before:
            if turn.shape in (Shape.TALK, Shape.AREAS, Shape.DAYS):
                continue
            entry_id = turn.entry_id or (turn.hits[0].entry_id if turn.shape is Shape.CONDITION else "")
            index = self.shelf.index
            return index.entries[index.row(entry_id)] if entry_id and index.has(entry_id) else None
        return None


class Conversation:
    """Answers whatever is said or tapped. Safe to call from any thread."""

    def __init__(
        self,
        store: Store,
        live: LiveSearcher,
        analyzer: Analyzer,
        ledger: Ledger,
        *,
        clock: Callable[[], datetime],
        wordings: Wordings,
    ) -> None:
        self._store = store
        self._live = live
        self._analyzer = analyzer
        self._ledger = ledger
        self._clock = clock
        self._wordings = wordings

    def say(self, collection: str, text: str, asker: Asker) -> Reply:
        """Keep what was said, and answer it.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the text is too long.
        """
        scene = self._scene(collection, asker)
        text = usable(text)
        if not text:
            return self._asked_nothing(scene)
        index = scene.shelf.index
        if chosen := picked(text, scene.last, scene.collection, index, scene.words):
            return self.act(collection, chosen, asker)
        return self._answer(self._received(scene, text), scene)

    def show(self, collection: str, sent: Sent, asker: Asker) -> Reply:
        """Answer a message that is no text.

        Raises:
            NotFound: no such collection for this audience.
        """
        scene = self._scene(collection, asker)
        turn = self._received(scene, _STANDS_FOR[sent])
        reply = scene.composer(turn).said(getattr(scene.words, sent.value), self._top(scene))
        return self._kept(turn, reply, scene)

    def talking_of(self, session: str) -> str:
        """The collection of the last turn of a session; empty if it is forgotten."""
        last = self._store.recent(session, self._clock() - FORGETS_AFTER, 1) if session else ()
        return last[0].collection if last else ""

    def act(self, collection: str, action: Action, asker: Asker) -> Reply:
        """Do what was tapped. The collection of an action on a turn is the turn's.

        Raises:
            NotFound: no such collection, turn, entry, place or area for this audience.
            InvalidInput: the text to send is too long.
        """
        match action:
            case Action(Do.SAY, _, text):
                return self.say(collection, text, asker)
            case Action(Do.CHOOSE, turn_id, entry_id):
                return self._choose(self._turn(turn_id, asker), entry_id, asker)
            case Action(Do.NONE, turn_id):
                return self._refuse(self._turn(turn_id, asker), asker)
            case Action(Do.SOLVED | Do.UNSOLVED as do, turn_id):
                return self._rate(self._turn(turn_id, asker), do is Do.SOLVED, asker)
        scene = self._scene(collection, asker)
        match action:
            case Action(Do.MENU, _, path):
                return self._menu(path, scene)
            case Action(Do.ENTRY, _, entry_id):
                return self._open(self._entry(scene.shelf, entry_id), scene)
            case Action(Do.AREA, _, name):
                return self._settle(name, scene)
            case Action(Do.REMEMBER):
                return self._remember(scene)
            case Action(Do.FORGET):
                return self._forget(scene)
            case _:
                return self._hand_off(scene)

    def give_up(self, collection: str, text: str, asker: Asker) -> str:
        """Keep a question that an agent found no answer to, and put it on a ticket; returns the ticket's id.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: there is no question, or it is too long.
        """
        scene = self._scene(collection, asker)
        if not (text := usable(text)):
            raise InvalidInput(scene.words.empty_staff)
        turn = self._received(scene, text)
        self._ledger.open_ticket(turn)
        self._kept(turn, scene.composer(turn).handed_off(scene.words.handoff), scene)
        kept = self._store.turn(turn.id)
        return kept.ticket_id if kept else ""

    # What was said

    def _answer(self, turn: Turn, scene: _Scene) -> Reply:
        """The first of these that applies: danger, a wish or small talk, a place, days, several things, a question."""
        composer = scene.composer(turn)
        if alarm := scene.library.alarms.find(turn.text):
            return self._alarm(alarm, turn, scene)
        if wished := wish(turn.text):
            return self._wish(wished, turn, scene)
        if reply := self._place(turn, scene):
            return reply
        if heard := talk(turn.text):
            return self._kept(turn, self._talk(heard, composer, scene), scene)
        text = question_in(turn.text)
        if parts := several(text, self._analyzer, scene.shelf.searcher):
            return self._several(turn, parts, scene)
        return self._question(turn, text, scene)

    def _alarm(self, alarm: Entry, turn: Turn, scene: _Scene) -> Reply:
        """What to do now. Staff can also reach what their collection says: of a ticket machine that smokes, say."""
        staff = scene.collection.audience is Audience.STAFF
        decision = scene.shelf.searcher.decide(turn.text, HITS_KEPT) if staff else None
        hits = () if decision is None or isinstance(decision, Unanswered) else decision.hits
        return self._kept(turn, scene.composer(turn).alarm(alarm, hits), scene)

    def _question(self, turn: Turn, text: str, scene: _Scene) -> Reply:
        searcher = scene.shelf.searcher
        alone = searcher.decide(text, HITS_KEPT)
        asked_back = scene.last is not None and scene.last.shape is Shape.CONDITION
        decision = follow(text, scene.subject(), searcher, alone, asked_back=asked_back)
        about = asks_for_days(text, scene.collection, decision, scene.subject(), scene.now)
        if not about and scene.last and scene.last.shape is Shape.DAYS:
            about = next_days(text, scene.collection, scene.now)
        area = (
            found_area(scene.collection, text) or found_area(scene.collection, scene.area) if about else None
        )
        if area:
            return self._days(turn, about, area, scene)
        reply = scene.composer(turn).decided(decision)
        if about:
            reply = which_area(reply, scene.collection, scene.words)
        return self._kept(turn, reply, scene, decision, about=about)

    def _several(self, turn: Turn, parts: tuple[str, ...], scene: _Scene) -> Reply:
        replies = []
        for part in parts:
            inside = self._received(scene, part, part_of=turn.id)
            decision = scene.shelf.searcher.decide(part, HITS_KEPT)
            replies.append(self._kept(inside, scene.composer(inside).decided(decision), scene, decision))
        return self._kept(turn, scene.composer(turn).several(replies), scene)

    def _wish(self, wished: Wish, turn: Turn, scene: _Scene) -> Reply:
        composer = scene.composer(turn)
        match wished:
            case Wish.FORGET:
                self._kept(turn, composer.said(""), scene)
                return self._forget(scene)
            case Wish.AREA if scene.collection.areas:
                return self._kept(turn, which_area(composer.said(""), scene.collection, scene.words), scene)
            case Wish.HANDOFF:
                made = composer.handed_off(scene.words.handoff, self._department(scene))
                return self._kept(turn, made, scene)
            case Wish.JAPANESE | Wish.EASY | Wish.ENGLISH:
                changed = self._in_language(scene, wished.value)
                return self._kept(turn, changed.composer(turn).said(changed.words.language), changed)
            case _:
                return self._kept(turn, self._at("", composer, scene), scene)

    def _talk(self, heard: Talk, composer: Composer, scene: _Scene) -> Reply:
        message = str(getattr(scene.words, heard.value))
        message = message.format(title=scene.collection.title, example=_example(scene.collection))
        if heard is Talk.SORRY:
            return composer.said(message, (Option(scene.words.call, Action(Do.HANDOFF)), *self._top(scene)))
        shows = heard in (Talk.GREETING, Talk.CAN, Talk.WHO, Talk.TOO_SHORT, Talk.TEST)
        return composer.said(message, self._top(scene) if shows else ())

    # What was tapped

    def _choose(self, turn: Turn, entry_id: str, asker: Asker) -> Reply:
        """A candidate: its answer; or, where that depends on something not said yet, the one question that decides."""
        scene = self._scene(turn.collection, asker)
        entry = self._entry(scene.shelf, entry_id)
        composer = scene.composer(turn)
        was_asked_back = turn.shape is Shape.CONDITION
        corrects = self._is_variant_of_shown(entry, turn, scene)
        left = () if was_asked_back or corrects else scene.shelf.searcher.undecided(turn.text, entry.id)
        if not was_asked_back:
            self._ledger.judge(turn, entry.id, right=True, origin="choice")
        asks = bool(left) and entry in left
        reply = composer.condition(left, (Hit(entry, 1.0),), 1.0) if asks else composer.answer(entry)
        return self._noted(replace(turn, chosen_at=scene.now), reply, reply.answer.id if reply.answer else "")

    def _is_variant_of_shown(self, entry: Entry, turn: Turn, scene: _Scene) -> bool:
        """Whether the asker takes back a condition: the answer shown for this turn is another variant of the thing."""
        index = scene.shelf.index
        shown = index.entries[index.row(turn.entry_id)] if index.has(turn.entry_id) else None
        return shown is not None and bool(entry.subject) and shown.subject == entry.subject

    def _refuse(self, turn: Turn, asker: Asker) -> Reply:
        """None of these: other candidates, then the categories, then whom to phone; never the same list again."""
        scene = self._scene(turn.collection, asker)
        composer = scene.composer(turn)
        refused = turn.refused + 1
        hits = self._others(turn, scene)
        if refused == 1 and hits:
            reply = composer.candidates(hits, turn.confidence, scene.words.others)
        else:
            self._ledger.open_ticket(turn)
            if turn.shape not in (Shape.MENU, Shape.HANDOFF) and scene.collection.categories:
                reply = self._after_none(turn, composer, scene)
            else:
                reply = composer.handed_off(scene.words.none_of_these, self._department_of(turn, scene))
        return self._noted(replace(turn, refused=refused, chosen_at=scene.now), reply, "")

    def _rate(self, turn: Turn, solved: bool, asker: Asker) -> Reply:
        scene = self._scene(turn.collection, asker)
        self._store.solve(turn.id, solved=solved)
        if turn.entry_id and turn.shape is not Shape.CONDITION:
            origin = "solved" if solved else "not_solved"
            self._ledger.judge(turn, turn.entry_id, right=solved, origin=origin)
        composer = scene.composer(turn)
        if solved:
            return composer.said(scene.words.solved)
        self._ledger.open_ticket(turn)
        return composer.handed_off(scene.words.not_solved, self._department_of(turn, scene))

    def _menu(self, path: str, scene: _Scene) -> Reply:
        place = menu(scene.collection, scene.shelf.entries, path, scene.words)
        turn = self._received(scene, place.title or scene.words.menu_categories)
        return self._kept(turn, self._at(path, scene.composer(turn), scene), scene, about=path)

    def _open(self, entry: Entry, scene: _Scene) -> Reply:
        """An entry reached without a question: kept as a turn whose text is the entry's question."""
        turn = self._received(scene, entry.question)
        return self._kept(turn, scene.composer(turn).answer(entry), scene)

    def _settle(self, name: str, scene: _Scene) -> Reply:
        area = found_area(scene.collection, name)
        if area is None:
            raise NotFound(wording.NO_AREA)
        return self._days(self._received(scene, area.name), _about(scene), area, scene)

    def _remember(self, scene: _Scene) -> Reply:
        turn = self._received(scene, scene.words.area_keep)
        composer = scene.composer(turn)
        if not (scene.area and scene.asker.session):
            return self._kept(turn, which_area(composer.said(""), scene.collection, scene.words), scene)
        self._store.remember(scene.asker.session, area=scene.area, now=scene.now)
        made = composer.said(scene.words.area_kept.format(area=scene.area))
        return self._kept(turn, replace(made, remembered=True), scene)

    def _forget(self, scene: _Scene) -> Reply:
        """Erase, and say so: the saying itself is not kept."""
        self._store.forget(scene.asker.session)
        made = Composer("", "", scene.collection, scene.words, scene.now, scene.language)
        return replace(made.said(scene.words.forgotten), remembered=False)

    def _hand_off(self, scene: _Scene) -> Reply:
        turn = self._received(scene, scene.words.call)
        made = scene.composer(turn).handed_off(scene.words.handoff, self._department(scene))
        return self._kept(turn, made, scene)

    # Replies that need the scene

    def _at(self, path: str, composer: Composer, scene: _Scene) -> Reply:
        place = menu(scene.collection, scene.shelf.entries, path, scene.words)
        message = scene.words.menu.format(title=place.title) if place.title else place.text
        if place.title and place.text:
            message = f"{message}\n{place.text}"
        return composer.said(message, place.options, Shape.MENU)

    def _after_none(self, turn: Turn, composer: Composer, scene: _Scene) -> Reply:
        options = (*self._categories(scene), Option(scene.words.call, Action(Do.NONE, turn.id)))
        return composer.said(scene.words.menu_after_none, options, Shape.MENU)

    def _categories(self, scene: _Scene) -> tuple[Option, ...]:
        return menu(scene.collection, scene.shelf.entries, "=", scene.words).options

    def _top(self, scene: _Scene) -> tuple[Option, ...]:
        return menu(scene.collection, scene.shelf.entries, "", scene.words).options

    def _days(self, turn: Turn, about: str, area: Area, scene: _Scene) -> Reply:
        """The dates of a category in an area; kept for the next time only if the asker says so."""
        made = days_reply(scene.composer(turn), about, area, scene.now)
        keeps = scene.asker.session and self._store.remembered(scene.asker.session) != area.name
        if keeps:
            made = replace(made, options=(*made.options, Option(scene.words.area_keep, Action(Do.REMEMBER))))
        return self._kept(turn, made, replace(scene, area=area.name), about=about)

    def _place(self, turn: Turn, scene: _Scene) -> Reply | None:
        """The reply to an area typed when the areas were offered; None if they were not, or it is another question."""
        last = scene.last
        if last is None or not any(action.do is Do.AREA for action in last.offered):
            return None
        if area := found_area(scene.collection, turn.text):
            return self._days(turn, _about(scene), area, scene)
        made = narrowed(turn.text, scene.composer(turn))
        return made and self._kept(turn, made, scene, about=last.about)

    def _asked_nothing(self, scene: _Scene) -> Reply:
        words = scene.words
        said = words.empty_public if scene.collection.audience is Audience.PUBLIC else words.empty_staff
        composer = Composer("", "", scene.collection, words, scene.now, scene.language)
        return composer.said(said.format(example=_example(scene.collection)), self._top(scene))

    # Keeping

    def _received(self, scene: _Scene, text: str, part_of: str = "") -> Turn:
        turn = Turn(
            id=secrets.token_urlsafe(16),
            received_at=scene.now,
            collection=scene.collection.name,
            channel=scene.asker.channel,
            text=text,
            session=scene.asker.session,
            language=scene.language,
            part_of=part_of,
        )
        self._store.receive(turn)
        return turn

    def _kept(
        self, turn: Turn, reply: Reply, scene: _Scene, decision: Decision | None = None, about: str = ""
    ) -> Reply:
        """Keep what became of a turn. The ticket first: decided means that all that follows from it has been kept."""
        if decision and reply.outcome is Outcome.UNANSWERED and reply.shape is Shape.HANDOFF:
            self._ledger.open_ticket(turn)
        hits = decision.hits if decision else reply.candidates
        decided = replace(
            turn,
            revision=scene.shelf.revision,
            confidence=reply.confidence,
            hits=tuple(ScoredId(entry_id=hit.entry.id, score=hit.score) for hit in hits),
            about=about,
            area=scene.area,
            language=scene.language,
            outcome=reply.outcome,
        )
        return self._noted(decided, reply, reply.answer.id if reply.answer and not reply.parts else "")

    def _noted(self, turn: Turn, reply: Reply, entry_id: str) -> Reply:
        offered = tuple(option.action for option in reply.options)
        chosen = [action.target for action in offered if action.do is Do.CHOOSE]
        seen = [hit.entry.id for hit in reply.candidates]
        self._store.decide(
            replace(
                turn,
                entry_id=entry_id,
                shape=reply.shape,
                shown=tuple(dict.fromkeys([*turn.shown, *chosen, *seen])),
                offered=offered,
            )
        )
        return reply

    # Looking up

    def _scene(self, collection: str, asker: Asker) -> _Scene:
        library = self._live.current()
        shelf = readable(library, collection, asker.audience)
        now = self._clock()
        before = self._before(collection, asker, now)
        language = asker.language or (before[0].language if before else "ja")
        area = next((turn.area for turn in before if turn.area), "")
        if not area and asker.session and shelf.collection.areas:
            area = self._store.remembered(asker.session)
        words = self._wordings.get(language) or self._wordings["ja"]
        return _Scene(library, shelf, asker, before, now, language, words, area)

    def _before(self, collection: str, asker: Asker, now: datetime) -> tuple[Turn, ...]:
        if not asker.session:
            return ()
        turns = self._store.recent(asker.session, now - FORGETS_AFTER, LOOKS_BACK)
        return tuple(turn for turn in turns if turn.collection == collection and not turn.part_of)

    def _in_language(self, scene: _Scene, language: str) -> _Scene:
        return replace(scene, language=language, words=self._wordings[language])

    def _turn(self, turn_id: str, asker: Asker) -> Turn:
        turn = self._store.turn(storable(turn_id))
        if turn is None:
            raise NotFound(wording.NO_TURN)
        readable(self._live.current(), turn.collection, asker.audience)
        return turn

    def _entry(self, shelf: Shelf, entry_id: str) -> Entry:
        if not shelf.index.has(entry_id):
            raise NotFound(wording.NO_ENTRY)
        return shelf.index.entries[shelf.index.row(entry_id)]

    def _others(self, turn: Turn, scene: _Scene) -> tuple[Hit, ...]:
        """What else a question may mean: near enough, and neither shown nor a variant of what was."""
        index = scene.shelf.index
        hits = scene.shelf.searcher.search(turn.text, 3 * HITS_KEPT)
        shown = {index.entries[index.row(i)].subject for i in turn.shown if index.has(i)} - {""}
        return tuple(
            hit
            for hit in hits
            if hit.score >= NEAR_ENOUGH * hits[0].score
            and hit.entry.id not in turn.shown
            and hit.entry.subject not in shown
        )

    def _department_of(self, turn: Turn, scene: _Scene) -> str:
        index = scene.shelf.index
        entry_id = turn.entry_id or (turn.hits[0].entry_id if turn.hits else "")
        return index.entries[index.row(entry_id)].department if index.has(entry_id) else ""

    def _department(self, scene: _Scene) -> str:
        subject = scene.subject()
        return subject.department if subject else ""


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


def usable(text: str) -> str:
    """As typed, but storable and with personal numbers masked.

    Raises:
        InvalidInput: it is too long.
    """
    text = storable(text).strip()
    if len(text) > MAX_QUESTION:
        raise InvalidInput(wording.TOO_LONG.format(limit=MAX_QUESTION, length=len(text)))
    return mask(text)


def _about(scene: _Scene) -> str:
    return next((turn.about for turn in scene.before if turn.about and turn.shape is not Shape.MENU), "")


def _example(collection: Collection) -> str:
    return collection.examples[0] if collection.examples else collection.title
