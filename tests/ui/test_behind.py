"""What a page would wait for is done behind it."""

from __future__ import annotations

from faqbot.curation.curation import Curation
from faqbot.store.base import Store
from faqbot.types import Audience, Outcome
from ui.behind import tending


def test_the_words_of_tickets_are_read_before_anybody_looks(curation: Curation, store: Store) -> None:
    reply = curation.desk.ask("gomi", "象を飼いたい", audience=Audience.PUBLIC, channel="web")
    assert reply.outcome is Outcome.UNANSWERED
    assert len(store.unread_tickets(9)) == 1
    with tending(curation):
        pass
    assert store.unread_tickets(9) == {}
