"""Answers what waits in the inbox: each person's messages one after another, several persons' at a time.

**Exactly once.** What is to be sent is written down before it is sent. Whoever finds it written down after a crash sends just
that, by the same reply token: LINE takes a token once, so that a refusal within its minute means that it had been sent.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Condition, Lock, Thread
from typing import Literal

from faqbot.channels.line_answers import Answer, Answers
from faqbot.channels.line_events import Happening, Kind
from faqbot.channels.line_flex import Message, text_message
from faqbot.channels.line_sender import Sender, Sent
from faqbot.channels.line_webhook import CHANNEL
from faqbot.desk.desk import Desk
from faqbot.errors import StoreError
from faqbot.store.base import Arrival, Fate, Inbox

log = logging.getLogger(__name__)

Late = Literal["keep", "push"]
"""What becomes of an answer whose reply token has run out: a ticket for the curators, or a push (which LINE counts)."""

TOKEN_LIFE = timedelta(seconds=60)
"""A reply token must be used within a minute of the webhook ("Send reply message")."""
KEPT = timedelta(days=7)
"""How long the ids of finished events are kept, to know a redelivery and what is taken back. LINE says no limit for either."""
THREADS = 4
_PAUSE = 1.0
"""Seconds until the database is tried again."""
_ANEW = 0.5
"""Seconds until the inbox is looked into untold: another process may have received something."""
_MANNERS = timedelta(seconds=2)
"""How long a message waits at most, from when it came, while webhooks come in: who knocks without end stops no answers."""
_BROKEN = "ごめんなさい。うまくいきませんでした。少し待って、もう一度書いてください。"


class Worker:
    """The threads behind the door."""

    def __init__(
        self,
        desk: Desk,
        inbox: Inbox,
        answers: Answers,
        sender: Sender,
        *,
        clock: Callable[[], datetime],
        late: Late = "keep",
        threads: int = THREADS,
    ) -> None:
        self._desk, self._inbox, self._answers, self._sender = desk, inbox, answers, sender
        self._clock, self._late = clock, late
        self._threads = [Thread(target=self._work, name=f"line-{n}") for n in range(threads)]
        self._changed, self._door = Condition(), Condition()
        self._claiming, self._thinking = Lock(), Lock()
        self._news = self._arriving = 0
        self._busy: set[str] = set()
        self._stopping = False

    def start(self) -> None:
        """Begin with what was waiting when the last process ended."""
        self._inbox.expire_arrivals(self._clock() - KEPT)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is under way; the rest waits for the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def tell(self) -> None:
        """Something new waits."""
        with self._changed:
            self._news += 1
            self._changed.notify_all()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Meanwhile no new answer is begun: LINE waits two seconds for its 200, and people a minute for theirs."""
        with self._door:
            self._arriving += 1
        try:
            yield
        finally:
            with self._door:
                self._arriving -= 1
                self._door.notify_all()

    def _work(self) -> None:
        while (arrival := self._claim()) is not None:
            try:
                self._handle(arrival)
            except StoreError as error:
                log.error("store: %s", type(error).__name__)
                self._rest()
            finally:
                self._release(arrival)

    def _claim(self) -> Arrival | None:
        """The next arrival, once there is one; None when it is time to stop."""
        while not self._stopping:
            news = self._news
            if found := self._next():
                return found
            with self._changed:
                self._changed.wait_for(lambda seen=news: self._stopping or self._news != seen, _ANEW)  # type: ignore[misc]
        return None

    def _next(self) -> Arrival | None:
        with self._claiming:
            try:
                found = self._inbox.next_arrival(CHANNEL, busy=self._busy)
            except StoreError as error:
                log.error("store: %s", type(error).__name__)
                self._rest()
                return None
            if found:
                self._busy.add(found.session)
            return found

    def _release(self, arrival: Arrival) -> None:
        with self._claiming:
            self._busy.discard(arrival.session)
        self.tell()

    def _rest(self) -> None:
        with self._changed:
            if not self._stopping:
                self._changed.wait(_PAUSE)

    def _handle(self, arrival: Arrival) -> None:
        did = happening(arrival)
        match did.kind:
            case Kind.TOOK_BACK:
                self._inbox.take_back(CHANNEL, did.message)
            case Kind.LEFT:
                self._answers.forget(arrival.session)
                self._inbox.finish(arrival, Fate.DONE)
            case _:
                self._answer(arrival, did)

    def _answer(self, arrival: Arrival, did: Happening) -> None:
        again = bool(arrival.reply)
        answer = Answer(arrival.turn_id, json.loads(arrival.reply)) if again else self._made(arrival, did)
        fate = self._sent(arrival, did, answer.messages, again=again) if answer.messages else Fate.DONE
        if fate in (Fate.LATE, Fate.FAILED) and answer.turn_id:
            self._desk.undelivered(answer.turn_id)
        self._inbox.finish(arrival, fate)

    def _made(self, arrival: Arrival, did: Happening) -> Answer:
        """The answer, written down. The last edge: one message that nobody can answer must not hold up all others."""
        try:
            with self._thinking:  # one thread computes; the others wait for LINE
                self._let_in(arrival)
                answer = self._answers.to(did, arrival.session)
        except StoreError:
            raise
        except Exception as error:
            # Without the message, which may quote what somebody wrote.
            log.error("unexpected %s while answering", type(error).__name__)
            answer = Answer("", [text_message(_BROKEN)])
        if answer.messages:
            sent = json.dumps(answer.messages, ensure_ascii=False, separators=(",", ":"))
            self._inbox.note_reply(arrival, turn_id=answer.turn_id, reply=sent)
        return answer

    def _let_in(self, arrival: Arrival) -> None:
        left = (arrival.received_at + _MANNERS - self._clock()).total_seconds()
        with self._door:
            self._door.wait_for(lambda: not self._arriving, timeout=max(0.0, left))

    def _sent(self, arrival: Arrival, did: Happening, messages: list[Message], *, again: bool) -> Fate:
        """Reply; where the token is too old, push or keep. What may have been sent before a crash is never pushed."""
        young = self._clock() - arrival.received_at <= TOKEN_LIFE
        went = self._sender.reply(did.token, messages) if did.token and (young or again) else Sent.SPENT
        if went is Sent.SENT or (went is Sent.SPENT and again and young):
            return Fate.DONE
        if self._late == "push" and not again:
            key = str(uuid.uuid5(uuid.NAMESPACE_URL, f"faqbot:{arrival.event}"))
            return Fate.PUSHED if self._sender.push(did.user, messages, key) else Fate.FAILED
        return Fate.LATE if went is Sent.SPENT else Fate.FAILED


def happening(arrival: Arrival) -> Happening:
    """What somebody did, as it was kept."""
    kept = json.loads(arrival.payload)
    return Happening(
        kind=Kind(kept["kind"]),
        event=arrival.event,
        user=kept["user"],
        sent_at=arrival.sent_at,
        token=kept["token"],
        message=arrival.message,
        content=kept["content"],
    )
