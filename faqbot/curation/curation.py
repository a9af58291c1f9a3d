"""The curators' side of the desk, put together for the panel."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.curation.entries import Entries
from faqbot.curation.proof import Proof
from faqbot.curation.scenarios import Scenarios
from faqbot.curation.settling import Settling
from faqbot.curation.tickets import Tickets
from faqbot.desk.desk import Desk
from faqbot.desk.office import Office


@dataclass(frozen=True, slots=True)
class Curation:
    """What is done in the panel. Every use case that changes something is given the account that acts, and checks its rights."""

    desk: Desk
    office: Office
    entries: Entries
    proof: Proof
    scenarios: Scenarios
    tickets: Tickets
    settling: Settling
