"""What LINE demands of an action: what happens when a button, a quick reply or an area of a menu is tapped.

Limits: "Action objects" of the Messaging API reference and messaging-api.yml. LINE counts what stands in actions by
grapheme clusters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from faqbot.simulators.line.faults import Fault, graphemes, length

QUICK_ONLY = frozenset({"camera", "cameraRoll", "location"})
"""Actions that exist in quick replies only."""

_SCHEMES = ("http", "https", "line", "tel")


def check_action(
    action: Any, where: str, *, label: tuple[int, int] = (1, 20), quick: bool = False
) -> Iterator[Fault]:
    """Faults of an action; `label` is the least and greatest length of its label, `quick` says that a quick reply has it."""
    if not isinstance(action, Mapping):
        yield Fault("must be specified", where)
        return
    kind = action.get("type")
    check = _CHECKS.get(str(kind))
    if check is None and not (quick and kind in QUICK_ONLY):
        yield Fault(f"invalid action type: {kind}", f"{where}.type")
        return
    yield from length(action.get("label"), f"{where}.label", label[1], least=label[0], count=graphemes)
    if check is not None:
        yield from check(action, where)


def check_link(
    uri: Any, where: str, schemes: tuple[str, ...] = _SCHEMES, most: int = 1000
) -> Iterator[Fault]:
    """Faults of an address: its scheme must be one of `schemes`, its length at most `most`."""
    yield from length(uri, where, most)
    if isinstance(uri, str) and uri and urlsplit(uri).scheme not in schemes:
        yield Fault("invalid uri scheme", where)


def check_picture(url: Any, where: str) -> Iterator[Fault]:
    """Faults of the address of an image: HTTPS, at most 2,000 characters."""
    yield from check_link(url, where, ("https",), 2000)


def _message(action: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(action.get("text"), f"{where}.text", 300, count=graphemes)


def _postback(action: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(action.get("data"), f"{where}.data", 300)
    for name in ("displayText", "text", "fillInText"):
        if name in action:
            yield from length(action[name], f"{where}.{name}", 300, count=graphemes)
    if "displayText" in action and "text" in action:
        yield Fault("displayText and text cannot be used at the same time", where)
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        yield Fault("fillInText needs inputOption openKeyboard", f"{where}.fillInText")


def _uri(action: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from check_link(action.get("uri"), f"{where}.uri")


def _switch(action: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(action.get("richMenuAliasId"), f"{where}.richMenuAliasId", 32)
    yield from length(action.get("data"), f"{where}.data", 300)


def _date(action: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(action.get("data"), f"{where}.data", 300)
    if action.get("mode") not in ("date", "time", "datetime"):
        yield Fault("invalid mode", f"{where}.mode")


def _clipboard(action: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from length(action.get("clipboardText"), f"{where}.clipboardText", 1000)


_CHECKS = {
    "message": _message,
    "postback": _postback,
    "uri": _uri,
    "richmenuswitch": _switch,
    "datetimepicker": _date,
    "clipboard": _clipboard,
}
