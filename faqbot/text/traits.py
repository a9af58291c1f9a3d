"""What a text says of the state of a thing: dirty, empty, rechargeable, of metal, broken …

The variants of one thing are told apart by such traits, and people word them freely: 「洗っても取れない」 and the condition
「すすいでも汚れが落ちない」 share no word. Both are read here as the same trait, so that they can be compared; what says
nothing of a trait is left to be asked. Sizes and counts are `measures`.

Written by hand from the conditions in `corpus/garbage` and from how people speak of them, kana and Kansai dialect included;
not from any evaluation set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Traits = Mapping[str, frozenset[str]]
"""The values that a text gives to each trait it speaks of."""

_NOT = r"(?:ない|なく|なかっ|へん|ひん|ん(?![でだ])|ません|ぬ)"
_WASH = r"(?:洗|あら|すす|ゆす|濯|拭|ふ)(?:った?て?|い|いだ|いで|うて|て|げば|えば|ぐ|う|た)*(?:も|は|たら)?"
_OFF = r"(?:落ち|おち|取れ|とれ|のけら?れ)"
_BAG = r"(?:(?:市指定)?(?:ごみ|ゴミ)?(?:袋|ふくろ)|45l)(?:に|へ)?(?:は|も)?(?:ぎりぎり)?"
_CHARGE = r"(?:充電(?:式|池|地|タイプ)?(?:の)?(?:電池|バッテリー)?|じゅうでんしき|バッテリー)"

# In each trait the first value that matches a place has it: a denial stands before what it denies.
_PATTERNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "dirt": (
        (
            "clean",
            rf"(?:汚れ|よごれ)(?:て|は|も|が)?(?:い)?(?:{_NOT}|なし|無し)|(?:汚れ|よごれ)(?:が|は|も)?(?:簡単に)?{_OFF}(?:る|た(?!い))|{_WASH}きれい",
        ),
        (
            "dirty",
            rf"{_WASH}.{{0,8}}{_OFF}(?:き?ら?れ)?{_NOT}|(?:汚れ|よごれ|ぬめり|油|におい|臭い)(?:が|は|も)?{_OFF}(?:き?ら?れ)?{_NOT}"
            r"|汚れ(?!を)|よごれ(?!を)|汚い|きたな|汚な|べ[たと]べ[たと]|ぎとぎと|ギトギト|ぬるぬる|こびりつ|油まみれ|油だらけ|ドロドロ|どろどろ|洗え(?:ない|へん)",
        ),
        (
            "clean",
            r"(?:洗|あら)(?:った|ってある|ってあり|い済|えば|うた)|(?:すす|ゆす)(?:いだ|いである|げば|ぎ済)|きれい|綺麗|キレイ|清潔",
        ),
    ),
    "contents": (
        (
            "some",
            rf"(?:使|つか)い(?:切|き)(?:(?:れ|ら|られ)(?:{_NOT}|ず)|(?:れ|っ)て(?:い|へ|お?ら)?(?:{_NOT}))(?<!ってん)"
            rf"|(?:空|から|カラ)に(?:なら|でき|なって(?:い|へ|お?ら)?){_NOT}",
        ),
        (
            "none",
            rf"使い切|使いき|つかいき|使いおわ|使い終わ|使い果た|空っぽ|からっぽ|空(?:の|に|です|$)|カラの|中身?(?:が|は|も)?(?:{_NOT}|なし|無し|空|から)|もう(?:出|つか|使え|で){_NOT}|ガスを?抜",
        ),
        (
            "some",
            r"(?:中身?|なかみ|ガス|中の液|オイル)(?:が|の|は|も)?(?:まだ)?(?:少し|ちょっと|半分|いっぱい)?(?:残|のこ|入っ|はいっ|ある|あり|入り)"
            r"|残っ|のこっ|残り|まだ(?:出|入|つく|使え|シュ|ある|で)|使いかけ|つかいかけ|使いさし|満タン|未使用|中身入り",
        ),
    ),
    "battery": (
        (
            "no",
            rf"{_CHARGE}(?:が|は|では|じゃ|で|も)?(?:入って|はいって|付いて)?(?:い)?(?:{_NOT}|なし|無し)|乾電池|単[1-5一二三四五]|コンセント|コード(?:付|つき|式|が|あり)|有線|電池(?:が|は|も)?(?:入って)?(?:い)?(?:{_NOT}|なし|無し)|電池(?:を)?(?:使わ|いら|不要)",
        ),
        (
            "yes",
            r"充電(?:式|池|器)?|じゅうでん(?:しき)?|コードレス(?!アイロン|ケトル|ポット)|usb|ワイヤレス|わいやれす|バッテリー|ばってりー|リチウム|bluetooth",
        ),
    ),
    "bag": (
        (
            "no",
            rf"{_BAG}(?:入|はい|おさま|収ま)(?:ら|り(?:き|切)(?:ら|れ)|れ)?{_NOT}|{_BAG}(?:はみ出|はみで)|(?:口|くち)(?:が|を)?(?:結べ|むすべ|しばれ|閉まら|しまら){_NOT}",
        ),
        ("yes", rf"{_BAG}(?:入|はい|おさま|収ま)(?:る|っ|れ|り)|口が(?:結べ|閉ま)る"),
    ),
    "broken": (
        ("no", rf"(?:割れ|われ|壊れ)て(?:い)?{_NOT}"),
        ("yes", r"割れ|われた|われて|欠け|かけた|ひび|ヒビ|割って|割った|わった|粉々|砕け"),
    ),
    "needle": (
        ("no", r"針(?:が|の|は)?(?:付いてい?ない|ついてい?ない|ない|なし)|針[をはも]?(?:はず|外|取)|針以外"),
        ("yes", r"針(?!金)|はりつき"),
    ),
    "cap": (
        ("no", r"(?:キャップ|ふた|フタ|ラベル)(?:・ラベル)?(?:を|も|は)?(?:はず|外|取っ|とっ|剥|はが)"),
        (
            "yes",
            r"(?:キャップ|ふた|フタ|ラベル)(?:・ラベル)?(?:が|も|の|を)?(?:付い|つい|付き|つき|付け|つけ|した|閉め|そのまま|取れない)",
        ),
    ),
    "mark": (
        (
            "no",
            rf"マーク(?:が|の|は|も)?(?:付いて|ついて|付か|つか)?(?:い)?(?:{_NOT}|なし|無し)|マーク(?:が|の|は|も)?見当たら",
        ),
        ("yes", r"マーク(?:が|の|は|も)?(?:あり|ある|あっ|付|つい|つき)"),
    ),
    "craft": (("yes", r"工作|こうさく|作っ|つくっ"),),
    "milky": (("yes", r"乳白|白く.{0,4}(?:すけ|透け)"),),
}
# A thing may be of several materials, and 「革ではない」 is of none that it names before.
_MATERIALS: Mapping[str, str] = {
    "plastic": r"プラスチック|プラ(?!マーク|グ|イ|ン|チナ|モ|ッ|ネ|レ|カ)|ぷらすちっく|ポリ(?:エチレン|プロピレン|バケツ|製)"
    r"|樹脂|アクリル",
    "vinyl": r"ビニール|ビニル|びにーる|塩ビ",
    "metal": r"金属|きんぞく|アルミ(?!缶)|あるみ|ステンレス|すてんれす"
    r"|鉄(?!道)|スチール(?!缶)|銅|真鍮|ブリキ|トタン|メタル|針金|ホーロー|鋳物|てつの",
    "glass": r"ガラス|がらす|硝子",
    "ceramic": r"陶器|とうき|磁器|陶磁器|瀬戸物|せともの|セトモノ|焼き物|やきもの|素焼|土もの|セラミック",
    "paper": r"紙(?!おむつ|オムツ|パンツ)|かみの|かみこっぷ|ダンボール|段ボール|ペーパー",
    "wood": r"木(?:製|の|で|でき)|もくせい|竹|たけの|ひのき|桐の|木材",
    "leather": r"革|皮(?!む|を)|かわの|レザー|れざー|合皮",
    "cloth": r"布|ぬの|ナイロン|キャンバス|帆布|綿|コットン|デニム",
    "rubber": r"ゴム(?!手)|ごむの|ラバー",
}
_DENIED = r"(?:製|の)?(?:では|じゃ|で)(?:ない|ありません|なく)"

_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
"""One kana for both: people write either."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.translate(_HIRAGANA))


