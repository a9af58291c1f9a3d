"""Is somebody in danger? Fire, gas, a person who cannot breathe, who is beaten, who wants to die: seen in any question.

What sets an alarm off is data, in two further columns of the entries of an emergency collection. Alternatives stand
between 「/」, all words of a trigger between spaces must be there, triggers are parted by 「|」:

合図   電池/バッテリー 煙/けむり | ガス くさい
除外   煙感知器 | 火事 @処分

A single word of 除外 is read past wherever it stands (煙感知器 is no smoke). Several words are a reason not to sound
this alarm, if all are there. @処分 and @話題 stand for words that ask how to throw something away, and that speak of a
danger in general. 「=かじ」 is a word that must be the whole question. Words are compared as they sound, so that kana
typed in a hurry and long vowels do not matter, and long ones may have one slip of the thumb.

An alarm that is missed is worse than one too many: the measures and their floors are in tests/text/test_alarms.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from faqbot.text.kana import is_kana, sound
from faqbot.text.normalize import normalize
from faqbot.types import Entry, Status

TRIGGERS, EXCEPTIONS = "合図", "除外"
"""The columns."""
WHOLE = "="

_GROUPS: Mapping[str, str] = {
    "@処分": (
        "捨て/すて/処分/出し方/だしかた/出せ/出したい/出していい/何ごみ/なにごみ/何の日/分別/引き取/片付け/回収/収集日"
        "/粗大/小電/不燃/可燃/燃えるごみ/もえるごみ/どこに持って/ごみはどこ/減免"
    ),
    "@話題": (
        "原因/件数/何件/防ぐ/防止/予防/対策/訓練/保険/講習/ポスター/ちらし/書類/危険があ/危険性/恐れ/しないように/なりませんか/なりますか/何歳/とは/の数/何回/による/事例"
    ),
}
_SLIP_FROM = 7
"""Kana: shorter words are one slip away from too many others."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Alternatives: `whole` questions, `parts` of one, and those parts that are found with a slip as well."""

    whole: frozenset[str]
    parts: tuple[str, ...]
    slippery: tuple[str, ...]

    def stand_in(self, text: str) -> bool:
        return (
            any(map(text.__contains__, self.parts))
            or text in self.whole
            or any(_has_slipped(text, word) for word in self.slippery)
        )


_Trigger = tuple[_Words, ...]


@dataclass(frozen=True, slots=True)
class _Alarm:
    entry: Entry
    triggers: tuple[_Trigger, ...]
    vetoes: tuple[_Trigger, ...]


class Alarms:
    """Emergencies, in the order in which they go before one another: the order of the entries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        published = [entry for entry in entries if entry.status is Status.PUBLISHED]
        exceptions = {entry.id: _triggers(entry, EXCEPTIONS) for entry in published}
        read_past = {
            w for found in exceptions.values() for each in found if len(each) == 1 for w in each[0].parts
        }
        self._read_past = _any_of(read_past)
        self._alarms = tuple(
            _Alarm(entry, triggers, tuple(each for each in exceptions[entry.id] if len(each) > 1))
            for entry in published
            if (triggers := _triggers(entry, TRIGGERS))
        )

    def find(self, text: str) -> Entry | None:
        """The emergency that a text speaks of; None if it speaks of none. Any string may be given."""
        heard = sound(normalize(text))
        bare = self._read_past.sub(" ", heard)
        for alarm in self._alarms:
            if _holds(alarm.triggers, bare) and not _holds(alarm.vetoes, heard):
                return alarm.entry
        return None


def _triggers(entry: Entry, column: str) -> tuple[_Trigger, ...]:
    parts = (part.split() for part in entry.fields.get(column, "").split("|"))
    return tuple(tuple(map(_alternatives, words)) for words in parts if words)


def _alternatives(text: str) -> _Words:
    words = [word for each in text.split("/") for word in _GROUPS.get(each, each).split("/") if word]
    parts = tuple(sound(normalize(word)) for word in words if word[0] != WHOLE)
    return _Words(
        whole=frozenset(sound(normalize(word)) for word in words if word[0] == WHOLE),
        parts=parts,
        slippery=tuple(word for word in parts if len(word) >= _SLIP_FROM and is_kana(word)),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def _holds(triggers: tuple[_Trigger, ...], text: str) -> bool:
    return any(all(words.stand_in(text) for words in trigger) for trigger in triggers)


def _has_slipped(text: str, word: str) -> bool:
    """Whether the word is there but for one character: then one of its halves is there as it should be."""
    half = len(word) // 2
    head, tail = word[:half], word[half:]
    at = text.find(head)
    if at >= 0 and _is_slip(tail, text[at + half :]):
        return True
    at = text.find(tail)
    return at > 0 and _is_slip(head[::-1], text[:at][::-1])


def _is_slip(word: str, text: str) -> bool:
    """Whether the text begins with the word but for one character wrong, missing, too many, or two swapped."""
    same = next(
        (i for i, (a, b) in enumerate(zip(word, text, strict=False)) if a != b), min(len(word), len(text))
    )
    rest, there = word[same:], text[same:]
    wrong, missing, extra = there[1:], there, there[1:]
    swapped = len(rest) > 1 and there[:2] == rest[1::-1] and there[2:].startswith(rest[2:])
    return (
        (len(there) > 0 and wrong.startswith(rest[1:]))
        or (len(rest) > 1 and missing.startswith(rest[1:]))
        or (len(there) > 0 and extra.startswith(rest))
        or swapped
    )
