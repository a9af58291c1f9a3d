"""Simple drawings for the buttons of a menu, made for this project: lines on a field of 24 by 24.

A drawing is strokes parted by `;`. A stroke is points `x,y` joined by straight lines, or a circle: `o` and its centre and
radius.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ICONS: Mapping[str, str] = {
    "alert": "12,3 22,20 2,20 12,3; 12,9 12,14; o12,17,0.3",
    "bin": "4,7 20,7; 6,7 7,21 17,21 18,7; 9,7 9,4 15,4 15,7; 10,11 10.3,17; 14,11 13.7,17",
    "bolt": "13,2 5,14 12,14 11,22 19,10 12,10 13,2",
    "book": "12,6 9,4.5 3,4.5 3,19 9,19 12,20.5 15,19 21,19 21,4.5 15,4.5 12,6; 12,6 12,20.5",
    "calendar": (
        "4,6 20,6 20,21 4,21 4,6; 4,10.5 20,10.5; 8,3 8,7; 16,3 16,7; 8,14.5 10,14.5; 14,14.5 16,14.5; "
        "8,17.5 10,17.5"
    ),
    "car": "3,17 3,12 6,11 8,6.5 16,6.5 18,11 21,12 21,17 3,17; 6,11 18,11; o7,17.5,1.8; o17,17.5,1.8",
    "child": "o12,12,9; o9,11,0.4; o15,11,0.4; 8.5,15 10,16.5 12,17 14,16.5 15.5,15; 12,3 11,5.5 13,6.5",
    "coin": "o12,12,9; 8.5,7.5 12,12 15.5,7.5; 12,12 12,17.5; 9,12.5 15,12.5; 9,15 15,15",
    "document": "6,3 14.5,3 19,7.5 19,21 6,21 6,3; 14.5,3 14.5,7.5 19,7.5; 9,12 16,12; 9,16 16,16",
    "drop": "12,3 6.5,11 5.8,14.5 7,18 9.5,20.5 12,21 14.5,20.5 17,18 18.2,14.5 17.5,11 12,3",
    "heart": "12,20.5 4,12 3,9 4,6 6.5,4.5 9.5,5 12,7.5 14.5,5 17.5,4.5 20,6 21,9 20,12 12,20.5",
    "house": "3,11 12,3.5 21,11; 5.5,9.5 5.5,20.5 18.5,20.5 18.5,9.5; 10,20.5 10,14 14,14 14,20.5",
    "megaphone": "4,10 4,15 8,15 18,20 18,5 8,10 4,10; 8,15 9,20.5 11.5,20.5 11,16.5; 21,10.5 21,14.5",
    "people": (
        "o9,8,3.5; 3,20 3.5,16.5 6,14.5 12,14.5 14.5,16.5 15,20; 15,4.8 17,5.5 18,8 17,10.5 15,11.2; "
        "17.5,15 20,16.5 21,20"
    ),
    "phone": (
        "5,3.5 9,3.5 10.5,8.5 8.2,10.3 10.3,13.5 13.7,15.8 15.5,13.5 20.5,15 20.5,19 19,20.5 "
        "14.5,19.7 9,16.5 5.8,12 4,7 3.8,4.8 5,3.5"
    ),
    "pin": "12,21.5 6,13.5 5,10 6,6.5 8.5,4 12,3 15.5,4 18,6.5 19,10 18,13.5 12,21.5; o12,10,2.6",
    "shelter": (
        "2.5,11 12,3.5 21.5,11; 5,9.3 5,20.5 19,20.5 19,9.3; o12,11,1.4; 12,12.5 12,16.5; "
        "9.3,14 14.7,14; 12,16.5 10,20.5; 12,16.5 14,20.5"
    ),
    "sofa": "5,11 5,6 19,6 19,11; 3,11 6,11 6,15 18,15 18,11 21,11 21,19 3,19 3,11; 5,19 5,21; 19,19 19,21",
    "speech": "4,4.5 20,4.5 20,16 12,16 7.5,20.5 7.5,16 4,16 4,4.5; 8,9 16,9; 8,12 13,12",
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, or with a radius the circle around the first of them; in units of the field (0 to 24)."""

    points: tuple[tuple[float, float], ...]
    radius: float = 0.0


def strokes(icon: str) -> Iterator[Stroke]:
    """The strokes of a drawing by its name."""
    for part in ICONS[icon].split(";"):
        text = part.strip()
        if text.startswith("o"):
            x, y, radius = map(float, text[1:].split(","))
            yield Stroke(((x, y),), radius)
        else:
            pairs = (point.split(",") for point in text.split())
            yield Stroke(tuple((float(x), float(y)) for x, y in pairs))
