"""The curators' side of the desk, put together for the panel."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.curation.approvals import Approvals
from faqbot.curation.bulk import Bulk
from faqbot.curation.departments import Departments
from faqbot.curation.entries import Entries
from faqbot.curation.figures import Figures
from faqbot.curation.files import Files
from faqbot.curation.history import History
from faqbot.curation.proof import Proof
from faqbot.curation.proposals import EntryProposals
from faqbot.curation.scenarios import Scenarios
from faqbot.curation.settling import Settling
from faqbot.curation.tickets import Tickets
from faqbot.curation.words import Words
from faqbot.desk.desk import Desk
from faqbot.desk.office import Office


@dataclass(frozen=True, slots=True)
class Curation:
    """What is done in the panel. Every use case that changes something is given the account that acts, and checks its rights."""

    desk: Desk
    office: Office
    entries: Entries
    bulk: Bulk
    files: Files
    history: History
    proposals: EntryProposals
    approvals: Approvals
    departments: Departments
    proof: Proof
    words: Words
    scenarios: Scenarios
    figures: Figures
    tickets: Tickets
    settling: Settling
