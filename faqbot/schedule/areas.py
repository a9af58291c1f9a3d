"""Which part of the city does a resident mean? By the name of the area or of a town, in kanji or kana, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from faqbot.text.kana import sound
from faqbot.text.normalize import normalize
from faqbot.types import Area

_SHORTEST = 2
"""Characters of a name, as it sounds, that must be typed to find it by a part."""
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_ENDING = re.compile(
    r"(?:です|だよ|や|やで|の方|あたり|らへん|に(?:住んで|すんで)(?:い?ます|いる|る))*[\s。.!?]*$"
)
_BLOCK = re.compile(r"[一二三四五六七八九](?=丁目)")


def find_areas(text: str, areas: Sequence[Area]) -> tuple[Area, ...]:
    """The areas that a text may mean, in their order: one where it is clear, several to choose from, or none.

    A name in full goes before the beginning of one (「走井」 of 走井2丁目), that before one within the text (「走井2丁目です」),
    that before any part of a name.
    """
    typed = _key(_ENDING.sub("", normalize(text)))
    named = [(area, key) for area in areas for key in _keys(area)]
    if exact := [area for area, key in named if key == typed]:
        return _each_once(exact)
    if len(typed) >= _SHORTEST and (begun := [area for area, key in named if key.startswith(typed)]):
        return _each_once(begun)
    within = [(area, key) for area, key in named if len(key) >= _SHORTEST and key in typed]
    if within:
        longest = max(len(key) for _, key in within)
        return _each_once(area for area, key in within if len(key) == longest)
    return _each_once(area for area, key in named if len(typed) >= _SHORTEST and typed in key)


def _keys(area: Area) -> Iterable[str]:
    names = (area.name, area.reading, *(name for town in area.towns for name in town))
    return {_key(name) for name in names if name}


def _key(text: str) -> str:
    return sound(_BLOCK.sub(lambda found: found[0].translate(_NUMERALS), normalize(text)))


def _each_once(areas: Iterable[Area]) -> tuple[Area, ...]:
    return tuple({area.name: area for area in areas}.values())
