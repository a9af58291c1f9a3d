"""Does a message go on about what was talked of? 「じゃあキャップは？」「何曜日？」「汚れてたら？」 after ペットボトル. Pure."""

from __future__ import annotations

import re

from faqbot.search.searcher import Searcher
from faqbot.search.variants import matters
from faqbot.text import traits
from faqbot.text.measures import measures, without
from faqbot.text.normalize import normalize
from faqbot.types import Answered, Decision, Entry, Hit, Unanswered

_MARKER = re.compile(
    r"^(?:じゃあ?|では|それなら|それじゃあ?|ほな(?:ら)?|ほんなら|なら|でも|ちなみに|ついでに|その|それ|これ|この|で、|んで、|あと|もし)[、,\s]*(?:の|は|って|が|を)?"
)
_CONTEXT_WORDS = re.compile(
    r"^(?:(?:ふた|フタ|蓋|キャップ|ラベル|袋|ふくろ|箱|はこ|中身|なかみ|外側|電池|コード|ケース|カバー|取っ手|針|芯|本体|容器|入れ物|リモコン|充電器|部品|付属品|シール)(?:は|って|も|の方)?)+[?？]*$"
)
_BARE = re.compile(
    r"^(?:の|だ|で|に|が|は|を|も|って|た|て|い|る|ら|り|れ|の?(?:場合|とき|時|やつ|もの|物|方|ほう)|製|せい|できて|ひどい|すごい|ちょっと|少し|もう|まだ|なら|たら|どう|なる|する|したら|いい|ええ|です|ます|か|ん|大きい|小さい|でかい|大きさ|サイズ|と|以上|より|くらい|ぐらい|ほど|や|ねん|のん|やったら|だったら|やと|とか|けど|\s|[?？。、,!！])*$"
)
_SUPPOSED = re.compile(r"(?:やったら|だったら|なら|の(?:場合|とき|時)(?:は)?)[?？。]*$")
"""「パソコンやったら？」 goes on as 「じゃあパソコンは？」 does."""
_TOO = re.compile(
    r"(?<=.)も(?:お願い(?:します)?|おねがい(?:します)?|あります|ある(?:んですが|んですけど|ねん|んやけど)?)?[?？。!！]*$"
)
# A question that stands alone must be this much surer than one read together with what went before.
_CLEARLY = 0.05


def follow(
    text: str, before: Entry | None, searcher: Searcher, alone: Decision, *, asked_back: bool = False
) -> Decision:
    """The decision for a message after an entry was talked of: that of the message alone, or of both together.

    `asked_back`: the variants of that entry's thing were asked about, and the message may name one of them.
    """
    if not isinstance(alone, Answered) and _TOO.search(text) and not _MARKER.match(text):
        another = searcher.decide(_TOO.sub("", text))
        alone = another if isinstance(another, Answered) else alone
    if before is None:
        return alone
    rest = _SUPPOSED.sub("", _MARKER.sub("", text))
    marked = rest != text
    if marked and isinstance(bare := searcher.decide(rest), Answered) and bare.confidence > alone.confidence:
        alone = bare
    if only_condition(rest):
        return _variant(rest, before, searcher, alone)
    if (marked or asked_back) and not isinstance(alone, Answered) and _narrows(rest, before, searcher):
        return _variant(rest, before, searcher, alone)
    if not (marked or _CONTEXT_WORDS.match(text.strip()) or isinstance(alone, Unanswered)):
        return alone
    subject = before.subject or before.question
    together = searcher.decide(f"{subject}の{rest.strip()}")
    return together if _goes_on(together, alone, before, searcher, rest) else alone


def _goes_on(together: Decision, alone: Decision, before: Entry, searcher: Searcher, rest: str) -> bool:
    """Together is meant where it finds something that the subject alone does not, and as surely as the rest alone."""
    if isinstance(together, Unanswered) and not together.known_unknown:
        return False
    found = together.hits[0].entry
    same_thing = bool(found.subject and found.subject == before.subject)
    if same_thing and found.id != before.id and isinstance(together, Answered) and not together.undecided:
        return True
    if (same_thing or found.id == before.id) and not isinstance(alone, Unanswered):
        return False
    if isinstance(alone, Unanswered):
        return (not same_thing and found.id != before.id) or _speaks_of(found, rest)
    return together.confidence >= alone.confidence - _CLEARLY


def _speaks_of(entry: Entry, rest: str) -> bool:
    words = normalize(rest).strip("はってもの?？。 ")
    told = normalize(" ".join((entry.question, entry.condition, entry.answer, *entry.phrasings)))
    return bool(words) and words in told


def only_condition(text: str) -> bool:
    """Whether a text says nothing but a size or a state (「30cm以上なら？」「汚れてたら？」)."""
    plain = normalize(text)
    sized = measures(plain)
    if not sized and not traits.traits(plain):
        return False
    return bool(_BARE.match(traits.without(without(plain, sized)).strip()))


def _narrows(text: str, before: Entry, searcher: Searcher) -> bool:
    left = searcher.variants(f"{before.subject} {text}", before.id)
    return 0 < len(left) < len(searcher.index.variants.get(before.subject, ()))


def _variant(text: str, before: Entry, searcher: Searcher, alone: Decision) -> Decision:
    """The variants of what was talked of that suit what is said now. 「段ボール」 may be a material, and a thing of its own:
    it is the thing where it narrows nothing down.
    """
    count = len(searcher.index.variants.get(before.subject, ()))
    left = searcher.variants(f"{before.subject} {text}", before.id) or (before,)
    narrowed = len(left) < count
    if isinstance(alone, Answered) and not narrowed:
        return alone
    hits = tuple(Hit(entry, 1.0) for entry in left)
    return Answered(hits, 1.0, undecided=left if matters(left) else ())
