"""A real HTTP server over a desk, on a free port, for the tests that come in by the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from faqbot.desk.desk import Desk
from faqbot.web.app import create_app
from tests.listening import listening


@contextmanager
def serving(desk: Desk, collection: str) -> Iterator[str]:
    """The address of a server over the desk, up when this yields."""
    with listening(create_app(desk, collection=collection, widget_origins=("*",))) as address:
        yield address
