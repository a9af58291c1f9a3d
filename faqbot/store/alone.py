"""How does one process at a time make, move and re-encrypt a database? A lock on a file beside it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faqbot.errors import StoreError


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """One process at a time makes the key and moves the schema; a killed one frees the lock."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (directory / "faqbot.lock").open("w")
    except OSError as error:
        raise StoreError(
            f"データの置き場所 {directory} を使えないので、場所と権限を確かめてください({error.strerror})。"
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
