"""The map of data names every table, and every column of it that may tell who somebody is."""

from __future__ import annotations

import re

from faqbot.staff.retention import DAYS
from faqbot.store.tables import metadata
from tests.conftest import ROOT

MAP = (ROOT / "docs" / "data_map.ja.md").read_text("utf-8")
PERSONAL = frozenset(
    """account address agent area asked_by body by decided_by device display_name id_token issuer notes password_hash payload
    record reply saved_by secret session set_by sid subject text who""".split()
)
"""Names of columns that hold something of a person, wherever they stand."""
HARMLESS = {
    ("collections", "areas"),
    ("entries", "subject"),
    ("entry_versions", "subject"),
    ("roots", "secret"),
}
"""Of a place or a machine."""


def rows() -> dict[str, str]:
    """The row of each table in the map, by its name."""
    found: dict[str, str] = {}
    for line in MAP.splitlines():
        first, *rest = (cell.strip() for cell in line.strip("|").split("|"))
        for table in re.findall(r"`(\w+)`", first):
            found[table] = "|".join(rest)
    return found


def test_every_table_is_named_and_nothing_else() -> None:
    assert {name for name in rows() if name.islower()} == set(metadata.tables)


def test_every_personal_column_is_named() -> None:
    told = rows()
    missing = [
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if column.name in PERSONAL
        and (table.name, column.name) not in HARMLESS
        and f"`{column.name}`" not in told[table.name]
    ]
    assert missing == []


def test_the_terms_are_those_of_the_program() -> None:
    for kind, days in DAYS.items():
        assert f"`{kind}` {days} 日" in MAP
