"""The report's numbers and its page, over a project of five entries."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval import curves, gate, pictures, report
from eval.curves import Mistake
from eval.outcomes import Expected, Observed
from faqbot.text.analyzer import Analyzer
from faqbot.types import Outcome
from tests.evaluation import tiny


@pytest.fixture
def seen(tmp_path: Path, analyzer: Analyzer) -> tuple[Observed, ...]:
    questions = {**tiny.QUESTIONS, "q8": ("毛布<b>じゃない</b>", {"pan": 2})}
    root = tiny.project(tmp_path)
    tiny.write_questions(root / "eval" / "sets" / "items", questions)
    return gate.ask(root, tiny.SETS, tiny.searchers(root, analyzer))


def test_what_a_question_asks_for_follows_from_its_judgements(seen: tuple[Observed, ...]) -> None:
    expected = {o.case.query.id: o.expected for o in seen}
    assert expected["q1"] is Expected.ANSWER
    assert expected["q5"] is Expected.NOT_KNOWN
    assert expected["q6"] is Expected.NOTHING
    assert next(o for o in seen if o.case.query.id == "q5").outcome is Outcome.UNANSWERED


def test_the_bins_hold_every_question(seen: tuple[Observed, ...]) -> None:
    bins = [b for b in curves.reliability(seen) if b]
    assert sum(b.count for b in bins) == len(seen)
    assert sum(b.count * b.right for b in bins) == pytest.approx(sum(o.right for o in seen))


def test_a_sweep_starts_with_everything_answered_and_never_answers_what_is_not_known(
    seen: tuple[Observed, ...],
) -> None:
    swept = curves.sweep(seen)
    assert swept.right[0] + swept.wrong[0] == pytest.approx(1)
    not_known = [o for o in seen if o.expected is Expected.NOT_KNOWN]
    assert max(curves.sweep(not_known).beyond) == 0
    assert all(before >= after for before, after in zip(swept.right, swept.right[1:], strict=False))


def test_a_category_taken_for_another_is_told_apart(seen: tuple[Observed, ...]) -> None:
    counts = curves.confusion(seen)
    assert counts[Mistake("不燃ごみ", "可燃ごみ")] == 1
    assert counts == Counter({**counts, Mistake("不燃ごみ", "可燃ごみ"): 1})
    assert counts[Mistake("可燃ごみ", "可燃ごみ")] == 1


class Tags(HTMLParser):
    """Which tags a page opens, and what it loads from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        self.loaded += [value for name, value in attrs if name in ("src", "href") and value]


def test_the_page_needs_nothing_but_itself(seen: tuple[Observed, ...]) -> None:
    pytest.importorskip("matplotlib", reason="the report's pictures need matplotlib (development only)")
    page = report.report(seen, date(2026, 11, 20))
    tags = Tags()
    tags.feed(page)
    assert tags.seen["b"] == 0, "a question's text is text"
    assert "毛布&lt;b&gt;" in page
    assert all(re.match(r"#s\d+$|data:image/png;base64,", where) for where in tags.loaded)
    assert tags.seen["img"] == 5


def test_the_same_figures_draw_the_same_picture(seen: tuple[Observed, ...]) -> None:
    pytest.importorskip("matplotlib", reason="the report's pictures need matplotlib (development only)")
    assert pictures.reliability(seen) == pictures.reliability(seen)
