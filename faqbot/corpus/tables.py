"""Rows out of files: CSV, Excel and JSONL, in the encodings that city halls have."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from faqbot.errors import CorpusError

_ENCODINGS = ("utf-8-sig", "cp932")
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file; `line` is where a person finds it there (1 is the first line)."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """`header` has the column names in order; empty rows are left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """Read a table, by the file's ending.

    Raises:
        CorpusError: the file cannot be read, is too large, or is of a kind we do not know.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CorpusError(f"{path.name} が大きすぎます（上限 64 MB）。分けて取り込んでください。")
        match path.suffix.lower():
            case ".csv" | ".tsv" | ".txt":
                return _csv(_decode(path), "\t" if path.suffix.lower() == ".tsv" else ",")
            case ".xlsx" | ".xlsm":
                return _excel(path)
            case ".jsonl" | ".ndjson":
                return _jsonl(_decode(path))
    except OSError as error:
        raise CorpusError(f"{path} を開けません（{error.strerror}）。") from error
    raise CorpusError(
        f"{path.name} の形式は取り込めません。CSV・Excel（.xlsx）・JSONL のどれかにしてください。"
    )


def _decode(path: Path) -> str:
    data = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CorpusError(
        f"{path.name} の文字コードを読めません。UTF-8 か Shift_JIS（CP932）で保存し直してください。"
    )


def _csv(text: str, delimiter: str) -> Table:
    csv.field_size_limit(_MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise CorpusError(
            f'{line} 行目からの引用符（"）が閉じていないなど、CSV として読めません（{error}）。'
        ) from error
    return _table(iter(rows))


def _excel(path: Path) -> Table:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise CorpusError(f"{path.name} を Excel ファイルとして読めません。") from error
    try:
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(values_only=True)
        return _table((i, [_cell(c) for c in row]) for i, row in enumerate(cells, start=1))
    finally:
        book.close()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _table(lines: Iterator[tuple[int, list[str]]]) -> Table:
    _, first = next(lines, (1, []))
    header = [name.strip().lstrip("\ufeff") for name in first]
    while header and not header[-1]:
        header.pop()
    if not any(header):
        raise CorpusError("1 行目に列の名前がありません。")
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        raise CorpusError(f"同じ名前の列が 2 つあります: {'、'.join(sorted(twice))}")
    rows = (
        Row(line, {name: cell for name, cell in zip(header, cells, strict=False) if name})
        for line, cells in lines
        if any(cell.strip() for cell in cells)
    )
    return Table(tuple(name for name in header if name), tuple(rows))


def _jsonl(text: str) -> Table:
    rows = [
        Row(line, _object(line, content))
        for line, content in enumerate(text.splitlines(), start=1)
        if content.strip()
    ]
    header = dict.fromkeys(name for row in rows for name in row.cells)
    return Table(tuple(header), tuple(rows))


def _object(line: int, content: str) -> dict[str, str]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{line} 行目が JSON として読めません。") from error
    if not isinstance(value, dict):
        raise CorpusError(f"{line} 行目が JSON のオブジェクト {{…}} ではありません。")
    return {name: _text(cell) for name, cell in value.items()}


def _text(cell: object) -> str:
    if isinstance(cell, list):
        return "|".join(map(_text, cell))
    return "" if cell is None else str(cell)
