"""Five layouts more, after the shapes that the structure table names and the others do not have."""

from __future__ import annotations

import csv
import io

from tests.scrapers.sites import Layout, Site
from tests.scrapers.sites.first import by_row, bytes_of
from tests.scrapers.sites.pool import QUESTIONS, named
from tests.scrapers.sites.pool import truth as all_of
from tests.scrapers.sites.third import ASKED, truth
from tests.scrapers.sites.third import THINGS as OTHERS


def bare() -> Site:
    """Tables without any header, a page a row of the sounds; questions whose page has nothing but a heading and a text."""
    names = named(
        "燃やすごみ 燃やさないごみ 粗大ごみ プラスチック製容器包装 資源（びん・缶） 資源（紙・布） 危険物 市で処理できないもの"
    )
    pages = {}
    for n, (row, things) in enumerate(by_row()):
        body = "".join(
            f"<tr><td>{t.name}</td><td>{names[t.kind]}</td><td>{t.note or '&nbsp;'}</td></tr>" for t in things
        )
        pages[
            f"/kurasu/gomidasu/{n}.html"
        ] = f"""<html lang="ja"><head><meta charset="utf-8"><title>ごみ出し辞典【{row}行】／みほん市</title></head><body><p>みほん市 > くらし > ごみ > ごみ出し辞典【{row}行】</p>
<p>ここから本文です。</p><h1>ごみ出し辞典【{row}行】</h1><p id="tmp_update">更新日：2022年10月{n + 1}日</p><p>品目から出し方を調べられます。</p><table><tbody>{body}</tbody></table>
<h2>お問い合わせ</h2><p>みほん市環境部ごみ資源循環課</p><p>電話番号：0566-00-0000</p><p>ページの先頭へ戻る</p></body></html>"""
    for n, (question, answer) in enumerate(ASKED):
        pages[
            f"/kankyo/jigyokeigomi/qa/FAQ{2283 + n}.html"
        ] = f"""<html lang="ja"><head><meta charset="utf-8"><title>みほん市　{question}</title></head><body><div id="header"><h1>みほん市</h1></div><div id="main"><h1>{question}</h1>
{"".join(f"<p>{s}</p>" for s in answer)}<h2>お問い合わせ先</h2><p>環境局 収集管理課</p><p>電話 092-000-0000</p></div><div id="footer"><p>みほん市役所</p></div></body></html>"""
    return Site("no headers, one heading a question", bytes_of(pages), all_of(names), ASKED)


def wide() -> Site:
    """Many columns: sound, item, keywords, material, category, remarks, fees; a material a row, dashes for nothing."""
    words = "可燃ごみ 不燃ごみ 資源ごみ 粗大ごみ 収集できません".split()
    rows = ""
    for n, t in enumerate(OTHERS):
        rows += f"<tr><td>{t[1][0]}</td><td>{t[0]}</td><td>{t[1]}</td><td>-</td><td>{words[int(t[2])]}</td><td>{t[3] or '-'}</td><td>{'500円' if t[2] == '3' else '-'}</td></tr>"
        if n % 10 == 9:
            rows += "<tr><th>五十音</th><th>品名</th><th>キーワード</th><th>素材</th><th>分別品目</th><th>備考</th><th>処理手数料</th></tr>"
    more = """<tr><td>は</td><td rowspan="2">ハンガー</td><td rowspan="2">はんがー</td><td>木</td><td>可燃ごみ</td><td rowspan="2">-</td><td>-</td></tr><tr><td>は</td><td>針金</td><td>不燃ごみ</td><td>-</td></tr>"""
    asked = "".join(
        f'<h4><img src="q.gif" alt="Q"> {q}</h4><p><img src="a.gif" alt="A">{"<br>".join(a)}</p>'
        for q, a in ASKED[:3]
    )
    others = "".join(f"<p>【質問】<br>{q}</p><p>【回答】<br>{'<br>'.join(a)}</p><hr>" for q, a in ASKED[3:])
    page = f"""<html lang="ja"><head><meta charset="utf-8"><title>家庭ごみ分別一覧 | みほん市</title></head><body><div id="container"><div id="globalnavi"><ul><li>市政</li></ul></div><div id="contents"><h1>家庭ごみ分別一覧</h1><div class="publishedAt">公開日 2021年12月16日</div><div>ページ更新日：2022年01月12日</div>
<table><tr><th>五十音</th><th>品名</th><th>キーワード</th><th>素材</th><th>分別品目</th><th>備考</th><th>処理手数料</th></tr>{rows}{more}</table><h2>よくある質問</h2>{asked}{others}</div></div></body></html>"""
    return Site(
        "many columns",
        bytes_of({"/docs/2021121400034/": page}),
        truth("可燃ごみ 不燃ごみ 資源ごみ 粗大ごみ 収集できません")
        | {("ハンガー", "可燃ごみ"), ("ハンガー", "不燃ごみ")},
        ASKED,
    )


