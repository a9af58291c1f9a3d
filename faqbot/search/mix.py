"""How much each view counts, and which mix a question gets.

A question in kanji is read well by its terms. One in kana alone (a child, someone in a hurry, a slip of the thumb) is split into
terms that are not there, and is better heard than read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from faqbot.search.base import Query
from faqbot.search.fusion import View

Mix = Mapping[str, View]

# `faqbot eval` on localgovFAQ's dev half, trained / untrained, and our own sets' even queries, first / first three
# (docs/retrieval.md, "The mix"), before the space was narrowed: these .675 / .654 and .789 / .933; with names' terms (0.5)
# and squared cosines for surface and sound (0.5) .673 / .656 and .775 / .920; with bm25f 1.0 and words 0.3 .669 / .637 and
# .795 / .935.
READ: Mix = MappingProxyType(
    {
        "bm25f": View(weight=1.5, floor=4.0),
        "ssi": View(weight=1.0, floor=0.3),
        "words": View(weight=0.2, floor=0.3),
        "dense": View(weight=1.0, floor=0.5),  # of a model of the deployment's own; not tuned
        "surface": View(weight=1.0, floor=1.0),
        "sound": View(weight=1.0, floor=1.0),
        "brevity": View(weight=0.75, floor=1.0, prior=True),
    }
)

# The dev half's queries turned into hiragana: .334 with the mix for prose, .433 with these; tsu_gomi with one slip, first /
# first three: .78 / .88 with the mix for prose, .95 / .98 with these.
HEARD: Mix = MappingProxyType(
    {
        **READ,
        "bm25f": View(weight=0.6, floor=4.0),
        "ssi": View(weight=0.6, floor=0.3),
        "surface": View(weight=0.8, floor=1.0),
        "sound": View(weight=3.0, floor=0.5),
    }
)

_WRITTEN = re.compile(r"[^\W\d_ぁ-ゖァ-ヺー]")


def is_written(query: Query) -> bool:
    """Whether the core of a question has a letter other than kana, so that its terms can be trusted."""
    return bool(_WRITTEN.search(query.analysis.core))


def mix_for(query: Query) -> Mix:
    """`READ`, but `HEARD` for a question in kana alone."""
    return READ if is_written(query) else HEARD
