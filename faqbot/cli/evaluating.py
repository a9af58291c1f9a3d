"""`faqbot eval`: measures of a ranking over any corpus, queries and qrels."""

from __future__ import annotations

import json
from pathlib import Path

import click

from faqbot.cli.main import cli

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@cli.command("eval")
@click.option("--corpus", required=True, type=_FILE)
@click.option("--queries", required=True, type=_FILE)
@click.option("--qrels", required=True, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="1 つの JSON で出す")
def evaluate(corpus: Path, queries: Path, qrels: Path, as_json: bool) -> None:
    """正解のわかっている質問で、検索のよさを測ります。"""
    from faqbot.evaluation import evaluate_files

    measures = evaluate_files(corpus, queries, qrels)
    if as_json:
        click.echo(json.dumps(measures))
        return
    for name, value in measures.items():
        click.echo(f"{name:<12} {value:.4f}" if isinstance(value, float) else f"{name:<12} {value}")
