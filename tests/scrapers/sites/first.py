"""The ten layouts that the reading was made with."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import groupby

from openpyxl import Workbook

from tests.scrapers.sites import HTML, Layout, Site, pdf
from tests.scrapers.sites.pool import QUESTIONS, THINGS, Thing, named, row_of, truth


def bytes_of(
    pages: dict[str, str], encoding: str = "utf-8", header: str = HTML
) -> dict[str, tuple[str, bytes]]:
    return {path: (header, text.encode(encoding)) for path, text in pages.items()}


def by_row(things: Sequence[Thing] = THINGS) -> list[tuple[str, list[Thing]]]:
    return [(row, list(members)) for row, members in groupby(things, key=row_of)]


def rules() -> Site:
    """A page per category with 収集するもの and 収集しないもの; words mark where the text begins and ends."""
    names = named(
        "可燃ごみ 不燃ごみ 粗大ごみ プラスチック製容器包装 びん・缶 紙・布 危険ごみ 市で収集しないもの"
    )
    pages, items = {}, set()
    for number, (kind, name) in enumerate(names.items()):
        things = [thing for thing in THINGS if thing.kind == kind]
        other = next(thing for thing in THINGS if thing.kind not in (kind, "refuse"))
        if kind == "refuse":
            lists = f"<h2>市で収集しないもの</h2><ul>{''.join(f'<li>{t.name}</li>' for t in things)}</ul>"
        else:
            lists = f"""<h2>収集するもの（一例）</h2><ul>{"".join(f"<li>{t.name}</li>" for t in things)}</ul>
            <h2>収集しないもの（一例）</h2><ul><li>{other.name}（{names[other.kind]}へ）</li></ul>"""
            items.add((other.name, names[other.kind]))
        items |= {(t.name, name) for t in things}
        pages[
            f"/kurashi/gomi/dashikata/rule{number}.html"
        ] = f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">
<title>{name}　みほん市</title></head><body><p>このページの先頭です</p><p>サイトメニューここから</p>
<ul><li><a href="/kurashi/">くらし・手続き</a></li><li><a href="/kosodate/">子育て・教育</a></li></ul><p>サイトメニューここまで</p>
<p>本文ここから</p><h1>{name}</h1><p>ページ番号:98650{number}104</p><p>更新日:2023年12月{number + 1}日</p>
<h2>出し方</h2><p>決められた曜日の朝8時30分までに出してください。</p><ol><li>袋の口を結んでください。</li><li>指定の場所に置いてください。</li></ol>
{lists}<p><a href="/shinsei.pdf">ちらし（PDF:371KB）</a></p>
<h2>お問合せ</h2><p>環境部　家庭ごみ課<br>〒000-0000 みほん市中央1丁目<br>電話：06-0000-1234　ファクス：06-0000-1235</p>
<p>本文ここまで</p><p>以下フッターです。</p><p>みほん市役所</p></body></html>"""
    return Site("rule pages, words as markers", bytes_of(pages), frozenset(items))


def sounds() -> Site:
    """Old pages in Shift_JIS: a layout table around everything, one table a row of the 50 sounds, bands for each sound."""
    names = named(
        "普通ごみ 資源ごみ以外の不燃物 粗大ごみ 容器包装プラスチック 資源ごみ 古紙 有害ごみ 市では収集しません"
    )
    pages = {}
    for n, (row, things) in enumerate(by_row()):
        body = ""
        for sound, members in groupby(things, key=lambda t: t.reading[0]):
            body += f'<tr><td colspan="3" bgcolor="#ccffcc"><b>{sound}</b></td></tr>'
            body += "".join(
                f"<tr><td>{t.name}</td><td>{names[t.kind]}</td><td>{t.note or '－'}</td></tr>"
                for t in members
            )
        pages[
            f"/kankyo/page/000036{n:04}.html"
        ] = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
