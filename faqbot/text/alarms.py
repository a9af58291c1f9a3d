"""Is somebody in danger? Fire, gas, a person who cannot breathe, who is beaten, who wants to die: seen in any question.

What sets an alarm off is data, in two further columns of the entries of an emergency collection. Alternatives stand
between 「/」, all words of a trigger between spaces must be there, triggers are parted by 「|」:

合図   電池/バッテリー 煙/けむり | @子ども @殴る !@処分
除外   煙感知器 | 火事 @処分

`@殴る` is a family of words (families.py), 「!」 forbids, and 「=かじ」 must be the whole question. A single word of 除外
is read past wherever it stands (煙感知器 is no smoke); several words are a reason not to sound this alarm, if all are there.

A word is there if it sounds so, so that kana typed in a hurry and long vowels do not matter, and long ones may have one
slip of the thumb. A verb or an adjective in its dictionary form is there in every other form too, also in dialect
(燃える: 燃えた, 燃えとる, 燃えへん), because Sudachi gives them all one normalised form.

An alarm that is missed is worse than one too many: the measures and their floors are in tests/text/test_alarms.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from faqbot.text.families import FAMILIES
from faqbot.text.kana import is_kana, sound
from faqbot.text.normalize import normalize
from faqbot.text.tokenizer import Token
from faqbot.types import Entry, Status

TRIGGERS, EXCEPTIONS = "合図", "除外"
"""The columns."""
WHOLE = "="

FORBIDDEN = "!"

_SLIP_FROM = 7
"""Kana: shorter words are one slip away from too many others."""
_PART_FROM = 3
"""Kana: a shorter verb is part of too many words (ける: いける), and found by its form alone."""
_BEGINNING = 2
"""Characters by which words are looked up: 0.23 ms a question (those of eval/sets); 0.40 when each of 3,400 is sought in it."""
_FORM = "~"
_INFLECTED = frozenset({"動詞", "形容詞"})


Read = Callable[[str], tuple[Token, ...]]
"""Splits any text into morphemes (Analyzer.tokens)."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Alternatives: keys of what may be heard, and whether it may or must not be."""

    keys: frozenset[str]
    forbidden: bool

    def agree_with(self, heard: set[str]) -> bool:
        return self.keys.isdisjoint(heard) is self.forbidden


_Trigger = tuple[_Words, ...]


@dataclass(frozen=True, slots=True)
class _Alarm:
    entry: Entry
    triggers: tuple[_Trigger, ...]
    vetoes: tuple[_Trigger, ...]


class Alarms:
    """Emergencies, in the order in which they go before one another: the order of the entries."""

    def __init__(self, entries: Iterable[Entry], read: Read) -> None:
        published = [entry for entry in entries if entry.status is Status.PUBLISHED]
        self._ear = _Ear(read)
        exceptions = {entry.id: [*_cells(entry, EXCEPTIONS)] for entry in published}
        self._read_past = _any_of(
            word
            for found in exceptions.values()
            for each in found
            if len(each) == 1
            for word in _words(each[0])
        )
        self._alarms = tuple(
            _Alarm(
                entry,
                tuple(map(self._ear.trigger, _cells(entry, TRIGGERS))),
                tuple(self._ear.trigger(each) for each in exceptions[entry.id] if len(each) > 1),
            )
            for entry in published
        )

    def find(self, text: str) -> Entry | None:
        """The emergency that a text speaks of; None if it speaks of none. Any string may be given."""
        whole = sound(normalize(text))
        forms = self._ear.forms(text)
        heard = self._ear.hear(self._read_past.sub(" ", whole)) | forms
        found = [alarm for alarm in self._alarms if _holds(alarm.triggers, heard)]
        if not found:
            return None
        everything = self._ear.hear(whole) | forms
        return next((a.entry for a in found if not _holds(a.vetoes, everything)), None)


class _Ear:
    """Knows every word of every trigger, so that each is listened for once in a text, however many ask for it.

    A key is what a word sounds like, or `=` and what the whole question does, or `~` and a normalised form.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, set[str]] = {}
        self._slippery: set[str] = set()

    def trigger(self, cell: Sequence[str]) -> _Trigger:
        return tuple(self._alternatives(words) for words in cell)

    def hear(self, text: str) -> set[str]:
        heard = {
            part
            for at in range(len(text))
            for size in range(1, _BEGINNING + 1)
            for part in self._parts.get(text[at : at + size], ())
            if text.startswith(part, at)
        }
        heard.update(word for word in self._slippery - heard if _has_slipped(text, word))
        heard.add(WHOLE + text)
        return heard

    def forms(self, text: str) -> set[str]:
        return {_FORM + token.normal for token in self._read(text) if token.part[0] in _INFLECTED}

    def _alternatives(self, text: str) -> _Words:
        keys = {key for word in _words(text.removeprefix(FORBIDDEN)) for key in self._learnt(word)}
        return _Words(frozenset(keys), forbidden=text.startswith(FORBIDDEN))

    def _learnt(self, word: str) -> tuple[str, ...]:
        """Its keys, found once: most words stand in many triggers, by their families."""
        if word not in self._known:
            self._known[word] = tuple(self._keys(word))
        return self._known[word]

    def _keys(self, word: str) -> Iterator[str]:
        heard = sound(normalize(word))
        if word[0] == WHOLE:
            yield WHOLE + heard
            return
        form = self._form(word)
        if form:
            yield _FORM + form
        if form and is_kana(heard) and len(heard) < _PART_FROM:
            return
        self._parts.setdefault(heard[:_BEGINNING], set()).add(heard)
        if len(heard) >= _SLIP_FROM and is_kana(heard):
            self._slippery.add(heard)
        yield heard

    def _form(self, word: str) -> str:
        """The normalised form of a verb or an adjective that is written as dictionaries do, else nothing."""
        tokens = self._read(word)
        inflected = len(tokens) == 1 and tokens[0].part[0] in _INFLECTED
        return tokens[0].normal if inflected and tokens[0].part[5].startswith("終止形") else ""


def _cells(entry: Entry, column: str) -> Iterator[list[str]]:
    return (words for part in entry.fields.get(column, "").split("|") if (words := part.split()))


def _words(text: str) -> list[str]:
    return [word for each in text.split("/") if each for word in FAMILIES.get(each, (each,))]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({sound(normalize(word)) for word in words}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def _holds(triggers: tuple[_Trigger, ...], heard: set[str]) -> bool:
    return any(all(words.agree_with(heard) for words in trigger) for trigger in triggers)


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
