"""Signing in on a phone without JavaScript, in a real Chromium, which holds our pages to their content security policy."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pyotp import TOTP
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from faqbot.app import make_office
from faqbot.desk.desk import Desk
from faqbot.settings import Settings
from faqbot.staff.accounts import Role
from faqbot.store.base import Store
from faqbot.web.app import create_app
from faqbot.web.landing import Landing
from tests.browser.visitor import Visit
from tests.listening import listening

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it uses what Authlib will drop
    from oidc_provider_mock import User, run_server_in_thread

PASSWORD = "窓口で待つ人に、すぐに答えよう"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
HANAKO = User(
    sub="hanako",
    claims={
        "preferred_username": "hanako",
        "realm_access": {"roles": ["faqbot-curator"]},
        "groups": ["/環境課"],
    },
)


@pytest.fixture
def provider() -> Iterator[str]:
    with run_server_in_thread(user_claims=[HANAKO]) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def panel() -> Iterator[str]:
    page = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("編集する画面"))])
    with listening(page) as address:
        yield address


@pytest.fixture
def address(desk: Desk, store: Store, panel: str, provider: str) -> Iterator[str]:
    office = make_office(
        store, settings=Settings(second_factor=("agent",), oidc_issuer=provider, oidc_secret="s")
    )
    office.accounts.create("taro", PASSWORD, role=Role.AGENT, department="市民課")
    landing = Landing(panel_port=int(panel.rpartition(":")[2]))
    app = create_app(desk, collection="gomi", widget_origins=("*",), office=office, landing=landing)
    with listening(app) as made:
        yield made


def is_wide_enough(page: Page) -> bool:
    """Nothing stands beyond the edge of the screen."""
    boxes = [each.bounding_box() for each in page.locator("main *:visible").all()]
    return all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes if box)


def give_password(page: Page) -> None:
    page.get_by_label("アカウントの名前").fill("taro")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインイン").click()


def test_the_app_is_set_up_on_the_way_to_the_panel(visit: Visit, address: str, panel: str) -> None:
    page = visit(f"{address}/desk/sign-in?next=panel", hosts=(panel,), **PHONE).page
    assert is_wide_enough(page)
    give_password(page)
    page.locator(".qr svg").wait_for()
    assert is_wide_enough(page)
    page.get_by_text("図を読み取れないとき").click()
    app = TOTP(page.locator("code").inner_text().replace(" ", ""))
    page.get_by_label("6 けたの番号").fill(app.at(datetime.now(UTC)))
    page.get_by_role("button", name="設定する").click()
    recovery = page.locator(".codes").inner_text().split()
    assert is_wide_enough(page)
    page.get_by_role("link", name="先へ進む").click()
    assert page.get_by_text("編集する画面").is_visible()

    page.goto(f"{address}/desk/account")
    assert is_wide_enough(page)
    page.get_by_role("button", name="すべての場所でサインアウト").click()
    page.goto(f"{address}/desk/sign-in?next=panel")
    give_password(page)
    page.get_by_label("6 けたの番号").fill(recovery[0])
    page.get_by_role("button", name="サインイン").click()
    assert page.get_by_text("編集する画面").is_visible(), "the form may lead to the panel"


def test_to_the_provider_and_out_again(browser: Browser, address: str, provider: str) -> None:
    page = browser.new_context(locale="ja-JP", **PHONE).new_page()  # the provider's page asks strangers
    page.goto(f"{address}/desk/sign-in")
    page.get_by_role("link", name="庁内の認証でサインイン").click()
    assert page.url.startswith(provider)
    page.locator("button[value=hanako]").first.click()
    page.goto(f"{address}/desk/account")
    assert page.get_by_text("アカウント（hanako）").is_visible()
    assert page.get_by_text("パスワードを変える").count() == 0
    page.goto(f"{address}/desk/")
    page.get_by_role("button", name="サインアウト").click()
    page.wait_for_url(f"{provider}/**")
    page.goto(f"{address}/desk/account")
    assert page.url.endswith("/desk/sign-in")
    page.context.close()
