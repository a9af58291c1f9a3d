"""A talk with the bot as it would be: the real conversation over a library that is not published, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from faqbot.desk.conversation import Conversation
from faqbot.desk.ledger import Ledger
from faqbot.desk.library import Fixed, Library
from faqbot.desk.memory import Passing
from faqbot.desk.scene import Asker
from faqbot.desk.wording import Wordings
from faqbot.text.analyzer import Analyzer
from faqbot.types import Action, Do, Reply

CHANNEL, SESSION = "rehearsal", "rehearsal"


class Rehearsal:
    """One talk: what is said in it is known until it ends, so that it can be followed up and tapped."""

    def __init__(
        self,
        library: Library,
        collection: str,
        analyzer: Analyzer,
        *,
        clock: Callable[[], datetime],
        wordings: Wordings,
    ) -> None:
        self.shelf = library.shelves[collection]
        self._name = collection
        self._asker = Asker(self.shelf.collection.audience, CHANNEL, SESSION)
        memory = Passing()
        ledger = Ledger(memory, analyzer, clock)
        self._conversation = Conversation(
            memory, Fixed(library), analyzer, ledger, clock=clock, wordings=wordings
        )

    def say(self, text: str) -> Reply:
        """What is answered to a text.

        Raises:
            InvalidInput: it is too long.
        """
        return self._conversation.say(self._name, text, self._asker)

    def act(self, action: Action) -> Reply:
        """What is answered to a tap.

        Raises:
            NotFound: no such turn, entry, place or area.
        """
        return self._conversation.act(self._name, action, self._asker)

    def open(self, entry_id: str) -> Reply:
        """The answer of an entry, as one who has found it is shown it.

        Raises:
            NotFound: no such entry.
        """
        return self.act(Action(Do.ENTRY, target=entry_id))
