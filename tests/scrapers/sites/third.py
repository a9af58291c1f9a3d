"""Five more layouts, written after the reading could do the others, with other things and other words."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook

from tests.scrapers.sites import Layout, Site, pdf
from tests.scrapers.sites.first import bytes_of
from tests.scrapers.sites.second import _bytes

# name, reading, kind (0 burn, 1 nonburn, 2 recyclable, 3 bulky, 4 not taken), note
_THINGS = """
アコーディオンカーテン あこーでぃおんかーてん 3
一輪車（作業用） いちりんしゃ 3 土を落とす
うきわ うきわ 0 空気を抜く
腕時計 うどけい 1 電池は外してください。
液晶モニター えきしょうもにたー 4
絵本 えほん 2
オルガン おるがん 3
貝殻 かいがら 0
加湿器 かしつき 1 水を捨てる
かばん かばん 0 金具は外す
釜 かま 1
キャップ（金属） きゃっぷ 1
金庫 きんこ 4 専門業者に相談してください
空気入れ くうきいれ 1
靴 くつ 0
ゲーム機 げーむき 1
ござ ござ 0 1m以下に切る
座椅子 ざいす 3
酒パック さけぱっく 2
三輪車 さんりんしゃ 3
磁石 じしゃく 1
消火器 しょうかき 4 販売店へ
食用油のびん しょくようあぶらのびん 2 よく洗う
すだれ すだれ 0
石油ストーブ せきゆすとーぶ 3 灯油を抜く
洗濯機 せんたくき 4
扇風機 せんぷうき 3
竹ぼうき たけぼうき 0
卓上コンロ たくじょうこんろ 1 ボンベは外す
ちらし ちらし 2
積み木 つみき 0
電球 でんきゅう 1 紙に包む
電話機 でんわき 1
灯油 とうゆ 4
ドラム缶 どらむかん 4
"""
THINGS = [tuple((line + " ").split(" ", 3)) for line in _THINGS.strip().splitlines()]
ASKED = (
    (
        "転入しましたが、ごみカレンダーはどこでもらえますか",
        ("町民課の窓口と各公民館で配っています。", "町のホームページからもダウンロードできます。"),
    ),
    ("ごみ袋に名前を書く必要はありますか？", ("書く必要はありません。",)),
    (
        "犬や猫の死体を見つけました",
        (
            "道路の上であれば、道路を管理しているところへ連絡してください。",
            "分からないときは町民課へご連絡ください。",
        ),
    ),
    (
        "台風のときも収集しますか。",
        ("原則として収集します。", "危険なときは中止し、防災無線でお知らせします。"),
    ),
    (
        "不法投棄を見つけたらどうしたらよいか",
        ("さわらずに、場所と量を町民課へ知らせてください。", "夜は警察署へ知らせてください。"),
    ),
    (
        "家電4品目の出し方を知りたい。",
        (
            "買った店か、買い替える店に引き取ってもらってください。",
            "指定引取場所へ自分で運ぶこともできます。",
        ),
    ),
)


def truth(names: str, things: list[tuple[str, ...]] = THINGS) -> frozenset[tuple[str, str]]:
    words = names.split()
    return frozenset((t[0], words[int(t[2])]) for t in things)


def bags() -> Site:
    """Categories are colours of bags, columns have unusual names, and each table has a sound as caption."""
    names = "赤の袋 青の袋 緑のコンテナ 有料戸別収集 取り扱いません"
    words = names.split()
    tables = ""
    for n in range(0, len(THINGS), 12):
        rows = "".join(
            f"<tr><td>{t[0]}</td><td>{words[int(t[2])]}</td><td>{t[3]}</td></tr>" for t in THINGS[n : n + 12]
        )
        tables += f"<table class='tbl'><caption>その{n // 12 + 1}</caption><tr><th>捨てるもの</th><th>使う袋など</th><th>ひとことメモ</th></tr>{rows}</table>"
    page = f"""<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>ごみ大辞典：みほん村</title><body><div id=wrapper><div id=head><img alt="みほん村" src=l.png></div>
