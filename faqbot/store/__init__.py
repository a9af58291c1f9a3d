"""Where is it kept? What the desk asks of a store is in `base`; opening one loads the SQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faqbot.store.base import Store


def open_store(where: Path | str, key: str = "") -> Store:
    """Open the store in a data directory (or of an `sqlite:///` URL), making it on the first start.

    Its schema is moved forward if need be, by one process at a time. `key` is what the settings
    give (FAQBOT_KEY); without it the file `key` next to the database is used. Threads may share a
    store; processes may not, so open it after a fork.

    Raises:
        KeyMissing: there is a database, and no key for it; no new one is made.
        WrongKey: the key does not open the database.
        StoreError: it belongs to a newer faqbot, others can read the key file, or the disk cannot
            be used.
    """
    from faqbot.store.sql import open_store

    return open_store(where, key)


__all__ = ["open_store"]
