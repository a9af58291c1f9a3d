"""What people type and what entries say is text, never a page; and the page asks nobody but its own server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from faqbot.desk.desk import Desk
from faqbot.store.base import Store
from faqbot.types import Audience, Category, Collection, Contact, Kind
from tests.browser.visitor import PHONE, SCREEN, Look, Visit, Visitor
from tests.conftest import entry
from tests.serving import serving

pytestmark = pytest.mark.browser

IMAGE = "<img src=x onerror=\"document.title='owned'\">"
SCRIPT = "<script>document.title='owned'</script>"
TITLE = "ごみの出し方"
STRANGERS = "main :is(img, script, iframe, b, i, u, style)"


def as_text(visitor: Visitor, *texts: str) -> None:
    """Each text is there to be read, and nothing was made of it."""
    for text in texts:
        expect(visitor.page.get_by_text(text, exact=False).first).to_be_attached()
    expect(visitor.page.locator(STRANGERS)).to_have_count(0)
    expect(visitor.page).not_to_have_title("owned")


def test_a_script_in_a_question_is_read_and_not_run(address: str, visit: Visit) -> None:
    resident = visit(address)
    expect(resident.page).to_have_title(TITLE)
    for text in (IMAGE, SCRIPT, "毛布<svg onload=alert(1)>", "{{7*7}}${7*7}", "javascript:alert(1)"):
        resident.ask(text)
        expect(resident.said.last).to_have_text(text)
        expect(resident.reply).not_to_contain_text("さがしています")
        expect(resident.page.locator(STRANGERS)).to_have_count(0)
    expect(resident.page).to_have_title(TITLE)


HOSTILE = Collection(
    name="hostile",
    title=f"題{IMAGE}",
    audience=Audience.PUBLIC,
    owner="係<b>",
    greeting=f"挨拶{SCRIPT}",
    placeholder='例"><script>',
    categories=(
        Category(
            name="種<b>", short="<i>短", icon='x"><script>', colour="red;}*{display:none", description="説<u>"
        ),
    ),
    contacts=(Contact(department="係<b>", phone='0"><img src=x>', hours="<i>時", note="記<u>"),),
    examples=("例<b>",),
)
ENTRIES = tuple(
    replace(
        entry(
            f"e{number}",
            f"毛布<b>{number}",
            f"答{IMAGE}\n1. 手順{SCRIPT}\n・点<i>\n注意: 注<u>",
            collection="hostile",
        ),
        category="種<b>",
        condition="条<i>",
        source_title="出典<u>",
        source_url="javascript:document.title='owned'",
        department="係<b>",
        reading="もうふ",
        kind=kind,
    )
    for number, kind in enumerate((Kind.ANSWER, Kind.UNKNOWN))
)


@pytest.fixture
def hostile(store: Store, make_desk: Callable[[Store], Desk]) -> Desk:
    """A desk each of whose texts is a piece of HTML."""
    desk = make_desk(store)
    desk.describe(HOSTILE)
    desk.take_in("hostile", ENTRIES)
    return desk


@pytest.mark.parametrize("look", [PHONE, SCREEN], ids=["phone", "screen"])
def test_html_in_the_texts_of_a_collection_is_read_and_not_run(
    hostile: Desk, visit: Visit, look: Look
) -> None:
    with serving(hostile, "hostile") as address:
        resident = visit(address, **look)
        as_text(resident, f"題{IMAGE}", f"挨拶{SCRIPT}", "例<b>")
        resident.input.press_sequentially("もうふ")
        expect(resident.options).to_have_count(2)
        as_text(resident, "毛布<b>0")
        resident.options.first.click()
        expect(resident.card).to_contain_text("答<img")
        as_text(resident, f"答{IMAGE}", f"手順{SCRIPT}", "点<i>", "注<u>", "条<i>", "種<b>", "出典<u>")
        expect(resident.card.get_by_role("link")).to_have_count(0)
        resident.press("解決しない")
        as_text(resident, "係<b>", "<i>時", "記<u>")
        expect(resident.call).to_have_attribute("href", "tel:0")
        resident.page.get_by_role("button", name="種<b>" if look is SCREEN else "<i>短").first.click()
        resident.page.get_by_role("region").get_by_role("button", name="毛布<b>1").click()
        expect(resident.card).to_contain_text("答<img")
        as_text(resident, f"答{IMAGE}", "係<b>")


def test_the_page_asks_nobody_but_its_own_server(address: str, visit: Visit) -> None:
    resident = visit(address)
    resident.input.press_sequentially("もうふ")
    expect(resident.options.first).to_be_visible()
    resident.input.press("Enter")
    resident.tap("市指定ごみ袋に入らない")
    resident.press("解決しない")
    expect(resident.call).to_be_visible()
    resident.page.get_by_role("navigation").get_by_role("button", name="可燃ごみ").click()
    expect(resident.page.get_by_role("region", name="可燃ごみ")).to_be_visible()
    assert resident.origins() == {address}


def test_a_collection_of_the_staff_is_not_there_for_residents(address: str, visit: Visit) -> None:
    resident = visit(f"{address}/?collection=chat", forgive="Failed to load resource")
    expect(resident.reply).to_contain_text("「chat」という窓口はありません。")
    resident.ask("パスワードを忘れた")
    expect(resident.reply).to_contain_text("「chat」という窓口はありません。")
    expect(resident.reply.locator("article")).to_have_count(0)


def test_every_file_of_the_page_is_there(address: str, visit: Visit) -> None:
    resident = visit("about:blank", hosts=(address,))
    statuses: dict[str, int] = {}
    resident.context.on("response", lambda response: statuses.update({response.url: response.status}))
    resident.page.goto(address, wait_until="networkidle")
    assert set(statuses.values()) == {200}
    modules = {url.rsplit("/", 1)[1] for url in statuses if url.endswith(".js")}
    assert {"page.js", "chat.js", "api.js", "composer.js", "combobox.js", "dom.js"} <= modules


def test_the_policy_stops_a_script_that_somebody_slips_in(address: str, visit: Visit) -> None:
    resident = visit(address, forgive="Content Security Policy")
    resident.page.locator("main").evaluate(
        "main => { const script = document.createElement('script'); script.textContent = 'window.owned = true'; main.append(script); }"
    )
    assert resident.page.evaluate("window.owned") is None
    assert any("Content Security Policy" in complaint for complaint in resident.complaints)
