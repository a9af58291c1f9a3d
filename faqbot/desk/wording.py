"""Every sentence the bot says of its own accord, in one place: short, kind, やさしい日本語; in English as well.

A deployment overrides single sentences with a TOML file of the same names (see `read`).
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from faqbot.errors import InvalidInput

NO_COLLECTION = "「{name}」という窓口はありません。"
NO_TURN = "この会話は見つかりません。お手数ですが、もう一度質問してください。"
NO_PROPOSAL = "この提案は見つかりません。一覧を読みこみなおしてください。"
ANOTHER_ENTRY = "この提案は、別の項目についてのものです。一覧を読みこみなおしてください。"
NO_ENTRY = "その答えは見つかりません。お手数ですが、もう一度質問してください。"
NOTHING_PICKED = "turn か、collection と entry の両方を送ってください。"
NO_TOPIC = "そのメニューは見つかりません。お手数ですが、はじめから選んでください。"
NO_AREA = "その地区は見つかりません。町の名前を書いてください。"
TOO_LONG = "文が長すぎます。{limit} 文字までにしてください。（いま {length} 文字）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The sentences of one language. What stands in braces is filled in."""

    answered: str
    suggested: str
    others: str
    unanswered: str
    known_unknown: str
    unkept: str
    several: str
    none: str
    none_of_these: str
    menu: str
    menu_top: str
    menu_after_none: str
    menu_more: str
    menu_back: str
    menu_categories: str
    handoff: str
    call: str
    solved: str
    not_solved: str
    solved_yes: str
    solved_no: str
    # asked back
    condition: str
    material: str
    dirt: str
    size: str
    contents: str
    battery: str
    bag: str
    broken: str
    needle: str
    count: str
    # hours
    is_open: str
    is_closed: str
    hours_unknown: str
    # collection days
    days: str
    days_none: str
    day_of: str
    day_of_none: str
    area: str
    area_which: str
    area_unknown: str
    area_set: str
    area_keep: str
    area_kept: str
    area_sample: str
    area_missing: str
    find_day: str
    # small talk
    greeting: str
    thanks: str
    bye: str
    acknowledged: str
    sorry: str
    who: str
    can: str
    test: str
    sticker: str
    image: str
    location: str
    video: str
    audio: str
    file: str
    too_short: str
    empty_public: str
    empty_staff: str
    forgotten: str
    language: str
    error: str


JA = Words(
    answered="こちらが答えです。",
    suggested="どれのことですか？ 近いものを選んでください。",
    others="では、こちらの中にありますか？",
    unanswered="ごめんなさい。答えを見つけられませんでした。下の連絡先に聞いてください。",
    known_unknown="ごめんなさい。これは、まだ確かめられていません。下の連絡先に聞いてください。",
    unkept="いまは記録ができません。この質問は保存されていませんが、お答えします。",
    several="{count}つについて、ひとつずつお答えします。",
    none="この中にない",
    none_of_these="わかりました。別の言い方でもう一度聞くか、下の連絡先に聞いてください。",
    menu="「{title}」です。選んでください。",
    menu_top="何を知りたいですか？ 選ぶか、文で書いてください。",
    menu_after_none="わかりました。種類から探せます。別の言い方で書いてもかまいません。",
    menu_more="つづきを見る",
    menu_back="もどる",
    menu_categories="種類から探す",
    handoff="下の連絡先に聞いてください。",
    call="電話で聞く",
    solved="よかったです。ほかにも知りたいことがあれば、聞いてください。",
    not_solved="お役に立てず、ごめんなさい。下の連絡先に聞いてください。",
    solved_yes="解決した",
    solved_no="解決しない",
    condition="「{name}」は、どれですか？",
    material="「{name}」は、何でできていますか？",
    dirt="「{name}」は、すすぐと汚れが落ちますか？",
    size="「{name}」の大きさは、どれくらいですか？",
    contents="「{name}」の中身は、残っていますか？",
    battery="「{name}」に、充電式の電池は入っていますか？",
    bag="「{name}」は、ごみ袋に入りますか？",
    broken="「{name}」は、割れていますか？",
    needle="「{name}」に、針は付いていますか？",
    count="「{name}」は、1回にどれくらい出しますか？",
    is_open="今、電話できます。（{closes}まで）",
    is_closed="今は受付時間外です。{opening}",
    hours_unknown="受付時間は、ここではわかりません。",
    days="{area}の『{category}』の日です。",
    days_none="{area}の『{category}』の日は、ここではわかりません。",
    day_of="{date}、{area}で集めるのは『{categories}』です。",
    day_of_none="{date}は、{area}では何も集めません。",
    area="どの地区ですか？ 選ぶか、町の名前を書いてください。",
    area_which="どちらの地区ですか？",
    area_unknown="「{name}」という地区は見つかりません。選ぶか、別の書き方で書いてください。",
    area_set="{area}ですね。",
    area_keep="この地区をおぼえておく",
    area_kept="{area}をおぼえました。「データを消して」と書くと、いつでも消します。",
    area_sample="これは見本の日程です。本当の収集日ではありません。",
    area_missing="集める曜日は、住んでいる地区でちがいます。ここではわかりません。下の連絡先に聞いてください。",
    find_day="地区を選ぶと、次の日がわかります。",
    greeting="こんにちは。知りたいことを、短いことばで書いてください。",
    thanks="どういたしまして。ほかにも知りたいことがあれば、聞いてください。",
    bye="ありがとうございました。また聞いてください。",
    acknowledged="はい。ほかに知りたいことがあれば、書いてください。",
    sorry="お役に立てず、ごめんなさい。別の言い方でもう一度聞くか、電話で聞いてください。",
    who="わたしは、{title}を案内するプログラムです。登録されている答えの中から、合うものを探します。",
    can="{title}について、お答えします。知りたいことを、短いことばで書いてください。下から選ぶこともできます。",
    test="はい、動いています。知りたいことを書いてください。",
    sticker="スタンプ、ありがとうございます。知りたいことは、文で書いてください。",
    image="写真は見ることができません。ごめんなさい。知りたいものの名前を、文で書いてください。",
    location="場所を、ありがとうございます。ごめんなさい。場所からは探せません。知りたいことを、文で書いてください。",
    video="動画は見ることができません。ごめんなさい。知りたいことを、文で書いてください。",
    audio="声を聞くことができません。ごめんなさい。知りたいことを、文で書いてください。",
    file="ファイルは開くことができません。ごめんなさい。知りたいことを、文で書いてください。",
    too_short="もう少しくわしく書いてください。（例：「{example}」）",
    empty_public="知りたいことを、短いことばで書いてください。（例：「{example}」）",
    empty_staff="知りたいことを入力してください。",
    forgotten="消しました。おぼえていた地区と、書いてもらった文は、もう残っていません。",
    language="はい、日本語でお答えします。",
    error="ごめんなさい。うまくいきませんでした。少し待って、もう一度書いてください。",
)