<title>みほん市：ごみ分別早見表（{row}行）</title></head><body><table width="900"><tr><td width="200" valign="top"><a href="/">ホーム</a><br>
<a href="/kurashi">くらし</a><br>メニューの終端です。</td><td><h1>ごみ分別早見表（{row}行）</h1><p>[2016年4月{n + 1}日]</p><p>ページ番号:36{n:04}</p>
<table border="1"><tr bgcolor="#eeeeee"><td>品目</td><td>分別区分</td><td>出し方のポイント</td></tr>{body}</table>
<p>このページの作成者・問合せ先</p><p>環境局事業部事業管理課<br>住所：みほん市北区1-1<br>電話：06-0000-3210 ファックス：06-0000-3211</p>
</td></tr></table></body></html>"""
    return Site("50 sounds, layout tables, Shift_JIS", bytes_of(pages, "cp932", "text/html"), truth(names))


def spans() -> Site:
    """A newer CMS: 和暦, joined cells, readings; an accordion of questions."""
    names = named("燃やすごみ 燃やさないごみ 大型ごみ プラ資源 びん・かん 古紙・古布 有害物 収集できないもの")
    rows = [
        "".join(
            f"<tr><td>{t.name}</td><td>{t.reading}</td><td>{names[t.kind]}</td><td>{t.note}</td></tr>"
            for t in half
        )
        for half in (THINGS[:17], THINGS[17:])
    ]
    split = """<tr><td rowspan="2">傘</td><td rowspan="2">かさ</td><td>燃やさないごみ</td><td>骨</td></tr><tr><td>燃やすごみ</td><td>布</td></tr>"""
    chrome = """<nav id="gnav"><ul><li><a href="/a/">くらし</a></li><li><a href="/b/">市政</a></li></ul></nav>
<p class="pankuzu">現在の位置：<a href="/">トップページ</a> &gt; <a href="/kurashi/">くらし</a> &gt; ごみ</p>"""
    foot = """<div class="toiawase"><h2>このページに関するお問い合わせ</h2><p>環境事業部 循環型社会推進課<br>電話番号：072-000-1111</p></div>
<h2>このページは役に立ちましたか？</h2><form><p>送信</p></form><footer><p>Copyright © Mihon City</p></footer>"""
    table = f"""<html lang="ja"><head><meta charset="utf-8"><title>分別辞典｜みほん市</title></head><body>{chrome}<main><h1>分別辞典</h1>
<p>ページID1003094</p><p>更新日 令和7年1月30日</p><p>印刷　大きな文字で印刷</p><table><caption>分別辞典</caption><thead><tr><th>品名</th><th>ふりがな</th><th>区分</th><th>備考</th></tr></thead>
<tbody>{rows[0]}{split}{rows[1]}</tbody></table></main>{foot}</body></html>"""
    folds = "".join(
        f"<details><summary>{q}</summary><div>{''.join(f'<p>{s}</p>' for s in a)}</div></details>"
        for q, a in QUESTIONS
    )
    faq = f"""<html lang="ja"><head><meta charset="utf-8"><title>ごみのよくある質問｜みほん市</title></head><body>{chrome}<main><h1>ごみのよくある質問</h1>
<p>ページID1003095</p><p>更新日 令和元年5月1日</p>{folds}</main>{foot}</body></html>"""
    return Site(
        "joined cells, 和暦, accordion",
        bytes_of({"/kurashi/1003094.html": table, "/kurashi/1003095.html": faq}),
        truth(names) | {("傘", "燃やさないごみ"), ("傘", "燃やすごみ")},
        QUESTIONS,
    )


def broken() -> Site:
    """EUC-JP and broken: no closing tags, upper case, several tables of which only the first has a header."""
    names = named("もえるごみ もえないごみ 粗大ごみ プラスチック ビン・カン 紙類 有害ごみ 処理困難物")
    body = ""
    for n, (row, things) in enumerate(by_row()):
        head = "<TR><TH>ごみの名前<TH>よみ<TH>分け方<TH>ひとこと" if n == 0 else ""
        body += f"<H3>{row}行</H3><TABLE BORDER=1>{head}"
        body += "".join(
            f"<TR><TD>{t.name}<TD>{t.reading}<TD>{names[t.kind]}<TD>{t.note}&nbsp;" for t in things
        )
        body += "</TABLE>"
    page = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=EUC-JP"><TITLE>ごみの分け方一覧</TITLE>
<BODY><DIV ID=header><P>みほん町ホームページ</DIV><DIV ID=contents><H1>ごみの分け方一覧</H1><P>更新日：平成30(2018)年11月30日<P>わからないときは電話で<B>お尋ねください
{body}<P>お問い合わせ先<P>住民課 生活環境係<BR>電話 0000-22-1111（内線 123）</DIV><DIV ID=footer>みほん町"""
    return Site(
        "broken HTML, EUC-JP",
        bytes_of({"/kakuka/jumin/2/1815.html": page}, "euc_jp", "text/html"),
        truth(names),
    )


