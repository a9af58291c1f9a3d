"""The view of an index through an embedding model (see `embedder`): the cosine of the question and an entry's best text."""

from __future__ import annotations

import numpy as np

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.document import Document
from faqbot.search.embedded import Embedded
from faqbot.search.embedder import Embedder


class Dense:
    """A retriever over rows that have been embedded before; a question is embedded when it is asked."""

    name = "dense"

    def __init__(self, embedder: Embedder, entries: Embedded) -> None:
        self._embedder = embedder
        self.entries = entries

    def scores(self, query: Query) -> Scores:
        asked = self._embedder.embed([query.analysis.text])[0]
        near: Scores = np.maximum(self.entries.products(asked), 0)
        return near

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        """A model gives none but its likeness."""
        return (Reason(self.name, self._embedder.name, float(self.scores(query)[row])),)


def said(document: Document) -> str:
    """What of an entry is embedded: its question with the beginning of its answer."""
    return f"{document.entry.question}\n{document.entry.answer[:200]}"
