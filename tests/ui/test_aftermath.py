"""What an entry's page tells after it was published: the question that led to it, and how its answer fared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account
from faqbot.store.base import Store
from faqbot.types import Audience, Entry
from tests.conftest import Clock, entry

QUESTION = "スノーボードはどこに出しますか"


def told(curation, account, published):  # type: ignore[no-untyped-def]  # run as a script
    from ui.parts.aftermath import show_aftermath

    show_aftermath(curation, account, published)


@pytest.fixture
def seen(
    desk: Desk, store: Store, clock: Clock, curation: Curation, hanako: Account
) -> Callable[[Entry], AppTest]:
    """`seen(entry)` publishes it for the question, and opens what is told of it."""

    def opened(made: Entry) -> AppTest:
        ticket = desk.give_up("gomi", QUESTION, audience=Audience.PUBLIC, channel="web")
        stored = store.publish(made, now=clock(), by="hanako", resolves=ticket)
        return AppTest.from_function(told, args=(curation, hanako, stored), default_timeout=30).run()

    return opened


def test_the_question_reaches_the_new_answer(seen: Callable[[Entry], AppTest]) -> None:
    page = seen(entry("skis", "スキー板", phrasings=("スノーボード",), version=0))
    assert not page.exception
    assert [box.value for box in (*page.success, *page.info)] != []
    assert not page.warning
    assert [metric.label for metric in page.metric] == ["見られた回数", "解決した", "解決しなかった"]


def test_a_question_that_does_not_arrive_says_what_to_do(seen: Callable[[Entry], AppTest]) -> None:
    page = seen(entry("tent", "テント", version=0))
    assert not page.exception
    assert QUESTION in page.warning[0].value
