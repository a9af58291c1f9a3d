"""What the page of figures is told: from questions that were really asked, for whoever may look, and nobody's words alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from faqbot.app import make_analyzer
from faqbot.curation import figures as curation_figures
from faqbot.curation import findings
from faqbot.curation.figures import Figures
from faqbot.curation.tabulating import tables
from faqbot.errors import NotAllowed
from faqbot.settings import Settings
from faqbot.staff.accounts import Account, Role
from faqbot.staff.figures import Period
from faqbot.staff.funnel import Along, Chosen, Waiting
from faqbot.store import open_store
from faqbot.store.base import Store
from faqbot.types import Outcome, Shape
from tests.contracts.store import CITY, axis, entry, turn

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
AGENT = Account(
    name="sato",
    display_name="佐藤",
    role=Role.AGENT,
    department="市民課",
    password_hash="",
    created_at=NOW,
)
CHOSEN = Chosen(period=Period(first=date(2026, 10, 25), last=date(2026, 11, 21)))
EARLIER = Chosen(period=Period(first=date(2026, 6, 1), last=date(2026, 6, 30)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Ten who were helped, one and then five who were not, four who reached no answer, two of them the same one."""
    store = open_store(tmp_path_factory.mktemp("figures"))
    store.save_collection(CITY)
    store.save_entries([entry("good"), entry("once"), entry("bad")], now=NOW - timedelta(days=3), by="test")
    number = 0
    for entry_id, solved, times in (("good", True, 10), ("once", False, 1), ("bad", False, 5)):
        for _ in range(times):
            number += 1
            made = turn(f"s{number}", received_at=NOW - timedelta(hours=number), shape=Shape.ANSWER)
            store.receive(made)
            store.decide(replace(made, outcome=Outcome.ANSWERED, entry_id=entry_id))
            store.solve(made.id, solved=solved)
    for number, (text, session) in enumerate(
        [
            ("電柱の広告", "a"),
            ("電柱が倒れた", "b"),
            ("電柱を立てたい", "c"),
            ("鯨を飼いたい", "d"),
            ("鯨", "d"),
        ]
    ):
        made = turn(f"m{number}", text=text, session=session, received_at=NOW - timedelta(hours=2))
        store.receive(made)
        store.open_ticket(made, key=text, vector=axis(number), near=0.1, now=NOW)
        store.decide(replace(made, outcome=Outcome.UNANSWERED, shape=Shape.HANDOFF))
    yield store
    store.close()


@pytest.fixture(scope="module")
def figures(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return Figures(store, make_analyzer(Settings()).terms, clock=lambda: NOW)


def test_how_far_questions_got(figures: Figures) -> None:
    found = figures.progress(AGENT, CHOSEN)
    assert (found.whole.received, found.whole.shown, found.before.received) == (21, 16, 0)
    assert [group.key for group in found.along[Along.DEPARTMENT]] == ["市民課", "総務課"]
    assert "21 件の質問のうち、16 件（76%）" in findings.funnel_said(found)


def test_what_there_is_to_choose(figures: Figures) -> None:
    found = figures.choices(AGENT, CHOSEN.period)
    assert (found.channels, found.departments) == (("web",), ("市民課", "総務課"))
    assert found.collections == {"city": "暮らしの質問"}


def test_five_of_five_come_before_one_of_one(figures: Figures) -> None:
    found = figures.helped(AGENT, CHOSEN)
    assert [each.entry_id for each in found.worst] == ["bad", "once"]
    assert [each.entry_id for each in found.viewed] == ["good", "bad", "once"]
    assert "5 人のうち 5 人" in findings.worst_said(found)


def test_words_of_fewer_than_three_askers_are_not_shown(figures: Figures) -> None:
    found = figures.missing(AGENT, CHOSEN)
    assert [(each.term, each.count, each.askers) for each in found.terms] == [("電柱", 3, 3)]
    assert len(found.unmet) == 5
    assert "「電柱」" in findings.terms_said(found)
    assert findings.waiting_said(found) == "この期間に対応のすんだ質問はありません。いま 5 件が未回答です。"


def test_words_of_more_tickets_than_a_page_reads_come_with_preparing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curation_figures, "_READ", 2)
    store = open_store(tmp_path)
    store.save_collection(CITY)
    for number in range(5):
        made = turn(f"t{number}", text="電柱", session=f"s{number}", received_at=NOW)
        store.receive(made)
        store.open_ticket(made, key=f"k{number}", vector=axis(number), near=0.1, now=NOW)
    figures = Figures(store, make_analyzer(Settings()).terms, clock=lambda: NOW)
    assert figures.missing(AGENT, CHOSEN).terms == ()
    figures.prepare()
    assert store.unread_tickets(9) == {}
    assert [(each.term, each.count) for each in figures.missing(AGENT, CHOSEN).terms] == [("電柱", 5)]
    store.close()


