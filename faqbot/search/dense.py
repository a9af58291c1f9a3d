"""The view of an index through an embedding model (see `embedder`): the cosine of the question and an entry's best text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.document import Document
from faqbot.search.embedder import Embedder, Rows


class Dense:
    """A retriever over rows that have been embedded before; a question is embedded when it is asked."""

    name = "dense"

    def __init__(self, embedder: Embedder, rows: Rows) -> None:
        """`rows` are the entries', from `embedded`."""
        self._embedder = embedder
        self.rows = rows

    def scores(self, query: Query) -> Scores:
        near: Scores = np.maximum(self.rows @ self._embedder.embed([query.analysis.text])[0], 0)
        return near

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        """A model gives none but its likeness."""
        return (Reason(self.name, self._embedder.name, float(self.scores(query)[row])),)


def embedded(documents: Sequence[Document], embedder: Embedder) -> NDArray[np.float32]:
    """A row an entry: its question with the beginning of its answer."""
    return embedder.embed([f"{d.entry.question}\n{d.entry.answer[:200]}" for d in documents])
