"""What a question is after, whatever thing it is about: to throw it away, have it mended, know its price, apply for it …

Two questions about one thing with different aims want different answers. `text.intents` lists single words that an entry must
have to answer a question; these are families of expressions for one wish, found in kana as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Written by hand as general Japanese of enquiries at a city hall and a help desk. Kana stand beside the kanji they replace.
_FAMILIES: Mapping[str, str] = {
    "throw": r"捨て|すて[たるよん]|棄て|処分|しょぶん|廃棄|ほか[しすさそ]|破棄|不用|いらん|要らない"
    r"|何ごみ|なにごみ|何ゴミ|なんごみ|出し方|だしかた"
    r"|(?:ごみ|ゴミ)(?!袋|ぶくろ|箱|置|捨|す[てと]|集積|ステ|収集|回収|カレンダー|かれんだ|アプリ|あぷり|分別|処理|焼却|ひろい|拾)",
    "mend": r"修理|しゅうり|修繕|直[しすせっ]|なおし|なおす|なおら|故障|こしょう|動かな|うごかな",
    "price": r"いくら|なんぼ|値段|ねだん|料金|りょうきん|価格|費用|金額|代金|手数料",
    "buy": r"買[いうえおっ]|購入|販売|売[っりる]|うって|うってる|取扱店|取り扱い店|かえるみせ",
    "refund": r"返金|払い?戻|へんきん|返品",
    "when": r"いつ|何時|なんじ|何日|何曜|日程|時間|祝日|しゅくじつ|祭日|年末|ねんまつ|年始|正月",
    "where": r"場所|ばしょ|どこです|どこか|どこに出|在り処|所在",
    "given": r"もらえ|もらい|貰[えい]|ほしい|欲しい|配布|支給|無料|むりょう|くれ[るま]|いただけ",
    "lend": r"貸[しり]|かしだし|レンタル|借り",
    "subsidy": r"補助|ほじょ|助成|じょせい|奨励金|報奨|支援金|給付",
    "apply": r"申し?込|もうしこ|申請|しんせい|手続|てつづ|届出|届け|とどけ|登録|とうろく",
    "cancel": r"取り?消|とりけ|キャンセル|解約|やめたい|やめる|中止|変更|へんこう|変え[たる]",
    "move": r"移動|いどう|移設|いせつ|移転|移[しすせ]|別の場所|別の部屋",
    "new": r"新しく|新設|設置|作り|つくり|作る|増や|追加|ついか|足し|入れたい|導入|発行",
    "report": r"通報|つうほう|連絡|苦情|くじょう|見つけ|ひどい|困[っる]|迷惑",
    "visit": r"見学|けんがく|見に行|見物",
    "carry": r"運[んびぶ]|うんぱん|搬出|下ろ[しせ]|降ろ[しせ]|部屋まで|玄関まで|取りに来",
    "bring": r"持ち?込|もちこ|搬入|直接|持って[い行]",
    "erase": r"消[しすせさ]|消去|しょうきょ|削除|さくじょ|抹消|まっしょう",
    "record": r"録画|ろくが|録音|ろくおん",
    "regain": r"返して|かえして|取り戻|引き?取りに|受け取り|返却",
    "lost": r"失く|なくし|無くし|紛失|落とし|おとし|いなくな",
    "left": r"残って|取り?残|とりのこ|収集されて|回収されず|来な(?:い|か)|来てない|持っていってくれ",
    "clean": r"清掃|せいそう|掃除|そうじ|拭[いく]|消毒|洗[いう]|磨",
    "output": r"出力|印刷|いんさつ|ダウンロード|えくすぽーと|エクスポート|集計|統計|とうけい|保存",
    "allowed": r"よいか|いいか|いい\?|してよい|ていい|ええ\?|あかん|ダメ|だめ|禁止|認め|許可|使える|つかえる",
    "renew": r"更新|こうしん|再発行|切り替え|切れ",
    "reserve": r"予約|よやく",
    "show": r"公開|掲載|案内|表示|ひょうじ|画面",
    "call": r"呼[びぶん]|よびだ|通知|知らせ",
    "use": r"使い方|つかいかた|やり方|始め方|方法|仕方",
    "chosen": r"おすすめ|お勧め|人気|比較",
    "removed": r"撤去|てっきょ|持って(?:い|行)かれ|撤収",
    "dead": r"死[んにな骸体]|しんで|しんだ|しんでる|死亡|亡くな|ひかれ",
}
AIMS = tuple(_FAMILIES)
"""The names of all aims."""
_PATTERNS = {name: re.compile(pattern) for name, pattern in _FAMILIES.items()}
_ANY = re.compile("|".join(_FAMILIES.values()))


def aims(text: str) -> frozenset[str]:
    """The names of the aims that a normalised text speaks of."""
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))


def without(text: str) -> str:
    """A normalised text with its aims left out: the thing that it is about; the text itself where nothing else is in it."""
    rest = _ANY.sub(" ", text)
    return rest if re.search(r"\w", rest) else text
