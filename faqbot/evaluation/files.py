"""Evaluation sets in their JSON shapes: corpus id → text, queries id → text, qrels id → {entry id: grade}."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
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
