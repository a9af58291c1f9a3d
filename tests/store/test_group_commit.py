"""Threads that write at once share a transaction, and each hears of its own value only."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Semaphore
from typing import Any

import pytest

from faqbot.errors import FaqbotError, InvalidInput, NotFound, StoreError
from faqbot.store import open_store
from faqbot.store.group_commit import GroupCommit
from tests.contracts.store import turn


class Bell(deque[Any]):
    """Tells that something has been put in it."""

    def __init__(self) -> None:
        super().__init__()
        self.rung = Semaphore(0)

    def append(self, one: Any) -> None:
        super().append(one)
        self.rung.release()


class Book:
    """Writes groups down; the first waits until it may, and a bad value fails its group."""

    def __init__(self) -> None:
        self.groups: list[tuple[str, ...]] = []
        self.began, self.may_go_on = Event(), Event()

    def write(self, values: Sequence[str]) -> None:
        if not self.groups:
            self.began.set()
            self.may_go_on.wait()
        self.groups.append(tuple(values))
        if "bad" in values:
            raise InvalidInput("bad")


@contextmanager
def gathered(book: Book, values: Sequence[str]) -> Iterator[list[Future[None]]]:
    """The values after the first, all brought while the first is being written."""
    first, *others = values
    commit = GroupCommit(book.write)
    commit._waiting = bell = Bell()
    with ThreadPoolExecutor(len(values)) as pool:
        put = [pool.submit(commit.put, first)]
        book.began.wait()
        put += [pool.submit(commit.put, value) for value in others]
        for _ in values:
            bell.rung.acquire()
        book.may_go_on.set()
        yield put


def test_what_is_brought_meanwhile_is_written_together() -> None:
    book = Book()
    with gathered(book, ["first", "a", "b", "c"]) as put:
        assert [each.result() for each in put] == [None] * 4
    first, others = book.groups
    assert first == ("first",)
    assert sorted(others) == ["a", "b", "c"]


def test_a_value_that_cannot_be_written_fails_alone() -> None:
    book = Book()
    with gathered(book, ["first", "a", "bad", "c"]) as put:
        failed = [isinstance(each.exception(), InvalidInput) for each in put]
    assert failed == [False, False, True, False]
    _, together, *alone = book.groups
    assert sorted(together) == ["a", "bad", "c"]
    assert sorted(alone) == [("a",), ("bad",), ("c",)]


@pytest.mark.parametrize("synced", ["receive", "decide"])
def test_a_store_refuses_only_what_it_must(tmp_path: Path, synced: str) -> None:
    store = open_store(tmp_path)
    store.receive(turn("twice"))
    bad: Callable[[], None]
    error: type[FaqbotError]
    if synced == "receive":
        bad, error = lambda: store.receive(turn("twice")), StoreError
    else:
        bad, error = lambda: store.decide(turn("never received")), NotFound

    def work(number: int) -> None:
        if number % 5 == 0:
            with pytest.raises(error):
                bad()
        else:
            store.receive(turn(f"t{number}"))
            store.decide(turn(f"t{number}", revision=number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(200)))
    kept = [store.turn(f"t{number}") for number in range(200) if number % 5]
    assert [each and each.revision for each in kept] == [number for number in range(200) if number % 5]
    store.close()
