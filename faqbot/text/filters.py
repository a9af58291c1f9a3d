"""What in a question only asks: the words that carry no subject, so that 「毛布はどうやって捨てたらいいですか」 is 「毛布」.

Written by hand from how people ask a help desk (standard Japanese, kana, Kansai dialect), not from any evaluation set.
"""

from __future__ import annotations

import re

KEPT_PARTS = frozenset({"名詞", "動詞", "形容詞", "形状詞", "接尾辞", "接頭辞", "副詞"})
_DROPPED_DETAIL = frozenset({"数詞", "助数詞可能"})

STOP_TERMS = frozenset(
    [
        "為る",
        "居る",
        "有る",
        "成る",
        "出来る",
        "下さる",
        "頂く",
        "貰う",
        "呉れる",
        "遣る",
        "言う",
        "思う",
        "見る",
        "来る",
        "行く",
        "置く",
        "仕舞う",
        "欲しい",
        "願う",
        "宜しい",
        "良い",
        "無い",
        "教える",
        "知る",
        "聞く",
        "尋ねる",
        "伺う",
        "困る",
        "分かる",
        "解る",
        "済む",
        "御免",
        "すみません",
        "下さい",
        "何",
        "何れ",
        "何方",
        "何処",
        "何時",
        "どう",
        "如何",
        "どの",
        "どんな",
        "どれ",
        "何故",
        "いくつ",
        "誰",
        "此れ",
        "其れ",
        "彼れ",
        "此の",
        "其の",
        "此処",
        "其処",
        "そう",
        "こう",
        "事",
        "物",
        "為",
        "所",
        "場合",
        "時",
        "方",
        "方法",
        "遣り方",
        "仕方",
        "件",
        "訳",
        "等",
        "様",
        "御",
        "的",
        "達",
        "分",
        "中",
        "際",
        "後",
        "前",
        "上",
        "下",
        "内",
        "程",
        "ずつ",
        "です",
        "ます",
        "だ",
        "た",
        "て",
        "ちょっと",
        "とても",
        "もう",
        "まだ",
        "また",
        "一番",
        "今",
        "今日",
        "明日",
        "先",
        "さっき",
        "是非",
        "例えば",
        "全て",
        "全部",
        "もの",
        "こと",
        "つく",
        "就く",
        "対する",
        "関する",
        "係る",
        "因る",
        "伴う",
        "当たる",
        "考える",
        "行う",
        "存ずる",
        "済ませる",
        "有難う",
        "掛かる",
        "よう",
        "詳しい",
        "具体",
        "可能",
        "以下",
        "方々",
        "自分",
        "色々",
        "特に",
        "突然",
        "最近",
        "毎日",
        "どない",
        "本真",
    ]
)
"""Normalised forms (Sudachi) of request and function words."""

