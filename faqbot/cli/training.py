"""`faqbot train`: what a collection teaches, kept apart from its index."""

from __future__ import annotations

from pathlib import Path

import click

from faqbot.app import make_analyzer, open_store_only
from faqbot.cli.evaluating import FILE
from faqbot.cli.main import cli, with_settings
from faqbot.cli.progress import Steps
from faqbot.desk.judgements import agreed
from faqbot.errors import NotFound
from faqbot.search.artifact import Shelf, save
from faqbot.search.teaching import Judged, learn
from faqbot.settings import Settings
from faqbot.types import Collection, Entry


@cli.command("train")
@click.option("--collection", help="学習する窓口（項目と、これまでの判定から学ぶ）")
@click.option("--corpus", type=FILE, help="窓口のかわりに、このファイルから学習する")
@click.option("--queries", type=FILE, help="正解のわかっている質問（--qrels と一緒に）")
@click.option("--qrels", type=FILE)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="学習結果の置き場所")
@with_settings
def train_command(
    settings: Settings,
    collection: str | None,
    corpus: Path | None,
    queries: Path | None,
    qrels: Path | None,
    output: Path | None,
) -> None:
    """項目のことばと、これまでの判定から、検索のしかたを学びます。"""
    if bool(collection) == bool(corpus) or bool(queries) != bool(qrels):
        raise click.UsageError(
            "--collection か --corpus のどちらかと、--queries と --qrels は両方を書いてください。"
        )
    if corpus and not output:
        raise click.UsageError("--corpus には --output が要ります。")
    analyzer = make_analyzer(settings)
    if collection:
        described, entries, judged = _stored(settings, collection)
        analyzer = analyzer.narrowed(described.synonyms, described.own_synonyms)
    else:
        entries, judged = _filed(corpus, queries, qrels)
    with Steps() as steps:
        learned = learn(entries, judged, analyzer, told=steps.told)
    path = output or Shelf(settings.data).path(collection or "")
    save(learned, path)
    click.echo(f"{len(entries)} 件の項目と {len(judged)} 件の質問から学び、{path} に置きました。")


def _stored(settings: Settings, name: str) -> tuple[Collection, tuple[Entry, ...], list[Judged]]:
    with open_store_only(settings) as store:
        snapshot = store.snapshot()
        described = next((known for known in snapshot.collections if known.name == name), None)
        if described is None:
            raise NotFound(f"窓口「{name}」はありません。faqbot init で取り込んでください。")
        entries = tuple(entry for entry in snapshot.entries if entry.collection == name)
        return described, entries, agreed(store.judged_pairs(name))


def _filed(
    corpus: Path | None, queries: Path | None, qrels: Path | None
) -> tuple[tuple[Entry, ...], list[Judged]]:
    from faqbot.evaluation import read_corpus, read_qrels, read_queries

    assert corpus
    judged = []
    if queries and qrels:
        asked = read_queries(queries)
        judged = [Judged(asked[name], grades) for name, grades in read_qrels(qrels).items() if name in asked]
    return read_corpus(corpus), judged
