"""A trained term space: a vector for every term, and so for every text.

A text is the weighted sum of its terms' vectors, each block of it (one training run) at unit length. Entries are embedded from
the matrix in microseconds, so that what has been trained once serves entries written since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]
Bag = Mapping[str, float]
"""Weights by term."""


@dataclass(frozen=True)
class TermSpace:
    """`matrix` has a row a term; its columns are `blocks` spaces side by side. `rarity` weighs terms (idf)."""

    name: str
    terms: tuple[str, ...]
    rarity: Floats
    matrix: Floats
    blocks: int = 1
    narrow: Floats | None = None
    """Down to fewer dimensions, shape (columns, dimensions): a text's row is multiplied by it in the end."""

    @property
    def dimensions(self) -> int:
        """Of a text's row."""
        return int((self.matrix if self.narrow is None else self.narrow).shape[1])

    @cached_property
    def _row(self) -> Mapping[str, int]:
        return {term: row for row, term in enumerate(self.terms)}

    def bags(self, bags: Sequence[Bag]) -> sparse.csr_matrix:
        """The weights of known terms times their rarity, shape (len(bags), terms)."""
        row = self._row
        found = [[(i, w) for term, w in bag.items() if (i := row.get(term)) is not None] for bag in bags]
        indptr = np.cumsum([0, *map(len, found)])
        columns = np.array([i for bag in found for i, _ in bag], dtype=np.int32)
        weights = np.array([w for bag in found for _, w in bag], dtype=np.float32) * self.rarity[columns]
        return sparse.csr_matrix((weights, columns, indptr), shape=(len(bags), len(self.terms)))

    def embed(self, bags: Sequence[Bag]) -> Floats:
        """Rows of unit length (0 where no term is known), shape (len(bags), dimensions)."""
        return self.unit(np.asarray(self.bags(bags) @ self.matrix, dtype=np.float32))

    def one(self, terms: Iterable[tuple[str, float]]) -> Floats:
        """One text's row: `embed` without the ceremony, for a question."""
        known = [(i, w) for term, w in terms if (i := self._row.get(term)) is not None]
        rows = [i for i, _ in known]
        weights = np.array([w for _, w in known], dtype=np.float32) * self.rarity[rows]
        total = np.asarray(weights @ self.matrix[rows], dtype=np.float32)
        row: Floats = self.unit(total[np.newaxis])[0]
        return row

    def unit(self, rows: Floats) -> Floats:
        """Each block of each row at length 1 / √blocks, so that a row's product with another is their mean cosine."""
        parts = rows.reshape(len(rows), self.blocks, rows.shape[1] // self.blocks)
        length = np.linalg.norm(parts, axis=2, keepdims=True) * np.float32(np.sqrt(self.blocks))
        unit: Floats = (parts / np.maximum(length, np.float32(1e-9))).reshape(rows.shape)
        return unit if self.narrow is None else unit @ self.narrow

    def narrowed(self, bags: Sequence[Bag], dimensions: int) -> TermSpace:
        """The space with rows of so many dimensions, chosen to keep the products of these texts' rows (Eckart & Young)."""
        from sklearn.utils.extmath import randomized_svd

        rows = self.embed(bags)
        if min(rows.shape) <= dimensions:
            return self
        _, _, axes = randomized_svd(rows, n_components=dimensions, random_state=0)
        return replace(self, narrow=np.ascontiguousarray(axes.T, dtype=np.float32))
