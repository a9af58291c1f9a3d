"""The files of a 5374 app (「ごみなし」): which item is which category, and on which days each area's is collected.

Source: the README and data/ of codeforkanazawa-org/5374. `target.csv` (label or type, name, notice, furigana) has the items,
`description.csv` the categories, `area_days.csv` the days of each area, `center.csv` when a plant rests. The app splits
lines at every comma, so that what we write has neither quotes nor commas nor line breaks in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from faqbot.corpus.collection_days import UnknownNotation, in_words
from faqbot.corpus.namesakes import tell_apart
from faqbot.corpus.reader import Problem, Reading, read_entries
from faqbot.corpus.tables import Row, Table, read_table
from faqbot.errors import CorpusError
from faqbot.types import Category, Collection, Entry, Kind, Status

TARGET, DESCRIPTION, AREA_DAYS, CENTER = "target.csv", "description.csv", "area_days.csv", "center.csv"
_AREA, _CENTER, _DAYS, _REST = "地名", "センター", "収集日の記法", "休止期間"
"""Further columns of the entries that area_days.csv and center.csv lead to, so that they can be written again."""


def read(path: Path, collection: str, *, department: str) -> Reading:
    """The entries of a 5374 data folder, or of the folder that a target.csv lies in.

    Raises:
        CorpusError: there is no target.csv, or a file cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    if not (folder / TARGET).is_file():
        raise CorpusError(f"{folder} に {TARGET} がありません。5374 のデータのフォルダを指定してください。")
    items = read_entries(folder / TARGET, collection, department=department)
    # `furigana` is mostly the first letter alone, under which the app groups.
    whole = (replace(e, reading=e.reading if len(e.reading) > 1 else "") for e in items.entries)
    items = tell_apart(replace(items, entries=tuple(whole)))
    days = _read_days(folder, collection, department)
    return Reading(
        items.entries + days.entries,
        items.lines + days.lines,
        items.problems + days.problems,
        tuple(_categories(folder / DESCRIPTION)),
    )


def write(entries: Sequence[Entry], collection: Collection) -> Mapping[str, str]:
    """The files of a 5374 data folder: text by name. Drafts and what is not known are left out."""
    public = [e for e in entries if e.status is Status.PUBLISHED and e.kind is Kind.ANSWER and e.category]
    items = [e for e in public if _DAYS not in e.fields]
    days = [e for e in public if _DAYS in e.fields]
    used = dict.fromkeys(e.category for e in public)
    described = [c for c in collection.categories if c.name in used]
    described += [Category(name=name) for name in used if name not in {c.name for c in described}]
    labels = [c.name for c in described]
    return {
        TARGET: _lines(["label", "name", "notice", "furigana"], map(_target, items)),
        DESCRIPTION: _lines(
            ["label", "sublabel", "description", "styles", "bgcolor"],
            ([c.name, c.short, c.description, "", c.colour] for c in described),
        ),
        AREA_DAYS: _write_days(days, labels),
        CENTER: _lines(["名称", "休止開始日", "休止終了日"], _write_rests(days)),
    }


def _target(entry: Entry) -> list[str]:
    name = f"{entry.question}（{entry.condition}）" if entry.condition else entry.question
    notice = entry.answer.removeprefix(f"「{entry.category}」です。")
    return [entry.category, name, notice, entry.reading[:1]]


def _lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "".join(",".join(map(_plain, row)) + "\n" for row in (header, *rows))


def _plain(cell: str) -> str:
    return re.sub(r"\s+", " ", cell.replace(",", "、").replace('"', "”")).strip()


def _categories(path: Path) -> Iterable[Category]:
    for row in _rows(path).rows:
        label = row.cells.get("label", "").strip()
        if label:
            colour = row.cells.get("bgcolor", "").strip()
            description = re.sub(r"<[^>]*>", "", row.cells.get("description", "")).strip()
            yield Category(name=label, colour=colour, description=description)


def _rows(path: Path) -> Table:
    """A table that need not be there; the format allows an empty file as well."""
    there = path.is_file() and path.stat().st_size > 0
    return read_table(path) if there else Table((), ())


def _read_days(folder: Path, collection: str, department: str) -> Reading:
    table, rests = _rows(folder / AREA_DAYS), _read_rests(folder / CENTER)
    entries: list[Entry] = []
    lines: list[int] = []
    problems: list[Problem] = []
    area, center = (*table.header, "", "")[:2]
    for row in table.rows:
        for label in table.header[2:]:
            try:
                made = _day(row, area, center, label, rests)
            except UnknownNotation as unknown:
                problems.append(
                    Problem(row.line, f"{AREA_DAYS} の「{label}」の「{unknown}」を収集日として読めません")
                )
            else:
                entries += [replace(e, collection=collection, department=department) for e in made]
                lines += [row.line] * len(made)
    return Reading(tuple(entries), tuple(lines), tuple(problems))


def _day(row: Row, area: str, center: str, label: str, rests: Mapping[str, list[str]]) -> list[Entry]:
    """One entry: when a category is collected in an area. None for an empty cell."""
    place, cell = row.cells.get(area, "").strip(), row.cells.get(label, "").strip()
    if not place or not cell:
        return []
    name = row.cells.get(center, "").strip()
    rest = rests.get(name, [])
    closed = [f"{name}は、{period.replace(' ', 'から')}まで休みます。" for period in rest]
    said = {_AREA: place, _DAYS: cell, _CENTER: name, _REST: "|".join(rest)}
    return [
        Entry(
            id="",
            collection="",
            department="",
            question=f"{label.strip()}の収集日",
            subject=f"{label.strip()}の収集日",
            condition=place,
            answer="\n".join([f"{place}の『{label.strip()}』は、{in_words(cell)}です。", *closed]),
            category=label.strip(),
            fields={key: value for key, value in said.items() if value},
        )
    ]


def _read_rests(path: Path) -> dict[str, list[str]]:
    rests: dict[str, list[str]] = {}
    for row in _rows(path).rows:
        name, start, end = (*(cell.strip() for cell in row.cells.values()), "", "", "")[:3]
        if name and start and end:
            rests.setdefault(name, []).append(f"{start} {end}")
    return rests


def _write_days(days: Sequence[Entry], labels: Sequence[str]) -> str:
    used = [label for label in labels if any(e.category == label for e in days)]
    areas: dict[tuple[str, str], dict[str, str]] = {}
    for e in days:
        areas.setdefault((e.fields[_AREA], e.fields.get(_CENTER, "")), {})[e.category] = e.fields[_DAYS]
    rows = ([*area, *(cells.get(label, "") for label in used)] for area, cells in areas.items())
    return _lines([_AREA, _CENTER, *used], rows)


def _write_rests(days: Sequence[Entry]) -> Iterable[list[str]]:
    known = {
        (e.fields.get(_CENTER, ""), period) for e in days for period in e.fields.get(_REST, "").split("|")
    }
    return [[name, *period.split(" ")] for name, period in sorted(known) if period]
