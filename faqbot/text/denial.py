"""What a text denies: 「汚れが落ちない」 has the terms of 「汚れが落ちる」 and says the opposite.

Sudachi gives the negative auxiliaries of the standard language and of Kansai (ない, ぬ, へん) their own normalised forms, but
takes ひん (見えひん) for a verb; a noun is denied by なし and by ない after a particle (「電池なし」「革ではない」).
"""

from __future__ import annotations

from collections.abc import Iterable

from faqbot.text.tokenizer import Token

DENIED = "¬"
"""Set before a term that is denied."""

_AUXILIARIES = frozenset({"ない", "ず", "へん"})
_ADJECTIVES = frozenset({"無い", "無し", "なし"})
_BETWEEN = frozenset({"助詞", "助動詞"})


def denied(tokens: Iterable[Token]) -> frozenset[str]:
    """The normalised forms of the words that a text denies."""
    found: set[str] = set()
    last = ""
    for token in tokens:
        if _denies(token):
            found.add(last)
            last = ""
        elif token.part[0] not in _BETWEEN:
            last = token.normal
    return frozenset(found - {""})


def _denies(token: Token) -> bool:
    if token.surface == "ひん":
        return True
    return token.normal in (_AUXILIARIES if token.part[0] == "助動詞" else _ADJECTIVES)
