"""What is answered while nothing can be written: the same conversation, which leaves nothing behind and says so.

Every question is kept before it is answered. When the disk is full or the file cannot be written, keeping fails; then a
resident at a closed counter is better helped by an answer that says it was not kept than by none. What promises to keep
or to erase something is refused as before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import cast

from faqbot.desk.conversation import Conversation
from faqbot.desk.ledger import Ledger
from faqbot.desk.live import LiveSearcher
from faqbot.desk.wording import Wordings
from faqbot.errors import NotKept, StoreError
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.types import Action, Do, JudgedPair, Option, Reply, Turn

_BARRED = "いまは記録ができないため、この操作はできません。少し待って、もう一度お試しください。"


class Unkept:
    """Answers without keeping."""

    def __init__(
        self,
        store: Store,
        live: LiveSearcher,
        analyzer: Analyzer,
        *,
        clock: Callable[[], datetime],
        wordings: Wordings,
    ) -> None:
        # A conversation asks no more of a store than `_Forgetful` has; the tests go through all of it.
        forgetful = cast(Store, _Forgetful(store))
        ledger = Ledger(forgetful, analyzer, clock)
        self._conversation = Conversation(forgetful, live, analyzer, ledger, clock=clock, wordings=wordings)
        self._wordings = wordings

    def answer(self, answer: Callable[[Conversation], Reply]) -> Reply:
        """The reply of a conversation that keeps nothing; it has no turn, and only offers what needs none.

        Raises:
            NotKept: what was asked for is to keep or to erase something.
        """
        reply = answer(self._conversation)
        words = self._wordings.get(reply.language) or self._wordings["ja"]
        return replace(_without_turn(reply), message=f"{words.unkept}\n{reply.message}")


def _without_turn(reply: Reply) -> Reply:
    return replace(
        reply,
        turn_id="",
        options=tuple(filter(None, map(_free, reply.options))),
        parts=tuple(map(_without_turn, reply.parts)),
    )


def _free(option: Option) -> Option | None:
    """The option without the turn that it goes on from; None where it is nothing without it."""
    match option.action.do:
        case Do.CHOOSE:
            return replace(option, action=Action(Do.ENTRY, target=option.action.target))
        case Do.NONE | Do.SOLVED | Do.UNSOLVED | Do.REMEMBER | Do.FORGET:
            return None
        case _:
            return replace(option, action=replace(option.action, turn=""))


class _Forgetful:
    """What a conversation asks of a store, of which nothing can be written: no memory of before, and none for later."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def turn(self, turn_id: str) -> Turn | None:
        try:
            return self._store.turn(turn_id)
        except StoreError:
            return None

    def recent(self, session: str, since: datetime, limit: int) -> tuple[Turn, ...]:
        return ()

    def remembered(self, session: str) -> str:
        return ""

    def receive(self, turn: Turn) -> None: ...

    def decide(self, turn: Turn) -> None: ...

    def open_ticket(self, turn: Turn, *, key: str, vector: object, near: float, now: datetime) -> None: ...

    def judge(self, pair: JudgedPair) -> None: ...

    def solve(self, turn_id: str, *, solved: bool) -> None:
        raise NotKept(_BARRED)

    def remember(self, session: str, *, area: str, now: datetime) -> None:
        raise NotKept(_BARRED)

    def forget(self, session: str) -> None:
        raise NotKept(_BARRED)
