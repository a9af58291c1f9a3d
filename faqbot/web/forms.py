"""Plain pages with plain forms, for what must work without JavaScript: what was filled in, and what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

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

    def show(
        self, *, refused: str = "", status: int = 200, markup: Mapping[str, str] | None = None, **texts: str
    ) -> HTMLResponse:
        """The page with its places filled: `texts` as text, `markup` as it is, `refused` as an alert at `__TOLD__`."""
        told = f'<p class="bad" role="alert">{escape(refused)}</p>' if refused else ""
        places = {name.upper(): escape(text) for name, text in texts.items()}
        html = self._html
        for name, value in (places | dict(markup or {}) | {"TOLD": told}).items():
            html = html.replace(f"__{name}__", value)
        return HTMLResponse(html, status, headers={"cache-control": "no-store"})
