"""What every store does. Inherit the contracts and give them a fixture `reopen`.

Each call of `reopen` opens the same store, at first empty, as a newly started program would.
"""

from __future__ import annotations

from tests.contracts.store.arrivals import DeliveryContract, InboxContract
from tests.contracts.store.collections import CollectionContract
from tests.contracts.store.entries import EntryContract
from tests.contracts.store.funnel import FunnelContract
from tests.contracts.store.proposals import ProposalContract
from tests.contracts.store.publishing import PublishContract
from tests.contracts.store.tickets import TicketContract
from tests.contracts.store.turns import TurnContract
from tests.contracts.store.values import (
    CITY,
    DAY,
    DESK,
    LATER,
    LONE_SURROGATE,
    NOW,
    ODDITIES,
    Contract,
    arrival,
    axis,
    entry,
    on_ticket,
    proposal,
    turn,
)
from tests.contracts.store.vectors import VectorContract

__all__ = [
    "CITY",
    "DAY",
    "DESK",
    "LATER",
    "LONE_SURROGATE",
    "NOW",
    "ODDITIES",
    "CollectionContract",
    "Contract",
    "DeliveryContract",
    "EntryContract",
    "FunnelContract",
    "InboxContract",
    "ProposalContract",
    "PublishContract",
    "TicketContract",
    "TurnContract",
    "VectorContract",
    "arrival",
    "axis",
    "entry",
    "on_ticket",
    "proposal",
    "turn",
]