<div id=topicpath>みほん村 &gt; 住まい &gt; ごみ大辞典</div><div class=entry><h1>ごみ大辞典</h1><p>公開日：令和2年2月3日／最終更新日：Ｒ５．１２．１</p><p>村では、出すものによって袋の色が違います。</p>{tables}
<p>お問合わせ　住民福祉課 環境担当　TEL 0000(77)8888 / FAX 0000(77)8889</p></div><div id=foot>みほん村役場 〒000-0000</div></div></body></html>"""
    return Site("colours of bags", bytes_of({"/sumai/gomi/jiten/": page}), truth(names))


def grids() -> Site:
    """No tables: a definition list an item, cells made of div; questions and answers in div with classes."""
    names = "燃やせるごみ 破砕ごみ リサイクル資源 粗大ごみ 市の施設で受け入れないもの"
    words = names.split()
    first, second = THINGS[:18], THINGS[18:]
    cells = "".join(
        f'<div class="row"><div class="cell name">{t[0]}</div><div class="cell">{words[int(t[2])]}</div><div class="cell">{t[3]}</div></div>'
        for t in first
    )
    lists = "".join(
        f"<dl class='item'><dt>品名</dt><dd>{t[0]}</dd><dt>よみ</dt><dd>{t[1]}</dd><dt>分別</dt><dd>{words[int(t[2])]}</dd><dt>メモ</dt><dd>{t[3] or '特にありません'}</dd></dl>"
        for t in second
    )
    asked = "".join(
        f'<div class="faq-box"><div class="faq-q">{q}</div><div class="faq-a">{"".join(f"<p>{s}</p>" for s in a)}</div></div>'
        for q, a in ASKED
    )
    frame = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{0} | くらし | みほん市公式サイト</title></head><body><header class="l-header"><div>みほん市公式サイト</div><nav><a href="/">トップ</a></nav></header>
<div class="l-main"><ul class="breadcrumbs"><li><a href="/">トップ</a></li><li><a href="/life">くらし</a></li></ul><h1 class="ttl">{0}</h1><p class="update">2024.04.22 更新</p>{1}</div><aside><h2>関連リンク</h2><a href="/x">広報</a></aside>
<footer><p>〒000-0000 みほん市本町1番地 代表電話 0000-11-2222</p></footer></body></html>"""
    pages = {
        "/life/gomi/a.html": frame.format("ごみ分別検索（あ～こ）", cells),
        "/life/gomi/b.html": frame.format("ごみ分別検索（こ～わ）", lists),
        "/life/gomi/faq.html": frame.format("よくあるご質問", asked),
    }
    return Site("no tables at all", bytes_of(pages), truth(names), ASKED)


def prose() -> Site:
    """Rules as prose: things of a category in one sentence-like line; what is not taken in a table; questions behind links."""
    names = "可燃ごみ 不燃ごみ 資源物 粗大ごみ 町では収集しないごみ"
    words = names.split()
    sections = ""
    for kind, name in enumerate(words[:4]):
        members = [t[0] for t in THINGS if int(t[2]) == kind]
        sections += (
            f"<h3>{name}</h3><p>{'、'.join(members)}など</p><p>※決められた日の朝8時までに出してください。</p>"
        )
    rows = "".join(
        f"<tr><td>{t[0]}</td><td>{t[3] or '買った店に相談してください。'}</td></tr>"
        for t in THINGS
        if t[2] == "4"
    )
    page = f"""<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>家庭ごみの分別 - みほん町</title></head><body><p><a href="#main">本文へスキップします</a></p>
<ul class="gnavi"><li>町の紹介</li><li>くらしの情報</li></ul><div class="contents-main"><h2>家庭ごみの分別</h2><p>[公開日:2022年3月8日]　[更新日:2022年7月12日]　ID:16120</p>{sections}
<h3>町では収集しないごみ</h3><table><tr><th>品目</th><th>処理の方法</th></tr>{rows}</table><h3>お問い合わせ</h3><p>みほん町 町民生活部 環境課 環境衛生係</p><p>電話: 0000-66-7777（直通）　ファックス: 0000-66-7778</p><p>ソーシャルサイトへのリンクは別ウィンドウで開きます</p></div></body></html>"""
    pages = {"/0000016120.html": page}
    links = ""
    for n, (question, answer) in enumerate(ASKED, 1):
        links += f'<li><a href="/faq/{n}.html">{question}</a></li>'
        pages[
            f"/faq/{n}.html"
        ] = f"""<html lang="ja"><head><meta charset="utf-8"><title>{question} - みほん町</title></head><body><p>ホーム > よくある質問 > ごみ > {question}</p><div class="contents-main"><h2>{question}</h2>
<p>[更新日:2022年7月{n}日]</p><h3>質問</h3><p>{question}</p><h3>回答</h3><ul>{"".join(f"<li>{s}</li>" for s in answer)}</ul><h3>お問い合わせ</h3><p>町民課</p><p>電話: 0000-66-7777</p></div></body></html>"""
    pages["/faq/index.html"] = (
        f'<html lang="ja"><head><meta charset="utf-8"><title>よくある質問 - みほん町</title></head><body><div class="contents-main"><h2>よくある質問</h2><h3>ごみ</h3><ul>{links}</ul></div></body></html>'
    )
    return Site("prose, questions behind links", bytes_of(pages), truth(names), ASKED)


