"""The operator's use cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from faqbot.app.store import open_store_only
from faqbot.settings import Settings

if TYPE_CHECKING:
    from faqbot.trust.trust import Trust


@contextmanager
def open_trust(settings: Settings) -> Iterator[Trust]:
    """The operator's use cases.

    Raises:
        StoreError: the database or its key cannot be used.
    """
    from faqbot.staff.retention import days_of
    from faqbot.trust.persons import Persons
    from faqbot.trust.trail import Trail
    from faqbot.trust.trust import Trust

    days = days_of(settings.keep_days)
    with open_store_only(settings) as store:
        yield Trust(Trail(store), Persons(store, days=days))
