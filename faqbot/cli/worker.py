"""A process that serves: its desk, its index, its web server; and what one of all processes does for all."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

import click
import uvicorn
from prometheus_client import CollectorRegistry

from faqbot import logs
from faqbot.app import create_web, make_line, metrics_reader, open_house, open_store_only, shared_counting
from faqbot.cli.main import exit_code
from faqbot.desk.desk import Desk
from faqbot.errors import StoreError
from faqbot.operation.listener import QUEUE
from faqbot.operation.metrics import Counted, Watched, of_processes, shown
from faqbot.operation.once import Once
from faqbot.operation.workers import Workers
from faqbot.settings import Settings, share_metrics

if TYPE_CHECKING:
    from faqbot.channels.line import Line

# A thread that comes back from the database waits so long for one that computes, some thirty times a question; Python's own
# 5 ms add up. `python -m eval.load --rate 30`, p95 of three runs beside other jobs: 5 ms 976 ms, 0.5 ms 148 ms.
_SWITCH_SECONDS = 0.0005
_AT_ONCE = 8
"""Connections that a process takes before it looks at other things: one must not take a whole burst from its siblings."""
_HEARD_OUT = 0.3
"""Seconds that a process which ends leaves to connections it has taken, to say what they want."""
_OLD = timedelta(minutes=1)
"""A question takes milliseconds: what was received so long ago and never decided was in a process that died."""


def work(settings: Settings, listener: socket.socket, told: Callable[[], None]) -> None:
    """Serve from the socket until SIGTERM or SIGINT, the only process that does; `told` is called when questions are answered."""
    registry = CollectorRegistry()
    with _showing(settings, registry):
        _serve(settings, listener, told, Counted(registry))


def work_alongside(settings: Settings, listener: socket.socket, told: Callable[[], None]) -> None:
    """`work` as the main function of one of several processes, whose counts `work_in` shows."""
    sys.exit(exit_code(lambda: _serve(settings, listener, told, Counted(CollectorRegistry()))))


def work_in(count: int, settings: Settings, listener: socket.socket, told: Callable[[int], None]) -> None:
    """Serve from the socket in so many processes until SIGTERM or SIGINT."""
    counts = settings.data / "counts"
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(parents=True)
    share_metrics(counts)
    with _showing(settings, of_processes(counts)):
        Workers(partial(work_alongside, settings), listener, count, told).run()


@contextmanager
def _showing(settings: Settings, registry: CollectorRegistry) -> Iterator[None]:
    """Metrics at their own address meanwhile, where the settings want them."""
    if not settings.metrics_port:
        yield
        return
    with open_store_only(settings) as store:
        registry.register(Watched(store, settings.data))
        may = metrics_reader(settings, store)
        with shown(registry, settings.metrics_host, settings.metrics_port, may):
            yield


def _serve(settings: Settings, listener: socket.socket, told: Callable[[], None], counted: Counted) -> None:
    logs.begin(settings.access_log)
    sys.setswitchinterval(_SWITCH_SECONDS)
    begun = datetime.now(UTC)
    with open_house(settings, counted) as (desk, office, store):
        line = make_line(settings, desk, store)

        def duties(first: bool) -> AbstractContextManager[None]:
            return _duties(desk, line, begun if first else begun - _OLD)

        once = Once(settings.data / "leader.lock", duties)
        desk.warm()
        # Not uvicorn's access log: its request lines carry what people type into the suggestions. Ours do not.
        config = uvicorn.Config(
            create_web(
                settings,
                desk,
                office,
                line,
                running=once.running,
                counted=counted,
                counting=shared_counting(settings, store),
            ),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # `web.reaching` reads them, of the proxies that the settings name
            timeout_graceful_shutdown=10,
            backlog=_AT_ONCE,
        )
        _Server(config, told).run(sockets=[listener])


@contextmanager
def _duties(desk: Desk, line: Line | None, before: datetime) -> Iterator[None]:
    """What one process does for all: LINE's messages, and the questions of processes that died."""
    stopping = Event()
    thread = Thread(target=_sweep, args=(desk, before, stopping), name="sweep")
    thread.start()
    try:
        with line.running() if line else nullcontext():
            yield
    finally:
        stopping.set()
        thread.join()


def _sweep(desk: Desk, before: datetime, stopping: Event) -> None:
    while True:
        with suppress(StoreError):  # the next minute may be better; who asks meanwhile is told
            if swept := desk.sweep(before):
                click.echo(f"前回答えられなかった質問 {swept} 件を、未回答の一覧に入れました。", err=True)
        if stopping.wait(_OLD.total_seconds()):
            return
        before = datetime.now(UTC) - _OLD


class _Server(uvicorn.Server):
    """Uvicorn's, which tells when it answers, and loses nobody when it ends."""

    def __init__(self, config: uvicorn.Config, told: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(
                QUEUE
            )  # asyncio takes `backlog` connections at once, and has also made it the kernel's
        self._told()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Uvicorn closes a connection that has not asked yet, also one just taken. So take no more, and hear those out."""
        for server in self.servers:
            server.close()
        self.server_state.default_headers.append((b"connection", b"close"))
        await asyncio.sleep(_HEARD_OUT)
        await super().shutdown(sockets)
