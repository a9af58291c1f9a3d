"""What do the questions of a period tell? The funnel, what is looked at most, and what is missed most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from faqbot.store.base_funnel import Along, Chosen, Funnel, FunnelStore, Missed, Viewed

MOST_VIEWED = 10
MOST_MISSED = 5
"""A week: what a curator can answer in one sitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How the chosen questions fared: all of them, and by week, channel and collection."""

    whole: Funnel
    along: Mapping[Along, tuple[Funnel, ...]]
    viewed: tuple[Viewed, ...]
    missed: tuple[Missed, ...]


def statistics(store: FunnelStore, chosen: Chosen) -> Statistics:
    """Count them."""
    return Statistics(
        whole=store.funnel(chosen)[0],
        along={along: store.funnel(chosen, along) for along in Along if along is not Along.NOTHING},
        viewed=store.viewed(chosen, MOST_VIEWED),
        missed=store.missed(chosen, MOST_MISSED),
    )
