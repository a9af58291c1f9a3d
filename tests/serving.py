"""A real HTTP server over a desk, on a free port, for the tests that come in by the network."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_server

import uvicorn

from faqbot.desk.desk import Desk
from faqbot.desk.office import Office
from faqbot.web.app import create_app


@contextmanager
def serving(desk: Desk, collection: str, office: Office | None = None) -> Iterator[str]:
    """The address of a server over the desk (and its office), up when this yields."""
    listener = create_server(("127.0.0.1", 0))
    app = create_app(desk, collection=collection, widget_origins=("*",), office=office)
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
