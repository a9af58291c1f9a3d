"""A real HTTP server on this machine that plays a city's site, well-behaved or hostile, and remembers what it was asked."""

from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server says; a body in parts is sent part by part until the client hangs up."""

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def html(text: str, charset: str = "utf-8", **headers: str) -> Reply:
    named = {"Content-Type": f"text/html; charset={charset}"}
    return Reply(text.encode(charset), headers=named | {k.replace("_", "-"): v for k, v in headers.items()})


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": to})


Answer = Reply | Callable[[Asked], Reply]


class Site:
    """Paths and what stands there. What is not named is 404; robots.txt as well, which allows everything."""

    def __init__(self, pages: Mapping[str, Answer] | None = None) -> None:
        self.pages: dict[str, Answer] = dict(pages or {})
        self.otherwise: Answer = Reply(b"not found", 404, {"Content-Type": "text/html"})
        self.asked: list[Asked] = []
        self.origin = ""

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2]

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt apart."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def url(self, path: str) -> str:
        return f"{self.origin}{path}"

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        found = self.pages.get(asked.path, self.otherwise)
        return found if isinstance(found, Reply) else found(asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what some tests are about."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The site on a free port of 127.0.0.1, up when this yields."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            reply = site.answer(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}))
            with suppress(ConnectionError):
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if isinstance(reply.body, bytes):
                self.send_header("Content-Length", str(len(reply.body)))
            else:
                self.send_header("Connection", "close")
            self.end_headers()
            for part in [reply.body] if isinstance(reply.body, bytes) else reply.body:
                self.wfile.write(part)

        def log_message(self, *_: Any) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.origin = f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
