"""What is answered to what somebody did: the desk is asked as a resident, whatever a tap says."""

from __future__ import annotations

from dataclasses import dataclass, field

from faqbot.channels.line_events import Happening, Kind
from faqbot.channels.line_flex import Message, text_message
from faqbot.channels.line_messages import messages, welcome
from faqbot.channels.line_postback import Taps
from faqbot.channels.line_webhook import CHANNEL
from faqbot.desk.conversation import Sent
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotFound
from faqbot.types import Action, Audience, Do, Reply

_PUBLIC = Audience.PUBLIC
_MENU = "menu:"
"""How the data of a rich menu's button begins that opens a place of the scenario; the clerk who writes it needs no seal."""
_OPEN = {"handoff": Do.HANDOFF, "menu": Do.MENU}


@dataclass(frozen=True, slots=True)
class Answer:
    """The turn it is kept as ("" if none is), and what to send (nothing to what needs no answer)."""

    turn_id: str = ""
    messages: list[Message] = field(default_factory=list)


class Answers:
    """Answers from one collection."""

    def __init__(self, desk: Desk, collection: str, taps: Taps) -> None:
        self._desk, self._collection, self._taps = desk, collection, taps

    def to(self, did: Happening, session: str) -> Answer:
        """The answer to what somebody did; what cannot be done is said."""
        try:
            return self._to(did, session)
        except (NotFound, InvalidInput) as error:
            return Answer("", [text_message(str(error))])

    def forget(self, session: str) -> None:
        """Erase what is kept of somebody."""
        self._act(Action(Do.FORGET), session)

    def _to(self, did: Happening, session: str) -> Answer:
        match did.kind:
            case Kind.SAID:
                reply = self._desk.ask(
                    self._collection, did.content, audience=_PUBLIC, channel=CHANNEL, session=session
                )
                return self._drawn(reply, session)
            case Kind.SHOWED:
                reply = self._desk.show(
                    self._collection, Sent(did.content), audience=_PUBLIC, channel=CHANNEL, session=session
                )
                return self._drawn(reply, session)
            case Kind.TAPPED:
                action = self._action(did.content, session)
                return self._drawn(self._act(action, session), session) if action else Answer()
            case Kind.FOLLOWED:
                return self._welcome(session)
            case _:
                return Answer()

    def _action(self, data: str, session: str) -> Action | None:
        """What was sealed for this talk, or what any resident may open; switched tabs need no answer."""
        if data.startswith(_MENU):
            return Action(Do.MENU, target=data.removeprefix(_MENU))
        return Action(_OPEN[data]) if data in _OPEN else self._taps.read(data, session)

    def _act(self, action: Action, session: str) -> Reply:
        return self._desk.act(self._collection, action, audience=_PUBLIC, channel=CHANNEL, session=session)

    def _drawn(self, reply: Reply, session: str) -> Answer:
        collection = self._desk.collection(self._collection, audience=_PUBLIC)
        return Answer(reply.turn_id, messages(reply, collection, self._taps, session))

    def _welcome(self, session: str) -> Answer:
        collection = self._desk.collection(self._collection, audience=_PUBLIC)
        menu = self._act(Action(Do.MENU), session)
        return Answer("", welcome(collection.greeting, menu, collection, self._taps, session))
