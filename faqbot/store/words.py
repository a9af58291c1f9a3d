"""Which words stand for which, in a collection? Its own list, with every earlier version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from faqbot.errors import StaleEntry
from faqbot.store.collections import raise_revision, require, synonyms
from faqbot.store.engine import Database
from faqbot.store.tables import synonym_lists
from faqbot.types import Synonym, SynonymList

_c = synonym_lists.c


class SqlWords(Database):
    """See `faqbot.store.base_words.WordStore`."""

    def save_synonyms(
        self, collection: str, synonyms: tuple[Synonym, ...], *, version: int, now: datetime, by: str
    ) -> SynonymList:
        with self.write() as connection:
            require(connection, {collection})
            stored = next(iter(_versions(connection, collection)), None)
            if version != (stored.version if stored else 0):
                raise StaleEntry(
                    "この類義語の表はほかの人が先に書きかえたので、新しい内容を読みこんで、もう一度なおしてください。"
                )
            if stored and stored.synonyms == synonyms:
                return stored
            made = SynonymList(version=version + 1, synonyms=synonyms, saved_at=now, saved_by=by)
            connection.execute(insert(synonym_lists), _row(collection, made))
            raise_revision(connection)
        return made

    def synonym_lists(self, collection: str) -> tuple[SynonymList, ...]:
        with self.read() as connection:
            return _versions(connection, collection)


def _versions(connection: Connection, collection: str) -> tuple[SynonymList, ...]:
    """All versions, the newest first."""
    kept = select(_c.version, _c.synonyms, _c.saved_at, _c.saved_by).where(_c.collection == collection)
    return tuple(
        SynonymList(
            version=row.version,
            synonyms=synonyms(row.synonyms),
            saved_at=row.saved_at,
            saved_by=row.saved_by,
        )
        for row in connection.execute(kept.order_by(_c.version.desc()))
    )


def _row(collection: str, made: SynonymList) -> dict[str, object]:
    return {
        "collection": collection,
        "version": made.version,
        "synonyms": [[s.kind.value, s.word, list(s.others), s.note] for s in made.synonyms],
        "saved_at": made.saved_at,
        "saved_by": made.saved_by,
    }
