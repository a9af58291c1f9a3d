"""gomidata: one JSON file a municipality, with its categories and items.

Source: gomidata-spec.md of suconbu/gomidata (municipalityId, municipalityName, datasourceUrl, updatedAt, categoryDefinitions,
articles). Category ids are of lower-case letters, digits, hyphens and full stops.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from faqbot.corpus.namesakes import tell_apart
from faqbot.corpus.reader import Problem, Reading
from faqbot.errors import CorpusError
from faqbot.types import Category, Collection, Entry, Kind, Status


def read(path: Path, collection: str, *, department: str) -> Reading:
    """The entries of a gomidata file; `lines[i]` is the number of its article, from 1.

    Raises:
        CorpusError: the file cannot be read, or is no gomidata.
    """
    data = _load(path)
    names = {key: str(each.get("name", "")) for key, each in data["categoryDefinitions"].items()}
    entries: list[Entry] = []
    lines: list[int] = []
    problems: list[Problem] = []
    for number, article in enumerate(data["articles"], start=1):
        name, category = _text(article, "name"), names.get(_text(article, "categoryId"), "")
        if not name or not category:
            problems.append(Problem(number, "「name」が空か、「categoryId」の分類がありません"))
            continue
        lines.append(number)
        entries.append(
            Entry(
                id="",
                collection=collection,
                question=name,
                answer=f"「{category}」です。\n{_text(article, 'note')}".rstrip(),
                department=department,
                category=category,
                reading=_text(article, "nameKana"),
                source_title=_text(data, "municipalityName"),
                source_url=_text(data, "datasourceUrl"),
                checked_on=_date(_text(data, "updatedAt")),
            )
        )
    described = (
        Category(name=names[key], description=_text(each, "note"))
        for key, each in data["categoryDefinitions"].items()
        if names[key]
    )
    return tell_apart(Reading(tuple(entries), tuple(lines), tuple(problems), tuple(described)))


def write(entries: Sequence[Entry], collection: Collection, *, code: str, name: str) -> str:
    """A gomidata file. `code` is the municipality's code (市区町村コード). Drafts and what is not known are left out."""
    items = [e for e in entries if e.status is Status.PUBLISHED and e.kind is Kind.ANSWER and e.category]
    used = dict.fromkeys(e.category for e in items)
    order = [c.name for c in collection.categories if c.name in used]
    order += [category for category in used if category not in order]
    keys = {category: f"category-{number}" for number, category in enumerate(order, start=1)}
    notes = {c.name: c.description for c in collection.categories}
    urls = {e.source_url for e in items}
    made = {
        "municipalityId": code,
        "municipalityName": name,
        "datasourceUrl": urls.pop() if len(urls) == 1 else "",
        "updatedAt": max((e.checked_on.isoformat() for e in items if e.checked_on), default=""),
        "categoryDefinitions": {
            keys[each]: _filled({"name": each, "note": notes.get(each, "")}) for each in order
        },
        "articles": [_filled(_article(e, keys)) for e in items],
    }
    return json.dumps(_filled(made), ensure_ascii=False, indent=2) + "\n"


def _article(entry: Entry, keys: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": f"{entry.question}（{entry.condition}）" if entry.condition else entry.question,
        "nameKana": entry.reading,
        "categoryId": keys[entry.category],
        "note": entry.answer.removeprefix(f"「{entry.category}」です。").strip(),
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what the specification lets be absent."""
    return {key: value for key, value in values.items() if value not in ("", None)}


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise CorpusError(f"{path} を開けません（{error.strerror}）。") from error
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{path.name} を JSON として読めません。") from error
    if not _is_gomidata(data):
        raise CorpusError(
            f"{path.name} は gomidata の形ではありません（categoryDefinitions と articles が要ります）。"
        )
    return dict(data)


def _is_gomidata(data: object) -> bool:
    if not isinstance(data, dict):
        return False
    categories, articles = data.get("categoryDefinitions"), data.get("articles")
    return (
        isinstance(categories, dict)
        and isinstance(articles, list)
        and all(isinstance(each, dict) for each in (*categories.values(), *articles))
    )


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
