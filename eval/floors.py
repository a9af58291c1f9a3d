"""Pinned floors: what the shipped ranking must not fall below, and the digests of what they were measured on.

The rules are those of trafilatura's `tests/eval_gate.py`: a floor rises by itself when it is pinned anew and falls only
with a written reason, which stays in the file; a set or corpus that changed under the floors fails until they are pinned anew.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.measures import BY_NAME, Bound

MARGIN = 0.01
"""How far below the measured value a floor is pinned: one question of a set of 100, so that no single tie shuts the gate."""

Table = Mapping[str, Mapping[str, float]]
"""A number by set and measure."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that somebody lowered, and why. `to` is None where the measure was given up."""

    on: str
    set: str
    measure: str
    was: float
    to: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """`pinned` holds a least or a most value, as the measure's `bound` says; `digests` are SHA-256 by path."""

    pinned: Table
    digests: Mapping[str, str]
    lowered: tuple[Lowered, ...] = ()


class LoweringRefused(Exception):
    """Pinning would lower floors, and no reason was given. The message names them."""


def failures(floors: Floors, measured: Table, digests: Mapping[str, str]) -> tuple[str, ...]:
    """Why the gate is shut, a sentence each; nothing if it is open."""
    return (*_changed(floors.digests, digests), *_fallen(floors.pinned, measured))


def pin(floors: Floors, measured: Table, digests: Mapping[str, str], *, on: str, reason: str = "") -> Floors:
    """The floors for what is measured now. Each rises to just below its measured value, or stays.

    Raises:
        LoweringRefused: a floor would fall, and `reason` is empty.
    """
    fallen = tuple(_lowered(floors.pinned, measured, on, reason))
    if fallen and not reason:
        names = "\n".join(f"  {f.set}: {f.measure} {f.was} → {f.to or 'no longer measured'}" for f in fallen)
        raise LoweringRefused(f"These floors would fall:\n{names}")
    pinned = {
        name: {measure: _floor(floors.pinned, name, measure, value) for measure, value in _held(values)}
        for name, values in measured.items()
    }
    return Floors(pinned, dict(digests), (*floors.lowered, *fallen))


def holds(measure: str, value: float, floor: float) -> bool:
    """Whether a value is on the right side of its floor."""
    return value >= floor if BY_NAME[measure].bound is Bound.AT_LEAST else value <= floor


def _changed(pinned: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(pinned.keys() | now.keys()):
        if path not in now:
            yield f"{path} was pinned and is gone."
        elif path not in pinned:
            yield f"{path} is new and not pinned."
        elif pinned[path] != now[path]:
            yield f"{path} has changed since the floors were pinned."


def _fallen(pinned: Table, measured: Table) -> Iterator[str]:
    for name, floors in pinned.items():
        for measure, floor in floors.items():
            value = measured.get(name, {}).get(measure)
            if value is None:
                yield f"{name}: {measure} has a floor and is no longer measured."
            elif not holds(measure, value, floor):
                yield f"{name}: {measure} is {value:.4f}, {_side(measure)} {floor:.4f} is pinned."
    for name, values in measured.items():
        for measure, _ in _held(values):
            if measure not in pinned.get(name, {}):
                yield f"{name}: {measure} is measured and has no floor."


def _lowered(pinned: Table, measured: Table, on: str, reason: str) -> Iterator[Lowered]:
    for name, floors in pinned.items():
        for measure, floor in floors.items():
            value = measured.get(name, {}).get(measure)
            if value is None or not holds(measure, value, floor):
                to = None if value is None else _near(measure, value)
                yield Lowered(on, name, measure, floor, to, reason)


def _held(values: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    return ((m, v) for m, v in values.items() if BY_NAME[m].bound is not Bound.SHOWN)


def _floor(pinned: Table, name: str, measure: str, value: float) -> float:
    near, was = _near(measure, value), pinned.get(name, {}).get(measure)
    if was is None or not holds(measure, value, was):
        return near
    return max(near, was) if BY_NAME[measure].bound is Bound.AT_LEAST else min(near, was)


def _near(measure: str, value: float) -> float:
    """The value with the margin taken off, to four places, within 0 to 1."""
    if BY_NAME[measure].bound is Bound.AT_LEAST:
        return max(0.0, math.floor((value - MARGIN) * 1e4 + 1e-6) / 1e4)
    return min(1.0, math.ceil((value + MARGIN) * 1e4 - 1e-6) / 1e4)


def _side(measure: str) -> str:
    return "at least" if BY_NAME[measure].bound is Bound.AT_LEAST else "at most"


# The file


def read(path: Path) -> Floors:
    """The pinned floors; none where there is no file yet."""
    if not path.exists():
        return Floors({}, {})
    data = json.loads(path.read_text(encoding="utf-8"))
    pinned = {
        name: {measure: value for side in sides.values() for measure, value in side.items()}
        for name, sides in data["floors"].items()
    }
    return Floors(pinned, data["digests"], tuple(Lowered(**row) for row in data["lowered"]))


def write(path: Path, floors: Floors) -> None:
    """Write them so that a diff shows one number a line."""
    data = {
        "about": "Written by `python -m eval.gate --pin`; see docs/evaluation.md. Never edit a floor by hand.",
        "floors": {name: _sides(values) for name, values in floors.pinned.items()},
        "lowered": [asdict(row) for row in floors.lowered],
        "digests": dict(sorted(floors.digests.items())),
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _sides(values: Mapping[str, float]) -> dict[str, dict[str, float]]:
    sides: dict[str, dict[str, float]] = {Bound.AT_LEAST.value: {}, Bound.AT_MOST.value: {}}
    for measure, value in values.items():
        sides[BY_NAME[measure].bound.value][measure] = value
    return sides
