"""How much of what identifies people is masked, and how much else? `python -m eval.personal`.

Sentences are made by a seed from frames and values written here, by who wrote the masks: the figures say what holds for these
forms, not for everything that people type.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from faqbot.text.masking import ADDRESS, CARD, MAIL, MY_NUMBER, PHONE, POSTAL, is_card, is_my_number, mask

SEED = 20261121
COUNT = 3000
OURS = ("0668580000", "0668580001")
KINDS = (MY_NUMBER, CARD, PHONE, MAIL, POSTAL, ADDRESS)

_FRAMES = {
    MY_NUMBER: (
        "マイナンバーは{}です",
        "{}で住民票を取れますか",
        "個人番号 {} を変えたいです",
        "カードの番号が{}なんだけど期限切れ",
    ),
    CARD: ("カードは{}です。手数料を払えますか", "{}で払ったのに届かない", "クレジット{}が使えない"),
    PHONE: (
        "{}に電話してください",
        "電話番号は{}です",
        "折り返しは{}まで",
        "粗大ごみの申込み、{}の山田です",
        "けいたい{}やけど、つながらへん",
    ),
    MAIL: ("{}に送ってください", "連絡は{}まで", "メール（{}）が届きません"),
    POSTAL: ("{}に住んでいます", "うちは{}です。収集日は？", "郵便番号は{}です", "{} 引っ越しました"),
    ADDRESS: (
        "見本市{}に取りに来てください",
        "住所は{}です",
        "{}に引っ越します。ごみの日は？",
        "{}の前のごみ置き場があふれている",
    ),
}
_PLAIN = (
    "{n}cmの棒は燃えるごみですか",
    "{n}L袋を{m}枚ください",
    "平成{m}年{m}月生まれの書類",
    "令和{s}年{s}月{m}日に引っ越します",
    "20{m}-{s}-{s}に出しました",
    "20{m}/{s}/{s}の収集",
    "{n}円のシールは何枚",
    "単{s}電池が{m}本あります",
    "たんす（{n}×{n}×{m}cm）",
    "{m}階建ての{s}階です",
    "{s}時{m}分に来ますか",
    "{s}:{m}から{s}:{m}まで開いてる？",
    "{n}kgの米袋",
    "本町{s}丁目の収集日",
    "ペットボトル{n}ml {m}本",
    "0.5L 1.5L 2.0Lのびん",
    "0.5 1.5 2.5 3.5 4.5の太さ",
    "第{s}{s}週の水曜",
    "燃えるごみは{s}-{s}回",
    "{m}歳と{s}歳の子がいます",
    "型番AB-{n}{n}の冷蔵庫",
    "110番と119番のちがい",
    "#7119に電話する？",
    "0120-{n}-{n}にかけたけど",
    "06-6858-0000に電話したけどつながらない",
    "0668580001はごみの電話？",
    "{m}番の袋と{s}番の袋",
    "{m}番目の質問",
    "{n}-{n}円くらい",
    "2{m}型テレビ {s}台",
    "4K55インチ {n}W",
    "{s}、{m}、{n}ごみ",
    "問い合わせ番号{n}{n}{m}",
    "通知書の{n}号様式",
    "{n}号線沿いです",
    "国道{n}号の不法投棄",
    "{n}0ミリ以下のふた",
    "毎月{s}日と{m}日",
    "{n}-{s}-{m}番の書類",
    "午前{s}時",
    "A4用紙{n}枚",
    "1/{s}に切る",
    "{s}～{m}cm",
    "ねじ{s}mm×{m}mm",
)
_TOWNS = ("本町", "北町", "桜台", "みどりが丘", "東豊", "ひかり町")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, what of it must go, and by which mask it is replaced."""

    text: str
    secrets: tuple[str, ...]
    masks: tuple[str, ...]


