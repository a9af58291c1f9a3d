"""`faqbot conformance`: which requirement is met, and which test shows it."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import click

from faqbot import __version__
from faqbot.cli.main import cli
from faqbot.cli.reporting import save
from faqbot.reports.conformance import NAMES, Requirement, State, conformance, requirements


def shipped() -> tuple[Requirement, ...]:
    """The requirements that come with the program."""
    text = files("faqbot.reports").joinpath("conformance.toml").read_text("utf-8")
    return requirements(tomllib.loads(text))


@cli.command("conformance")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="書き出すファイル（.xlsx か .html）",
)
def conformance_(output: Path | None) -> None:
    """要件の一つ一つが、何で満たされ、どの試験で確かめられているかを出します。"""
    found = shipped()
    if output:
        save(conformance(found, made_at=datetime.now(UTC), version=__version__), output)
        return
    for each in found:
        told = (each.id, NAMES[each.state], each.asks, each.feature, " ".join(each.tests), each.measured)
        click.echo("\t".join(told))
    count = Counter(each.state for each in found)
    click.echo("、".join(f"{NAMES[state]} {count[state]}" for state in State), err=True)