def details() -> Site:
    """A page per item behind a query, with a table of two columns; the index has links only."""
    names = named(
        "可燃ごみ 不燃ごみ 大型ごみ プラスチック製容器包装 空き缶・空きびん 資源ごみ（古紙類） 有害ごみ 市では処理できません"
    )
    pages, things = {}, THINGS[:30]
    for n, t in enumerate(things):
        pages[
            f"/module/garbage.php?mode=detail&id={n + 1}"
        ] = f"""<!doctype html><html><head><meta charset="utf-8"><title>【ごみ詳細情報】{t.name} - みほん町</title></head>
<body><header><h1>みほん町</h1><ul class="menu"><li>観光</li></ul></header><div id="main"><h2>【ごみ詳細情報】{t.name}</h2>
<table><tr><th>分別区分</th><td>{names[t.kind]}</td></tr><tr><th>注意事項</th><td>{t.note}</td></tr><tr><th>出し方</th><td>収集日の朝に出す</td></tr></table>
<p><a href="garbage.php?kana=あ">一覧へ戻る</a></p></div></body></html>"""
    links = "".join(
        f'<li><a href="garbage.php?mode=detail&amp;id={n + 1}">{t.name}</a></li>'
        for n, t in enumerate(things)
    )
    pages["/module/garbage.php"] = (
        f"<html><head><meta charset='utf-8'><title>ごみ検索 - みほん町</title></head><body><div id='main'><h2>資源ごみ・ごみ検索</h2><ul>{links}</ul></div></body></html>"
    )
    return Site("one page an item", bytes_of(pages), truth(names, things))


def single() -> Site:
    """One question a page, found from a list of links; words Q. and 回答."""
    pages = {}
    links = ""
    for n, (question, answer) in enumerate(QUESTIONS):
        path = f"/faq_p/P200.aspx?FAQID=08020{n:02}"
        links += f'<li><a href="{path}">{question}</a></li>'
        text = "<br>".join(answer)
        pages[
            path
        ] = f"""<html><head><meta charset="utf-8"><title>{question}</title></head><body><div class="tools">背景色を変更　文字サイズ</div>
<div id="wrap"><h2>Q.{question}</h2><h3>回答</h3><div class="answer">{text}</div><p>【問い合わせ先】</p><p>&lt;環境部 減量計画課&gt; 06-0000-2222</p>
<h3>関連FAQ</h3><ul><li><a href="/faq_p/P200.aspx?FAQID=1">粗大ごみはどうやって出しますか？</a></li></ul><p>Copyright © Mihon City</p></div></body></html>"""
    pages["/faq_p/P100.aspx?c=8"] = (
        f"<html><head><meta charset='utf-8'><title>FAQ一覧</title></head><body><h1>よくある質問 ごみ</h1><ul>{links}</ul></body></html>"
    )
    return Site("one question a page", bytes_of(pages), faqs=QUESTIONS)


