"""What LINE would refuse, and how lengths are counted there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that LINE would refuse, and where it stands: `messages[0].text` (`ErrorDetail` in messaging-api.yml)."""

    message: str
    property: str = ""

    def detail(self) -> dict[str, str]:
        """As in the `details` of LINE's error body, where an empty property is left out."""
        return {"message": self.message} | ({"property": self.property} if self.property else {})


def utf16(text: str) -> int:
    """UTF-16 code units: how LINE counts text (developers.line.biz, "Character counting in a text")."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """Roughly the grapheme clusters, by which LINE counts labels and what else stands in actions (same page).

    A character counts unless it attaches to the one before: combining marks, variation selectors, and what a zero-width
    joiner joins.
    """
    joined = zip(text, "\0" + text, strict=False)
    return sum(1 for char, before in joined if not _attaches(char) and before != "\u200d")


def _attaches(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"


def length(value: Any, where: str, most: int, *, least: int = 1, count: Any = utf16) -> Iterator[Fault]:
    """Faults of a text that must have between `least` and `most` characters. Text that is not there has none."""
    if not isinstance(value, str):
        if value is not None or least:
            yield Fault("must be specified" if value is None else "must be a string", where)
    elif not value and least:
        yield Fault("May not be empty", where)
    elif not least <= count(value) <= most:
        yield Fault(f"Length must be between {least} and {most}", where)


def size(value: Any, where: str, most: int, *, least: int = 1) -> Iterator[Fault]:
    """Faults of an array that must have between `least` and `most` elements."""
    if not isinstance(value, list):
        yield Fault("must be an array", where)
    elif not least <= len(value) <= most:
        yield Fault(f"Size must be between {least} and {most}", where)


def objects(value: Any, where: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects of an array with the place of each; what is no object is left to the contract's own check."""
    for number, each in enumerate(value if isinstance(value, list) else ()):
        if isinstance(each, dict):
            yield each, f"{where}[{number}]"
