"""What are those who wrote an entry called on the screen?"""

from __future__ import annotations

from datetime import datetime

from faqbot.desk.intake import IMPORTER
from faqbot.schedule.hours import JST
from faqbot.store.base_identity import AccountStore


class People:
    """Names as the curators read them. One a request: it remembers whom it has looked up."""

    def __init__(self, store: AccountStore) -> None:
        self._store = store
        self._known: dict[str, str] = {"": "", IMPORTER: "ファイルの取りこみ"}

    def called(self, name: str) -> str:
        """The display name of an account, or what the machine's part in it is called; the name itself where it is unknown."""
        if name not in self._known:
            account = self._store.account(name)
            source = name.removeprefix("scrape:")
            made = name if source == name else f"サイトの巡回（{source}）"
            self._known[name] = account.display_name if account else made
        return self._known[name]


def spoken(at: datetime) -> str:
    """A moment as it is said in Japan: 11月21日 10:05."""
    return at.astimezone(JST).strftime("%-m月%-d日 %H:%M")
