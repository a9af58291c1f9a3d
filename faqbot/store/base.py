"""What the desk asks of a store. `tests/contracts/store` holds for every implementation.

Every method raises StoreError when the database cannot be used, and InvalidInput when a text given
to it cannot be written as Unicode (a lone surrogate); what it raises beyond that stands with it.
"""

from __future__ import annotations

from typing import Protocol

from faqbot.store.base_arrivals import Arrival, Delivery, DeliveryStore, Fate, Inbox
from faqbot.store.base_editing import ApprovalStore, EditingStore
from faqbot.store.base_entries import Changes, EntryStore, Near, VectorStore
from faqbot.store.base_funnel import FunnelStore
from faqbot.store.base_history import HistoryStore
from faqbot.store.base_proof import ProofStore
from faqbot.store.base_proposals import ProposalStore
from faqbot.store.base_readings import ReadingStore
from faqbot.store.base_staff import StaffStore
from faqbot.store.base_tickets import TicketStore
from faqbot.store.base_trust import TrustStore
from faqbot.store.base_turns import TurnStore, VisitorStore
from faqbot.store.base_vitals import VitalsStore
from faqbot.store.base_words import WordStore


class Store(
    EntryStore,
    EditingStore,
    HistoryStore,
    ApprovalStore,
    TurnStore,
    VisitorStore,
    TicketStore,
    VectorStore,
    ReadingStore,
    DeliveryStore,
    Inbox,
    ProposalStore,
    StaffStore,
    FunnelStore,
    TrustStore,
    ProofStore,
    VitalsStore,
    WordStore,
    Protocol,
):
    """Everything that is kept."""

    def derived_key(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, always the same for the same database key; it does not tell that key."""
        ...

    def ping(self) -> None:
        """Raise StoreError unless the database answers."""
        ...

    def close(self) -> None:
        """Let go of the database; nothing else may be called after it."""
        ...


__all__ = [
    "Arrival",
    "Changes",
    "Delivery",
    "DeliveryStore",
    "EntryStore",
    "Fate",
    "Inbox",
    "Near",
    "ProposalStore",
    "ReadingStore",
    "Store",
    "TurnStore",
    "VectorStore",
    "VisitorStore",
]
