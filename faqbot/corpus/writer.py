"""Entries to a corpus file, so that reading it again gives the same entries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from faqbot.corpus.columns import COLUMNS
from faqbot.types import Entry, Kind, Status

_KINDS = {Kind.ANSWER: "", Kind.UNKNOWN: "不明"}
_STATUSES = {Status.PUBLISHED: "", Status.DRAFT: "下書き", Status.ARCHIVED: "廃止"}


def to_csv(entries: Sequence[Entry]) -> str:
    """CSV text with our own column names, the optional columns that no entry uses left out. Starts with a BOM for Excel."""
    header, rows = table(entries)
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.DictWriter(out, header, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def table(entries: Sequence[Entry]) -> tuple[list[str], list[dict[str, str]]]:
    """The columns that entries use, in our order, and the cells of each entry."""
    rows = [cells(entry) for entry in entries]
    used = dict.fromkeys(name for row in rows for name, text in row.items() if text)
    header = [name for name in COLUMNS.values() if name in used or name in ("ID", "質問", "答え")]
    return header + [name for name in used if name not in header], rows


def to_jsonl(entries: Sequence[Entry]) -> str:
    """One JSON object a line, with our own column names."""
    return "".join(
        json.dumps({k: v for k, v in cells(entry).items() if v}, ensure_ascii=False) + "\n"
        for entry in entries
    )


def cells(entry: Entry) -> dict[str, str]:
    """One entry as the cells of a row, by column name."""
    values = {
        "id": entry.id,
        "question": entry.question,
        "reading": entry.reading,
        "phrasings": "|".join(entry.phrasings),
        "subject": entry.subject,
        "condition": entry.condition,
        "answer": entry.answer,
        "category": entry.category,
        "department": entry.department,
        "source_title": entry.source_title,
        "source_url": entry.source_url,
        "checked_on": entry.checked_on.isoformat() if entry.checked_on else "",
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else "",
        "valid_until": entry.valid_until.isoformat() if entry.valid_until else "",
        "kind": _KINDS[entry.kind],
        "status": _STATUSES[entry.status],
    }
    return {COLUMNS[field]: text for field, text in values.items()} | dict(entry.fields)
