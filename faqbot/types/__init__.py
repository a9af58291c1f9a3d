"""The frozen values that every room of the house passes around.

Nothing here does anything: no I/O, no Japanese, no ranking. Times are timezone-aware UTC `datetime`s;
dates are the calendar dates of the source; scores are floats in the unit that the field's comment names.
"""

from __future__ import annotations

from faqbot.types.collections import Area, Audience, Category, Collection, Contact, Topic
from faqbot.types.decisions import Answered, Decision, Hit, Suggested, Unanswered
from faqbot.types.entries import Entry, Kind, Status
from faqbot.types.proposals import Proposal, ProposalKind, Sentence
from faqbot.types.replies import Action, Do, Handoff, Option, Outcome, Reply, Shape
from faqbot.types.revisions import Delta, Snapshot
from faqbot.types.synonyms import Synonym, SynonymKind, SynonymList
from faqbot.types.turns import JudgedPair, ScoredId, Ticket, Turn

__all__ = [
    "Action",
    "Answered",
    "Area",
    "Audience",
    "Category",
    "Collection",
    "Contact",
    "Decision",
    "Delta",
    "Do",
    "Entry",
    "Handoff",
    "Hit",
    "JudgedPair",
    "Kind",
    "Option",
    "Outcome",
    "Proposal",
    "ProposalKind",
    "Reply",
    "ScoredId",
    "Sentence",
    "Shape",
    "Snapshot",
    "Status",
    "Suggested",
    "Synonym",
    "SynonymKind",
    "SynonymList",
    "Ticket",
    "Topic",
    "Turn",
    "Unanswered",
]
