"""Plain pages with plain forms, for what must work without JavaScript: what was filled in, and what is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

_PLACE = re.compile(r"__([A-Z]+)__")
_FOLDER = Path(__file__).parent / "static" / "desk"


async def _form(request: Request) -> Mapping[str, str]:
    """The fields of an HTML form (application/x-www-form-urlencoded), the first of each."""
    text = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


Form = Annotated[Mapping[str, str], Depends(_form)]


class Page:
    """An HTML file of `static/desk`, with a place `__NAME__` for each value that changes."""

    def __init__(self, name: str) -> None:
        self._html = (_FOLDER / name).read_text(encoding="utf-8")

    def fill(self, markup: Mapping[str, str] | None = None, **texts: str) -> str:
        """The file with its places filled: `texts` as text, `markup` as it is."""
        places = {name.upper(): escape(text) for name, text in texts.items()} | dict(markup or {})
        return _PLACE.sub(lambda found: places.get(found[1], found[0]), self._html)

    def show(
        self, *, refused: str = "", status: int = 200, markup: Mapping[str, str] | None = None, **texts: str
    ) -> HTMLResponse:
        """The file filled as a page of its own; `refused` is an alert at `__TOLD__`."""
        told = f'<p class="bad" role="alert">{escape(refused)}</p>' if refused else ""
        html = self.fill(markup={"TOLD": told, "SSO": "", **(markup or {})}, **texts)
        return HTMLResponse(html, status, headers={"cache-control": "no-store"})