def frames() -> Site:
    """A legacy dictionary whose categories are joined cells on the left; questions in a table with Q1 and A1 in cells of their own."""
    names = "もやせるごみ 金属・ガラス・陶磁器 資源回収に出すもの 大型ごみ 処理施設に持ち込めないもの"
    words = names.split()
    rows = ""
    for kind, name in enumerate(words):
        members = [t for t in THINGS if int(t[2]) == kind]
        for n, t in enumerate(members):
            left = f'<td rowspan="{len(members)}"><b>{name}</b></td>' if n == 0 else ""
            rows += f"<tr>{left}<td>{t[0]}</td><td>{t[3] or '&nbsp;'}</td></tr>"
    asked = "".join(
        f"<tr><td><b>Q{n}</b></td><td><b>{q}</b></td></tr><tr><td>A{n}</td><td>{'<br>'.join(a)}</td></tr>"
        for n, (q, a) in enumerate(ASKED, 1)
    )
    page = f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=x-sjis"><TITLE>ごみの分別</TITLE></HEAD><BODY><TABLE border=0><TR><TD>
<CENTER><FONT size=5>ごみの分別</FONT></CENTER><BR><TABLE border=1><TR><TH>ごみの区分<TH>品　　名<TH>備　　考</TR>{rows}</TABLE><BR><BR><FONT size=4>Ｑ＆Ａ</FONT><BR>
<TABLE border=1>{asked}</TABLE><BR>平成２９年１０月１日更新<BR>環境センター　電話００００－８８－９９９９</TD></TR></TABLE></BODY></HTML>"""
    return Site(
        "joined categories, Q1 and A1 in cells",
        bytes_of({"/~gomi/bunbetu.html": page}, "cp932", "text/html"),
        truth(names),
        ASKED,
    )


def data() -> Site:
    """A CSV of the 5374 kind; a PDF whose categories are joined cells; a PDF of questions in wrapped lines; a book of sheets with bands."""
    names = "燃やすごみ 燃えないごみ 資源 粗大ごみ 収集対象外"
    words = names.split()
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["label", "name", "notice", "furigana"])
    for t in THINGS[:12]:
        writer.writerow([words[int(t[2])], t[0], t[3], t[1][0]])
    book = Workbook()
    sheet = book.active
    sheet.title = "一覧"
    sheet.append(["家庭ごみの分別（一部）"])
    sheet.append(["ごみの種類", "品名", "出す前にすること"])
    row = 3
    for kind, name in enumerate(words):
        members = [t for t in THINGS[12:24] if int(t[2]) == kind]
        for t in members:
            sheet.append([name if t is members[0] else None, t[0], t[3]])
        if len(members) > 1:
            sheet.merge_cells(start_row=row, end_row=row + len(members) - 1, start_column=1, end_column=1)
        row += len(members)
    rows = [(t[0], words[int(t[2])], t[3] or "特になし") for t in THINGS[24:]]
    table = pdf.document(
        [
            [
                pdf.text(40, 800, 14, "分別一覧（抜粋）"),
                *pdf.ruled([("品目", "分け方", "注意すること"), *rows], (60, 220, 330, 540), 770, 10),
            ]
        ]
    )
    lines: list[str] = []
    y = 740.0
    for n, (question, answer) in enumerate(ASKED, 1):
        for part in (f"Q{n}．{question}", *_wrapped(f"A{n}．{''.join(answer)}", 26)):
            lines.append(pdf.text(60, y, 12, part))
            y -= 18
        y -= 10
    asked = pdf.document([[pdf.text(60, 780, 20, "ごみのよくある質問"), *lines]])
    kind = "application/octet-stream"
    pages = {
        "/opendata/target.csv": ("text/csv", b"\xef\xbb\xbf" + text.getvalue().encode()),
        "/opendata/itiran.xlsx": (kind, _bytes(book)),
        "/opendata/bassui.pdf": ("application/pdf", table),
        "/opendata/faq.pdf": ("application/pdf", asked),
    }
    return Site("open data and PDF of questions", pages, truth(names), ASKED)


def _wrapped(text: str, letters: int) -> list[str]:
    return [text[i : i + letters] for i in range(0, len(text), letters)]


LAYOUTS: tuple[Layout, ...] = (bags, grids, prose, frames, data)
