"""The pictures of the curators' manual, taken of the real panel: `python -m tests.browser.panel_pictures`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from faqbot.app import make_analyzer
from faqbot.settings import load
from faqbot.types import Audience
from tests.browser.camera import camera, take, window
from tests.browser.town import Town, sign_in, town
from tests.browser.visitor import PHONE, SCREEN, Look

ASKED = (
    "消火器の捨て方",
    "消火器を捨てたい",
    "いらない消火器はどうする",
    "ピアノの処分",
    "金庫を捨てたいです",
)


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


PICTURES: tuple[tuple[str, str, Look, Callable[[Page], None]], ...] = (
    ("panel-unanswered-1280", "", SCREEN, nothing),
    ("panel-entries-1280", "entries", SCREEN, table),
    ("panel-entries-390", "entries", PHONE, table),
    ("panel-entry-1280", "entries?entry=garbage/blanket", SCREEN, nothing),
    ("panel-proof-1280", "entries?entry=garbage/blanket", SCREEN, looked_at),
    ("panel-history-1280", "entries?entry=garbage/blanket", SCREEN, history),
    ("panel-menu-1280", "menu", SCREEN, nothing),
    ("panel-proposals-1280", "proposals", SCREEN, nothing),
    ("panel-departments-1280", "departments", SCREEN, departments),
)


def furnish(hall: Town) -> None:
    """Questions without an answer, an entry that was changed, a wish of another department. All made up."""
    for text in ASKED:
        hall.desk.ask("garbage", text, audience=Audience.PUBLIC, channel="web")
    people = {each.name: each for each in hall.curation.office.accounts.accounts()}
    entry = hall.curation.entries.get(people["midori"], "garbage", "blanket").row.entry
    changed = replace(entry, phrasings=(*entry.phrasings, "ひざかけ"))
    hall.curation.entries.save(people["midori"], changed, publish=True)
    other = hall.curation.entries.get(people["jiro"], "garbage", "toothbrush").row.entry
    wished = replace(other, answer=f"{other.answer}\n電池は外してください。")
    hall.curation.proposals.suggest(people["jiro"], wished, "電動歯ブラシのことを、よく聞かれます。")


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
