"""Evaluation sets in their JSON shapes: corpus id → text, queries id → text, qrels id → {entry id: grade}."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faqbot.errors import CorpusError
from faqbot.types import Entry

Qrels = Mapping[str, Mapping[str, int]]
_QUESTION_ANSWER = re.compile(r"Question:\s*(.*?)\s*\nAnswer:\s*(.*)\s*\Z", re.DOTALL)


def read_corpus(path: Path) -> tuple[Entry, ...]:
    """Entries from id → text; a text of the form `Question: …\\nAnswer: …` is taken apart.

    Raises:
        CorpusError: not such a file.
    """
    return tuple(_entry(name, str(text)) for name, text in _object(path).items())


def read_queries(path: Path) -> Mapping[str, str]:
    """Queries by id.

    Raises:
        CorpusError: not such a file.
    """
    return {name: str(text) for name, text in _object(path).items()}


def read_qrels(path: Path) -> Qrels:
    """Grades (0: not relevant) by query id and entry id.

    Raises:
        CorpusError: not such a file.
    """
    try:
        return {
            query: {entry: int(grade) for entry, grade in judged.items()}
            for query, judged in _object(path).items()
        }
    except (AttributeError, TypeError, ValueError) as error:
        raise CorpusError(f"{path} は 質問 → {{項目: 評価}} の形ではありません。") from error


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query of a set in BEIR's shape (Thakur et al. 2021): `kind` groups it in reports; `grades` by entry id."""

    id: str
    text: str
    kind: str
    grades: Mapping[str, int]


def read_set(folder: Path) -> tuple[JudgedQuery, ...]:
    """`queries.jsonl` and `qrels.tsv` of a folder. A query without grades is one that nothing answers.

    Raises:
        CorpusError: not such a folder.
    """
    try:
        lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        judged = (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]
    except OSError as error:
        raise CorpusError(f"{folder} に queries.jsonl と qrels.tsv がありません。") from error
    grades: dict[str, dict[str, int]] = {}
    for query, entry, grade in (line.split("\t") for line in judged if line):
        grades.setdefault(query, {})[entry] = int(grade)
    return tuple(
        JudgedQuery(
            data["_id"],
            data["text"],
            data.get("metadata", {}).get("kind", ""),
            grades.get(data["_id"], {}),
        )
        for data in map(json.loads, lines)
    )


def _entry(name: str, text: str) -> Entry:
    found = _QUESTION_ANSWER.match(text)
    question, answer = found.groups() if found else (text.split("\n", 1)[0], text)
    return Entry(id=name, collection="eval", question=question, answer=answer, department="eval")


def _object(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} を JSON として読めません。") from error
    if not isinstance(data, dict):
        raise CorpusError(f"{path} は JSON のオブジェクト {{…}} ではありません。")
    return data