def sides() -> Site:
    """A page a category with a table 出せるもの｜出せないもの; fees of bulky things; things in brackets in a list."""
    words = "もやすごみ もやさないごみ 資源 粗大ごみ 市で受け付けないもの".split()
    pages = {}
    for kind in (0, 1, 2):
        members = [t[0] for t in OTHERS if int(t[2]) == kind]
        pages[
            f"/gomi/{kind}.html"
        ] = f"""<html lang="ja"><head><meta charset="utf-8"><title>{words[kind]} - みほん市ホームページ</title></head><body><div id="main-content"><h1>{words[kind]}</h1><p>更新日：R7.4.7</p>
<h2>収集日</h2><p>毎週月曜日</p><h2>出せるもの</h2><table><tr><th>種類</th><th>品目</th></tr><tr><td>家の中のもの</td><td><ul>{"".join(f"<li>{m}</li>" for m in members[: len(members) // 2])}</ul></td></tr><tr><td>そのほか</td><td><ul>{"".join(f"<li>{m}</li>" for m in members[len(members) // 2 :])}</ul></td></tr></table>
<h2>出し方の注意</h2><ul><li>中身は必ず使い切ってください。</li><li>1回に出せるのは3袋までです。</li></ul></div></body></html>"""
    fees = "".join(
        f"<tr><td>{t[0]}</td><td>{500 + 10 * n}円</td></tr>"
        for n, t in enumerate(t for t in OTHERS if t[2] == "3")
    )
    pages["/gomi/sodai.html"] = (
        f"<html lang='ja'><head><meta charset='utf-8'><title>粗大ごみ - みほん市ホームページ</title></head><body><div id='main-content'><h1>粗大ごみ</h1><h2>手数料</h2><table><tr><th>品目</th><th>手数料</th></tr>{fees}</table></div></body></html>"
    )
    refused = "".join(f"<li>{t[0]}【{words[4]}】</li>" for t in OTHERS if t[2] == "4")
    pages["/gomi/other.html"] = (
        f"<html lang='ja'><head><meta charset='utf-8'><title>注意するもの - みほん市ホームページ</title></head><body><div id='main-content'><h1>注意するもの</h1><p>次のものは気をつけてください。</p><ul>{refused}</ul></div></body></html>"
    )
    asked = "".join(f"<li><p class='q'>{q}</p><p class='a'>{'<br>'.join(a)}</p></li>" for q, a in QUESTIONS)
    pages["/gomi/faq.html"] = (
        f"<html lang='ja'><head><meta charset='utf-8'><title>ごみQ&amp;A - みほん市ホームページ</title></head><body><div id='main-content'><h1>ごみQ&amp;A</h1><ul>{asked}</ul></div></body></html>"
    )
    return Site("a table a category, fees, brackets", bytes_of(pages), truth(" ".join(words)), QUESTIONS)


def dots() -> Site:
    """Lines with dots between item and category below headings of sounds; questions in bold within paragraphs."""
    names = named("可燃 不燃 粗大 プラ容器 びん缶 古紙 有害 収集不可")
    body = ""
    for row, things in by_row():
        body += (
            f"<p><b>【{row}行】</b></p><p>"
            + "<br>".join(
                f"{t.name}・・・{names[t.kind]}" + (f"（{t.note}）" if t.note else "") for t in things
            )
            + "</p>"
        )
    asked = "".join(f"<p><b>{n}．{q}</b></p><p>{'<br>'.join(a)}</p>" for n, (q, a) in enumerate(QUESTIONS, 1))
    frame = """<html><head><meta charset="utf-8"><title>{0}</title></head><body><table width="100%" cellpadding="0"><tr><td colspan="2">みほん町</td></tr><tr><td width="20%"><a href="/">トップ</a></td><td>
<h2>{0}</h2><p align="right">平成31年4月26日</p>{1}<p>【お問い合わせ】生活環境課 環境係 ☎0000-12-3456 内線4104・4106</p></td></tr></table></body></html>"""
    pages = {
        "/life/gomi_list.html": frame.format("ごみ分別表", body),
        "/life/gomi_qa.html": frame.format("ごみについてのＱ＆Ａ", asked),
    }
    return Site(
        "dots, questions in bold",
        bytes_of(pages, "euc_jis_2004", "text/html; charset=EUC-JP"),
        all_of(names),
        QUESTIONS,
    )


def dictionaries() -> Site:
    """CSV as two cities of the structure table publish them: similar words, short categories beside long ones."""
    names = "燃やすごみ（普通ごみ） 小物金属・不燃ごみ 資源物 粗大ごみ 収集しません"
    words = names.split()
    one, two = io.StringIO(newline=""), io.StringIO(newline="")
    first = csv.writer(one)
    first.writerow(
        "ID,頭文字,品目名,読み,類似語,出し方（一覧）,出し方（詳細）,出し方のポイント,URL1".split(",")
    )
    for n, t in enumerate(OTHERS[:18], 1):
        first.writerow(
            [
                n,
                t[1][0],
                t[0],
                t[1],
                "",
                words[int(t[2])],
                f"{words[int(t[2])]}として収集日に出してください。",
                t[3],
                "https://www.city.example/gomi.html",
            ]
        )
    second = csv.writer(two)
    second.writerow("ID,並び順,50音,品目,分別区分,分別区分（略称）,出し方のポイント".split(","))
    for n, t in enumerate(OTHERS[18:], 1):
        second.writerow([n, n * 10, t[1][0], t[0], words[int(t[2])], words[int(t[2])][:2], t[3]])
    pages = {
        "/data/gomi1.csv": ("text/csv; charset=utf-8", one.getvalue().encode()),
        "/data/gomi2.csv": ("application/octet-stream", b"\xef\xbb\xbf" + two.getvalue().encode()),
    }
    return Site("dictionaries as CSV", pages, truth(names))


LAYOUTS: tuple[Layout, ...] = (bare, wide, sides, dots, dictionaries)
