"""What the HTTP API tells of a collection: its categories, their entries, and what a question may become."""

from __future__ import annotations

from pydantic import BaseModel

from faqbot import types
from faqbot.desk.catalogue import Contents


class Suggestion(BaseModel):
    """An entry to offer while a question is being typed."""

    id: str
    question: str
    condition: str
    category: str

    @classmethod
    def of(cls, entry: types.Entry) -> Suggestion:
        """An entry as the API shows it."""
        return cls(id=entry.id, question=entry.question, condition=entry.condition, category=entry.category)


class Suggestions(BaseModel):
    """Best first, at most eight."""

    suggestions: list[Suggestion]


class CategoryOut(BaseModel):
    """A category as residents meet it, and how many entries it has."""

    name: str
    short: str
    reading: str
    icon: str
    colour: str
    description: str
    count: int

    @classmethod
    def of(cls, category: types.Category, count: int) -> CategoryOut:
        """A category as the API shows it."""
        return cls(
            name=category.name,
            short=category.short,
            reading=category.reading,
            icon=category.icon,
            colour=category.colour,
            description=category.description,
            count=count,
        )


class Listed(BaseModel):
    """An entry in the list of its category."""

    id: str
    question: str
    condition: str
    reading: str

    @classmethod
    def of(cls, entry: types.Entry) -> Listed:
        """An entry as the API shows it."""
        return cls(id=entry.id, question=entry.question, condition=entry.condition, reading=entry.reading)


class Categories(BaseModel):
    """A collection and its categories; `entries` are those of the category asked for, in kana order."""

    collection: str
    title: str
    greeting: str
    placeholder: str
    examples: list[str]
    categories: list[CategoryOut]
    entries: list[Listed] | None = None

    @classmethod
    def of(cls, made: Contents) -> Categories:
        """A collection as the API shows it."""
        described = made.collection
        return cls(
            collection=described.name,
            title=described.title,
            greeting=described.greeting,
            placeholder=described.placeholder,
            examples=list(described.examples),
            categories=[CategoryOut.of(category, count) for category, count in made.categories],
            entries=None if made.inside is None else [Listed.of(entry) for entry in made.inside],
        )
