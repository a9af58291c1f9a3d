"""Which column of a table is what: from the words of its header, and from what stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scrapers.extract.plain import fold, is_blank
from scrapers.extract.terms import is_category


class Role(StrEnum):
    """What a column says of an item."""

    NAME = "name"
    READING = "reading"
    CATEGORY = "category"
    CONDITION = "condition"
    ANSWER = "answer"
    NOTE = "note"
    PHRASINGS = "phrasings"
    INDEX = "index"
    QUESTION = "question"
    REPLY = "reply"
    FOREIGN = "foreign"


# In order: the first pattern that the folded header matches. A list of roles means: the contents decide.
_WORDS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    (
        r"所在地|住所|^場所|電話|曜日|収集日|収集回数|回数|地区|町名|町内|行政区|日時|期間|定休|営業|店舗|施設|会社名|業者名|許可|対応言語",
        (Role.FOREIGN,),
    ),
    (r"^(?:質問|問|q|ご質問|質問内容|よくある質問|お問い合わせ内容|question)$", (Role.QUESTION,)),
    (r"^(?:回答|答|答え|a|ご回答|回答内容|answer)$", (Role.REPLY,)),
    (
        r"よみ|読み|ふりがな|フリガナ|ヨミ|^かな$|^カナ$|ひらがな|reading|kana|furigana|hiragana",
        (Role.READING,),
    ),
    (
        r"50音|五十音|頭文字|^行$|^音$|索引|見出し|^no\.?$|^№$|番号|^id$|並び順|連番|^#$|イメージ|写真|画像|イラスト|アイコン",
        (Role.INDEX,),
    ),
    (r"類似語|同義語|別名|別の(?:言い方|呼び方)|キーワード|keyword|検索語|通称", (Role.PHRASINGS,)),
    (
        r"(?:品目|品名|名称|物)の?例|主な(?:品目|品名|もの|対象)|対象(?:品目|物|となるもの)|具体的|^例$|^対象$|内容物|出せるもの|^内容$|該当する",
        (Role.NAME,),
    ),
    (
        r"^ごみの?(?:種類|種別)$|^ゴミの?(?:種類|種別)$|^種類$|^種別$|^項目$|^ごみ$|^ゴミ$|^対象ごみ$",
        (Role.CATEGORY, Role.NAME),
    ),
    (r"略称", (Role.NOTE,)),
    (r"条件|素材|材質|大きさ|サイズ|寸法|状態|部位|部分|状況", (Role.CONDITION,)),
    (
        r"分別品目|分別区分|区分|分別|分類|種別|分け方|ごみの?種類|何ごみ|どのごみ|カテゴリ|category|kubun|^type$|^label$|どこに出す|排出先|出すところ|出し方[(（]一覧",
        (Role.CATEGORY,),
    ),
    (
        r"品目|品名|物品|品物|名称|名前|なまえ|(?:捨て|出|処分)(?:る|す|する|たい|したい)もの|^もの$|^物$|^ごみ名?$|^name$|hinmoku|item|^対象物$|単語",
        (Role.NAME,),
    ),
    (r"出し方の?(?:ポイント|注意|詳細)|ワンポイント|ポイント", (Role.NOTE,)),
    (
        r"^出し方$|出しかた|捨て方|すて方|排出方法|処理方法|処理の方法|処分方法|処理先|処分先|出す方法|収集方法|回収方法",
        (Role.ANSWER, Role.CATEGORY),
    ),
    (
        r"備考|注意|留意|メモ|説明|補足|理由|note|notice|memo|remark|その他|コメント|手数料|料金|金額|処理券|解説|詳細|一言|ひとこと|アドバイス",
        (Role.NOTE,),
    ),
)
_LONG_TABLE = 12
_KANA = re.compile(r"^[ぁ-ゖァ-ヺー・\s()（）、,/／～~0-9a-z\-]+$")
_WORD = re.compile(r"^\W*[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Column:
    """What the contents of a column look like; shares are of the cells that say something, `share` is theirs of all,
    `words` that of cells which begin with a letter and not with a number."""

    filled: int
    kana: float
    category: float
    distinct: float
    length: float
    share: float = 1.0
    words: float = 1.0


def look(cells: Sequence[str], own: Sequence[str] = ()) -> Column:
    """Measure a column."""
    said = [cell for cell in cells if not is_blank(cell)]
    n = max(1, len(said))
    return Column(
        len(said),
        sum(bool(_KANA.match(fold(cell))) for cell in said) / n,
        sum(is_category(cell, own) for cell in said) / n,
        len(Counter(map(fold, said))) / n,
        sum(map(len, said)) / n,
        len(said) / max(1, len(cells)),
        sum(bool(_WORD.search(fold(cell))) for cell in said) / n,
    )


def roles_in(header: str, columns: Mapping[str, str] = {}) -> tuple[Role, ...]:
    """What a header may mean, the likeliest first; `columns` (header → role, by the source's file) goes before."""
    key = fold(header)
    for name, role in columns.items():
        if fold(name) == key:
            return (Role(role),)
    key = re.sub(r"\([^()]*\)", "", key) or key  # 「品目（ふりがな）」 is a column of names
    if not key or len(key) > 20:
        return ()
    return next((roles for pattern, roles in _WORDS if re.search(pattern, key)), ())


def by_header(
    headers: Sequence[str], looks: Sequence[Column], columns: Mapping[str, str] = {}
) -> dict[int, Role]:
    """The role of each column that has one, by its header; where a word may mean two things its contents decide."""
    may = [roles_in(header, columns) for header in headers]
    roles = {i: words[0] for i, words in enumerate(may) if len(words) == 1}
    for i, words in enumerate(may):
        if len(words) > 1:
            roles[i] = _decide(words, looks[i], set(roles.values()))
    if Role.NAME in roles.values() and Role.CATEGORY not in roles.values():
        roles |= _by_repetition([i for i in range(len(headers)) if not may[i]], looks, 0.6)
    return _one_name(roles, looks)


def _by_repetition(places: Sequence[int], looks: Sequence[Column], most: float) -> dict[int, Role]:
    """Of columns with names that we do not know, the one whose few words come again and again is of categories."""
    fit = [
        i
        for i in places
        if looks[i].filled >= 4
        and looks[i].distinct <= most
        and 1.5 < looks[i].length <= 16
        and looks[i].share > 0.9
    ]
    return {min(fit, key=lambda i: looks[i].distinct): Role.CATEGORY} if fit else {}


def _decide(words: tuple[Role, ...], seen: Column, taken: set[Role]) -> Role:
    if Role.CATEGORY in words and Role.CATEGORY not in taken and seen.category >= 0.6 and seen.length <= 20:
        return Role.CATEGORY
    rest = [role for role in words if role is not Role.CATEGORY]
    if rest[0] is Role.NAME and Role.NAME in taken:
        return Role.CATEGORY if Role.CATEGORY not in taken else Role.NOTE
    return rest[0]


def _one_name(roles: dict[int, Role], looks: Sequence[Column]) -> dict[int, Role]:
    """Of several columns of names (大分類｜品目) the most various one names; the others are conditions.

    A second column of kana alone is a reading, whatever its header says.
    """
    names = [i for i, role in roles.items() if role is Role.NAME]
    if len(names) > 1:
        kept = max(names, key=lambda i: (looks[i].distinct > 0.5, looks[i].kana < 0.9, looks[i].distinct))
        for i in names:
            if i != kept:
                reads = looks[i].kana > 0.9 and looks[i].distinct > 0.8
                roles[i] = Role.READING if reads and Role.READING not in roles.values() else Role.INDEX
    categories = [i for i, role in roles.items() if role is Role.CATEGORY]
    for i in categories[1:]:
        roles[i] = Role.NOTE
    return roles


def by_contents(looks: Sequence[Column]) -> dict[int, Role]:
    """The roles in a table without a header; empty unless one column is clearly of categories and one of names.

    In a long table categories repeat; in a short one every cell has to read like one.
    """
    full = [i for i, seen in enumerate(looks) if seen.filled]
    categories = [i for i in full if _is_of_categories(looks[i])]
    if not categories:
        return {}
    category = max(categories, key=lambda i: (looks[i].category, -looks[i].distinct))
    names = [
        i
        for i in full
        if i != category and min(looks[i].distinct, looks[i].words) >= 0.7 and 1.5 <= looks[i].length <= 30
    ]
    if not names:
        return {}
    name = max(names, key=lambda i: (looks[i].kana < 0.9, -i))
    rest = {i: _of_the_rest(looks[i]) for i in full if i not in (name, category)}
    return {name: Role.NAME, category: Role.CATEGORY} | rest


def _is_of_categories(seen: Column) -> bool:
    if seen.filled >= _LONG_TABLE:
        return seen.category >= 0.7 and seen.distinct <= 0.7
    return seen.category == 1.0 and seen.share == 1.0


def _of_the_rest(seen: Column) -> Role:
    if seen.length <= 1.5:
        return Role.INDEX
    return Role.READING if seen.kana > 0.9 else Role.NOTE
