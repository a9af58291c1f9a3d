"""The pictures of the curators' manual, taken of the real panel: `python -m tests.browser.panel_pictures`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from playwright.sync_api import Page, expect

from faqbot.app import make_analyzer
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.schedule.hours import JST
from faqbot.settings import load
from faqbot.staff.accounts import Account
from faqbot.types import Audience
from tests.browser.camera import camera, take, window
from tests.browser.town import OWNER, Town, sign_in, town
from tests.browser.visitor import PHONE, SCREEN, Look
from tests.conftest import Clock

ASKED = (
    "墓石の処分",
    "古い墓石はどうしたらいい",
    "いらない墓石はどうする",
    "駐輪場の定期を買いたい",
    "駐輪場の定期はどこで買えますか",
    "水道が止まった",
    "コンポストの補助金",
)
WAITING, ANSWERED = "駐輪場", "コンポスト"
"""What a second person is asked about, and what was answered before."""
DAYS, CHANNELS = 42, ("web", "web", "web", "line", "line", "rocketchat")


def still(page: Page) -> None:
    """Nothing runs and nothing is being drawn any more."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def looked_at(page: Page) -> None:
    """The draft before it is published."""
    page.get_by_role("button", name="公開前に確かめる").click()
    expect(page.get_by_text("ホームページでの見え方")).to_be_visible()
    still(page)
    page.get_by_role("tab", name="見え方").evaluate("tab => tab.scrollIntoView({block: 'start'})")


def history(page: Page) -> None:
    """The versions of an entry."""
    page.get_by_role("tab", name="履歴").click()


def table(page: Page) -> None:
    """The list of entries, drawn."""
    expect(page.get_by_test_id("data-grid-canvas")).to_be_visible()


def departments(page: Page) -> None:
    """The departments below what waits."""
    expect(page.get_by_text("編集者:").first).to_be_visible()


def nothing(page: Page) -> None:
    """The page as it opens."""


def figures(page: Page) -> None:
    """The charts, drawn."""
    expect(page.get_by_role("img").nth(2)).to_be_visible()


PICTURES: tuple[tuple[str, str, Look, Callable[[Page], None]], ...] = (
    ("panel-unanswered-1280", "", SCREEN, nothing),
    ("panel-unanswered-390", "", PHONE, nothing),
    ("panel-entries-1280", "entries", SCREEN, table),
    ("panel-entries-390", "entries", PHONE, table),
    ("panel-entry-1280", "entries?entry=garbage/blanket", SCREEN, nothing),
    ("panel-proof-1280", "entries?entry=garbage/blanket", SCREEN, looked_at),
    ("panel-history-1280", "entries?entry=garbage/blanket", SCREEN, history),
    ("panel-recent-1280", "history", {"viewport": {"width": 1280, "height": 560}}, table),
    ("panel-menu-1280", "menu", SCREEN, nothing),
    ("panel-proposals-1280", "proposals", SCREEN, nothing),
    ("panel-departments-1280", "departments", SCREEN, departments),
    ("panel-figures-1280", "figures", {"viewport": {"width": 1280, "height": 1240}}, figures),
)


def furnish(hall: Town) -> None:
    """Six weeks of questions, entries that were changed, a wish of another department, what waits. All made up."""
    remember(hall)
    for text in ASKED:
        hall.desk.ask("garbage", text, audience=Audience.PUBLIC, channel="web")
    people = {each.name: each for each in hall.curation.office.accounts.accounts()}
    midori, kaoru = people["midori"], people["kaoru"]
    for name, entry_id, change in (
        (midori, "toothbrush", {"reading": "はぶらし"}),
        (kaoru, "cooking-oil", {"checked_on": date(2026, 11, 2)}),
        (midori, "blanket", {"reading": "もうふ", "answer": "『可燃ごみ』の日に出してください。（週2回）"}),
    ):
        entry = hall.curation.entries.get(name, "garbage", entry_id).row.entry
        hall.curation.entries.save(name, replace(entry, **change), publish=True)  # type: ignore[arg-type]
    other = hall.curation.entries.get(people["jiro"], "garbage", "toothbrush").row.entry
    wished = replace(other, answer=f"{other.answer}\n電池は外してください。")
    hall.curation.proposals.suggest(people["jiro"], wished, "電動歯ブラシのことを、よく聞かれます。")
    propose(hall, midori, ANSWERED, "補助金は、環境部の窓口で申し込めます。")
    hall.store.set_four_eyes(OWNER, on=True, now=datetime.now(JST), by="midori")
    propose(hall, kaoru, WAITING, "定期は、駐輪場の窓口で買えます。")


def remember(hall: Town) -> None:
    """What was asked on the days before, and whether it helped."""
    chance, clock = Random(8), Clock()
    desk = Desk(
        hall.store,
        LiveSearcher(hall.store, hall.desk.analyzer, clock=clock),
        hall.desk.analyzer,
        clock=clock,
    )
    known = [entry.question for entry in hall.store.entries("garbage")[:60]]
    today = datetime.now(JST).replace(hour=0, minute=0)
    for day in range(DAYS, 0, -1):
        for _ in range(chance.randrange(3, 10)):
            clock.now = (
                today - timedelta(days=day) + timedelta(hours=chance.choice((8, 9, 9, 10, 10, 13, 16, 20)))
            )
            text = (
                chance.choice(ASKED[:1])
                if chance.random() < 0.004 * day
                else f"{chance.choice(known)}の捨て方"
            )
            reply = desk.ask("garbage", text, audience=Audience.PUBLIC, channel=chance.choice(CHANNELS))
            if reply.answer and chance.random() < 0.7:
                desk.feedback(reply.turn_id, solved=chance.random() < 0.9, audience=Audience.PUBLIC)


def propose(hall: Town, account: Account, about: str, answer: str) -> None:
    """An answer to what was asked in vain; where a second person has to look, it waits."""
    tickets = hall.curation.tickets
    group = next(each for each in tickets.groups(account, "garbage") if about in each.label)
    draft = replace(tickets.draft(account, group), answer=answer)
    hall.curation.settling.answer(account, [ticket.id for ticket in group.tickets], draft)


def main() -> None:
    with tempfile.TemporaryDirectory() as data, town(Path(data), make_analyzer(load({}))) as hall:
        furnish(hall)
        with camera() as browser:
            for name, place, look, walk in PICTURES:
                page = window(browser, look).new_page()
                sign_in(page, hall.panel, "midori")
                page.goto(f"{hall.panel}/{place}")
                still(page)
                walk(page)
                still(page)
                take(page, name)


if __name__ == "__main__":
    main()
