"""What LINE demands of messages. The contract's file says types and some limits; the rest stands only in the reference.

Limits: "Message objects" of the Messaging API reference; lengths of text are UTF-16 code units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from faqbot.simulators.line.actions import check_action, check_picture
from faqbot.simulators.line.faults import Fault, graphemes, length, objects, size
from faqbot.simulators.line.flex import check_flex

ALT_TEXT = 1500


def check_messages(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of the `messages` of a reply, a push or a request to validate them."""
    messages = body.get("messages")
    yield from size(messages, "messages", 5)
    for message, where in objects(messages, "messages"):
        check = _CHECKS.get(str(message.get("type")))
        if check is None:
            yield Fault(f"invalid message type: {message.get('type')}", f"{where}.type")
        else:
            yield from check(message, where)
        yield from _quick_reply(message.get("quickReply"), f"{where}.quickReply")
        yield from _sender(message.get("sender"), f"{where}.sender")


def check_reply(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a reply."""
    yield from length(body.get("replyToken"), "replyToken", 300)
    yield from check_messages(body)


def check_push(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a push."""
    yield from length(body.get("to"), "to", 33)
    yield from check_messages(body)


def check_loading(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a request to show the loading animation: 5 to 60 seconds in steps of five, 20 if none are given."""
    yield from length(body.get("chatId"), "chatId", 33)
    seconds = body.get("loadingSeconds", 20)
    if not isinstance(seconds, int) or seconds not in range(5, 61, 5):
        yield Fault("must be a multiple of 5 between 5 and 60", "loadingSeconds")


def _quick_reply(quick: Any, where: str) -> Iterator[Fault]:
    if not isinstance(quick, Mapping):
        return
    yield from size(quick.get("items"), f"{where}.items", 13)
    for item, place in objects(quick.get("items"), f"{where}.items"):
        yield from check_action(item.get("action"), f"{place}.action", quick=True)
        if "imageUrl" in item:
            yield from check_picture(item["imageUrl"], f"{place}.imageUrl")


def _sender(sender: Any, where: str) -> Iterator[Fault]:
    if not isinstance(sender, Mapping):
        return
    if "name" in sender:
        yield from length(sender["name"], f"{where}.name", 20)
        if str(sender["name"]).strip().upper() == "LINE":
            yield Fault("this name may not be used", f"{where}.name")
    if "iconUrl" in sender:
        yield from check_picture(sender["iconUrl"], f"{where}.iconUrl")


def _text(message: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(message.get("text"), f"{where}.text", 5000)
    yield from size(message.get("emojis", []), f"{where}.emojis", 20, least=0)


def _flex(message: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(message.get("altText"), f"{where}.altText", ALT_TEXT)
    yield from check_flex(message.get("contents"), f"{where}.contents")


def _sticker(message: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(message.get("packageId"), f"{where}.packageId", 100)
    yield from length(message.get("stickerId"), f"{where}.stickerId", 100)


def _image(message: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from check_picture(message.get("originalContentUrl"), f"{where}.originalContentUrl")
    yield from check_picture(message.get("previewImageUrl"), f"{where}.previewImageUrl")


def _location(message: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(message.get("title"), f"{where}.title", 100)
    yield from length(message.get("address"), f"{where}.address", 100)


def _template(message: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(message.get("altText"), f"{where}.altText", ALT_TEXT)
    template: Any = message.get("template")
    place = f"{where}.template"
    match template:
        case {"type": "buttons"}:
            yield from _column(template, place, text=160, actions=4)
        case {"type": "confirm"}:
            yield from length(template.get("text"), f"{place}.text", 240, count=graphemes)
            yield from _actions(template, place, least=2, most=2)
        case {"type": "carousel", "columns": columns}:
            yield from size(columns, f"{place}.columns", 10)
            for column, at in objects(columns, f"{place}.columns"):
                yield from _column(column, at, text=120, actions=3)
        case _:
            yield Fault("must be buttons, confirm or carousel", place)


def _column(column: Mapping[str, Any], where: str, *, text: int, actions: int) -> Iterator[Fault]:
    pictured = "thumbnailImageUrl" in column or "title" in column
    yield from length(column.get("text"), f"{where}.text", 60 if pictured else text, count=graphemes)
    if "title" in column:
        yield from length(column["title"], f"{where}.title", 40, count=graphemes)
    yield from _actions(column, where, least=1, most=actions)


def _actions(template: Mapping[str, Any], where: str, *, least: int, most: int) -> Iterator[Fault]:
    yield from size(template.get("actions"), f"{where}.actions", most, least=least)
    for action, place in objects(template.get("actions"), f"{where}.actions"):
        yield from check_action(action, place)


_CHECKS = {
    "text": _text,
    "flex": _flex,
    "sticker": _sticker,
    "image": _image,
    "location": _location,
    "template": _template,
}
"""Messages that a help desk sends. LINE knows more (video, audio, imagemap, coupon); what the page cannot show is refused."""
