"""`triage.toml`: what a help desk takes on, who takes the rest, and the questions that tell them apart."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from faqbot.errors import CorpusError, InvalidInput
from faqbot.staff.triage import Step, Target, Triage, Way, check
from faqbot.types import Collection

FILE = "triage.toml"


def read_triage(folder: Path, collection: Collection) -> Triage | None:
    """The fault sheet of a corpus folder, or None if it has none.

    Raises:
        CorpusError: the file is not as it should be, or names somebody who is not among the collection's contacts.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        triage = _triage(collection.name, tomllib.loads(path.read_text(encoding="utf-8")))
        check(triage)
    except KeyError as error:
        raise CorpusError(f"{path} に {error.args[0]} がありません。") from error
    except (ValueError, TypeError, InvalidInput) as error:
        raise CorpusError(f"{path} を読めません（{error}）。") from error
    known = {contact.department for contact in collection.contacts}
    if stray := [target.contact for target in triage.targets if target.contact not in known]:
        raise CorpusError(f"{path} の連絡先「{stray[0]}」が、collection.toml の contacts にありません。")
    return triage


def _triage(system: str, data: Mapping[str, Any]) -> Triage:
    return Triage(
        system=system,
        symptoms=_ways(data["symptoms"]),
        steps=tuple(Step(**{**step, "ways": _ways(step["ways"])}) for step in data.get("steps", ())),
        targets=tuple(Target(**target) for target in data["targets"]),
    )


def _ways(rows: list[Mapping[str, str]]) -> tuple[Way, ...]:
    return tuple(Way(**row) for row in rows)
