"""Kana as sound: folding that makes hiragana, katakana, small kana and long vowels typed in a hurry one thing."""

from __future__ import annotations

import re
import unicodedata

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_TO_KATAKANA = {code - 0x60: code for code in range(ord("ァ"), ord("ヶ") + 1)}
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_LOOKALIKE = str.maketrans("ヴゔゐゑぢづをヂヅヲヷヸヹヺ", "ぶぶいえじずおじずおばびべぼ")
_NOT_SOUND = re.compile(r"[^ぁ-ゖー0-9a-z一-鿿々]+")
_ONLY_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+\Z")


def to_hiragana(text: str) -> str:
    """Katakana to hiragana, one character for one; everything else stays."""
    return text.translate(_TO_HIRAGANA)


def to_katakana(text: str) -> str:
    """Hiragana to katakana, one character for one; everything else stays."""
    return text.translate(_TO_KATAKANA)


def is_kana(text: str) -> bool:
    """True of a non-empty text of kana (and prolonged-sound marks) alone."""
    return bool(_ONLY_KANA.match(text))


def sound(text: str) -> str:
    """The key under which things that sound alike meet: hiragana, small kana made large, ー and signs dropped.

    >>> sound("ダンボール"), sound("だんぼーる"), sound("ティッシュ")
    ('だんぼる', 'だんぼる', 'ていつしゆ')
    """
    folded = text.translate(_LOOKALIKE).translate(_TO_HIRAGANA)
    return _NOT_SOUND.sub("", folded).replace("ー", "").translate(_SMALL)


_ROWS = "あいうえお かきくけこ さしすせそ たちつてと なにぬねの はひふへほ まみむめも やゆよ らりるれろ わをん".split()


def row_of(reading: str) -> str:
    """The row of the kana table that a reading begins in, by its first kana; empty if it begins with none.

    >>> row_of("がらす"), row_of("パイプ"), row_of("っ"), row_of("")
    ('か', 'は', 'た', '')
    """
    first = unicodedata.normalize("NFD", reading[:1].translate(_LOOKALIKE).translate(_TO_HIRAGANA))[
        :1
    ].translate(_SMALL)
    return next((row[0] for row in _ROWS if first and first in row), "")
