"""Opening the store, or finding its file, with nothing over it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.settings import Settings

if TYPE_CHECKING:
    from faqbot.store.base import Store
    from faqbot.store.key import Key


@contextmanager
def open_store_only(settings: Settings) -> Iterator[Store]:
    """The store of the data directory without a desk over it.

    Raises:
        StoreError: the database or its key cannot be used.
    """
    from faqbot.store import open_store

    store = open_store(settings.data, settings.key)
    try:
        yield store
    finally:
        store.close()


def database_of(settings: Settings) -> tuple[Path, Key]:
    """The file of the database, which must exist, and its key. Neither is opened, moved forward or made.

    Raises:
        StoreError: there is no database, or no key for it, or one that others can read.
    """
    from faqbot.errors import StoreError
    from faqbot.store.key import find_key
    from faqbot.store.sql import database_at

    database = database_at(settings.data)
    if not database.is_file():
        raise StoreError(
            f"データベース {database} がないので、--data か FAQBOT_DATA の場所を確かめてください。"
        )
    return database, find_key(database, settings.key)
