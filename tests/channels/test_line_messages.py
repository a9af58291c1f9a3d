"""Every reply becomes messages that LINE takes, and that say all that the reply says."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from faqbot.channels.line_actions import phones
from faqbot.channels.line_messages import messages
from faqbot.channels.line_postback import Taps
from faqbot.simulators.line.messages import check_messages
from faqbot.types import Action, Do, Entry, Handoff, Hit, Kind, Option, Outcome, Reply, Shape
from tests.channels.wire import actions
from tests.conftest import GOMI, entry

TAPS = Taps(b"k" * 32)
NONE = Option("この中にない", Action(Do.NONE, "t1"))


def reply(shape: Shape, message: str = "", **fields: Any) -> Reply:
    return Reply(
        turn_id="t1",
        query="",
        outcome=Outcome.ANSWERED,
        confidence=1.0,
        message=message,
        shape=shape,
        **fields,
    )


def drawn(made: Reply) -> list[dict[str, Any]]:
    """The messages, after LINE's rules have been held to them."""
    sent = messages(made, GOMI, TAPS, "s1")
    assert [str(fault) for fault in check_messages({"messages": sent})] == []
    return sent


def does(sent: Any) -> list[Do]:
    read = [TAPS.read(action.get("data", ""), "s1") for action in actions(sent)]
    return [action.do for action in read if action]


JUDGED = (Option("解決した", Action(Do.SOLVED, "t1")), Option("解決しない", Action(Do.UNSOLVED, "t1")))


def answered(shown: Entry, **fields: Any) -> Reply:
    return reply(Shape.ANSWER, "こちらが答えです。", answer=shown, options=JUDGED, **fields)


def test_an_answer_is_a_card_with_all_that_it_says() -> None:
    shown = entry(
        "e1",
        "消火器",
        "市では集めません。\n1. 店に聞きます。\n・窓口 06-6843-3512\n注意: 中身を出さないでください。\nhttps://example.jp/a を見てください。",
        category="可燃ごみ",
        condition="古いもの",
        source_title="ごみの手引き",
        source_url="https://example.jp/guide",
        fields={"見本": "はい"},
    )
    (sent,) = drawn(answered(shown))
    written = json.dumps(sent, ensure_ascii=False)
    for said in (
        "消火器",
        "古いもの",
        "市では集めません。",
        "1.",
        "中身を出さない",
        "ごみの手引き",
        "2024年4月1日",
        "見本の答え",
    ):
        assert said in written
    assert does(sent) == [Do.SOLVED, Do.UNSOLVED]
    assert {a["uri"] for a in actions(sent) if a["type"] == "uri"} == {
        "tel:0668433512",
        "https://example.jp/a",
        "https://example.jp/guide",
    }
    assert sent["altText"].startswith("消火器（古いもの）\n市では集めません。")


def test_what_else_may_have_been_meant_stands_below() -> None:
    one, variant, other = (
        entry("e1", "毛布", condition="大きい"),
        entry("e2", "毛布", condition="小さい"),
        entry("e3", "枕"),
    )
    (sent,) = drawn(answered(one, candidates=tuple(Hit(e, 1.0) for e in (one, variant, other))))
    assert does(sent["contents"]) == [Do.CHOOSE, Do.SOLVED, Do.UNSOLVED]
    assert [item["action"]["displayText"] for item in sent["quickReply"]["items"]] == ["枕"]
    card = json.dumps(sent["contents"], ensure_ascii=False)
    assert card.index("ちがうとき") < card.index("毛布（小さい）")


def test_an_answer_too_long_for_a_card_is_not_cut_off() -> None:
    text = "\n".join(f"{n}行目の、とても長い説明です。" * 20 for n in range(40))
    sent = drawn(answered(entry("e1", "長い", text)))
    told = "".join(m["text"] for m in sent if m["type"] == "text")
    assert told.replace("\n", "") == text.replace("\n", "")
    assert does(sent[-1]) == [Do.SOLVED, Do.UNSOLVED]


def test_candidates_stay_in_the_talk_and_are_at_hand() -> None:
    long = "市指定ごみ袋に入って口がしっかり結べるもの", "市指定ごみ袋に入らない、または口が結べないもの"
    options = (*(Option(label, Action(Do.CHOOSE, "t1", label), hint="可燃") for label in long), NONE)
    for shape in (Shape.CANDIDATES, Shape.CONDITION, Shape.AREAS):
        (sent,) = drawn(reply(shape, "どれですか？", options=options))
        quick = [item["action"] for item in sent["quickReply"]["items"]]
        assert [action["label"] for action in quick] == [
            "入って口がしっかり結べるもの",
            "入らない、または口が結べないもの",
            "この中にない",
        ]
        assert [action["displayText"] for action in quick] == [*long, "この中にない"]
        assert does(sent["contents"]) == does(sent["quickReply"]) == [Do.CHOOSE, Do.CHOOSE, Do.NONE]
        assert all(label in json.dumps(sent["contents"], ensure_ascii=False) for label in long)


