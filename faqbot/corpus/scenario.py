"""`scenario.toml`: the places that an asker can go down to, topic by topic, to a category or to single entries."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from faqbot.errors import CorpusError
from faqbot.types import Topic

FILE = "scenario.toml"
_KEYS = frozenset(field.name for field in fields(Topic))
_RESERVED = "=@+"
"""What begins a step of a path that is no topic (see `desk.menu`)."""
_TOLD = 5


def read_scenario(path: Path, categories: Collection[str], entries: Collection[str]) -> tuple[Topic, ...]:
    """The topics of a file; none where there is no file. `entries` are the ids that it may name.

    Raises:
        CorpusError: the file cannot be read, or leads nowhere somewhere; the message names the first such places.
    """
    if not path.exists():
        return ()
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8")).get("topics", [])
        topics = tuple(map(_topic, given))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CorpusError(f"{path} を読めません（{error}）。") from error
    if found := list(problems(topics, categories, entries)):
        raise CorpusError(f"{path} を直してください: {' ／ '.join(found[:_TOLD])}")
    return topics


def scenario_to_toml(topics: Sequence[Topic]) -> str:
    """TOML text that `read_scenario` reads back to the same topics."""
    return "\n".join(line for topic in topics for line in _lines(topic, "topics")) + "\n"


def _topic(data: Mapping[str, Any]) -> Topic:
    if unknown := sorted(data.keys() - _KEYS):
        raise ValueError(f"「{unknown[0]}」という項目は使えません。使えるもの: {'・'.join(sorted(_KEYS))}")
    if lacking := sorted({"id", "title"} - data.keys()):
        raise ValueError(f"{lacking[0]} がない項目があります")
    for name, value in data.items():
        if not isinstance(value, list if name in ("topics", "entries") else str):
            raise ValueError(f"{data['title']} の {name} の書き方がちがいます")
    inside = {
        "topics": tuple(map(_topic, data.get("topics", ()))),
        "entries": tuple(data.get("entries", ())),
    }
    return Topic(**{**data, **inside})


def problems(
    topics: Sequence[Topic], categories: Collection[str], entries: Collection[str], above: str = ""
) -> Iterator[str]:
    """Where a scenario leads nowhere, a sentence each; `entries` are the ids that it may name."""
    seen: set[str] = set()
    for topic in topics:
        place = f"{above}{topic.title}"
        if not topic.id or "/" in topic.id or topic.id[0] in _RESERVED or topic.id in seen:
            yield f"「{place}」の id「{topic.id}」は使えません（空、同じ段に 2 つ、/ を含む、= @ + で始まる）"
        seen.add(topic.id)
        if not topic.title.strip():
            yield f"「{above or 'メニュー'}」の中に、見出しのない場所があります"
        if not (topic.topics or topic.category or topic.entries):
            yield f"「{place}」の中が空です"
        if topic.category and topic.category not in categories:
            yield f"「{place}」の分類「{topic.category}」は、この窓口にありません"
        yield from (
            f"「{place}」の項目「{one}」は、この窓口にありません"
            for one in topic.entries
            if one not in entries
        )
        yield from problems(topic.topics, categories, entries, f"{place} › ")


def _lines(topic: Topic, table: str) -> Iterator[str]:
    yield f"[[{table}]]"
    for name in ("id", "title", "reading", "icon", "text", "category"):
        if value := getattr(topic, name):
            yield f"{name} = {json.dumps(value, ensure_ascii=False)}"
    if topic.entries:
        yield f"entries = {json.dumps(topic.entries, ensure_ascii=False)}"
    yield ""
    for inside in topic.topics:
        yield from _lines(inside, f"{table}.topics")
