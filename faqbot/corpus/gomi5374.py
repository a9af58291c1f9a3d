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
from types import MappingProxyType

from faqbot.corpus.namesakes import tell_apart
from faqbot.corpus.reader import Problem, Reading, read_entries
from faqbot.corpus.tables import Table, read_table
from faqbot.errors import CorpusError, InvalidInput
from faqbot.schedule.days import Repeat, Rule, parse
from faqbot.schedule.words import WEEKDAYS
from faqbot.types import Area, Category, Collection, Entry, Kind, Status

TARGET, DESCRIPTION, AREA_DAYS, CENTER = "target.csv", "description.csv", "area_days.csv", "center.csv"


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
    areas, problems = _read_areas(folder)
    return replace(
        items,
        problems=items.problems + problems,
        categories=tuple(_categories(folder / DESCRIPTION)),
        areas=areas,
    )


def write(entries: Sequence[Entry], collection: Collection) -> Mapping[str, str]:
    """The files of a 5374 data folder: text by name. Drafts and what is not known are left out."""
    items = [e for e in entries if e.status is Status.PUBLISHED and e.kind is Kind.ANSWER and e.category]
    used = dict.fromkeys(
        [*(e.category for e in items), *(label for area in collection.areas for label in area.days)]
    )
    described = [c for c in collection.categories if c.name in used]
    described += [Category(name=name) for name in used if name not in {c.name for c in described}]
    labels = [c.name for c in described if any(c.name in area.days for area in collection.areas)]
    return {
        TARGET: _lines(["label", "name", "notice", "furigana"], map(_target, items)),
        DESCRIPTION: _lines(
            ["label", "sublabel", "description", "styles", "bgcolor"],
            ([c.name, c.short, c.description, "", c.colour] for c in described),
        ),
        AREA_DAYS: _lines(["地名", "センター", *labels], _area_rows(collection.areas, labels)),
        CENTER: _lines(["名称", "休止開始日", "休止終了日"], ()),
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


def _read_areas(folder: Path) -> tuple[tuple[Area, ...], tuple[Problem, ...]]:
    """The areas, each with the days that can be read for certain."""
    table, rests = _rows(folder / AREA_DAYS), _read_rests(folder / CENTER)
    areas: list[Area] = []
    problems: list[Problem] = []
    name, center = (*table.header, "", "")[:2]
    for row in table.rows:
        pauses = "".join(f"（{period}は休み）" for period in rests.get(row.cells.get(center, "").strip(), ()))
        cells = {label.strip(): row.cells.get(label, "").strip() for label in table.header[2:]}
        days = {label: _notation(cell) + pauses for label, cell in cells.items() if cell}
        unread = [label for label, notation in days.items() if not _is_readable(notation)]
        problems += [
            Problem(row.line, f"{AREA_DAYS} の「{label}」の「{cells[label]}」を収集日として読めません")
            for label in unread
        ]
        if place := row.cells.get(name, "").strip():
            readable = {label: notation for label, notation in days.items() if label not in unread}
            areas.append(Area(name=place, days=MappingProxyType(readable)))
    return tuple(areas), tuple(problems)


def _notation(cell: str) -> str:
    """What only 5374 writes, as `schedule.days` reads it: 隔火20150113, and 2土 for 土2."""
    plain = re.sub(rf"隔([{WEEKDAYS}])(\d{{8}})", r"隔週\1（\2から）", cell)
    return re.sub(rf"(?<!\S)([1-5])([{WEEKDAYS}])(?!\S)", r"\2\1", plain)


def _is_readable(notation: str) -> bool:
    try:
        parse(notation)
    except InvalidInput:
        return False
    return True


def _read_rests(path: Path) -> dict[str, list[str]]:
    rests: dict[str, list[str]] = {}
    for row in _rows(path).rows:
        name, start, end = (*(cell.strip() for cell in row.cells.values()), "", "", "")[:3]
        if name and start and end:
            rests.setdefault(name, []).append(f"{start}〜{end}")
    return rests


def _area_rows(areas: Sequence[Area], labels: Sequence[str]) -> Iterable[list[str]]:
    for area in areas:
        yield [
            area.name,
            "",
            *(_cell(parse(area.days[label])) if label in area.days else "" for label in labels),
        ]


def _cell(rule: Rule) -> str:
    """A rule in the notation of the app; empty where it has no words for it."""
    tokens = [token for repeat in rule.repeats for token in _tokens(repeat)]
    months = {repeat.months for repeat in rule.repeats}
    if "" in tokens or len(months) > 1:
        return ""
    tokens += [f"{day:%Y%m%d}" for day in sorted(rule.dates)]
    only = " ".join(map(str, *months)) if months else ""
    return " ".join(tokens) + (f":{only}" if only else "")


def _tokens(repeat: Repeat) -> list[str]:
    day = WEEKDAYS[repeat.weekday]
    if repeat.nth:
        return [f"{day}{n}" for n in repeat.nth]
    if repeat.weeks == 2 and repeat.since:
        return [f"隔{day}{repeat.since:%Y%m%d}"]
    return [day] if repeat.weeks == 1 else [""]
