"""Learning from use: n judged questions in, accuracy out, on questions that were not among them.

    python -m eval.learning [--set garbage] [--seed 1]

One half of a set (seeded) is judged bit by bit, as residents' choices and curators' publications would; the other half is asked.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from eval.own import COLLECTIONS, ROOT, searcher
from faqbot.evaluation.files import JudgedQuery, read_set
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.search.teaching import Judged, learn

STEPS = (0, 50, 100, 200, 300)


@click.command()
@click.option("--set", "name", default="garbage", type=click.Choice(list(COLLECTIONS)))
@click.option("--seed", default=1)
def main(name: str, seed: int) -> None:
    """Print how the right entry first / in the first three grows with what has been judged."""
    queries = [q for q in read_set(ROOT / "eval" / "sets" / name) if q.grades]
    random.Random(seed).shuffle(queries)
    judged, asked = queries[::2], queries[1::2]
    table = Table("judged", "first %", "first three %", title=f"{name}: {len(asked)} questions not judged")
    for count in STEPS:
        if count <= len(judged):
            first, three = accuracy(trained(name, judged[:count]), asked)
            table.add_row(str(count), f"{first:.1f}", f"{three:.1f}")
    Console().print(table)


def trained(name: str, judged: Sequence[JudgedQuery]) -> Searcher:
    """The searcher of a set's collection after it has learned from judged questions."""
    index = searcher(COLLECTIONS[name]).index
    lessons = [Judged(q.text, {entry: float(grade) for entry, grade in q.grades.items()}) for q in judged]
    learned = learn(index.entries, lessons, index.analyzer)
    return Searcher(Index.build(index.entries, index.analyzer, learned=learned))


def accuracy(found_by: Searcher, asked: Sequence[JudgedQuery]) -> tuple[float, float]:
    """Per cent of questions with a right entry first, and among the first three."""
    ranks = [[hit.entry.id in q.grades for hit in found_by.search(q.text, 3)] for q in asked]
    return 100 * sum(r[:1] == [True] for r in ranks) / len(asked), 100 * sum(map(any, ranks)) / len(asked)


if __name__ == "__main__":
    main()
