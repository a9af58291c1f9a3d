"""The `faqbot` command: its group, its settings, and mistakes told in one line."""

from __future__ import annotations

import os
import pwd
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from importlib.metadata import EntryPoints, entry_points
from pathlib import Path
from typing import Any

import click

from faqbot import __version__, settings
from faqbot.errors import FaqbotError
from faqbot.staff.acting import Acting, acting_from

_COMMANDS = {
    "account": "accounts",
    "ask": "asking",
    "audit": "auditing",
    "backup": "backing",
    "conformance": "conforming",
    "doctor": "doctor",
    "eval": "evaluating",
    "export": "files",
    "hand-over": "handing_over",
    "import": "files",
    "init": "files",
    "key": "keys",
    "line": "line",
    "personal": "personal",
    "rehearse": "backing",
    "rekey": "rekeying",
    "report": "reporting",
    "restore": "backing",
    "retention": "personal",
    "rocketchat": "rocketchat",
    "serve": "serving",
    "stats": "stats",
    "train": "training",
}
"""The module of each command. Only the one that is run is imported: what all need together takes most of a second."""


class _Commands(click.Group):
    """Ours, and those of clients that are installed (`scrape`): they name themselves, so that faqbot need not know them."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*_COMMANDS, *self.commands, *_clients().names})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name in _COMMANDS:
            import_module(f"faqbot.cli.{_COMMANDS[name]}")  # it registers
        elif name not in self.commands and name in _clients().names:
            self.add_command(_clients()[name].load(), name)
        return super().get_command(context, name)


def _clients() -> EntryPoints:
    return entry_points(group="faqbot.commands")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="faqbot %(version)s")
@click.option("--data", type=click.Path(path_type=Path), help="データの置き場所（既定 ./var）")
@click.option("--traceback", is_flag=True, help="不具合のとき、開発者向けの詳しい記録を出す")
@click.pass_context
def cli(context: click.Context, data: Path | None, traceback: bool) -> None:
    """自治体のための、FAQ 検索とチャットボット。"""
    context.obj = data


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the settings as its first argument, `--data` before or after its name."""

    @click.option("--data", type=click.Path(path_type=Path), help="データの置き場所（既定 ./var）")
    @click.pass_context
    def wrapped(context: click.Context, /, data: Path | None, **arguments: Any) -> Any:
        loaded = settings.load()
        chosen = data or context.find_root().obj
        with acting_from(Acting(account=_operator(), address="terminal")):
            return command(replace(loaded, data=chosen) if chosen else loaded, **arguments)

    wrapped.__name__, wrapped.__doc__, wrapped.__module__ = (
        command.__name__,
        command.__doc__,
        command.__module__,
    )
    wrapped.__click_params__ = [  # type: ignore[attr-defined]
        *getattr(command, "__click_params__", ()),
        *wrapped.__click_params__,  # type: ignore[attr-defined]
    ]
    return wrapped


def _operator() -> str:
    """The user of this machine that runs the command; its number where it has no name (in a container)."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def main() -> None:
    """Run the command; a mistake is one line on standard error and a non-zero exit."""
    with _closing_at_sigterm():
        code = exit_code(lambda: cli.main(standalone_mode=False) or 0)
    sys.exit(code)


class _Terminated(BaseException):
    """SIGTERM has come."""


@contextmanager
def _closing_at_sigterm() -> Iterator[None]:
    """SIGTERM closes what is open, as any other end does, and only then ends the process, as whoever sent it expects.

    Uvicorn sends the signal that stopped it once more when it has stopped: the database, what serves beside the panel, and
    scratch directories would else stay behind.
    """

    def terminated(*_: object) -> None:
        raise _Terminated

    signal.signal(signal.SIGTERM, terminated)
    try:
        yield
    except _Terminated:
        sys.stdout.flush()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTERM)


def exit_code(run: Callable[[], int | None]) -> int:
    """What a run ends with, its mistakes told."""
    try:
        return run() or 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as usage:
        click.echo(usage.ctx.get_help())
        return 2
    except click.ClickException as error:
        _complain(f"使い方が違います: {error.format_message()}（faqbot --help で使い方が出ます）")
        return 2
    except FaqbotError as error:
        _complain(str(error))
        return 1
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"{where}{error.strerror or error}")
        return 1
    except Exception as error:
        if "--traceback" in sys.argv:
            raise
        _complain(
            f"思いがけない不具合で止まりました（{type(error).__name__}）。"
            "faqbot --traceback … でもう一度実行し、出た記録を開発者に知らせてください。"
        )
        return 70


def _complain(message: str) -> None:
    click.echo("faqbot: " + " ".join(message.split("\n")), err=True)
