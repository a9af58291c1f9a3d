"""What the panel does behind its pages, so that nobody who opens one waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from faqbot.curation.curation import Curation
from faqbot.errors import StoreError

_EVERY = 60.0
"""Seconds between two looks at what is to be done."""


@contextmanager
def tending(curation: Curation) -> Iterator[None]:
    """Count, read and group what is asked, at once and then every minute, while this lasts."""
    stopping = Event()
    thread = Thread(target=_tend, args=(curation, stopping), name="tend")
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _tend(curation: Curation, stopping: Event) -> None:
    while True:
        with suppress(StoreError):  # the next minute may be better; who opens a page meanwhile is told
            tend(curation)
        if stopping.wait(_EVERY):
            return


def tend(curation: Curation) -> None:
    """Do what is to be done now."""
    curation.figures.prepare()
    curation.tickets.regroup()
