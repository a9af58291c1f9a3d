"""A text as a short unit vector, for nearest-neighbour look-ups: near-duplicate entries, questions asked before.

Feature hashing (Weinberger et al., *Feature Hashing for Large Scale Multitask Learning*, ICML 2009) of the pieces of its
sound, so that spellings of one question meet. It needs no training and no corpus: a vector stays comparable for as long
as the analyzer's fingerprint does.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from faqbot.search.names import sound_of
from faqbot.text.analyzer import Analysis

DIMENSIONS = 256


def embed(analysis: Analysis) -> NDArray[np.float32]:
    """The unit vector of a text, shape (256,); a text without a sound gets the first axis."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    for feature, times in Counter(sound_of(analysis)).items():
        place, sign = _place(feature)
        vector[place] += sign * np.sqrt(times)
    norm = float(np.linalg.norm(vector))
    if not norm:
        vector[0] = norm = 1.0
    unit: NDArray[np.float32] = vector / np.float32(norm)
    return unit


@lru_cache(maxsize=100_000)
def _place(feature: str) -> tuple[int, float]:
    digest = hashlib.blake2b(feature.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    number = int.from_bytes(digest)
    return number % DIMENSIONS, 1.0 if number >> 63 else -1.0
