"""What was asked of the project, what does it, which tests show it, and what is missing: a table that says so itself."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

FILE = Path(__file__).with_name("conformance.toml")
SOURCE = Path(__file__).resolve().parents[2]
"""The source tree, where the tests are; an installed package has none."""

_COLUMNS = ("番号", "求められること", "どの機能か", "示すテスト", "測った値", "足りないこと")
_STYLE = (
    "body{font-family:sans-serif;margin:2rem}table{border-collapse:collapse}"
    "td,th{border:1px solid #888;padding:.4rem;text-align:left;vertical-align:top}"
)
_NOT_OURS = "この製品の対象ではありません"
_NO_TESTS = "テストがありません"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of what is asked. `tests` are paths from the source tree."""

    id: str
    asked: str
    feature: str = ""
    tests: tuple[str, ...] = ()
    measured: str = ""
    missing: str = ""
    out_of_scope: bool = False

    def lacking(self, source: Path = SOURCE) -> str:
        """What is missing, also of the tests that are named; empty where nothing is."""
        if self.out_of_scope:
            return _NOT_OURS
        gone = [test for test in self.tests if not (source / test).exists()]
        named = [f"示すはずの {test} がありません" for test in gone] if (source / "tests").is_dir() else []
        return " ".join([*([] if self.tests else [_NO_TESTS]), *named, *filter(None, [self.missing])])


def requirements(file: Path = FILE) -> tuple[Requirement, ...]:
    """What is asked, in the order of the file."""
    rows = tomllib.loads(file.read_text("utf-8"))["requirement"]
    return tuple(Requirement(**{**row, "tests": tuple(row.get("tests", ()))}) for row in rows)


def markdown(asked: Sequence[Requirement]) -> str:
    """The report as a table in Markdown."""
    rows = [_COLUMNS, ("---",) * len(_COLUMNS), *map(_row, asked)]
    return "# 要件への対応\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def html(asked: Sequence[Requirement]) -> str:
    """The report as a page of its own."""
    head = "".join(f"<th scope=col>{column}</th>" for column in _COLUMNS)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _row(each))}</tr>\n" for each in asked
    )
    return (
        f'<!doctype html>\n<html lang="ja"><meta charset="utf-8"><title>要件への対応</title><style>{_STYLE}</style>\n'
        f"<h1>要件への対応</h1>\n<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n</html>\n"
    )


def _row(each: Requirement) -> tuple[str, ...]:
    return (each.id, each.asked, each.feature, " ".join(each.tests), each.measured, each.lacking())
