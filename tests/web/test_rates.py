"""How often anybody may ask: buckets of one process, and of all."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from faqbot.web.rates import Buckets, Counting, Rate
from faqbot.web.shared_rates import SharedBuckets

KEY = b"k" * 32
ONCE = Rate(1e-9, 100)
"""A hundred, and no more while this test runs."""
SLOW = Rate(0.5, 2)
Make = Callable[[Callable[[], float]], Counting]


@pytest.fixture(params=["of one process", "shared"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    if request.param == "shared":
        return lambda clock: SharedBuckets(tmp_path / "rates", KEY, most=64, clock=clock)
    return lambda clock: Buckets(most=64, clock=clock)


def test_a_bucket_fills_again_and_the_oldest_makes_room(make: Make) -> None:
    now = [1.0]
    buckets = make(lambda: now[0])
    assert [buckets.take("a", SLOW) for _ in range(3)] == [0, 0, 2]
    now[0] = 2.9
    assert buckets.take("a", SLOW) == 1
    now[0] = 3.0
    assert [buckets.take("a", SLOW) for _ in range(2)] == [0, 2]
    for number in range(1000):
        now[0] += 0.001
        buckets.take(str(number), SLOW)
    assert [buckets.take("a", SLOW) for _ in range(3)] == [0, 0, 2], "a fresh one"


def take(file: Path) -> None:
    """What one of two processes does: eight threads take all that they get."""
    buckets = SharedBuckets(file, KEY)
    with ThreadPoolExecutor(8) as taking:
        got = list(taking.map(lambda _: buckets.take("a", ONCE), range(150)))
    file.with_name(f"{os.getpid()}.got").write_text(str(got.count(0)))


def test_two_processes_with_many_threads_take_no_more_than_there_is(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    running = [context.Process(target=take, args=(tmp_path / "rates",)) for _ in range(2)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert sum(int(each.read_text()) for each in tmp_path.glob("*.got")) == ONCE.burst


def test_the_file_tells_nobody_who_asked_and_is_ours_alone(tmp_path: Path) -> None:
    file = tmp_path / "rates"
    SharedBuckets(file, KEY).take("address 192.0.2.7", SLOW)
    assert file.stat().st_mode & 0o077 == 0
    assert b"192.0.2.7" not in file.read_bytes()
    other = SharedBuckets(tmp_path / "other", b"another")
    other.take("address 192.0.2.7", SLOW)
    places = {
        place for each in (file, tmp_path / "other") for place in each.read_bytes().split(bytes(16)) if place
    }
    assert len(places) == 2


def test_a_file_from_before_the_machine_started_counts_for_nothing(tmp_path: Path) -> None:
    before = SharedBuckets(tmp_path / "rates", KEY, clock=lambda: 9e9)
    assert [before.take("a", SLOW) for _ in range(3)] == [0, 0, 2]
    after = SharedBuckets(tmp_path / "rates", KEY, clock=lambda: 1.0)
    assert after.take("a", SLOW) == 2, "it fills from now on"


def test_where_there_is_no_file_a_process_counts_alone(tmp_path: Path) -> None:
    alone = SharedBuckets(tmp_path / "nowhere" / "rates", KEY)
    assert [alone.take("a", SLOW) for _ in range(3)] == [0, 0, 2]


def test_a_file_that_cannot_be_used_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "rates").write_bytes(b"of another edition")
    assert SharedBuckets(tmp_path / "rates", KEY).take("a", SLOW) == 0
    assert (tmp_path / "rates").stat().st_size > 1000


def test_where_nothing_can_be_written_a_process_counts_alone(tmp_path: Path) -> None:
    full = SharedBuckets(tmp_path / "rates", KEY, clock=lambda: 1.0)
    full._file = (tmp_path / "rates").open("rb", buffering=0)  # as on a disk that went read-only
    assert [full.take("a", SLOW) for _ in range(3)] == [0, 0, 2]
