"""The words by which cities speak of putting things out: names of categories, what is collected and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scrapers.extract.plain import fold

_STEMS = re.compile(
    r"燃|もえる|もえない|もやす|もやせる|可燃|不燃|資源|粗大|大型(?:ごみ|ゴミ)|大ごみ|小型(?:家電|金属|電子)|プラ(?:スチック|容器|製|マーク|$)"
    r"|容器包装|ペットボトル|びん|ビン|缶|かん(?:類|$|・)|カン(?:類|$|・)|有害|危険|家電(?:リサイクル|[4四]品目)|収集(?:しない|できない|不可|対象外)"
    r"|市では?収集|処理(?:困難|できない)|適正処理|古紙|紙類|古布|布類|衣類|布・|・布|紙・|・紙|埋立|埋め立て|うめたて|破砕|金属類?(?:$|ごみ|・)|乾電池|電池類|蛍光(?:管|灯)"
    r"|せん定|剪定|草木|草・木|枝|持ち?込み|直接搬入|自己搬入|(?:拠点|店頭|ボックス|集団|戸別)回収|販売店|専門業?者|事業系|普通(?:ごみ|ゴミ)|一般(?:ごみ|ゴミ)"
    r"|雑(?:がみ|紙|ごみ)|廃食(?:用)?油|水銀|引き?取り|リサイクル|再生|(?:ごみ|ゴミ|資源物?|プラ|廃棄物)$|不可$|対象外$|出せません|出せない|できません|できない"
)
_MATERIAL = re.compile(rf"{_STEMS.pattern}|[(（](?:.*[紙布衣木草枝陶]|.*(?:ガラス|電池|類))")
_SENTENCE = re.compile(
    r"[。？?！!：:→⇒…‥＝]|・・|(?:です|ます|ください|下さい|こと|について|とは|方法|しましょう|でしょうか|ですか)$"
)
_LONGEST_CATEGORY = 24
_NOUN_END = re.compile(
    r"(?:ごみ|ゴミ|資源物?|類|物|品|プラ|プラスチック|容器(?:包装)?|製品|ボトル|びん|ビン|瓶|缶|かん|カン|家電|金属|紙|がみ|布|油|電池|蛍光[管灯]|枝|草|パック"
    r"|トレイ|トレー|回収|搬入|持ち?込み|困難物|引き?取り|電子機器|パソコン|リサイクル)$"
)
_TOO_WIDE = re.compile(
    r"^(?:家庭(?:系|の)?)?(?:(?:ごみ|ゴミ|資源|リサイクル)(?:と|・|や|、))*(?:ごみ|ゴミ|リサイクル|分別|廃棄物|家庭系?ごみ|家庭系?ゴミ|生活ごみ)$"
)
_PARENTHESES = re.compile(r"[(（][^()（）]*[)）]|[「」『』【】]")
_NUMBERING = re.compile(r"^(?:[0-9]+[.)．、]|[①-⑳]|[(（][0-9]+[)）]|[■◆▼□◇●○◎・])\s*")
_REFUSAL_END = re.compile(r"(?:もの|物|品|ごみ|ゴミ|ません|ない)$")
_TAIL = re.compile(
    r"(?:の?(?:分別(?:方法)?と?(?:出し方)?|出し方|分け方|捨て方|品目(?:一覧|例)?|一覧表?|例|主なもの|種類|対象(?:品目|となるもの|物)?))+$"
    r"|(?:として|に)出せるもの$|になるもの$|の日に出せるもの$"
)
_EXCLUDED = re.compile(
    r"(?:収集|回収|受付|受け付け|受け?入れ|引き取|取り?扱[いわ]|処理)(?:し|でき|[らり]?ま|ら)?(?:ない|ません|せん)|(?:出せ|だせ|出さ|入れ)(?:ない|ません)|対象(?:と(?:は)?なら|では?)?(?:ない|外)"
    r"|(?:なら|い)ないもの|間違えやすい|混ぜないで|持ち込めない"
)
_INCLUDED = re.compile(
    r"(?:収集|回収)(?:する|できる|の?対象(?:と?なる)?)|(?:出せる|だせる|出す|入れる|なる|該当する|含まれる)(?:もの|物|品)|対象(?:品目|物|と?なる|のもの)|主な(?:もの|品目|対象)|(?:品目|もの|物)の?(?:例|一覧)"
    r"|(?:一例|具体例|品目例)|^(?:主な)?品目$|^例$|^対象$"
)


def is_category(text: str, own: Iterable[str] = ()) -> bool:
    """Whether a text reads like the name of a category: short, no sentence, with a word that such names have."""
    key = fold(text)
    if not key or key in {fold(name) for name in own}:
        return bool(key)
    core = fold(category_of(text))
    if not 0 < len(core) <= _LONGEST_CATEGORY or _SENTENCE.search(core):
        return False
    return bool(_STEMS.search(core)) or bool(_EXCLUDED.search(core) and _REFUSAL_END.search(core))


def heads_category(heading: str, own: Iterable[str] = ()) -> bool:
    """Whether a heading names one category, so that what stands below is of it; 「ごみとリサイクル」 is too wide."""
    if is_excluded(heading):
        return False
    core = fold(category_of(heading))
    if core in {fold(category_of(name)) for name in own}:
        return True
    end = _PARENTHESES.sub("", core)
    return is_category(heading, own) and bool(_NOUN_END.search(end)) and not _TOO_WIDE.match(core)


def category_of(heading: str) -> str:
    """The category that a heading names: 「1．燃やすごみの出し方（週2回）」 → 「燃やすごみ」."""
    bare = _NUMBERING.sub("", heading.strip())
    bare = bare.strip("<>＜＞〈〉《》【】[]「」『』 ")
    while (shorter := _TAIL.sub("", _PARENTHESES.sub(_unwrap, bare)).strip(" ：:・")) != bare:
        bare = shorter
    return bare or heading


def _unwrap(found: re.Match[str]) -> str:
    """「資源物（びん・缶）」 is one name; 「（週2回）」 and quotation marks are not part of any."""
    return (
        found[0]
        if len(found[0]) > 2 and _MATERIAL.search(found[0]) and not _EXCLUDED.search(found[0])
        else ""
    )


def is_excluded(heading: str) -> bool:
    """Whether a heading says that what follows is not taken: 収集しないもの, 出せないもの, 対象外."""
    return bool(_EXCLUDED.search(fold(heading)))


def is_included(heading: str) -> bool:
    """Whether a heading says that what follows are the things taken: 収集するもの, 出せるもの, 対象品目, 例."""
    return not is_excluded(heading) and bool(_INCLUDED.search(fold(heading)))