EASY = replace(
    JA,
    answered="これが こたえです。",
    suggested="どれですか？ ちかいものを えらんでください。",
    others="では、この 中に ありますか？",
    unanswered="ごめんなさい。こたえが わかりません。下の 番号に 電話してください。",
    known_unknown="ごめんなさい。これは まだ わかりません。下の 番号に 電話してください。",
    unkept="いま、質問を のこすことが できません。こたえは 見られます。",
    none="この 中に ない",
    menu_top="何を 知りたいですか？ えらんでください。文で 書いても いいです。",
    handoff="下の 番号に 電話してください。",
    call="電話で きく",
    solved="よかったです。ほかに 知りたいことが あれば、書いてください。",
    not_solved="ごめんなさい。下の 番号に 電話してください。",
    solved_yes="わかった",
    solved_no="わからない",
    condition="「{name}」は、どれですか？",
    material="「{name}」は、何で できていますか？",
    dirt="「{name}」は、水で あらうと きれいに なりますか？",
    size="「{name}」は、どのくらい 大きいですか？",
    contents="「{name}」の 中に、まだ のこって いますか？",
    battery="「{name}」に、充電（じゅうでん）できる 電池が 入って いますか？",
    bag="「{name}」は、ごみの ふくろに 入りますか？",
    broken="「{name}」は、われて いますか？",
    needle="「{name}」に、はりが ついて いますか？",
    is_open="今、電話できます。（{closes}まで）",
    is_closed="今は 電話できません。{opening}",
    hours_unknown="電話できる 時間は、ここでは わかりません。",
    area="どこに すんで いますか？ えらぶか、町の 名前を 書いてください。",
    greeting="こんにちは。知りたいことを、書いてください。",
    thanks="どういたしまして。ほかに 知りたいことが あれば、書いてください。",
    language="はい、やさしい日本語で こたえます。",
)

