"""`faqbot eval`: measures of a ranking over any corpus, queries and qrels."""

from __future__ import annotations

import json
from pathlib import Path

import click

from faqbot.app import make_analyzer, one_thread, trained
from faqbot.cli.main import cli, with_settings
from faqbot.cli.progress import Steps
from faqbot.settings import Settings

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@cli.command("eval")
@click.option("--corpus", required=True, type=FILE)
@click.option("--queries", required=True, type=FILE)
@click.option("--qrels", required=True, type=FILE)
@click.option("--artifact", type=FILE, help="この学習結果で測る（既定は、コーパスだけから学習して測る）")
@click.option("--untrained", is_flag=True, help="学習せずに測る")
@click.option("--folds", type=click.IntRange(min=2), help="正解からも学習し、この数に分けた交差検証で測る")
@click.option("--json", "as_json", is_flag=True, help="1 つの JSON で出す")
@with_settings
def evaluate(
    settings: Settings,
    corpus: Path,
    queries: Path,
    qrels: Path,
    artifact: Path | None,
    untrained: bool,
    folds: int | None,
    as_json: bool,
) -> None:
    """正解のわかっている質問で、検索のよさを測ります。"""
    if untrained and (artifact or folds):
        raise click.UsageError("--untrained は --artifact、--folds と一緒には使えません。")
    from faqbot import evaluation
    from faqbot.search.artifact import load
    from faqbot.search.index import Index
    from faqbot.search.searcher import Searcher

    entries, asked, judged = (
        evaluation.read_corpus(corpus), evaluation.read_queries(queries), evaluation.read_qrels(qrels)
    )  # fmt: skip
    if folds and len(judged) < 2 * folds:
        raise click.UsageError(
            f"--folds {folds} には、正解のわかっている質問が {2 * folds} 件以上要ります（いまは {len(judged)} 件）。"
        )
    one_thread()
    analyzer = make_analyzer(settings)
    with Steps() as steps:
        learned = None
        if artifact:
            learned = load(artifact, analyzer.fingerprint)
        elif not untrained:
            learned = trained(settings, entries, analyzer, steps.told)
        index = Index.build(entries, analyzer, learned=learned)
        if folds:
            found = evaluation.folded_run(index, asked, judged, folds, steps.of("交差検証"))
        else:
            found = evaluation.run(Searcher(index), asked)
    measures = evaluation.measure(judged, found)
    if as_json:
        click.echo(json.dumps(measures))
        return
    for name, value in measures.items():
        click.echo(f"{name:<12} {value:.4f}" if isinstance(value, float) else f"{name:<12} {value}")
