"""Draws the picture of a menu's tab from its words and icons, so that nobody needs a designer.

A picture is 2500 pixels wide and shows on a phone at about 390: what is 100 here is 16 there.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from faqbot.channels.line_colours import Rgb, ink_on, rgb
from faqbot.channels.line_fonts import japanese_font
from faqbot.channels.line_icons import strokes
from faqbot.channels.line_menu import WIDTH, Area, Cell, Menu, Tab, areas
from faqbot.errors import MenuError

BYTES = 1_000_000
"""As heavy a picture may be (LINE: 1 MB)."""

FINE = 2
"""Everything is drawn twice as large and made smaller at the end: Pillow draws lines without smoothing."""

COLOURS = 128
"""Of the shipped menu's first tab: 72 kB in 0.05 s; with all colours 152 kB, by median cut 80 kB in 0.14 s."""

LARGEST, SMALLEST = 112, 78
"""Pixels of a label. 78 is 12 on a phone, the smallest that is still read with ease at arm's length."""

GAP, CORNER, RUBY = 28, 56, 54
INK = "#14202b"


def draw(menu: Menu, tab: Tab) -> bytes:
    """The picture as PNG, at most `BYTES` long.

    Raises:
        MenuError: a label does not fit, there is no font, or the picture would be too heavy.
    """
    colour = rgb(menu.colour)
    image = Image.new("RGB", (WIDTH * FINE, menu.height * FINE), _mixed(colour, 0.14))
    brush = _Brush(ImageDraw.Draw(image), colour)
    for area in areas(menu, tab):
        if area.cell is not None:
            brush.cell(area, area.cell)
        else:
            brush.tab(area, chosen=area.tab == tab)
    out = io.BytesIO()
    image.reduce(FINE).quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    if out.tell() > BYTES:
        raise MenuError(f"タブ「{tab.alias}」の絵が 1 MB を超えました。ボタンを減らしてください。")
    return out.getvalue()


class _Brush:
    """Draws in the pixels of the menu; only here are they multiplied."""

    def __init__(self, canvas: ImageDraw.ImageDraw, colour: Rgb) -> None:
        self._canvas, self._colour = canvas, colour

    def cell(self, area: Area, cell: Cell) -> None:
        """A white card with the icon in a disc, and the label below it."""
        left, top = area.x + GAP // 2, area.y + GAP // 2
        right, bottom = area.x + area.width - GAP // 2, area.y + area.height - GAP // 2
        self._card(left, top, right, bottom, "#ffffff")
        lines, size = _fitted(cell.label, right - left - 90)
        words = int(size * 1.2) * len(lines) + (RUBY + 10 if cell.reading else 0)
        disc = min(300, bottom - top - words - 130)
        middle = (left + right) // 2
        start = top + (bottom - top - disc - 44 - words) // 2
        self._disc(middle, start + disc // 2, disc // 2)
        self._icon(cell.icon, middle, start + disc // 2, disc * 0.58)
        below = start + disc + 44
        if cell.reading:
            self._write(cell.reading, middle, below + RUBY // 2, RUBY, INK)
            below += RUBY + 10
        for number, line in enumerate(lines):
            self._write(line, middle, below + int(size * (0.6 + 1.2 * number)), size, INK)

    def tab(self, area: Area, *, chosen: bool) -> None:
        """A tab: the chosen one joins the ground below, the others stand behind."""
        ground = _mixed(self._colour, 0.14) if chosen else self._colour
        ink = INK if chosen else ink_on(self._colour)
        self._rectangle(area.x, area.y, area.x + area.width, area.y + area.height, self._colour)
        self._card(
            area.x + 8,
            area.y + 14,
            area.x + area.width - 8,
            area.y + area.height + (90 if chosen else -14),
            ground,
        )
        lines, size = _fitted(area.label, area.width - 100, most=1)
        self._write(lines[0], area.x + area.width // 2, area.y + area.height // 2 + 6, size, ink)

    def _card(self, left: int, top: int, right: int, bottom: int, fill: str | Rgb) -> None:
        box = [n * FINE for n in (left, top, right, bottom)]
        self._canvas.rounded_rectangle(box, CORNER * FINE, fill=fill)

    def _rectangle(self, left: int, top: int, right: int, bottom: int, fill: Rgb) -> None:
        self._canvas.rectangle([n * FINE for n in (left, top, right, bottom)], fill=fill)

    def _disc(self, x: int, y: int, radius: int) -> None:
        self._canvas.ellipse(
            [n * FINE for n in (x - radius, y - radius, x + radius, y + radius)], fill=self._colour
        )

    def _icon(self, icon: str, x: int, y: int, size: float) -> None:
        """The drawing in a square of that size around a point, in lines that suit its size."""
        unit, ink = size * FINE / 24, ink_on(self._colour)
        pen = max(2, round(unit * 1.7))
        for stroke in strokes(icon):
            points = [(x * FINE + (px - 12) * unit, y * FINE + (py - 12) * unit) for px, py in stroke.points]
            if stroke.radius:
                self._ring(points[0], stroke.radius * unit + pen / 2, pen, ink)
                continue
            self._canvas.line(points, fill=ink, width=pen, joint="curve")
            for point in points:
                self._ring(point, pen / 2, pen, ink)

    def _ring(self, centre: tuple[float, float], radius: float, pen: int, ink: str) -> None:
        x, y = centre
        self._canvas.ellipse([x - radius, y - radius, x + radius, y + radius], outline=ink, width=pen)

    def _write(self, text: str, x: int, y: int, size: int, ink: str) -> None:
        self._canvas.text((x * FINE, y * FINE), text, fill=ink, font=_font(size * FINE), anchor="mm")


def _fitted(label: str, room: int, most: int = 2) -> tuple[list[str], int]:
    """The lines of a label and the size at which they fit in `room` pixels: one large line, else two, else smaller."""
    ways = [[label], _halves(label)][:most]
    for size in range(LARGEST, SMALLEST - 1, -6):
        for lines in ways:
            if max(_font(size).getlength(line) for line in lines) <= room and (size < 94 or len(lines) == 1):
                return lines, size
    raise MenuError(f"ボタンの文字「{label}」が長すぎて入りません。短くするか、wide を大きくしてください。")


def _halves(label: str) -> list[str]:
    """Two lines: after a dot or another sign if there is one, else in the middle."""
    at = max(
        (n + 1 for n, char in enumerate(label[:-1]) if char in "・、／ 　"), default=(len(label) + 1) // 2
    )
    return [label[:at].strip(" 　"), label[at:].strip(" 　") or " "]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(japanese_font()), size)


def _mixed(colour: Rgb, share: float) -> Rgb:
    """So much of the colour in white."""
    red, green, blue = (round(255 - (255 - part) * share) for part in colour)
    return (red, green, blue)
