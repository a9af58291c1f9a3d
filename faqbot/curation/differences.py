"""What differs between two entries, field by field, as a person compares them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from faqbot.corpus.columns import COLUMNS
from faqbot.corpus.writer import cells
from faqbot.text.sentences import changes
from faqbot.types import Entry, Kind, Sentence, Status

_KINDS = {Kind.ANSWER: "回答", Kind.UNKNOWN: "不明"}
_STATUSES = {Status.PUBLISHED: "公開", Status.DRAFT: "下書き", Status.ARCHIVED: "廃止"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its name (of `Entry`, or of a further column), what it is called, and what it said and says.

    `sentences` are both as one list, to be drawn with the removed ones struck out and the added ones marked.
    """

    field: str
    label: str
    before: str
    after: str
    sentences: tuple[Sentence, ...]


def differences(before: Entry | None, after: Entry) -> tuple[Difference, ...]:
    """The fields that differ, in the order of our columns; every field that says something where there was no entry."""
    return tuple(_differences({} if before is None else _said(before), _said(after)))


def _differences(before: dict[str, str], after: dict[str, str]) -> Iterator[Difference]:
    field_of = {label: name for name, label in COLUMNS.items()}
    for label in before | after:
        old, new = before.get(label, ""), after.get(label, "")
        if old != new and label != COLUMNS["id"]:
            yield Difference(field_of.get(label, label), label, old, new, changes(old, new))


def _said(entry: Entry) -> dict[str, str]:
    """As the corpus file says it, but with each wording on a line of its own and every state named."""
    return cells(entry) | {
        COLUMNS["phrasings"]: "\n".join(entry.phrasings),
        COLUMNS["kind"]: _KINDS[entry.kind],
        COLUMNS["status"]: _STATUSES[entry.status],
    }
