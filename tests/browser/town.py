"""A city hall at work: the residents' service here, the panel as a process of its own, both over one data directory."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server

from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

from faqbot.app import make_curation, make_office
from faqbot.corpus.collection import read_collection
from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.identity.accounts import Accounts
from faqbot.staff.accounts import Role
from faqbot.store import open_store
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.web.app import create_app
from faqbot.web.landing import Landing
from tests.conftest import CORPUS, ROOT
from tests.listening import listening

START = "from faqbot.cli.main import cli; from ui.command import panel; cli.add_command(panel); cli()"
PASSWORD = "窓口で待つ人に、すぐに答えよう"
OWNER = read_collection(CORPUS / "garbage").owner
STAFF = {
    "midori": (OWNER, "鈴木みどり"),
    "kaoru": (OWNER, "田中かおる"),
    "jiro": ("福祉課", "佐藤次郎"),
}
"""Curators by name: their department and what they are called."""


@dataclass(frozen=True, slots=True)
class Town:
    """Where the residents, the staff and the curators go."""

    desk: Desk
    store: Store
    curation: Curation
    page: str
    panel: str


@contextmanager
def town(folder: Path, analyzer: Analyzer) -> Iterator[Town]:
    """A city hall with the garbage corpus and three curators, open when this yields."""
    from tests.browser.conftest import take_in

    store = open_store(folder)
    desk = Desk(store, LiveSearcher(store, analyzer), analyzer)
    take_in(desk, CORPUS / "garbage")
    accounts = Accounts(store, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name, (department, called) in STAFF.items():
        accounts.create(name, PASSWORD, role=Role.CURATOR, department=department, display_name=called)
    listener = create_server(("127.0.0.1", 0))
    with panel_of(folder, listener.getsockname()[1]) as panel:
        landing = Landing(int(panel.rpartition(":")[2]))
        office = make_office(store)
        app = create_app(desk, collection="garbage", widget_origins=("*",), office=office, landing=landing)
        with listening(app, listener) as page:
            yield Town(desk, store, make_curation(desk, office, store), page, panel)
    store.close()


def sign_in(page: Page, panel: str, name: str) -> None:
    """Come to the panel, be led to the desk's door, and back."""
    page.goto(f"{panel}/")
    page.get_by_role("link", name="サインインへ進む").click()
    page.get_by_label("アカウントの名前").fill(name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{panel}/")


@contextmanager
def panel_of(folder: Path, port: int, **environment: str) -> Iterator[str]:
    """The address of a panel over a data directory; `port` is where it finds the staff's desk."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, "--data", str(folder), "panel", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PATH": str(Path(sys.executable).parent), "FAQBOT_PORT": str(port), **environment},
    )
    assert process.stdout
    try:
        found = re.search(r"http://[\d.:]+", process.stdout.readline())
        assert found, "the panel did not start"
        yield found[0]
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