EN = Words(
    answered="Here is the answer.",
    suggested="Which one do you mean? Please choose the closest.",
    others="Is it one of these, then?",
    unanswered="Sorry, I could not find an answer. Please ask the office below.",
    known_unknown="Sorry, this has not been confirmed yet. Please ask the office below.",
    unkept="This question could not be saved, but here is what I know.",
    several="Here are the answers to your {count} questions, one by one.",
    none="None of these",
    none_of_these="I see. Please ask again in other words, or ask the office below.",
    menu="“{title}”: please choose.",
    menu_top="What would you like to know? Choose, or write it in your own words.",
    menu_after_none="I see. You can look by category, or ask again in other words.",
    menu_more="More",
    menu_back="Back",
    menu_categories="Look by category",
    handoff="Please ask the office below.",
    call="Ask by phone",
    solved="Good! If there is anything else, just ask.",
    not_solved="Sorry that this did not help. Please ask the office below.",
    solved_yes="That solved it",
    solved_no="Not solved",
    condition="Which “{name}” is it?",
    material="What is the “{name}” made of?",
    dirt="Does the “{name}” come clean when you rinse it?",
    size="How big is the “{name}”?",
    contents="Is there anything left in the “{name}”?",
    battery="Does the “{name}” have a rechargeable battery?",
    bag="Does the “{name}” fit into the garbage bag?",
    broken="Is the “{name}” broken?",
    needle="Does the “{name}” have a needle?",
    count="How much “{name}” do you put out at once?",
    is_open="You can call now (until {closes}).",
    is_closed="The office is closed now. {opening}",
    hours_unknown="The office hours are not known here.",
    days="Collection days for “{category}” in {area}:",
    days_none="The days for “{category}” in {area} are not known here.",
    day_of="On {date}, “{categories}” is collected in {area}.",
    day_of_none="Nothing is collected in {area} on {date}.",
    area="Which area do you live in? Choose it, or write the name of your town.",
    area_which="Which area is it?",
    area_unknown="I could not find an area called “{name}”. Please choose one, or write it in another way.",
    area_set="{area}, then.",
    area_keep="Remember this area",
    area_kept="I will remember {area}. Write “delete my data” and I will forget it at once.",
    area_sample="These are sample dates, not the real collection days.",
    area_missing="The days depend on where you live, and are not known here. Please ask the office below.",
    find_day="Choose your area to see the next day.",
    greeting="Hello. Please write what you would like to know, in a few words.",
    thanks="You are welcome. If there is anything else, just ask.",
    bye="Thank you. Ask again any time.",
    acknowledged="All right. If there is anything else, just ask.",
    sorry="Sorry that I could not help. Please ask in other words, or by phone.",
    who="I am a program that answers about “{title}”. I look for the right one among registered answers.",
    can="I answer about “{title}”. Write what you would like to know in a few words, or choose below.",
    test="Yes, I am here. Please write what you would like to know.",
    sticker="Thank you for the sticker. Please write your question in words.",
    image="Sorry, I cannot see pictures. Please write the name of the thing.",
    location="Thank you. Sorry, I cannot search by place. Please write your question in words.",
    video="Sorry, I cannot watch videos. Please write your question in words.",
    audio="Sorry, I cannot listen to recordings. Please write your question in words.",
    file="Sorry, I cannot open files. Please write your question in words.",
    too_short="Please write a little more (for example “{example}”).",
    empty_public="Please write what you would like to know (for example “{example}”).",
    empty_staff="Please write what you would like to know.",
    forgotten="Done. Your area and what you wrote are no longer kept.",
    language="All right, I will speak English. The answers themselves are in Japanese where there is no translation.",
    error="Sorry, something went wrong. Please wait a moment and write again.",
)

Wordings = Mapping[str, Words]
"""The sentences by language: `ja`, `easy` (やさしい日本語, words apart), `en`."""

DEFAULT: Wordings = {"ja": JA, "easy": EASY, "en": EN}


def read(path: Path, defaults: Wordings = DEFAULT) -> Wordings:
    """The sentences with those of a TOML file in their place: a table a language, a line a sentence.

    Raises:
        InvalidInput: the file cannot be read, names no sentence of ours, or uses a brace that is not filled in.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidInput(f"文言のファイル {path} を読めません（{error}）。") from error
    made = dict(defaults)
    for language, sentences in given.items():
        if language not in defaults or not isinstance(sentences, dict):
            raise InvalidInput(
                f"{path} の [{language}] は使えません。[{']、['.join(defaults)}] のどれかにしてください。"
            )
        made[language] = _replaced(defaults[language], sentences, path)
    return made


def _replaced(words: Words, sentences: Mapping[str, object], path: Path) -> Words:
    known = {field.name: getattr(words, field.name) for field in fields(words)}
    for name, sentence in sentences.items():
        if name not in known:
            raise InvalidInput(
                f"{path} の「{name}」という文言はありません。docs/wording.md に一覧があります。"
            )
        if not isinstance(sentence, str) or not _slots(sentence) <= _slots(known[name]):
            slots = "、".join(f"{{{slot}}}" for slot in sorted(_slots(known[name]))) or "なし"
            raise InvalidInput(f"{path} の「{name}」を直してください。使えるかっこ: {slots}")
    return replace(words, **{name: str(sentence) for name, sentence in sentences.items()})


def _slots(sentence: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:
        return {"?"}
