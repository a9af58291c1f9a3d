"""Whose fault is it? The sheet of each system, whole in one row: it is read and replaced as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select

from faqbot.errors import NotFound
from faqbot.staff.triage import Step, Target, Triage, Way
from faqbot.store.engine import Database
from faqbot.store.tables import collections, triages


class SqlTriages(Database):
    """Fault sheets: see `faqbot.store.base_staff.TriageStore`."""

    def save_triage(self, triage: Triage) -> None:
        known = select(collections.c.pk).where(collections.c.name == triage.system)
        with self.write() as connection:
            if connection.execute(known).first() is None:
                raise NotFound(f"「{triage.system}」という窓口はありません。先に取り込んでください。")
            connection.execute(delete(triages).where(triages.c.system == triage.system))
            connection.execute(insert(triages).values(system=triage.system, sheet=asdict(triage)))

    def triage(self, system: str) -> Triage | None:
        with self.read() as connection:
            sheet = connection.execute(select(triages.c.sheet).where(triages.c.system == system)).scalar()
        return None if sheet is None else _triage(sheet)


def _triage(sheet: Mapping[str, Any]) -> Triage:
    steps = (Step(**step | {"ways": _ways(step["ways"])}) for step in sheet["steps"])
    targets = tuple(Target(**target) for target in sheet["targets"])
    return Triage(
        system=sheet["system"], symptoms=_ways(sheet["symptoms"]), steps=tuple(steps), targets=targets
    )


def _ways(rows: list[Mapping[str, str]]) -> tuple[Way, ...]:
    return tuple(Way(**row) for row in rows)
