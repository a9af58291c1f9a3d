"""A real HTTP server over a desk, on a free port, for the tests that come in by the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from faqbot.desk.desk import Desk
from faqbot.desk.office import Office
from faqbot.web.app import create_app
from tests.listening import listening


@contextmanager
def serving(desk: Desk, collection: str, office: Office | None = None) -> Iterator[str]:
    """The address of a server over the desk (and its office), up when this yields."""
    with listening(create_app(desk, collection=collection, widget_origins=("*",), office=office)) as address:
        yield address
