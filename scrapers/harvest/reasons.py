"""Why a page could not be read, in an operator's words."""

from __future__ import annotations

from scrapers.page import Reason, Refused

_WORDS = {
    Reason.URL: "住所の形が正しくありません",
    Reason.HOST: "設定の hosts にないサーバーです",
    Reason.ADDRESS: "庁内などの閉じたネットワークにあります",
    Reason.ROBOTS: "サイトの robots.txt が断っているか、読めません",
    Reason.HOURS: "訪ねてよい時間ではありません",
    Reason.WAIT: "サーバーが、長く待つように求めました",
    Reason.GONE: "ページがありません",
    Reason.STATUS: "サーバーが断りました",
    Reason.SERVER: "サーバーの調子が悪いようです",
    Reason.NETWORK: "つながりません",
    Reason.DEADLINE: "時間がかかりすぎました",
    Reason.REDIRECTS: "転送がくり返されます",
    Reason.TYPE: "読めない種類のファイルです",
    Reason.SIZE: "大きすぎます",
    Reason.ARCHIVE: "開くと大きくなりすぎるか、こわれています",
}


def in_words(refused: Refused) -> str:
    """「サーバーの調子が悪いようです（503）」."""
    return _WORDS[refused.reason] + (f"（{refused.detail}）" if refused.detail else "")
