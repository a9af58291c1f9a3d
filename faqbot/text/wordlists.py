"""Where synonyms are kept: our own CSV, which a clerk edits in a spreadsheet, and Sudachi's synonym dictionary.

Ours has the columns 種類 (同じ, 両方, 片方), 言葉 and 言い換え (separated by `|`), and 備考 for people. Sudachi's is described in
its own `docs/synonyms.md`; a deployment that wants it points at its own copy.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from faqbot.errors import CorpusError
from faqbot.text.normalize import normalize
from faqbot.text.synonyms import Rule, rule
from faqbot.types import Synonym, SynonymKind

KINDS: Mapping[str, SynonymKind] = {
    "同じ": SynonymKind.SAME,
    "両方": SynonymKind.BOTH,
    "片方": SynonymKind.ONE_WAY,
}
"""The kinds of a line, as clerks write them."""
_NEVER, _TARGET_ONLY = "2", "1"
_MISUSE, _MISSPELT, _OFFENSIVE = "4", "3", "不快"


def read_synonyms(paths: Iterable[Path]) -> tuple[Rule, ...]:
    """The rules of files, and of the `*.csv` in folders; a name ending in `.txt` is in Sudachi's format.

    A list of a folder is a group of its name, among which collections choose; one named by its own path is for all.

    Raises:
        CorpusError: a file cannot be read, or a line of it is no rule.
    """
    files = [file for path in paths for file in _files(path)]
    return tuple(replace(rule, group=group) for file, group in files for rule in _read(file))


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_dir():
        yield from ((file, file.stem) for file in sorted(path.glob("*.csv")))
    else:
        yield path, ""


def _read(path: Path) -> Iterator[Rule]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            if path.suffix == ".txt":
                yield from sudachi_rules(csv.reader(lines))
            else:
                yield from _own_rules(path, csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(f"類義語のファイル {path} を読めません（UTF-8 の CSV にしてください）。") from error


def _own_rules(path: Path, rows: csv.DictReader[str]) -> Iterator[Rule]:
    for row in rows:
        kind, word = (row.get("種類") or "").strip(), normalize(row.get("言葉") or "")
        others = tuple(filter(None, map(normalize, (row.get("言い換え") or "").split("|"))))
        if kind not in KINDS or not word or not others:
            raise CorpusError(
                f"{path} の {rows.line_num} 行目: 種類（{'・'.join(KINDS)}）、言葉、言い換えの 3 つが要ります。"
            )
        yield rule(Synonym(KINDS[kind], word, others))


def sudachi_rules(rows: Iterable[Sequence[str]]) -> Iterator[Rule]:
    """One rule a group. Words whose flags say so are not expanded to (misuse and misspelling neither), or not at all."""
    words = (row for row in rows if len(row) > 8 and row[2] != _NEVER)
    for _, group in groupby(words, key=lambda row: row[0]):
        members = list(group)
        sources = tuple(normalize(row[8]) for row in members if row[2] != _TARGET_ONLY)
        targets = tuple(normalize(row[8]) for row in members if _is_target(row))
        if sources and targets:
            yield Rule(sources, targets, inside=False)


def _is_target(row: Sequence[str]) -> bool:
    return row[4] != _MISUSE and row[6] != _MISSPELT and _OFFENSIVE not in row[7]
