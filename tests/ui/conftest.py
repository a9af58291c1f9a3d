"""A city hall with two departments, and the panel over it as Streamlit runs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher
from streamlit.testing.v1 import AppTest

from faqbot.app import make_curation, make_office
from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.identity.accounts import Accounts
from faqbot.staff.accounts import Account, Role
from faqbot.staff.acting import Acting
from faqbot.store.base import Store
from ui import house, signin
from ui.serving import SCRIPT

View = Callable[[Curation, Account], None]
PASSWORD = "窓口で待つ人に、すぐに答えよう"
PATIENCE = 30
"""Seconds for a run of a page; the machine may be busy."""


@pytest.fixture(autouse=True)
def main_stays() -> Iterator[None]:
    """Streamlit puts the page in the place of `__main__`, which a process that is spawned later would then run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def curation(desk: Desk, store: Store) -> Curation:
    return make_curation(desk, make_office(store), store)


@pytest.fixture
def accounts(store: Store) -> Accounts:
    """Hashing that costs nothing."""
    return Accounts(store, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def hire(accounts: Accounts) -> Callable[..., Account]:
    """`hire(name, department)` makes an account."""

    def hired(name: str, department: str = "ごみ課", role: Role = Role.CURATOR) -> Account:
        return accounts.create(name, PASSWORD, role=role, department=department)

    return hired


@pytest.fixture
def hanako(hire: Callable[..., Account]) -> Account:
    """A curator of ごみ課."""
    return hire("hanako")


@pytest.fixture
def show(curation: Curation) -> Callable[..., AppTest]:
    """`show(page, account)` opens one page as the frame shows it to that account, at the address that `query` says."""

    def shown(view: View, account: Account, **query: str) -> AppTest:
        made = AppTest.from_function(_framed, args=(view, curation, account), default_timeout=PATIENCE)
        made.query_params.update(query)
        return made.run()

    return shown


def _framed(view, curation, account):  # type: ignore[no-untyped-def]  # the source of this is run as a script
    from ui.parts.outcome import refusals, show_done

    show_done()
    with refusals():
        view(curation, account)


@pytest.fixture
def visit(
    curation: Curation, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], AppTest]]:
    """`visit(name)` opens the panel as that account; an empty name is nobody's."""

    def arrive(name: str) -> AppTest:
        token = accounts.sign_in(name, PASSWORD).token if name else ""
        monkeypatch.setattr(signin, "token_of", lambda *_: token)
        monkeypatch.setattr(signin, "here", Acting)  # AppTest comes from nowhere
        return AppTest.from_file(str(SCRIPT), default_timeout=PATIENCE).run()

    house.move_in(house.House(curation, house.Desk(8000)))
    yield arrive
    house.move_out()
