"""The frame of the panel: nobody gets further than the door without a session, whatever the browser says."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.identity.accounts import Accounts
from faqbot.identity.provider import Client, Provider
from faqbot.identity.single_sign_on import SingleSignOn
from faqbot.staff.accounts import Account, Origin
from faqbot.store.base import Store
from tests.conftest import ROOT
from tests.identity.provider import CLIENT, SECRET, local_provider
from tests.identity.test_single_sign_on import BACK, CLAIMS
from ui import house, signin
from ui.house import Desk
from ui.signin import token_of

Visits = Callable[[str], AppTest]
PAGES = sorted((ROOT / "ui").rglob("*.py"))
MAY_IMPORT = ("app", "curation", "staff", "reports.document", "types", "errors", "schedule.hours")
STARTS = {"command.py": ("cli", "operation.listener", "settings"), "serving.py": ()}
"""The two files that start the panel know what a command knows."""


def test_whoever_is_not_signed_in_finds_the_door(visit: Visits) -> None:
    seen = visit("")
    assert not seen.exception
    assert [title.value for title in seen.title] == ["FAQ の編集"]
    assert not seen.sidebar.button


def test_a_curator_is_greeted_by_name_and_department(visit: Visits, hanako: Account) -> None:
    seen = visit("hanako")
    assert not seen.exception
    assert [caption.value for caption in seen.sidebar.caption] == ["hanako（ごみ課）"]


def test_signing_out_ends_the_session_itself(visit: Visits, hanako: Account) -> None:
    seen = visit("hanako")
    seen.sidebar.button[0].click().run()
    assert [title.value for title in seen.title] == ["FAQ の編集"]
    assert [title.value for title in seen.run().title] == ["FAQ の編集"]


def test_whom_a_provider_has_let_in_is_led_there_to_sign_out(
    curation: Curation, store: Store, accounts: Accounts, visit: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    with local_provider() as provider:
        client = Client(provider.issuer, CLIENT, SECRET)
        sso = SingleSignOn(store, accounts, Provider(client), CLAIMS)
        url, seed = sso.begin(BACK)
        token = sso.finish(provider.sign_in(url), seed, BACK, Origin()).token
        office = replace(curation.office, sso=sso)
        house.move_in(house.House(replace(curation, office=office), Desk(8000)))
        seen = visit("")
        monkeypatch.setattr(signin, "token_of", lambda *_: token)
        seen.run().sidebar.button[0].click().run()
    first, *_ = [each.proto.body for each in seen.get("html") if 'class="door"' in each.proto.body]
    assert f"{provider.issuer}/" in first
    assert "post_logout_redirect_uri" in first
    assert accounts.who(token) is None


def test_an_account_that_is_shut_out_is_out_at_the_next_click(
    visit: Visits, hanako: Account, accounts: Accounts
) -> None:
    seen = visit("hanako")
    accounts.set_password("hanako", "まったく別の、とても長い合言葉です")
    assert [title.value for title in seen.run().title] == ["FAQ の編集"]


@pytest.mark.parametrize(
    ("seen_at", "expected"),
    [
        ("http://127.0.0.1:8501/", "http://127.0.0.1:8000/desk/"),
        ("http://faq.example/entries", "http://faq.example:8000/desk/"),
        ("http://[::1]:8501/", "http://[::1]:8000/desk/"),
        ("http://[::1]/", "http://[::1]:8000/desk/"),
    ],
)
def test_the_desk_is_found_on_the_same_host(seen_at: str, expected: str) -> None:
    assert Desk(8000).page("/desk/", seen_at=seen_at) == expected


def test_behind_one_server_the_desk_is_a_path() -> None:
    assert Desk(8000, behind_one_server=True).page("/desk/", seen_at="https://faq.example/panel/") == "/desk/"


def test_behind_tls_only_the_cookie_that_needs_tls_counts() -> None:
    cookies = {"faqbot": "planted", "__Host-faqbot": "ours"}
    assert token_of(cookies, "https://faq.example/panel/") == "ours"
    assert token_of({"faqbot": "planted"}, "https://faq.example/panel/") == ""
    assert token_of(cookies, "http://127.0.0.1:8501/") == "planted"


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    named = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    return named | {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_pages_know_use_cases_and_values_only(path: Path) -> None:
    allowed = tuple(f"faqbot.{room}" for room in (*MAY_IMPORT, *STARTS.get(path.name, ())))
    ours = {name for name in imports(path) if name.split(".")[0] == "faqbot"}
    assert {name for name in ours if not name.startswith(allowed)} == set()
    heavy = {"sqlite3", "sqlalchemy", "sklearn", "sudachipy", "numpy"}
    assert not heavy & {name.split(".")[0] for name in imports(path)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_acts_before_the_account_is_looked_up(path: Path) -> None:
    """Callbacks run before the frame, fragments and dialogs without it: with rights of an earlier click."""
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert {k.arg for call in calls for k in call.keywords} & {"on_click", "on_change", "on_submit"} == set()
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert attributes & {"fragment", "dialog"} == set()
