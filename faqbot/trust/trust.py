"""What the operator does so that the city can trust the service, put together for the commands."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.trust.persons import Persons
from faqbot.trust.trail import Trail


@dataclass(frozen=True, slots=True)
class Trust:
    """The operator's use cases over an opened store. Who may run them is whoever may read the key on the machine."""

    trail: Trail
    persons: Persons
