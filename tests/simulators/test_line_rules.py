"""What LINE would refuse is found, in the place where it stands; what it takes passes. With and without LINE's own contract."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from PIL import Image

from faqbot.simulators.line.contract import Contract
from faqbot.simulators.line.faults import graphemes, utf16
from faqbot.simulators.line.flex import BUBBLE_BYTES
from faqbot.simulators.line.menus import check_menu, check_picture_file
from faqbot.simulators.line.messages import check_messages, check_reply
from tests.simulators.conftest import CONTRACT

POSTBACK = {"type": "postback", "label": "はい", "data": "v1:yes", "displayText": "はい"}
TEXT = {"type": "text", "text": "こんにちは"}


def bubble(*contents: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": list(contents)},
        **fields,
    }


def flex(contents: Mapping[str, Any], alt: str = "毛布は可燃ごみです") -> dict[str, Any]:
    return {"type": "flex", "altText": alt, "contents": contents}


def quick(*actions: Mapping[str, Any]) -> dict[str, Any]:
    return TEXT | {"quickReply": {"items": [{"type": "action", "action": action} for action in actions]}}


BUTTON = {"type": "button", "action": POSTBACK}
GOOD = {
    "text": TEXT,
    "text of the greatest length": {"type": "text", "text": "あ" * 5000},
    "flex": flex(bubble({"type": "text", "text": "毛布", "size": "xl", "color": "#1a2827"}, BUTTON)),
    "carousel": flex({"type": "carousel", "contents": [bubble(BUTTON)] * 12}),
    "quick replies": quick(*[POSTBACK] * 12, {"type": "location", "label": "場所を送る"}),
    "emoji in a label": quick(POSTBACK | {"label": "👨‍👩‍👧" * 20}),
}
BAD = {
    "no text": ({"type": "text", "text": ""}, "messages[0].text"),
    "text too long": ({"type": "text", "text": "😀" * 2501}, "messages[0].text"),
    "a type that does not exist": ({"type": "poem"}, "messages[0].type"),
    "14 quick replies": (quick(*[POSTBACK] * 14), "messages[0].quickReply.items"),
    "a label of 21": (quick(POSTBACK | {"label": "あ" * 21}), "messages[0].quickReply.items[0].action.label"),
    "data of 301": (quick(POSTBACK | {"data": "x" * 301}), "messages[0].quickReply.items[0].action.data"),
    "an alt text of 1501": (flex(bubble(BUTTON), "あ" * 1501), "messages[0].altText"),
    "13 bubbles": (flex({"type": "carousel", "contents": [bubble(BUTTON)] * 13}), "messages[0].contents.contents"),
    "bubbles of two sizes": (
        flex({"type": "carousel", "contents": [bubble(BUTTON), bubble(BUTTON, size="kilo")]}),
        "messages[0].contents.contents",
    ),
    "a heavy bubble": (flex(bubble({"type": "text", "text": "あ" * 5000}, *[BUTTON] * 200)), "messages[0].contents"),
    "an icon in a column": (
        flex(bubble({"type": "icon", "url": "https://city.example/i.png"})),
        "messages[0].contents.body.contents[0]",
    ),
    "a colour by name": (
        flex(bubble({"type": "text", "text": "あ", "color": "red"})),
        "messages[0].contents.body.contents[0].color",
    ),
    "a picture without TLS": (
        {"type": "image", "originalContentUrl": "http://a.example/1.png", "previewImageUrl": "https://a.example/1.png"},
        "messages[0].originalContentUrl",
    ),
    "a location action in a button": (
        flex(bubble({"type": "button", "action": {"type": "location", "label": "場所"}})),
        "messages[0].contents.body.contents[0].action.type",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_line_takes_passes(name: str) -> None:
    assert list(check_messages({"messages": [GOOD[name]]})) == []


@pytest.mark.parametrize("name", BAD)
def test_what_line_refuses_is_found_where_it_stands(name: str) -> None:
    message, where = BAD[name]
    assert [fault.property for fault in check_messages({"messages": [message]})] == [where]


def test_a_heavy_bubble_is_heavier_than_allowed_by_bytes_not_by_characters() -> None:
    light = bubble({"type": "text", "text": "あ" * 4000})
    assert len(str(light)) < BUBBLE_BYTES
    assert list(check_messages({"messages": [flex(light)]})) == []


@pytest.mark.parametrize("count", [0, 6])
def test_a_reply_has_one_to_five_messages(count: int) -> None:
    faults = list(check_reply({"replyToken": "t", "messages": [TEXT] * count}))
    assert [fault.property for fault in faults] == ["messages"]


def test_lengths_are_counted_as_line_counts_them() -> None:
    assert utf16("a😀") == 3
    assert graphemes("👨‍👩‍👧が") == 2
    assert graphemes("か\u3099") == 1


AREA = {
    "bounds": {"x": 0, "y": 0, "width": 1250, "height": 843},
    "action": {"type": "message", "text": "毛布"},
}
MENU = {
    "size": {"width": 2500, "height": 843},
    "selected": True,
    "name": "いつも",
    "chatBarText": "メニュー",
    "areas": [AREA],
}
BAD_MENUS = {
    "too narrow": ({"size": {"width": 799, "height": 400}, "areas": []}, "size.width"),
    "too low": ({"size": {"width": 800, "height": 249}, "areas": []}, "size.height"),
    "too square": ({"size": {"width": 1000, "height": 1000}, "areas": []}, "size"),
    "21 areas": ({"areas": [AREA] * 21}, "areas"),
    "an area outside": ({"areas": [AREA | {"bounds": AREA["bounds"] | {"x": 1251}}]}, "areas[0].bounds"),  # type: ignore[operator]
    "a bar of 15": ({"chatBarText": "あ" * 15}, "chatBarText"),
}


def test_a_menu_as_line_wants_it_passes() -> None:
    assert list(check_menu(MENU)) == []


@pytest.mark.parametrize("name", BAD_MENUS)
def test_a_menu_that_line_refuses_is_found(name: str) -> None:
    changed, where = BAD_MENUS[name]
    assert [fault.property for fault in check_menu(MENU | changed)] == [where]


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height)).save(made, kind)
    return made.getvalue()


def test_the_picture_must_be_what_it_says_and_as_large_as_the_menu() -> None:
    extent = {"width": 800, "height": 400}
    assert list(check_picture_file(picture(800, 400), "image/png", extent)) == []
    assert list(check_picture_file(picture(800, 401), "image/png", extent))
    assert list(check_picture_file(picture(800, 400), "image/jpeg", extent))
    assert list(check_picture_file(b"no picture", "image/png", extent))
    assert list(check_picture_file(picture(800, 400) + bytes(1_000_001), "image/png", extent))


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract(CONTRACT)


@pytest.mark.shared
@pytest.mark.parametrize("name", GOOD)
def test_what_passes_our_rules_passes_the_contract(name: str, contract: Contract) -> None:
    assert list(contract.check({"messages": [GOOD[name]]}, "ValidateMessageRequest")) == []


@pytest.mark.shared
def test_the_contract_follows_what_a_message_says_it_is(contract: Contract) -> None:
    """Only by the discriminators is it known that a box has a layout and an action has data of at most 300."""
    box = {
        "type": "box",
        "layout": "diagonal",
        "contents": [BUTTON | {"action": POSTBACK | {"data": "x" * 301}}],
    }
    body = {"messages": [flex(bubble(box))]}
    assert {fault.property for fault in contract.check(body, "ValidateMessageRequest")} == {
        "messages[0].contents.body.contents[0].layout",
        "messages[0].contents.body.contents[0].contents[0].action.data",
    }
