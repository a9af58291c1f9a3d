"""How sure is a share of few? The interval of a binomial proportion.

E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22 (1927), 209–212.
"""

from __future__ import annotations

from math import sqrt

Z = 1.959964
"""The quantile of the normal distribution for 95 %."""


def interval(hits: int, of: int, z: float = Z) -> tuple[float, float]:
    """The bounds, 0 to 1, between which the share lies. Of nothing, all is possible: (0, 1)."""
    if not of:
        return 0.0, 1.0
    share, squared = hits / of, z * z
    middle = share + squared / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    whole = 1 + squared / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
