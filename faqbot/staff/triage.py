"""Whose fault is it? What each system's help desk takes on, who takes the rest, and the questions that tell them apart (C4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from faqbot.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that may be at fault, and who sees to it."""

    name: str
    in_scope: bool
    contact: str
    """A department among the contacts of the system's collection, which alone holds its telephone number."""
    report_at_once: bool = False
    start_within_hours: float | None = None
    """Work begins within so many hours of the report."""
    restore_same_day: bool = False
    """Restored the same day, or else before the next opening."""
    say: str = ""
    """What the agent tells the caller."""
    message: str = ""
    """What is sent to the contact; 【受付番号】, 【受付日時】, 【所属】, 【内容】 and 【担当者】 are filled in."""
    sample: str = ""
    """What in this record is a stand-in (見本) that the city replaces; empty if it all stands in the requirements."""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What the caller says, and where that leads: the `id` of a step, or the name of a target."""

    say: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question of the fault sheet."""

    id: str
    ask: str
    hint: str = ""
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The fault sheet of one system: 症状 → 切り分け → whom to call."""

    system: str
    symptoms: tuple[Way, ...]
    steps: tuple[Step, ...]
    targets: tuple[Target, ...]

    def target(self, name: str) -> Target | None:
        """The target with this name, or None if there is none."""
        return next((target for target in self.targets if target.name == name), None)


def check(triage: Triage) -> None:
    """Every way leads on to a target, without going round in circles, and nothing stands apart.

    Raises:
        InvalidInput: it does not; the text says which record is wrong.
    """
    steps = {step.id: step for step in triage.steps}
    targets = {target.name for target in triage.targets}
    if len(steps) + len(targets) < len(triage.steps) + len(triage.targets) or steps.keys() & targets:
        raise InvalidInput("同じ名前の項目があります。id と name は、それぞれ別の名前にしてください。")
    if stray := [way.to for way in _ways(triage) if way.to not in steps and way.to not in targets]:
        raise InvalidInput(f"行き先「{stray[0]}」がありません。id か name を確かめてください。")
    if stuck := [step.id for step in triage.steps if not step.ways]:
        raise InvalidInput(f"「{stuck[0]}」に ways がありません。行き先を書いてください。")
    if apart := (steps.keys() | targets) - {way.to for way in _ways(triage)}:
        raise InvalidInput(f"「{min(apart)}」へ行く道がありません。symptoms か ways に書いてください。")
    _refuse_circles(steps)


def filled(message: str, words: Mapping[str, str]) -> str:
    """A message with its 【…】 filled in; those without a word stay, so that nobody sends a gap unseen."""
    for name, word in words.items():
        message = message.replace(f"【{name}】", word) if word else message
    return message


def _ways(triage: Triage) -> Iterator[Way]:
    yield from triage.symptoms
    for step in triage.steps:
        yield from step.ways


def _refuse_circles(steps: Mapping[str, Step]) -> None:
    try:
        TopologicalSorter({name: [way.to for way in step.ways] for name, step in steps.items()}).prepare()
    except CycleError as error:
        raise InvalidInput(f"行き先が一回りしています（{' → '.join(error.args[1])}）。") from None
