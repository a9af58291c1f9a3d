"""Does a message ask about several things? Its parts, if each of them is found as a thing of its own. Pure."""

from __future__ import annotations

import re

from faqbot.desk.following import only_condition
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analyzer
from faqbot.text.splitting import parts
from faqbot.types import Answered, Decision, Entry, Unanswered

_TOGETHER = re.compile(r"一緒|いっしょ|同じ|おなじ|混ぜ|まぜ|別々|べつべつ")
# A whole question that names one entry this fully is that entry (「ナイフとフォーク」), whatever its parts are.
_WORD_FOR_WORD = 0.95
# Every part must be at least this sure of its entry, else the message is read as one question.
_SURE = 0.5


def several(text: str, analyzer: Analyzer, searcher: Searcher) -> tuple[str, ...]:
    """The parts of a message that asks about several things; empty if it asks about one."""
    pieces = parts(text, analyzer.analyze(text).tokens)
    if len(pieces) > 2 and not _is_thing(pieces[0], analyzer, searcher):
        pieces = pieces[1:]  # 「台所を片付けてます。鍋と …」
    if len(pieces) < 2 or not all(_is_thing(piece, analyzer, searcher) for piece in pieces):
        return ()
    if _is_one(text, searcher):
        return ()
    decisions = [searcher.decide(piece) for piece in pieces]
    if not all(map(_found, decisions)):
        return ()
    things = {_thing(decision.hits[0].entry) for decision in decisions}
    return pieces if len(things) == len(pieces) else ()


def _is_thing(piece: str, analyzer: Analyzer, searcher: Searcher) -> bool:
    """Whether a piece names something: it ends in a noun once the request is taken away, and is no mere condition, unless
    that is the name of a thing as well (乾電池, ダンボール).
    """
    core = analyzer.analyze(analyzer.analyze(piece).core).tokens
    words = [token for token in core if token.part[0] not in ("補助記号", "空白", "助詞", "助動詞")]
    if not words or words[-1].part[0] not in ("名詞", "接尾辞"):
        return False
    return not only_condition(piece) or _is_named(piece, searcher)


def _is_named(text: str, searcher: Searcher) -> bool:
    hits, signals = searcher.signals(text)
    return bool(hits) and min(signals.covered, signals.contained) >= _WORD_FOR_WORD


def _is_one(text: str, searcher: Searcher) -> bool:
    """Whether the whole names one entry in full, or asks of two things whether they go together and finds that."""
    if _is_named(text, searcher):
        return True
    return bool(_TOGETHER.search(text)) and isinstance(searcher.decide(text), Answered)


def _found(decision: Decision) -> bool:
    known = not isinstance(decision, Unanswered) or decision.known_unknown is not None
    return known and decision.confidence >= _SURE


def _thing(entry: Entry) -> str:
    return entry.subject or entry.id
