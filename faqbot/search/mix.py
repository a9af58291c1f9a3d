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

# `faqbot eval` on localgovFAQ's dev half and the item names of tsu_gomi (docs/retrieval.md, "The mix"). nDCG@10 trained /
# untrained: .671 / .656 with sound 0.5, .669 / .653 with 1.0; squared cosines leave prose alone: terms, surface, sound at 1.0
# each unsquared cost .012, squared .003.
READ: Mix = MappingProxyType(
    {
        "bm25f": View(weight=1.0, floor=4.0),
        "ssi": View(weight=1.0, floor=0.3),
        "words": View(weight=0.3, floor=0.3),
        "bm25": View(weight=0.15, floor=4.0),
        "terms": View(weight=0.5, floor=1.0, power=2),
        "surface": View(weight=0.5, floor=1.0, power=2),
        "sound": View(weight=0.7, floor=1.0, power=2),
        "brevity": View(weight=0.5, floor=1.0, prior=True),
    }
)

# The dev half's queries turned into hiragana: .334 with READ, .433 with these; tsu_gomi with one slip, first / first three:
# .78 / .88 with READ, .92 / .98 with these.
HEARD: Mix = MappingProxyType(
    {
        **READ,
        "bm25f": View(weight=0.6, floor=4.0),
        "ssi": View(weight=0.6, floor=0.3),
        "bm25": View(weight=0.1, floor=4.0),
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
