"""The few words that stand on LINE's cards besides what the desk says, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands in braces is filled in."""

    when: str
    variants: str
    note: str
    sample: str
    source: str
    as_of: str
    solved: str
    hours: str
    call: str
    call_number: str
    page: str
    privacy: str
    choose: str


JA = Words(
    when="こんなとき：",
    variants="ちがうときは、こちら",
    note="注意",
    sample="これは見本の答えです。",
    source="出典：",
    as_of="（{year}年{month}月{day}日時点）",
    solved="解決しましたか？",
    hours="受付時間：{hours}",
    call="電話する",
    call_number="{number} に電話する",
    page="ページを開く",
    privacy="名前・住所・電話番号・マイナンバーは、書かないでください。"
    "「データを消して」と書くと、書いたことを消します。",
    choose="選んでください。",
)
EASY = replace(
    JA,
    variants="ちがうときは、こちら",
    source="この 答えの もと：",
    solved="わかりましたか？",
    hours="電話できる 時間：{hours}",
    privacy="名前・住所・電話番号・マイナンバーは、書かないで ください。"
    "「データを消して」と 書くと、書いたことを 消します。",
    choose="えらんで ください。",
)
EN = Words(
    when="When: ",
    variants="If it is different",
    note="Note",
    sample="This is a sample answer.",
    source="Source: ",
    as_of=" (as of {year}-{month:02}-{day:02})",
    solved="Did that solve it?",
    hours="Hours: {hours}",
    call="Call",
    call_number="Call {number}",
    page="Open the page",
    privacy="Please do not write names, addresses, phone numbers or My Numbers. "
    "Write “delete my data” and what you wrote is deleted.",
    choose="Please choose.",
)
WORDS: Mapping[str, Words] = {"ja": JA, "easy": EASY, "en": EN}
