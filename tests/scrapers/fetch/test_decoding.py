from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.fetch.declined import Declined
from scrapers.fetch.decoding import gather, gunzip
from scrapers.page import Reason


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS = [
    ("gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("", bytes),
    ("identity", bytes),
]


def cut(body: bytes, size: int) -> Iterator[bytes]:
    return (body[at : at + size] for at in range(0, len(body), size))


@given(st.binary(min_size=1, max_size=2000), st.sampled_from(PACKERS), st.integers(2, 600))
def test_what_was_packed_comes_out(body: bytes, packer: tuple[str, object], size: int) -> None:
    coding, pack = packer
    assert gather(cut(pack(body), size), coding, 4000) == body  # type: ignore[operator]


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_nothing_becomes_larger_than_the_limit(coding: str, pack: object) -> None:
    bomb = pack(bytes(50_000_000))  # type: ignore[operator]
    with pytest.raises(Declined) as refusal:
        gather(cut(bomb, 1000), coding, 1_000_000)
    assert refusal.value.reason is Reason.SIZE


def test_a_body_without_end_is_left_at_the_limit() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1000
            yield bytes(1000)

    with pytest.raises(Declined):
        gather(endless(), "", 10_000)
    assert taken == 11_000


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "x" * 200])
def test_codings_that_were_not_asked_for_are_declined(coding: str) -> None:
    with pytest.raises(Declined):
        gather([b"x"], coding, 100)


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"0123456789" * 100, mtime=0)[:-12]])
def test_damaged_and_torn_gzip_is_declined(body: bytes) -> None:
    with pytest.raises(Declined):
        gather([body], "gzip", 10_000)


def test_a_file_that_is_gzip_itself() -> None:
    assert gunzip(gzip.compress(b"<urlset/>", mtime=0), 100) == b"<urlset/>"
    assert gunzip(b"<urlset/>", 100) == b"<urlset/>"
    with pytest.raises(Declined):
        gunzip(gzip.compress(bytes(1000)), 100)
