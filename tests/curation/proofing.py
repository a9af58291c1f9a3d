"""What the tests of proof and of words share: accounts, and a curation over a desk."""

from __future__ import annotations

from datetime import UTC, datetime

from faqbot.app import make_curation, make_office
from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account, Role
from faqbot.store.base import Store


def account(name: str, role: Role, department: str, *, disabled: bool = False) -> Account:
    made = datetime(2026, 4, 1, tzinfo=UTC)
    return Account(
        name=name,
        display_name=name,
        role=role,
        department=department,
        password_hash="",
        created_at=made,
        disabled=disabled,
    )


CURATOR = account("sato", Role.CURATOR, "ごみ課")
OTHER = account("mori", Role.CURATOR, "情報課")
AGENT = account("abe", Role.AGENT, "ごみ課")
GONE = account("ueda", Role.CURATOR, "ごみ課", disabled=True)
ADMIN = account("kimura", Role.ADMINISTRATOR, "情報課")


def curation_over(desk: Desk, store: Store) -> Curation:
    return make_curation(desk, make_office(store), store)
