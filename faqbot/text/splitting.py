"""Several things in one message: 「フライパンと傘と電池」 in its parts. Whether they are several, the search decides."""

from __future__ import annotations

import re
from itertools import pairwise

from faqbot.text.kana import is_kana
from faqbot.text.tokenizer import Token

_SIGNS = frozenset("、,，・･/／\n＋+&＆;；。｡")
_JOINTS = frozenset(
    ("と", "とか", "や", "やら", "および", "及び", "それと", "あと", "それから", "並びに", "ならびに")
)
_JOINT_PARTS = frozenset(("助詞", "接続詞", "副詞", "名詞"))
_BINDING = frozenset(("接続助詞", "終助詞"))
"""「じゃないとだめ」 joins no two things."""
_LEADING = re.compile(r"^(?:あと|それと|それから)[、,\s]*")
_TRAILING = re.compile(r"\s*(?:とか|など|も|は|を|と|それと|それから)+$")
_HIRAGANA = re.compile(r"[ぁ-ん]")
_COMPARED = re.compile(r"どっち|どちら|違い|ちがい|比べ|くらべ")
MOST = 5


def parts(text: str, tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """The parts of a text at its commas, line breaks and 「と」「や」 between things; empty if it has fewer than two.

    `tokens` have their offsets into `text`. At most five parts: who lists more is told about the first ones. In a text
    of kana alone 「と」 is as likely a part of a word, and only signs count.
    """
    if _COMPARED.search(text):
        return ()
    only_signs = is_kana(
        "".join(token.surface for token in tokens if token.part[0] not in ("補助記号", "空白"))
    )
    cuts = [
        (token.begin, token.end)
        for before, token in pairwise((None, *tokens))
        if token and _joins(token, before, text, only_signs)
    ]
    pieces = []
    for (_, start), (end, _) in pairwise([(0, 0), *cuts, (len(text), len(text))]):
        piece = text[start:end].strip(" \u3000。!?！？")
        if piece := _TRAILING.sub("", _LEADING.sub("", piece)):
            pieces.append(piece)
    return tuple(pieces[:MOST]) if len(pieces) > 1 else ()


def _joins(token: Token, before: Token | None, text: str, only_signs: bool) -> bool:
    typed = text[token.begin : token.end]
    if typed in _SIGNS or "\n" in typed:
        return True
    if only_signs or token.part[0] not in _JOINT_PARTS or token.part[1] in _BINDING:
        return False
    if token.surface == "か" and before and before.surface == "と":
        return not _HIRAGANA.match(
            text[token.end : token.end + 1]
        )  # 「と｜かばん」 is also split as 「とか｜ばん」
    return token.surface in _JOINTS
