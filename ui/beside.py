"""The residents' service in a process of its own, for as long as the panel runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

_PATIENCE = 15
"""Seconds that the service may take to finish what it is answering."""


@contextmanager
def service(data: Path, *, gone: Callable[[], None]) -> Iterator[None]:
    """`faqbot serve` over the same data; `gone` is called if it ends before we do, and it ends when we do."""
    command = [sys.executable, "-c", "from faqbot.cli.main import main; main()", "--data", str(data), "serve"]
    child = subprocess.Popen(command)

    def watch() -> None:
        child.wait()
        gone()

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
