"""From the rows of a table to entries; a bad row is refused with its line and reason, the others go on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from faqbot.corpus.columns import COLUMNS, is_remark, is_similar_words, match
from faqbot.corpus.rules import extra_flaw, id_flaw, text_flaw, url_flaw
from faqbot.corpus.tables import Row, read_table
from faqbot.errors import CorpusError
from faqbot.types import Area, Category, Entry, Kind, Status

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\Z")
_KINDS = {"": Kind.ANSWER, "回答": Kind.ANSWER, "answer": Kind.ANSWER} | {
    "不明": Kind.UNKNOWN,
    "unknown": Kind.UNKNOWN,
}
_STATUSES = {"": Status.PUBLISHED, "公開": Status.PUBLISHED, "published": Status.PUBLISHED} | {
    "下書き": Status.DRAFT,
    "draft": Status.DRAFT,
    "廃止": Status.ARCHIVED,
    "archived": Status.ARCHIVED,
}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was refused: where it is and why, for a person."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. `entries[i]` came from line `lines[i]`; its `id` is empty where the file has none.

    `categories` and `areas` are described by the formats that do so.
    """

    entries: tuple[Entry, ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]
    categories: tuple[Category, ...] = ()
    areas: tuple[Area, ...] = ()
    columns: tuple[str, ...] = ()
    """What a table has a column for: fields of an entry by their names, further columns by theirs."""


class _Refused(Exception):
    """Why a row cannot be an entry."""


def read_entries(
    path: Path, collection: str, *, department: str, mapping: Mapping[str, str] | None = None
) -> Reading:
    """Read a corpus file.

    `department` owns the entries of rows that name none; `mapping` says which column is which field
    (column → field), going before the synonym table.

    Raises:
        CorpusError: the file as a whole cannot be used.
    """
    table = read_table(path)
    fields = match(table.header, mapping or {})
    if "question" not in fields.values():
        raise CorpusError(
            f"{path.name} に「質問」（または「品目」）の列が見つかりません。"
            f"ある列: {'、'.join(table.header)}。--mapping 列名=質問 で教えてください。"
        )
    entries: list[Entry] = []
    lines: list[int] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        try:
            entry = _entry(row, fields, collection, department)
            _refuse_twin(entry.id, row.line, seen)
        except _Refused as refused:
            problems.append(Problem(row.line, str(refused)))
        else:
            entries.append(entry)
            lines.append(row.line)
    columns = tuple(fields.get(name, name) for name in table.header)
    return Reading(tuple(entries), tuple(lines), tuple(problems), columns=columns)


def _entry(row: Row, fields: Mapping[str, str], collection: str, department: str) -> Entry:
    cells = {field: _clean(row.cells.get(column, "")) for column, field in fields.items()}
    extra = {c: _clean(v) for c, v in row.cells.items() if c not in fields and _clean(v)}
    remark = any(field == "answer" and is_remark(column) for column, field in fields.items())
    if remark:
        more = [extra.pop(column) for column in tuple(extra) if is_remark(column)]
        cells["answer"] = "\n".join(filter(None, [cells["answer"], *more]))
    for field, text in cells.items():
        _refuse(text_flaw(field, text))
    for column, text in extra.items():
        _refuse(extra_flaw(column, text))
    get = cells.get
    if not get("question"):
        raise _Refused("「質問」が空です")
    begin, end = (_date(name, get(name, "")) for name in ("valid_from", "valid_until"))
    if begin and end and end < begin:
        raise _Refused("「公開終了日」が「公開開始日」より前です")
    similar = any(field == "phrasings" and is_similar_words(column) for column, field in fields.items())
    return Entry(
        id=_id(get("id", "")),
        collection=collection,
        question=cells["question"],
        answer=_answer(get("answer", ""), get("category", ""), remark=remark),
        department=get("department") or department,
        category=get("category", ""),
        reading=get("reading", ""),
        phrasings=_split(get("phrasings", ""), "|｜\n、，,;；／/" if similar else "|｜\n"),
        subject=get("subject", ""),
        condition=get("condition", ""),
        source_title=get("source_title", ""),
        source_url=_url(get("source_url", "")),
        checked_on=_date("checked_on", get("checked_on", "")),
        valid_from=begin,
        valid_until=end,
        kind=_one_of(_KINDS, "種類", get("kind", "")),
        status=_one_of(_STATUSES, "状態", get("status", "")),
        fields=MappingProxyType(extra),
    )


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _refuse(flaw: str) -> None:
    if flaw:
        raise _Refused(flaw)


def _refuse_twin(entry_id: str, line: int, seen: dict[str, int]) -> None:
    if entry_id and seen.setdefault(entry_id, line) != line:
        raise _Refused(f"ID「{entry_id}」が {seen[entry_id]} 行目と同じです")


def _id(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    _refuse(id_flaw(text))
    return text


def _answer(answer: str, category: str, *, remark: bool) -> str:
    """A dictionary of items has categories and remarks; the category is then the answer's first line."""
    if not category and not answer:
        raise _Refused("「答え」も「分類」も空です")
    if answer and not (remark and category):
        return answer
    return f"「{category}」です。\n{answer}".rstrip()


def _split(text: str, signs: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(f"[{re.escape(signs)}]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _url(text: str) -> str:
    _refuse(url_flaw(text))
    return text


def _date(field: str, text: str) -> date | None:
    if not text:
        return None
    found = _DATE.match(unicodedata.normalize("NFKC", text))
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise _Refused(f"「{COLUMNS[field]}」の「{text}」を日付として読めません（例: 2026-11-20）")


def _one_of(known: Mapping[str, _T], name: str, text: str) -> _T:
    try:
        return known[text.lower()]
    except KeyError:
        choices = "・".join(k for k in known if k and not k.isascii())
        raise _Refused(f"「{name}」は {choices} のどれかにしてください（「{text}」）") from None