def letters() -> Site:
    """Many questions a page in three ways: letters Q and A, headings without A, a definition list."""
    first, second, third = QUESTIONS[:4], QUESTIONS[4:7], QUESTIONS[7:]
    toc = "".join(f'<li><a href="#q{n}">{q}</a></li>' for n, (q, _) in enumerate(first))
    lettered = "".join(
        f'<p id="q{n}"><strong>Q　{q}</strong></p><p>A　{"<br>".join(a)}</p>'
        for n, (q, a) in enumerate(first)
    )
    headed = "".join(f"<h3>Q. {q}</h3>{''.join(f'<p>{s}</p>' for s in a)}" for q, a in second)
    defined = "".join(f"<dt>{q}</dt><dd>{''.join(f'<p>{s}</p>' for s in a)}</dd>" for q, a in third)
    frame = """<html><head><meta charset="utf-8"><title>{0}／みほん村</title></head><body><ul id="navi"><li><a href="/">トップ</a></li></ul><div id="content"><h1>{0}</h1>
<p>掲載日:2024年4月1日</p>{1}<h2>この記事に関するお問い合わせ先</h2><p>生活課<br>電話：011-000-3311</p></div></body></html>"""
    pages = {
        "/0000004809.html": frame.format("ごみのQ&A", f"<ul>{toc}</ul>{lettered}"),
        "/hotnews/detail/00000328.html": frame.format("ごみの困りごと", headed),
        "/faq/kurashi/gomi/index.html": frame.format("よくある質問（ごみ）", f"<dl>{defined}</dl>"),
    }
    return Site("many questions a page", bytes_of(pages), faqs=QUESTIONS)


def printed() -> Site:
    """A dictionary as PDF: a ruled table over several pages with its header on the first, cells wrapped; another set without rules."""
    names = named(
        "燃えるごみ 燃えないごみ 粗大ごみ プラスチック製容器包装 びん・かん類 古紙類 有害ごみ 収集できないもの"
    )
    rows = [(t.name, t.reading, names[t.kind], t.note) for t in THINGS]
    columns = (40, 170, 290, 390, 560)
    ruled = pdf.document(
        [
            [
                pdf.text(40, 800, 18, "家庭ごみ分別辞典"),
                pdf.text(400, 780, 9, "令和6年4月1日現在"),
                *pdf.ruled([("品目", "よみがな", "分別区分", "出し方・注意点"), *rows[:18]], columns, 760),
            ],
            pdf.ruled(rows[18:36], columns, 800),
            pdf.ruled(rows[36:], columns, 800),
        ]
    )
    spread = [
        (text, x, y)
        for y, texts in _heights(
            [("品名", "区分", "備考"), *[(t.name + "の部品", names[t.kind], t.note) for t in THINGS[:20]]]
        )
        for text, x in zip(texts, (60, 260, 400), strict=True)
        if text
    ]
    loose = pdf.document(
        [
            [
                pdf.text(60, 800, 16, "部品の分け方"),
                *(pdf.text(x, y, 10, text) for text, x, y in spread),
                pdf.text(290, 30, 9, "1"),
            ]
        ]
    )
    page = """<html><head><meta charset="utf-8"><title>分別辞典 - みほん市</title></head><body><main><h1>分別辞典</h1><p>更新日：2024年04月22日</p>
<p>家庭ごみの分別辞典をダウンロードできます。</p><ul><li><a href="/files/jiten.pdf">分別辞典[PDFファイル/107KB]</a></li><li><a href="/files/buhin.pdf">部品[PDFファイル/7KB]</a></li></ul></main></body></html>"""
    pages = bytes_of({"/soshiki/15/jiten.html": page}) | {
        "/files/jiten.pdf": ("application/pdf", ruled),
        "/files/buhin.pdf": ("application/octet-stream", loose),
    }
    return Site(
        "PDF, ruled and not", pages, truth(names) | {(t.name + "の部品", names[t.kind]) for t in THINGS[:20]}
    )


def _heights(rows: Sequence[tuple[str, ...]]) -> list[tuple[float, tuple[str, ...]]]:
    return [(770 - 22 * i, row) for i, row in enumerate(rows)]


