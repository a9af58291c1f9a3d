"""Which column of whose file is which field of an entry."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from faqbot.errors import CorpusError

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "id": "ID",
        "question": "質問",
        "reading": "よみ",
        "phrasings": "言い換え",
        "subject": "対象",
        "condition": "条件",
        "answer": "答え",
        "category": "分類",
        "department": "担当課",
        "source_title": "出典",
        "source_url": "出典URL",
        "checked_on": "確認日",
        "valid_from": "公開開始日",
        "valid_until": "公開終了日",
        "kind": "種類",
        "status": "状態",
    }
)
"""The columns as we write them, in order."""

_SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        "id": "番号 no no. 整理番号 項番 通し番号",
        "question": "question q 品目 品目名 品名 ごみの品目 ゴミの品目 ごみの名前 物品名 品目名称 項目 名称 "
        "件名 タイトル hinmoku item name 質問文 ごみの種類",
        "reading": "reading kana 読み 読み仮名 よみがな ふりがな ヨミ フリガナ かな カナ "
        "hiragana ひらがな 品目よみ furigana namekana",
        "phrasings": "phrasings synonyms 別名 別の言い方 類似語 同義語 キーワード keywords 類義語",
        "subject": "subject 対象物 グループ",
        "condition": "condition 条件など",
        "answer": "answer a 回答 答 出し方 出し方のポイント 備考 注意点 "
        "注意事項 説明 note notice 回答文 捨て方 排出方法 memo 出し方（詳細） 出し方・ワンポイント ワンポイント",
        "category": "category 区分 分別区分 ごみ区分 ごみの区分 分別 カテゴリ カテゴリー 種別 kubun "
        "ごみの分類 出し方（一覧） 分別品目 label type",
        "department": "department 担当 担当部署 所管課 所管",
        "source_title": "source source_title 出典名 根拠",
        "source_url": "source_url url url1 出典url リンク",
        "checked_on": "checked_on 最終確認日 更新日 確認年月日",
        "valid_from": "valid_from 掲載開始日",
        "valid_until": "valid_until 公開期限 掲載終了日",
        "kind": "kind 回答の種類",
        "status": "status 公開状態 ステータス",
    }
)


_REMARKS = frozenset(
    "備考 注意点 注意事項 出し方のポイント 出し方(詳細) 出し方・ワンポイント ワンポイント note notice memo".split()
)
_SIMILAR = frozenset("類似語 同義語 類義語 キーワード keywords".split())


def is_remark(column: str) -> bool:
    """Whether a column only adds to the category what a dictionary of items says of it."""
    return fold(column) in _REMARKS or fold(column).rpartition("_")[2] in _REMARKS


def is_similar_words(column: str) -> bool:
    """Whether a column lists words for the item as dictionaries do, parted by 「、」 and the like."""
    return fold(column) in _SIMILAR


def fold(name: str) -> str:
    """Column names are compared without width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", name).lower().split()).lstrip("\ufeff")


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for field, names in _SYNONYMS.items():
        for name in (COLUMNS[field], *names.split()):
            table[fold(name)] = field
    return table


_FIELD_OF = _table()


def match(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Field by column name, for the columns that are one; the first column of a field wins.

    `mapping` (column → field, by the user) goes before the synonym table; a field may be named in Japanese.

    Raises:
        CorpusError: the mapping names a column or a field that does not exist.
    """
    chosen = {column: _field(column, header, field) for column, field in mapping.items()}
    taken = set(chosen.values())
    for column in header:
        # 自治体標準オープンデータセット puts the table's name before the column's: ごみの分別方法_品目.
        field = _FIELD_OF.get(fold(column)) or _FIELD_OF.get(fold(column).rpartition("_")[2])
        if column not in chosen and field and field not in taken:
            chosen[column] = field
            taken.add(field)
    return chosen


def _field(column: str, header: Sequence[str], name: str) -> str:
    if column not in header:
        raise CorpusError(f"列「{column}」はファイルにありません。ある列: {'、'.join(header)}")
    field = _FIELD_OF.get(fold(name))
    if field is None:
        raise CorpusError(f"「{name}」という項目はありません。使える項目: {'、'.join(COLUMNS.values())}")
    return field
