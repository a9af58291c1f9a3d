"""`faqbot eval`: measures of a ranking over any corpus, queries and qrels."""

from __future__ import annotations

import json
from pathlib import Path

import click

from faqbot.cli.main import cli, with_settings
from faqbot.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@cli.command("eval")
@click.option("--corpus", required=True, type=_FILE)
@click.option("--queries", required=True, type=_FILE)
@click.option("--qrels", required=True, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="1 つの JSON で出す")
@with_settings
def evaluate(settings: Settings, corpus: Path, queries: Path, qrels: Path, as_json: bool) -> None:
    """正解のわかっている質問で、検索のよさを測ります。"""
    from faqbot.app import make_analyzer
    from faqbot.evaluation import measure, read_corpus, read_qrels, read_queries, run
    from faqbot.search.index import Index
    from faqbot.search.searcher import Searcher

    searcher = Searcher(Index.build(read_corpus(corpus), make_analyzer(settings)))
    measures = measure(read_qrels(qrels), run(searcher, read_queries(queries)))
    if as_json:
        click.echo(json.dumps(measures))
        return
    for name, value in measures.items():
        click.echo(f"{name:<12} {value:.4f}" if isinstance(value, float) else f"{name:<12} {value}")
