"""Sites of cities that do not exist, each in another layout, with what they say as the truth to measure against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Site:
    """`pages` are paths with content type and body; an answer is given by the sentences that it must hold."""

    name: str
    pages: Mapping[str, tuple[str, bytes]]
    items: frozenset[tuple[str, str]] = frozenset()
    faqs: Sequence[tuple[str, tuple[str, ...]]] = field(default_factory=tuple)


Layout = Callable[[], Site]
