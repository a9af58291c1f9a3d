"""Every sentence the bot says of its own accord, in one place: short, kind, やさしい日本語."""

from __future__ import annotations

from faqbot.types import Audience

ANSWERED = "こちらが答えです。"
SUGGESTED = "どれのことですか？ 近いものを選んでください。"
UNANSWERED = "ごめんなさい。答えを見つけられませんでした。下の連絡先に聞いてください。"
KNOWN_UNKNOWN = "ごめんなさい。これは、まだ確かめられていません。下の連絡先に聞いてください。"
NONE_OF_THESE = "わかりました。別の言い方でもう一度聞くか、下の連絡先に聞いてください。"
SOLVED = "よかったです。ほかにも知りたいことがあれば、聞いてください。"
NOT_SOLVED = "お役に立てず、ごめんなさい。下の連絡先に聞いてください。"

_EMPTY = {
    Audience.PUBLIC: "知りたいことを、短いことばで書いてください。（例:「ペットボトルのふた」）",
    Audience.STAFF: "知りたいことを入力してください。",
}

TOO_LONG = "文が長すぎます。{limit} 文字までにしてください。（いま {length} 文字）"
NO_COLLECTION = "「{name}」という窓口はありません。"
NO_TURN = "この会話は見つかりません。お手数ですが、もう一度質問してください。"
NO_PROPOSAL = "この提案は見つかりません。一覧を読みこみなおしてください。"
ANOTHER_ENTRY = "この提案は、別の項目についてのものです。一覧を読みこみなおしてください。"
NO_ENTRY = "その答えは見つかりません。お手数ですが、もう一度質問してください。"


def empty(audience: Audience) -> str:
    """Said to someone who sent nothing."""
    return _EMPTY[audience]
