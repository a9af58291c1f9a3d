"""What an operator watches, in Prometheus' text format, at an address of its own. Labels name channels and outcomes, nobody.

https://prometheus.io/docs/instrumenting/exposition_formats/ and https://prometheus.io/docs/practices/naming/
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, make_wsgi_app, start_http_server
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from faqbot.errors import SettingsError, StoreError
from faqbot.operation.chores import Chore, last_done
from faqbot.store.base_vitals import Vitals, VitalsStore
from faqbot.types import Outcome

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# An answer takes milliseconds; people leave after seconds. The floors of docs/trust.md (0.15 s and 3 s) are edges.
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 3.0, 10.0)

_OF_STORE: dict[str, tuple[str, Callable[[Vitals], float | None]]] = {
    "faqbot_revision": ("The revision of what is published.", lambda v: v.revision),
    "faqbot_entries": ("Entries that are kept, of all collections.", lambda v: v.entries),
    "faqbot_saved_timestamp_seconds": ("When an entry was saved last.", lambda v: _seconds(v.saved_at)),
    "faqbot_tickets_open": ("Questions that wait for an answer.", lambda v: v.tickets_open),
    "faqbot_oldest_ticket_timestamp_seconds": (
        "Since when the oldest of them waits.",
        lambda v: _seconds(v.oldest_ticket),
    ),
    "faqbot_inbox_waiting": (
        "Messages from channels that have not been answered yet.",
        lambda v: v.inbox_waiting,
    ),
    "faqbot_turns_undecided": ("Questions received whose answer is not kept.", lambda v: v.undecided),
    "faqbot_database_bytes": ("The database file with its write-ahead log.", lambda v: v.bytes),
}


def _seconds(moment: object) -> float | None:
    return moment.timestamp() if hasattr(moment, "timestamp") else None


class Counted:
    """What one process counts: the desk's `Watching`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._answers = Counter("faqbot_answers", "Answers given.", ["channel", "outcome"], registry=registry)
        self._seconds = Histogram(
            "faqbot_answer_seconds",
            "From a question received to its answer.",
            ["channel"],
            registry=registry,
            buckets=_SECONDS,
        )
        self._unkept = Counter("faqbot_unkept", "Answers given that could not be kept.", registry=registry)
        self._refused = Counter(
            "faqbot_refused", "Requests refused because too many waited.", registry=registry
        )

    def answered(self, channel: str, outcome: Outcome, seconds: float) -> None:
        self._answers.labels(channel, outcome.value).inc()
        self._seconds.labels(channel).observe(seconds)

    def unkept(self) -> None:
        self._unkept.inc()

    def refused(self) -> None:
        """A request was refused because too many waited."""
        self._refused.inc()


class Watched(Collector):
    """What the store and the disk say when they are asked."""

    def __init__(self, store: VitalsStore, data: Path) -> None:
        self._store, self._data = store, data

    def collect(self) -> Iterable[Metric]:
        yield GaugeMetricFamily(
            "faqbot_disk_free_bytes", "Left on the disk.", shutil.disk_usage(self._data).free
        )
        yield self._chores()
        try:
            vitals = self._store.vitals()
        except StoreError:
            yield GaugeMetricFamily("faqbot_store_up", "Whether the database answers.", 0)
            return
        yield GaugeMetricFamily("faqbot_store_up", "Whether the database answers.", 1)
        for name, (help_text, of) in _OF_STORE.items():
            value = of(vitals)
            if value is not None:
                yield GaugeMetricFamily(name, help_text, value)

    def _chores(self) -> Metric:
        ended = GaugeMetricFamily(
            "faqbot_chore_timestamp_seconds", "When it last ended well; 0 for never.", labels=["chore"]
        )
        for chore in Chore:
            ended.add_metric([chore.value], last_done(self._data, chore))
        return ended


Reader = Callable[[str, str], bool]
"""Whether whoever asks from this address with this `Authorization` may read."""


def anybody(_address: str, _authorization: str) -> bool:
    """Where the address that it listens on is guard enough."""
    return True


def _for_readers(app: WSGIApplication, may: Reader) -> WSGIApplication:
    def asked(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if may(environment.get("REMOTE_ADDR", ""), environment.get("HTTP_AUTHORIZATION", "")):
            return app(environment, start)
        start("403 Forbidden", [("content-type", "text/plain; charset=utf-8")])
        return ["ここからは読めません。FAQBOT_METRICS_NETWORKS を確かめてください。\n".encode()]

    return asked


@contextmanager
def shown(registry: CollectorRegistry, host: str, port: int, may: Reader = anybody) -> Iterator[int]:
    """Serve the registry at `/metrics` to whom `may` lets; gives the port (0 asks for a free one).

    Raises:
        SettingsError: the address cannot be had.
    """
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        raise SettingsError(
            f"{host}:{port} で計測値を出せません（{error.strerror}）。FAQBOT_METRICS_PORT を別の番号にしてください。"
        ) from error
    server.set_app(_for_readers(make_wsgi_app(registry), may))
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def of_processes(folder: Path) -> CollectorRegistry:
    """What several processes have counted: each writes its own file in the folder (`settings.share_metrics`)."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    return registry