_COMPILED = {
    trait: tuple((value, _pattern(pattern)) for value, pattern in values)
    for trait, values in _PATTERNS.items()
}
_MADE_OF = {value: _pattern(pattern) for value, pattern in _MATERIALS.items()}
_NOT_MADE_OF = {value: _pattern(rf"(?:{pattern}){_DENIED}") for value, pattern in _MATERIALS.items()}


def traits(text: str) -> Traits:
    """The traits that a normalised text speaks of.

    >>> dict(traits("洗っても取れないマヨネーズの容器"))
    {'dirt': frozenset({'dirty'})}
    >>> dict(traits("革ではない（布・ナイロンなど）"))
    {'material': frozenset({'cloth'})}
    >>> dict(traits("使い切りライター"))
    {'contents': frozenset({'none'})}
    """
    text = text.translate(_HIRAGANA)
    found = {trait: value for trait, values in _COMPILED.items() if (value := _first(values, text))}
    if made_of := _materials(text):
        found["material"] = made_of
    return found


def without(text: str) -> str:
    """A normalised text, in hiragana, without the words that speak of a trait."""
    text = text.translate(_HIRAGANA)
    for pattern in (
        *_NOT_MADE_OF.values(),
        *_MADE_OF.values(),
        *(p for v in _COMPILED.values() for _, p in v),
    ):
        text = pattern.sub(" ", text)
    return text


def agreement(asked: Traits, told: Traits) -> int:
    """How many traits two texts agree on, less those they disagree on; what one is silent on does not count."""
    return sum(1 if asked[trait] & told[trait] else -1 for trait in asked.keys() & told.keys())


def _first(values: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> frozenset[str]:
    for value, pattern in values:
        if pattern.search(text):
            return frozenset({value})
    return frozenset()


def _materials(text: str) -> frozenset[str]:
    bare = text
    for pattern in _NOT_MADE_OF.values():
        bare = pattern.sub(" ", bare)
    return frozenset(value for value, pattern in _MADE_OF.items() if pattern.search(bare))
