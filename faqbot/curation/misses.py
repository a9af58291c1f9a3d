"""Why did an entry not answer a question that came near to it? For curators, in a sentence. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.search.document import Document
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analysis
from faqbot.text.intents import INTENTS
from faqbot.types import Answered, Entry, Kind

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Miss:
    """An entry that a question came near to, and why that was not enough. `reached`: by now it answers the question."""

    entry: Entry
    why: str
    reached: bool = False


def misses(searcher: Searcher, text: str, limit: int) -> tuple[Miss, ...]:
    """The entries nearest to a question, nearest first, as the bot finds them now."""
    decision = searcher.decide(text)
    asked = searcher.index.query(text).analysis
    answers = isinstance(decision, Answered)
    return tuple(
        Miss(hit.entry, _ANSWERS, reached=True)
        if answers and place == 0
        else Miss(hit.entry, why(asked, searcher.index.documents[searcher.index.row(hit.entry.id)]))
        for place, hit in enumerate(decision.hits[:limit])
    )


def why(asked: Analysis, document: Document) -> str:
    """What the question says and the entry does not."""
    if document.entry.kind is Kind.UNKNOWN:
        return "「わからない」と登録した項目です"
    has = set(document.terms)
    absent = [token for token in asked.tokens if token.normal in set(asked.terms) - has]
    wanted = [token.surface for token in absent if token.normal in INTENTS]
    words = list(dict.fromkeys(wanted or [token.surface for token in absent]))[:_NAMED]
    if words:
        return f"{'、'.join(f'「{word}」' for word in words)}が項目にありません"
    if asked.sound and not any(asked.sound in name.sound for name in document.names):
        return "言葉は項目にありますが、言い回しがちがいます"
    return "ほかの項目にも似た言葉があり、一つに決められません"


_ANSWERS = "いまは、この項目で答えられます"
