"""`collection.toml`: what a collection is called, who may read it, its categories and whom to phone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from faqbot.corpus.areas import FILE as AREAS
from faqbot.corpus.areas import read_areas
from faqbot.corpus.scenario import FILE as SCENARIO
from faqbot.corpus.scenario import read_scenario
from faqbot.corpus.tables import read_table
from faqbot.errors import CorpusError, InvalidInput
from faqbot.schedule.hours import Hours
from faqbot.types import Audience, Category, Collection, Contact

FILE = "collection.toml"
_ENTRIES, _ID = "entries.csv", "ID"
_ROLES = ("", "emergency")


def read_collection(folder: Path) -> Collection:
    """The collection that a corpus folder describes; its name is the folder's.

    Raises:
        CorpusError: the file is missing or not as it should be.
    """
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        categories = tuple(_category(c) for c in data.get("categories", ()))
        names = [category.name for category in categories]
        return Collection(
            name=folder.name,
            title=data["title"],
            audience=Audience(data["audience"]),
            owner=data["owner"],
            greeting=data.get("greeting", ""),
            placeholder=data.get("placeholder", ""),
            examples=tuple(data.get("examples", ())),
            categories=categories,
            contacts=tuple(_contact(path, c) for c in data.get("contacts", ())),
            role=_role(data.get("role", "")),
            topics=read_scenario(folder / SCENARIO, names, _entry_ids(folder)),
            asks=_asks(data.get("asks", "")),
            areas=read_areas(folder / AREAS, names),
            areas_note=data.get("areas_note", ""),
            check_months=_months(data.get("check_months", 12)),
            synonyms=_lists(data.get("synonyms")),
        )
    except OSError as error:
        raise CorpusError(f"{path} を開けません（{error.strerror}）。") from error
    except KeyError as error:
        raise CorpusError(f"{path} に {error.args[0]} がありません。") from error
    except (ValueError, TypeError) as error:
        raise CorpusError(f"{path} を読めません（{error}）。") from error


def _months(given: Any) -> int:
    if type(given) is not int or not 0 < given <= 120:
        raise ValueError("check_months は 1 から 120 までの月の数にしてください")
    return given


def _lists(names: Any) -> tuple[str, ...] | None:
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise TypeError('synonyms は ["spellings", "garbage"] のように書いてください')
    return None if names is None else tuple(names)


def _category(data: Mapping[str, Any]) -> Category:
    return Category(**data)


def _contact(path: Path, data: Mapping[str, Any]) -> Contact:
    contact = Contact(**data)
    try:
        if contact.hours:
            Hours.parse(contact.hours)
    except InvalidInput as error:
        raise CorpusError(f"{path} の「{contact.department}」: {error}") from error
    return contact


def _entry_ids(folder: Path) -> frozenset[str]:
    """The ids in the entries beside the description, for what may be named; empty where there are none."""
    path = folder / _ENTRIES
    return (
        frozenset(row.cells.get(_ID, "") for row in read_table(path).rows) if path.exists() else frozenset()
    )


def _asks(text: str) -> str:
    if text and {name for _, name, _, _ in Formatter().parse(text)} - {None} != {"name"}:
        raise ValueError('asks は "{name}は、どう出しますか？" のように、{name} を入れてください')
    return text


def _role(text: str) -> str:
    if text not in _ROLES:
        raise ValueError(
            f"role は {' か '.join(filter(None, _ROLES))} にするか、書かないでください（「{text}」）"
        )
    return text
