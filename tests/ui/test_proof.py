"""What pages show of a draft: how residents will see it, what it answers, and which past questions it moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.app import make_looks
from faqbot.curation.curation import Curation
from faqbot.curation.draft import Draft
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account
from faqbot.types import Audience, Reply
from tests.conftest import GOMI, ITEMS, entry
from ui.parts import line_look, page_look

Show = Callable[[object, Account], AppTest]
SKIS = entry("skis", "スキー板", "粗大ごみです。", category="不燃ごみ", source_title="<分別表>")
ASKED = ("毛布", "こんにちは", "毛布と傘", "タイヤ", "市長の名前", "ダンボール箱の出し方")


def looked_at(curation, account):  # type: ignore[no-untyped-def]  # run as a script
    from faqbot.curation.draft import Draft
    from tests.ui.test_proof import SKIS
    from ui.parts.preview import show_preview, show_try_out
    from ui.parts.replay import offer_replay

    draft = Draft("gomi", (SKIS,), withdrawn=frozenset({"blanket"}))
    show_preview(curation, account, draft)
    show_try_out(curation, account, draft)
    offer_replay(curation, account, [draft])


@pytest.fixture
def page(curation: Curation, hanako: Account) -> AppTest:
    curation.desk.ask("gomi", "毛布", audience=Audience.PUBLIC, channel="web")
    return AppTest.from_function(looked_at, args=(curation, hanako), default_timeout=30).run()


def drawings(seen: AppTest) -> list[str]:
    return [str(each.proto.body) for each in seen.get("html")]


def test_an_entry_is_seen_as_line_and_as_the_page_draw_it(page: AppTest) -> None:
    assert not page.exception
    line, web = drawings(page)
    for drawn in (line, web):
        assert "スキー板" in drawn
        assert "粗大ごみです。" in drawn
        assert "&lt;分別表&gt;" in drawn
        assert "max-width:390px" in drawn


def test_a_question_is_tried_on_the_draft(page: AppTest) -> None:
    page.text_input[0].set_value("スキー板を捨てたい").run()
    assert not page.exception
    assert "答えます" in page.markdown[0].value
    assert page.dataframe[0].value["項目"][0] == "スキー板"


def test_past_questions_are_asked_again(page: AppTest) -> None:
    page.button[0].click().run()
    assert not page.exception
    assert {metric.label: metric.value for metric in page.metric} == {
        "よくなる": "0 件",
        "悪くなる": "0 件",
        "変わる": "1 件",
        "変わらない": "0 件",
    }
    assert page.dataframe[0].value.to_dict("records") == [
        {"結果": "変わる", "質問": "毛布", "いま": "毛布", "公開後": "答えられません"}
    ]


@pytest.mark.parametrize("text", ASKED)
def test_every_shape_of_reply_is_drawn_with_all_that_it_says(desk: Desk, text: str) -> None:
    reply = desk.ask("gomi", text, audience=Audience.PUBLIC, channel="web")
    looks = make_looks()
    line, page = line_look.drawn(looks.line(reply, GOMI)), page_look.drawn(looks.page(reply))
    for said in _said(reply):
        assert said in page
    assert page.count("<div") == page.count("</div>")
    assert line.count("<div") == line.count("</div>")
    assert all(part.answer.answer in line for part in (reply, *reply.parts) if part.answer)


def _said(reply: Reply) -> list[str]:
    own = [reply.message, *(option.label for option in reply.options)]
    if reply.handoff:
        own.append(reply.handoff.phone)
    if reply.answer:
        own.append(reply.answer.answer)
    return [*own, *(text for part in reply.parts for text in _said(part))]


def test_what_is_quoted_cannot_become_markup(curation: Curation, hanako: Account) -> None:
    wild = Draft("gomi", (replace(ITEMS[0], answer="<script>alert(1)</script> & '\""),))
    (look,) = curation.proof.preview(hanako, wild)
    for drawn in (line_look.drawn(look.line), page_look.drawn(look.page)):
        assert "<script" not in drawn
        assert "&lt;script&gt;" in drawn
