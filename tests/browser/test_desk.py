"""The desk page before a real server: calls are answered and recorded by the keyboard alone, whatever the connection does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

from faqbot.corpus.collection import read_collection
from faqbot.corpus.triage import read_triage
from faqbot.desk.desk import Desk
from faqbot.desk.faults import Faults
from faqbot.desk.inquiries import Inquiries
from faqbot.desk.office import Office
from faqbot.desk.reports import Reports
from faqbot.identity.accounts import Accounts
from faqbot.identity.api_keys import ApiKeys
from faqbot.staff.accounts import Role
from faqbot.staff.inquiries import Inquiry, Sought, State
from faqbot.store.base import Store
from tests.browser.test_accessibility import faults
from tests.browser.visitor import Look, Visit, Visitor
from tests.conftest import CORPUS
from tests.serving import serving

pytestmark = pytest.mark.browser

PASSWORD = "窓口で待つ人に、すぐに答えよう"


@pytest.fixture(scope="module")
def office(full_desk: Desk, full_store: Store) -> Office:
    accounts = Accounts(full_store, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name in ("taro", "jiro"):
        accounts.create(name, PASSWORD, role=Role.AGENT, department="情報課", display_name=f"山田{name}")
    made = Office(
        accounts,
        Inquiries(full_store, give_up=full_desk.give_up),
        Faults(full_store),
        Reports(full_store),
        ApiKeys(full_store),
    )
    for system in ("chat", "counter", "kiosk", "terminal"):
        sheet = read_triage(CORPUS / system, read_collection(CORPUS / system))
        assert sheet
        made.faults.take_in(sheet)
    return made


@pytest.fixture(scope="module")
def staffed(full_desk: Desk, office: Office) -> Iterator[str]:
    with serving(full_desk, "garbage", office) as url:
        yield url


@dataclass(slots=True)
class Agent:
    """Works by the keyboard alone, and counts its keys: each modifier and each letter beside the question is one."""

    page: Page
    presses: int = 0
    calls: list[int] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += len(key.split("+"))

    def write(self, text: str, romaji: str) -> None:
        """A word by an input method: its letters, the space that converts and the Enter that ends."""
        self.page.keyboard.type(text)
        self.presses += len(romaji) + 2

    def hear(self, question: str) -> None:
        """The question itself, which is not counted."""
        self.page.keyboard.type(question)

    def hang_up(self) -> None:
        self.calls.append(self.presses)
        self.presses = 0


def sign_in(visit: Visit, address: str, name: str = "taro", **look: object) -> Visitor:
    visitor: Visitor = visit(f"{address}/desk/sign-in", forgive="Failed to load resource", **look)
    page = visitor.page
    page.get_by_label("アカウントの名前").fill(name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("body[data-ready]")).to_be_visible()
    return visitor


def records(office: Office, agent: str) -> tuple[Inquiry, ...]:
    return office.inquiries.find(Sought(agent=agent))


CALLS = [
    "パスワードを忘れて入れない",
    "番号札が出てこない",
    "表示盤が真っ暗",
    "遠隔相談の画面に相手が映らない",
    "端末の電源が入らない",
    "チャットの通知が来ない",
    "番号を飛ばして呼んでしまった",
    "声が聞こえないと言われた",
    "チャンネルを作りたい",
    "紙がつまった",
]


def test_ten_calls_by_keyboard_alone(visit: Visit, staffed: str, office: Office) -> None:
    page = sign_in(visit, staffed).page
    agent = Agent(page)
    told = page.locator("#told")
    for number, question in enumerate(CALLS, start=1):
        expect(page.locator("#search")).to_be_focused()
        agent.hear(question)
        if number == 5:
            page.context.set_offline(True)
        if number == 8:
            agent.press("Alt+KeyK", "2", "Alt+KeyU")
        else:
            if number != 5:
                agent.press("Enter")
            agent.press("Alt+KeyK")
            if number == 1:
                agent.write("市民課", "siminka")
            elif number == 2:
                agent.write("税務課", "zeimuka")
            else:
                agent.press("1")
            agent.press("Control+Enter")
        if number == 5:
            expect(page.locator("#waiting")).to_have_text("送信待ち 1 件")
            page.context.set_offline(False)
        expect(told).to_contain_text("を記録しました")
        expect(page.locator("#waiting")).to_have_text("")
        expect(page.locator("#departments button")).to_have_count(min(number, 2))
        agent.hang_up()
        told.evaluate("node => (node.textContent = '')")
    made = records(office, "taro")
    assert len(made) == len({m.question for m in made}) == len(CALLS)
    assert {m.question for m in made} == set(CALLS)
    for each in made:
        assert each.department in ("市民課", "税務課")
        assert each.received_at <= each.started_at <= (each.finished_at or each.started_at)
        assert office.inquiries.history(each.id)[1]
        assert bool(each.finished_at) is (each.state is State.RESOLVED)
        if each.question not in (CALLS[4], CALLS[7]):
            assert each.entry_id
            assert each.work
            assert each.action
            assert each.state is State.RESOLVED
    (given_up,) = [m for m in made if m.question == CALLS[7]]
    assert given_up.ticket_id
    assert given_up.state is State.OPEN
    assert median(agent.calls) <= 12, agent.calls
    assert office.inquiries.drafts(office.accounts.accounts()[0]) == ()


def test_nothing_typed_is_lost_on_reload(visit: Visit, staffed: str) -> None:
    page = sign_in(visit, staffed, "jiro").page
    page.keyboard.type("番号札が出ない")
    page.keyboard.press("Enter")
    expect(page.locator("#answer h2")).to_be_visible()
    page.keyboard.press("Alt+KeyB")
    page.keyboard.type("予備の紙なし")
    page.reload()
    expect(page.locator("#notes")).to_have_value("予備の紙なし")
    expect(page.locator("#question")).to_have_value("番号札が出ない")
    expect(page.locator("#answer h2")).to_be_visible()
    page.keyboard.press("Alt+KeyN")
    expect(page.locator("#notes")).to_have_value("")


def test_an_input_method_searches_and_chooses_nothing_while_it_composes(visit: Visit, staffed: str) -> None:
    visitor = sign_in(visit, staffed, "jiro")
    page, keyboard = visitor.page, visitor.keyboard_of_the_system()
    keyboard.send("Input.imeSetComposition", {"text": "ばんごうふd", "selectionStart": 6, "selectionEnd": 6})
    page.keyboard.press("ArrowDown")
    enter = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    assert visitor.sent("desk/search") == []
    keyboard.send("Input.insertText", {"text": "番号札"})
    expect(page.locator("#hits [role=option] strong").first).to_contain_text("番号札")
    assert [sent["q"] for sent in visitor.sent("desk/search")] == ["番号札"]
    expect(page.locator("#answer h2")).to_have_count(0)
    page.keyboard.press("Alt+KeyN")


def test_the_answer_is_copied_in_one_key(visit: Visit, staffed: str) -> None:
    page = sign_in(visit, staffed, "jiro", permissions=["clipboard-read", "clipboard-write"]).page
    page.keyboard.type("パスワードを忘れた")
    page.keyboard.press("Enter")
    question = page.locator("#answer h2")
    expect(question).to_be_visible()
    page.keyboard.press("Alt+KeyY")
    expect(page.locator("#told")).to_have_text("答えをコピーしました。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(str(question.text_content()).split("（")[0])
    page.keyboard.press("Alt+KeyM")
    expect(page.locator("#told")).to_have_text("返事をコピーしました。")
    assert "山田jiro" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Alt+KeyN")


def test_a_fault_leads_to_whom_to_call_by_digits(visit: Visit, staffed: str, office: Office) -> None:
    page = sign_in(visit, staffed, "jiro").page
    page.keyboard.press("Alt+Digit4")
    page.keyboard.type("端末の電源が入らない 3番窓口")
    page.keyboard.press("Alt+KeyT")
    expect(page.locator("#dialog h2")).to_have_text("どんな症状ですか")
    page.keyboard.press("2")
    expect(page.locator("#dialog h2")).to_contain_text("ランプ")
    page.keyboard.press("1")
    expect(page.locator("#dialog h2")).to_have_text("機器の故障（対象外）")
    expect(page.locator("#dialog pre")).to_contain_text("症状: 端末の電源が入らない")
    page.keyboard.press("1")
    expect(page.locator("#escalated_to")).to_have_value("リース会社")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#told")).to_contain_text("を記録しました")
    (made,) = office.inquiries.find(Sought(text="3番窓口"))
    assert (made.state, made.is_fault, made.target, made.escalated_to) == (
        State.ESCALATED,
        True,
        "機器の故障",
        "リース会社",
    )
    page.keyboard.press("Alt+KeyL")
    page.keyboard.type("3番窓口")
    expect(page.locator("#dialog .rows button")).to_have_count(1)
    page.locator("#dialog .rows button").press("Enter")
    page.get_by_role("button", name="もう一度対応する").press("Enter")
    expect(page.locator("#dialog .detail li")).to_have_count(2)
    page.locator("#dialog").get_by_label("原因", exact=True).fill("停電 ::なし")
    page.locator("#dialog").get_by_label("再発防止").fill("無停電電源")
    page.locator("#dialog .edit select").select_option("resolved")
    page.get_by_role("button", name="直して保存").press("Enter")
    expect(page.locator("#dialog .detail li")).to_have_count(3)
    page.get_by_role("button", name="この人に引き継ぐ").press("Enter")
    expect(page.locator("#dialog .detail li")).to_have_count(4)
    after = office.inquiries.get(made.id)
    assert after.agent == "taro"
    assert (after.rounds, after.state, after.cause, after.prevention) == (
        3,
        State.RESOLVED,
        "停電 特になし。",
        "無停電電源",
    )
    assert after.finished_at


def test_the_sheet_of_keys_and_the_phrases(visit: Visit, staffed: str) -> None:
    page = sign_in(visit, staffed, "jiro").page
    page.keyboard.press("?")
    expect(page.locator("#sheet")).to_contain_text("記録して、次の受付へ")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+KeyB")
    page.keyboard.type("電源は? ::おりかえし")
    expect(page.locator("#notes")).to_have_value("電源は? 本日中に折り返す約束をした。")
    page.keyboard.press("Alt+KeyN")


def test_a_stranger_is_sent_to_the_door(visit: Visit, staffed: str) -> None:
    page = visit(f"{staffed}/desk/").page
    expect(page).to_have_url(f"{staffed}/desk/sign-in")


def test_a_report_opens_from_the_page(visit: Visit, staffed: str) -> None:
    page = sign_in(visit, staffed, "jiro").page
    page.keyboard.press("Alt+KeyR")
    page.locator("#report-kind").select_option("work")
    page.get_by_role("button", name="表計算").press("Enter")
    expect(page.locator("#dialog [role=status]")).to_contain_text("システムを 1 つ")
    page.locator("#report-system").select_option("counter")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="印刷用のページ").press("Enter")
    expect(opened.value.locator("h1")).to_contain_text("作業報告書")


@pytest.mark.parametrize(
    "look", [{}, {"viewport": {"width": 640, "height": 900}}], ids=["wide", "beside a phone"]
)
def test_axe_finds_nothing_at_the_desk(visit: Visit, staffed: str, look: Look) -> None:
    page = visit(f"{staffed}/desk/sign-in", **look).page
    assert faults(page) == []
    page = sign_in(visit, staffed, "jiro", **look).page
    page.keyboard.type("番号札が出てこない")
    page.keyboard.press("Enter")
    expect(page.locator("#answer h2")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for key in ("Alt+KeyT", "Alt+KeyL", "Alt+KeyR"):
        page.keyboard.press(key)
        expect(page.locator("#dialog h2")).to_be_visible()
        assert faults(page) == []
        page.keyboard.press("Escape")
    page.keyboard.press("Alt+KeyN")


def test_a_session_that_ended_loses_no_call(visit: Visit, staffed: str, office: Office) -> None:
    page = sign_in(visit, staffed, "jiro").page
    page.keyboard.type("途中でサインインが切れた")
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#told")).to_contain_text("サインインが切れました")
    door = page.context.new_page()
    door.goto(f"{staffed}/desk/sign-in")
    door.get_by_label("アカウントの名前").fill("jiro")
    door.get_by_label("パスワード").fill(PASSWORD)
    door.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("を記録しました")
    assert len(office.inquiries.find(Sought(text="途中でサインインが切れた"))) == 1
