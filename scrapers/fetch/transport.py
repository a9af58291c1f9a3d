"""A connection that goes where it was checked to go, and no longer than allowed.

httpx has no seam between looking a name up and connecting; httpcore, below it, has one. Each name is looked up once,
every address found is judged, and the connection is made to the judged address: a name that answers differently the
second time (DNS rebinding) gains nothing. The deadline covers connecting, the TLS handshake, headers and body, so that a
server which sends one byte now and then is left.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from scrapers.fetch.addresses import AddressPolicy
from scrapers.fetch.declined import Declined
from scrapers.fetch.watch import Watch
from scrapers.page import Reason

Resolver = Callable[[str, int], Sequence[str]]
"""The addresses of a host's name, best first. Raises OSError where there is none."""
SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)  # as httpcore declares it


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the machine's own resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """How long the present exchange may still take."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._end = float("inf")

    def begin(self, seconds: float) -> None:
        self._end = self._watch.ticks() + seconds

    def within(self, timeout: float | None) -> float | None:
        """The timeout, shortened to what is left.

        Raises:
            Declined: nothing is left.
        """
        left = self._end - self._watch.ticks()
        if left <= 0:
            raise Declined(Reason.DEADLINE)
        if left == float("inf"):
            return timeout
        return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step looks at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()


class _GuardedBackend(httpcore.NetworkBackend):
    """Connects to admitted addresses only."""

    def __init__(self, policy: AddressPolicy, resolver: Resolver, deadline: Deadline) -> None:
        self._policy = policy
        self._resolver = resolver
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._admitted(host, port):
            within = self._deadline.within(timeout)
            try:
                stream = self._sockets.connect_tcp(address, port, within, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return self._checked(stream)
        raise failure

    def _admitted(self, host: str, port: int) -> Sequence[str]:
        """Every address of the host; a name that points inside as well is not to be trusted at all."""
        try:
            found = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        for address in found:
            if not self._policy.admits(address):
                raise Declined(Reason.ADDRESS, host)
        return found

    def _checked(self, stream: httpcore.NetworkStream) -> httpcore.NetworkStream:
        """The stream, once its other end has been looked at: what was asked for is not always what was reached."""
        peer = stream.get_extra_info("server_addr")
        if not self._policy.admits(str(peer[0])):
            stream.close()
            raise Declined(Reason.ADDRESS, str(peer[0]))
        return _TimedStream(stream, self._deadline)


@contextmanager
def _as_httpx() -> Iterator[None]:
    """What goes wrong below is told in httpx's words, as its own transport does."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise httpx.TransportError(str(error)) from error


class _Body(httpx.SyncByteStream):
    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._parts

    def close(self) -> None:
        if close := getattr(self._parts, "close", None):
            close()


class GuardedTransport(httpx.BaseTransport):
    """httpx's way to the network, through the checks above. One thread at a time: it has one deadline."""

    def __init__(self, policy: AddressPolicy, watch: Watch, resolver: Resolver = system_resolver) -> None:
        self.deadline = Deadline(watch)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=4,
            keepalive_expiry=30,
            network_backend=_GuardedBackend(policy, resolver, self.deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _as_httpx():
            given = self._pool.handle_request(asked)
        assert isinstance(given.stream, Iterable)
        return httpx.Response(
            given.status, headers=given.headers, stream=_Body(given.stream), extensions=given.extensions
        )

    def close(self) -> None:
        self._pool.close()
