"""A real HTTP server over any ASGI application, on a free port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_server, socket
from threading import Event, Thread
from typing import Any

import uvicorn


class _Server(uvicorn.Server):
    """Uvicorn's, which tells when it answers, or that it never will."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told = Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.told.set()

    def run(self, sockets: list[socket] | None = None) -> None:
        try:
            super().run(sockets)
        finally:
            self.told.set()


@contextmanager
def listening(app: Any, listener: socket | None = None) -> Iterator[str]:
    """The address of a server over the application (on that socket, if there is one), up when this yields."""
    listener = listener or create_server(("127.0.0.1", 0))
    server = _Server(uvicorn.Config(app, log_level="error", access_log=False, server_header=False))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    server.told.wait()
    if not server.started:
        raise RuntimeError("the server did not start")
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
