"""What to offer while a question is being typed: entries whose names begin with, then contain, what stands there so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from faqbot.search.index import Index
from faqbot.search.numbering import Numbered


class Suggester:
    """Completes by sound (kana typed for kanji) and by surface. Immutable like its index."""

    def __init__(self, index: Index, before: Suggester | None = None) -> None:
        """`before` is an earlier revision's: it lends what it has sorted, if the same entries are weighted together."""
        self.index = index
        whole, since, slots = index.stock.segments.parts
        lends = before is not None and before.index.stock.segments.whole is whole
        self._whole: _BySound = before._whole if before and lends else _by_sound(whole, 0)
        self._since = _by_sound(since, len(whole))
        self._row = dict(zip(slots.tolist(), range(len(slots)), strict=True))

    def suggest(self, typed: str, limit: int = 8) -> tuple[int, ...]:
        """Rows of the index, best first, each once."""
        analysis = self.index.analyzer.analyze(typed)
        rows = dict.fromkeys(
            [*self._beginning(analysis.sound), *self._containing(analysis.text)] if analysis.text else ()
        )
        return tuple(rows)[:limit]

    def _beginning(self, sound: str) -> list[int]:
        if not sound:
            return []
        names = [*_that_begin(self._whole, sound), *_that_begin(self._since, sound)]
        known = [(len(name), name, row) for name, slot in names if (row := self._row.get(slot)) is not None]
        return [row for _, _, row in sorted(known)]

    def _containing(self, text: str) -> list[int]:
        found = [
            (min(len(name.text) for name in names), row)
            for row, document in enumerate(self.index.documents)
            if (names := [name for name in document.names if text in name.text])
        ]
        return [row for _, row in sorted(found)]


_BySound = list[tuple[str, int]]
"""Names' sounds in order, each with its entry's slot."""


def _by_sound(documents: Sequence[Numbered], first: int) -> _BySound:
    return sorted(
        (name.sound, slot)
        for slot, numbered in enumerate(documents, first)
        for name in numbered.document.names
    )


def _that_begin(names: _BySound, sound: str) -> _BySound:
    return names[bisect_left(names, (sound, -1)) : bisect_left(names, (sound + "\U0010ffff", -1))]
