"""The scenario: topics down to entries, any depth. Where a collection defines none, its categories are it.

A path names a place: the ids of the topics from the top, joined by `/`. A category is `=` and its name; of a category with
many entries, `@か` is a row of the kana table, and `+10` the eleventh entry on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faqbot.desk import wording
from faqbot.desk.wording import Words
from faqbot.errors import NotFound
from faqbot.text.kana import row_of
from faqbot.types import Action, Category, Collection, Do, Entry, Option, Topic

PAGE = 10
"""Options a page at most: a LINE message holds 13 quick replies, and nobody reads more."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What stands at a path: a title (empty at the top), a text, and what can be chosen."""

    path: str
    title: str
    text: str
    options: tuple[Option, ...]


def menu(collection: Collection, entries: Sequence[Entry], path: str, words: Words) -> Menu:
    """The place of the scenario that a path names.

    Raises:
        NotFound: there is no such place (any more).
    """
    steps = [step for step in path.split("/") if step]
    place = _Place(collection, entries, words)
    found = place.top()
    for number, step in enumerate(steps):
        found = place.inside(found, step, "/".join(steps[: number + 1]))
    return _paged(found, words)


@dataclass(frozen=True, slots=True)
class _Place:
    collection: Collection
    entries: Sequence[Entry]
    words: Words

    def top(self) -> Menu:
        topics = self.collection.topics
        options = [_topic(topic, "") for topic in topics] if topics else list(self._categories(""))
        if topics and self.collection.categories:
            options.append(_option(self.words.menu_categories, "="))
        return Menu("", "", self.words.menu_top, tuple(options))

    def inside(self, menu: Menu, step: str, path: str) -> Menu:
        """The menu one step further down."""
        if step == "=":
            return Menu(path, self.words.menu_categories, "", tuple(self._categories("=/")))
        if step.startswith("="):
            return self._category(self._named_so(step[1:]), path)
        if step.startswith("@"):
            return self._row(menu, step[1:], path)
        if step.startswith("+"):
            return Menu(path, menu.title, menu.text, menu.options)
        return self._topic(menu.path, step, path)

    def _topic(self, above: str, step: str, path: str) -> Menu:
        topics = self.collection.topics
        for each in [*filter(None, above.split("/")), step]:
            found = next((topic for topic in topics if topic.id == each), None)
            if found is None:
                raise NotFound(wording.NO_TOPIC)
            topics = found.topics
        assert found
        options = [_topic(topic, f"{path}/") for topic in found.topics]
        options += _entries(self._named(found.entries))
        if found.category and not found.topics:
            return Menu(path, found.title, found.text, self._category(found.category, path).options)
        if found.category:
            options.append(_option(found.category, f"{path}/={_step(found.category)}"))
        return Menu(path, found.title, found.text, tuple(options))

    def _categories(self, above: str) -> Iterable[Option]:
        filled = {entry.category for entry in self.entries}
        return (_category(c, above) for c in self.collection.categories if c.name in filled)

    def _category(self, name: str, path: str) -> Menu:
        inside = [entry for entry in self.entries if entry.category == name]
        if not inside:
            raise NotFound(wording.NO_TOPIC)
        text = next((c.description for c in self.collection.categories if c.name == name), "")
        rows = dict.fromkeys(row_of(entry.reading) for entry in _in_order(inside))
        if len(inside) <= PAGE or len(rows) < 2:
            return Menu(path, name, text, tuple(_entries(_in_order(inside))))
        options = tuple(_option(f"{row}行" if row else "ほか", f"{path}/@{row}") for row in rows)
        return Menu(path, name, text, options)

    def _named_so(self, step: str) -> str:
        return next((c.name for c in self.collection.categories if _step(c.name) == step), step)

    def _row(self, above: Menu, row: str, path: str) -> Menu:
        name = above.title
        inside = [e for e in self.entries if e.category == name and row_of(e.reading) == row]
        if not inside:
            raise NotFound(wording.NO_TOPIC)
        return Menu(path, f"{name} {row}行" if row else name, "", tuple(_entries(_in_order(inside))))

    def _named(self, ids: Sequence[str]) -> list[Entry]:
        """In the order of the scenario; one that is no longer published is left out."""
        known = {entry.id: entry for entry in self.entries}
        return [known[entry_id] for entry_id in ids if entry_id in known]


def _paged(menu: Menu, words: Words) -> Menu:
    """The page of a menu that its path names, with a way on and a way back."""
    bare, _, start = menu.path.partition("+")
    bare, first = bare.rstrip("/"), int(start) if start.isdecimal() else 0
    page = list(menu.options[first : first + PAGE])
    if first + PAGE < len(menu.options):
        page.append(_option(words.menu_more, f"{bare}/+{first + PAGE}"))
    if menu.path:
        page.append(_option(words.menu_back, bare if first else bare.rpartition("/")[0]))
    return Menu(menu.path, menu.title, menu.text, tuple(page))


def _step(name: str) -> str:
    """A category's name as a step of a path."""
    return name.replace("/", "／").replace("+", "＋")


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.reading or entry.question)


def _entries(entries: Iterable[Entry]) -> list[Option]:
    return [
        Option(
            f"{entry.question}（{entry.condition}）" if entry.condition else entry.question,
            Action(Do.ENTRY, target=entry.id),
        )
        for entry in entries
    ]


def _topic(topic: Topic, above: str) -> Option:
    return Option(topic.title, Action(Do.MENU, target=f"{above}{topic.id}"))


def _category(category: Category, above: str) -> Option:
    return Option(
        category.name, Action(Do.MENU, target=f"{above}={_step(category.name)}"), hint=category.short
    )


def _option(label: str, path: str) -> Option:
    return Option(label, Action(Do.MENU, target=path))
