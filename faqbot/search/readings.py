"""What was read of entries, kept: a process that starts again need not read them again.

Reading is what a start takes longest for (about 3 ms an entry with its wordings, `eval.faults`); numbering and weighting what
was read takes a tenth of that. What is kept can always be made again: whatever does not fit is not used.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from sys import intern
from typing import Any, Protocol

from faqbot.search.document import NOTHING_DENIED, Document, Sentence
from faqbot.text.analyzer import Analysis
from faqbot.text.measures import Measure
from faqbot.types import Entry

Readings = Mapping[str, str]
"""What was read, each as JSON, by `digest`. They are taken out of it one at a time: of 15,000 entries at once, JSON's lists and
strings would take half a gigabyte."""
NOTHING_READ: Readings = {}


class Kept(Protocol):
    """Where the readings of a collection lie between two starts."""

    def of(self, collection: str, fingerprint: str) -> Readings:
        """What is kept that an analyzer with this fingerprint would read again; nothing where none fits."""
        ...

    def keep(
        self, collection: str, fingerprint: str, documents: Sequence[Document], known: Container[str]
    ) -> None:
        """Keep what was read instead of what is kept, unless that has most of it. `known` are the digests in what is kept."""
        ...


@dataclass(frozen=True, slots=True)
class Forgetful:
    """Keeps nothing."""

    def of(self, collection: str, fingerprint: str) -> Readings:
        """Nothing."""
        return NOTHING_READ

    def keep(
        self, collection: str, fingerprint: str, documents: Sequence[Document], known: Container[str]
    ) -> None:
        """Nothing is done."""


@cache
def edition() -> str:
    """Names the program that reads, down to its last character: nobody has to remember to raise a number."""
    modules = [
        module
        for package in ("faqbot.text", "faqbot.search")
        for module in files(package).iterdir()
        if module.name.endswith(".py")
    ]
    told = sha256()
    for module in sorted(modules, key=str):
        told.update(module.read_bytes())
    return told.hexdigest()


def digest(entry: Entry) -> str:
    """Names all that is read of an entry."""
    read = (
        entry.question,
        entry.reading,
        entry.phrasings,
        entry.condition,
        entry.category,
        entry.answer,
    )
    return sha256(json.dumps(read).encode()).hexdigest()


def written(documents: Iterable[Document]) -> bytes:
    """What was read, in few bytes."""
    lines = (f"{digest(document.entry)}\t{_json(document)}" for document in documents)
    return zlib.compress("\n".join(lines).encode(), 1)


def readings(kept: bytes) -> Readings:
    """What `written` wrote.

    Raises:
        ValueError: it is something else, or damaged.
    """
    try:
        lines = zlib.decompress(kept).decode().split("\n")
    except zlib.error as error:
        raise ValueError(str(error)) from error
    return {key: reading for key, tab, reading in (line.partition("\t") for line in lines) if tab}


def document(entry: Entry, reading: str) -> Document:
    """The entry as it was read."""
    names, condition, category, sentences = json.loads(reading)
    own = {name: name for name in (entry.question, entry.reading, *entry.phrasings)}
    return Document(
        entry,
        tuple(_analysis(name, own) for name in names),
        condition=_analysis(condition, own),
        category=_terms(category),
        sentences=tuple(Sentence(key, _terms(terms), contact) for key, terms, contact in sentences),
    )


def _json(document: Document) -> str:
    sentences = [(sentence.key, sentence.terms, sentence.contact) for sentence in document.sentences]
    plain = [*map(_spelt, document.names)], _spelt(document.condition), document.category, sentences
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _spelt(read: Analysis) -> Any:
    measures = [(m.unit, str(m.low), str(m.high), m.span) for m in read.measures]  # JSON has no infinity
    return read.text, read.terms, read.core, read.sound, measures, [*read.denied], read.named, read.heard


def _analysis(spelt: Any, own: dict[str, str]) -> Analysis:
    """`own` are strings that the entry has anyway: most of what is read of a name is the name itself."""
    text, terms, core, sound, measures, denied, named, heard = spelt
    one = {each: each for each in (heard, named, sound, core, text)} | own
    return Analysis(
        one[text],
        (),
        _terms(terms),
        one[core],
        one[sound],
        tuple(
            Measure(unit, float(low), float(high), (span[0], span[1])) for unit, low, high, span in measures
        ),
        frozenset(denied) if denied else NOTHING_DENIED,
        one[named],
        one[heard],
    )


def _terms(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(intern, terms))
