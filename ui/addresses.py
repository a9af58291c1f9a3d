"""The addresses of the panel: its own pages in Japanese, and for every other address a page that says so.

Streamlit answers every address with one page, which says that it is English, and tells in English where there is nothing; at the
address of its first page too, which it knows as `/` alone. There is no setting for that.
"""

from __future__ import annotations

import re
from collections.abc import Collection as Group
from functools import cache
from importlib.resources import files

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OURS = {
    '<html lang="en">': '<html lang="ja">',
    "<title>Streamlit</title>": "<title>FAQ の編集</title>",
    "(?s)<noscript>.*</noscript>": "<noscript><p>この画面を使うには、ブラウザの JavaScript を有効にしてください。</p></noscript>",
}
"""What stands in its page (expressions), and what we say there."""
_NOWHERE = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>ページが見つかりません</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.7 "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif }}
main {{ max-width: 36rem; margin: 15vh auto 0; padding: 0 1.5rem }}
h1 {{ font-size: 1.4rem }}
a {{ color: light-dark(#0b5c8a, #7cc4ee) }}
</style></head>
<body><main><h1>ページが見つかりません</h1>
<p>このアドレスのページはありません。アドレスを確かめるか、はじめのページから開いてください。</p>
<p><a href="{home}">FAQ の編集のはじめのページへ</a></p></main></body></html>
"""


@cache
def first_page() -> str:
    """Streamlit's page, in Japanese."""
    page = (files("streamlit") / "static" / "index.html").read_text("utf-8")
    for theirs, ours in _OURS.items():
        page = re.sub(theirs, ours, page)
    return page


class Addresses:
    """Answers for Streamlit wherever it would send a page."""

    def __init__(self, app: ASGIApp, *, names: Group[str], first: str, below: str = "") -> None:
        """`names` are those of the pages, `first` that of the first one; `below` is the folder that a proxy shows us under."""
        self._app = app
        self._names = names
        self._first = first
        self._home = f"/{below}/" if below else "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        name = scope["path"].removeprefix(self._home)
        if name.rstrip("/") == self._first:
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{self._home}?{query}" if query else self._home)(scope, receive, send)
            return
        theirs = await self._answered(scope, receive, send)
        if theirs:
            await self._page(name)(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Let Streamlit answer, and hold its pages back; returns whether it was a page."""
        asks_for_page = "text/html" in Headers(scope=scope).get("accept", "")
        held = False

        async def unless_a_page(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                held = kind.startswith("text/html") or (asks_for_page and message["status"] == 404)
            if not held:
                await send(message)

        await self._app(scope, receive, unless_a_page)
        return held

    def _page(self, name: str) -> Response:
        if name in self._names:
            return HTMLResponse(first_page(), headers={"cache-control": "no-cache"})
        return HTMLResponse(_NOWHERE.format(home=self._home), 404)
