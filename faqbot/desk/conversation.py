"""One conversation, two ways: free text and the scenario. What is said or tapped comes in, a reply goes out.

Each step is kept as a turn before it is answered (`keeping`), from the scene that it was set in (`scene`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from faqbot.desk.dates import Dates
from faqbot.desk.keeping import Keeping
from faqbot.desk.ledger import Ledger
from faqbot.desk.library import Libraries
from faqbot.desk.memory import Memory
from faqbot.desk.picked import picked
from faqbot.desk.places import top
from faqbot.desk.said import Said
from faqbot.desk.scene import Asker, Scene, Scenes, usable
from faqbot.desk.tapped import Tapped
from faqbot.desk.wording import Wordings
from faqbot.errors import InvalidInput
from faqbot.text.analyzer import Analyzer
from faqbot.types import Action, Audience, Do, Reply


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


class Conversation:
    """Answers whatever is said or tapped. Safe to call from any thread."""

    def __init__(
        self,
        store: Memory,
        live: Libraries,
        analyzer: Analyzer,
        ledger: Ledger,
        *,
        clock: Callable[[], datetime],
        wordings: Wordings,
    ) -> None:
        self._store = store
        self._scenes = Scenes(store, live, clock, wordings)
        self._keeping = Keeping(store, ledger)
        dates = Dates(store, self._keeping)
        self._said = Said(store, self._scenes, self._keeping, dates, analyzer)
        self._tapped = Tapped(store, self._scenes, self._keeping, dates)

    def say(self, collection: str, text: str, asker: Asker) -> Reply:
        """Keep what was said, and answer it.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the text is too long.
        """
        scene = self._scenes.of(collection, asker)
        text = usable(text, scene.collection)
        if not text:
            return _asked_nothing(scene)
        index = scene.shelf.index
        if chosen := picked(text, scene.last, scene.collection, index, scene.words):
            return self.act(collection, chosen, asker)
        return self._said.answer(self._keeping.received(scene, text), scene)

    def show(self, collection: str, sent: Sent, asker: Asker) -> Reply:
        """Answer a message that is no text.

        Raises:
            NotFound: no such collection for this audience.
        """
        scene = self._scenes.of(collection, asker)
        turn = self._keeping.received(scene, _STANDS_FOR[sent])
        reply = scene.composer(turn).said(getattr(scene.words, sent.value), top(scene))
        return self._keeping.kept(turn, reply, scene)

    def act(self, collection: str, action: Action, asker: Asker) -> Reply:
        """Do what was tapped. The collection of an action on a turn is the turn's.

        Raises:
            NotFound: no such collection, turn, entry, place or area for this audience.
            InvalidInput: the text to send is too long.
        """
        if action.do is Do.SAY:
            return self.say(collection, action.target, asker)
        return self._tapped.act(collection, action, asker)

    def talking_of(self, session: str) -> str:
        """The collection of the last turn of a session; empty if it is forgotten."""
        return self._scenes.talking_of(session)

    def give_up(self, collection: str, text: str, asker: Asker) -> str:
        """Keep a question that an agent found no answer to, and put it on a ticket; returns the ticket's id.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: there is no question, or it is too long.
        """
        scene = self._scenes.of(collection, asker)
        if not (text := usable(text, scene.collection)):
            raise InvalidInput(scene.words.empty_staff)
        turn = self._keeping.received(scene, text)
        self._keeping.ledger.open_ticket(turn)
        self._keeping.kept(turn, scene.composer(turn).handed_off(scene.words.handoff), scene)
        kept = self._store.turn(turn.id)
        return kept.ticket_id if kept else ""


def _asked_nothing(scene: Scene) -> Reply:
    words = scene.words
    said = words.empty_public if scene.collection.audience is Audience.PUBLIC else words.empty_staff
    return scene.composer().said(said.format(example=scene.example), top(scene))
