"""Small collections, drawn from ours: a confidence fitted to full ones alone takes what stands alone for what is right.

In a collection of a dozen entries hardly anything is near the first hit, whatever is asked; and a new one has titles and no
wordings. Each draw is asked judged questions, of which it answers some, and the titles of entries that it has and has not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from random import Random

from eval import own
from faqbot.evaluation.files import JudgedQuery, read_set
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.types import Entry

_SIZES = (5, 12, 25)
_ASKED, _ANSWERED, _TITLES = 24, 8, 8


def cases(seed: int = 0) -> Iterator[own.Case]:
    """Judged queries with searchers over the draws."""
    chance = Random(seed)
    for name, collection in own.COLLECTIONS.items():
        queries = read_set(own.ROOT / "eval" / "sets" / name)
        if any(query.grades for query in queries):
            whole = own.searcher(collection).index
            for size, bare in product(_SIZES, (False, True)):
                asked = chance.sample(queries, _ASKED)
                entries = _drawn(whole, size, asked[:_ANSWERED], chance)
                searcher = Searcher(Index.build([_bare(e) if bare else e for e in entries], whole.analyzer))
                titles = _titles(entries, whole, chance)
                yield from (own.Case(name, query, searcher) for query in (*asked, *titles))


def _drawn(whole: Index, size: int, answered: Sequence[JudgedQuery], chance: Random) -> list[Entry]:
    """Some entries at random, and up to half as many again that answer these questions."""
    right = [entry for query in answered for entry in query.grades if whole.has(entry)][: size // 2]
    rows = {whole.row(entry) for entry in right} | set(chance.sample(range(len(whole)), size))
    return [whole.entries[row] for row in sorted(rows)]


def _bare(entry: Entry) -> Entry:
    return replace(entry, phrasings=())


def _titles(drawn: Sequence[Entry], whole: Index, chance: Random) -> Iterator[JudgedQuery]:
    """Titles of drawn entries, which are right, and of others, which nothing answers."""
    for entry in (*chance.sample(drawn, min(_TITLES, len(drawn))), *chance.sample(whole.entries, _TITLES)):
        right = {one.id: 2 for one in drawn if one.question == entry.question or one.id == entry.id}
        yield JudgedQuery(id=entry.id, text=entry.question, kind="title", grades=right)
