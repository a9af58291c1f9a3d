"""A clerk's file of menus: read, and checked before anything is sent, in words that say what to change.

Limits: "Rich menu object" and "Action objects" of the Messaging API reference. Lengths are counted in characters, which is never
less than what LINE counts there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from faqbot.channels.line_icons import ICONS
from faqbot.channels.line_menu import LOW, TALL, Cell, Menu, Tab, Tap, areas
from faqbot.errors import MenuError

AREAS = 20
"""As many can be tapped on one picture."""

_ALIAS = re.compile(r"[a-z0-9_-]{1,32}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LINKS = ("https://", "http://", "tel:", "line://")


def read_menus(path: Path) -> tuple[Menu, ...]:
    """The menus of a file; its form is explained in docs/line.md.

    Raises:
        MenuError: the file cannot be read, or says something that LINE would not take.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise MenuError(
            f"メニューのファイル {path} がありません。--file で場所を知らせてください。"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MenuError(f"{path} を読めません（{error}）。書き方は docs/line.md にあります。") from error
    try:
        menus = tuple(_menu(each) for each in content.get("menus", ()))
    except (KeyError, TypeError, AttributeError) as error:
        raise MenuError(f"{path} に足りない項目か、形の違う項目があります（{error}）。") from error
    faults = [f"{path}: {fault}" for fault in check(menus)]
    if faults:
        raise MenuError("\n".join(faults))
    return menus


def _menu(given: Mapping[str, Any]) -> Menu:
    optional = {name: given[name] for name in ("colour", "open") if name in given}
    return Menu(
        given["name"],
        given["title"],
        given["bar"],
        tuple(_tab(each) for each in given["tabs"]),
        height=LOW if given.get("low") else TALL,
        **optional,
    )


def _tab(given: Mapping[str, Any]) -> Tab:
    cells = tuple(_cell(each) for each in given["cells"])
    return Tab(given["alias"], given["label"], cells, int(given.get("columns", 3)))


def _cell(given: Mapping[str, Any]) -> Cell:
    tap = next(
        (Tap(kind, given[kind], given.get("shown", "")) for kind in _KINDS if kind in given),
        Tap("message", ""),
    )
    return Cell(given["label"], given["icon"], tap, given.get("reading", ""), int(given.get("wide", 1)))


_KINDS: tuple[Literal["message", "link", "tab", "postback"], ...] = ("message", "link", "tab", "postback")


def check(menus: tuple[Menu, ...]) -> Iterator[str]:
    """What LINE would not take, in words for the clerk who wrote the file."""
    tabs = [tab for menu in menus for tab in menu.tabs]
    aliases = [tab.alias for tab in tabs]
    if not menus:
        yield "メニューが 1 つもありません。[[menus]] を書いてください。"
    for alias in {each for each in aliases if aliases.count(each) > 1}:
        yield f"タブの名前（alias）「{alias}」が 2 回使われています。"
    for menu in menus:
        yield from _check_menu(menu)
        for tab in menu.tabs:
            yield from _check_tab(menu, tab, aliases)


def _check_menu(menu: Menu) -> Iterator[str]:
    where = f"メニュー「{menu.name}」"
    if not 1 <= len(menu.bar) <= 14:
        yield f"{where}の bar は 1〜14 文字にしてください（いまは {len(menu.bar)} 文字）。"
    if not _COLOUR.fullmatch(menu.colour):
        yield f"{where}の colour は「#0b6b5d」のように書いてください（いまは「{menu.colour}」）。"
    if not menu.tabs:
        yield f"{where}にタブがありません。[[menus.tabs]] を 1 つは書いてください。"


def _check_tab(menu: Menu, tab: Tab, aliases: list[str]) -> Iterator[str]:
    where = f"タブ「{tab.alias}」"
    if not _ALIAS.fullmatch(tab.alias):
        yield f"{where}の alias は、半角の小文字・数字・_・- で 32 文字までにしてください。"
    if not tab.cells or not 1 <= tab.columns <= 5:
        yield f"{where}にはボタンを 1 つ以上、columns は 1〜5 で書いてください。"
        return
    count = len(areas(menu, tab))
    if count > AREAS:
        yield f"{where}のボタンは、タブも入れて {AREAS} 個までです（いまは {count} 個）。"
    for cell in tab.cells:
        for fault in _check_cell(cell, tab.columns, aliases):
            yield f"{where}のボタン「{cell.label}」: {fault}"


def _check_cell(cell: Cell, columns: int, aliases: list[str]) -> Iterator[str]:
    if not 1 <= len(cell.label) <= 20:
        yield "label は 1〜20 文字にしてください。"
    if cell.icon not in ICONS:
        yield f"icon「{cell.icon}」はありません。使えるのは {'、'.join(sorted(ICONS))} です。"
    if not 1 <= cell.wide <= columns:
        yield f"wide は 1〜{columns} にしてください。"
    yield from _check_tap(cell.tap, aliases)


def _check_tap(tap: Tap, aliases: list[str]) -> Iterator[str]:
    if not tap.value:
        yield "押したときのこと（message、link、tab、postback のどれか）を書いてください。"
    elif len(tap.value) > (1000 if tap.kind == "link" else 300):
        yield f"{tap.kind} が長すぎます（{len(tap.value)} 文字）。"
    elif tap.kind == "link" and not tap.value.startswith(_LINKS):
        yield "link は https:// か tel: で始めてください。"
    elif tap.kind == "tab" and tap.value not in aliases:
        yield f"tab「{tap.value}」というタブはありません。"
