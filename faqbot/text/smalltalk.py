"""What is said that asks nothing: greetings, thanks, a tap on the wrong key. A message is small talk only as a whole.

Written by hand from how people talk to a help desk, Kansai dialect included. A single kanji is a question (木, 傘, 缶).
"""

from __future__ import annotations

import re
from enum import StrEnum

from faqbot.text.masking import CARD, MAIL, MY_NUMBER, PHONE
from faqbot.text.normalize import normalize


class Talk(StrEnum):
    """What was said, by what it deserves in reply."""

    GREETING = "greeting"
    THANKS = "thanks"
    BYE = "bye"
    ACKNOWLEDGED = "acknowledged"
    SORRY = "sorry"
    """A complaint about the bot."""
    WHO = "who"
    CAN = "can"
    """What can you do? Help!"""
    TEST = "test"
    TOO_SHORT = "too_short"


class Wish(StrEnum):
    """What is asked of the bot itself rather than of its entries."""

    FORGET = "forget"
    AREA = "area"
    """Choose my area (anew)."""
    MENU = "menu"
    HANDOFF = "handoff"
    """A person, please."""
    JAPANESE = "ja"
    EASY = "easy"
    ENGLISH = "en"


_TALK: tuple[tuple[Talk, str], ...] = (
    (
        Talk.GREETING,
        r"こんにち[はわ]|こんばん[はわ]|おはよう(?:さん)?|はじめまして|初めまして|どうも|もしもし|やあ|hello|hi|ハロー|まいど|毎度"
        r"|すみません|すいません|お世話になって(?:い|お)り|おつかれさま|お疲れ様|よろしく(?:お願いし)?|元気(?:ですか)?|お世話になります|おせわになります",
    ),
    (
        Talk.THANKS,
        r"(?:どうも|ほんま(?:に)?|本当に|とても|ほんとに)?(?:ありがと(?:う)?(?:さん)?|サンキュー|さんきゅ|thank(?:s| ?you))"
        r"|おおきに"
        r"|感謝(?:し)?"
        r"|(?:ほんま(?:に)?|とても|本当に)?(?:助かり|たすかり)|助かった|たすかった|助かるわ|(?:よく|よう)?(?:わかり|分かり|解り)まし?た?|(?:よく|よう)?(?:わかった|分かった)|なるほど|解決(?:し(?:まし)?た)?",
    ),
    (
        Talk.BYE,
        r"さようなら|さよなら|バイバイ|ばいばい|ほな(?:また)?|じゃあね|またね|また来|bye|失礼し|終わり|おわり",
    ),
    (
        Talk.ACKNOWLEDGED,
        r"はい|うん|ええ|いいえ|いや|ううん|おけ|ok|オッケー|おっけー|了解(?:し)?|りょ|りょうかい|そう(?:か|なんだ|なん)?|ふーん|へえ+|へー+"
        r"|(?:大丈夫|だいじょうぶ|結構|もういい|いいや|なんでもない|何でもない|間違え(?:た|まし)?|まちがえ(?:た|まし)?)|笑+|w+|草|あはは|ははは|やった|すごい|いいね|かわいい|かしこい|賢い|えらい",
    ),
    (
        Talk.SORRY,
        r"(?:全然)?(?:使え(?:ない|ん|へん)|役に(?:立た(?:ない|ん|へん)|たたない)|だめ(?:だ|やん|やな)?|ダメ(?:だ|やん)?|あほ|アホ|ばか|バカ|馬鹿|ポンコツ|ぽんこつ|頭悪い|意味(?:が)?(?:わから|分から)(?:ない|ん)"
        r"|違う|ちがう|ちゃう|違います|ちがいます|そうじゃない|わから(?:ない|ん|へん)|分から(?:ない|ん|へん)|(?:わかり|分かり|解り)ません|知らん|しらん|知りません|うそつき|もうええわ|なんでやねん|腹立つ|最悪)",
    ),
    (
        Talk.WHO,
        r"(?:あなた|きみ|君|お前|おまえ|そっち|これ|ここ)(?:は|って)?(?:だれ|誰|何|なに|どなた|何者)(?:ですか|なの|や|やねん)?|(?:あなた|きみ|君)?(?:は)?(?:ai|ロボット|ろぼっと|人間|人|機械|chatgpt|チャットgpt|ボット|bot)(?:ですか|なの|か)?"
        r"|(?:お)?名前(?:は|を教えて|何)?(?:ですか|なに)?|自己紹介(?:して)?",
    ),
    (
        Talk.CAN,
        r"(?:何|なに)(?:が|を|か)?(?:でき(?:る|ます|ん)|出来(?:る|ます)|聞ける|聞けます|聞いたら|聞けば|してくれる|答えられる)(?:の|ん|ええ|いい)?(?:ですか|か)?|使い方(?:は|を教えて|がわからない)?|つかいかた|ヘルプ|へるぷ|help|助けて|たすけて|困った|こまった"
        r"|教えて(?:ください)?|おしえて(?:ください)?|質問(?:が|したい|があり)?|聞きたいこと(?:が|があり)?|どうしたら(?:いい|ええ)(?:ですか|の|ん)?|どうすれば(?:いい)?(?:ですか|の)?|何(?:を聞けば)?",
    ),
    (
        Talk.TEST,
        r"テスト(?:送信|中)?|てすと|test|動作確認|聞こえ(?:て)?(?:ますか|る)|いますか|おる\??|動いて(?:ますか|る)",
    ),
)
_WISH: tuple[tuple[Wish, str], ...] = (
    (
        Wish.FORGET,
        r"(?:わたし|私|僕|自分)?(?:の)?(?:データ|でーた|個人情報|情報|履歴|記録|会話|地区|住所|きろく|じょうほう)(?:を|も|は|の)?(?:全部|ぜんぶ|すべて)?(?:消して|けして|消去|削除|忘れて|わすれて|破棄)(?:して)?(?:ください|下さい|ほしい|くれ)?"
        r"|(?:忘れて|わすれて)(?:ください|下さい)?|(?:delete|erase|forget)(?: all)?(?: my| me)?(?: data)?",
    ),
    (
        Wish.AREA,
        r"(?:地区|地域|住所|町|エリア|ちく|ちいき)(?:を|の)?(?:変更|変え|かえ|選|えら|設定|登録|選び直)(?:て|る|たい|び|ぶ|し|す)*(?:ください|です|たい)?|引っ?越し(?:た|しました)(?:から地区を変えたい)?",
    ),
    (
        Wish.MENU,
        r"メニュー|めにゅー|menu|一覧|種類から(?:探す|選ぶ|さがす)|カテゴリ(?:ー)?(?:一覧)?|最初(?:から|に戻る|に戻って|に戻りたい)|はじめから|戻る|もどる|トップ|選択肢|start|スタート",
    ),
    (
        Wish.HANDOFF,
        r"(?:人|ひと|職員|担当(?:者|の人|課)?|オペレーター|窓口)(?:と|に|の人と|さんと|さんに)?(?:話|はな|相談|つない|代わ|かわ|電話|聞|直接|問い合わせ)(?:した|し|て|で|っ|す|を|せ|る|い|き|く)*(?:い|たい|ほしい|ください|です)*(?:ですか)?"
        r"|電話(?:番号(?:は|を教えて)?|(?:を)?したい|で(?:聞|話)(?:きたい|したい|く)|を?かけたい|(?:を)?かける)|でんわ(?:ばんごう(?:は|をおしえて)?|したい)|問い合わせ(?:先|たい|したい)?(?:は|を教えて)?|連絡先(?:は|を教えて)?|といあわせ",
    ),
    (
        Wish.ENGLISH,
        r"(?:in )?english(?: ?please)?|英語(?:で|にして|で(?:お願いします|話して|答えて)|版)?(?:ください)?"
        r"|do you speak english|えいご(?:で)?",
    ),
    (
        Wish.EASY,
        r"(?:もっと)?(?:やさしい|易しい|かんたんな|簡単な)(?:日本語|にほんご|言葉|ことば)(?:で|にして)?(?:お願いします|ください|話して)?",
    ),
    (
        Wish.JAPANESE,
        r"(?:ふつうの|普通の)?日本語(?:で|にして|に戻して)?(?:お願いします|ください)?|japanese(?: please)?|にほんご(?:で)?",
    ),
)
_NOISE = re.compile(r"[\s。．.!！?？、,…~〜♪☆★()（）「」]+|[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+")
_KANJI = re.compile(r"[\u3400-\u9fff々]")
_END = (
    r"(?:です|ます|でした|ました|ございます|ございました|した"
    r"|ね|よ|なあ?|わ|で|ー|~|っす|やん|ねん|ください|下さい|と|お願いします|か)*"
)
_SENTENCES = re.compile(r"[。．.!！?？、,…~〜♪\n]+")
_DRONE = re.compile(r"([ぁ-んァ-ヶーa-z])\1{2,}")
"""One key held down."""
_TALKS = tuple((talk, re.compile(rf"(?:{pattern}){_END}")) for talk, pattern in _TALK)
_WISHES = tuple((wish, re.compile(rf"(?:{pattern}){_END}")) for wish, pattern in _WISH)
_LEADING = re.compile(
    r"^(?:(?:えーっ?と|えっと|ええと|えと|あのー|あのですね|あの(?=[、,\s])|うーんと?|んーと?|やっぱり?|ほな|ほんで)[\s、,ー]*(?=[^\s、,はがをのもでに])"
    r"|(?:こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|どうも|(?:どうも)?ありがとう(?:ございます|ございました)?|すみません|すいません|はじめまして|お世話になっております|なるほど|わかりました|わかった)"
    r"(?:[\s。．.!！、,…~〜♪]+)(?=.))+"
)
_AGAIN = re.compile(r"^(\S{2,}?)(?:[\s、,。!！]+\1)+$")
"""「毛布 毛布 毛布」: sent again and again."""
_MASKED = re.compile("|".join(map(re.escape, (MY_NUMBER, CARD, PHONE, MAIL))))


