"""How good is a ranking? Corpora, queries and judgements in; measures out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from faqbot.evaluation.files import read_corpus, read_qrels, read_queries
from faqbot.evaluation.measures import measure
from faqbot.evaluation.runs import run


def evaluate_files(corpus: Path, queries: Path, qrels: Path) -> Mapping[str, float]:
    """The measures of the shipped ranking over JSON files (shapes in docs/cli.md).

    Raises:
        CorpusError: a file cannot be used.
    """
    return measure(read_qrels(qrels), run(read_corpus(corpus), read_queries(queries)))


__all__ = ["evaluate_files", "measure", "run"]
