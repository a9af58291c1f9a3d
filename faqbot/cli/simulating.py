"""How the simulators of LINE and Rocket.Chat are started: on this machine alone, held to their makers' OpenAPI file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from faqbot.errors import SettingsError
from faqbot.operation.listener import address, listen

if TYPE_CHECKING:
    from socket import socket

    from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Specification:
    """An OpenAPI file that a maker publishes, and the setting that says in which folder it lies."""

    variable: str
    file: str
    published: str
    """What to put there, in the words of whoever looks for it."""

    def within(self, folder: Path | None) -> Path | None:
        """The file in a folder; None where there is no folder.

        Raises:
            SettingsError: there is no such file in the folder.
        """
        if folder is None:
            return None
        found = folder / self.file
        if not found.is_file():
            raise SettingsError(
                f"{self.variable} のフォルダー「{folder}」に {self.file} がありません。"
                f"{self.published}を置くか、この設定を消してください。"
            )
        return found


def port(default: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that chooses where the simulator listens."""
    return click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=default,
        show_default=True,
        help="待ち受けるポート（0 は空いているもの）",
    )


def begin(at: int, called: str) -> tuple[socket, str]:
    """A socket for the simulator and its address, which is told."""
    listener = listen("127.0.0.1", at)
    here = address(listener)
    click.echo(f"{called} のかわりの画面が動いています: {here}/")
    return listener, here


def told(given: str, value: str) -> str:
    """A setting that the bot has to share with the simulator; what the bot has already is not shown."""
    return "（いまの設定のまま）" if given else value


def run(app: ASGIApp, listener: socket) -> None:
    """Serve until Ctrl+C."""
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=3)
    uvicorn.Server(config).run(sockets=[listener])
