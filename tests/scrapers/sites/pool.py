"""Things and questions that the sites speak of; every city names its categories in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KINDS = "burn nonburn bulky plastic bottle paper hazard refuse".split()


@dataclass(frozen=True)
class Thing:
    name: str
    reading: str
    kind: str
    note: str = ""


_THINGS = """
アイロン あいろん nonburn コードは束ねてください。
アルミホイル あるみほいる nonburn
油（食用） あぶら burn 固めるか、紙にしみこませる
網戸 あみど bulky 枠と網は分けなくてもよい
衣装ケース いしょうけーす bulky
板きれ いたきれ burn 50cm以下に切る
一升びん いっしょうびん bottle ふたは外す
植木鉢（プラスチック製） うえきばち burn 土は取り除く
植木鉢（陶器製） うえきばち nonburn 土は取り除く
うちわ うちわ burn
エアコン えあこん refuse 販売店へ相談する
枝 えだ burn 太さ10cmまで、長さ50cmまで。束ねて出す
鉛筆 えんぴつ burn
お菓子の袋 おかしのふくろ plastic
折りたたみ傘 おりたたみがさ nonburn
温度計（水銀） おんどけい hazard 割れないように紙で包む
カーテン かーてん burn
カーペット かーぺっと bulky
懐中電灯 かいちゅうでんとう nonburn 電池は抜く
鏡 かがみ nonburn 「キケン」と書く
カセットボンベ かせっとぼんべ hazard 使い切ってから
紙コップ かみこっぷ burn
紙パック かみぱっく paper 洗って開いて乾かす
乾電池 かんでんち hazard 透明な袋に入れる
缶詰の缶 かんづめのかん bottle 中をすすぐ
キーボード きーぼーど nonburn
牛乳びん ぎゅうにゅうびん bottle
蛍光管 けいこうかん hazard 買ったときの箱に入れる
コンクリートブロック こんくりーとぶろっく refuse 処理業者へ相談する
ざぶとん ざぶとん burn
雑誌 ざっし paper ひもで十字に縛る
皿 さら nonburn
シャンプーの容器 しゃんぷーのようき plastic ポンプは外す
新聞紙 しんぶんし paper
スプレー缶 すぷれーかん hazard 穴はあけない
ソファー そふぁー bulky
タイヤ たいや refuse
たんす たんす bulky 引き出しは空にする
段ボール だんぼーる paper 雨の日は出さない
茶わん ちゃわん nonburn
テレビ てれび refuse
トレイ（発泡スチロール） とれい plastic
なべ なべ nonburn
人形 にんぎょう burn
布団 ふとん bulky
包丁 ほうちょう nonburn 厚紙で包む
マットレス まっとれす bulky
ラップ らっぷ burn
レジ袋 れじぶくろ plastic
ワインの瓶 わいんのびん bottle
"""
THINGS = tuple(Thing(*line.split(" ", 3)) for line in _THINGS.strip().splitlines())

QUESTIONS: Sequence[tuple[str, tuple[str, ...]]] = (
    (
        "ごみは朝何時までに出せばよいですか。",
        ("収集日の朝8時30分までに、決められた集積所へ出してください。", "前の日の夜には出さないでください。"),
    ),
    (
        "引っ越しで大量のごみが出ます。どうすればよいですか？",
        (
            "一度にたくさん集積所へ出すことはできません。",
            "清掃センターへ直接持ち込むか、許可業者に頼んでください。",
        ),
    ),
    (
        "カラスにごみを荒らされて困っています",
        ("集積所用のネットを無料で貸し出しています。", "自治会を通して申し込んでください。"),
    ),
    ("祝日もごみの収集はありますか？", ("祝日も通常どおり収集します。", "年末年始は広報でお知らせします。")),
    ("ごみ集積所の場所を知りたい", ("お住まいの自治会または管理会社にお尋ねください。",)),
    (
        "粗大ごみを申し込むにはどうしたらいいですか。",
        (
            "受付センターへ電話で申し込みます。",
            "処理券を買って品物に貼ってください。",
            "予約した日の朝に玄関先へ出してください。",
        ),
    ),
    ("指定ごみ袋はどこで買えますか", ("市内のスーパーやコンビニエンスストアなどで売っています。",)),
    (
        "生ごみ処理機の補助制度について教えてください。",
        ("購入額の2分の1、2万円までを補助します。", "買う前に申請が必要です。"),
    ),
    (
        "ペットが死んだときはどうすればよいですか？",
        ("市の火葬場で引き取ります。手数料がかかります。", "※土曜日・日曜日は受け付けていません。"),
    ),
    ("事業所のごみを集積所に出してもいいですか？", ("出せません。事業者の責任で処理してください。",)),
)


def named(kinds: str) -> dict[str, str]:
    """The city's names of the eight kinds, in the order of KINDS."""
    return dict(zip(KINDS, kinds.split(), strict=True))


def truth(names: dict[str, str], things: Sequence[Thing] = THINGS) -> frozenset[tuple[str, str]]:
    return frozenset((thing.name, names[thing.kind]) for thing in things)


def row_of(thing: Thing) -> str:
    """The row of the 50 sounds in which a thing stands: あ, か, さ …"""
    rows = "あいうえお かきくけこがぎぐげご さしすせそざじずぜぞ たちつてとだぢづでど なにぬねの はひふへほばびぶべぼぱぴぷぺぽ まみむめも やゆよ らりるれろ わをん".split()
    return next(row[0] for row in rows if thing.reading[0] in row)
