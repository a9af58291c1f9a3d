"""Which requirement is met, by what, and which test shows it? The records of `conformance.toml` as a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from faqbot.errors import InvalidInput
from faqbot.reports.document import Column, Fact, Form, Report, Table


class State(StrEnum):
    """How far a requirement is met."""

    DONE = "done"
    PART = "part"
    MISSING = "missing"
    OUT = "out"


NAMES: Mapping[State, str] = {
    State.DONE: "満たす",
    State.PART: "一部",
    State.MISSING: "まだ",
    State.OUT: "対象外",
}
_GROUPS = {"A": "住民のボット", "B": "LINE のほかのサービス", "C": "職員の窓口", "D": "運用と安全"}
_COLUMNS = (
    Column("番号", width=6),
    Column("求められていること", width=44),
    Column("状態", width=8),
    Column("どうなっているか", width=52),
    Column("確かめる試験", width=40),
    Column("測った値", width=44),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement by its id. `tests` are files of the project, or `file::test`; `measured` names its command and day."""

    id: str
    asks: str
    state: State
    feature: str
    tests: tuple[str, ...]
    measured: str


def requirements(told: Mapping[str, Mapping[str, object]]) -> tuple[Requirement, ...]:
    """The records of a parsed file, in its order.

    Raises:
        InvalidInput: a record lacks a field, or has a state that there is none.
    """
    return tuple(_requirement(name, each) for name, each in told.items())


def _requirement(name: str, told: Mapping[str, object]) -> Requirement:
    try:
        tests = told["tests"]
        assert isinstance(tests, list)
        return Requirement(
            id=name,
            asks=str(told["asks"]),
            state=State(str(told["state"])),
            feature=str(told["feature"]),
            tests=tuple(map(str, tests)),
            measured=str(told["measured"]),
        )
    except (KeyError, ValueError, AssertionError) as error:
        raise InvalidInput(f"適合の表の {name} が読めません（{error}）。") from None


def conformance(found: tuple[Requirement, ...], *, made_at: datetime, version: str) -> Report:
    """The report: how many are met, then a table for each group of ids."""
    count = Counter(each.state for each in found)
    return Report(
        title="要件への適合",
        span=f"faqbot {version}",
        of="版",
        made_at=made_at,
        facts=tuple(Fact(NAMES[state], count[state], Form.NUMBER) for state in State),
        tables=tuple(
            Table(
                f"{group}　{title}",
                _COLUMNS,
                tuple(_row(each) for each in found if each.id.startswith(group)),
            )
            for group, title in _GROUPS.items()
        ),
    )


def _row(each: Requirement) -> tuple[str, ...]:
    return (
        each.id,
        each.asks,
        NAMES[each.state],
        each.feature,
        "\n".join(each.tests),
        each.measured or ("" if each.state is State.OUT else "測っていません"),
    )
