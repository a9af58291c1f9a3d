"""Several processes take requests from one listening socket; whoever dies is replaced, and all are when it is asked for.

The socket is shared, not one a process (SO_REUSEPORT): a connection that waits is taken by whoever lives, so that
neither a death nor a roll loses what has not been taken. SIGHUP starts a successor for each process in turn and ends the old
one when the successor answers.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread

from faqbot.errors import NoWorker

log = logging.getLogger(__name__)

Work = Callable[[socket.socket, Callable[[], None]], None]
"""Serves from the socket until SIGTERM; calls back when it answers. It is pickled: a fresh interpreter runs it."""

_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_GRACE = 30.0
"""Seconds that a process may take to end."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    line: Connection
    """It says here that it answers; it ends when nobody holds the other end any more."""
    predecessor: _Worker | None
    answers: bool = False
    leaving: bool = False

    def end(self) -> None:
        self.leaving = True
        self.process.terminate()


class Workers:
    """`count` processes over a socket, watched from the main thread."""

    def __init__(self, work: Work, listener: socket.socket, count: int, told: Callable[[int], None]) -> None:
        """`told` is called when the first of them answers, with 1, and when all do, with their number."""
        self._work, self._listener, self._count, self._told = work, listener, count, told
        self._workers: list[_Worker] = []
        self._aging: list[_Worker] = []
        self._stopping = False
        self._answered = 0

    def run(self) -> None:
        """Until SIGTERM or SIGINT; every process has ended when this returns.

        Raises:
            NoWorker: the first of them ended before they answered.
        """
        with _heard() as signals:
            try:
                self._start()
                while self._workers:
                    self._look(signals)
            finally:
                self._end_all()

    def _start(self, predecessor: _Worker | None = None) -> None:
        spawn = get_context("spawn")
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=_enter, args=(self._work, self._listener, theirs))
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours, predecessor))

    def _look(self, signals: socket.socket) -> None:
        ended = {each.process.sentinel: each for each in self._workers}
        starting = {each.line: each for each in self._workers if not each.answers}
        found = wait([*ended, *starting, signals])
        if signals in found:
            self._hear(signals.recv(64))
        for line in starting.keys() & set(found):
            self._spoke(starting[line])
        for sentinel in ended.keys() & set(found):
            self._ended(ended[sentinel])

    def _hear(self, numbers: bytes) -> None:
        if signal.SIGTERM in numbers or signal.SIGINT in numbers:
            self._stopping = True
            for each in self._workers:
                each.end()
        elif not self._aging:
            self._aging = [each for each in self._workers if not each.leaving]
            self._renew()

    def _spoke(self, worker: _Worker) -> None:
        with suppress(EOFError):  # it died; its sentinel tells
            worker.line.recv()
            worker.answers = True
            self._answered += 1
            if self._answered in (1, self._count):
                self._told(self._answered)
            if self._answered == 1:
                self._start_others()
            if worker.predecessor:
                worker.predecessor.end()
                self._renew()
            elif self._answered > self._count:
                log.warning("another process answers in its place")

    def _start_others(self) -> None:
        """They have waited for the first: what stops one would stop all, and is told once."""
        for _ in range(self._count - 1):
            self._start()

    def _renew(self) -> None:
        """A successor for the next of those that were there at SIGHUP."""
        if self._aging and not self._stopping:
            self._start(self._aging.pop(0))

    def _ended(self, worker: _Worker) -> None:
        worker.process.join()
        worker.line.close()
        self._workers.remove(worker)
        if worker in self._aging:
            self._aging.remove(worker)
        if self._stopping:
            return
        if worker.leaving:
            self._left()
            return
        if not self._answered:
            raise NoWorker("サーバーを始められませんでした。上に出ている理由を確かめてください。")
        log.error("a process ended by itself with %s", worker.process.exitcode)
        if worker.predecessor and not worker.answers:
            log.error("the roll is called off: the old processes go on")
            self._aging.clear()
        else:
            self._start()

    def _left(self) -> None:
        """One has gone as it was asked to; the roll is over with the last of them."""
        if not self._aging and all(each.answers and not each.leaving for each in self._workers):
            log.warning("the roll is over: every process is new")

    def _end_all(self) -> None:
        for each in self._workers:
            each.end()
        for each in self._workers:
            each.process.join(_GRACE)
            each.process.kill()


@contextmanager
def _heard() -> Iterator[socket.socket]:
    """The numbers of signals come out of this socket, so that waiting for them and for processes is one."""
    inside, outside = socket.socketpair()
    inside.setblocking(False)
    before = {number: signal.signal(number, lambda *_: None) for number in _SIGNALS}
    previous = signal.set_wakeup_fd(inside.fileno())
    try:
        yield outside
    finally:
        signal.set_wakeup_fd(previous)
        for number, handler in before.items():
            signal.signal(number, handler)
        inside.close()
        outside.close()


def _enter(work: Work, listener: socket.socket, line: Connection) -> None:
    """The main function of a process. It outlives its parent only for what is under way."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def orphaned() -> None:
        with suppress(EOFError, OSError):
            line.recv()
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=orphaned, daemon=True).start()
    work(listener, lambda: line.send(True))
