"""Entries out to a file and back: every difference is shown before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Literal

from faqbot.corpus.columns import COLUMNS
from faqbot.corpus.reader import Problem, Reading, read_entries
from faqbot.corpus.workbook import to_xlsx
from faqbot.corpus.writer import to_csv
from faqbot.curation.differences import Difference, differences
from faqbot.curation.publisher import Publisher, Saved
from faqbot.desk.desk import Desk
from faqbot.desk.intake import plan
from faqbot.errors import CorpusError, InvalidInput, NotAllowed
from faqbot.staff.accounts import Account
from faqbot.staff.rights import require_curator, require_owner
from faqbot.staff.versions import Cause, Origin
from faqbot.store.base import Store
from faqbot.types import Audience, Entry

MOST_BYTES = 20_000_000
ENDINGS = (".xlsx", ".csv", ".tsv", ".jsonl")
_BOUND = frozenset({"id", "collection", "version", "fields"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file that says something else than we do. `before` is None for a new entry."""

    line: int
    before: Entry | None
    after: Entry
    changes: tuple[Difference, ...]
    refused: str = ""
    """Why it is not taken in (another department's entry); empty if it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a file would do, for the screen; given to `take_in` as it is."""

    collection: str
    name: str
    lines: tuple[Line, ...]
    """Those that differ: what is taken in, and what is refused."""
    unchanged: int
    absent: int
    """Entries that the file does not have; they stay as they are."""
    problems: tuple[Problem, ...]
    """Lines that cannot be read, with the reason."""

    @property
    def wanted(self) -> tuple[Entry, ...]:
        """What would be written."""
        return tuple(line.after for line in self.lines if not line.refused)


class Files:
    """The round trip of a collection through Excel or CSV."""

    def __init__(self, store: Store, desk: Desk, publisher: Publisher) -> None:
        self._store = store
        self._desk = desk
        self._publisher = publisher

    def export(self, account: Account, collection: str, form: Literal["xlsx", "csv"] = "xlsx") -> bytes:
        """All entries of a collection, whatever their status, as a file; that it was made is audited.

        Raises:
            NotAllowed: the account is no curator's.
            NotFound: no such collection.
        """
        require_curator(account)
        entries = self._desk.hand_over(collection)
        return to_xlsx(entries) if form == "xlsx" else to_csv(entries).encode()

    def compare(self, account: Account, collection: str, name: str, content: bytes) -> Comparison:
        """What a file would change, entry by entry and field by field; writes nothing.

        A row is the entry with its ID, or else with its 質問 and 条件; other rows are new. A column that the file does not
        have, and an empty 担当課, leave what there is.

        Raises:
            NotAllowed: the account is no curator's.
            NotFound: no such collection.
            CorpusError: the file as a whole cannot be used.
        """
        require_curator(account)
        self._desk.collection(collection, audience=Audience.STAFF)
        stored = {entry.id: entry for entry in self._store.entries(collection)}
        reading = _read(collection, name, content)
        named = plan(reading.entries, tuple(stored.values()), {}, keep_edited=False).ids
        found = [
            _line(account, number, stored.get(entry_id), _over(stored.get(entry_id), row, reading, account))
            for number, entry_id, row in zip(reading.lines, named, _named(reading, named), strict=True)
        ]
        return Comparison(
            collection=collection,
            name=PurePath(name).name,
            lines=tuple(line for line in found if line.changes),
            unchanged=sum(not line.changes for line in found),
            absent=len(stored.keys() - set(named)),
            problems=reading.problems,
        )

    def take_in(self, account: Account, compared: Comparison) -> Saved:
        """Write what the comparison has shown, all of it or nothing; refused lines are left out.

        Raises:
            InvalidInput: there is nothing to write.
            and as `Publisher.write`: StaleEntry where an entry has been written since it was compared.
        """
        if not compared.wanted:
            raise InvalidInput("取りこむ変更がありません。ファイルを確かめてください。")
        origin = Origin(Cause.FILE, compared.name)
        return self._publisher.write(account, compared.wanted, origin=origin)


def _read(collection: str, name: str, content: bytes) -> Reading:
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise CorpusError(f"取りこめるのは {'・'.join(ENDINGS)} のファイルです。保存しなおしてください。")
    if len(content) > MOST_BYTES:
        raise CorpusError(f"ファイルが大きすぎます（上限 {MOST_BYTES // 1_000_000} MB）。分けてください。")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"file{ending}"
        path.write_bytes(content)
        return read_entries(path, collection, department="")


def _named(reading: Reading, ids: tuple[str, ...]) -> Iterator[Entry]:
    for row, entry_id in zip(reading.entries, ids, strict=True):
        yield replace(row, id=entry_id)


def _over(stored: Entry | None, row: Entry, reading: Reading, account: Account) -> Entry:
    """The row as an entry: over what is stored, where there is something, else of the account's department."""
    if stored is None:
        return replace(row, version=0, department=row.department or account.department)
    said = {name: getattr(row, name) for name in reading.columns if name in COLUMNS and name not in _BOUND}
    said["department"] = row.department or stored.department
    kept = {name: text for name, text in stored.fields.items() if name not in reading.columns}
    return replace(stored, **said, fields=_merged(kept, row.fields))


def _merged(kept: Mapping[str, str], said: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({**kept, **said})


def _line(account: Account, number: int, before: Entry | None, after: Entry) -> Line:
    changes = differences(before, after)
    try:
        require_owner(account, *([before.department] if before else []), after.department)
    except NotAllowed as refused:
        return Line(number, before, after, changes, str(refused))
    return Line(number, before, after, changes)