def test_erased_words_are_counted_no_more(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.save_collection(CITY)
    for number in range(3):
        made = turn(f"t{number}", text="電柱", session=f"s{number}", received_at=NOW)
        store.receive(made)
        store.open_ticket(made, key="k", vector=axis(0), near=0.1, now=NOW)
    figures = Figures(store, make_analyzer(Settings()).terms, clock=lambda: NOW)
    assert [each.term for each in figures.missing(AGENT, CHOSEN).terms] == ["電柱"]
    store.forget("s1")
    assert figures.missing(AGENT, CHOSEN).terms == ()
    assert figures.progress(AGENT, CHOSEN).whole.received == 3
    store.close()


def test_what_a_publication_has_changed(figures: Figures) -> None:
    found = figures.published(AGENT, CHOSEN)
    most = found.effects[0]
    assert (most.entry_id, most.before, most.after) == ("good", 0, 10)
    assert "0 件から 10 件" in findings.effects_said(found)


def test_a_period_without_questions_says_so_kindly(figures: Figures) -> None:
    assert findings.funnel_said(figures.progress(AGENT, EARLIER)) == findings.NOTHING
    assert findings.worst_said(figures.helped(AGENT, EARLIER)).endswith("ありません。")
    assert findings.unmet_said(figures.missing(AGENT, EARLIER)).endswith("ありません。")
    assert findings.effects_said(figures.published(AGENT, EARLIER)).endswith("ありません。")


def test_a_department_is_chosen(figures: Figures) -> None:
    found = figures.progress(AGENT, replace(CHOSEN, department="総務課"))
    assert (found.whole.received, found.whole.shown) == (5, 0)


def test_a_section_is_taken_along(figures: Figures) -> None:
    for section in (figures.progress(AGENT, CHOSEN), figures.helped(AGENT, CHOSEN)):
        book = load_workbook(BytesIO(figures.as_spreadsheet(AGENT, CHOSEN, section)))
        assert book.sheetnames[1:] == [table.name for table in tables(section)]
        text = figures.as_csv(AGENT, CHOSEN, section).decode("utf-8-sig")
        assert all(table.name in text for table in tables(section))
        assert "2026年10月25日～11月21日" in text


def test_a_duration_is_written_in_words(figures: Figures) -> None:
    found = figures.missing(AGENT, CHOSEN)
    ended = Waiting(open=0, ended=3, median_seconds=3_900, nine_in_ten_seconds=183_600)
    ended_missing = replace(found, waiting=ended)
    assert findings.waiting_said(ended_missing).startswith("3 件の対応がすみました。半分は 1時間5分 以内")
    assert "3,1時間5分,2日3時間,0" in figures.as_csv(AGENT, CHOSEN, ended_missing).decode("utf-8-sig")


def test_what_looks_like_a_formula_stays_a_text(store: Store, figures: Figures) -> None:
    found = figures.missing(AGENT, CHOSEN)
    trap = replace(found, unmet=(replace(found.unmet[0], text='=HYPERLINK("http://example.jp")'),))
    assert "\n\"'=HYPERLINK" in figures.as_csv(AGENT, CHOSEN, trap).decode("utf-8-sig").replace("\r", "")


def test_whoever_is_shut_out_sees_nothing(figures: Figures) -> None:
    shut_out = replace(AGENT, disabled=True)
    section = figures.helped(AGENT, CHOSEN)
    for look in (figures.progress, figures.helped, figures.missing, figures.published):
        with pytest.raises(NotAllowed):
            look(shut_out, CHOSEN)
    with pytest.raises(NotAllowed):
        figures.choices(shut_out, CHOSEN.period)
    with pytest.raises(NotAllowed):
        figures.today(shut_out)
    for take in (figures.as_csv, figures.as_spreadsheet):
        with pytest.raises(NotAllowed):
            take(shut_out, CHOSEN, section)