def lines(count: int = COUNT, seed: int = SEED) -> Iterator[Line]:
    """Half of them name somebody; the others have numbers that must stay."""
    rng = random.Random(seed)
    for number in range(count):
        if number % 2:
            values = {"n": rng.randrange(100, 1000), "m": rng.randrange(10, 32), "s": rng.randrange(1, 10)}
            yield Line(rng.choice(_PLAIN).format(**values), (), ())
        else:
            kind = KINDS[number // 2 % len(KINDS)]
            secret = _VALUES[kind](rng)
            yield Line(rng.choice(_FRAMES[kind]).format(secret), (_finest(kind, secret),), (kind,))


def _typed(rng: random.Random, groups: list[str]) -> str:
    """Digits as people type them: apart or together, in any width."""
    text = rng.choice(["-", "-", "", " ", "ー", "−", "・", "の"]).join(groups)
    return (
        text.translate(str.maketrans("0123456789-", "０１２３４５６７８９－")) if rng.random() < 0.3 else text
    )


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _checked(rng: random.Random, length: int, right: Callable[[str], bool], first: str = "") -> str:
    body = first + _digits(rng, length - 1 - len(first))
    return next(number for last in range(10) if right(number := f"{body}{last}"))


def _my_number(rng: random.Random) -> str:
    number = _checked(rng, 12, is_my_number)
    return _typed(rng, [number[:4], number[4:8], number[8:]])


def _card(rng: random.Random) -> str:
    number = _checked(rng, 16, is_card, rng.choice(["4", "51", "35", "6011"]))
    return _typed(rng, [number[i : i + 4] for i in range(0, 16, 4)])


def _phone(rng: random.Random) -> str:
    match rng.randrange(4):
        case 0:
            return _typed(rng, [rng.choice(["090", "080", "070"]), _local(rng), _digits(rng, 4)])
        case 1:
            return _typed(rng, ["06", _digits(rng, 4), _digits(rng, 4)])
        case 2:
            return f"({rng.choice(['072', '0726'])}){_digits(rng, 3)}-{_digits(rng, 4)}"
        case _:
            return f"+81 90 {_local(rng)} {_digits(rng, 4)}"


def _local(rng: random.Random) -> str:
    """Four digits of which the first is no 0, as the numbering plan has it for mobile phones."""
    return rng.choice("123456789") + _digits(rng, 3)


def _mail(rng: random.Random) -> str:
    name = rng.choice(["taro.yamada", "hanako", "y-suzuki_01", "info+gomi"])
    at = rng.choice(["@", "@", "＠", "(at)"])
    return f"{name}{at}{rng.choice(['example.com', 'mail.example.co.jp', 'example.ne.jp'])}"


def _postal(rng: random.Random) -> str:
    digits = [_digits(rng, 3), _digits(rng, 4)]
    return rng.choice(["〒{}-{}", "〒{}{}", "{}-{}"]).format(*digits)


def _address(rng: random.Random) -> str:
    chome, ban, go = (rng.randrange(1, top) for top in (10, 40, 30))
    form = rng.choice(
        [
            "{t}{c}-{b}-{g}",
            "{t}{c}丁目{b}番{g}号",
            "{t}{c}丁目{b}-{g}",
            "{t}{c}ー{b}ー{g}",
            "{t}{b}番地{g}",
            "{t}{c}-{b}-{g} {r}号室",
        ]
    )
    return form.format(t=rng.choice(_TOWNS), c=chome, b=ban, g=go, r=rng.randrange(101, 900))


def _finest(kind: str, secret: str) -> str:
    """What must not be left: of an address the part after the 丁目."""
    if kind != ADDRESS:
        return secret
    for cut in ("丁目", "-", "ー"):
        if cut in secret:
            return secret.partition(cut)[2]
    return secret.lstrip("".join(set("".join(_TOWNS))))


_VALUES: dict[str, Callable[[random.Random], str]] = {
    MY_NUMBER: _my_number,
    CARD: _card,
    PHONE: _phone,
    MAIL: _mail,
    POSTAL: _postal,
    ADDRESS: _address,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of what was found of a kind (recall) and of masks that were right (precision), and the lines that went wrong."""

    count: int
    recall: dict[str, float]
    precision: dict[str, float]
    wrong: tuple[tuple[str, str], ...]


def measure(count: int = COUNT, seed: int = SEED) -> Measured:
    """Mask generated lines, and compare."""
    due, made, right = Counter[str](), Counter[str](), Counter[str]()
    wrong = []
    for line in lines(count, seed):
        masked = mask(line.text, OURS)
        found = Counter({kind: masked.count(kind) for kind in KINDS})
        gone = all(secret not in masked for secret in line.secrets)
        due.update(line.masks)
        made.update(found)
        right.update(kind for kind in line.masks if found[kind] and gone)
        if not gone or found != Counter(line.masks):
            wrong.append((line.text, masked))
    return Measured(
        count,
        {kind: right[kind] / due[kind] for kind in KINDS},
        {kind: min(right[kind] / made[kind], 1.0) if made[kind] else 1.0 for kind in KINDS},
        tuple(wrong),
    )


if __name__ == "__main__":
    measured = measure()
    json.dump(
        {
            "lines": measured.count,
            "recall": measured.recall,
            "precision": measured.precision,
            "wrong": len(measured.wrong),
        },
        sys.stdout,
        ensure_ascii=False,
        indent=1,
    )
    for text, masked in measured.wrong[:40]:
        print(f"\n{text}\n  {masked}", end="")
    print()
