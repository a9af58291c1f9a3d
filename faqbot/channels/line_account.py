"""The menus of a LINE account, by the official SDK: send them, switch between them, see what is there.

Facts that decide the order: a menu's picture cannot be replaced, so sending again makes new menus; tabs find theirs by
aliases; who has tapped a tab has that menu linked to them, and it goes before the default one ("Stop displaying rich menus",
developers.line.biz).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    CreateRichMenuAliasRequest,
    MessagingApi,
    MessagingApiBlob,
    RichMenuBatchRequest,
    RichMenuRequest,
    UpdateRichMenuAliasRequest,
)
from urllib3.exceptions import HTTPError

from faqbot.channels.line_menu import WIDTH, Area, Menu, Tab, areas
from faqbot.channels.line_picture import draw
from faqbot.errors import LineError

_OURS = "faqbot:"
"""How the names of our menus begin; nobody else's are touched."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A tab as the account has it; `menu_id` is "" until it was sent, `shown` tells whether everybody sees it at first."""

    menu: Menu
    tab: Tab
    menu_id: str
    shown: bool


class Account:
    """The rich menus of one account. `host` stands for LINE, where it is not LINE itself."""

    def __init__(self, token: str, host: str = "") -> None:
        if not token:
            raise LineError(
                "LINE のトークンがありません。FAQBOT_LINE_TOKEN にチャネルアクセストークンを入れてください。"
            )
        client = ApiClient(Configuration(host=host or None, access_token=token))
        self._api, self._blob = MessagingApi(client), MessagingApiBlob(client)

    def push(self, menus: Sequence[Menu], tell: Callable[[str], None] = lambda _: None) -> None:
        """Send every tab, let its alias lead to the new one, and take people along who see the old one.

        What the new ones replace is left until the next push: LINE may still be moving people away from it.

        Raises:
            LineError: LINE refuses something. What was shown before is shown still.
            MenuError: a picture cannot be drawn.
        """
        drawn = [(menu, tab, draw(menu, tab)) for menu in menus for tab in menu.tabs]
        with telling():
            for menu, tab, _ in drawn:
                self._api.validate_rich_menu_object(_request(menu, tab))
            before, default = self._aliases(), self._default()
            self._sweep(set(before.values()) | {default})
            made = {tab.alias: self._create(menu, tab, picture) for menu, tab, picture in drawn}
            for menu, tab, _ in drawn:
                self._point(tab.alias, made[tab.alias], before)
                tell(f"{menu.title}「{tab.label}」を送りました。")
            moved = {before[alias]: new for alias, new in made.items() if alias in before}
            self._batch([{"type": "link", "from": old, "to": new} for old, new in moved.items()])
            if default in moved or not default:
                self._api.set_default_rich_menu(moved.get(default) or made[menus[0].home.alias])

    def switch(self, menus: Sequence[Menu], name: str) -> Menu:
        """Show this menu to everybody: as the default one, and to those who see a tab of another menu too.

        Raises:
            LineError: there is no such menu, it has not been sent yet, or LINE refuses.
        """
        chosen = next((menu for menu in menus if menu.name == name), None)
        if chosen is None:
            raise LineError(
                f"メニュー「{name}」はありません。あるのは {'、'.join(m.name for m in menus)} です。"
            )
        with telling():
            there = self._aliases()
            if chosen.home.alias not in there:
                raise LineError(
                    f"メニュー「{name}」はまだ送っていません。先に faqbot line menu push をしてください。"
                )
            self._api.set_default_rich_menu(there[chosen.home.alias])
            others = (tab.alias for menu in menus if menu is not chosen for tab in menu.tabs)
            self._batch([{"type": "unlink", "from": there[alias]} for alias in others if alias in there])
        return chosen

    def tabs(self, menus: Sequence[Menu]) -> list[Sent]:
        """Every tab of the menus, and whether the account has it.

        Raises:
            LineError: LINE refuses, or cannot be reached.
        """
        with telling():
            there, default = self._aliases(), self._default()
        tabs = ((menu, tab, there.get(tab.alias, "")) for menu in menus for tab in menu.tabs)
        return [Sent(menu, tab, found, bool(found) and found == default) for menu, tab, found in tabs]

    def _create(self, menu: Menu, tab: Tab, picture: bytes) -> str:
        made = str(self._api.create_rich_menu(_request(menu, tab)).rich_menu_id)
        self._blob.set_rich_menu_image(made, picture, _headers={"Content-Type": "image/png"})
        return made

    def _point(self, alias: str, menu_id: str, before: Mapping[str, str]) -> None:
        if alias in before:
            self._api.update_rich_menu_alias(alias, UpdateRichMenuAliasRequest(richMenuId=menu_id))
        else:
            self._api.create_rich_menu_alias(
                CreateRichMenuAliasRequest(richMenuAliasId=alias, richMenuId=menu_id)
            )

    def _batch(self, operations: list[dict[str, str]]) -> None:
        if operations:
            self._api.rich_menu_batch(RichMenuBatchRequest.from_dict({"operations": operations}))

    def _sweep(self, needed: set[str]) -> None:
        """Take away our menus that nothing leads to: those that an earlier push replaced, or left behind when it failed."""
        for menu in self._api.get_rich_menu_list().richmenus:
            if menu.name.startswith(_OURS) and menu.rich_menu_id not in needed:
                self._api.delete_rich_menu(menu.rich_menu_id)

    def _aliases(self) -> dict[str, str]:
        found = self._api.get_rich_menu_alias_list().aliases
        return {each.rich_menu_alias_id: each.rich_menu_id for each in found}

    def _default(self) -> str:
        try:
            return str(self._api.get_default_rich_menu_id().rich_menu_id)
        except ApiException as error:
            if error.status == 404:
                return ""
            raise


