"""Arguments stand in the list of processes and in the shell's history: what is secret is never one."""

from __future__ import annotations

from collections.abc import Iterator

import click

from faqbot.cli.main import cli

WORDS = frozenset(
    """account bot channel collection contact department display_name host kind mail_to mapping month municipality name names
    networks number since system text thing until url who word""".split()
)
"""Parameters that take words, none of which opens anything. Passwords and new keys are typed or come by standard input, tokens
by the environment, the keys of backups by a file."""
OF_A_PERSON = {"personal export": {"line", "session"}, "personal erase": {"line", "session"}}
"""What tells who somebody is may be `-`, for standard input: see `tests/cli/test_personal.py`."""
HARMLESS = (
    click.Path,
    click.Choice,
    click.IntRange,
    click.FloatRange,
    click.DateTime,
    type(click.INT),
    type(click.BOOL),
)


def commands(command: click.Command, *path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner
            yield from commands(inner, *path, name)
    else:
        yield " ".join(path), command


def test_no_command_takes_a_secret_as_an_argument() -> None:
    found = dict(commands(cli))
    assert {"serve", "account password", "rekey database", "line menu switch", "restore"} <= found.keys()
    for path, command in found.items():
        words = {each.name for each in command.params if not isinstance(each.type, HARMLESS)}
        assert words <= WORDS | OF_A_PERSON.get(path, set()), path
