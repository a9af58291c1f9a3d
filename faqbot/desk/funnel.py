"""What do the questions of a period tell? The funnel, what is looked at most, and what is missed most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from faqbot.staff.funnel import Along, Chosen, Funnel, Missed, Viewed
from faqbot.store.base_funnel import FunnelStore

ALONG = (Along.WEEK, Along.CHANNEL, Along.COLLECTION)
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
        along={along: store.funnel(chosen, along) for along in ALONG},
        viewed=store.viewed(chosen, MOST_VIEWED),
        missed=store.missed(chosen, MOST_MISSED),
    )