def _request(menu: Menu, tab: Tab) -> RichMenuRequest:
    return RichMenuRequest.from_dict(
        {
            "size": {"width": WIDTH, "height": menu.height},
            "selected": menu.open,
            "name": f"{_OURS}{tab.alias} {menu.title}"[:300],
            "chatBarText": menu.bar,
            "areas": [_area(each) for each in areas(menu, tab)],
        }
    )


def _area(area: Area) -> dict[str, Any]:
    bounds = {"x": area.x, "y": area.y, "width": area.width, "height": area.height}
    return {"bounds": bounds, "action": {"label": area.label, **_action(area)}}


def _action(area: Area) -> dict[str, str]:
    tap = area.tap
    match tap.kind:
        case "message":
            return {"type": "message", "text": tap.value}
        case "link":
            return {"type": "uri", "uri": tap.value}
        case "tab":
            return {"type": "richmenuswitch", "richMenuAliasId": tap.value, "data": f"tab:{tap.value}"}
        case "postback":
            return {"type": "postback", "data": tap.value, "displayText": tap.shown or area.label}


@contextmanager
def telling() -> Iterator[None]:
    """Say in one Japanese sentence what LINE said, and what to do."""
    try:
        yield
    except ApiException as error:
        raise LineError(_REASONS.get(int(error.status or 0)) or _quoted(error)) from error
    except HTTPError as error:
        raise LineError(
            "LINE につながりません。ネットワークと FAQBOT_LINE_HOST を確かめてください。"
        ) from error


_REASONS = {
    401: "LINE がトークンを受けつけません。FAQBOT_LINE_TOKEN が正しいか、期限が切れていないかを確かめてください。",
    429: "LINE へのお願いが多すぎます（切りかえは 1 時間に 3 回までです）。しばらくしてから、もう一度してください。",
}


def _quoted(error: ApiException) -> str:
    try:
        said = json.loads(error.body or b"{}")
    except ValueError:
        said = {}
    details = "、".join(
        f"{d.get('property', '')} {d.get('message', '')}".strip() for d in said.get("details", ())
    )
    return (
        f"LINE が断りました（{error.status} {said.get('message', '')}{'。' + details if details else ''}）。"
    )
