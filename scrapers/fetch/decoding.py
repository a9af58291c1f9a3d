"""Content codings undone, never further than a limit. Pure.

httpx unpacks whatever a chunk becomes, and a gzip bomb becomes a thousand times itself; here unpacking stops at the limit.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from scrapers.fetch.declined import Declined
from scrapers.page import Reason

ACCEPTED = "gzip, deflate"
_GZIP = zlib.MAX_WBITS | 16
_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32
_GZIP_MAGIC = b"\x1f\x8b"


def gather(parts: Iterable[bytes], coding: str, limit: int) -> bytes:
    """The body that came in parts under a content coding (RFC 9110, section 8.4.1), at most `limit` bytes, packed or not.

    Raises:
        Declined: it is larger, damaged, or coded in a way that was not asked for.
    """
    match coding.strip().lower():
        case "" | "identity":
            return _joined(parts, limit)
        case "gzip" | "x-gzip" | "deflate":
            return _joined(_inflated(_limited(parts, limit), limit), limit)
        case other:
            raise Declined(Reason.TYPE, f"coding {other[:40]}")


def gunzip(body: bytes, limit: int) -> bytes:
    """A file that is gzip itself, unpacked; any other as it is.

    Raises:
        Declined: it becomes larger than `limit` bytes, or is damaged.
    """
    return gather([body], "gzip", limit) if body.startswith(_GZIP_MAGIC) else body


def _joined(parts: Iterable[bytes], limit: int) -> bytes:
    return b"".join(_limited(parts, limit))


def _limited(parts: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for part in parts:
        size += len(part)
        if size > limit:
            raise Declined(Reason.SIZE, f"> {limit}")
        yield part


def _inflated(parts: Iterable[bytes], limit: int) -> Iterator[bytes]:
    unpacker = None
    try:
        for part in parts:
            unpacker = unpacker or zlib.decompressobj(_window(part))
            yield unpacker.decompress(part, limit + 1)
            if unpacker.unconsumed_tail:
                raise Declined(Reason.SIZE, f"> {limit}")
    except zlib.error as error:
        raise Declined(Reason.NETWORK, "damaged gzip") from error
    if unpacker and not unpacker.eof:
        raise Declined(Reason.NETWORK, "torn gzip")


def _window(head: bytes) -> int:
    """gzip and zlib say what they are; some servers send the bare stream as `deflate`."""
    zlib_header = len(head) > 1 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
    return _ZLIB_OR_GZIP if head.startswith(_GZIP_MAGIC) or zlib_header else -zlib.MAX_WBITS