def talk(text: str) -> Talk | None:
    """What kind of small talk a message is; None if it may be a question.

    >>> talk("ありがとうございます!")
    <Talk.THANKS: 'thanks'>
    >>> talk("木") is None
    True
    """
    bare = _bare(text)
    if not bare or (len(bare) == 1 and not _KANJI.match(bare)):
        return Talk.TOO_SHORT
    if _DRONE.fullmatch(bare):
        return Talk.TOO_SHORT
    return _kind(bare) or _of_sentences(text)


def _of_sentences(text: str) -> Talk | None:
    """Several pieces of small talk, one after the other: thanks go before the rest."""
    kinds = [_kind(bare) for part in _SENTENCES.split(normalize(text)) if (bare := _bare(part))]
    if len(kinds) < 2 or None in kinds:
        return None
    return Talk.THANKS if Talk.THANKS in kinds else kinds[0]


def _kind(bare: str) -> Talk | None:
    return next((kind for kind, pattern in _TALKS if pattern.fullmatch(bare)), None)


def wish(text: str) -> Wish | None:
    """What a message asks of the bot itself; None if nothing."""
    bare = _bare(text)
    kinds = _WISHES if len(bare) > 1 else ()
    spaced = normalize(text).strip(" 。.!?！？")
    return next(
        (kind for kind, pattern in kinds if pattern.fullmatch(bare) or pattern.fullmatch(spaced)), None
    )


def question_in(text: str) -> str:
    """The text without what is said before the question (a greeting, thanks, 「えーと」「やっぱり」), masks and
    repetitions; the text itself where nothing else is said.

    >>> question_in("ありがとう!あと傘は?")
    '傘は?'
    """
    bare = _LEADING.sub("", _MASKED.sub(" ", text).strip())
    return _AGAIN.sub(r"\1", bare) or text


def _bare(text: str) -> str:
    return _NOISE.sub("", normalize(text))
