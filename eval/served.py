"""`faqbot` in a process of its own, for what is measured from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from eval.own import ROOT


def run(*arguments: str, data: Path) -> None:
    """A command on a data directory, to its end."""
    subprocess.run([*_command(data), *arguments], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


class Server:
    """`faqbot serve`, which answers once this is made. Port 0: any that is free."""

    def __init__(
        self, data: Path, workers: int = 1, *, port: int = 0, environment: Mapping[str, str] | None = None
    ) -> None:
        command = [*_command(data), "serve", "--port", str(port), "--workers", str(workers)]
        given = os.environ | {"FAQBOT_ACCESS_LOG": os.devnull} | dict(environment or {})
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=given)
        assert self._process.stdout
        said = self._process.stdout.readline()
        self.address = said[said.index("http") :].strip().rstrip("/")
        while workers > 1 and "プロセス" not in said:
            said = self._process.stdout.readline()

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._process.pid

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop(signal.SIGTERM)

    def stop(self, how: signal.Signals) -> None:
        """End it; a second time does nothing."""
        self._process.send_signal(how)
        assert self._process.stdout
        self._process.stdout.close()
        self._process.wait(timeout=30)


def _command(data: Path) -> list[str]:
    return [sys.executable, "-c", "from faqbot.cli.main import main; main()", "--data", str(data)]
