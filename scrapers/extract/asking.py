"""How pages mark questions and answers, and the words by which a question is known without a mark."""

from __future__ import annotations

import re

from scrapers.extract.plain import fold

_OPEN, _CLOSE = r"[【\[〔(（<＜《〈]?", r"[】\]〕)）>＞》〉]?"
_NUMBER = (
    r"\s*(?:[0-9０-９]{1,3}(?:[-－][0-9０-９]{1,3})?|[①-⑳]|[一二三四五六七八九十]{1,3}(?=[\s　.．:：、]))?\s*"
)
_STOP = r"(?:[.．。:：、，,）)】\]>＞\s　・…-]+|(?=[「『ぁ-んァ-ヶ一-龠])|$)"
_FIRM_STOP = r"(?:[.．。:：、，,）)】\]>＞\s　…-]+|$)"
QUESTION = re.compile(
    rf"^{_OPEN}(?:[QＱ](?:uestion)?(?![A-Za-z&＆]){_NUMBER}{_CLOSE}{_STOP}|(?:ご?質問|問|設問){_NUMBER}(?:{_CLOSE}(?<=[】\]〕)）>＞》〉])\s*|{_FIRM_STOP}))"
)
ANSWER = re.compile(
    rf"^{_OPEN}(?:[AＡ](?:nswer)?(?![A-Za-z&＆]){_NUMBER}{_CLOSE}{_FIRM_STOP}(?:ご?回答(?:内容)?$)?|[AＡ](?=[「『ぁ-んァ-ヶ一-龠])"
    rf"|(?:ご?回答(?:内容)?|答え?){_NUMBER}(?:{_CLOSE}(?<=[】\]〕)）>＞》〉])\s*|{_FIRM_STOP}))"
)
ASKS = re.compile(
    r"[?？](?:[(（].*[)）])?$|(?:です|ます|でしょう|ません|ました|ません|よい|いい|良い|の|ない)か。?$"
)
WANTS = re.compile(
    r"(?:たい|ください|下さい|教えて|ほしい|欲しい|知りたい|(?:の|ん)ですが|ましたが|ますが|した|か)。?$"
)
_FAQ_PLACE = re.compile(
    r"FAQ|Q\s*[&＆]\s*A|よくある(?:ご)?質問|質問と(?:回)?答|よくある(?:お)?問い?合わ?せ|ご質問|一問一答",
    re.IGNORECASE,
)
_FAQ_PATH = re.compile(r"[/_.-](?:faq|qa|q_a|qanda|question)s?(?:[/_.?=-]|\d|$)", re.IGNORECASE)
AFTER = re.compile(
    r"^[\s■◆●▼<＜【\[〈《]*(?:(?:この|当)(?:ページ|記事|情報|質問|FAQ)に関する|お?問い?合わ?せ先?|お?問合せ先?|担当(?:課|部署|窓口)?|所管課?|関連(?:する|した)?(?:FAQ|リンク|情報|ページ|ファイル|サイト|質問|ホームページ|のある)?"
    r"|添付ファイル|その他の(?:よくある)?質問|カテゴリー?|この(?:回答|情報|FAQ|ページ)は|よくある質問(?:一覧|トップ)|外部リンク|ダウンロード|PDF(?:ファイル)?の?閲覧|更新日|ページ番号|ページID)",
)
NUMBERED = re.compile(r"^(?:[0-9０-９]{1,3}\s*[.．、)）:：]|[(（][0-9０-９]{1,3}[)）]|[①-⑳]|[■◆●▼・])\s*")
LONGEST_WORD = 8  # 分別区分, 出し方のポイント: the terms of an item, and no questions
_LONGEST_LABEL = 60
LONGEST_QUESTION = 200


def is_faq_place(url: str, *words: str) -> bool:
    """Whether an address, a title or breadcrumbs say that a page is of questions and answers."""
    return bool(_FAQ_PATH.search(url.partition("://")[2].partition("/")[2].join("//"))) or any(
        names_faq_place(word) for word in words
    )


def is_label(text: str) -> bool:
    """「お問い合わせ　町民課」 ends an answer; 「お問い合わせは町民課へどうぞ。」 is part of it."""
    return bool(AFTER.match(text)) and len(text) <= _LONGEST_LABEL and not text.endswith("。")


def bare_question(text: str) -> str:
    """The question without the letter or the number before it."""
    return NUMBERED.sub("", QUESTION.sub("", text)).strip()


def names_faq_place(heading: str) -> bool:
    """Whether a heading says that questions follow."""
    return bool(_FAQ_PLACE.search(fold(heading)))
