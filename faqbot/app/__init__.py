"""The composition root: the only place that names concrete parts and puts them together.

Every part is imported where it is put in, so that a command loads what it opens and no more.
"""

from __future__ import annotations

from faqbot.app.channels import make_line, rocketchat_account, rocketchat_door
from faqbot.app.curation import evaluation_questions, make_curation, make_looks, open_curation
from faqbot.app.desk import make_office, open_desk, open_house, open_office
from faqbot.app.identity import make_networks, make_sso
from faqbot.app.search import make_analyzer, one_thread, trained
from faqbot.app.store import database_of, open_store_only
from faqbot.app.trust import open_trust
from faqbot.app.web import admission, create_web, metrics_reader, panel_admitting, shared_counting

__all__ = [
    "admission",
    "create_web",
    "database_of",
    "evaluation_questions",
    "make_analyzer",
    "make_curation",
    "make_line",
    "make_looks",
    "make_networks",
    "make_office",
    "make_sso",
    "metrics_reader",
    "one_thread",
    "open_curation",
    "open_desk",
    "open_house",
    "open_office",
    "open_store_only",
    "open_trust",
    "panel_admitting",
    "rocketchat_account",
    "rocketchat_door",
    "shared_counting",
    "trained",
]
