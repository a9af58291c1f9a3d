"""A storm with a kill in its middle: nobody is lost, nobody answered twice, no forgery let in."""

from __future__ import annotations

from pathlib import Path

from eval.line_storm import weather
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.store import open_store
from faqbot.text.analyzer import Analyzer
from tests.conftest import GOMI, ITEMS


def test_each_question_is_answered_once_across_a_kill(tmp_path: Path, analyzer: Analyzer) -> None:
    store = open_store(tmp_path)
    desk = Desk(store, LiveSearcher(store, analyzer), analyzer)
    desk.describe(GOMI)
    desk.take_in("gomi", ITEMS)
    store.close()
    questions = [ITEMS[number % 4].question for number in range(240)]
    found = weather(tmp_path, "gomi", questions, burst=240)
    assert (found.once, found.never, found.more) == (240, 0, 0)
    assert (found.let_in, found.pushed, found.kills) == (0, 0, 1)
