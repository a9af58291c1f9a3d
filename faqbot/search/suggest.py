"""What to offer while a question is being typed: entries whose names begin with, then contain, what stands there so far."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from faqbot.search.index import Index


class Suggester:
    """Completes by sound (kana typed for kanji) and by surface. Immutable like its index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def _by_sound(self) -> list[tuple[str, int]]:
        return sorted(
            (name.sound, row) for row, document in enumerate(self._index.documents) for name in document.names
        )

    def suggest(self, typed: str, limit: int = 8) -> tuple[int, ...]:
        """Rows of the index, best first, each once."""
        analysis = self._index.analyzer.analyze(typed)
        rows = dict.fromkeys(
            [*self._beginning(analysis.sound), *self._containing(analysis.text)] if analysis.text else ()
        )
        return tuple(rows)[:limit]

    def _beginning(self, sound: str) -> list[int]:
        if not sound:
            return []
        names = self._by_sound
        begin = bisect_left(names, (sound, -1))
        end = bisect_left(names, (sound + "\U0010ffff", -1))
        return [row for _, row in sorted(names[begin:end], key=lambda name: (len(name[0]), name))]

    def _containing(self, text: str) -> list[int]:
        found = [
            (min(len(name.text) for name in names), row)
            for row, document in enumerate(self._index.documents)
            if (names := [name for name in document.names if text in name.text])
        ]
        return [row for _, row in sorted(found)]
