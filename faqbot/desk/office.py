"""The staff's side of the desk: the use cases behind a sign-in, put together for whoever serves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faqbot.desk.faults import Faults
from faqbot.desk.inquiries import Inquiries
from faqbot.desk.reports import Reports
from faqbot.identity.accounts import Accounts
from faqbot.identity.api_keys import ApiKeys

if TYPE_CHECKING:  # a city without a provider need not load what speaks to one
    from faqbot.identity.single_sign_on import SingleSignOn


@dataclass(frozen=True, slots=True)
class Office:
    """What is done behind the counter."""

    accounts: Accounts
    inquiries: Inquiries
    faults: Faults
    reports: Reports
    keys: ApiKeys
    sso: SingleSignOn | None = None
    """None where everybody signs in here."""
