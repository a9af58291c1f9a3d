"""Which sentences of a text have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from faqbot.types import Sentence

_END = re.compile(r"(?<=[。！？])(?![」』）)])|\n")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one as well."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def changes(before: str, after: str) -> tuple[Sentence, ...]:
    """Both texts as one list of sentences: kept, removed and added; what was replaced stands before what replaces it."""
    return tuple(_changes(sentences(before), sentences(after)))


def _changes(before: list[str], after: list[str]) -> Iterator[Sentence]:
    for tag, i, j, m, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Sentence("kept", text) for text in before[i:j])
        else:
            yield from (Sentence("removed", text) for text in before[i:j])
            yield from (Sentence("added", text) for text in after[m:n])
