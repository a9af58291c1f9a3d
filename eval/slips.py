"""The same word as other thumbs and other keyboards write it. Each way takes the word and its chance, and gives a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from faqbot.text.kana import to_katakana
from faqbot.types import Entry

KANA = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん"
    "がぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽ"
)
_SMALL = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
_LARGE = "あいうえおつやゆよわアイウエオツヤユヨワ"
_OTHER_SIZE = str.maketrans(_SMALL + _LARGE, _LARGE + _SMALL)
_LARGER = str.maketrans(_SMALL, _LARGE)
_HALF_KANA = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFF9E)} | {
    "\u3099": "ﾞ",
    "\u309a": "ﾟ",
}
_WIDE = {chr(code): chr(code + 0xFEE0) for code in range(ord("!"), ord("~") + 1)} | {" ": "\u3000"}

Way = Callable[[Entry, Random], str]


def exact(entry: Entry, chance: Random) -> str:
    """The name as the list has it."""
    return entry.question


def kana(entry: Entry, chance: Random) -> str:
    """The reading in hiragana."""
    return entry.reading


def half_width(entry: Entry, chance: Random) -> str:
    """The reading in half-width katakana, voicing marks apart: デ → ﾃﾞ."""
    katakana = to_katakana(unicodedata.normalize("NFKC", entry.reading))
    return "".join(_HALF_KANA.get(c, c) for c in unicodedata.normalize("NFD", katakana))


def other_width(entry: Entry, chance: Random) -> str:
    """Letters, digits and signs of the name in the width that the list does not have them in."""
    narrow = unicodedata.normalize("NFKC", entry.question)
    return narrow if narrow != entry.question else "".join(_WIDE.get(c, c) for c in narrow)


def all_large(entry: Entry, chance: Random) -> str:
    """The reading without small kana, as old forms and hurried thumbs write it: しょうじょう → しようじよう."""
    return entry.reading.translate(_LARGER)


def other_size(entry: Entry, chance: Random) -> str:
    """One kana of the reading small where it is large, or large where it is small."""
    places = [i for i, c in enumerate(entry.reading) if c in _SMALL or c in _LARGE]
    if not places:
        return entry.reading
    at = chance.choice(places)
    return entry.reading[:at] + entry.reading[at].translate(_OTHER_SIZE) + entry.reading[at + 1 :]


def wrong(entry: Entry, chance: Random) -> str:
    """One kana of the reading replaced by any other."""
    at = _place(entry.reading, chance)
    other = chance.choice([c for c in KANA if c != entry.reading[at]])
    return entry.reading[:at] + other + entry.reading[at + 1 :]


def missing(entry: Entry, chance: Random) -> str:
    """One kana of the reading left out."""
    at = _place(entry.reading, chance)
    return entry.reading[:at] + entry.reading[at + 1 :]


def doubled(entry: Entry, chance: Random) -> str:
    """One kana of the reading twice."""
    at = _place(entry.reading, chance)
    return entry.reading[:at] + entry.reading[at] + entry.reading[at:]


def _place(reading: str, chance: Random) -> int:
    """Where a thumb slips: on a kana, not on a bracket."""
    return chance.choice([i for i, c in enumerate(reading) if unicodedata.category(c).startswith("L")])


WAYS: Mapping[str, tuple[Way, float]] = MappingProxyType(
    {
        "exact": (exact, 0.99),
        "kana": (kana, 0.99),
        "half-width kana": (half_width, 0.99),
        "signs in other width": (other_width, 0.99),
        "no small kana": (all_large, 0.95),
        "one small or large kana": (other_size, 0.95),
        "one wrong kana": (wrong, 0.95),
        "one missing kana": (missing, 0.95),
        "one doubled kana": (doubled, 0.95),
    }
)
"""By name: the way, and the share of items that must be found in the first three."""