def sheets() -> Site:
    """An Excel book with a title above the header, joined cells and a sheet a half; a CSV in CP932 with broken lines in cells."""
    names = named("可燃 不燃 粗大 容器プラ びん缶 古紙古布 有害 収集不可")
    book = Workbook()
    book.remove(book.active)
    for title, things in (("あ～か行", THINGS[:20]), ("さ行以降", THINGS[20:35])):
        sheet = book.create_sheet(title)
        sheet.append(["みほん市 ごみ分別一覧表", None, None, None, None])
        sheet.merge_cells("A1:E1")
        sheet.append([None, None, None, None, "2024年7月1日更新"])
        sheet.append(["No", "50音", "品目名", "分別区分", "備考"])
        for n, t in enumerate(things, 1):
            sheet.append([n, t.reading[0], t.name, names[t.kind], t.note])
        sheet.append([len(things) + 1, "か", "傘", names["nonburn"], "骨"])
        sheet.append([len(things) + 2, None, None, names["burn"], "布"])
        last = sheet.max_row
        sheet.merge_cells(f"C{last - 1}:C{last}")
        sheet.merge_cells(f"B{last - 1}:B{last}")
    hidden = book.create_sheet("作業用")
    hidden.sheet_state = "hidden"
    hidden.append(["品目名", "分別区分"])
    hidden.append(["消すこと", "可燃"])
    packed = io.BytesIO()
    book.save(packed)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["ID", "頭文字", "品目名", "読み", "出し方（一覧）", "出し方のポイント"])
    for n, t in enumerate(THINGS[35:]):
        writer.writerow([n, t.reading[0], t.name, t.reading, names[t.kind], f'{t.note}\n詳しくは"窓口"へ'])
    page = """<html><head><meta charset="utf-8"><title>オープンデータ</title></head><body><div id="main"><h1>ごみ分別一覧（オープンデータ）</h1>
<p><a href="list.xlsx">一覧（エクセル：20KB）</a><a href="list.csv">一覧（CSV）</a><a href="old.xls">旧版</a></p></div></body></html>"""
    pages = bytes_of({"/opendata/gomi.html": page}) | {
        "/opendata/list.xlsx": (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            packed.getvalue(),
        ),
        "/opendata/list.csv": ("application/vnd.ms-excel", text.getvalue().encode("cp932")),
        "/opendata/old.xls": ("application/vnd.ms-excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)),
    }
    return Site("Excel and CSV", pages, truth(names) | {("傘", "不燃"), ("傘", "可燃")})


def lists() -> Site:
    """No charset named: 「品目：区分」 in lists, the same header twice side by side, categories as terms, a table of questions."""
    names = named(
        "燃やせるごみ 燃やせないごみ 粗大ごみ プラごみ 資源物（びん・缶） 資源物（紙） 危険ごみ 受け入れできないもの"
    )
    a, b, c = THINGS[:14], THINGS[14:34], THINGS[34:]
    listed = "".join(f"<li>{t.name}：{names[t.kind]}</li>" for t in a)
    pairs = zip(b[::2], b[1::2], strict=True)
    twice = "".join(
        f"<tr><td>{x.name}<td>{names[x.kind]}<td>{y.name}<td>{names[y.kind]}</tr>" for x, y in pairs
    )
    kinds = [(kind, [t for t in c if t.kind == kind]) for kind in names]
    terms = "".join(
        f"<dt>{names[kind]}</dt><dd>{'、'.join(t.name for t in members)}</dd>"
        for kind, members in kinds
        if members
    )
    asked = "".join(f"<tr><td>{q}<td>{'<br>'.join(s)}</tr>" for q, s in QUESTIONS)
    page = f"""<html><head><title>ごみの出し方 みほん町</title></head><body><center><font size="6"><b>ごみの出し方</b></font></center>
<p align="right">R6.4.1更新</p><hr><p>■ 品目と区分</p><ul>{listed}</ul><p>■ 早見表</p>
<table border=1><tr><th>品目<th>区分<th>品目<th>区分</tr>{twice}</table><p>■ そのほか</p><dl>{terms}</dl>
<p>■ 収集日</p><table border=1><tr><th>地区<th>燃やせるごみ<th>粗大ごみ</tr><tr><td>東町<td>月・木<td>第1水曜日</tr><tr><td>西町<td>火・金<td>第2水曜日</tr></table>
<p>■ 質問</p><table border=1><tr><th>質問<th>回答</tr>{asked}</table><p>問合せ先　町民課　℡0000-33-4444</p></body></html>"""
    return Site(
        "lists, side by side, no charset",
        bytes_of({"/gomi/dashikata.htm": page}, "cp932", "text/html"),
        truth(names),
        QUESTIONS,
    )


LAYOUTS: tuple[Layout, ...] = (rules, sounds, spans, broken, details, single, letters, printed, sheets, lists)
