"""What is found on a page: plain values, each with the passage that it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hints:
    """What a source's file may add where the automatic reading fails. Everything is optional.

    `main`, `drop` and `updated` are simple selectors (see `selector`); `columns` names the role of a column by its header
    (`{"排出先": "category"}`); `categories` are the city's own names of how things are put out.
    """

    main: str = ""
    drop: tuple[str, ...] = ()
    updated: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: _NONE)
    categories: tuple[str, ...] = ()


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Found:
    """An item of a dictionary (`question` is its name) or a question with its answer.

    `key` tells it from the others of its page and stays the same while its answer changes; `passage` is the text it was read
    from; `anchor` is the id to jump to, if the page has one. No field holds markup or control characters.
    """

    key: str
    question: str
    reading: str = ""
    answer: str = ""
    category: str = ""
    condition: str = ""
    note: str = ""
    passage: str = ""
    anchor: str = ""
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the page says to ask; `phone` is written with hyphens, empty if none is given."""

    department: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the main part, absolute and without its fragment; `text` as the page words it."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, how deep it is (1 is the page's title) and the text below it up to the next heading."""

    level: int
    heading: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Extracted:
    """Everything that was read from one page or attachment.

    `problems` are sentences for operators: what could not be read, and what to do about it.
    """

    url: str
    page_id: str
    title: str = ""
    breadcrumbs: tuple[str, ...] = ()
    updated_on: date | None = None
    contact: Contact | None = None
    items: tuple[Found, ...] = ()
    faqs: tuple[Found, ...] = ()
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    problems: tuple[str, ...] = ()
