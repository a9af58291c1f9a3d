"""How fast? The whole way from a question to its hits, publishing, memory; and our BM25 beside others on the same terms.

    python -m eval.bench                                     # 1,800 and 20,000 entries
    python -m eval.bench --sizes 1800,20000,100000 --docs    # and write docs/bench.md and its pictures

Each size runs in a process of its own, on one thread. No question is asked twice, so no cache answers; a figure is the
median of its rounds. The entries are made up (`eval.fiction`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from eval import bench_page, peers
from eval.bench_page import Bench, Conditions
from eval.clock import Tell, apart, load, machine, one_thread
from eval.contest import stages
from eval.fiction import fiction
from eval.own import ROOT
from eval.pipeline import QUESTIONS, pipelines
from faqbot.app import make_analyzer
from faqbot.search.learned import Learned
from faqbot.search.training import train
from faqbot.settings import Settings

TRAINED_ON = 1_800


def run(size: int, learned: Learned | None) -> Bench:
    """Everything about one size."""
    with one_thread(), _progress(f"{size:,} entries") as tell:
        story = fiction()
        entries = story.entries(size)
        questions = story.questions(entries, QUESTIONS)
        analyzer = make_analyzer(Settings())
        found, index = pipelines(entries, questions, analyzer, learned, tell)
        documents = [peers.words(document.terms) for document in index.documents]
        asked = [terms for q in questions if (terms := peers.words(analyzer.analyze(q).terms))]
        del index, entries
        return Bench(found, stages(documents, asked, tell))


def learn() -> Learned:
    """The trained parts of a small collection: their size, and so their cost, is that of any other's."""
    with one_thread(), _progress("training") as tell:
        entries = fiction().entries(TRAINED_ON)
        return train(entries, make_analyzer(Settings()), told=lambda step, done: tell(f"{step} {done:.0%}"))


@contextmanager
def _progress(title: str) -> Iterator[Tell]:
    """One line that says what is being done. It is drawn when that changes, not by a thread that would be measured too."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as shown:
        task = shown.add_task(title)
        yield lambda step: shown.update(task, description=f"{title}: {step}", refresh=True)


@click.command()
@click.option("--sizes", default="1800,20000", help="How many entries, separated by commas.")
@click.option("--trained/--untrained", default=True, help="Measure with the trained parts as well.")
@click.option("--docs", is_flag=True, help="Write the figures to docs/bench.md and docs/images.")
def main(sizes: str, trained: bool, docs: bool) -> None:
    """Print the speed and memory of the search at each size, beside other engines."""
    console = Console(width=110)
    for name in peers.ENGINES:
        if absent := peers.missing(name):
            console.print(f"Left out: {name} ({', '.join(absent)} is not installed).", style="yellow")
    conditions = Conditions(machine(), load(), f"python -m eval.bench --sizes {sizes}")
    learned = apart(learn) if trained else None
    made = [apart(run, int(size), learned) for size in sizes.replace("_", "").split(",")]
    bench = Bench(tuple(p for b in made for p in b.pipelines), tuple(s for b in made for s in b.stages))
    console.print(*bench_page.grids(bench))
    console.print(f"{conditions.machine}; load before: {conditions.load:.1f}", style="dim")
    if docs:
        bench_page.write(ROOT / "docs", bench, conditions)


if __name__ == "__main__":
    main()
