from __future__ import annotations

import pytest

from faqbot.text.smalltalk import Talk, Wish, question_in, talk, wish


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("こんにちは", Talk.GREETING),
        ("すみません", Talk.GREETING),
        ("ありがとうございました！", Talk.THANKS),
        ("おおきに", Talk.THANKS),
        ("助かりました😊", Talk.THANKS),
        ("はい", Talk.ACKNOWLEDGED),
        ("了解です", Talk.ACKNOWLEDGED),
        ("全然使えないな", Talk.SORRY),
        ("ちゃうわ", Talk.SORRY),
        ("あなたは人間ですか", Talk.WHO),
        ("何ができますか", Talk.CAN),
        ("ヘルプ", Talk.CAN),
        ("テスト", Talk.TEST),
        ("あ", Talk.TOO_SHORT),
        ("？", Talk.TOO_SHORT),
        ("👍👍", Talk.TOO_SHORT),
        ("…", Talk.TOO_SHORT),
        ("ああああああ", Talk.TOO_SHORT),
        ("おおきに！助かったわ〜", Talk.THANKS),
        ("はい、わかりました。ありがとう", Talk.THANKS),
        ("こんにちは！お世話になります", Talk.GREETING),
        ("全然使えへんやん", Talk.SORRY),
        ("わかりません", Talk.SORRY),
        ("ありがとう。傘は？", None),
        ("もも", None),
        ("木", None),
        ("傘", None),
        ("毛布", None),
        ("はいざら", None),
        ("テストの答案用紙", None),
        ("ありがとうカード", None),
        ("使い方がわからない古いスマホ", None),
    ],
)
def test_small_talk_is_the_whole_message_or_none(text: str, kind: Talk | None) -> None:
    assert talk(text) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("データを消して", Wish.FORGET),
        ("個人情報を消してください", Wish.FORGET),
        ("in English please", Wish.ENGLISH),
        ("わたしの情報を全部削除してください", Wish.FORGET),
        ("地区を変えたい", Wish.AREA),
        ("メニュー", Wish.MENU),
        ("人と話したいです", Wish.HANDOFF),
        ("電話番号を教えて", Wish.HANDOFF),
        ("English please", Wish.ENGLISH),
        ("やさしい日本語でお願いします", Wish.EASY),
        ("日本語", Wish.JAPANESE),
        ("電話", None),
        ("電話機", None),
        ("人形", None),
        ("データの入ったCD", None),
        ("英語の本", None),
        ("毛布", None),
    ],
)
def test_what_is_asked_of_the_bot_itself(text: str, kind: Wish | None) -> None:
    assert wish(text) is kind


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("こんにちは。毛布は？", "毛布は？"),
        ("ありがとう！ あと電池は？", "あと電池は？"),
        ("すみません、傘を捨てたい", "傘を捨てたい"),
        ("こんにちは", "こんにちは"),
        ("どうもろこし", "どうもろこし"),
        ("えーと、毛布", "毛布"),
        ("やっぱり枕", "枕"),
        ("傘の捨て方 ［電話番号］", "傘の捨て方"),
        ("あの箱", "あの箱"),
        ("毛布 毛布、毛布", "毛布"),
        ("もうふもうふ", "もうふもうふ"),
        ("えのき", "えのき"),
    ],
)
def test_a_greeting_before_a_question_is_put_aside(text: str, rest: str) -> None:
    assert question_in(text) == rest
