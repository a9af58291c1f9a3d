"""Which ink can be read on a colour? Colours are `#rrggbb`."""

from __future__ import annotations

Rgb = tuple[int, int, int]


def rgb(colour: str) -> Rgb:
    """Red, green and blue, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def ink_on(colour: Rgb) -> str:
    """White or black, whichever reads better; at a luminance of 0.179, where they tie, both have 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    return "#ffffff" if luminance(colour) < 0.179 else "#000000"


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    shares = [part / 255 for part in colour]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
