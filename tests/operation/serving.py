"""`faqbot serve` as a service runs it: a process of its own, with those that it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

import psutil

from tests.cli.test_cli import FAQBOT

DESCRIBED = 'title = "ごみ"\naudience = "public"\nowner = "試験課"\n'
ENTRIES = """\
ID,質問,答え,分類
pan,フライパン,フライパンは不燃ごみです。,不燃ごみ
umbrella,傘,傘は不燃ごみです。,不燃ごみ
paper,新聞紙,新聞紙は資源です。,資源
bottle,ペットボトル,ペットボトルは資源です。,資源
"""


def seeded(data: Path) -> Path:
    """A data directory with a few entries about garbage."""
    folder = data / "corpora" / "garbage"
    folder.mkdir(parents=True)
    (folder / "collection.toml").write_text(DESCRIBED, "utf-8")
    (folder / "entries.csv").write_text(ENTRIES, "utf-8")
    command = [*FAQBOT, "--data", str(data), "init", str(folder.parent)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return data


class Served:
    """A running server; killed at the end if it still runs."""

    def __init__(
        self,
        data: Path,
        *options: str,
        fds: Collection[int] = (),
        environment: Mapping[str, str] | None = None,
        before: Callable[[], None] | None = None,
    ) -> None:
        """`fds` are handed over; `before` runs in the new process first (limits)."""
        at = () if "--fd" in options else ("--port", "0")
        # A file: a pipe that nobody reads fills up with the log, and the server waits.
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self.process = subprocess.Popen(
            [*FAQBOT, "--data", str(data), "serve", *at, *options],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            pass_fds=tuple(fds),
            env={**os.environ, **(environment or {})},
            preexec_fn=before,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        if "http" not in said:
            self.process.wait(30)
            raise RuntimeError(f"the server did not start: {self.said()}")
        self.address = said[said.index("http") :].strip().rstrip("/")

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        for each in (*self.workers(), self.process):
            each.kill()
        self.process.communicate()
        self._errors.close()

    def said(self) -> str:
        """What it has written on standard error."""
        self._errors.seek(0)
        return self._errors.read()

    def workers(self) -> list[psutil.Process]:
        """The processes that it has started and that serve."""
        found = []
        for child in psutil.Process(self.process.pid).children() if self.process.poll() is None else ():
            with suppress(psutil.NoSuchProcess):  # it ended just now
                if "spawn_main" in " ".join(child.cmdline()):
                    found.append(child)
        return found

    def hear(self, words: str) -> None:
        """Wait until it says so."""
        assert self.process.stdout is not None
        while words not in (said := self.process.stdout.readline()):
            assert said, "it ended without saying so"

    def stop(self) -> int:
        """End it politely."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait for what the server does by itself."""
        while not reached():
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended: {self.said()}")
            time.sleep(0.02)
