"""Sizes and counts in a text: 「40cm」「四袋」「30センチ以上」 as numbers that can be compared.

Lengths are in centimetres, bags are counted; a box (25cm×25cm×15cm) is as long as its longest side. Everything else (45L,
平成30年, 3本) is left to the words around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf

_KANJI = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_NUMBER = r"(?P<number>\d+(?:\.\d+)?|[〇一二三四五六七八九十百]+)"
_UNIT = r"(?P<unit>センチ(?:メートル)?|せんち|cm|ミリ(?:メートル)?|mm|メートル|m(?![a-z])|袋|ふくろ)"
_BOUND = (
    r"(?:(?P<min>以上|より(?:大き|長)い?|を?(?:超|こ)え(?:る|た)?|オーバー)"
    r"|(?P<under>未満|より(?:小さ|短)い?|足らず|ない(?:くらい|ぐらい))|(?P<max>以下|以内|まで))?"
)
_ABOUT = r"(?:くらい|ぐらい|ほど|程度|位)?"
_OF = r"(?:(?:大きさ|長さ|幅|高さ|横幅|縦|一辺|直径|サイズ|全長)(?:が|は|の)?)?"
_BAGS_FIRST = (
    r"(?P<bags>(?:袋|ふくろ)(?:が|で|に|は|を)?\s*(?=[\d〇一二三四五六七八九十百]+\s*(?:個|コ|こ|つ)))?"
)
_SIDE = re.compile(r"\d+(?:\.\d+)?")
_SIDES_BEFORE = rf"(?P<sides>(?:{_SIDE.pattern}\s*(?:センチ|cm|ミリ|mm|m)?\s*(?:[×x*]|かける)\s*)*)"
_MEASURE = re.compile(
    rf"{_OF}{_BAGS_FIRST}{_SIDES_BEFORE}{_NUMBER}\s*(?(bags)(?:個|コ|こ|つ)|{_UNIT}){_ABOUT}{_BOUND}(?:の|ある|あり)?"
)
_CENTIMETRES = {"セ": 1.0, "せ": 1.0, "c": 1.0, "ミ": 0.1, "mm": 0.1, "メ": 100.0, "m": 100.0}
_HAIR = 0.001


@dataclass(frozen=True, slots=True)
class Measure:
    """From `low` to `high` (both included) of a unit: `cm` or `袋`. An exact 40 is 40 to 40. `span` is where it stands."""

    unit: str
    low: float
    high: float
    span: tuple[int, int] = (0, 0)

    def meets(self, other: Measure) -> bool:
        """Whether something of this size can be of that size."""
        return self.unit == other.unit and self.low <= other.high and other.low <= self.high


def measures(text: str) -> tuple[Measure, ...]:
    """The sizes and counts in a normalised text, in order."""
    return tuple(_measure(found) for found in _MEASURE.finditer(text))


def without(text: str, found: tuple[Measure, ...]) -> str:
    """The text with its measures taken out."""
    for measure in reversed(found):
        begin, end = measure.span
        text = f"{text[:begin]} {text[end:]}"
    return text


def _measure(found: re.Match[str]) -> Measure:
    unit = found["unit"]
    counted = unit in (None, "袋", "ふくろ")
    longest = max([_value(found["number"]), *map(float, _SIDE.findall(found["sides"]))])
    value = longest * (1.0 if counted else _factor(unit))
    low, high = value, value
    if found["min"]:
        high = inf
    elif found["under"]:
        low, high = 0.0, value - _HAIR
    elif found["max"]:
        low = 0.0
    return Measure("袋" if counted else "cm", low, high, found.span())


def _factor(unit: str) -> float:
    return _CENTIMETRES.get(unit) or _CENTIMETRES[unit[0]]


def _value(number: str) -> float:
    if number[0] not in _KANJI and number[0] not in "十百":
        return float(number)
    total, digit = 0, 0
    for char in number:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _KANJI[char]
    return float(total + digit)
