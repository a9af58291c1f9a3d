"""Rows of one file that bear the same name: variants where their categories differ, refused where they are twins."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from faqbot.corpus.reader import Problem, Reading
from faqbot.types import Entry


def tell_apart(reading: Reading) -> Reading:
    """Let each entry without an id have a name of its own: the category becomes the condition of a namesake.

    Without ids an entry is recognised by question and condition, so that of two alike the first would be lost.
    """
    names = Counter(_name(entry) for entry in reading.entries)
    kept: dict[tuple[str, str], tuple[Entry, int]] = {}
    problems = list(reading.problems)
    for entry, line in zip(reading.entries, reading.lines, strict=True):
        if not entry.id and names[_name(entry)] > 1:
            entry = replace(entry, subject=entry.question, condition=entry.condition or entry.category)
        first = kept.setdefault((entry.id, "") if entry.id else _name(entry), (entry, line))
        if first != (entry, line):
            problems.append(Problem(line, f"「{entry.question}」が {first[1]} 行目と同じです"))
    entries, lines = zip(*kept.values(), strict=True) if kept else ((), ())
    return replace(reading, entries=entries, lines=lines, problems=tuple(problems))


def _name(entry: Entry) -> tuple[str, str]:
    return entry.question, entry.condition
