"""Bags of features as rows of a sparse matrix, rarer features weighing more, and what two rows have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.postings import Vocabulary

Bag = Mapping[str, float]
"""Features of one question in one view, with their weights."""

# `python -m eval.groups_fit`, families not fitted to: 1 .753, 50 .756, 200 .758, 1000 .758; with 1, three questions of one need are
# not brought together where nobody has asked anything else.
_STRANGERS = 200
"""As if so many more had been asked that have nothing in common with these: what all of three say is not common for that."""


def units(bags: Sequence[Bag], *, rare: bool = True) -> sparse.csr_matrix:
    """Bags as rows of length 1; an empty one stays empty."""
    matrix = weighted(bags, rare=rare)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)) @ matrix


def weighted(bags: Sequence[Bag], *, rare: bool = True) -> sparse.csr_matrix:
    """Bags as rows, rarer features weighing more: ln((strangers + n) / (1 + df)) + 1."""
    vocabulary = Vocabulary()
    columns = np.concatenate([np.zeros(0, dtype=np.int32), *(vocabulary.add(bag) for bag in bags)])
    data = np.array([weight for bag in bags for weight in bag.values()], dtype=np.float64)
    if rare:
        frequency = np.bincount(columns, minlength=len(vocabulary))
        data = data * (np.log((_STRANGERS + len(bags)) / (1 + frequency)) + 1)[columns]
    ends = np.cumsum([0, *map(len, bags)])
    return sparse.csr_matrix((data, columns, ends), shape=(len(bags), len(vocabulary)))


def dots(view: sparse.csr_matrix, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.floating]:
    """The cosine of each pair of rows of length 1, 0 to 1."""
    sums: NDArray[np.floating] = np.asarray(view[first].multiply(view[second]).sum(axis=1)).ravel()
    cosines: NDArray[np.floating] = np.clip(sums, 0.0, 1.0)
    return cosines


def ratio(part: NDArray[np.floating], whole: NDArray[np.floating]) -> NDArray[np.floating]:
    """Each part of its whole, 0 to 1; 0 of nothing."""
    shares: NDArray[np.floating] = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return shares
