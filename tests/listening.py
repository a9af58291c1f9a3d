"""A real HTTP server over any ASGI application, on a free port."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_server, socket
from typing import Any

import uvicorn


@contextmanager
def listening(app: Any, listener: socket | None = None) -> Iterator[str]:
    """The address of a server over the application (on that socket, if there is one), up when this yields."""
    listener = listener or create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
