"""A curation over a small desk, and people of two departments with each role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from faqbot.app import make_curation, make_office
from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account, Role
from faqbot.store.base import Store
from faqbot.types import Audience, Entry
from tests.conftest import Clock


def person(name: str, display_name: str, role: Role, department: str) -> Account:
    return Account(
        name=name,
        display_name=display_name,
        role=role,
        department=department,
        password_hash="",
        created_at=Clock()(),
    )


HANA = person("hana", "花田", Role.CURATOR, "ごみ課")
MORI = person("mori", "森", Role.CURATOR, "ごみ課")
KAWA = person("kawa", "川口", Role.CURATOR, "情報課")
ROOT = person("root", "根本", Role.ADMINISTRATOR, "総務課")
AGENT = person("yama", "山田", Role.AGENT, "ごみ課")
GONE = replace(person("gone", "去田", Role.ADMINISTRATOR, "ごみ課"), disabled=True)
EVERYBODY = (HANA, MORI, KAWA, ROOT, AGENT, GONE)


@pytest.fixture
def curation(desk: Desk, store: Store, clock: Clock) -> Curation:
    for account in EVERYBODY:
        store.add_account(account)
    return make_curation(desk, make_office(store), store, clock)


@pytest.fixture
def ask(desk: Desk) -> Callable[[str], Entry | None]:
    """What a resident is answered with."""
    return lambda text: desk.ask("gomi", text, audience=Audience.PUBLIC, channel="test").answer
