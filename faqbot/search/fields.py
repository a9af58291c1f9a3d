"""An answer taken apart: what it says, whom to ask, and the other entries it points to.

Municipal answers end in an address block (【お問い合わせ】 …) and list the titles of related entries. Both repeat words that the
entry is not about, so each becomes a field of its own. A link is told by nothing but its text: a sentence that *is* another
entry's title, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from faqbot.text.normalize import normalize

_BREAK = re.compile(r"[。\n]|＜改＞|<改>|<br ?/?>")
_HEADING = re.compile(r"[ 　]*【([^】]*)】[ 　]*\Z")
_CONTACT = re.compile(r"問い?合わ?せ|連絡先|担当")
_MACHINE = re.compile(
    r"https?://\S+|[\w.+-]+@[\w.-]+|(?:電話|FAX|TEL|tel)?[(（]?0\d{1,4}[-－ー−)）]\d{1,4}[-－ー−]\d{3,4}"
)
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an answer. `key` is what it shares with a title that reads the same; `contact`: of the address block."""

    key: str
    text: str
    contact: bool


def passages(answer: str) -> Iterator[Passage]:
    """The sentences of an answer in order, without headings, addresses of machines and phone numbers."""
    contact = False
    for sentence in _BREAK.split(answer):
        if heading := _HEADING.match(sentence):
            contact = bool(_CONTACT.search(heading[1]))
        elif text := _MACHINE.sub(" ", normalize(sentence)).strip():
            yield Passage(key(text), text, contact)


def key(text: str) -> str:
    """The letters of a text alone: titles and the sentences that repeat them differ in signs and bullets.

    >>> key("・転入届について知りたい。") == key("転入届について知りたい")
    True
    """
    return _NOT_WORD.sub("", normalize(text))
