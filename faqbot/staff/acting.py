"""Who acts right now, from where, in which request? What the audit and every line of a log say without being told.

The edges set it (a request, a command, a run of the panel); nothing decides by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Acting:
    """Each is empty where it is not known: nobody is signed in, or nothing came over a network."""

    account: str = ""
    address: str = ""
    request: str = ""


_NOBODY = Acting()
_NOW: ContextVar[Acting] = ContextVar("faqbot acting", default=_NOBODY)


def acting() -> Acting:
    """Who acts in this thread or task."""
    return _NOW.get()


def act_as(account: str) -> None:
    """From here to the end of this thread or task, this account acts."""
    _NOW.set(replace(_NOW.get(), account=account))


@contextmanager
def acting_from(who: Acting) -> Iterator[None]:
    """Within, it is `who` that acts."""
    before = _NOW.set(who)
    try:
        yield
    finally:
        _NOW.reset(before)
