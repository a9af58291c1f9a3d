"""How often may somebody ask, whichever process answers? The buckets of `rates` in a file that all processes share.

A table of fixed size: a key's digest leads to a set of eight places, where the one used longest ago makes room (a cache of
eight ways: Hill and Smith, "Evaluating associativity in CPU caches", 1989). Nothing is synced: the pages are the kernel's, and
what a power cut takes is a count of seconds. Not a database, for one reads and writes 256 bytes (measured: docs/trust.md).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from threading import Lock
from time import monotonic
from typing import BinaryIO

from faqbot.web.rates import MOST, Buckets, Rate, drawn

_PLACE = Struct("<16sdd")
"""Whose bucket it is, what it holds, and since when: seconds of the machine's clock, which its processes share."""
_WAYS = 8
_SET = _PLACE.size * _WAYS


class SharedBuckets:
    """The buckets of all processes that are given the same file. Where it cannot be used (a full disk), each counts alone."""

    def __init__(
        self, file: Path, key: bytes, *, most: int = MOST, clock: Callable[[], float] = monotonic
    ) -> None:
        """`key` (at most 64 bytes) hides whose buckets they are from whoever reads the file."""
        self._sets = max(1, most // _WAYS)
        self._key = key
        self._clock = clock
        self._alone = Buckets(most=most, clock=clock)
        self._turn = Lock()
        self._file: BinaryIO | None = None
        with suppress(OSError):
            self._file = _opened(file, self._sets * _SET)

    def take(self, key: str, rate: Rate) -> int:
        """As `Buckets.take`; may be called from any thread."""
        digest = blake2b(key.encode(), digest_size=16, key=self._key).digest()
        offset = int.from_bytes(digest) % self._sets * _SET
        with self._turn:
            if self._file:
                with suppress(OSError), _locked(self._file):
                    return self._take(self._file.fileno(), offset, digest, rate)
            return self._alone.take(key, rate)

    def _take(self, file: int, offset: int, digest: bytes, rate: Rate) -> int:
        now = self._clock()
        places = list(_PLACE.iter_unpack(os.pread(file, _SET, offset).ljust(_SET, b"\0")))
        owners = [owner for owner, _, _ in places]
        if digest in owners:
            way = owners.index(digest)
            _, level, since = places[way]
        else:
            # What is later than now was written before the machine started anew.
            way = min(range(_WAYS), key=lambda each: places[each][2] if places[each][2] <= now else 0.0)
            level, since = float(rate.burst), now
        level, waits = drawn(level, max(0.0, now - since), rate)
        os.pwrite(file, _PLACE.pack(digest, level, now), offset + way * _PLACE.size)
        return waits


def _opened(file: Path, size: int) -> BinaryIO:
    """The file, which only we may read. One of another size is of another edition of this program."""
    opened = os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    with _locked(opened):
        if os.fstat(opened.fileno()).st_size != size:
            opened.truncate(0)
            opened.truncate(size)
    return opened


@contextmanager
def _locked(file: BinaryIO) -> Iterator[None]:
    """Microseconds: nobody waits for a disk or a network meanwhile."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