_END = r"[\s。．.!?！？、,…]*$"
_ASK = r"(?:なん|なに|何)(?:の)?(?:ごみ|ゴミ|区分|分類|分別|扱い|もの)?"
_TAIL = r"(?:(?:の|ん)?(?:です|でしょう|だろう|やろう?|なの|なん|だっけ|だった|でしたっけ|か|かな|かしら|ねん|すか)+)?"
_THROW = (
    r"(?:捨て|すて|棄て|ステ|ほか[さしすせそ]|放[しすせ]|ほう[っりる]|ほっ(?=て[^ぁ-ん]|ても|たら)|ほり(?=たい|ます|方|かた)"
    r"|処分|処理|廃棄|はいき|しょぶん|ごみ出し|ゴミ出し)"
)
_THROW_TAIL = (
    r"(?:いつ|どこ|へん|ひん|のん|ねん|やろか?|やねん|かま(?:へん|わない|いません)|よ(?=う?(?:思|おも))|ほんま|すん|せん"
    r"|する|した|して|し|でき|ら|れ|る|た|て|ちゃ|っ|せ|よう|れば|たら|たい|い|の|ん|です|ます|ません|が|けど|けれど|やけど"
    r"|なる|なん|なら|とき|時|には|ば|も|は|ええ|よい|いい|よろし|か|かた|方|ほう|ほうほう|方法|もの|かな|ください|ほしい|思|おも|って|う)*"
)
_HOW = (
    r"(?:どう(?:やって|したら|すれば|する|し|なる|なり|でしょう|です)?|どない(?:したら|して|する|すん|しよう?|なん|なる)?|どのように|どうやって"
    r"|どこ(?:に|へ|で|の)?|どれ(?:に)?|どの(?:日|区分|ごみ|分別|袋)?(?:に|で)?|いつ(?:に)?|どっち)"
)
_PUT_OUT = r"(?:出す|だす|出し|だし|出せ|だせ|出そ|入れ|いれ|分け|わけ)"
_POLITE = (
    r"(?:を|が|について|に関して|か|の)?(?:教え|おしえ)(?:て|ろ)?(?:下さい|ください|ほしい|欲しい|くれ|もらえ|頂け|いただけ)?"
    r"(?:ませんか|ますか|ん|です|ですか|の|か|へん)*"
)
_PARTICLE = r"(?:は|って|を|の|が|も|なら|とか|についての?|という|っていう|ゆうの)?"
_REQUEST = re.compile(
    "|".join(
        (
            rf"{_PARTICLE}{_THROW}(?:方法|かた|方){_TAIL}",
            rf"{_PARTICLE}(?:{_HOW})?{_THROW}{_THROW_TAIL}",
            rf"{_PARTICLE}(?:{_HOW})?{_PUT_OUT}(?:方|かた){_TAIL}",
            rf"{_PARTICLE}{_HOW}{_PUT_OUT}{_THROW_TAIL}",
            rf"{_PARTICLE}どこ(?:に|へ)持って(?:行|い)(?:っ(?=た)|け(?=ば)|く)(?:れば|たら|ば|と)?{_THROW_TAIL}{_TAIL}",
            rf"{_PARTICLE}(?:分別|ぶんべつ)(?:方法|の仕方|は|を)?{_TAIL}",
            rf"{_PARTICLE}{_ASK}(?:に|で)?(?:{_PUT_OUT})?{_THROW_TAIL}{_TAIL}{_END}",
            rf"{_PARTICLE}{_HOW}(?:が|に|を)?(?:いい|よい|ええ|良い)?{_THROW_TAIL}{_TAIL}{_END}",
            _POLITE,
            r"(?:すみません|すいません|あの|えっと|こんにちは|お願いします|おねがいします|質問(?:です)?)[、,。 ]",
            r"(?:を|が|について)?(?:知りたい|しりたい|聞きたい|ききたい)(?:です|のですが|んですけど|んやけど)*",
            r"(?:ん|の)(?:です|やけど|だけど|だが)(?:けれど|けど|が|か)?(?=[、,。 ]|$)",
            r"(?:の)?(?:仕方|しかた|やり方|やりかた)(?:は|が|を)?",
            r"(?:して|て)ん(?:ねん|けど|ねんけど)(?=[、,。 ]|$|ど)",
            rf"(?:が|は|も)?(?:ある|いる|なった|たい)?(?:ねん|んや|のや)(?:けど|けれど|が)?(?:なあ?|ど)?{_END}",
            r"(?:が|は|も)?(?:もう)?(?:いら|要ら)(?:なく|ん(?:よう)?に|んく)なっ(?:た|て)(?:んです|ので|から|し|けど)*",
            r"(?:が|は|も)?もう(?:使わ|つかわ|いら|要ら)(?:ない|へん|ん)(?:んです|ので|から|し|けど|の)*",
        )
    )
)
_SIGNS = r"\s、。，,.!?！？・…「」『』\"'（("
_SPACED = re.compile(
    r"(?<=[ぁ-ん])\s+(?=どう|どない|どこ|すて|だし|だせ|だす|ほか|ほる|いい|ええ|よい|です|ます|ください|おしえ|しりたい|の(?:か|で))"
)
"""「けいこうとうは どうやって すてたら ええの」: spaces within what only asks, as people write who write in kana."""
_EDGE = re.compile(rf"^[{_SIGNS}）)]+|^ +[はをがも]|[{_SIGNS}]+$|(?<=[^\s])(?:って|とか|は|を|が)$")


def is_content(part: tuple[str, ...], normal: str) -> bool:
    """Whether a token says something about the subject. `part` is Sudachi's part of speech (six levels)."""
    if part[0] not in KEPT_PARTS or normal in STOP_TERMS:
        return False
    return part[1] != "非自立可能" or part[0] != "動詞"


def strip_request(text: str) -> str:
    """A normalised text without the phrases that only ask; the text itself where nothing would be left.

    >>> strip_request("毛布はどうやって捨てたらいいですか")
    '毛布'
    >>> strip_request("捨て方を教えて")
    '捨て方を教えて'
    """
    core = _REQUEST.sub(" ", _SPACED.sub("", text))
    while (shorter := _EDGE.sub("", core)) != core:
        core = shorter
    return core if core.strip() else text


_ASIDE = re.compile(r"(?<=\S) +\S+(?:の(?:やつ|もの|ん)?|式|製|タイプ)(?= |$)")


def without_asides(core: str) -> str:
    """A core without what is said of the thing after it has been named, set off by spaces.

    >>> without_asides("電卓 小さい 乾電池のやつ")
    '電卓 小さい'
    """
    return _ASIDE.sub("", core)