def test_a_menu_is_a_list() -> None:
    options = tuple(Option(f"種類 {n}", Action(Do.MENU, target=f"={n}")) for n in range(12))
    (sent,) = drawn(reply(Shape.MENU, "選んでください。", options=options))
    assert does(sent) == [Do.MENU] * 12
    assert "quickReply" not in sent


def test_several_things_are_a_card_each_and_never_more_than_five_messages() -> None:
    for count in (2, 4, 5, 9):
        parts = tuple(answered(entry(f"e{n}", f"もの{n}")) for n in range(count))
        sent = drawn(reply(Shape.SEVERAL, f"{count}つです。", parts=parts))
        assert len(sent) <= 5
        assert len(does(sent)) == 2 * count
        assert all(f"もの{n}" in json.dumps(sent, ensure_ascii=False) for n in range(count))


def test_whom_to_phone_is_one_tap_away() -> None:
    contact = Handoff(
        department="ごみ課",
        phone="06-6843-3512",
        hours="平日 9:00〜17:00",
        open=False,
        opening="今は受付時間外です。",
    )
    made = reply(
        Shape.HANDOFF,
        "答えを見つけられませんでした。",
        handoff=contact,
        options=(Option("種類から探す", Action(Do.MENU)),),
    )
    (sent,) = drawn(made)
    assert [action.get("uri") for action in actions(sent)] == ["tel:0668433512", None]
    assert all(said in sent["altText"] for said in ("ごみ課", "06-6843-3512", "受付時間外"))


def test_what_is_known_not_to_be_known_is_told_before_it() -> None:
    unknown = entry("tyre", "タイヤ", "市の案内では、確かめられませんでした。", kind=Kind.UNKNOWN)
    made = reply(
        Shape.HANDOFF,
        "まだ確かめられていません。",
        handoff=Handoff(department="ごみ課"),
        candidates=(Hit(unknown, 1.0),),
        known_unknown=True,
    )
    card, contact = drawn(made)
    assert "確かめられませんでした" in card["altText"]
    assert "ごみ課" in contact["altText"]


def test_an_emergency_is_one_red_card_with_numbers() -> None:
    text = "すぐに 119 に電話してください。\n・大阪中毒110番 072-727-2499（365日 24時間）\n・#8891（支援センター）"
    (sent,) = drawn(reply(Shape.ALARM, answer=entry("poison", "飲んだ", text, category="火事・けが・急病")))
    assert [action["uri"] for action in actions(sent)] == ["tel:119", "tel:0727272499", "tel:%238891"]
    assert "quickReply" not in sent
    labels = [action["label"] for action in actions(sent)]
    assert labels == ["119 に電話する", "大阪中毒110番 072-727-2499", "#8891 に電話する"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9時〜17時、2026-11-20、365日、110円、中毒110番", []),
        ("110 か #9110 か 0120-279-338 か 119。119", ["110", "#9110", "0120-279-338", "119"]),
        ("https://example.jp/0120-279-338", []),
    ],
)
def test_numbers_to_phone_are_told_from_other_numbers(text: str, found: list[str]) -> None:
    assert [number for number, _ in phones(text)] == found


def test_days_and_talk_are_plain_words_with_what_can_be_tapped() -> None:
    keep = Option("この地区をおぼえておく", Action(Do.REMEMBER))
    (sent,) = drawn(reply(Shape.DAYS, "見本A地区の日です。", options=(keep,), days=(date(2026, 11, 20),)))
    assert sent["text"] == "見本A地区の日です。"
    assert does(sent) == [Do.REMEMBER]
    assert messages(reply(Shape.TALK), GOMI, TAPS, "s1") == []


def test_english_cards_speak_english() -> None:
    (sent,) = drawn(answered(entry("e1", "Blanket", source_title="Guide"), language="en"))
    assert "Source: Guide" in json.dumps(sent, ensure_ascii=False)


def test_what_cannot_be_posted_back_is_said_instead() -> None:
    far = Option("とおい場所", Action(Do.MENU, target="道" * 300))
    said = Option("聞く", Action(Do.SAY, target="粗大ごみの出し方"))
    sent = drawn(reply(Shape.TALK, "どうぞ。", options=(far, said)))
    assert [(a["type"], a["text"]) for a in actions(sent)] == [
        ("message", "とおい場所"),
        ("message", "粗大ごみの出し方"),
    ]
