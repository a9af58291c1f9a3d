"""Cards: an answer, a list to choose from, whom to phone, an emergency. Pure: values in, the JSON of a bubble out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faqbot.channels.line_actions import Tapping, page, pages, phone, phones
from faqbot.channels.line_colours import ink_on, rgb
from faqbot.channels.line_flex import BRAND, DANGER, FAINT, Part, box, bubble, button, line, row, words
from faqbot.channels.line_words import Words
from faqbot.types import Category, Collection, Do, Entry, Handoff, Option

_STEP = re.compile(r"^(\d{1,2})[.．]\s*(.+)$")
_ITEM = re.compile(r"^[・•]\s*(.+)$")
_NOTE = re.compile(r"^(?:注意|ご注意)\s*[:：]\s*(.+)$")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LINKS = 3
"""Buttons below an answer for the numbers and pages in it; the rest can be read."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Draws the cards of one talk, for one collection, in one language."""

    collection: Collection
    words: Words
    tapping: Tapping

    def answer(
        self, entry: Entry, said: str, variants: Iterable[Option] = (), foot: Sequence[Option] = ()
    ) -> Part:
        """An entry, quoted; the same thing under other conditions, since it is wrong there; and `foot` as buttons."""
        body = [*self._said(said), *self._named(entry), *prose(entry.answer, self.words)]
        body += self._links(entry.answer)
        body += self._source(entry)
        body += self._choices(self.words.variants, variants)
        return bubble(body, self._band(entry.category), self._foot(foot))

    def choices(self, said: str, options: Iterable[Option], note: str = "") -> Part:
        """A question, and what can be chosen, each in its whole length."""
        below = [words(note, size="sm", color=FAINT)] if note else []
        rows = [row(o.label, self.tapping.option(o), "" if o.hint in o.label else o.hint) for o in options]
        return bubble([words(said), *below, *rows])

    def contact(self, said: str, contact: Handoff, options: Iterable[Option]) -> Part:
        """Whom to phone, and whether that is possible now."""
        body = [*self._said(said), words(contact.department, weight="bold", size="lg")]
        if contact.opening:
            ink = BRAND if contact.open else DANGER if contact.open is False else FAINT
            body.append(words(contact.opening, color=ink, weight="bold"))
        if contact.hours:
            body.append(words(self.words.hours.format(hours=contact.hours), size="sm"))
        if contact.note:
            body.append(words(contact.note, size="sm", color=FAINT))
        foot = [button(self.tapping.option(option), style="secondary") for option in options]
        if contact.phone:
            call = phone(contact.phone, self.words.call_number.format(number=contact.phone))
            foot.insert(0, button(call, style="primary", color=BRAND))
        return bubble(body, footer=foot)

    def alarm(self, entry: Entry) -> Part:
        """An emergency: what to do, and the numbers to call, first one first; nothing else."""
        head = box([words(entry.category or entry.question, color="#ffffff", weight="bold", size="lg")])
        calls = [
            button(
                phone(number, f"{name} {number}" if name else self.words.call_number.format(number=number)),
                style="secondary" if at else "primary",
                **({} if at else {"color": DANGER}),
            )
            for at, (number, name) in enumerate(phones(entry.answer))
        ]
        opened = [button(link, style="link") for link in self._pages(entry.answer)]
        body = prose(entry.answer, self.words)
        return bubble(body, head | {"backgroundColor": DANGER, "paddingAll": "lg"}, [*calls, *opened])

    # The parts of an answer

    def _said(self, said: str) -> list[Part]:
        return [words(said, size="sm", color=FAINT)] if said else []

    def _band(self, name: str) -> Part | None:
        """The category in words and in its colour."""
        if not name:
            return None
        found = next((c for c in self.collection.categories if c.name == name), Category(name=name))
        colour = found.colour if _COLOUR.fullmatch(found.colour) else BRAND
        ink = ink_on(rgb(colour))
        return box([words(name, color=ink, weight="bold")], backgroundColor=colour, paddingAll="md")

    def _named(self, entry: Entry) -> list[Part]:
        named = [words(entry.question, weight="bold", size="lg")]
        if entry.condition:
            named.append(words(self.words.when + entry.condition, size="sm", weight="bold"))
        if entry.fields.get("見本"):
            sample = words(self.words.sample, size="sm", weight="bold", color=DANGER)
            named.append(box([sample], paddingAll="sm", borderColor=DANGER, borderWidth="normal"))
        return named

    def _links(self, text: str) -> list[Part]:
        calls = [
            phone(number, self.words.call_number.format(number=number))
            for number, _ in phones(text)
            if number[0] in "0#＃"
        ]
        return [button(link, style="link") for link in [*calls, *self._pages(text)][:_LINKS]]

    def _pages(self, text: str) -> list[Part]:
        found = (page(address, self.words.page) for address in pages(text))
        return [link for link in found if link]

    def _source(self, entry: Entry) -> list[Part]:
        if not (entry.source_title or entry.source_url):
            return []
        day, told = entry.checked_on, self.words.source + (entry.source_title or entry.source_url)
        if day:
            told += self.words.as_of.format(year=day.year, month=day.month, day=day.day)
        link = page(entry.source_url, self.words.page)
        looks = {"action": link, "decoration": "underline"} if link else {}
        return [line(), words(told, size="xs", color=FAINT, **looks)]

    def _choices(self, head: str, options: Iterable[Option]) -> list[Part]:
        rows = [row(option.label, self.tapping.option(option)) for option in options]
        return [line(), words(head, size="sm", weight="bold"), *rows] if rows else []

    def _foot(self, options: Sequence[Option]) -> list[Part]:
        if not options:
            return []
        buttons = [
            button(
                self.tapping.option(option, most=20),
                **(
                    {"style": "primary", "color": BRAND}
                    if option.action.do is Do.SOLVED
                    else {"style": "secondary"}
                ),
            )
            for option in options
        ]
        return [words(self.words.solved, size="sm", align="center"), box(buttons, "horizontal", spacing="sm")]


def prose(text: str, told: Words) -> list[Part]:
    """An answer's plain text as parts: the first line large; `1. …` steps, `・…` points, `注意: …` warnings, else as it is."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_line(line, told, lead=at == 0) for at, line in enumerate(lines)]


def _line(text: str, told: Words, *, lead: bool) -> Part:
    if step := _STEP.match(text):
        return _marked(f"{step[1]}.", step[2])
    if item := _ITEM.match(text):
        return _marked("・", item[1])
    if note := _NOTE.match(text):
        return words(f"⚠ {told.note}: {note[1]}", color=DANGER, weight="bold")
    return words(text, weight="bold", size="lg" if len(text) <= 40 else "md") if lead else words(text)


def _marked(mark: str, text: str) -> Part:
    return box([words(mark, flex=0, weight="bold"), words(text, flex=1)], "horizontal", spacing="sm")
