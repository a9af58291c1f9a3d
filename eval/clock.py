"""Times and memory, measured so that another job on the machine does not decide the result: rounds, and their medians."""

from __future__ import annotations

import ctypes
import gc
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

_T = TypeVar("_T")
Tell = Callable[[str], None]
"""Is told what is being done."""
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: the median over rounds of each round's percentile."""

    p50: float
    p95: float
    p99: float


@contextmanager
def one_thread() -> Iterator[None]:
    """One thread for linear algebra. The process may move to whichever core is free: another job on its core is not ours."""
    with threadpool_limits(1):
        yield


def seconds(work: Callable[[], _T]) -> tuple[float, _T]:
    """How long it took, and what came of it."""
    begin = perf_counter()
    made = work()
    return perf_counter() - begin, made


def each(ask: Callable[[_T], object], questions: Sequence[_T]) -> list[float]:
    """Milliseconds for each question."""
    times = []
    for question in questions:
        begin = perf_counter()
        ask(question)
        times.append(1000 * (perf_counter() - begin))
    return times


def apart(work: Callable[..., _T], *arguments: object) -> _T:
    """Run in a new process, whose memory is nobody else's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def spread(rounds: Sequence[Sequence[float]]) -> Spread:
    return Spread(*(float(np.median([np.percentile(times, p) for times in rounds])) for p in (50, 95, 99)))


def resident() -> float:
    """Memory in use by this process (MB) once the garbage is gone; not a number where the system does not say."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    if not _STATM.exists():
        return float("nan")
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def machine() -> str:
    """The processor, its cores, the system and Python."""
    cpu = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in _lines(cpu) if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def load() -> float:
    """Jobs waiting for a processor over the last minute: above 1, the times are provisional."""
    return os.getloadavg()[0]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
