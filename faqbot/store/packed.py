"""How is an entry kept within another row? As JSON, with its dates as ISO text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import MappingProxyType
from typing import Any

from faqbot.types import Entry, Kind, Status

_DATES = ("checked_on", "valid_from", "valid_until")


def packed(entry: Entry) -> dict[str, Any]:
    """An entry as what JSON can write."""
    values = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    days = {name: values[name] and values[name].isoformat() for name in _DATES}
    return values | days | {"fields": dict(entry.fields)}


def unpacked(values: Mapping[str, Any]) -> Entry:
    """The entry that `packed` wrote, also before entries had all of today's dates."""
    days = {name: values.get(name) and date.fromisoformat(values[name]) for name in _DATES}
    return Entry(
        **{**values}
        | days
        | {
            "phrasings": tuple(values["phrasings"]),
            "kind": Kind(values["kind"]),
            "status": Status(values["status"]),
            "fields": MappingProxyType(values["fields"]),
        }
    )
