"""`areas.csv`: the parts of a city, their towns, and when each category is collected there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from faqbot.corpus.tables import Row, read_table
from faqbot.errors import CorpusError, InvalidInput
from faqbot.schedule.days import parse
from faqbot.types import Area

FILE = "areas.csv"
NAME, READING, TOWNS, TOWN_READINGS, PAUSE, NOTE, SAMPLE = "地区 よみ 町名 町名のよみ 休止 備考 見本".split()
"""The columns beside one for each category; 休止 (「12/29〜1/3は休み」) is added to each of the row's notations."""
_COLUMNS = (NAME, READING, TOWNS, TOWN_READINGS, PAUSE, NOTE, SAMPLE)
_TOLD = 5


def read_areas(path: Path, categories: Sequence[str]) -> tuple[Area, ...]:
    """The areas of a file; none where there is no file.

    Half a calendar would send people out on the wrong day: one bad row refuses the file, with line and column.

    Raises:
        CorpusError: the file cannot be used; the message names the first bad rows.
    """
    if not path.exists():
        return ()
    table = read_table(path)
    if unknown := [name for name in table.header if name not in (*_COLUMNS, *categories)]:
        raise CorpusError(
            f"{path} の列「{unknown[0]}」がわかりません。{'・'.join(_COLUMNS)} か、分類の名前にしてください。"
        )
    if problems := list(_problems(table.rows, categories)):
        raise CorpusError(f"{path} を直してください: {' ／ '.join(problems[:_TOLD])}")
    return tuple(_area(row, categories) for row in table.rows)


def areas_to_csv(areas: Sequence[Area], categories: Sequence[str]) -> str:
    """CSV text that `read_areas` reads back to the same areas. Starts with a BOM for Excel."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    columns = [name for name in _COLUMNS if name != PAUSE]
    writer = csv.DictWriter(out, [*columns, *categories], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_cells(area) for area in areas)
    return out.getvalue()


def _problems(rows: Sequence[Row], categories: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for row in rows:
        name = _cell(row, NAME)
        if not name:
            yield f"{row.line} 行目の「{NAME}」が空です"
        elif seen.setdefault(name, row.line) != row.line:
            yield f"{row.line} 行目の「{name}」が {seen[name]} 行目と同じです"
        if _list(row, TOWN_READINGS) and len(_list(row, TOWN_READINGS)) != len(_list(row, TOWNS)):
            yield f"{row.line} 行目の「{TOWNS}」と「{TOWN_READINGS}」の数がちがいます"
        for category, notation in _days(row, categories).items():
            try:
                parse(notation)
            except InvalidInput as error:
                yield f"{row.line} 行目「{category}」: {error}"


def _area(row: Row, categories: Sequence[str]) -> Area:
    towns = _list(row, TOWNS)
    readings = _list(row, TOWN_READINGS) or [""] * len(towns)
    return Area(
        name=_cell(row, NAME),
        reading=_cell(row, READING),
        towns=tuple(zip(towns, readings, strict=True)),
        days=MappingProxyType(_days(row, categories)),
        note=_cell(row, NOTE),
        sample=bool(_cell(row, SAMPLE)),
    )


def _days(row: Row, categories: Sequence[str]) -> dict[str, str]:
    pause = f"（{_cell(row, PAUSE)}）" if _cell(row, PAUSE) else ""
    return {name: _cell(row, name) + pause for name in categories if _cell(row, name)}


def _cells(area: Area) -> dict[str, str]:
    return {
        NAME: area.name,
        READING: area.reading,
        TOWNS: "|".join(name for name, _ in area.towns),
        TOWN_READINGS: "|".join(reading for _, reading in area.towns)
        if any(r for _, r in area.towns)
        else "",
        NOTE: area.note,
        SAMPLE: "はい" if area.sample else "",
    } | dict(area.days)


def _cell(row: Row, column: str) -> str:
    return row.cells.get(column, "").strip()


def _list(row: Row, column: str) -> list[str]:
    return [part.strip() for part in _cell(row, column).split("|")] if _cell(row, column) else []
