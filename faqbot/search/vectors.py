"""Word vectors made from the entries themselves: words that keep the same company lie close.

Positive pointwise mutual information of words within one sentence, reduced by a truncated SVD: Levy & Goldberg, *Neural Word
Embedding as Implicit Matrix Factorization* (NIPS 2014), which does as well as word2vec on a corpus this small.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.postings import Ids

DIMENSIONS = 200
WINDOW = 7
_FLATTENED = 0.75


def train(
    sentences: Iterable[Ids], terms: int, seed: int = 0, dimensions: int = DIMENSIONS
) -> NDArray[np.float32]:
    """The word matrix, shape (terms, dimensions), from the term numbers of each sentence."""
    from sklearn.utils.extmath import randomized_svd

    information = ppmi(together(sentences, terms))
    vectors = np.zeros((terms, dimensions), dtype=np.float32)
    rank = min(dimensions, terms)
    left, strength, _ = randomized_svd(information, n_components=rank, random_state=seed)
    vectors[:, :rank] = left * np.sqrt(strength)
    return vectors


def together(sentences: Iterable[Ids], terms: int) -> sparse.csr_matrix:
    """How often two words stand at most `WINDOW` apart in one sentence, shape (terms, terms), symmetric."""
    pairs = [_pairs(sentence) for sentence in sentences if len(sentence) > 1]
    if not pairs:
        return sparse.csr_matrix((terms, terms))
    left, right = np.concatenate(pairs, axis=1)
    counts = sparse.coo_matrix((np.ones(len(left)), (left, right)), shape=(terms, terms)).tocsr()
    return sparse.csr_matrix(counts + counts.T)


def _pairs(sentence: Ids) -> NDArray[np.int32]:
    reach = range(1, min(WINDOW, len(sentence) - 1) + 1)
    steps: Sequence[NDArray[np.int32]] = [np.stack((sentence[:-step], sentence[step:])) for step in reach]
    return np.concatenate(steps, axis=1)


def ppmi(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """max(0, ln p(a, b) / p(a) p(b)^¾), the exponent taking the edge off rare words (Levy, Goldberg & Dagan, 2015)."""
    total = counts.sum() or 1.0
    rows = np.asarray(counts.sum(axis=1)).ravel()
    context = rows**_FLATTENED
    context /= context.sum() or 1.0
    pairs = counts.tocoo()
    expected = np.maximum(rows[pairs.row] * context[pairs.col], 1e-12)
    data = np.maximum(np.log(pairs.data / expected), 0.0)
    information = sparse.csr_matrix((data, (pairs.row, pairs.col)), shape=counts.shape)
    information.eliminate_zeros()
    return information if total else counts
