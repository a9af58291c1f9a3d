"""How good is a ranking? Corpora, queries and judgements in; measures out."""

from __future__ import annotations

from faqbot.evaluation.files import read_corpus, read_qrels, read_queries
from faqbot.evaluation.folds import folded_run
from faqbot.evaluation.measures import measure
from faqbot.evaluation.runs import run

__all__ = ["folded_run", "measure", "read_corpus", "read_qrels", "read_queries", "run"]
