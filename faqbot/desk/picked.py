"""What a typed message picks from the last list: 「2番」, a label, 「はい」 to a question, 「どれもちがう」. Pure.

Rocket.Chat on a phone shows no buttons, and many people type what stands on one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.desk.answer import asked, trait_asked
from faqbot.desk.menu import menu
from faqbot.desk.wording import Words
from faqbot.errors import NotFound
from faqbot.search.index import Index
from faqbot.text.normalize import normalize
from faqbot.text.traits import traits
from faqbot.types import Action, Collection, Do, Entry, Shape, Turn

LONGEST = 60
"""Characters: what is longer is no label."""
_SIGNS = " 。.、,!！?？「」()（）…~〜ー"
_POLITE = r"(?:です|で|を|が|に|かな|や|お願いします|おねがいします|ください|下さい|いい|ええ|します|する|の|やつ|もの|方|ほう)*"
_KANJI = {kanji: place for place, kanji in enumerate("一二三四五六七八九十", 1)}
_PLACE = re.compile(
    rf"(?:(?P<digits>\d{{1,2}})(?:番目?|番め|ばん|つ目|個目)?|(?P<kanji>[一二三四五六七八九十])(?:番目?|番め|つ目|個目))(?P<end>{_POLITE})"
)
_NONE = re.compile(
    r"(?:この(?:中|なか)に(?:は)?)(?:ない|ありません|あらへん)(?:です)?"
    r"|(?:どれ|どちら|全部|ぜんぶ)(?:でも|も|とも)?(?:ない|ちがう|違う|ちがいます|違います|ちゃう|ありません)(?:です|わ|ねん)?"
    r"|none(?: of (?:these|them))?"
)
_SOLVED = re.compile(r"解決(?:し(?:た|ました)|済み?|できました)(?:です|よ|わ)?")
_UNSOLVED = re.compile(r"解決(?:し|でき)(?:ない|ません|なかった|へん|てない|ていない)(?:です|わ)?")

_YES = re.compile(r"(?:はい|うん|ええ|そう|そや|おう|yes|yeah)(?:そう|です|や|よ|ね)*")
_NO = re.compile(r"(?:いいえ|いや|ううん|ちがう|違う|ちゃう|no|nope)(?:です|ちがいます|や|よ|ね)*")
_HOLDS = (
    r"(?:まだ|もう|ちゃんと|たぶん|少し|ちょっと|中身は|中は|汚れは|袋に|きれいに|綺麗に)*"
    r"(?:落ち|おち|取れ|とれ|入[っりる]?|はい[っりる]|残[っりる]|のこ[っりる]|割れ|われ|付[いくき]|つ[いくき]|あ[っりる]|な[っりる])"
)
_NOT = re.compile(
    rf"{_HOLDS}(?:て|で)?(?:い)?(?:ら|き|か)?(?:ない|ません|へん|ひん|ん|なかった)(?:です|ねん|わ|と思う)*"
)
_DOES = re.compile(rf"{_HOLDS}(?:て|と)?(?:い|お)?(?:る|ます|た|ました|とる)?(?:です|よ|ねん|で|わ|と思う)*")
_FIRST = re.compile(r"^(?:はい|うん|ええ|いいえ|いや|ううん)[、,。\s]+(?=.)")
"""「うん、入るよ」 is what follows."""
_AFFIRMED = {
    "dirt": "clean",
    "contents": "some",
    "battery": "yes",
    "bag": "yes",
    "broken": "yes",
    "needle": "yes",
}
"""The value of a trait that 「はい」 gives to the question about it (`Words`: 「汚れが落ちますか？」「残っていますか？」)."""


def picked(text: str, last: Turn | None, collection: Collection, index: Index, words: Words) -> Action | None:
    """The option of the last turn that a text means; None if it means none of them."""
    plain = normalize(text).strip(_SIGNS)
    if last is None or not plain or len(plain) > LONGEST:
        return None
    return (
        _by_place(plain, last.offered)
        or _by_wording(plain, last.offered)
        or _by_label(plain, last, collection, index, words)
        or _by_answer(plain, last, index)
    )


def _by_place(plain: str, offered: Sequence[Action]) -> Action | None:
    found = _PLACE.fullmatch(plain)
    if not found:
        return None
    place = int(found["digits"]) if found["digits"] else _KANJI[found["kanji"]]
    return offered[place - 1] if 0 < place <= len(offered) else None


def _by_wording(plain: str, offered: Sequence[Action]) -> Action | None:
    wanted = {Do.NONE: _NONE, Do.SOLVED: _SOLVED, Do.UNSOLVED: _UNSOLVED}
    return next((a for a in offered if a.do in wanted and wanted[a.do].fullmatch(plain)), None)


def _by_label(plain: str, last: Turn, collection: Collection, index: Index, words: Words) -> Action | None:
    for action in last.offered:
        if plain in {
            normalize(label).strip(_SIGNS) for label in _labels(action, last, collection, index, words)
        }:
            return action
    return None


def _labels(
    action: Action, last: Turn, collection: Collection, index: Index, words: Words
) -> tuple[str, ...]:
    """How an option may have been labelled."""
    match action:
        case Action(Do.CHOOSE | Do.ENTRY, _, entry_id) if index.has(entry_id):
            entry = index.entries[index.row(entry_id)]
            return (
                (entry.condition,)
                if last.shape is Shape.CONDITION
                else (asked(entry, collection), entry.question)
            )
        case Action(Do.NONE):
            return (words.none,)
        case Action(Do.SOLVED):
            return (words.solved_yes,)
        case Action(Do.UNSOLVED):
            return (words.solved_no,)
        case Action(Do.REMEMBER):
            return (words.area_keep,)
        case Action(Do.MENU, _, path):
            return _titles(path, collection, index, words)
    return ()


def _titles(path: str, collection: Collection, index: Index, words: Words) -> tuple[str, ...]:
    """The title of a place of the scenario; of a row (「可燃ごみ か行」) its last word as well."""
    try:
        title = menu(collection, index.entries, path, words).title
    except NotFound:
        return ()
    return (title, title.rpartition(" ")[2]) if title else ()


def _by_answer(plain: str, last: Turn, index: Index) -> Action | None:
    """「はい」「落ちへん」 after a question of yes and no."""
    choices = [a for a in last.offered if a.do is Do.CHOOSE and index.has(a.target)]
    if last.shape is not Shape.CONDITION or not choices:
        return None
    left = {action: index.entries[index.row(action.target)] for action in choices}
    trait = trait_asked(tuple(left.values()))
    affirmed = _AFFIRMED.get(trait)
    holds = _holds(plain)
    if affirmed is None or holds is None:
        return None
    found = [action for action, entry in left.items() if _is(entry, trait, affirmed) is holds]
    return found[0] if len(found) == 1 else None


def _holds(plain: str) -> bool | None:
    plain = _FIRST.sub("", plain)
    if _NO.fullmatch(plain) or _NOT.fullmatch(plain):
        return False
    return True if _YES.fullmatch(plain) or _DOES.fullmatch(plain) else None


def _is(entry: Entry, trait: str, value: str) -> bool:
    return value in traits(normalize(entry.condition)).get(trait, frozenset())
