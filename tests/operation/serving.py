"""`faqbot serve` as a service runs it: a process of its own, with those that it starts."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from typing import TextIO

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


class Log:
    """What a process writes on standard error, read as it comes: a pipe that nobody reads fills up, and the process waits."""

    def __init__(self, stream: TextIO) -> None:
        self._lines: list[str] = []
        self._heard = 0
        self._news = Condition()
        self._ended = False
        self._reader = Thread(target=self._read, args=(stream,), daemon=True)
        self._reader.start()

    def hear(self, words: str) -> None:
        """Wait for a line with these words that has not been heard yet."""
        with self._news:
            while words not in self._next():
                pass

    def so_far(self) -> str:
        with self._news:
            return "".join(self._lines)

    def whole(self) -> str:
        """Everything, once nobody can write any more."""
        self._reader.join()
        return self.so_far()

    def _next(self) -> str:
        self._news.wait_for(lambda: self._ended or self._heard < len(self._lines))
        assert self._heard < len(self._lines), f"it ended without saying so: {''.join(self._lines)}"
        self._heard += 1
        return self._lines[self._heard - 1]

    def _read(self, stream: TextIO) -> None:
        for line in stream:
            with self._news:
                self._lines.append(line)
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()


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
        self.process = subprocess.Popen(
            [*FAQBOT, "--data", str(data), "serve", *at, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=tuple(fds),
            env={**os.environ, **(environment or {})},
            preexec_fn=before,
        )
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self._log = Log(self.process.stderr)
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
        self.process.wait()
        self._log.whole()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def said(self) -> str:
        """What it has written on standard error; all of it, if it has ended."""
        return self._log.so_far() if self.process.poll() is None else self._log.whole()

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

    def hear_log(self, words: str) -> None:
        """Wait until it says so on standard error, after what was heard before."""
        self._log.hear(words)

    def stop(self) -> int:
        """End it politely."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)
