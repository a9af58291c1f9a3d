"""A reply of the desk as messages of LINE: at most five, since one reply call takes no more. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from faqbot.channels.line_actions import Tapping
from faqbot.channels.line_cards import Cards
from faqbot.channels.line_flex import BUBBLE_BYTES, Message, Part, cut, flex, text_message, units, weight
from faqbot.channels.line_labels import short_labels
from faqbot.channels.line_postback import Taps
from faqbot.channels.line_words import WORDS
from faqbot.types import Action, Collection, Do, Entry, Hit, Option, Reply, Shape

MOST = 5
"""Messages of one reply ("Send reply message")."""
QUICK = 13
"""Quick replies of one message."""
_TEXT = 5000
_OTHERS = 3
_ROWS = 14
"""More than ten options, a way on and a way back are never offered at once."""
_JUDGES = (Do.SOLVED, Do.UNSOLVED)


def messages(reply: Reply, collection: Collection, taps: Taps, session: str) -> list[Message]:
    """What to send; `collection` is the one that was asked, `session` whose talk it is."""
    tapping = Tapping(taps, session)
    cards = Cards(collection, WORDS.get(reply.language, WORDS["ja"]), tapping)
    made = _DRAWN.get(reply.shape, _talk)(reply, cards)[:MOST]
    quick = _quick(_at_hand(reply), tapping)
    if made and quick:
        made[-1] = made[-1] | {"quickReply": {"items": quick}}
    return made


def welcome(greeting: str, menu: Reply, collection: Collection, taps: Taps, session: str) -> list[Message]:
    """What somebody new reads: who this is, what not to write, and what can be chosen."""
    told = WORDS.get(menu.language, WORDS["ja"]).privacy
    return [text_message(cut(f"{greeting}\n\n{told}", _TEXT)), *messages(menu, collection, taps, session)]


def _answer(reply: Reply, cards: Cards) -> list[Message]:
    if reply.answer is None:
        return _talk(reply, cards)
    variants, _ = _besides(reply, reply.answer)
    foot = [option for option in reply.options if option.action.do in _JUDGES]
    return _quoted(reply.answer, reply.message, variants, foot, cards)


def _quoted(
    entry: Entry,
    said: str,
    variants: Sequence[Option],
    foot: Sequence[Option],
    cards: Cards,
) -> list[Message]:
    """The card of an entry; of one too long for a card, its text as messages first. Nothing is cut off."""
    alt = f"{_name(entry)}\n{entry.answer}"
    whole = cards.answer(entry, said, variants, foot)
    if weight(whole) <= BUBBLE_BYTES:
        return [flex(whole, alt)]
    rest = cards.answer(replace(entry, answer=""), said, variants, foot)
    return [*map(text_message, _pieces(entry.answer)), flex(rest, _name(entry))]


def _choose(reply: Reply, cards: Cards) -> list[Message]:
    shown = reply.options[:_ROWS]
    alt = "\n".join([reply.message or cards.words.choose, *(f"・{option.label}" for option in shown)])
    return [flex(cards.choices(reply.message or cards.words.choose, shown), alt)]


def _several(reply: Reply, cards: Cards) -> list[Message]:
    """A card each; what is more than one reply takes goes side by side."""
    made = [message for part in reply.parts for message in _DRAWN.get(part.shape, _talk)(part, cards)]
    first = text_message(reply.message)
    if len(made) < MOST:
        return [first, *made]
    rest: list[Part] = [message["contents"] for message in made[MOST - 2 :] if message["type"] == "flex"]
    alt = "\n".join(message.get("altText", "") for message in made[MOST - 2 :])
    return [first, *made[: MOST - 2], flex({"type": "carousel", "contents": rest[:12]}, alt)]


def _hand_off(reply: Reply, cards: Cards) -> list[Message]:
    made = []
    if reply.known_unknown and reply.candidates:
        made += _quoted(reply.candidates[0].entry, "", (), (), cards)
    if reply.handoff is None:
        return [*made, *_talk(reply, cards)]
    contact = reply.handoff
    alt = "\n".join(filter(None, (reply.message, contact.department, contact.phone, contact.opening)))
    return [*made, flex(cards.contact(reply.message, contact, reply.options), alt)]


def _alarm(reply: Reply, cards: Cards) -> list[Message]:
    if reply.answer is None:
        return _talk(reply, cards)
    return [flex(cards.alarm(reply.answer), reply.answer.answer)]


def _talk(reply: Reply, _: Cards) -> list[Message]:
    return [text_message(piece) for piece in _pieces(reply.message)] if reply.message else []


_DRAWN: dict[Shape, Callable[[Reply, Cards], list[Message]]] = {
    Shape.ANSWER: _answer,
    Shape.CANDIDATES: _choose,
    Shape.CONDITION: _choose,
    Shape.AREAS: _choose,
    Shape.MENU: _choose,
    Shape.SEVERAL: _several,
    Shape.HANDOFF: _hand_off,
    Shape.ALARM: _alarm,
}


def _at_hand(reply: Reply) -> tuple[Option, ...]:
    """What is offered below the talk: it goes with the next message, so that what matters stands on a card besides.

    Below an answer that is other things that may have been meant: on the card they would push the answer out of sight.
    """
    match reply.shape:
        case Shape.MENU | Shape.HANDOFF | Shape.ALARM | Shape.SEVERAL:
            return ()
        case _:
            rest = [option for option in reply.options if option.action.do not in _JUDGES]
            others = _besides(reply, reply.answer)[1] if reply.shape is Shape.ANSWER and reply.answer else []
            return (*rest, *others)


def _quick(options: Sequence[Option], tapping: Tapping) -> list[Part]:
    shown = options[:QUICK]
    labels = short_labels([option.label for option in shown])
    return [
        {"type": "action", "action": tapping.option(option, label, 20)}
        for option, label in zip(shown, labels, strict=True)
    ]


def _besides(reply: Reply, shown: Entry) -> tuple[list[Option], list[Option]]:
    """The candidates besides the entry that is shown: the same thing under other conditions, and other things."""
    rest = [hit for hit in reply.candidates if hit.entry.id != shown.id]
    same = [hit for hit in rest if hit.entry.question == shown.question]
    other = [hit for hit in rest if hit.entry.question != shown.question]
    return _chosen(same, reply), _chosen(other[:_OTHERS], reply)


def _chosen(hits: Iterable[Hit], reply: Reply) -> list[Option]:
    return [Option(_name(h.entry), Action(Do.CHOOSE, reply.turn_id, h.entry.id)) for h in hits]


def _name(entry: Entry) -> str:
    return f"{entry.question}（{entry.condition}）" if entry.condition else entry.question


def _pieces(text: str) -> list[str]:
    """A long text in messages of 5,000 characters, broken at lines where that is possible."""
    pieces = [""]
    for line in text.splitlines(keepends=True):
        for start in range(0, len(line), _TEXT // 2):
            part = line[start : start + _TEXT // 2]
            if units(pieces[-1] + part) > _TEXT:
                pieces.append("")
            pieces[-1] += part
    return [piece.strip() for piece in pieces if piece.strip()]
