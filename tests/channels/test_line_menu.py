"""A menu is checked in words for a clerk, drawn so that it can be read, and laid out without holes."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from faqbot.channels.line_colours import ink_on, luminance, rgb
from faqbot.channels.line_icons import ICONS, strokes
from faqbot.channels.line_menu import (
    LOW,
    WIDTH,
    Cell,
    Menu,
    Tab,
    Tap,
    areas,
)
from faqbot.channels.line_menufile import check, read_menus
from faqbot.channels.line_picture import BYTES, draw
from faqbot.errors import MenuError
from tests.conftest import CORPUS

SHIPPED = CORPUS / "line" / "menu.toml"
CELL = Cell("粗大ごみ", "sofa", Tap("message", "粗大ごみ"))
TAB = Tab("home", "ごみ", (CELL,) * 6)
MENU = Menu("normal", "いつも", "メニュー", (TAB,), height=LOW)


def with_cell(**changes: object) -> tuple[Menu, ...]:
    return (replace(MENU, tabs=(replace(TAB, cells=(replace(CELL, **changes),)),)),)  # type: ignore[arg-type]


def test_the_shipped_menus_can_be_sent() -> None:
    menus = read_menus(SHIPPED)
    assert [menu.name for menu in menus] == ["normal", "disaster"]


@pytest.mark.parametrize(
    ("menus", "said"),
    [
        ((), "1 つもありません"),
        ((replace(MENU, bar="あ" * 15),), "14 文字"),
        ((replace(MENU, colour="green"),), "colour"),
        ((replace(MENU, tabs=()),), "タブがありません"),
        ((replace(MENU, tabs=(replace(TAB, alias="ごみ"),)),), "alias"),
        ((MENU, MENU), "2 回"),
        ((replace(MENU, tabs=(replace(TAB, cells=(CELL,) * 21),)),), "20 個まで"),
        ((replace(MENU, tabs=(replace(TAB, cells=()),)),), "1 つ以上"),
        (with_cell(label="あ" * 21), "20 文字"),
        (with_cell(icon="dragon"), "使えるのは"),
        (with_cell(wide=4), "wide"),
        (with_cell(tap=Tap("message", "")), "押したとき"),
        (with_cell(tap=Tap("message", "あ" * 301)), "長すぎます"),
        (with_cell(tap=Tap("link", "javascript:alert(1)")), "https://"),
        (with_cell(tap=Tap("tab", "nowhere")), "というタブはありません"),
    ],
)  # fmt: skip
def test_what_line_would_not_take_is_told_in_japanese(menus: tuple[Menu, ...], said: str) -> None:
    faults = list(check(menus))
    assert len(faults) == 1
    assert said in faults[0]


def test_a_good_menu_has_no_faults() -> None:
    assert list(check((MENU,))) == []


@pytest.mark.parametrize(
    "text", ["menus = [", "[[menus]]\nname = 1", '[[menus]]\nname = "a"\ntitle = "b"\nbar = "c"\ntabs = [1]']
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "menu.toml").write_text(text, "utf-8")
    with pytest.raises(MenuError, match=r"menu\.toml"):
        read_menus(tmp_path / "menu.toml")
    with pytest.raises(MenuError, match="--file"):
        read_menus(tmp_path / "none.toml")


@pytest.mark.parametrize("tabs", [1, 2, 3])
@pytest.mark.parametrize("columns", [1, 2, 3, 4, 5])
def test_the_areas_cover_the_picture_once(tabs: int, columns: int) -> None:
    cells = (CELL,) * (columns * 3)
    made = tuple(Tab(f"t{n}", "ごみ", cells, columns) for n in range(tabs))
    menu = replace(MENU, tabs=made)
    laid = areas(menu, made[0])
    assert sum(area.width * area.height for area in laid) == WIDTH * menu.height
    assert len({(area.x, area.y) for area in laid}) == len(laid) == columns * 3 + (tabs if tabs > 1 else 0)
    assert max(area.x + area.width for area in laid) == WIDTH
    assert max(area.y + area.height for area in laid) == menu.height


def test_a_wide_button_takes_the_room_of_two() -> None:
    tab = replace(TAB, cells=(CELL, replace(CELL, wide=2), CELL))
    first, second, third = areas(replace(MENU, tabs=(tab,)), tab)
    assert second.width == pytest.approx(2 * first.width, abs=2)
    assert (third.x, third.y) == (0, first.height)


def test_the_picture_is_as_large_as_the_menu_and_light_enough() -> None:
    picture = draw(MENU, TAB)
    opened = Image.open(io.BytesIO(picture))
    assert (opened.format, opened.size) == ("PNG", (WIDTH, LOW))
    assert len(picture) <= BYTES


@pytest.mark.parametrize("colour", ["#0b6b5d", "#8f1d14", "#f2c200", "#777777", "#000000"])
def test_the_icon_reads_on_every_colour(colour: str) -> None:
    darker, lighter = sorted(map(luminance, (rgb(colour), rgb(ink_on(rgb(colour))))))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_a_label_that_does_not_fit_is_told() -> None:
    tab = replace(TAB, cells=(replace(CELL, label="あ" * 20),) * 5, columns=5)
    with pytest.raises(MenuError, match="長すぎて入りません"):
        draw(replace(MENU, tabs=(tab,)), tab)


@pytest.mark.parametrize("icon", ICONS)
def test_every_drawing_stays_in_its_field(icon: str) -> None:
    for stroke in strokes(icon):
        for x, y in stroke.points:
            assert stroke.radius <= min(x, y, 24 - x, 24 - y)
            assert 0 < x < 24
            assert 0 < y < 24
