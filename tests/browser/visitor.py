"""A person at a window: what they do there, what the window asked of whom, and what it complained about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import (
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Dialog,
    Locator,
    Request,
    Route,
    expect,
)

Look = dict[str, Any]
"""What a context of Playwright takes."""

PHONE: Look = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCREEN: Look = {"viewport": {"width": 1280, "height": 800}}


PATIENCE = 15_000
"""Milliseconds until something that does not happen is a failure; generous, for what does happen is never waited out."""
expect.set_options(timeout=PATIENCE)


class Visitor:
    """Uses the page, or the widget in it: both say the same to those who ask by role and name."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.requests.append(request))
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dismiss)

    # What they do

    def ask(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def press(self, name: str) -> None:
        """Press the newest button of that name."""
        self.button(name).last.click()

    def tap(self, name: str) -> Locator:
        """Tap what the newest reply offers under a name that begins so; the button tapped."""
        offered = self.reply.get_by_role("button", name=re.compile("^" + re.escape(name)))
        before = self.said.count()
        tapped = offered.first.element_handle()
        assert tapped
        tapped.click()
        expect(self.said).to_have_count(before + 1)
        self.answered()
        return self.page.locator(".chosen").last

    def answered(self) -> None:
        """Wait for the reply that is on its way."""
        expect(self.reply).not_to_contain_text("さがしています")

    def speak(self, name: str) -> None:
        """Choose a language, or readings, by what the button says."""
        self.press("Language")
        self.page.get_by_role("group", name=re.compile("ことばの設定|Language settings")).get_by_role(
            "button", name=name
        ).click()
        self.press("Language")

    def tab_to(self, target: Locator) -> None:
        """By the keyboard alone; fails if thirty steps do not lead there."""
        for _ in range(30):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === element.getRootNode().activeElement"):
                return
        raise AssertionError(f"Tab does not lead to {target}")

    def keyboard_of_the_system(self) -> CDPSession:
        """Below the page's events: an input method composes here."""
        return self.context.new_cdp_session(self.page)

    # What they see

    @property
    def input(self) -> Locator:
        return self.page.get_by_role("combobox", name="質問")

    @property
    def options(self) -> Locator:
        return self.page.get_by_role("option")

    @property
    def reply(self) -> Locator:
        """The newest turn of the bot."""
        return self.page.get_by_role("group", name="案内", exact=True).last

    @property
    def card(self) -> Locator:
        """The answer in the newest turn."""
        return self.reply.locator("article").first

    @property
    def call(self) -> Locator:
        return self.reply.get_by_role("link", name="電話する")

    @property
    def said(self) -> Locator:
        """The visitor's own turns."""
        return self.page.get_by_role("group", name="あなた", exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    # What went over the wire

    def sent(self, path: str) -> list[Any]:
        """The bodies (or the queries) of the requests to one path of the API, in order."""
        return [_content(r) for r in self.requests if urlsplit(r.url).path == f"/api/v1/{path}"]

    def deeds(self) -> list[str]:
        """What was tapped, in order."""
        return [tapped["action"]["do"] for tapped in self.sent("act")]

    def origins(self) -> set[str]:
        """Everyone whom the window asked for anything."""
        urls = [urlsplit(request.url) for request in self.requests]
        return {f"{url.scheme}://{url.netloc}" for url in urls if url.scheme not in ("data", "blob")}

    def hold(self, path: str) -> list[Route]:
        """Keep the requests to one path of the API on their way: they gather in the list."""
        held: list[Route] = []
        self.page.route(f"**/api/v1/{path}", lambda route: held.append(route))
        return held

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


Visit = Callable[..., Visitor]
"""`visit(address, **look)`: see the fixture."""


def _content(request: Request) -> Any:
    if request.method == "POST":
        return json.loads(request.post_data or "null")
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
